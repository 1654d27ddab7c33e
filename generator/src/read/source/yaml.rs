//! YAML text to a tree of values, with the same limits as JSON.

use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Span};
use serde_json::{Map, Number, Value};

use crate::ground::diagnostic::{Code, Diagnostic, Diagnostics, Origin, SourceId};

use super::Document;
use super::spans::Spans;

/// As deep as the JSON reader lets a document be.
const DEPTH: usize = 127;
const TOO_DEEP: &str = "the document nests more than 127 levels deep";

/// An alias repeats what its anchor holds; a few lines of them can stand for billions of values.
const VALUES: usize = 2_000_000;

/// The most bytes that the aliases of a document may repeat in all, values counted with [`VALUE_BYTES`] each.
const ALIASED: usize = 16 << 20;

/// What a value takes beside its text: a rough count for the limit above.
const VALUE_BYTES: usize = 64;

/// Whether a text is meant to be YAML: by its name, or by how its first line reads.
pub(super) fn is_meant(name: &str, text: &str) -> bool {
    if name.ends_with(".yaml") || name.ends_with(".yml") {
        return true;
    }
    let mut lines = text.lines().map(str::trim_end);
    let first = lines
        .find(|line| !line.is_empty() && !line.starts_with('#'))
        .unwrap_or_default();
    let key = first
        .split_once(':')
        .filter(|(_, rest)| rest.is_empty() || rest.starts_with(' '));
    first == "---" || key.is_some_and(|(key, _)| !key.contains(['{', '<', ' ', ',']))
}

/// A source's tree, with a warning for every key that an object names twice.
pub(super) fn parse(id: SourceId, text: &str) -> Result<(Document, Diagnostics), Diagnostic> {
    let origin = Origin::root(id);
    let root = Node::read(text).map_err(|fault| fault.told(text, &origin))?;
    let mut diagnostics = Diagnostics::new();
    let value = root.into_value(&origin, &mut diagnostics);
    Ok((Document::new(value, origin), diagnostics))
}

/// The spans of a text; none where it is not YAML.
pub(super) fn spans(text: &str) -> Option<Spans> {
    let bytes: Option<Vec<usize>> =
        (!text.is_ascii()).then(|| text.char_indices().map(|(byte, _)| byte).collect());
    let at = |index: usize| match &bytes {
        Some(bytes) => bytes.get(index).copied().unwrap_or(text.len()),
        None => index.min(text.len()),
    };
    Some(Node::read(text).ok()?.spans(&at))
}

/// Why a text is not the YAML that it seems to be.
struct Fault {
    code: Code,
    message: String,
    /// In characters from the start.
    index: usize,
}

impl Fault {
    /// The scanner has a limit of its own for brackets that it looks through in advance.
    fn of(error: &ScanError) -> Self {
        let index = error.marker().index();
        match error.info().contains("recursion limit") {
            true => Self {
                code: Code::LimitExceeded,
                message: TOO_DEEP.to_owned(),
                index,
            },
            false => Self {
                code: Code::NotJson,
                message: format!("this is not YAML: {}", error.info()),
                index,
            },
        }
    }

    fn too_much_aliased(span: &Span) -> Self {
        let message = format!(
            "the document's aliases repeat more than {} MiB; this alias is the first beyond the limit",
            ALIASED >> 20
        );
        Self::limit(&message, span)
    }

    fn limit(message: &str, span: &Span) -> Self {
        Self {
            code: Code::LimitExceeded,
            message: message.to_owned(),
            index: span.start.index(),
        }
    }

    fn told(&self, text: &str, origin: &Origin) -> Diagnostic {
        let byte = text
            .char_indices()
            .nth(self.index)
            .map_or(text.len(), |(byte, _)| byte);
        let diagnostic = Diagnostic::new(self.code, self.message.clone()).at(&origin.byte(byte));
        match self.code {
            Code::LimitExceeded if self.message.contains("aliases") => {
                diagnostic.help("repeat less by aliases, or say it once where it is used")
            }
            Code::NotJson => {
                diagnostic.help("a value that holds `{{…}}`, `: ` or ` #` needs quotes around it")
            }
            _ => diagnostic,
        }
    }
}

