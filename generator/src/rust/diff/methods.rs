//! One method in two crates.

use crate::rust::plan::TypeRef;
use crate::rust::plan::model::{
    Answer, Argument, ErrorEnum, Method, Operand, Setter, Step, StepKind,
};

use super::change::{About, Found, Kind, Severity};
use super::index::{Renames, type_text};
use super::pair::Pair;

/// Compares everything that a caller writes and meets, apart from where the method stands.
pub(super) fn compare(about: &About, pair: &Pair<'_>, renames: &Renames, found: &mut Found) {
    let before = found.len();
    let both = Both {
        old: pair.old.method,
        new: pair.new.method,
        homes: (&pair.old.module.name, &pair.new.module.name),
        about,
        renames,
    };
    both.arguments(found);
    both.setters(found);
    both.answer(found);
    both.pages(found);
    both.errors(&both.old.error, &both.new.error, found);
    both.wire(found);
    both.documents(before, found);
}

struct Both<'a> {
    old: &'a Method,
    new: &'a Method,
    homes: (&'a str, &'a str),
    about: &'a About,
    renames: &'a Renames,
}

impl Both<'_> {
    fn equal(&self, old: &TypeRef, new: &TypeRef) -> bool {
        self.renames.equal((old, self.homes.0), (new, self.homes.1))
    }

    fn breaking(&self, found: &mut Found, message: String) {
        found.breaking(self.about, Kind::Changed, false, message);
    }

    fn changed(&self, found: &mut Found, severity: Severity, message: String) {
        found.add(self.about, Kind::Changed, severity, message);
    }

    fn arguments(&self, found: &mut Found) {
        let (old, new) = (&self.old.arguments, &self.new.arguments);
        let (is, was) = (list(new, self.homes.1), list(old, self.homes.0));
        match (&self.old.params, &self.new.params) {
            (None, None) => {
                let fits = old.len() == new.len()
                    && old
                        .iter()
                        .zip(new)
                        .all(|(one, other)| self.equal(&one.ty, &other.ty));
                let names = |arguments: &[Argument]| {
                    arguments
                        .iter()
                        .map(|one| one.name.clone())
                        .collect::<Vec<_>>()
                };
                let (before, after) = (names(old), names(new));
                let moved = before != after && sorted(before.clone()) == sorted(after.clone());
                if !fits {
                    self.breaking(found, format!("takes ({is}) instead of ({was})"));
                } else if moved {
                    let message = format!("takes ({is}) instead of ({was}): in another order");
                    found.breaking(self.about, Kind::Changed, true, message);
                } else if before != after {
                    let message = format!("calls its arguments ({is}) instead of ({was})");
                    self.changed(found, Severity::Documentation, message);
                }
            }
            (Some(one), Some(other)) if one == other => self.params(found),
            (None, Some(other)) => {
                self.breaking(
                    found,
                    format!("takes `{other} {{ {is} }}` instead of ({was})"),
                );
            }
            (Some(one), None) => {
                self.breaking(
                    found,
                    format!("takes ({is}) instead of `{one} {{ {was} }}`"),
                );
            }
            (Some(one), Some(other)) => {
                self.breaking(found, format!("takes `{other}` instead of `{one}`"));
            }
        }
    }

    /// A struct of arguments is written with all its fields.
    fn params(&self, found: &mut Found) {
        for one in &self.old.arguments {
            match self
                .new
                .arguments
                .iter()
                .find(|other| other.name == one.name)
            {
                None => self.breaking(found, format!("argument `{}` is gone", one.name)),
                Some(other) if !self.equal(&one.ty, &other.ty) => {
                    let is = type_text(&other.ty, self.homes.1);
                    let was = type_text(&one.ty, self.homes.0);
                    let message = format!("argument `{}` is `{is}` instead of `{was}`", one.name);
                    self.breaking(found, message);
                }
                Some(_) => {}
            }
        }
        for other in &self.new.arguments {
            if !self.old.arguments.iter().any(|one| one.name == other.name) {
                self.breaking(found, format!("argument `{}` is new", other.name));
            }
        }
    }

    fn setters(&self, found: &mut Found) {
        let (old, new) = (setters(self.old), setters(self.new));
        for setter in old {
            let name = &setter.name;
            let same = new.iter().find(|one| one.name == *name);
            let moved = new.iter().find(|one| same_wire(one, setter));
            match (same, moved) {
                (_, Some(moved)) if moved.name != *name => {
                    let silent = same.is_some_and(|same| self.takes_same(setter, same));
                    let message = format!("setter `{name}` is `{}` now", moved.name);
                    found.breaking(self.about, Kind::Changed, silent, message);
                }
                (None, _) => self.breaking(found, format!("setter `{name}` is gone")),
                (Some(same), _) if !self.takes_same(setter, same) => {
                    let takes = |one: &Setter, home| match &one.ty {
                        Some(ty) => format!("takes `{}`", type_text(ty, home)),
                        None => "is a switch".to_owned(),
                    };
                    let (is, was) = (takes(same, self.homes.1), takes(setter, self.homes.0));
                    self.breaking(found, format!("setter `{name}` {is}, where it {was}"));
                }
                (Some(same), _) if !setter.deprecated && same.deprecated => {
                    let message = format!("setter `{name}` is deprecated");
                    self.changed(found, Severity::Documentation, message);
                }
                (Some(_), _) => {}
            }
        }
        for setter in new {
            if !old
                .iter()
                .any(|one| one.name == setter.name || same_wire(one, setter))
            {
                self.changed(
                    found,
                    Severity::Addition,
                    format!("setter `{}` is new", setter.name),
                );
            }
        }
    }

    fn takes_same(&self, old: &Setter, new: &Setter) -> bool {
        match (&old.ty, &new.ty) {
            (Some(one), Some(other)) => self.equal(one, other),
            (one, other) => one.is_none() && other.is_none(),
        }
    }

    fn answer(&self, found: &mut Found) {
        let same = match (&self.old.answer, &self.new.answer) {
            (Answer::Json(one), Answer::Json(other))
            | (Answer::Optional(one), Answer::Optional(other)) => self.equal(one, other),
            (one, other) => one == other,
        };
        if !same {
            let (is, was) = (
                answer(&self.new.answer, self.homes.1),
                answer(&self.old.answer, self.homes.0),
            );
            self.breaking(found, format!("answers `{is}` instead of `{was}`"));
        }
    }

    fn pages(&self, found: &mut Found) {
        match (&self.old.item, &self.new.item) {
            (Some(_), None) => self.breaking(found, "is not read page by page any more".to_owned()),
            (Some(one), Some(other)) if !self.equal(one, other) => {
                let (is, was) = (type_text(other, self.homes.1), type_text(one, self.homes.0));
                self.breaking(found, format!("has pages of `{is}` instead of `{was}`"));
            }
            (None, Some(_)) => {
                self.changed(
                    found,
                    Severity::Addition,
                    "is read page by page, too".to_owned(),
                );
            }
            (Some(_), Some(_)) if self.old.row.paging != self.new.row.paging => {
                let message = "finds its next page otherwise".to_owned();
                self.changed(found, Severity::Behaviour, message);
            }
            _ => {}
        }
    }

    fn errors(&self, old: &ErrorEnum, new: &ErrorEnum, found: &mut Found) {
        if (&old.name, self.homes.0) != (&new.name, self.homes.1) {
            let (is, was) = (
                format!("{}::{}", self.homes.1, new.name),
                format!("{}::{}", self.homes.0, old.name),
            );
            self.breaking(found, format!("fails with `{is}` instead of `{was}`"));
        }
        for variant in &old.variants {
            let name = &variant.name;
            let meaning = (variant.status, &variant.code);
            let same = new.variants.iter().find(|one| one.name == *name);
            let moved = new
                .variants
                .iter()
                .find(|one| (one.status, &one.code) == meaning);
            match (same, moved) {
                (_, Some(moved)) if moved.name != *name => {
                    let message = format!("error `{name}` is `{}` now", moved.name);
                    found.breaking(self.about, Kind::Changed, same.is_some(), message);
                }
                (None, _) => self.breaking(found, format!("error `{name}` is gone")),
                (Some(_), None) => {
                    let message = format!("error `{name}` stands for another status or code");
                    self.changed(found, Severity::Behaviour, message);
                }
                (Some(_), Some(_)) => {}
            }
        }
        for variant in &new.variants {
            let known = old.variants.iter().any(|one| {
                one.name == variant.name
                    || (one.status, &one.code) == (variant.status, &variant.code)
            });
            if !known {
                self.changed(
                    found,
                    Severity::Addition,
                    format!("error `{}` is new", variant.name),
                );
            }
        }
    }

    /// What is sent.
    fn wire(&self, found: &mut Found) {
        let (old, new) = (&self.old.row, &self.new.row);
        let sent = |method: &Method| {
            let setters = setters(method)
                .iter()
                .map(|one| (one.name.clone(), one.step.clone()));
            setters.collect::<Vec<_>>()
        };
        let kept = |method: &Method, other: &Method| {
            let mut steps = sent(method);
            let names: Vec<String> = sent(other).into_iter().map(|(name, _)| name).collect();
            steps.retain(|(name, _)| names.contains(name));
            steps.sort_by(|one, other| one.0.cmp(&other.0));
            steps
        };
        let differs = [
            (
                unnamed(self.old) != unnamed(self.new),
                "how its values travel",
            ),
            (
                kept(self.old, self.new) != kept(self.new, self.old),
                "how optional values travel",
            ),
            (old.headers != new.headers, "its fixed headers"),
            (old.server != new.server, "its server"),
            (
                old.idempotent != new.idempotent,
                "whether it may be sent twice",
            ),
        ];
        let changed: Vec<&str> = differs
            .iter()
            .filter(|(differs, _)| *differs)
            .map(|(_, what)| *what)
            .collect();
        if !changed.is_empty() {
            let message = format!("sends something else: {} changed", changed.join(", "));
            self.changed(found, Severity::Behaviour, message);
        }
    }

    fn documents(&self, before: usize, found: &mut Found) {
        if !self.old.deprecated && self.new.deprecated {
            self.changed(found, Severity::Documentation, "is deprecated".to_owned());
        }
        if self.old.row.scopes != self.new.row.scopes {
            self.changed(
                found,
                Severity::Documentation,
                "asks for other scopes".to_owned(),
            );
        }
        if self.old.row.rate_label != self.new.row.rate_label {
            self.changed(
                found,
                Severity::Documentation,
                "has another rate limit".to_owned(),
            );
        }
        if found.len() == before && self.old.docs != self.new.docs {
            self.changed(
                found,
                Severity::Documentation,
                "is described otherwise".to_owned(),
            );
        }
    }
}

