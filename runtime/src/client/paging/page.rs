//! A page of a list, with its items.

use std::collections::BTreeMap;

use bytes::Bytes;

use crate::error::{DecodeError, Response};
use crate::json::sketch::steps;
use crate::json::{Json, LenientList, Mismatch, items_of, means_empty};

/// A page that was received.
pub(super) struct Page {
    pub(super) response: Response<Bytes>,
    /// The document without its items.
    pub(super) json: Json,
    /// The items, with a string instead of each item that the strict parser refuses; or why there is no list.
    pub(super) items: Result<Vec<Json>, Mismatch>,
    /// How many names of the path lead to the items.
    pub(super) depth: usize,
    /// The texts of the refused items, by index.
    pub(super) invalid: BTreeMap<usize, String>,
}

impl Page {
    /// Parses a page, strictly if possible and item by item otherwise. `path` is the path of the list.
    pub(super) fn parse(response: Response<Bytes>, path: &str) -> Result<Page, DecodeError> {
        let steps = steps(path);
        let (mut json, invalid) = match response.tree() {
            Ok(json) => (json, BTreeMap::new()),
            Err(error) => match LenientList::read(&response.utf8(), &steps) {
                Some(LenientList { json, invalid }) => (json, invalid),
                None => return Err(DecodeError::parse(&error, response)),
            },
        };
        let (items, depth) = match take_items(&mut json, &steps) {
            Ok((items, depth)) => (Ok(items), depth),
            Err(mismatch) => (Err(mismatch), 0),
        };
        Ok(Page {
            response,
            json,
            items,
            depth,
            invalid,
        })
    }

    /// The items; none if there is no list.
    pub(super) fn items(&self) -> &[Json] {
        self.items.as_deref().unwrap_or_default()
    }
}

/// Takes the items at a path of names out of a document, and returns them with the length of the path to them. A list on
/// the way to the path, like a bare list where an object is documented, is the list of items. A field that is absent or
/// empty is an empty list, because some services leave empty lists out.
///
/// Fails if a value on the way is neither an object nor a list, or if the value at the path is not a list.
fn take_items(mut json: &mut Json, path: &[&str]) -> Result<(Vec<Json>, usize), Mismatch> {
    let mut depth = 0;
    let items = loop {
        match (path.get(depth), json) {
            (Some(step), Json::Object(fields)) => {
                match fields.iter_mut().rev().find(|field| field.0 == *step) {
                    Some(field) => json = &mut field.1,
                    None => break Ok(Vec::new()),
                }
                depth += 1;
            }
            (Some(_), value) if !matches!(value, Json::Array(_)) && !means_empty(value) => {
                break Err(Mismatch::new("an object", value.kind()));
            }
            (_, value) => break items_of(std::mem::take(value)),
        }
    };
    let walked = path.get(..depth).unwrap_or_default();
    match items {
        Ok(items) => Ok((items, depth)),
        Err(mismatch) => Err(in_fields(mismatch, walked)),
    }
}

/// Puts these names before the path of an error.
pub(super) fn in_fields(mismatch: Mismatch, names: &[&str]) -> Mismatch {
    let inside_out = names.iter().rev();
    inside_out.fold(mismatch, |mismatch, name| mismatch.in_field(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(text: &str, path: &str) -> Result<String, String> {
        let mut json: Json = text.parse().map_err(|e| format!("{e}"))?;
        match take_items(&mut json, &steps(path)) {
            Ok((items, _)) => Ok(Json::from(items).to_string()),
            Err(mismatch) => Err(mismatch.to_string()),
        }
    }

    #[test]
    fn a_list_on_the_way_to_the_path_is_the_list_of_items() {
        for (text, path) in [
            ("[1,2]", ""),
            ("[1,2]", "users"),
            (r#"{"users":[1,2]}"#, "users"),
            (r#"{"data":[1,2]}"#, "data/users"),
            (r#"{"users":{"0":1,"2":2}}"#, "users"),
        ] {
            assert_eq!(items(text, path), Ok("[1,2]".to_owned()), "{text} {path}");
        }
    }

    #[test]
    fn an_absent_or_empty_list_has_no_items() {
        for text in [
            "{}",
            "[]",
            "null",
            "false",
            "\"\"",
            r#"{"users":null}"#,
            r#"{"users":{}}"#,
        ] {
            assert_eq!(items(text, "users"), Ok("[]".to_owned()), "{text}");
        }
        assert_eq!(items(r#"{"data":[]}"#, "data/users"), Ok("[]".to_owned()));
    }

    #[test]
    fn another_value_is_an_error_with_its_path() {
        let error = "expected an object, found a string at $.data".to_owned();
        assert_eq!(items(r#"{"data":"x"}"#, "data/users"), Err(error));
        let error = "expected a list, found an object at $.users".to_owned();
        assert_eq!(items(r#"{"users":{"id":1}}"#, "users"), Err(error));
        assert!(items("7", "users").is_err());
        assert!(items(r#"{"users":[1]}"#, "").is_err());
    }
}
