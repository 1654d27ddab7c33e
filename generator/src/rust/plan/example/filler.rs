//! Filler text such as `lorem ipsum`: an example shows the parameter's own name in its place.

use crate::model::api::{StringFormat, Type};

/// The words that generators of example values use.
const WORDS: &str = "ad adipisicing adipiscing aliqua aliquip amet anim aute cillum commodo consectetur consequat culpa \
    cupidatat deserunt do dolor dolore duis ea eiusmod elit enim esse est et eu ex excepteur exercitation fugiat id in \
    incididunt ipsum irure labore laboris laborum lorem magna minim mollit nisi non nostrud nulla occaecat officia \
    pariatur proident qui quis reprehenderit sed sint sit sunt tempor ullamco ut velit veniam voluptate";

/// The name of the parameter or field, where `text` is filler text and its type admits any text.
pub(super) fn replacement<'a>(name: &'a str, ty: &Type, text: &str) -> Option<&'a str> {
    let any = matches!(ty, Type::String(StringFormat::Plain));
    (any && !name.is_empty() && is_filler(text)).then_some(name)
}

fn is_filler(text: &str) -> bool {
    let is_filler_word = |word: &str| {
        let word = word.trim_matches(|letter: char| letter.is_ascii_punctuation());
        WORDS
            .split_whitespace()
            .any(|filler| filler.eq_ignore_ascii_case(word))
    };
    let mut words = text.split_whitespace().peekable();
    text == "string" || (words.peek().is_some() && words.all(is_filler_word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_text_that_says_nothing_is_replaced() {
        let plain = Type::string();
        for filler in ["ut amet", "Lorem ipsum dolor.", "string", "in"] {
            assert_eq!(
                replacement("userId", &plain, filler),
                Some("userId"),
                "{filler}"
            );
        }
        for value in ["sit down", "active", "", "42"] {
            assert_eq!(replacement("userId", &plain, value), None, "{value}");
        }
        let secret = Type::String(StringFormat::Password);
        assert_eq!(replacement("password", &secret, "dolor minim"), None);
    }
}
