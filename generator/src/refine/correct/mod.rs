//! What the profile knows of operations takes the place of what their source says.
//!
//! Every entry must find what it is about, or it is an error: the source has moved on, or the entry was
//! never right.

mod body;
mod example;
mod field;
mod operation;
mod place;
mod value;

use std::collections::BTreeSet;

use crate::ground::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
use crate::model::api::{Api, Location, Operation, PathEncoding};
use crate::model::profile::{Entry, Parts, Profile, Split};

use super::identify::identify;

/// Why an entry does not fit an operation, and what might be meant.
#[derive(Debug)]
struct Misfit {
    why: String,
    help: Option<String>,
}

impl Misfit {
    fn new(why: impl Into<String>) -> Self {
        Self {
            why: why.into(),
            help: None,
        }
    }

    /// Something is not among these; the nearest of them is offered.
    fn unknown<'a>(why: String, word: &str, all: impl IntoIterator<Item = &'a str>) -> Self {
        let meant = nearest(word, all);
        Self {
            why,
            help: meant.map(|name| format!("did you mean `{name}`?")),
        }
    }
}

type Fit = Result<(), Misfit>;

/// Puts the profile's facts into the operations that they are about.
pub(super) fn correct(api: &mut Api, profile: &Profile) -> Diagnostics {
    let mut correcting = Correcting {
        found: name_errors(api, profile),
        skipped: BTreeSet::new(),
        profile,
    };
    for entry in profile.corrections() {
        if let Some(Split::Into(names)) = &entry.correction.split {
            correcting.split(api, entry, names);
        }
    }
    for entry in profile.corrections() {
        correcting.entry(api, entry);
    }
    operation::skip(api, &correcting.skipped);
    correcting.found
}

struct Correcting<'p> {
    found: Diagnostics,
    /// The operations that go, by their places.
    skipped: BTreeSet<usize>,
    profile: &'p Profile,
}

impl Correcting<'_> {
    /// The operations that an entry is about, by their indices; none where a diagnostic says what is wrong.
    fn about(&mut self, api: &Api, entry: &Entry) -> Vec<usize> {
        let meant = |one: &(usize, &Operation)| entry.address.is_about(one.1);
        let operations = api.operations.iter().enumerate();
        let about: Vec<usize> = operations.filter(meant).map(|(index, _)| index).collect();
        if about.is_empty() {
            self.found.push(self.placed(unknown(entry, api), entry));
        }
        if entry.address.is_name() && several(api, &about) {
            let Misfit { why, help } = ambiguous(api, &about);
            let message = format!(
                "`{}` does not say which operation is meant: {why}",
                entry.address
            );
            let diagnostic = Diagnostic::new(Code::Unmatched, message);
            let diagnostic = diagnostic.help(help.unwrap_or_default());
            self.found.push(self.placed(diagnostic, entry));
            return Vec::new();
        }
        about
    }

    fn split(&mut self, api: &mut Api, entry: &Entry, names: &[String]) {
        match self.about(api, entry).as_slice() {
            [] => {}
            [only] => {
                let fit = operation::split(api, *only, names);
                self.report(entry, "split", fit);
            }
            many => {
                let fit = Err(ambiguous(api, many));
                self.report(entry, "split", fit);
            }
        }
    }

    fn entry(&mut self, api: &mut Api, entry: &Entry) {
        let facts = &entry.correction;
        // What was split is called by the names that it was split into.
        if matches!(facts.split, Some(Split::Into(_))) {
            return;
        }
        let about = self.about(api, entry);
        let Some(&first) = about.first() else {
            return;
        };
        for &index in &about {
            if let Some(operation) = api.operations.get_mut(index) {
                let effects = &mut operation.effects;
                effects.idempotent = facts.idempotent.or(effects.idempotent);
                if facts.rate_label.is_some() {
                    effects.rate_label.clone_from(&facts.rate_label);
                }
            }
        }
        if facts.join {
            self.report(entry, "join", joined(api, &about));
        }
        if facts.split == Some(Split::By(Parts::Items)) {
            let fit = match about.len() {
                1 => Err(Misfit::new("only one item is there")),
                _ => Ok(()),
            };
            self.report(entry, "split", fit);
        }
        if facts.skip {
            self.skipped.extend(&about);
        }
        if let Some(name) = &facts.group {
            for &index in &about {
                operation::regroup(api, index, name);
            }
        }
        if let Some(name) = &facts.rename {
            let fit = match about.len() {
                1 => operation::rename(api, first, name),
                _ => Err(ambiguous(api, &about)),
            };
            self.report(entry, "rename", fit);
        }
        self.values(api, entry, &about);
    }

    fn values(&mut self, api: &mut Api, entry: &Entry, about: &[usize]) {
        let facts = &entry.correction;
        for name in &facts.encode_twice {
            let fit = any(about, |index| encode_twice(api, index, name));
            self.report(entry, "encode_twice", fit);
        }
        if !facts.encode_twice.is_empty() {
            // Before anything is said of their types.
            identify(api);
        }
        if let Some(wanted) = &facts.body {
            let general = entry.address.is_general();
            let fit = any(about, |index| body::encode(api, index, wanted, general));
            self.report(entry, "body", fit);
        }
        for (place, field) in &facts.fields {
            let fit = any(about, |index| {
                field::correct(api, index, place.get_ref(), field)
            });
            if let Err(misfit) = fit {
                let diagnostic = diagnostic(entry, &format!("`{}`", place.get_ref()), misfit);
                let diagnostic = match self.profile.place(&place.span()) {
                    Some(origin) => diagnostic.at(&origin),
                    None => diagnostic,
                };
                self.found.push(diagnostic);
            }
        }
    }

    fn report(&mut self, entry: &Entry, what: &str, fit: Fit) {
        if let Err(misfit) = fit {
            let diagnostic = diagnostic(entry, &format!("`{what}`"), misfit);
            self.found.push(self.placed(diagnostic, entry));
        }
    }

    fn placed(&self, diagnostic: Diagnostic, entry: &Entry) -> Diagnostic {
        match self.profile.place(&entry.span) {
            Some(origin) => diagnostic.at(&origin),
            None => diagnostic,
        }
    }
}