/// A value with its place, in characters.
#[derive(Clone)]
struct Node {
    range: Range<usize>,
    kind: Kind,
    /// How many values it holds, itself included.
    values: usize,
    /// What it takes of the memory, roughly, aliases counted as what they repeat.
    bytes: usize,
    /// How many lists and maps lie inside each other, itself included.
    depth: usize,
}

#[derive(Clone)]
enum Kind {
    /// What an anchor names, and its aliases repeat.
    Shared(Rc<Node>),
    Scalar(Value),
    List(Vec<Node>),
    Map(Vec<(Node, Node)>),
}

/// A list or a map that is not closed yet.
struct Open {
    node: Node,
    anchor: usize,
    /// A map's key whose value comes next.
    key: Option<Node>,
}

/// The first document of a text, as far as it is read.
#[derive(Default)]
struct Builder {
    open: Vec<Open>,
    anchors: BTreeMap<usize, Rc<Node>>,
    root: Option<Node>,
    values: usize,
    /// The bytes that aliases repeat.
    aliased: usize,
}

impl Node {
    fn new(kind: Kind, span: &Span) -> Self {
        let (text, depth) = match &kind {
            Kind::Scalar(Value::String(text)) => (text.len(), 0),
            Kind::Scalar(_) => (0, 0),
            Kind::Shared(_) => (0, 0),
            Kind::List(_) | Kind::Map(_) => (0, 1),
        };
        Self {
            range: span.start.index()..span.end.index(),
            kind,
            values: 1,
            bytes: VALUE_BYTES + text,
            depth,
        }
    }

    /// A node that stands for what an anchor names.
    fn shared(node: &Rc<Self>, range: Range<usize>) -> Self {
        Self {
            range,
            kind: Kind::Shared(Rc::clone(node)),
            values: node.values,
            bytes: node.bytes,
            depth: node.depth,
        }
    }

    /// Counts in what it holds.
    fn count(&mut self, inner: &Self) {
        self.values += inner.values;
        self.bytes = self.bytes.saturating_add(inner.bytes);
        self.depth = self.depth.max(inner.depth + 1);
    }

    fn unshared(self) -> Kind {
        match self.kind {
            Kind::Shared(node) => Rc::unwrap_or_clone(node).unshared(),
            kind => kind,
        }
    }

    /// The first document; others behind it are left out.
    fn read(text: &str) -> Result<Self, Fault> {
        let mut builder = Builder::default();
        for event in Parser::new_from_str(text) {
            let (event, span) = event.map_err(|error| Fault::of(&error))?;
            builder.take(event, &span)?;
            if builder.root.is_some() {
                break;
            }
        }
        let empty = || Node::new(Kind::Scalar(Value::Null), &Span::default());
        Ok(builder.root.unwrap_or_else(empty))
    }

    /// Recursion is as deep as the reader let the document be; so in [`Node::spans`].
    fn into_value(self, origin: &Origin, diagnostics: &mut Diagnostics) -> Value {
        match self.unshared() {
            Kind::Shared(_) => Value::Null,
            Kind::Scalar(value) => value,
            Kind::List(list) => {
                let value = |(index, node): (usize, Node)| {
                    node.into_value(&origin.index(index), diagnostics)
                };
                Value::Array(list.into_iter().enumerate().map(value).collect())
            }
            Kind::Map(pairs) => {
                let mut map = Map::new();
                for (key, node) in pairs {
                    let key = key.into_key();
                    let place = origin.key(&key);
                    let value = node.into_value(&place, diagnostics);
                    if map.contains_key(&key) {
                        diagnostics.push(super::json::repeated(&key, &place));
                    }
                    map.insert(key, value);
                }
                Value::Object(map)
            }
        }
    }

    fn into_key(self) -> String {
        match self.into_value(&Origin::root(SourceId(0)), &mut Diagnostics::new()) {
            Value::String(text) => text,
            other => other.to_string(),
        }
    }

