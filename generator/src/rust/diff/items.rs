//! Structs and enums.

use crate::rust::plan::model::{Field, Item, ItemKind, ShapeVariant, Value};

use super::change::{About, Found, Kind, Severity, Subject};
use super::index::{Index, PlacedItem, Renames, type_text};

/// Compares the types of two crates.
pub(super) fn compare((old, new): (&Index<'_>, &Index<'_>), renames: &Renames, found: &mut Found) {
    for (path, &before) in &old.types {
        let about = About::new(Subject::Type, path.as_str());
        let renamed = renames.get(path);
        match renamed {
            Some(renamed) if new.aliases.get(path).is_some_and(|to| to == renamed) => {
                let message = format!("is shared now, as `{renamed}`, and found here as before");
                found.add(&about, Kind::Changed, Severity::Addition, message);
            }
            Some(renamed) => {
                let message = format!("is `{renamed}` now");
                found.breaking(&about, Kind::Renamed, false, message);
            }
            None => {}
        }
        match new.types.get(renamed.unwrap_or(path)) {
            Some(&after) => item(&about, (before, after), renames, found),
            None => found.breaking(&about, Kind::Removed, false, "is gone"),
        }
    }
    for path in old.aliases.keys().filter(|path| !new.has(path)) {
        let about = About::new(Subject::Type, path.as_str());
        found.breaking(&about, Kind::Removed, false, "is gone");
    }
    for path in new.types.keys() {
        if !old.types.contains_key(path) && !renames.leads_to(path) {
            let about = About::new(Subject::Type, path.as_str());
            found.add(&about, Kind::Added, Severity::Addition, "is new");
        }
    }
}

fn item(
    about: &About,
    (old, new): (PlacedItem<'_>, PlacedItem<'_>),
    renames: &Renames,
    found: &mut Found,
) {
    let before = found.len();
    let homes = (old.home, new.home);
    match (&old.item.kind, &new.item.kind) {
        (ItemKind::Record(old_fields), ItemKind::Record(new_fields)) => {
            directions(about, old.item, new.item, found);
            fields(about, (old_fields, new_fields), homes, renames, found);
        }
        (
            ItemKind::Enum {
                values: one,
                numeric: old_numeric,
            },
            ItemKind::Enum {
                values: other,
                numeric: new_numeric,
            },
        ) => {
            values(about, one, other, found);
            if old_numeric != new_numeric {
                let message = "travels as another kind of JSON value";
                found.add(about, Kind::Changed, Severity::Behaviour, message);
            }
        }
        (
            ItemKind::Union {
                shapes: one,
                tag: old_tag,
            },
            ItemKind::Union {
                shapes: other,
                tag: new_tag,
            },
        ) => {
            shapes(about, (one, other), homes, renames, found);
            if old_tag != new_tag {
                let message = "has its shapes told apart otherwise";
                found.add(about, Kind::Changed, Severity::Behaviour, message);
            }
        }
        (ItemKind::Identifier, ItemKind::Identifier) => {}
        (one, other) => {
            let message = format!("is {} instead of {}", kind(other), kind(one));
            found.breaking(about, Kind::Changed, false, message);
        }
    }
    if found.len() == before && old.item.docs != new.item.docs {
        let message = "is described otherwise";
        found.add(about, Kind::Changed, Severity::Documentation, message);
    }
}

fn kind(kind: &ItemKind) -> &'static str {
    match kind {
        ItemKind::Record(_) => "a struct",
        ItemKind::Enum { .. } => "an enum of values",
        ItemKind::Union { .. } => "an enum of shapes",
        ItemKind::Identifier => "an identifier",
    }
}

/// Structs can be read or written only as far as answers and requests hold them.
fn directions(about: &About, old: &Item, new: &Item, found: &mut Found) {
    for (before, after, word) in [
        (old.read, new.read, "read from JSON"),
        (old.write, new.write, "written as JSON"),
    ] {
        match (before, after) {
            (true, false) => {
                let message = format!("can be {word} no more");
                found.breaking(about, Kind::Changed, false, message);
            }
            (false, true) => {
                let message = format!("can be {word}, too");
                found.add(about, Kind::Changed, Severity::Addition, message);
            }
            _ => {}
        }
    }
}

