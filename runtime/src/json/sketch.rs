//! Parsing of a few values of a document, at given paths.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::serde_impls::NUMBER_KEY;
use super::{Json, Number};
use crate::ground::shown::truncated;

/// The maximum number of items that `*` matches.
pub(crate) const MOST_ITEMS: usize = 32;

/// The maximum length in bytes of a text inside an item that `*` matches; longer ones are cut.
const LONGEST_TEXT: usize = 4096;

/// The values of a document at some paths. All other values take no memory, regardless of their size and depth.
#[derive(Default)]
pub(crate) struct Sketch {
    /// The values at the paths.
    pub(crate) tree: Json,
    /// The paths of lists of which `*` matches items, and their numbers of items.
    lists: Vec<(String, usize)>,
}

impl Json {
    /// The values at these paths, whose steps are separated by `/`. `None` if the text is not JSON.
    pub(crate) fn sketch(body: &[u8], paths: &[&[&str]]) -> Option<Json> {
        let paths: Vec<Vec<&str>> = paths.concat().into_iter().map(steps).collect();
        Sketch::read(body, &paths).map(|sketch| sketch.tree)
    }

    /// The value at a path, whose steps are separated by `/`; the empty path is this value.
    pub(crate) fn at_path(&self, path: &str) -> Option<&Json> {
        self.at(&steps(path))
    }
}

/// The steps of a path, which are separated by `/`.
pub(crate) fn steps(path: &str) -> Vec<&str> {
    path.split('/').filter(|step| !step.is_empty()).collect()
}

impl Sketch {
    /// Parses the values at these paths. The step `*` matches the first items of a list.
    pub(crate) fn read(body: &[u8], paths: &[Vec<&str>]) -> Option<Sketch> {
        let body = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body);
        let text = std::str::from_utf8(body).ok()?;
        let mut lists = Vec::new();
        let whole = Child {
            paths: paths.iter().map(Vec::as_slice).collect(),
            path_so_far: String::new(),
            in_list: false,
            lists: &mut lists,
        };
        let mut deserializer = serde_json::Deserializer::from_str(text);
        let tree = whole.deserialize(&mut deserializer).ok()?;
        deserializer.end().ok()?;
        Some(Sketch { tree, lists })
    }

    /// The number of items of the list at this path, if `*` matches items of it.
    pub(crate) fn items_at(&self, path: &str) -> usize {
        let path = steps(path).join("/");
        let list = self.lists.iter().rev().find(|list| list.0 == path);
        list.map_or(0, |list| list.1)
    }
}

/// Parses a value and keeps what is at the paths.
struct Child<'p, 'l> {
    /// The remaining steps of the paths.
    paths: Vec<&'p [&'p str]>,
    path_so_far: String,
    in_list: bool,
    lists: &'l mut Vec<(String, usize)>,
}

impl<'p> Child<'p, '_> {
    fn matches_items(&self) -> bool {
        self.paths.iter().any(|path| path.first() == Some(&"*"))
    }

    /// The state for the field or item of this name; `None` if no path continues there.
    fn child<'s>(&'s mut self, name: &str, index: Option<usize>) -> Option<Child<'p, 's>> {
        let fits = |step: &str| match index {
            Some(index) => step.parse() == Ok(index) || step == "*" && index < MOST_ITEMS,
            None => step == name,
        };
        let mut paths = Vec::new();
        for path in &self.paths {
            match path.split_first() {
                Some((step, rest)) if fits(step) => paths.push(rest),
                _ => {}
            }
        }
        let slash = if self.path_so_far.is_empty() { "" } else { "/" };
        (!paths.is_empty()).then(|| Child {
            paths,
            path_so_far: format!("{}{slash}{name}", self.path_so_far),
            in_list: self.in_list || index.is_some(),
            lists: self.lists,
        })
    }
}

