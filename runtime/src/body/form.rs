//! `application/x-www-form-urlencoded`.

use crate::ground::percent;

/// The value of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum FieldText {
    /// The text, not yet encoded
    Plain(String),
    /// Whole pairs (`a=1&a=2`), encoded and with their names
    Pairs(String),
}

/// The fields as text.
pub(crate) fn text(fields: &[(String, FieldText)]) -> String {
    let pairs = fields.iter().map(|(name, value)| match value {
        FieldText::Plain(text) => percent::form([&(name.clone(), text.clone())]),
        FieldText::Pairs(pairs) => pairs.clone(),
    });
    pairs.collect::<Vec<_>>().join("&")
}

/// The text of the last field with this name.
pub(crate) fn get(fields: &[(String, FieldText)], name: &str) -> Option<String> {
    let (_, value) = fields.iter().rev().find(|field| field.0 == name)?;
    match value {
        FieldText::Plain(text) => Some(text.clone()),
        FieldText::Pairs(pairs) => percent::get_query(pairs, name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_that_are_encoded_stay_as_they_are() {
        let fields = [
            ("a b".to_owned(), FieldText::Plain("x&y".to_owned())),
            ("t".to_owned(), FieldText::Pairs("t=a,b%2Cc".to_owned())),
        ];
        assert_eq!(text(&fields), "a%20b=x%26y&t=a,b%2Cc");
        assert_eq!(get(&fields, "t").as_deref(), Some("a,b,c"));
        assert_eq!(get(&fields, "none"), None);
    }
}
