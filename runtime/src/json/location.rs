//! The path of an error in a document that cannot be parsed.

use super::decode::{Step, path_text};

/// The path of the value in which the text before `offset` ends, like `$.users[3].id`.
///
/// It is computed only after a failure.
pub(crate) fn location_of(body: &[u8], offset: usize) -> String {
    let mut steps: Vec<Step> = Vec::new();
    let mut scanner = Scanner {
        bytes: body.get(..offset).unwrap_or(body),
        at: 0,
    };
    let mut wants_name = false;
    while let Some(byte) = scanner.next() {
        match byte {
            b'{' => {
                steps.push(Step::Field(String::new()));
                wants_name = true;
            }
            b'[' => steps.push(Step::Item(0)),
            b'}' | b']' => {
                steps.pop();
            }
            b',' => match steps.last_mut() {
                Some(Step::Item(index)) => *index += 1,
                Some(Step::Field(_)) => wants_name = true,
                None => {}
            },
            b':' => wants_name = false,
            b'"' => {
                let text = scanner.string();
                if let (true, Some(Step::Field(name))) = (wants_name, steps.last_mut()) {
                    *name = text;
                }
            }
            _ => {}
        }
    }
    // An object whose first name is incomplete is the location itself.
    let nameless = |step: &&Step| !matches!(step, Step::Field(name) if name.is_empty());
    path_text(steps.iter().filter(nameless))
}

struct Scanner<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl Scanner<'_> {
    fn next(&mut self) -> Option<u8> {
        let byte = self.bytes.get(self.at).copied();
        self.at += 1;
        byte
    }

    /// Skips the rest of a string after its opening quote. Escapes are not decoded.
    fn string(&mut self) -> String {
        let start = self.at;
        while let Some(byte) = self.next() {
            match byte {
                b'"' => break,
                b'\\' => self.at += 1,
                _ => {}
            }
        }
        let end = self.at.saturating_sub(1).min(self.bytes.len());
        String::from_utf8_lossy(self.bytes.get(start..end).unwrap_or_default()).into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::{Decode, Json};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(body in "[\\[\\]{}:,\"\\\\ a1ü]{0,40}|\\PC*", cut in 0_usize..60) {
            let bytes = body.as_bytes();
            prop_assert!(location_of(bytes, cut).starts_with('$'));
            if let Err(error) = Json::from_slice(bytes) {
                prop_assert!(error.offset() <= bytes.len());
                prop_assert!(error.path().starts_with('$'));
            }
        }

        #[test]
        fn parsed_values_are_written_unchanged(body in "(\\[|\\{\"a\":|1,|-0.5e3,|\"x\\\\n\",|null|true|\\]|\\}){0,12}") {
            if let Ok(json) = body.parse::<Json>() {
                prop_assert_eq!(json.to_string().parse(), Ok(json.clone()));
                let _ = (String::decode(json.clone()), bool::decode(json.clone()));
                let _ = (i64::decode(json.clone()), Vec::<Option<f64>>::decode(json));
            }
        }
    }

    #[test]
    fn the_path_is_that_of_the_value_in_which_the_text_ends() {
        let cases = [
            ("", "$"),
            ("{", "$"),
            ("{\"a\": ", "$.a"),
            ("{\"a\": [1, {\"b c\": tru", "$.a[1][\"b c\"]"),
            ("{\"a\": [1, 2], \"d\": {\"e\": \"x\\\"y", "$.d.e"),
            ("[[],[[", "$[1][0][0]"),
            ("{\"a\": {}}", "$"),
            ("]]}", "$"),
        ];
        for (text, path) in cases {
            assert_eq!(location_of(text.as_bytes(), text.len()), path, "{text}");
        }
    }
}
