//! The same method in two crates.

use crate::rust::plan::TypeRef;
use crate::rust::plan::model::{
    Answer, Argument, ErrorEnum, Method, Operand, Row, Setter, Step, StepKind,
};

use super::change::{About, Changes, Kind, Severity};
use super::index::{Renames, type_text};
use super::pair::Pair;

/// Compares the signature, the setters, the answer, the errors and the request of a method, but not its path.
pub(super) fn compare(about: &About, pair: &Pair<'_>, renames: &Renames, changes: &mut Changes) {
    let before = changes.len();
    let methods = MethodPair {
        old: pair.old.method,
        new: pair.new.method,
        homes: (&pair.old.module.name, &pair.new.module.name),
        about,
        renames,
    };
    methods.arguments(changes);
    methods.setters(changes);
    methods.answer(changes);
    methods.readers(changes);
    methods.pages(changes);
    methods.errors(&methods.old.error, &methods.new.error, changes);
    methods.wire(changes);
    methods.documents(before, changes);
}

struct MethodPair<'a> {
    old: &'a Method,
    new: &'a Method,
    homes: (&'a str, &'a str),
    about: &'a About,
    renames: &'a Renames,
}

impl MethodPair<'_> {
    fn equal(&self, old: &TypeRef, new: &TypeRef) -> bool {
        self.renames.equal((old, self.homes.0), (new, self.homes.1))
    }

    /// Whether what a caller passes to an argument of the older type can be passed to the newer one: a text may get a format.
    fn accepts(&self, old: &TypeRef, new: &TypeRef) -> bool {
        self.equal(old, new) || (old.is_str() && matches!(new, TypeRef::Into(_)))
    }

    fn breaking(&self, changes: &mut Changes, message: String) {
        changes.breaking(self.about, Kind::Changed, false, message);
    }

    fn changed(&self, changes: &mut Changes, severity: Severity, message: String) {
        changes.add(self.about, Kind::Changed, severity, message);
    }

    fn arguments(&self, changes: &mut Changes) {
        let (old, new) = (&self.old.arguments, &self.new.arguments);
        let (is, was) = (list(new, self.homes.1), list(old, self.homes.0));
        match (&self.old.params, &self.new.params) {
            (None, None) => {
                let fits = old.len() == new.len()
                    && old
                        .iter()
                        .zip(new)
                        .all(|(old, new)| self.accepts(&old.ty, &new.ty));
                let same = |(old, new): (&Argument, &Argument)| self.equal(&old.ty, &new.ty);
                let same = old.iter().zip(new).all(same);
                let names = |arguments: &[Argument]| {
                    arguments
                        .iter()
                        .map(|argument| argument.name.clone())
                        .collect::<Vec<_>>()
                };
                let (before, after) = (names(old), names(new));
                let moved = before != after && sorted(before.clone()) == sorted(after.clone());
                if !fits {
                    self.breaking(changes, format!("takes ({is}) instead of ({was})"));
                } else if moved {
                    let message = format!("takes ({is}) instead of ({was}): in another order");
                    changes.breaking(self.about, Kind::Changed, true, message);
                } else if !same {
                    let message = format!("takes ({is}), and ({was}) as before");
                    self.changed(changes, Severity::Addition, message);
                } else if before != after {
                    let message = format!("calls its arguments ({is}) instead of ({was})");
                    self.changed(changes, Severity::Documentation, message);
                }
            }
            (Some(old_params), Some(new_params)) if old_params == new_params => {
                self.params(changes);
            }
            (None, Some(params)) => {
                self.breaking(
                    changes,
                    format!("takes `{params} {{ {is} }}` instead of ({was})"),
                );
            }
            (Some(params), None) => {
                self.breaking(
                    changes,
                    format!("takes ({is}) instead of `{params} {{ {was} }}`"),
                );
            }
            (Some(was), Some(is)) => {
                self.breaking(changes, format!("takes `{is}` instead of `{was}`"));
            }
        }
    }

    /// Compares the fields of a struct of arguments; a caller writes all of them.
    fn params(&self, changes: &mut Changes) {
        for old in &self.old.arguments {
            let name = &old.name;
            let mut arguments = self.new.arguments.iter();
            match arguments.find(|new| new.name == *name) {
                None => self.breaking(changes, format!("argument `{name}` is gone")),
                Some(new) if !self.equal(&old.ty, &new.ty) => {
                    let is = type_text(&new.ty, self.homes.1);
                    let was = type_text(&old.ty, self.homes.0);
                    let message = format!("argument `{name}` is `{is}` instead of `{was}`");
                    self.breaking(changes, message);
                }
                Some(_) => {}
            }
        }
        for new in &self.new.arguments {
            if !self.old.arguments.iter().any(|old| old.name == new.name) {
                self.breaking(changes, format!("argument `{}` is new", new.name));
            }
        }
    }

    fn setters(&self, changes: &mut Changes) {
        let (old, new) = (&self.old.setters, &self.new.setters);
        for setter in old {
            let name = &setter.name;
            let same = new.iter().find(|other| other.name == *name);
            let moved = new.iter().find(|other| sets_same_value(other, setter));
            match (same, moved) {
                (_, Some(moved)) if moved.name != *name => {
                    let silent = same.is_some_and(|same| self.takes_same(setter, same));
                    let message = format!("setter `{name}` is `{}` now", moved.name);
                    changes.breaking(self.about, Kind::Changed, silent, message);
                }
                (None, _) => self.breaking(changes, format!("setter `{name}` is gone")),
                (Some(same), _) if !self.takes_same(setter, same) => {
                    let takes = |setter: &Setter, home| match &setter.ty {
                        Some(ty) => format!("takes `{}`", type_text(ty, home)),
                        None => "is a switch".to_owned(),
                    };
                    let (is, was) = (takes(same, self.homes.1), takes(setter, self.homes.0));
                    self.breaking(changes, format!("setter `{name}` {is}, where it {was}"));
                }
                (Some(same), _)
                    if setter.ty != same.ty && matches!(same.ty, Some(TypeRef::Into(_))) =>
                {
                    let ty = same.ty.as_ref().map(|ty| type_text(ty, self.homes.1));
                    let message = format!(
                        "setter `{name}` takes `{}`, and text as before",
                        ty.unwrap_or_default()
                    );
                    self.changed(changes, Severity::Addition, message);
                }
                (Some(same), _) if !setter.deprecated && same.deprecated => {
                    let message = format!("setter `{name}` is deprecated");
                    self.changed(changes, Severity::Documentation, message);
                }
                (Some(_), _) => {}
            }
        }
        for setter in new {
            if !old
                .iter()
                .any(|other| other.name == setter.name || sets_same_value(other, setter))
            {
                self.changed(
                    changes,
                    Severity::Addition,
                    format!("setter `{}` is new", setter.name),
                );
            }
        }
    }

    fn takes_same(&self, old: &Setter, new: &Setter) -> bool {
        match (&old.ty, &new.ty) {
            (Some(old), Some(new)) => self.accepts(old, new),
            (old, new) => old.is_none() && new.is_none(),
        }
    }

    fn answer(&self, changes: &mut Changes) {
        if !self.same_answer(&self.old.answer, &self.new.answer) {
            let (is, was) = (
                answer(&self.new.answer, self.homes.1),
                answer(&self.old.answer, self.homes.0),
            );
            self.breaking(changes, format!("answers `{is}` instead of `{was}`"));
        }
    }

    fn same_answer(&self, old: &Answer, new: &Answer) -> bool {
        match (old, new) {
            (Answer::Json(old), Answer::Json(new))
            | (Answer::Optional(old), Answer::Optional(new)) => self.equal(old, new),
            (Answer::Choice(old), Answer::Choice(new)) => {
                let pairs = old.variants.iter().zip(&new.variants);
                let mut same = pairs.map(|(old, new)| {
                    old.name == new.name && self.same_answer(&old.answer, &new.answer)
                });
                old.name == new.name
                    && old.variants.len() == new.variants.len()
                    && same.all(|same| same)
            }
            (old, new) => old == new,
        }
    }

    /// Compares the methods that read other media types.
    fn readers(&self, changes: &mut Changes) {
        let find = |method: &'_ Method, name: &str| {
            method.readers.iter().position(|reader| reader.name == name)
        };
        for old in &self.old.readers {
            let new = find(self.new, &old.name).and_then(|index| self.new.readers.get(index));
            let same = new.is_some_and(|new| match (&old.answer, &new.answer) {
                (Some(old), Some(new)) => self.same_answer(old, new),
                (old, new) => old.is_none() && new.is_none(),
            });
            if !same {
                let message = match new {
                    Some(_) => format!("`{}` answers something else", old.name),
                    None => format!("`{}` is gone", old.name),
                };
                self.breaking(changes, message);
            }
        }
        for new in &self.new.readers {
            if find(self.old, &new.name).is_none() {
                let message = format!("`{}` is new", new.name);
                self.changed(changes, Severity::Addition, message);
            }
        }
    }

    fn pages(&self, changes: &mut Changes) {
        match (&self.old.item, &self.new.item) {
            (Some(_), None) => {
                self.breaking(changes, "is not read page by page any more".to_owned())
            }
            (Some(old), Some(new)) if !self.equal(old, new) => {
                let (is, was) = (type_text(new, self.homes.1), type_text(old, self.homes.0));
                self.breaking(changes, format!("has pages of `{is}` instead of `{was}`"));
            }
            (None, Some(_)) => {
                self.changed(
                    changes,
                    Severity::Addition,
                    "is read page by page, too".to_owned(),
                );
            }
            (Some(_), Some(_)) if self.old.row.paging != self.new.row.paging => {
                let message = "finds its next page otherwise".to_owned();
                self.changed(changes, Severity::Behaviour, message);
            }
            _ => {}
        }
    }

    fn errors(&self, old: &ErrorEnum, new: &ErrorEnum, changes: &mut Changes) {
        if (&old.name, self.homes.0) != (&new.name, self.homes.1) {
            let (is, was) = (
                format!("{}::{}", self.homes.1, new.name),
                format!("{}::{}", self.homes.0, old.name),
            );
            self.breaking(changes, format!("fails with `{is}` instead of `{was}`"));
        }
        for variant in &old.variants {
            let name = &variant.name;
            let meaning = (variant.status, &variant.code);
            let same = new.variants.iter().find(|other| other.name == *name);
            let moved = new
                .variants
                .iter()
                .find(|other| (other.status, &other.code) == meaning);
            match (same, moved) {
                (_, Some(moved)) if moved.name != *name => {
                    let message = format!("error `{name}` is `{}` now", moved.name);
                    changes.breaking(self.about, Kind::Changed, same.is_some(), message);
                }
                (None, _) => self.breaking(changes, format!("error `{name}` is gone")),
                (Some(_), None) => {
                    let message = format!("error `{name}` stands for another status or code");
                    self.changed(changes, Severity::Behaviour, message);
                }
                (Some(same), Some(_)) => {
                    self.error_body(name, variant.body.as_ref(), same.body.as_ref(), changes);
                }
            }
        }
        self.error_body(
            "Other",
            old.other_body.as_ref(),
            new.other_body.as_ref(),
            changes,
        );
        for variant in &new.variants {
            let is_old = old.variants.iter().any(|other| {
                other.name == variant.name
                    || (other.status, &other.code) == (variant.status, &variant.code)
            });
            if !is_old {
                self.changed(
                    changes,
                    Severity::Addition,
                    format!("error `{}` is new", variant.name),
                );
            }
        }
    }

    /// Compares the types of the bodies of an error.
    fn error_body(
        &self,
        variant: &str,
        old: Option<&TypeRef>,
        new: Option<&TypeRef>,
        changes: &mut Changes,
    ) {
        let same = match (old, new) {
            (Some(old), Some(new)) => self.equal(old, new),
            (old, new) => old.is_none() && new.is_none(),
        };
        if !same {
            let text = |body: Option<&TypeRef>, home| match body {
                Some(body) => format!("a body `{}`", type_text(body, home)),
                None => "no typed body".to_owned(),
            };
            let (is, was) = (text(new, self.homes.1), text(old, self.homes.0));
            let message = format!("error `{variant}` has {is} instead of {was}");
            self.breaking(changes, message);
        }
    }

    /// Compares the request that is sent.
    fn wire(&self, changes: &mut Changes) {
        let (old, new) = (&self.old.row, &self.new.row);
        let sent = |method: &Method| {
            let setters = method
                .setters
                .iter()
                .map(|setter| (setter.name.clone(), setter.step.clone()));
            setters.collect::<Vec<_>>()
        };
        let of_common_setters = |method: &Method, other: &Method| {
            let mut steps = sent(method);
            let names: Vec<String> = sent(other).into_iter().map(|(name, _)| name).collect();
            steps.retain(|(name, _)| names.contains(name));
            steps.sort_by(|left, right| left.0.cmp(&right.0));
            steps
        };
        let differs = [
            (
                unnamed_steps(self.old) != unnamed_steps(self.new),
                "how its values travel",
            ),
            (
                of_common_setters(self.old, self.new) != of_common_setters(self.new, self.old),
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
            self.changed(changes, Severity::Behaviour, message);
        }
    }

    fn documents(&self, before: usize, changes: &mut Changes) {
        if !self.old.deprecated && self.new.deprecated {
            self.changed(changes, Severity::Documentation, "is deprecated".to_owned());
        }
        if self.old.row.scopes != self.new.row.scopes
            || scopes(&self.old.row).ne(scopes(&self.new.row))
        {
            self.changed(
                changes,
                Severity::Documentation,
                "asks for other scopes".to_owned(),
            );
        }
        if self.old.row.rate_label != self.new.row.rate_label {
            self.changed(
                changes,
                Severity::Documentation,
                "has another rate limit".to_owned(),
            );
        }
        if changes.len() == before && self.old.docs != self.new.docs {
            self.changed(
                changes,
                Severity::Documentation,
                "is described otherwise".to_owned(),
            );
        }
    }
}

