//! A few places of a document, without the rest of it.

use super::incoming::read_text;
use super::{Incoming, Json, Mismatch};

impl Json {
    /// The document with nothing but what paths with `/` lead to: much cheaper than all of it. Nothing where
    /// the text is amiss.
    pub(crate) fn sketch(body: &[u8], paths: &[&[&str]]) -> Option<Json> {
        let text = std::str::from_utf8(body).ok()?;
        let paths: Vec<Vec<&str>> = paths
            .concat()
            .iter()
            .map(|path| path.split('/').filter(|step| !step.is_empty()).collect())
            .collect();
        let mut sketch = None;
        let whole = read_text(text, &mut |value| {
            sketch = Some(only(value, &paths, 0)?);
            Ok(())
        });
        sketch.filter(|_| whole)
    }
}

/// The value with those of its parts that some path has at this depth.
fn only(value: Incoming<'_>, paths: &[Vec<&str>], depth: usize) -> Result<Json, Mismatch> {
    let steps = || paths.iter().filter_map(|path| path.get(depth).copied());
    match value {
        Incoming::List(items) => {
            let wanted: Vec<usize> = steps().filter_map(|step| step.parse().ok()).collect();
            let (mut list, mut index) = (Vec::new(), 0);
            items.each(&mut |item| {
                // What is not wanted holds the places of what is.
                match wanted.contains(&index) {
                    true => list.push(only(item, paths, depth + 1)?),
                    false if wanted.iter().any(|one| *one > index) => list.push(Json::Null),
                    false => {}
                }
                index += 1;
                Ok(())
            })?;
            Ok(Json::Array(list))
        }
        Incoming::Object(fields) => {
            let mut object = Vec::new();
            fields.each(&mut |name, value| {
                if steps().any(|step| step == name) {
                    object.push((name.to_owned(), only(value, paths, depth + 1)?));
                }
                Ok(())
            })?;
            Ok(Json::Object(object))
        }
        value => value.tree(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::info::ErrorFormat;
    use proptest::prelude::*;

    fn compare(body: &str) -> Result<(), TestCaseError> {
        let format = ErrorFormat::DEFAULT;
        let sketch = Json::sketch(body.as_bytes(), &format.paths());
        let tree = body.parse::<Json>().ok();
        prop_assert_eq!(sketch.is_some(), tree.is_some());
        let told =
            |json: Option<Json>| json.map(|json| (format.code_of(&json), format.message_of(&json)));
        prop_assert_eq!(told(sketch), told(tree));
        Ok(())
    }

    proptest! {
        #[test]
        fn what_is_told_is_what_the_whole_tells(
            body in r#"\{("(code|message|error|errors|x)":(7|"t"|""|null|\[|\{"code":1\}|\{"message":"m"|\}|\]|"),?){0,6}\}"#
        ) {
            compare(&body)?;
        }
    }

    #[test]
    fn places_are_found_as_in_the_whole() -> Result<(), TestCaseError> {
        for body in [
            r#"{"code":300,"message":"m","users":[1,2]}"#,
            r#"{"errors":[{"code":"a"},{"code":"b"}],"code":null}"#,
            r#"{"errors":[[1],{"message":"b"}],"code":{"code":1},"code":7}"#,
            r#"{"error":{"code":[],"message":{"a":1}},"error":"e"}"#,
            r#"{"error":{"type":"t"}}"#,
            r#"{"x":"\ud800","code":1}"#,
            "[]",
            "{",
        ] {
            compare(body)?;
        }
        Ok(())
    }
}
