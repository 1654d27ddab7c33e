//! References: from a `$ref` to the value that it names (RFC 3986, RFC 6901).

use percent_encoding::percent_decode_str;
use serde_json::Value;

use crate::ground::diagnostic::Origin;
use crate::read::source::{At, Document};

use super::value::OpenApiValue;

/// The longest chain of references that is followed.
const LONGEST_CHAIN: usize = 64;

/// Where each version keeps what can be referred to; a reference to the place of another version is looked up in each.
const PLACES: &[&[&str]] = &[
    &["components/schemas", "definitions"],
    &["components/parameters", "parameters"],
    &["components/responses", "responses"],
    &["components/requestBodies"],
    &["components/headers"],
    &["components/examples"],
    &["components/pathItems"],
    &["components/securitySchemes", "securityDefinitions"],
];

/// Why a reference has no target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unresolved {
    /// Nothing is at this place of the document.
    Missing,
    /// The references refer to each other.
    Circle,
    /// The reference is to another file.
    OtherFile,
}

/// Follows the references of a document and of the files that it refers to.
#[derive(Debug, Clone)]
pub(super) struct References<'d> {
    /// The root of each file with its path; the document itself is the first.
    files: Vec<(String, At<'d>)>,
}

impl<'d> References<'d> {
    pub(super) fn new(document: &'d Document) -> Self {
        let root = |document: &'d Document| At::new(&document.value, document.origin.clone());
        let own = (document.linked.own.clone(), root(document));
        let others = document.linked.others.iter();
        let others = others.map(|(path, other)| (path.clone(), root(other)));
        Self {
            files: std::iter::once(own).chain(others).collect(),
        }
    }

    /// The value at the end of a chain of references; a value that is no reference is its own target.
    ///
    /// # Errors
    /// A reference of the chain has no target, is to a file that was not read, or the chain never ends.
    pub(super) fn target(&self, node: &At<'d>) -> Result<At<'d>, Unresolved> {
        let mut target = node.clone();
        for _ in 0..LONGEST_CHAIN {
            match reference(&target) {
                Some(reference) => target = self.find(reference, &target.origin)?,
                None => return Ok(target),
            }
        }
        Err(Unresolved::Circle)
    }

    /// The schema that a text at an origin names: by the name of a component, or by a reference; the end of the chain where it is
    /// a reference itself.
    pub(super) fn named(&self, text: &str, origin: &Origin) -> Option<At<'d>> {
        let is_name = !text.contains(['#', '/']);
        let component = is_name.then(|| self.component(text)).flatten();
        let found = component.or_else(|| self.find(text, origin).ok())?;
        self.target(&found).ok()
    }

    /// The target of a reference that stands at an origin.
    pub(super) fn find(&self, reference: &str, origin: &Origin) -> Result<At<'d>, Unresolved> {
        let (file, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let fragment = percent_decode_str(fragment).decode_utf8_lossy();
        let Some(root) = self.file(file, origin) else {
            return self
                .component(file.trim_end_matches(".json"))
                .ok_or(Unresolved::OtherFile);
        };
        let found = match fragment.strip_prefix('/') {
            Some(pointer) => pointed(root, pointer),
            None if fragment.is_empty() => Some(root.clone()),
            None => anchored(root, &fragment),
        };
        found.ok_or(Unresolved::Missing)
    }

    /// The root of the file that a reference names.
    fn file(&self, file: &str, origin: &Origin) -> Option<&At<'d>> {
        let mut files = self.files.iter();
        if file.is_empty() {
            return files
                .find(|(_, root)| root.origin.source() == origin.source())
                .map(|(_, root)| root);
        }
        let (from, _) = self
            .files
            .iter()
            .find(|(_, root)| root.origin.source() == origin.source())?;
        let path = joined(from, file)?;
        files
            .find(|(other, _)| *other == path)
            .map(|(_, root)| root)
    }

    /// The schema with a name, for a reference that is only a name.
    fn component(&self, name: &str) -> Option<At<'d>> {
        let (_, root) = self.files.first()?;
        let name = name.replace('~', "~0").replace('/', "~1");
        let places = PLACES.first().into_iter().copied().flatten();
        places
            .map(|place| format!("{place}/{name}"))
            .find_map(|pointer| at(root, &pointer))
    }

    /// The name of the file that a value is the root of, without folder and extension.
    pub(super) fn file_name(&self, origin: &Origin) -> Option<&str> {
        let mut files = self.files.iter();
        let (path, _) = files.find(|(_, root)| root.origin == *origin)?;
        path.rsplit('/').next()?.split('.').next()
    }
}

/// The value at a JSON pointer without its first slash, else the component of its name in the place of another version.
fn pointed<'d>(root: &At<'d>, pointer: &str) -> Option<At<'d>> {
    at(root, pointer).or_else(|| elsewhere(root, pointer))
}

fn at<'d>(root: &At<'d>, pointer: &str) -> Option<At<'d>> {
    let mut node = root.clone();
    for token in pointer.split('/') {
        let token = token.replace("~1", "/").replace("~0", "~");
        node = match node.value.as_array() {
            Some(list) => {
                let index = token.parse().ok()?;
                At::new(list.get(index)?, node.origin.index(index))
            }
            None => At::new(node.value.get(&token)?, node.origin.key(&token)),
        };
    }
    Some(node)
}

fn elsewhere<'d>(root: &At<'d>, pointer: &str) -> Option<At<'d>> {
    let (place, name) = pointer.rsplit_once('/')?;
    let mut places = PLACES.iter();
    let equal =
        places.find(|places| places.iter().any(|other| other.eq_ignore_ascii_case(place)))?;
    equal
        .iter()
        .find_map(|place| at(root, &format!("{place}/{name}")))
}