/// Whether operations differ in method or path.
fn several(api: &Api, about: &[usize]) -> bool {
    let keys = about
        .iter()
        .filter_map(|&index| Some(&api.operations.get(index)?.key));
    keys.collect::<BTreeSet<_>>().len() > 1
}

/// Whether something fits at least one operation; all are tried.
fn any(about: &[usize], mut fits: impl FnMut(usize) -> Fit) -> Fit {
    let mut misfit = None;
    let mut fitted = false;
    for &index in about {
        match fits(index) {
            Ok(()) => fitted = true,
            Err(why) => misfit = misfit.or(Some(why)),
        }
    }
    match misfit {
        Some(why) if !fitted => Err(why),
        _ => Ok(()),
    }
}

fn diagnostic(entry: &Entry, what: &str, misfit: Misfit) -> Diagnostic {
    let address = entry.address.to_string();
    let message = format!("{what} of `{address}` does not fit: {}", misfit.why);
    let diagnostic = Diagnostic::new(Code::Unmatched, message);
    match misfit.help {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    }
}

/// Gives codes the profile's words.
fn name_errors(api: &mut Api, profile: &Profile) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    let mut documented: BTreeSet<String> = BTreeSet::new();
    let mut unused: BTreeSet<&String> = profile.error_names().keys().collect();
    for case in api.operations.iter_mut().flat_map(|one| &mut one.errors) {
        let code = case.code.clone().unwrap_or_default();
        documented.extend(case.code.clone());
        if let Some((code, word)) = profile.error_names().get_key_value(&code) {
            case.word = Some(word.clone());
            unused.remove(code);
        }
    }
    for code in unused {
        let message =
            format!("the profile has a name for the error code `{code}`, which nothing documents");
        let diagnostic = Diagnostic::new(Code::Unmatched, message);
        let diagnostic = match nearest(code, documented.iter().map(String::as_str)) {
            Some(right) => diagnostic.help(format!("did you mean `{right}`?")),
            None => diagnostic,
        };
        diagnostics.push(match profile.place_of_name(code) {
            Some(origin) => diagnostic.at(&origin),
            None => diagnostic,
        });
    }
    diagnostics
}

/// A parameter of the path is encoded twice.
fn encode_twice(api: &mut Api, index: usize, name: &str) -> Fit {
    let parameters = api.operations.get_mut(index).map(|one| &mut one.parameters);
    let in_path = |one: &&mut crate::model::api::Parameter| one.location == Location::Path;
    let mut known = Vec::new();
    for parameter in parameters.into_iter().flatten().filter(in_path) {
        if parameter.name == name {
            parameter.encoding = PathEncoding::Twice;
            return Ok(());
        }
        known.push(parameter.name.clone());
    }
    let why = format!("the path has no parameter `{name}`");
    Err(Misfit::unknown(why, name, known.iter().map(String::as_str)))
}

/// Whether items were joined; the front end does it, before anything is known of types.
fn joined(api: &Api, about: &[usize]) -> Fit {
    let items = |index: &usize| api.operations.get(*index).map_or(0, |one| one.items.len());
    match about {
        [only] if items(only) > 1 => Ok(()),
        [_] => Err(Misfit::new("only one item is there")),
        _ => Err(Misfit::new(
            "name them by method and path, which items must share to be joined",
        )),
    }
}

fn ambiguous(api: &Api, about: &[usize]) -> Misfit {
    let known = about.iter().filter_map(|&index| api.operations.get(index));
    let listed: Vec<String> = known.take(3).map(|one| format!("`{}`", one.key)).collect();
    Misfit {
        why: format!(
            "it is about {} operations ({}{})",
            about.len(),
            listed.join(", "),
            if about.len() > listed.len() {
                ", …"
            } else {
                ""
            }
        ),
        help: Some("say which: by method and path, or by folder and name".to_owned()),
    }
}

/// An entry that is about nothing is a mistake, or out of date.
fn unknown(entry: &Entry, api: &Api) -> Diagnostic {
    let address = entry.address.to_string();
    let message = format!("the profile names `{address}`, and there is no such operation");
    let diagnostic = Diagnostic::new(Code::Unmatched, message);
    let mut known: Vec<String> = Vec::new();
    for operation in &api.operations {
        known.push(operation.key.to_string());
        for item in &operation.items {
            known.push(item.replace(" / ", "/"));
            if let (Some(folder), Some(name)) =
                (operation.folders.first(), item.split(" / ").last())
            {
                known.push(format!("{folder}/{name}"));
            }
            known.extend(item.split(" / ").last().map(str::to_owned));
        }
    }
    match nearest(&address, known.iter().map(String::as_str)) {
        Some(right) => diagnostic.help(format!("did you mean `{right}`?")),
        None => diagnostic,
    }
}