impl<'de> DeserializeSeed<'de> for Child<'_, '_> {
    type Value = Json;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Child<'_, '_> {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Json, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Json, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Json, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, text: &str) -> Result<Json, E> {
        let shortened = match self.in_list {
            true => truncated(text, LONGEST_TEXT),
            false => text,
        };
        Ok(match shortened.len() < text.len() {
            true => Json::String(format!("{shortened}\u{2026}")),
            false => Json::from(text),
        })
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<Json, A::Error> {
        let last = self
            .paths
            .iter()
            .filter_map(|path| path.first()?.parse().ok());
        let last: Option<usize> = last.max();
        let mut list = Vec::new();
        let mut count = 0;
        loop {
            // Items that no path matches are only counted.
            let may_be_kept = count < MOST_ITEMS || last.is_some_and(|last| count <= last);
            let part = match may_be_kept {
                true => self.child("*", Some(count)),
                false => None,
            };
            let is_there = match part {
                Some(part) => match items.next_element_seed(part)? {
                    Some(item) => {
                        list.push(item);
                        true
                    }
                    None => false,
                },
                None => {
                    let is_there = items.next_element::<IgnoredAny>()?.is_some();
                    // Keeps the position of the items that follow.
                    if is_there && last.is_some_and(|last| count < last) {
                        list.push(Json::Null);
                    }
                    is_there
                }
            };
            if !is_there {
                break;
            }
            count += 1;
        }
        if self.matches_items() {
            self.lists.retain(|list| list.0 != self.path_so_far);
            self.lists.push((self.path_so_far, count));
        }
        Ok(Json::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut fields: A) -> Result<Json, A::Error> {
        let mut object: Vec<(String, Json)> = Vec::new();
        while let Some(name) = fields.next_key_seed(super::incoming::Name)? {
            // A number with serde_json's `arbitrary_precision`, which another crate may turn on.
            if object.is_empty() && name == NUMBER_KEY {
                let digits: String = fields.next_value()?;
                let number = Number::parse(&digits).map(Json::Number);
                return number.ok_or_else(|| A::Error::custom("not a number"));
            }
            match self.child(&name, None) {
                Some(part) => {
                    let value = fields.next_value_seed(part)?;
                    // Of several fields with the same name, the last one counts.
                    object.retain(|field| field.0 != name);
                    object.push((name.into_owned(), value));
                }
                None => {
                    fields.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(Json::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operation::ErrorFormat;
    use proptest::prelude::*;

    fn compare(body: &str) -> Result<(), TestCaseError> {
        let format = ErrorFormat::DEFAULT;
        let sketch = Json::sketch(body.as_bytes(), &format.paths());
        let tree = body.parse::<Json>().ok();
        prop_assert_eq!(sketch.is_some(), tree.is_some());
        let found =
            |json: Option<Json>| json.map(|json| (format.code_of(&json), format.message_of(&json)));
        prop_assert_eq!(found(sketch), found(tree));
        Ok(())
    }

    proptest! {
        #[test]
        fn a_sketch_of_any_document_has_the_values_of_its_tree(
            body in r#"\{("(code|message|error|errors|x)":(7|"t"|""|null|\[|\{"code":1\}|\{"message":"m"|\}|\]|"),?){0,6}\}"#
        ) {
            compare(&body)?;
        }
    }

    #[test]
    fn a_sketch_has_the_values_of_the_whole_tree() -> Result<(), TestCaseError> {
        for body in [
            r#"{"code":300,"message":"m","users":[1,2]}"#,
            r#"{"errors":[{"code":"a"},{"code":"b"}],"code":null}"#,
            r#"{"errors":[[1],{"message":"b"}],"code":{"code":1},"code":7}"#,
            r#"{"error":{"code":[],"message":{"a":1}},"error":"e"}"#,
            r#"{"error":{"type":"t"}}"#,
            "[]",
            "{",
        ] {
            compare(body)?;
        }
        Ok(())
    }

    #[test]
    fn values_outside_the_paths_may_be_of_any_type() {
        let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        let maps = format!("{}1{}", "{\"a\":".repeat(100_000), "}".repeat(100_000));
        for odd in [deep.as_str(), &maps, r#""\ud83d""#, "1e999"] {
            let body = format!("{{\"x\":{odd},\"code\":7}}");
            let sketch = Json::sketch(body.as_bytes(), &[&["code"]]);
            assert_eq!(sketch, Some(Json::Object(vec![("code".into(), 7.into())])));
        }
    }

    #[test]
    fn the_first_items_of_a_long_list_are_kept_and_all_are_counted() {
        let body = format!("{{\"errors\":[{}\"x\"]}}", "0,".repeat(1_000_000));
        let sketch = Sketch::read(
            body.as_bytes(),
            &[vec!["errors", "*"], vec!["errors", "0", "code"]],
        );
        let sketch = sketch.unwrap_or_default();
        let kept = sketch
            .tree
            .get("errors")
            .and_then(Json::as_array)
            .map(<[Json]>::len);
        assert_eq!(
            (kept, sketch.items_at("errors")),
            (Some(MOST_ITEMS), 1_000_001)
        );
    }

    #[test]
    fn a_repeated_name_is_kept_once() {
        let body = format!("{{{}\"code\":8}}", "\"code\":7,".repeat(1000));
        let sketch = Json::sketch(body.as_bytes(), &[&["code"]]);
        assert_eq!(sketch, Some(Json::Object(vec![("code".into(), 8.into())])));
    }
}