    fn spans(self, at: &dyn Fn(usize) -> usize) -> Spans {
        let range = at(self.range.start)..at(self.range.end);
        let children = match self.unshared() {
            Kind::Scalar(_) | Kind::Shared(_) => Vec::new(),
            Kind::List(list) => {
                let child = |node: Node| (None, node.spans(at));
                list.into_iter().map(child).collect()
            }
            Kind::Map(pairs) => {
                let child = |(key, node): (Node, Node)| {
                    let start = key.range.start;
                    (
                        Some(key.into_key()),
                        Node {
                            range: start..node.range.end,
                            ..node
                        }
                        .spans(at),
                    )
                };
                pairs.into_iter().map(child).collect()
            }
        };
        Spans::known(range, children)
    }
}

impl Builder {
    fn take(&mut self, event: Event<'_>, span: &Span) -> Result<(), Fault> {
        match event {
            Event::Scalar(text, style, anchor, _) => {
                let plain = style == ScalarStyle::Plain;
                self.place(
                    Node::new(Kind::Scalar(scalar(&text, plain)), span),
                    anchor,
                    span,
                )
            }
            Event::SequenceStart(anchor, _) => self.enter(Kind::List(Vec::new()), anchor, span),
            Event::MappingStart(anchor, _) => self.enter(Kind::Map(Vec::new()), anchor, span),
            Event::SequenceEnd | Event::MappingEnd => {
                let Some(Open {
                    mut node, anchor, ..
                }) = self.open.pop()
                else {
                    return Ok(());
                };
                node.range.end = span.end.index();
                self.place(node, anchor, span)
            }
            Event::Alias(anchor) => {
                let range = span.start.index()..span.end.index();
                let node = match self.anchors.get(&anchor) {
                    Some(node) => Node::shared(node, range),
                    None => Node::new(Kind::Scalar(Value::Null), span),
                };
                if self.open.len() + node.depth > DEPTH {
                    return Err(Fault::limit(TOO_DEEP, span));
                }
                self.values += node.values;
                self.aliased = self.aliased.saturating_add(node.bytes);
                if self.aliased > ALIASED {
                    return Err(Fault::too_much_aliased(span));
                }
                self.place(node, 0, span)
            }
            _ => Ok(()),
        }
    }

    fn enter(&mut self, kind: Kind, anchor: usize, span: &Span) -> Result<(), Fault> {
        if self.open.len() >= DEPTH {
            return Err(Fault::limit(TOO_DEEP, span));
        }
        self.open.push(Open {
            node: Node::new(kind, span),
            anchor,
            key: None,
        });
        Ok(())
    }

    /// Puts a whole value where it belongs.
    fn place(&mut self, node: Node, anchor: usize, span: &Span) -> Result<(), Fault> {
        self.values += 1;
        if self.values > VALUES {
            return Err(Fault::limit(
                "the document holds more than two million values",
                span,
            ));
        }
        let node = match anchor {
            0 => node,
            _ => {
                let range = node.range.clone();
                let shared = Rc::new(node);
                let node = Node::shared(&shared, range);
                self.anchors.insert(anchor, shared);
                node
            }
        };
        let Some(parent) = self.open.last_mut() else {
            self.root = Some(node);
            return Ok(());
        };
        parent.node.count(&node);
        match (&mut parent.node.kind, parent.key.take()) {
            (Kind::Map(pairs), Some(key)) => pairs.push((key, node)),
            (Kind::Map(_), None) => parent.key = Some(node),
            (Kind::List(list), _) => list.push(node),
            (Kind::Scalar(_) | Kind::Shared(_), _) => {}
        }
        Ok(())
    }
}

