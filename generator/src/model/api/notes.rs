//! Facts that are printed and that no client acts on.

use indexmap::IndexMap;

/// Facts that are printed and that no client acts on, by what they are about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Notes(IndexMap<NoteKey, Vec<String>>);

/// What notes are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct NoteKey {
    /// The words before them: `Prerequisites`.
    pub title: &'static str,
    /// How they are printed.
    pub style: NoteStyle,
}

/// How notes are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NoteStyle {
    /// As names, in one sentence.
    Names,
    /// As a list of sentences.
    Sentences,
    /// Not in docs, since the description says it.
    Hidden,
}

impl Notes {
    /// Sets the notes of a key; without texts, there is no note.
    pub fn set(&mut self, key: NoteKey, texts: Vec<String>) {
        if !texts.is_empty() {
            self.0.insert(key, texts);
        }
    }

    /// The notes of a key; empty if there are none.
    pub fn get(&self, key: NoteKey) -> &[String] {
        self.0.get(&key).map_or(&[], Vec::as_slice)
    }

    /// Whether there are notes of a key.
    pub fn has(&self, key: NoteKey) -> bool {
        self.0.contains_key(&key)
    }

    /// The titles and the notes of one style, in the order in which they were added.
    pub fn of_style(&self, style: NoteStyle) -> impl Iterator<Item = (&'static str, &[String])> {
        let notes = self.0.iter().filter(move |(key, _)| key.style == style);
        notes.map(|(key, texts)| (key.title, texts.as_slice()))
    }
}
