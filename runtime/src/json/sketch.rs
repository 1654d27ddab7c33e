//! Parsing of a few values of a document, at given paths.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::repair::repaired;
use super::serde_impls::NUMBER_KEY;
use super::tolerant::{to_text, tree};
use super::{Json, Number};
use crate::ground::shown::truncated;

/// The maximum number of items or fields that `*` matches.
pub(crate) const MOST_ITEMS: usize = 32;

/// The maximum length in bytes of a text inside an item that `*` matches; longer ones are cut.
pub(crate) const LONGEST_TEXT: usize = 4096;

/// The values of a document at some paths. All other values take no memory, regardless of their size and depth.
#[derive(Default)]
pub(crate) struct Sketch {
    /// The values at the paths.
    pub(crate) tree: Json,
    /// The paths of lists and objects of which `*` matches entries, and their numbers of entries.
    lists: Vec<(String, usize)>,
}

impl Json {
    /// The value at a path, whose steps are separated by `/`; the empty path is this value.
    pub(crate) fn at_path(&self, path: &str) -> Option<&Json> {
        self.at(&steps(path))
    }

    /// The value at a path, with names compared without regard to case. A name that is equal is found first.
    pub(crate) fn at_path_in_any_case(&self, path: &str) -> Option<&Json> {
        steps(path).into_iter().try_fold(self, |value, step| {
            let same = value.at(&[step]);
            same.or_else(|| {
                let fields = value.as_object()?.iter().rev();
                let mut fields = fields.filter(|field| field.0.eq_ignore_ascii_case(step));
                fields.next().map(|field| &field.1)
            })
        })
    }
}

/// The steps of a path, which are separated by `/`.
pub(crate) fn steps(path: &str) -> Vec<&str> {
    path.split('/').filter(|step| !step.is_empty()).collect()
}

impl Sketch {
    /// Parses the values at these paths, also of a text that is almost JSON: with quotes or control characters in strings,
    /// an unpaired surrogate, invalid UTF-8. `None` if the text is not JSON even then.
    pub(crate) fn read_leniently(body: &[u8], paths: &[Vec<&str>]) -> Option<Sketch> {
        Sketch::read(body, paths).or_else(|| {
            let text = repaired(&to_text(body))?;
            let whole = || Sketch {
                tree: tree(&text).0,
                lists: Vec::new(),
            };
            Some(Sketch::read(text.as_bytes(), paths).unwrap_or_else(whole))
        })
    }

    /// Parses the values at these paths. The step `*` matches the first entries of a list or an object. Names are compared
    /// without regard to case.
    pub(crate) fn read(body: &[u8], paths: &[Vec<&str>]) -> Option<Sketch> {
        let body = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body);
        let text = std::str::from_utf8(body).ok()?;
        let (mut steps, mut lists) = (Vec::new(), Vec::new());
        for path in paths {
            Step::insert(&mut steps, path);
        }
        let whole = Child {
            next: vec![&steps],
            path_so_far: String::new(),
            in_list: false,
            lists: &mut lists,
        };
        let mut deserializer = serde_json::Deserializer::from_str(text);
        let tree = whole.deserialize(&mut deserializer).ok()?;
        deserializer.end().ok()?;
        Some(Sketch { tree, lists })
    }

    /// The number of entries of the list or object at this path, if `*` matches entries of it.
    pub(crate) fn entries_at(&self, path: &str) -> usize {
        let path = steps(path).join("/");
        let mut lists = self.lists.iter().rev();
        let list = lists.find(|list| list.0.eq_ignore_ascii_case(&path));
        list.map_or(0, |list| list.1)
    }
}

/// A step of paths that have the same steps before it, with the steps after it.
struct Step<'p> {
    name: &'p str,
    next: Vec<Step<'p>>,
}

impl<'p> Step<'p> {
    fn insert(steps: &mut Vec<Step<'p>>, path: &[&'p str]) {
        let Some((name, rest)) = path.split_first() else {
            return;
        };
        if let Some(step) = steps.iter_mut().find(|step| step.name == *name) {
            return Step::insert(&mut step.next, rest);
        }
        let mut next = Vec::new();
        Step::insert(&mut next, rest);
        steps.push(Step { name, next });
    }
}

/// Parses a value and keeps what is at the paths.
struct Child<'p, 'l> {
    /// The possible next steps of the paths.
    next: Vec<&'p [Step<'p>]>,
    path_so_far: String,
    in_list: bool,
    lists: &'l mut Vec<(String, usize)>,
}

