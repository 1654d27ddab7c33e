//! Reads inputs: bytes to a tree of values with positions.
//!
//! No other room reads inputs from the disk. This one knows JSON and YAML, not what their keys mean.

mod at;
mod folder;
mod json;
mod read;
mod repair;
mod scan;
mod spans;
mod yaml;

pub use at::At;
pub use folder::entry_file;
pub use json::{Document, Linked};

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Mutex, OnceLock, PoisonError};

use camino::Utf8Path;
use serde::de::IgnoredAny;
use serde_json::Value;

use crate::ground::diagnostic::{Code, Diagnostic, Diagnostics, Origin, SourceId};

use spans::{Spans, Text};

/// The texts that a run reads, by their numbers.
#[derive(Debug, Default)]
pub struct SourceMap {
    sources: Vec<Source>,
}

/// A file of a directory: its path inside the directory, and its source or why it could not be read.
type Part = (String, Result<SourceId, Diagnostic>);

/// A text with its name.
#[derive(Debug)]
struct Source {
    name: String,
    text: String,
    /// The files of a directory; empty for a single file.
    files: Vec<Part>,
    format: OnceLock<Format>,
    /// Created when the first position is looked up.
    spans: Mutex<Option<Spans>>,
    /// The lists that were changed after reading.
    moved: Moved,
}

/// The format in which a source was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    /// JSON; `repeats` says whether an object may have a key more than once.
    Json {
        repeats: bool,
    },
    Yaml,
}

/// The pointers of changed lists, each with the index that every item has in the text; `None` for added items.
type Moved = BTreeMap<String, Vec<Option<usize>>>;

impl SourceMap {
    /// A map without texts.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads a file, standard input for `-`, or the files of a directory. A byte order mark is removed.
    ///
    /// # Errors
    /// The file is missing, empty, not text, or too large; the directory contains no part of a collection.
    pub fn read(&mut self, path: &Utf8Path) -> Result<SourceId, Diagnostic> {
        if path != "-" && path.is_dir() {
            return self.read_folder(path);
        }
        self.read_file(path)
    }

    /// Reads a file, or standard input for `-`. A byte order mark is removed.
    ///
    /// # Errors
    /// The file is missing, empty, not text or too large, or the path is that of a directory, a FIFO or a device.
    pub fn read_file(&mut self, path: &Utf8Path) -> Result<SourceId, Diagnostic> {
        let text = read::read_text(path)?;
        let name = if path == "-" {
            "<stdin>"
        } else {
            path.as_str()
        };
        Ok(self.add(name, text))
    }

    /// Adds a text.
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
        for part in folder::collection_files(path)? {
            let read = self.read(&path.join(&part));
            files.push((part.as_str().replace('\\', "/"), read));
        }
        let id = self.add(path.as_str(), String::new());
        if let Some(source) = self.sources.get_mut(id.0 as usize) {
            source.files = files;
        }
        Ok(id)
    }

    /// The name of a source as the caller gave it; empty for an unknown id.
    pub fn name(&self, id: SourceId) -> &str {
        self.source(id).map_or("", |source| &source.name)
    }

    /// The text of a source; empty for a folder and an unknown id.
    pub fn text(&self, id: SourceId) -> &str {
        self.source(id).map_or("", |source| &source.text)
    }

    /// The text as a tree of JSON values, with warnings. A file of a directory that cannot be read is left out with
    /// a diagnostic.
    ///
    /// # Errors
    /// The text is neither JSON nor YAML, or is nested too deeply.
    pub fn document(&self, id: SourceId) -> Result<(Document, Diagnostics), Diagnostic> {
        match self.source(id) {
            Some(source) if !source.files.is_empty() => Ok(self.folder_document(id, &source.files)),
            _ => self.file_document(id),
        }
    }

    fn file_document(&self, id: SourceId) -> Result<(Document, Diagnostics), Diagnostic> {
        let text = self.text(id);
        let (read, is_json) = match json::parse(id, text) {
            Err(_) if yaml::is_yaml(self.name(id), text) => (yaml::parse(id, text), false),
            Err(error) => (parse_repaired(id, text).unwrap_or(Err(error)), true),
            read => (read, true),
        };
        if let (Some(source), Ok((_, found))) = (self.source(id), &read) {
            let is_repeated = |diagnostic: &Diagnostic| diagnostic.code == Code::DuplicateKey;
            let repeats = found.iter().any(is_repeated);
            source.format.get_or_init(|| match is_json {
                true => Format::Json { repeats },
                false => Format::Yaml,
            });
        }
        read
    }

    fn folder_document(&self, id: SourceId, files: &[Part]) -> (Document, Diagnostics) {
        let mut document = Document::new(Value::Null, Origin::root(id));
        let mut diagnostics = Diagnostics::new();
        for (path, read) in files {
            match read.clone().and_then(|id| self.file_document(id)) {
                Ok((file, found)) => {
                    diagnostics.append(found);
                    document.files.push((path.clone(), file));
                }
                Err(error) => diagnostics.push(error),
            }
        }
        (document, diagnostics)
    }

    /// The bytes of the value at an origin; for a member of an object, its key included.
    pub fn span(&self, origin: &Origin) -> Option<Range<usize>> {
        let source = self.source(origin.source())?;
        let pointer = source.original_pointer(origin);
        let format = source.format();
        let text = Text {
            text: &source.text,
            repeats: format != Format::Json { repeats: false },
        };
        // The spans are correct after a panic, too: they are extended one value at a time.
        let mut spans = source.spans.lock().unwrap_or_else(PoisonError::into_inner);
        if spans.is_none() {
            *spans = match format {
                Format::Json { .. } => Some(Spans::root(text.text)),
                Format::Yaml => yaml::spans(text.text),
            };
        }
        Some(spans.as_mut()?.find(text, &pointer))
    }

    /// Records that lists of a source were changed after reading: the current pointer of each list, with the index that
    /// every item has in the text.
    pub fn set_moved(&mut self, id: SourceId, moved: BTreeMap<String, Vec<Option<usize>>>) {
        if let Some(source) = self.sources.get_mut(id.0 as usize) {
            source.moved = moved;
        }
    }

    fn source(&self, id: SourceId) -> Option<&Source> {
        self.sources.get(id.0 as usize)
    }
}

/// Parses JSON with its unpaired surrogates and too large numbers replaced, each with a warning; `None` where there
/// are none.
fn parse_repaired(id: SourceId, text: &str) -> Option<Result<(Document, Diagnostics), Diagnostic>> {
    let (text, repairs) = repair::repaired(text)?;
    Some(json::parse(id, &text).map(|(document, mut found)| {
        found.append(repair::warnings(id, &repairs));
        (document, found)
    }))
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

    /// The pointer of an origin in the text, from before lists were changed; that of the list, for an added item.
    fn original_pointer(&self, origin: &Origin) -> String {
        let current = origin.pointer();
        if self.moved.is_empty() {
            return current;
        }
        let (mut parent, mut pointer) = (String::new(), String::new());
        for token in current.split('/').skip(1) {
            let index = token.parse::<usize>().ok();
            let before = index.and_then(|index| self.moved.get(&parent)?.get(index).copied());
            match before {
                Some(None) => break,
                Some(Some(index)) => pointer += &format!("/{index}"),
                None => pointer += &format!("/{token}"),
            }
            parent += &format!("/{token}");
        }
        pointer
    }
}
