//! Bytes to a tree of values with positions.
//!
//! The only room that reads the disk. It knows JSON and YAML, not what their keys mean.

mod folder;
mod json;
mod number;
mod read;
mod scan;
mod spans;
mod surrogate;
mod yaml;

pub use json::Document;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Mutex, OnceLock, PoisonError};

use camino::Utf8Path;
use serde::de::IgnoredAny;
use serde_json::Value;

use crate::ground::diagnostic::{Code, Diagnostic, Diagnostics, Origin, SourceId};

use spans::{Spans, Text};

/// The texts of a run, numbered.
#[derive(Debug, Default)]
pub struct SourceMap {
    sources: Vec<Source>,
}

/// A file of a directory: its path inside it, and its text if it could be read.
type Part = (String, Result<SourceId, Diagnostic>);

/// One text with the name that the user knows it by.
#[derive(Debug)]
struct Source {
    name: String,
    text: String,
    /// The files of a directory, by their paths inside it.
    files: Vec<Part>,
    format: OnceLock<Format>,
    /// Made when the first place is looked up.
    spans: Mutex<Option<Spans>>,
    /// For each list that was changed since, by its pointer, where its items stand in the text.
    moved: Moved,
}

/// How a source was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    /// As JSON; `repeats` if a key may stand twice in an object.
    Json {
        repeats: bool,
    },
    Yaml,
}

/// By the pointers of lists, the indices that their items have in the text.
type Moved = BTreeMap<String, Vec<Option<usize>>>;

impl SourceMap {
    /// No text yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads a file, standard input for `-`, or the files of a directory. A byte order mark is left out.
    ///
    /// # Errors
    /// The file is missing, empty, not text, or larger than any collection; the directory holds no part
    /// of a collection.
    pub fn read(&mut self, path: &Utf8Path) -> Result<SourceId, Diagnostic> {
        if path != "-" && path.is_dir() {
            return self.read_folder(path);
        }
        self.read_file(path)
    }

    /// Reads a file, or standard input for `-`. A byte order mark is left out.
    ///
    /// # Errors
    /// The file is missing, empty, not text, larger than any collection, or no file: a directory, a FIFO, a
    /// device.
    pub fn read_file(&mut self, path: &Utf8Path) -> Result<SourceId, Diagnostic> {
        let text = read::text(path)?;
        let name = if path == "-" {
            "<stdin>"
        } else {
            path.as_str()
        };
        Ok(self.add(name, text))
    }

    /// Takes a text that is at hand.
    pub fn add(&mut self, name: &str, text: String) -> SourceId {
        let id = u32::try_from(self.sources.len()).unwrap_or(u32::MAX);
        self.sources.push(Source {
            name: name.to_owned(),
            text,
            files: Vec::new(),
            format: OnceLock::new(),
            spans: Mutex::default(),
            moved: Moved::new(),
        });
        SourceId(id)
    }

    fn read_folder(&mut self, path: &Utf8Path) -> Result<SourceId, Diagnostic> {
        let mut files = Vec::new();
        for part in folder::files(path)? {
            let read = self.read(&path.join(&part));
            files.push((part.as_str().replace('\\', "/"), read));
        }
        let id = self.add(path.as_str(), String::new());
        if let Some(source) = self.sources.get_mut(id.0 as usize) {
            source.files = files;
        }
        Ok(id)
    }

    /// The name that the user knows it by; empty for a number that was never given out.
    pub fn name(&self, id: SourceId) -> &str {
        self.source(id).map_or("", |source| &source.name)
    }

    /// The text; empty for a number that was never given out.
    pub fn text(&self, id: SourceId) -> &str {
        self.source(id).map_or("", |source| &source.text)
    }

    /// The text as a tree of JSON values, with what was odd about it. What is wrong with one file of a
    /// directory costs that file, and is among what was odd.
    ///
    /// # Errors
    /// It is neither JSON nor YAML, or nests deeper than any collection does.
    pub fn document(&self, id: SourceId) -> Result<(Document, Diagnostics), Diagnostic> {
        match self.source(id) {
            Some(source) if !source.files.is_empty() => Ok(self.folder(id, &source.files)),
            _ => self.file(id),
        }
    }

