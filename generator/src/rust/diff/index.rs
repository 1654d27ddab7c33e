//! The types of a crate by their paths, and which of them were renamed.

use std::collections::{BTreeMap, BTreeSet};

use crate::rust::plan::model::{Answer, Crate, Item, ItemKind};
use crate::rust::plan::{Generated, TypeRef};

use super::pair::Pair;

/// The module of the types that several modules share.
const SHARED: &str = "types";

/// The module of the enum of all error codes.
const ROOT: &str = "crate";

/// A type and its module.
#[derive(Clone, Copy)]
pub(super) struct PlacedItem<'a> {
    pub item: &'a Item,
    pub home: &'a str,
}

/// The types of a crate by their paths: `users::ListResponse`.
pub(super) struct Index<'a> {
    pub types: BTreeMap<String, PlacedItem<'a>>,
    /// Other paths of shared types, each with the path of the type.
    pub aliases: BTreeMap<String, String>,
}

impl<'a> Index<'a> {
    pub(super) fn of(crate_: &'a Crate) -> Self {
        let own = crate_.modules.iter().flat_map(|module| {
            let home = module.name.as_str();
            module
                .items
                .iter()
                .map(move |item| PlacedItem { item, home })
        });
        let shared = crate_
            .shared
            .iter()
            .map(|item| PlacedItem { item, home: SHARED });
        let root = crate_
            .codes
            .iter()
            .map(|item| PlacedItem { item, home: ROOT });
        let path = |placed: PlacedItem<'_>| format!("{}::{}", placed.home, placed.item.name);
        let types = own
            .chain(shared)
            .chain(root)
            .map(|placed| (path(placed), placed))
            .collect();
        let aliases = crate_.modules.iter().flat_map(|module| {
            let path = |alias: &str| format!("{}::{alias}", module.name);
            let all = module.aliases.iter();
            all.map(move |(shared, alias)| (path(alias), format!("{SHARED}::{shared}")))
        });
        Self {
            types,
            aliases: aliases.collect(),
        }
    }

    /// Whether there is a type at a path.
    pub(super) fn has(&self, path: &str) -> bool {
        self.types.contains_key(path) || self.aliases.contains_key(path)
    }
}

/// Older types that have another path in the newer crate.
#[derive(Debug, Default)]
pub(super) struct Renames {
    to: BTreeMap<String, String>,
}

impl Renames {
    /// Finds renamed types by the operations that both crates have, and from those through fields of equal key.
    pub(super) fn of(old: &Index<'_>, new: &Index<'_>, pairs: &[Pair<'_>]) -> Self {
        let mut search = Search {
            old,
            new,
            seen: BTreeSet::new(),
            renames: Self::default(),
        };
        // A type that became shared still has its old path.
        for (path, shared) in &new.aliases {
            if old.types.contains_key(path) && !old.types.contains_key(shared) {
                (search.renames.to).insert(path.clone(), shared.clone());
            }
        }
        for pair in pairs {
            search.follow(pair);
        }
        search.renames
    }

    /// The newer path of an older type that was renamed.
    pub(super) fn get(&self, path: &str) -> Option<&str> {
        self.to.get(path).map(String::as_str)
    }

    /// Whether the path is the new name of an older type.
    pub(super) fn is_new_name(&self, path: &str) -> bool {
        self.to.values().any(|new| new == path)
    }

    /// Whether two types are the same to a caller, apart from types that were renamed as a whole.
    pub(super) fn equal(&self, old: (&TypeRef, &str), new: (&TypeRef, &str)) -> bool {
        let renamed = |path: String| self.get(&path).map_or(path.clone(), str::to_owned);
        write(old.0, old.1, &renamed) == type_text(new.0, new.1)
    }
}

struct Search<'a, 'b> {
    old: &'b Index<'a>,
    new: &'b Index<'a>,
    seen: BTreeSet<(String, String)>,
    renames: Renames,
}

impl Search<'_, '_> {
    fn follow(&mut self, pair: &Pair<'_>) {
        let (homes, old, new) = (
            (pair.old.module.name.as_str(), pair.new.module.name.as_str()),
            pair.old.method,
            pair.new.method,
        );
        if let (Some(before), Some(after)) = (answer(&old.answer), answer(&new.answer)) {
            self.types((before, homes.0), (after, homes.1));
        }
        if let (Some(before), Some(after)) = (&old.item, &new.item) {
            self.types((before, homes.0), (after, homes.1));
        }
        for argument in &old.arguments {
            let same = new
                .arguments
                .iter()
                .find(|other| other.name == argument.name);
            if let Some(same) = same {
                self.types((&argument.ty, homes.0), (&same.ty, homes.1));
            }
        }
        let setters = |method: &'_ crate::rust::plan::model::Method| {
            let setters = method.setters.iter().cloned();
            setters
                .filter_map(|setter| Some((setter.name, setter.ty?)))
                .collect::<BTreeMap<String, TypeRef>>()
        };
        let after = setters(new);
        for (name, ty) in setters(old) {
            if let Some(same) = after.get(&name) {
                self.types((&ty, homes.0), (same, homes.1));
            }
        }
    }

