//! YAML text to a tree of values, with the limits that the JSON reader has.

use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Span};
use serde_json::{Map, Number, Value};

use crate::ground::diagnostic::{Code, Diagnostic, Diagnostics, Origin, SourceId};

use super::Document;
use super::spans::Spans;

/// The deepest nesting that the JSON reader allows, too.
const DEPTH: usize = 127;
const TOO_DEEP: &str = "the document nests more than 127 levels deep";

/// The largest number of values in a document: an alias repeats the value of its anchor, so that a few lines of
/// aliases can stand for billions of values.
const VALUES: usize = 2_000_000;

/// The most bytes that the aliases of a document may repeat in all, values counted with [`VALUE_BYTES`] each.
const ALIASED: usize = 16 << 20;

/// The memory of a value without its text: a rough estimate for the limit above.
const VALUE_BYTES: usize = 64;

/// Whether a text is YAML by the extension of its name or by its first line.
pub(super) fn is_yaml(name: &str, text: &str) -> bool {
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

/// The tree of a source, with a warning for every key that an object has more than once.
pub(super) fn parse(id: SourceId, text: &str) -> Result<(Document, Diagnostics), Diagnostic> {
    let origin = Origin::root(id);
    let root = Node::read(text, &origin)?;
    let mut diagnostics = Diagnostics::new();
    let value = root.into_value(&origin, &mut diagnostics);
    Ok((Document::new(value, origin), diagnostics))
}

/// The positions of the values of a text; `None` where it is not YAML.
pub(super) fn spans(text: &str) -> Option<Spans> {
    let bytes: Option<Vec<usize>> =
        (!text.is_ascii()).then(|| text.char_indices().map(|(byte, _)| byte).collect());
    let at = |index: usize| match &bytes {
        Some(bytes) => bytes.get(index).copied().unwrap_or(text.len()),
        None => index.min(text.len()),
    };
    let root = Node::read(text, &Origin::root(SourceId(0))).ok()?;
    Some(root.spans(&at))
}

/// The text with each line that holds only `}` or `]` joined to the line before it, at the same positions; `None` where
/// there is no such line. A line that may end in a comment is left.
fn with_joined_ends(text: &str) -> Option<String> {
    let mut joined = String::with_capacity(text.len());
    let mut any = false;
    for line in text.split_inclusive('\n') {
        let only_ends = line.contains(['}', ']']) && line.trim().chars().all(|c| "}],".contains(c));
        let before = joined.rsplit_terminator('\n').next().unwrap_or_default();
        if only_ends && !before.contains('#') && joined.ends_with('\n') {
            joined.pop();
            joined.push(' ');
            any = true;
        }
        joined.push_str(line);
    }
    any.then_some(joined)
}

/// A value with its position.
#[derive(Clone)]
struct Node {
    /// The position in characters.
    range: Range<usize>,
    kind: Kind,
    /// The number of values in it, itself included.
    values: usize,
    /// About how many bytes of memory it takes, aliases counted as the values that they repeat.
    bytes: usize,
    /// The number of lists and maps inside each other, itself included.
    depth: usize,
}

#[derive(Clone)]
enum Kind {
    /// The value of an anchor, which its aliases share.
    Shared(Rc<Node>),
    Scalar(Value),
    List(Vec<Node>),
    Map(Vec<(Node, Node)>),
}

/// A list or a map that is not closed yet.
struct Open {
    node: Node,
    anchor: usize,
    /// The key of a map whose value comes next.
    key: Option<Node>,
}

/// Builds the tree of the first document of a text from the events of the parser.
struct Builder<'t> {
    text: &'t str,
    origin: &'t Origin,
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

    /// A node at `range` for the value of an anchor.
    fn alias(node: &Rc<Self>, range: Range<usize>) -> Self {
        Self {
            range,
            kind: Kind::Shared(Rc::clone(node)),
            values: node.values,
            bytes: node.bytes,
            depth: node.depth,
        }
    }

    /// Adds the counts of an item or a member.
    fn add_counts(&mut self, inner: &Self) {
        self.values += inner.values;
        self.bytes = self.bytes.saturating_add(inner.bytes);
        self.depth = self.depth.max(inner.depth + 1);
    }

    fn into_kind(self) -> Kind {
        match self.kind {
            Kind::Shared(node) => Rc::unwrap_or_clone(node).into_kind(),
            kind => kind,
        }
    }

    /// The first document of a text; later ones are ignored.
    /// The value of a text. A flow list or map may end less deep than it begins, as other readers allow.
    fn read(text: &str, origin: &Origin) -> Result<Self, Diagnostic> {
        Self::read_strictly(text, origin).or_else(|error| match with_joined_ends(text) {
            Some(joined) => Self::read_strictly(&joined, origin).map_err(|_| error),
            None => Err(error),
        })
    }

    fn read_strictly(text: &str, origin: &Origin) -> Result<Self, Diagnostic> {
        let mut builder = Builder::new(text, origin);
        for event in Parser::new_from_str(text) {
            let (event, span) = event.map_err(|error| builder.syntax_error(&error))?;
            builder.add(event, &span)?;
            if builder.root.is_some() {
                break;
            }
        }
        let empty = || Node::new(Kind::Scalar(Value::Null), &Span::default());
        Ok(builder.root.unwrap_or_else(empty))
    }

    /// The recursion is as deep as the limit of the builder allows; so in [`Node::spans`].
    fn into_value(self, origin: &Origin, diagnostics: &mut Diagnostics) -> Value {
        match self.into_kind() {
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
                        diagnostics.push(super::json::repeated_key(&key, &place));
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
        let children = match self.into_kind() {
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
        Spans::complete(range, children)
    }
}

impl<'t> Builder<'t> {
    fn new(text: &'t str, origin: &'t Origin) -> Self {
        Self {
            text,
            origin,
            open: Vec::new(),
            anchors: BTreeMap::new(),
            root: None,
            values: 0,
            aliased: 0,
        }
    }

    /// A diagnostic at a position in characters, as the parser counts them.
    fn diagnostic(&self, code: Code, message: impl Into<String>, index: usize) -> Diagnostic {
        let byte = self.text.char_indices().nth(index);
        let byte = byte.map_or(self.text.len(), |(byte, _)| byte);
        Diagnostic::new(code, message).at(&self.origin.byte(byte))
    }

    /// The diagnostic for an error of the parser, which has a nesting limit of its own.
    fn syntax_error(&self, error: &ScanError) -> Diagnostic {
        let index = error.marker().index();
        if error.info().contains("recursion limit") {
            return self.diagnostic(Code::LimitExceeded, TOO_DEEP, index);
        }
        let message = format!("this is not YAML: {}", error.info());
        self.diagnostic(Code::NotJson, message, index)
            .help("a value that holds `{{…}}`, `: ` or ` #` needs quotes around it")
    }

    fn limit_exceeded(&self, message: &str, span: &Span) -> Diagnostic {
        self.diagnostic(Code::LimitExceeded, message, span.start.index())
    }

    fn too_much_aliased(&self, span: &Span) -> Diagnostic {
        let message = format!(
            "the document's aliases repeat more than {} MiB; this alias is the first beyond the limit",
            ALIASED >> 20
        );
        self.limit_exceeded(&message, span)
            .help("repeat less by aliases, or say it once where it is used")
    }

    fn add(&mut self, event: Event<'_>, span: &Span) -> Result<(), Diagnostic> {
        match event {
            Event::Scalar(text, style, anchor, _) => {
                let plain = style == ScalarStyle::Plain;
                self.close(
                    Node::new(Kind::Scalar(scalar(&text, plain)), span),
                    anchor,
                    span,
                )
            }
            Event::SequenceStart(anchor, _) => self.open(Kind::List(Vec::new()), anchor, span),
            Event::MappingStart(anchor, _) => self.open(Kind::Map(Vec::new()), anchor, span),
            Event::SequenceEnd | Event::MappingEnd => {
                let Some(Open {
                    mut node, anchor, ..
                }) = self.open.pop()
                else {
                    return Ok(());
                };
                node.range.end = span.end.index();
                self.close(node, anchor, span)
            }
            Event::Alias(anchor) => {
                let range = span.start.index()..span.end.index();
                let node = match self.anchors.get(&anchor) {
                    Some(node) => Node::alias(node, range),
                    None => Node::new(Kind::Scalar(Value::Null), span),
                };
                if self.open.len() + node.depth > DEPTH {
                    return Err(self.limit_exceeded(TOO_DEEP, span));
                }
                self.values += node.values;
                self.aliased = self.aliased.saturating_add(node.bytes);
                if self.aliased > ALIASED {
                    return Err(self.too_much_aliased(span));
                }
                self.close(node, 0, span)
            }
            _ => Ok(()),
        }
    }

    fn open(&mut self, kind: Kind, anchor: usize, span: &Span) -> Result<(), Diagnostic> {
        if self.open.len() >= DEPTH {
            return Err(self.limit_exceeded(TOO_DEEP, span));
        }
        self.open.push(Open {
            node: Node::new(kind, span),
            anchor,
            key: None,
        });
        Ok(())
    }

    /// Adds a complete value to the list or map that is open.
    fn close(&mut self, node: Node, anchor: usize, span: &Span) -> Result<(), Diagnostic> {
        self.values += 1;
        if self.values > VALUES {
            return Err(
                self.limit_exceeded("the document holds more than two million values", span)
            );
        }
        let node = match anchor {
            0 => node,
            _ => {
                let range = node.range.clone();
                let shared = Rc::new(node);
                let node = Node::alias(&shared, range);
                self.anchors.insert(anchor, shared);
                node
            }
        };
        let Some(parent) = self.open.last_mut() else {
            self.root = Some(node);
            return Ok(());
        };
        parent.node.add_counts(&node);
        match (&mut parent.node.kind, parent.key.take()) {
            (Kind::Map(pairs), Some(key)) => pairs.push((key, node)),
            (Kind::Map(_), None) => parent.key = Some(node),
            (Kind::List(list), _) => list.push(node),
            (Kind::Scalar(_) | Kind::Shared(_), _) => {}
        }
        Ok(())
    }
}

/// The value of a scalar: a quoted one is a string, a plain one may also be a number, a boolean or null. A number
/// that JSON does not allow (`007`, `1_000`, `0x1F`) is read as a string.
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
mod tests;