fn fields(
    about: &About,
    (old, new): (&[Field], &[Field]),
    homes: (&str, &str),
    renames: &Renames,
    found: &mut Found,
) {
    let equal =
        |one: &Field, other: &Field| renames.equal((&one.ty, homes.0), (&other.ty, homes.1));
    for field in old {
        let name = &field.name;
        let same_key = new.iter().find(|one| one.key == field.key);
        let same_name = new.iter().find(|one| one.name == field.name);
        let fits = same_name.is_some_and(|one| equal(field, one));
        match (same_key, same_name) {
            (Some(same), _) if same.name != *name => {
                let message = format!("field `{name}` is `{}` now", same.name);
                found.breaking(about, Kind::Changed, fits, message);
            }
            (Some(same), _) if !fits => {
                let (is, was) = (type_text(&same.ty, homes.1), type_text(&field.ty, homes.0));
                let message = format!("field `{name}` is `{is}` instead of `{was}`");
                found.breaking(about, Kind::Changed, false, message);
            }
            (Some(same), _) if same.docs != field.docs => {
                let message = format!("field `{name}` is described otherwise");
                found.add(about, Kind::Changed, Severity::Documentation, message);
            }
            (Some(_), _) => {}
            (None, Some(same)) if fits => {
                let message = format!(
                    "field `{name}` is `{}` in JSON, was `{}`",
                    same.key, field.key
                );
                found.add(about, Kind::Changed, Severity::Behaviour, message);
            }
            (None, _) => {
                let message = format!("field `{name}` is gone");
                found.breaking(about, Kind::Changed, false, message);
            }
        }
    }
    for field in new {
        if !old
            .iter()
            .any(|one| one.key == field.key || one.name == field.name)
        {
            let message = format!(
                "field `{}: {}` is new",
                field.name,
                type_text(&field.ty, homes.1)
            );
            found.add(about, Kind::Changed, Severity::Addition, message);
        }
    }
}

fn values(about: &About, old: &[Value], new: &[Value], found: &mut Found) {
    for value in old {
        let name = &value.name;
        let same_name = new.iter().find(|one| one.name == *name);
        match (new.iter().find(|one| one.value == value.value), same_name) {
            (Some(same), _) if same.name != *name => {
                let message = format!("value `{name}` is `{}` now", same.name);
                found.breaking(about, Kind::Changed, same_name.is_some(), message);
            }
            (Some(same), _) if same.docs != value.docs => {
                let message = format!("value `{name}` is described otherwise");
                found.add(about, Kind::Changed, Severity::Documentation, message);
            }
            (Some(_), _) => {}
            (None, Some(same)) => {
                let message = format!(
                    "value `{name}` is {:?} in JSON, was {:?}",
                    same.value, value.value
                );
                found.add(about, Kind::Changed, Severity::Behaviour, message);
            }
            (None, None) => {
                let message = format!("value `{name}` is gone");
                found.breaking(about, Kind::Changed, false, message);
            }
        }
    }
    for value in new {
        if !old
            .iter()
            .any(|one| one.value == value.value || one.name == value.name)
        {
            let message = format!("value `{}` is new", value.name);
            found.add(about, Kind::Changed, Severity::Addition, message);
        }
    }
}

fn shapes(
    about: &About,
    (old, new): (&[ShapeVariant], &[ShapeVariant]),
    homes: (&str, &str),
    renames: &Renames,
    found: &mut Found,
) {
    for shape in old {
        let name = &shape.name;
        match new.iter().find(|one| one.name == *name) {
            Some(same) if !renames.equal((&shape.ty, homes.0), (&same.ty, homes.1)) => {
                let (is, was) = (type_text(&same.ty, homes.1), type_text(&shape.ty, homes.0));
                let message = format!("shape `{name}` holds `{is}` instead of `{was}`");
                found.breaking(about, Kind::Changed, false, message);
            }
            Some(same) if same.value != shape.value => {
                let message = format!("shape `{name}` is identified by {:?}", same.value);
                found.add(about, Kind::Changed, Severity::Behaviour, message);
            }
            Some(_) => {}
            None => {
                let message = format!("shape `{name}` is gone");
                found.breaking(about, Kind::Changed, false, message);
            }
        }
    }
    for shape in new {
        if !old.iter().any(|one| one.name == shape.name) {
            let message = format!("shape `{}` is new", shape.name);
            found.add(about, Kind::Changed, Severity::Addition, message);
        }
    }
}
