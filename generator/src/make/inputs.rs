//! The inputs of a client: read, parsed, and lowered to an API.

use camino::{Utf8Path, Utf8PathBuf};
use indexmap::IndexMap;

use crate::front::openapi::OpenApi;
use crate::front::postman::Postman;
use crate::front::postman::model::Collection;
use crate::front::{self, Front};
use crate::ground::diagnostic::{Code, Diagnostic, Diagnostics, Origin, SourceId};
use crate::model::api::{Api, Provenance};
use crate::model::profile::Profile;
use crate::read::config::{self, Client, settings_error};
use crate::read::detect;
use crate::read::overlay::{self, Overlay};
use crate::read::report::locate;
use crate::read::source::{Document, SourceMap, entry_file};
use crate::refine::{self, Selection};
use crate::rust::name::Lock;

use super::formats::{Formats, Input};
use super::{Failure, emptied, linked, lock};

/// The inputs of a client, parsed but not yet lowered.
#[derive(Debug)]
pub struct Inputs {
    /// The files, for the positions of diagnostics.
    pub sources: SourceMap,
    /// The inputs, in order.
    pub inputs: Vec<Input>,
    /// The front end that lowers them.
    pub front: Formats,
    profile: Profile,
    lock: Lock,
    selection: Selection,
    diagnostics: Diagnostics,
}

/// The API of the inputs.
#[derive(Debug)]
pub struct Understood {
    /// The files, for the positions of diagnostics.
    pub sources: SourceMap,
    /// The API.
    pub api: Api,
    /// Where the parts of the API come from.
    pub provenance: Provenance,
    /// The profile of the vendor.
    pub profile: Profile,
    /// The names of an earlier run.
    pub lock: Lock,
    /// The diagnostics so far.
    pub diagnostics: Diagnostics,
}

impl Understood {
    /// The API alone.
    pub(super) fn into_api(self) -> Api {
        self.api
    }

    /// The failure of a run that stops here, with all diagnostics so far.
    fn refuse(&self) -> Failure {
        Failure::new(locate(&self.diagnostics, &self.sources))
    }

    /// An API that has an operation at least, and whose settings and corrections all fit.
    ///
    /// # Errors
    /// The settings are malformed, a correction finds nothing, or there is no operation.
    pub(super) fn usable(mut self) -> Result<Self, Failure> {
        let unusable =
            |found: &Diagnostic| matches!(found.code, Code::BadSettings | Code::Unmatched);
        if self.diagnostics.iter().any(unusable) {
            return Err(self.refuse());
        }
        if self.api.operations.is_empty() {
            let is_reported = |found: &Diagnostic| found.code == Code::NoOperations;
            if !self.diagnostics.iter().any(is_reported) {
                self.diagnostics.push(no_operation(&self.provenance));
            }
            return Err(self.refuse());
        }
        Ok(self)
    }

    /// An API whose inputs were read without an error: a part that cannot be read would take its operations out of the
    /// crate.
    ///
    /// # Errors
    /// One of the diagnostics is an error.
    pub(super) fn without_errors(self) -> Result<Self, Failure> {
        match self.diagnostics.has_errors() {
            true => Err(self.refuse()),
            false => Ok(self),
        }
    }

    /// Without diagnostics about corrections that find nothing.
    pub(super) fn ignoring_unmatched(mut self) -> Self {
        let found = std::mem::take(&mut self.diagnostics);
        let others = found
            .into_iter()
            .filter(|found| found.code != Code::Unmatched);
        others.for_each(|found| self.diagnostics.push(found));
        self
    }
}

impl Inputs {
    /// Reads all files that the settings of a client name.
    ///
    /// # Errors
    /// A file cannot be read or parsed. All files are read before the error is returned, so that one run reports all of them.
    pub fn read(client: &Client) -> Result<Self, Failure> {
        Self::read_with(client, false)
    }

