//! Results by document, kept in a file with a line of JSON for each.

use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::PathBuf;

use serde_json::Value;

use super::directory::folder;

/// Results by document.
pub(crate) struct Results {
    file: PathBuf,
    results: BTreeMap<String, Value>,
}

impl Results {
    /// The results of a name that earlier runs have kept; the last of a document counts.
    ///
    /// # Errors
    /// The file cannot be read.
    pub(crate) fn load(name: &str) -> Result<Self, String> {
        let file = folder().join(format!("{name}.jsonl"));
        let text = match file.exists() {
            true => fs::read_to_string(&file).map_err(|error| error.to_string())?,
            false => String::new(),
        };
        // A run that was stopped may have left half a line.
        let lines = text
            .lines()
            .filter_map(|line| serde_json::from_str(line).ok());
        let results = lines.map(|result| (document(&result), result));
        Ok(Self {
            file,
            results: results.collect(),
        })
    }

    /// Adds a result and keeps it.
    ///
    /// # Errors
    /// The file cannot be written.
    pub(crate) fn add(&mut self, result: Value) -> Result<(), String> {
        let failed = |error: std::io::Error| format!("{}: {error}", self.file.display());
        let mut options = OpenOptions::new();
        let mut file = options
            .create(true)
            .append(true)
            .open(&self.file)
            .map_err(failed)?;
        writeln!(file, "{result}").map_err(failed)?;
        self.results.insert(document(&result), result);
        Ok(())
    }

    /// The result of a document.
    pub(crate) fn get(&self, document: &str) -> Option<&Value> {
        self.results.get(document)
    }

    /// All results, by document.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Value> {
        self.results.values()
    }
}

fn document(result: &Value) -> String {
    result["document"].as_str().unwrap_or_default().to_owned()
}