    fn file(&self, id: SourceId) -> Result<(Document, Diagnostics), Diagnostic> {
        let text = self.text(id);
        let (read, is_json) = match json::parse(id, text) {
            Err(_) if yaml::is_meant(self.name(id), text) => (yaml::parse(id, text), false),
            Err(fault) => (mended(id, text).unwrap_or(Err(fault)), true),
            read => (read, true),
        };
        if let (Some(source), Ok((_, found))) = (self.source(id), &read) {
            let repeats = found.iter().any(|one| one.code == Code::DuplicateKey);
            source.format.get_or_init(|| match is_json {
                true => Format::Json { repeats },
                false => Format::Yaml,
            });
        }
        read
    }

    fn folder(&self, id: SourceId, files: &[Part]) -> (Document, Diagnostics) {
        let mut document = Document::new(Value::Null, Origin::root(id));
        let mut diagnostics = Diagnostics::new();
        for (path, read) in files {
            match read.clone().and_then(|id| self.file(id)) {
                Ok((file, found)) => {
                    diagnostics.append(found);
                    document.files.push((path.clone(), file));
                }
                Err(fault) => diagnostics.push(fault),
            }
        }
        (document, diagnostics)
    }

    /// The bytes of the value that an origin points at; of its key, where the value is an object's.
    pub fn span(&self, origin: &Origin) -> Option<Range<usize>> {
        let source = self.source(origin.source())?;
        let pointer = source.pointer(origin);
        let format = source.format();
        let text = Text {
            text: &source.text,
            repeats: format != Format::Json { repeats: false },
        };
        // Whoever panicked while he held it left spans that are right as far as they go.
        let mut spans = source.spans.lock().unwrap_or_else(PoisonError::into_inner);
        if spans.is_none() {
            *spans = match format {
                Format::Json { .. } => Some(Spans::of(text.text)),
                Format::Yaml => yaml::spans(text.text),
            };
        }
        Some(spans.as_mut()?.find(text, &pointer))
    }

    /// Remembers that lists of a source were changed since it was read: by the pointer of each as it is
    /// now, the index that each of its items has in the text.
    pub fn moved(&mut self, id: SourceId, moved: BTreeMap<String, Vec<Option<usize>>>) {
        if let Some(source) = self.sources.get_mut(id.0 as usize) {
            source.moved = moved;
        }
    }

    fn source(&self, id: SourceId) -> Option<&Source> {
        self.sources.get(id.0 as usize)
    }
}

/// A document in which single values cannot be read, without those; none where there are none such.
fn mended(id: SourceId, text: &str) -> Option<Result<(Document, Diagnostics), Diagnostic>> {
    let (halves, half_places) = surrogate::mended(text).unzip();
    let (numbers, number_places) = number::mended(halves.as_deref().unwrap_or(text)).unzip();
    let mended = numbers.or(halves)?;
    let read = json::parse(id, &mended).map(|(document, mut found)| {
        if let Some(warning) = surrogate::warning(id, &half_places.unwrap_or_default()) {
            found.push(warning);
        }
        found.append(number::warnings(id, &number_places.unwrap_or_default()));
        (document, found)
    });
    Some(read)
}

impl Source {
    fn format(&self) -> Format {
        *self
            .format
            .get_or_init(|| match serde_json::from_str::<IgnoredAny>(&self.text) {
                Ok(_) => Format::Json { repeats: true },
                Err(_) => Format::Yaml,
            })
    }

    /// The pointer of a place in the text; of what holds it, where the text does not have it.
    fn pointer(&self, origin: &Origin) -> String {
        let now = origin.pointer();
        if self.moved.is_empty() {
            return now;
        }
        let (mut parent, mut then) = (String::new(), String::new());
        for token in now.split('/').skip(1) {
            let index = token.parse::<usize>().ok();
            let before = index.and_then(|index| self.moved.get(&parent)?.get(index).copied());
            match before {
                Some(None) => break,
                Some(Some(index)) => then += &format!("/{index}"),
                None => then += &format!("/{token}"),
            }
            parent += &format!("/{token}");
        }
        then
    }
}