    /// As [`Inputs::read`]; with `anew`, a damaged `names.lock`, or another file in its place, counts as an empty one.
    ///
    /// # Errors
    /// As [`Inputs::read`].
    pub(super) fn read_with(client: &Client, anew: bool) -> Result<Self, Failure> {
        let mut reader = Reader::default();
        reader.read_overlays(&client.overlays);
        let inputs: Vec<_> = client
            .inputs
            .iter()
            .filter_map(|path| reader.input(path))
            .collect();
        let environments = client
            .environments
            .iter()
            .filter_map(|path| {
                let document = reader.document(path)?;
                reader.parsed(Postman::environment(&document))
            })
            .collect();
        reader.check_overlays();
        let profile = reader.profile(client.profile.as_deref());
        let lock = reader.lock(client.names.as_deref(), anew);
        let selection = Selection {
            only: reader.patterns(&client.only),
            skip: reader.patterns(&client.skip),
        };
        let Reader {
            sources,
            diagnostics,
            failed,
            ..
        } = reader;
        match (profile, lock) {
            (Some(profile), Some(lock)) if !failed => Ok(Self {
                sources,
                inputs,
                front: Formats::new(Postman { environments }),
                profile,
                lock,
                selection,
                diagnostics,
            }),
            _ => Err(Failure::new(locate(&diagnostics, &sources))),
        }
    }

    /// The first input, if it is a Postman collection.
    pub fn collection(&self) -> Option<&Collection> {
        match self.inputs.first()? {
            Input::Postman(collection) => Some(collection),
            Input::OpenApi(_) => None,
        }
    }

    /// How many parts of each kind the inputs declare, by the name of the kind; those of several inputs are added.
    pub fn counts(&self) -> IndexMap<&'static str, usize> {
        let mut counts = IndexMap::new();
        for (kind, count) in self.inputs.iter().flat_map(Formats::counts) {
            *counts.entry(kind).or_default() += count;
        }
        counts
    }

    /// Makes one API of them.
    pub fn understand(self) -> Understood {
        let Self {
            sources,
            inputs,
            front,
            profile,
            lock,
            selection,
            mut diagnostics,
        } = self;
        let mut apis = Vec::new();
        for input in inputs {
            let (api, provenance, lowering) = front.lower(&input, &profile);
            diagnostics.append(lowering);
            apis.push((api, provenance));
        }
        let (api, mut provenance, merging) = refine::merge(apis);
        diagnostics.append(merging);
        let (api, refining) = refine::refine(api, &mut provenance, &profile, &selection);
        diagnostics.append(refining);
        Understood {
            sources,
            api,
            provenance,
            profile,
            lock,
            diagnostics,
        }
    }
}

#[derive(Default)]
struct Reader {
    sources: SourceMap,
    diagnostics: Diagnostics,
    failed: bool,
    overlays: Vec<Overlay>,
    session: overlay::Session,
}

impl Reader {
    fn read_overlays(&mut self, paths: &[Utf8PathBuf]) {
        for path in paths {
            let Some(document) = self.document(path) else {
                continue;
            };
            match overlay::parse(&document) {
                Ok(overlay) => self.overlays.push(overlay),
                Err(diagnostic) => {
                    self.fail::<()>(diagnostic);
                }
            }
        }
    }

    /// An action that matches nothing in any input is an error: the inputs have changed.
    fn check_overlays(&mut self) {
        // An action may match in an input that cannot be read.
        if !self.failed {
            let failures = self.session.failures(&self.overlays);
            self.failed = !failures.is_empty();
            self.diagnostics.append(failures);
        }
    }

    fn input(&mut self, path: &Utf8Path) -> Option<Input> {
        let path = &entry_file(path);
        let mut document = self.document(path)?;
        if OpenApi::detect(&document) {
            let found = linked::read(path, &mut document, &mut self.sources);
            self.diagnostics.append(found);
        }
        let before = (!self.overlays.is_empty()).then(|| document.clone());
        let (overlays, sources) = (&self.overlays, &mut self.sources);
        overlay::apply(overlays, &mut document, sources, &mut self.session);
        if let Some(before) = before
            && let Some(emptied) = emptied::error::<Formats>(overlays, &before, &document, path)
        {
            return self.fail(emptied);
        }
        self.parsed(front::parse::<Formats>(&document, stem(path)))
    }

