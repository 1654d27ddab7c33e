//! The names of a lock one by one, to compare two locks.

use std::collections::BTreeMap;

use super::{Lock, Shape};

/// What a name is given to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Named {
    /// A module.
    Group,
    /// A method.
    Operation,
    /// An argument or a setter of a method.
    Input,
    /// A variant of a method's error enum.
    Error,
    /// A struct or an enum.
    Type,
    /// A field, a value or a shape of a type.
    Member,
}

/// A name and where it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// What it is given to.
    pub named: Named,
    /// The path of what it is the name of: `users::list`; for a part of a method or of a type, the path of that.
    pub path: String,
    /// The part's own name; empty for a group, an operation or a type.
    pub part: String,
}

impl Lock {
    /// Every name, with what it stands for on the wire.
    pub fn entries(&self) -> BTreeMap<Entry, String> {
        let mut entries = BTreeMap::new();
        for (module, content) in &self.modules {
            entries.insert(entry(Named::Group, module, ""), content.group.clone());
            for (name, method) in &content.methods {
                let path = format!("{module}::{name}");
                let key = method.operation.split(" # ").next().unwrap_or_default();
                entries.insert(entry(Named::Operation, &path, ""), key.to_owned());
                let mut parts = |named, all: &BTreeMap<String, String>| {
                    let parts = all.iter();
                    entries
                        .extend(parts.map(|(name, key)| (entry(named, &path, name), key.clone())));
                };
                parts(Named::Input, &method.inputs);
                parts(Named::Error, &method.errors);
            }
            types(module, &content.types, &mut entries);
        }
        types("types", &self.shared, &mut entries);
        entries
    }
}

fn types(module: &str, types: &BTreeMap<String, Shape>, entries: &mut BTreeMap<Entry, String>) {
    for (name, shape) in types {
        let path = format!("{module}::{name}");
        // Where a type is used changes with every operation; its name does not.
        entries.insert(entry(Named::Type, &path, ""), String::new());
        let members = shape.members.iter();
        let members = members.map(|(name, key)| (entry(Named::Member, &path, name), key.clone()));
        entries.extend(members);
    }
}

fn entry(named: Named, path: &str, part: &str) -> Entry {
    Entry {
        named,
        path: path.to_owned(),
        part: part.to_owned(),
    }
}