fn setters(method: &Method) -> &[Setter] {
    method
        .builder
        .as_ref()
        .map_or(&[], |builder| &builder.setters)
}

/// Whether two setters set the same value of the request.
fn same_wire(one: &Setter, other: &Setter) -> bool {
    wire(&one.step).is_some_and(|wire_name| Some(wire_name) == wire(&other.step))
}

/// What a step adds to the request, apart from how its value is called in Rust.
fn wire(step: &Step) -> Option<(StepKind, &str)> {
    match step.operands.first() {
        Some(Operand::Text(name)) if step.kind != StepKind::GraphQl => Some((step.kind, name)),
        _ => None,
    }
}

/// A call's fixed steps without the names that values have in Rust.
fn unnamed(method: &Method) -> Vec<Step> {
    let mut steps = method.steps.clone();
    for operand in steps.iter_mut().flat_map(|step| &mut step.operands) {
        if let Operand::Value(name) | Operand::Reference(name) | Operand::Encoded(name) = operand {
            name.clear();
        }
    }
    // Path values are found by their names, which both crates may spell as they like.
    for step in steps
        .iter_mut()
        .filter(|step| matches!(step.kind, StepKind::Path | StepKind::PathTwice))
    {
        if let Some(Operand::Text(name)) = step.operands.first_mut() {
            name.clear();
        }
    }
    steps
}

fn list(arguments: &[Argument], home: &str) -> String {
    let written = arguments
        .iter()
        .map(|argument| format!("{}: {}", argument.name, type_text(&argument.ty, home)));
    written.collect::<Vec<_>>().join(", ")
}

fn answer(answer: &Answer, home: &str) -> String {
    match answer {
        Answer::Empty => "()".to_owned(),
        Answer::Json(ty) => type_text(ty, home),
        Answer::Optional(ty) => format!("Option<{}>", type_text(ty, home)),
        Answer::Text => "String".to_owned(),
        Answer::Bytes => "Bytes".to_owned(),
    }
}

fn sorted(mut names: Vec<String>) -> Vec<String> {
    names.sort();
    names
}