/// What a scalar means: quoted ones are text, plain ones also numbers, switches and nothing. A number
/// that JSON would write otherwise (`007`, `1_000`, `0x1F`) is more likely a text.
fn scalar(text: &str, plain: bool) -> Value {
    if !plain {
        return Value::String(text.to_owned());
    }
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        _ => match serde_json::from_str::<Number>(text) {
            Ok(number) => Value::Number(number),
            Err(_) => Value::String(text.to_owned()),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::super::spans::Text;
    use super::*;
    use serde_json::json;

    fn read(text: &str) -> Value {
        parse(SourceId(0), text).unwrap().0.value
    }

    #[test]
    fn scalars_mean_what_they_say() {
        let text =
            "a: 1\nb: 1.5\nc: yes\nd: true\ne: '2'\nf: ~\ng: 007\nh: |-\n  x\n  y\ni:\n? j\n: k\n";
        let wanted = json!({ "a": 1, "b": 1.5, "c": "yes", "d": true, "e": "2", "f": null, "g": "007", "h": "x\ny",
            "i": null, "j": "k" });
        assert_eq!(read(text), wanted);
        assert_eq!(read("- a\n- {b: [c]}\n"), json!(["a", { "b": ["c"] }]));
        assert_eq!(read("# nothing\n"), json!(null));
    }

    #[test]
    fn anchors_repeat_what_they_hold_within_limits() {
        assert_eq!(
            read("a: &x {b: 1}\nc: *x\n"),
            json!({ "a": { "b": 1 }, "c": { "b": 1 } })
        );
        let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
        for level in 1..12 {
            let inner = format!("*a{}, ", level - 1).repeat(10);
            bomb.push_str(&format!("a{level}: &a{level} [{inner}]\n"));
        }
        assert_eq!(
            parse(SourceId(0), &bomb).unwrap_err().code,
            Code::LimitExceeded
        );
    }

    #[test]
    fn aliases_are_counted_by_the_bytes_that_they_repeat() {
        let text = "y".repeat(1_000_000);
        let document = |aliases: usize| format!("d: &d '{text}'\nz: [{}]\n", "*d,".repeat(aliases));
        let read = parse(SourceId(0), &document(10)).unwrap().0.value;
        assert_eq!(read["z"][9], read["d"]);
        let large = document(3_000);
        let error = parse(SourceId(0), &large).unwrap_err();
        assert_eq!(error.code, Code::LimitExceeded);
        assert!(error.help.unwrap().contains("alias"));
        // Sixteen texts fit into the limit.
        let first = large.find("*d").unwrap() + 16 * "*d,".len();
        assert_eq!(error.origin.unwrap().offset(), Some(first));
    }

    #[test]
    fn aliases_lead_no_deeper_than_brackets() {
        let mut text = "a0: &a0 x\n".to_owned();
        for level in 1..500 {
            let (open, close) = ("[".repeat(100), "]".repeat(100));
            text.push_str(&format!(
                "a{level}: &a{level} {open}*a{}{close}\n",
                level - 1
            ));
        }
        let error = parse(SourceId(0), &text).unwrap_err();
        assert_eq!(error.code, Code::LimitExceeded);
        assert!(error.message.contains("127 levels"));
    }

    #[test]
    fn a_deep_document_is_a_clear_error() {
        assert_eq!(
            parse(SourceId(0), &"[".repeat(10_000)).unwrap_err().code,
            Code::LimitExceeded
        );
        let nested: String = (0..300)
            .map(|level| format!("{}a:\n", " ".repeat(level)))
            .collect();
        assert_eq!(
            parse(SourceId(0), &nested).unwrap_err().code,
            Code::LimitExceeded
        );
    }

    #[test]
    fn an_unquoted_template_is_told_with_its_place() {
        let text = "url: {{base}}/x\n";
        let error = parse(SourceId(0), text).unwrap_err();
        assert_eq!(error.code, Code::NotJson);
        assert!(error.help.unwrap().contains("quotes"));
        assert!(error.origin.unwrap().offset().unwrap() >= 5);
    }

    #[test]
    fn pointers_find_their_bytes() {
        let text = "ü: 1\nlist:\n  - name: x\n";
        let mut spans = spans(text).unwrap();
        let repeats = true;
        let found = spans.find(Text { text, repeats }, "/list/0/name");
        assert_eq!(&text[found], "name: x");
    }

    #[test]
    fn yaml_is_told_by_its_name_or_first_line() {
        assert!(is_meant("a.yml", "") && is_meant("-", "# c\n$kind: x") && is_meant("-", "---\na"));
        assert!(
            !is_meant("a.json", "{\"a\": 1")
                && !is_meant("-", "<a>")
                && !is_meant("-", "plain text: no")
        );
    }
}