impl<'p> Child<'p, '_> {
    fn steps(&self) -> impl Iterator<Item = &'p Step<'p>> {
        self.next.iter().flat_map(|steps| steps.iter())
    }

    fn matches_entries(&self) -> bool {
        self.steps().any(|step| step.name == "*")
    }

    /// The state for an item, or for the field of this name; `None` if no path continues there. `index` counts the items,
    /// or the fields.
    fn child<'s>(&'s mut self, name: Option<&str>, index: usize) -> Option<Child<'p, 's>> {
        let mut next = Vec::new();
        let mut is_named = false;
        for step in self.steps() {
            let fits = match name {
                Some(name) => step.name.eq_ignore_ascii_case(name),
                None => step.name.parse() == Ok(index),
            };
            is_named |= fits && name.is_some();
            if fits || step.name == "*" && index < MOST_ITEMS {
                next.push(step.next.as_slice());
            }
        }
        if next.is_empty() {
            return None;
        }
        let index = index.to_string();
        let name = name.unwrap_or(&index);
        let slash = if self.path_so_far.is_empty() { "" } else { "/" };
        Some(Child {
            next,
            path_so_far: format!("{}{slash}{name}", self.path_so_far),
            in_list: self.in_list || !is_named,
            lists: self.lists,
        })
    }
}

impl Child<'_, '_> {
    fn keep_count(self, count: usize) {
        if self.matches_entries() {
            self.lists.retain(|list| list.0 != self.path_so_far);
            self.lists.push((self.path_so_far, count));
        }
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
        let last = self.steps().filter_map(|step| step.name.parse().ok());
        let last: Option<usize> = last.max();
        let mut list = Vec::new();
        let mut count = 0;
        loop {
            // Items that no path matches are only counted.
            let may_be_kept = count < MOST_ITEMS || last.is_some_and(|last| count <= last);
            let part = match may_be_kept {
                true => self.child(None, count),
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
        self.keep_count(count);
        Ok(Json::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut fields: A) -> Result<Json, A::Error> {
        let mut object: Vec<(String, Json)> = Vec::new();
        let mut count = 0;
        while let Some(name) = fields.next_key_seed(super::incoming::Name)? {
            // A number with serde_json's `arbitrary_precision`, which another crate may turn on.
            if object.is_empty() && name == NUMBER_KEY {
                let digits: String = fields.next_value()?;
                let number = Number::parse(&digits).map(Json::Number);
                return number.ok_or_else(|| A::Error::custom("not a number"));
            }
            let part = self.child(Some(&name), count);
            count += 1;
            match part {
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
        self.keep_count(count);
        Ok(Json::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operation::ErrorFormat;
    use proptest::prelude::*;

    fn sketch(body: &str, paths: &[Vec<&str>]) -> Option<Json> {
        Sketch::read(body.as_bytes(), paths).map(|sketch| sketch.tree)
    }

    fn compare(body: &str) -> Result<(), TestCaseError> {
        let format = ErrorFormat::DEFAULT;
        let sketch = sketch(body, &format.paths());
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
            let sketch = sketch(&body, &[vec!["code"]]);
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
            (kept, sketch.entries_at("errors")),
            (Some(MOST_ITEMS), 1_000_001)
        );
    }

    #[test]
    fn almost_json_is_read_leniently() {
        let read = |body: &[u8]| {
            let sketch = Sketch::read_leniently(body, &[vec!["code"]]);
            sketch.map(|sketch| sketch.tree.to_string())
        };
        for body in [
            &br#"{"code":7,"x":"a "b" c"}"#[..],
            b"{\"code\":7,\"x\":\"a\nb\"}",
            b"{\"code\":7,\"x\":\"\xff\"}",
        ] {
            assert_eq!(read(body).as_deref(), Some(r#"{"code":7}"#));
        }
        let half = read(br#"{"code":"\ud83d"}"#);
        assert_eq!(half.as_deref(), Some("{\"code\":\"\u{fffd}\"}"));
        assert_eq!(read(b"oops"), None);
    }

    #[test]
    fn entries_of_an_object_are_kept_as_those_of_a_list() {
        let body = br#"{"Errors":{"a":["x","y"],"b":"z"}}"#;
        let sketch = Sketch::read(body, &[vec!["errors", "*", "*"]]).unwrap_or_default();
        assert_eq!(sketch.tree.to_string().as_bytes(), body);
        let errors = sketch.tree.at_path_in_any_case("errors/b");
        assert_eq!(errors.and_then(Json::as_str), Some("z"));
    }

    #[test]
    fn a_repeated_name_is_kept_once() {
        let body = format!("{{{}\"code\":8}}", "\"code\":7,".repeat(1000));
        let sketch = sketch(&body, &[vec!["code"]]);
        assert_eq!(sketch, Some(Json::Object(vec![("code".into(), 8.into())])));
    }
}