/// The schema with an anchor (JSON Schema 2020-12, section 8.2.2).
fn anchored<'d>(root: &At<'d>, anchor: &str) -> Option<At<'d>> {
    let mut open = vec![root.clone()];
    while let Some(node) = open.pop() {
        let has = |key: &str| node.value.get(key).and_then(|value| value.as_str()) == Some(anchor);
        if has("$anchor") || has("$dynamicAnchor") {
            return Some(node);
        }
        match node.value.is_array() {
            true => open.extend(node.elements()),
            false => open.extend(node.entries().into_iter().map(|(_, member)| member)),
        }
    }
    None
}

/// The path of a file that another file refers to, from the same folder as the path of that one. `None` for URLs,
/// absolute paths and files that are neither JSON nor YAML.
pub(super) fn joined(from: &str, reference: &str) -> Option<String> {
    let reference = percent_decode_str(reference)
        .decode_utf8_lossy()
        .replace('\\', "/");
    let is_document = [".json", ".yaml", ".yml"]
        .iter()
        .any(|end| reference.ends_with(end));
    if reference.contains(':') || reference.starts_with('/') || !is_document {
        return None;
    }
    let mut steps: Vec<&str> = from.split('/').collect();
    steps.pop();
    for step in reference.split('/') {
        let is_named = steps.last().is_some_and(|last| *last != "..");
        match step {
            "" | "." => {}
            ".." if is_named => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    Some(steps.join("/"))
}

/// The files that a document refers to, by their paths from the folder of `from`, which is the path of the document.
pub(super) fn other_files(document: &Document, from: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![&document.value];
    while let Some(value) = open.pop() {
        match value {
            Value::Array(list) => open.extend(list),
            Value::Object(map) => {
                open.extend(map.values());
                let reference = map.get("$ref").and_then(Value::as_str).unwrap_or_default();
                let file = reference.split('#').next().unwrap_or_default();
                let path = Some(file)
                    .filter(|file| !file.is_empty())
                    .and_then(|file| joined(from, file));
                found.extend(path.filter(|path| path != from));
            }
            _ => {}
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The text of a `$ref` or `$dynamicRef`; `None` where the value has none, or a property of this name instead.
pub(super) fn reference<'d>(node: &At<'d>) -> Option<&'d str> {
    let texts = ["$ref", "$dynamicRef"].into_iter();
    texts.filter_map(|key| node.value.get(key)?.as_str()).next()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::ground::diagnostic::SourceId;

    fn document(number: u32, value: Value) -> Document {
        Document::new(value, Origin::root(SourceId(number)))
    }

    fn target(document: &Document, reference: &str) -> Result<Value, Unresolved> {
        let start = json!({ "$ref": reference });
        let references = References::new(document);
        let target = references.find(reference, &document.origin);
        let target = target.and_then(|target| references.target(&target));
        assert!(super::reference(&At::new(&start, document.origin.clone())).is_some());
        target.map(|target| target.value.clone())
    }

    #[test]
    fn pointers_are_percent_decoded_before_they_are_unescaped() {
        let value = json!({"paths": {"/a/{id}": {"get": 1}}, "x": {"a~1b": 2}});
        let document = document(0, value);
        assert_eq!(target(&document, "#/paths/~1a~1%7Bid%7D/get"), Ok(json!(1)));
        assert_eq!(target(&document, "#/x/a~01b"), Ok(json!(2)));
    }

    #[test]
    fn a_reference_to_the_place_of_another_version_is_found() {
        let document = document(0, json!({"definitions": {"User": 1}}));
        assert_eq!(target(&document, "#/components/schemas/User"), Ok(json!(1)));
        assert_eq!(target(&document, "User"), Ok(json!(1)));
        let missing = target(&document, "#/components/schemas/None");
        assert_eq!(missing, Err(Unresolved::Missing));
    }

    #[test]
    fn a_circle_ends() {
        let document = document(0, json!({"a": {"$ref": "#/b"}, "b": {"$ref": "#/a"}}));
        assert_eq!(target(&document, "#/a"), Err(Unresolved::Circle));
    }

    #[test]
    fn an_anchor_is_found() {
        let document = document(0, json!({"$defs": [{"$anchor": "node", "type": "object"}]}));
        assert!(target(&document, "#node").is_ok());
    }

    #[test]
    fn a_reference_is_relative_to_the_file_that_holds_it() {
        let mut entry = document(0, json!({}));
        entry.linked.own = "api.yaml".to_owned();
        entry.linked.others = vec![
            (
                "parts/a.yaml".to_owned(),
                document(1, json!({"x": {"$ref": "../b.json#/y"}})),
            ),
            (
                "b.json".to_owned(),
                document(2, json!({"y": {"$ref": "api.yaml#/z"}, "z": 7})),
            ),
        ];
        assert_eq!(
            target(&entry, "./parts/a.yaml#/x"),
            Err(Unresolved::Missing)
        );
        entry.value = json!({"z": 8});
        assert_eq!(target(&entry, "parts\\a.yaml#/x"), Ok(json!(8)));
        assert_eq!(target(&entry, "other.yaml"), Err(Unresolved::OtherFile));
        assert_eq!(
            target(&entry, "https://example.com/a.yaml"),
            Err(Unresolved::OtherFile)
        );
    }

    #[test]
    fn paths_are_joined_without_steps_back() {
        assert_eq!(joined("a/b.yaml", "../c.json").as_deref(), Some("c.json"));
        assert_eq!(
            joined("b.yaml", "../../c.json").as_deref(),
            Some("../../c.json")
        );
        assert_eq!(joined("b.yaml", "/etc/c.json"), None);
        assert_eq!(joined("b.yaml", "c.txt"), None);
    }
}
