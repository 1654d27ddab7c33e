//! Names of the methods that read an answer in another media type: `read_csv`.

use crate::model::api::Operation;

use super::ident::Ident;
use super::method::LIMIT;
use super::words::Words;

/// A name for each media type of the successes that is not the one of the answer. None of them is the name of a setter.
pub(super) fn readers(operation: &Operation, inputs: &[Ident]) -> Vec<(String, Ident)> {
    let alternatives = operation
        .successes()
        .flat_map(|response| &response.alternatives);
    let mut readers: Vec<(String, Ident)> = Vec::new();
    for alternative in alternatives {
        let media_type = &alternative.media_type;
        if readers.iter().any(|(known, _)| known == media_type) {
            continue;
        }
        let is_free = |name: &String| {
            let names = readers.iter().map(|(_, name)| name).chain(inputs);
            names.into_iter().all(|taken| **taken != **name)
        };
        let [short, whole] = [short_words(media_type), Words::of_wire(media_type)];
        let mut names = [short, whole].map(|words| name(&words)).into_iter();
        if let Some(name) = names.find(is_free) {
            readers.push((media_type.clone(), Ident::new(name)));
        }
    }
    readers
}

fn name(words: &Words) -> String {
    let verb = Words(vec!["read".to_owned()]);
    verb.then(&words.0).limited(LIMIT).snake()
}

/// The words of a media type without what says nothing: `csv` of `text/csv`, `github_raw` of `application/vnd.github.raw`.
fn short_words(media_type: &str) -> Words {
    if media_type.eq_ignore_ascii_case("text/plain") {
        return Words(vec!["text".to_owned()]);
    }
    let subtype = media_type
        .split_once('/')
        .map_or(media_type, |(_, subtype)| subtype);
    let mut words = subtype;
    for prefix in ["vnd.", "x-"] {
        words = words.strip_prefix(prefix).unwrap_or(words);
    }
    Words::of_wire(words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::api::testing::{ok, operation};
    use crate::model::api::{Alternative, Content, Response};

    #[test]
    fn readers_have_the_words_of_their_media_types() {
        let of = |media_types: &[&str], inputs: &[&str]| -> Vec<String> {
            let alternative = |media_type: &&str| Alternative {
                media_type: (*media_type).to_owned(),
                content: Content::Text((*media_type).to_owned()),
            };
            let mut operation = operation("GET", "/report");
            operation.responses = vec![Response {
                alternatives: media_types.iter().map(alternative).collect(),
                ..ok(Content::Empty)
            }];
            let inputs: Vec<Ident> = inputs
                .iter()
                .map(|name| Ident::new((*name).to_owned()))
                .collect();
            let readers = readers(&operation, &inputs).into_iter();
            readers.map(|(_, name)| name.to_string()).collect()
        };
        let media_types = [
            "text/csv",
            "text/plain",
            "application/vnd.acme.raw+json",
            "application/x-ndjson",
            "image/csv",
        ];
        let expected = [
            "read_csv",
            "read_text",
            "read_acme_raw_json",
            "read_ndjson",
            "read_image_csv",
        ];
        assert_eq!(of(&media_types, &[]), expected);
        assert_eq!(of(&["text/csv"], &["read_csv"]), ["read_text_csv"]);
    }
}