    fn types(&mut self, old: (&TypeRef, &str), new: (&TypeRef, &str)) {
        let (Some(before), Some(after)) = (named(old.0, old.1), named(new.0, new.1)) else {
            return;
        };
        if !self.seen.insert((before.clone(), after.clone())) {
            return;
        }
        let (Some(&old), Some(&new)) = (self.old.types.get(&before), self.new.types.get(&after))
        else {
            return;
        };
        let is_new = !self.old.types.contains_key(&after) && !self.renames.is_new_name(&after);
        if is_new && !self.new.types.contains_key(&before) {
            self.renames.to.entry(before).or_insert(after);
        }
        match (&old.item.kind, &new.item.kind) {
            (ItemKind::Record(fields), ItemKind::Record(others)) => {
                for field in fields {
                    if let Some(same) = others.iter().find(|same| same.key == field.key) {
                        self.types((&field.ty, old.home), (&same.ty, new.home));
                    }
                }
            }
            (ItemKind::Union { shapes, .. }, ItemKind::Union { shapes: others, .. }) => {
                for shape in shapes {
                    if let Some(same) = others.iter().find(|same| same.value == shape.value) {
                        self.types((&shape.ty, old.home), (&same.ty, new.home));
                    }
                }
            }
            _ => {}
        }
    }
}

fn answer(answer: &Answer) -> Option<&TypeRef> {
    match answer {
        Answer::Json(ty) | Answer::Optional(ty) => Some(ty),
        _ => None,
    }
}

/// The path of the generated type inside a type.
fn named(ty: &TypeRef, home: &str) -> Option<String> {
    match ty {
        TypeRef::Local(name) => Some(format!("{home}::{name}")),
        TypeRef::Shared(name) => Some(format!("{SHARED}::{name}")),
        TypeRef::Reference(inner)
        | TypeRef::Slice(inner)
        | TypeRef::Vec(inner)
        | TypeRef::Option(inner)
        | TypeRef::Nullable(inner)
        | TypeRef::Box(inner)
        | TypeRef::Inferred(inner)
        | TypeRef::Map(inner) => named(inner, home),
        _ => None,
    }
}

/// The text of a type as a caller writes it; generated types have their paths: `users::User`. `home` is the module of local types.
pub(super) fn type_text(ty: &TypeRef, home: &str) -> String {
    write(ty, home, &|path| path)
}

fn write(ty: &TypeRef, home: &str, renamed: &dyn Fn(String) -> String) -> String {
    ty.text(&|generated| match generated {
        Generated::Local(name) => renamed(format!("{home}::{name}")),
        Generated::Shared(name) => renamed(format!("{SHARED}::{name}")),
    })
}
