//! Changes to documents: to their bytes, and to their values, so that many stay JSON.

use fastrand::Rng;
use serde_json::Value;

/// Texts that have meant something to someone on the way from a document to a crate.
const WORDS: &[&str] = &[
    "{{",
    "}}",
    "{{a}}",
    "{{ a }}",
    "{{a{{b}}}}",
    "{{$guid}}",
    ":id",
    "://",
    "?",
    "#",
    "&&",
    "=",
    "%zz",
    "*/",
    "/*",
    "\"#",
    "\"); fn main() {",
    "#![no_std]",
    "/// ",
    "//! ",
    "```",
    "<script>",
    "\u{202e}",
    "\u{feff}",
    "\0",
    "\n",
    "\r",
    "\u{1f600}",
    "self",
    "Self",
    "crate",
    "super",
    "_",
    "r#type",
    "Option",
    "Vec",
    "String",
    "Error",
    "Client",
    "../../etc/passwd",
    "C:\\\\x",
    "con",
    "10000000000000000000000",
    "-0",
    "1e400",
    "9007199254740993",
    "2020-01-01T00:00:00Z",
    "null",
    "true",
    "<string>",
    "<long>",
    "(Required) ",
    "(This can only be one of a,b)",
    "<Circular reference to #/components/schemas/Pet detected>",
    "application/json",
    "multipart/form-data; boundary=x",
    "Bearer x",
    "noauth",
    "oauth2",
    "graphql",
    "formdata",
    "urlencoded",
];

const STATUSES: &[&str] = &[
    "200", "200", "201", "204", "206", "302", "400", "404", "429", "500", "503",
];
const ENCODINGS: &[&str] = &[
    "-", "-", "-", "gzip", "br", "zstd", "x-gzip", "deflate", "gzip, br",
];
const CHUNKS: &[&str] = &["1", "7", "4096", "1000000"];
const CONTENT_TYPES: &[&str] = &[
    "application/json",
    "application/json; charset=utf-8",
    "application/json; charset=utf-16le",
    "application/problem+json",
    "text/plain; charset=windows-1252",
    "text/plain; charset=\"nothing known\"",
    "text/html",
    "application/octet-stream",
];

/// Makes documents out of documents; the same seed makes the same ones.
#[derive(Debug)]
pub struct Mutator {
    rng: Rng,
    seeds: Vec<Vec<u8>>,
    trees: Vec<Value>,
}

impl Mutator {
    /// Starts from these documents.
    pub fn new(seed: u64, seeds: Vec<Vec<u8>>) -> Self {
        let trees = seeds
            .iter()
            .filter_map(|bytes| serde_json::from_slice(bytes).ok())
            .collect();
        Self {
            rng: Rng::with_seed(seed),
            seeds,
            trees,
        }
    }

    /// The next answer of a server: a first line as [`crate::answer`] reads it, and a body out of the seeds'.
    pub fn answer(&mut self) -> Vec<u8> {
        let mut choose =
            |words: &[&'static str]| self.rng.choice(words).copied().unwrap_or_default();
        let (status, encoding) = (choose(STATUSES), choose(ENCODINGS));
        let (chunk, content_type) = (choose(CHUNKS), choose(CONTENT_TYPES));
        let mut input = format!("{status} {encoding} {chunk} {content_type}\n").into_bytes();
        input.extend(self.document());
        input
    }

    /// The next document.
    pub fn document(&mut self) -> Vec<u8> {
        match self.rng.u8(..10) {
            0..=6 if !self.trees.is_empty() => self.tree().to_string().into_bytes(),
            _ => self.bytes(),
        }
    }

    fn bytes(&mut self) -> Vec<u8> {
        let Some(mut bytes) = self.rng.choice(&self.seeds).cloned() else {
            return Vec::new();
        };
        for _ in 0..self.rng.usize(1..5) {
            let at = self.rng.usize(..=bytes.len());
            match self.rng.u8(..4) {
                0 => bytes.truncate(at),
                1 => drop(bytes.splice(at..at, self.word().bytes())),
                2 => {
                    let end = (at + self.rng.usize(..40)).min(bytes.len());
                    drop(bytes.drain(at..end));
                }
                _ => {
                    let byte = self.rng.u8(..);
                    bytes
                        .get_mut(at)
                        .into_iter()
                        .for_each(|place| *place = byte);
                }
            }
        }
        bytes
    }

    fn tree(&mut self) -> Value {
        let mut tree = self.pick();
        for _ in 0..self.rng.usize(1..6) {
            let other = self.replacement();
            let steps = self.rng.usize(1..14);
            if let Some(place) = self.descend(&mut tree, steps) {
                self.change(place, other);
            }
        }
        tree
    }

    fn pick(&mut self) -> Value {
        self.rng.choice(&self.trees).cloned().unwrap_or_default()
    }

    /// A place inside, as many steps down as there are.
    fn descend<'v>(&mut self, tree: &'v mut Value, steps: usize) -> Option<&'v mut Value> {
        let mut place = tree;
        for _ in 0..steps {
            let count = match &*place {
                Value::Array(list) => list.len(),
                Value::Object(map) => map.len(),
                _ => 0,
            };
            if count == 0 {
                break;
            }
            let index = self.rng.usize(..count);
            place = match place {
                Value::Array(list) => list.get_mut(index)?,
                Value::Object(map) => map.values_mut().nth(index)?,
                _ => return None,
            };
        }
        Some(place)
    }

    fn change(&mut self, place: &mut Value, other: Value) {
        let word = self.word();
        match (self.rng.u8(..6), place) {
            (0, Value::Object(map)) => drop(map.insert(word.to_owned(), other)),
            (1, Value::Object(map)) => {
                let key = map.keys().nth(self.rng.usize(..map.len().max(1))).cloned();
                key.into_iter().for_each(|key| drop(map.shift_remove(&key)));
            }
            (0..=2, Value::Array(list)) => {
                let twin = list.first().cloned().unwrap_or(other);
                list.push(twin);
            }
            (0..=3, Value::String(text)) => match self.rng.bool() {
                true => text.push_str(word),
                false => text.insert_str(0, word),
            },
            (_, place) => *place = other,
        }
    }

    /// A word, a scalar, or a part of another document.
    fn replacement(&mut self) -> Value {
        match self.rng.u8(..8) {
            0..=2 => Value::String(self.word().to_owned()),
            3 => Value::Null,
            4 => Value::from(self.rng.i64(-3..70_000)),
            5 => Value::Array(Vec::new()),
            _ => {
                let mut tree = self.pick();
                let steps = self.rng.usize(1..10);
                self.descend(&mut tree, steps)
                    .map(|part| part.take())
                    .unwrap_or_default()
            }
        }
    }

    fn word(&mut self) -> &'static str {
        self.rng.choice(WORDS).copied().unwrap_or_default()
    }
}
