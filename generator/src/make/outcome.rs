//! The results of a run.

use std::fmt;

use camino::Utf8Path;

use super::inputs::Understood;
use crate::disk::{self, FolderState};
use crate::ground::diagnostic::{Diagnostic, Diagnostics};
use crate::read::report::{Message, Style, locate, render};
use crate::read::source::SourceMap;

/// What a run wrote.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Report {
    /// Requests of the inputs.
    pub requests: usize,
    /// Operations that became methods.
    pub operations: usize,
    /// Requests that no method was generated for.
    pub skipped: usize,
    /// The files whose bytes changed, relative to the output folder.
    pub written: Vec<String>,
    /// Files of an earlier run that this one does not generate and has removed.
    pub removed: Vec<String>,
    /// All diagnostics of the run.
    pub messages: Vec<Message>,
}

impl Report {
    pub(super) fn new(summary: Summary, written: disk::Report) -> Self {
        Self {
            requests: summary.requests,
            operations: summary.operations,
            skipped: summary.skipped,
            written: written.written.into_iter().map(String::from).collect(),
            removed: written.removed.into_iter().map(String::from).collect(),
            messages: summary.messages,
        }
    }
}

/// The figures and diagnostics of the inputs, for the [`Report`].
pub(super) struct Summary {
    requests: usize,
    operations: usize,
    skipped: usize,
    pub(super) messages: Vec<Message>,
}

impl Summary {
    pub(super) fn of(understood: &Understood) -> Self {
        Self {
            requests: understood.provenance.requests,
            operations: understood.api.operations.len(),
            skipped: understood.provenance.skipped.len(),
            messages: locate(&understood.diagnostics, &understood.sources),
        }
    }

    /// Adds diagnostics that have no position in an input.
    pub(super) fn add(&mut self, diagnostics: &Diagnostics) {
        self.messages.extend(locate(diagnostics, &SourceMap::new()));
    }

    pub(super) fn refuse(mut self, diagnostic: Diagnostic) -> Failure {
        self.messages.extend(Failure::of(diagnostic).messages);
        Failure::new(self.messages)
    }

    /// The failure of a run that stopped while it wrote the output folder.
    pub(super) fn refuse_left(self, refused: disk::Refused, folder: &Utf8Path) -> Failure {
        let failure = self.refuse(refused.diagnostic);
        let left = left(refused.state, folder);
        Failure { left, ..failure }
    }
}

/// The differences between a crate and what a run would write.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Checked {
    /// The differences as a readable diff; none where the crate is up to date.
    pub drift: Option<String>,
    /// Whether a run would overwrite or remove what a person wrote, and so needs [`Generator::force`](super::Generator::force).
    pub edited: bool,
    /// Whether a run removes the differences; it does not remove files that no run wrote.
    pub mendable: bool,
    /// All diagnostics of the run.
    pub messages: Vec<Message>,
}

impl Checked {
    pub(super) fn new(summary: Summary, drift: &disk::Drift) -> Self {
        Self {
            drift: (!drift.is_clean()).then(|| shown(drift)),
            edited: drift.is_edited(),
            mendable: drift.is_mendable(),
            messages: summary.messages,
        }
    }
}

fn shown(drift: &disk::Drift) -> String {
    drift.files.iter().map(ToString::to_string).collect()
}

/// What the output folder holds, where that is not what it held before.
fn left(state: FolderState, folder: &Utf8Path) -> Option<String> {
    match state {
        FolderState::Old => None,
        FolderState::Mixed => Some(format!(
            "{folder} holds some of the new files; run `generate` again to write the others"
        )),
        FolderState::Staged => Some(format!(
            "{folder} is the new crate, but some files are not in their places yet: its `Cargo.toml` refers to them in \
             {}; run `generate` again to finish",
            folder.join(disk::STAGING)
        )),
        FolderState::New => Some(format!(
            "{folder} is the new crate, but the run did not finish; run `generate` again"
        )),
    }
}

/// Why a run failed.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Failure {
    /// All diagnostics of the run, at least one of them an error.
    pub messages: Vec<Message>,
    /// What the output folder holds now and what to do about it, in one sentence; none where nothing was written.
    pub left: Option<String>,
}

impl Failure {
    pub(crate) fn new(messages: Vec<Message>) -> Self {
        Self {
            messages,
            left: None,
        }
    }

    /// The failure by a diagnostic that has no position in an input.
    pub(super) fn of(diagnostic: Diagnostic) -> Self {
        let mut diagnostics = Diagnostics::new();
        diagnostics.push(diagnostic);
        Self::new(locate(&diagnostics, &SourceMap::new()))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(render(&self.messages, Style::PLAIN).trim_end())
    }
}

impl std::error::Error for Failure {}