    fn document(&mut self, path: &Utf8Path) -> Option<Document> {
        let read = self
            .sources
            .read(path)
            .and_then(|id| self.sources.document(id));
        match read {
            Ok((document, found)) => {
                self.diagnostics.append(found);
                Some(document)
            }
            Err(diagnostic) => self.fail(diagnostic),
        }
    }

    fn parsed<T>(&mut self, (value, found): (Option<T>, Diagnostics)) -> Option<T> {
        self.diagnostics.append(found);
        self.failed |= value.is_none();
        value
    }

    fn profile(&mut self, path: Option<&Utf8Path>) -> Option<Profile> {
        let Some(path) = path else {
            return Some(Profile::default());
        };
        let id = match self.sources.read_file(path) {
            Ok(id) => id,
            Err(diagnostic) => return self.fail(diagnostic),
        };
        match Profile::with_overrides(self.sources.text(id)) {
            Ok(profile) => Some(profile.with_source(&Origin::root(id))),
            Err(wrong) => {
                let root = Origin::root(id);
                let mistaken = self.mistaken(id, &root);
                self.fail(
                    mistaken.unwrap_or_else(|| settings_error(&wrong.message, wrong.span, &root)),
                )
            }
        }
    }

    /// Patterns with their locations in the settings.
    fn patterns(&mut self, patterns: &[config::Pattern]) -> Vec<refine::Pattern> {
        let mut located = |(file, offset): &(Utf8PathBuf, usize)| {
            let id = self.sources.read_file(file).ok()?;
            Some(Origin::root(id).byte(*offset))
        };
        let pattern = |pattern: &config::Pattern| refine::Pattern {
            text: pattern.text.clone(),
            origin: pattern.location.as_ref().and_then(&mut located),
        };
        patterns.iter().map(pattern).collect()
    }

    /// The names of an earlier run; empty for the first run.
    fn lock(&mut self, path: Option<&Utf8Path>, anew: bool) -> Option<Lock> {
        let Some(path) = path.filter(|path| path.exists()) else {
            return Some(Lock::default());
        };
        match lock::read(path, &mut self.sources, anew) {
            Ok((lock, warning)) => {
                warning
                    .into_iter()
                    .for_each(|warning| self.diagnostics.push(warning));
                Some(lock)
            }
            Err(diagnostic) => self.fail(diagnostic),
        }
    }

    /// The error for a Postman document that was given as a profile.
    fn mistaken(&self, id: SourceId, root: &Origin) -> Option<Diagnostic> {
        let (document, _) = self.sources.document(id).ok()?;
        let kind = detect::kind(&document);
        let help = match kind {
            detect::Kind::Environment => "pass an environment with --env",
            _ => "a profile is TOML and says how a vendor writes errors, pages and tokens",
        };
        let message = format!("this should be a profile, and is {}", kind.name()?);
        Some(
            Diagnostic::new(Code::BadSettings, message)
                .at(root)
                .help(help),
        )
    }

    fn fail<T>(&mut self, diagnostic: Diagnostic) -> Option<T> {
        self.diagnostics.push(diagnostic);
        self.failed = true;
        None
    }
}

/// The file's name without its extensions: the name of a collection that has none.
fn stem(path: &Utf8Path) -> &str {
    let name = path.file_name().unwrap_or("api");
    let stem = name.split('.').next().unwrap_or(name);
    if stem.is_empty() || stem == "-" {
        "api"
    } else {
        stem
    }
}

fn no_operation(provenance: &Provenance) -> Diagnostic {
    let message = match provenance.requests {
        0 => "there is no request in it, so there is nothing to generate".to_owned(),
        1 => "no operation came of the request in it".to_owned(),
        many => format!("no operation came of the {many} requests in it"),
    };
    let help = "`posthaste inspect` lists what was seen and why nothing came of it";
    Diagnostic::new(Code::NoOperations, message).help(help)
}