/// Whether two setters set the same value of the request.
fn sets_same_value(left: &Setter, right: &Setter) -> bool {
    wire_name(&left.step).is_some_and(|name| Some(name) == wire_name(&right.step))
}

/// The step's method and the name on the wire of what it adds to the request.
fn wire_name(step: &Step) -> Option<(StepKind, &str)> {
    match step.operands.first() {
        Some(Operand::Text(name)) if step.kind != StepKind::GraphQl => Some((step.kind, name)),
        _ => None,
    }
}

/// The steps of a call's arguments, without the names of values in Rust.
fn unnamed_steps(method: &Method) -> Vec<Step> {
    let mut steps = method.steps.clone();
    for operand in steps.iter_mut().flat_map(|step| &mut step.operands) {
        match operand {
            Operand::Value(name) | Operand::Reference(name) | Operand::Encoded(name) => {
                name.clear()
            }
            Operand::Converted(_) => *operand = Operand::Reference(String::new()),
            _ => {}
        }
    }
    // Names of path parameters may differ between the crates without an effect.
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
        Answer::Choice(choice) => format!("{home}::{}", choice.name),
    }
}

/// The scopes that each scheme of each way to authenticate needs.
fn scopes(row: &Row) -> impl Iterator<Item = &Vec<String>> {
    row.secured.iter().flatten().map(|needed| &needed.scopes)
}

fn sorted(mut names: Vec<String>) -> Vec<String> {
    names.sort();
    names
}
