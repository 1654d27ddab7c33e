//! Structs and enums.

use crate::rust::plan::model::{Field, Item, ItemKind, ShapeVariant, Value};

use super::change::{About, Changes, Kind, Severity, Subject};
use super::index::{Index, PlacedItem, Renames, type_text};

/// Compares the types of two crates.
pub(super) fn compare(
    (old, new): (&Index<'_>, &Index<'_>),
    renames: &Renames,
    changes: &mut Changes,
) {
    for (path, &before) in &old.types {
        let about = About::new(Subject::Type, path.as_str());
        let renamed = renames.get(path);
        match renamed {
            Some(renamed) if new.aliases.get(path).is_some_and(|to| to == renamed) => {
                let message = format!("is shared now, as `{renamed}`, and found here as before");
                changes.add(&about, Kind::Changed, Severity::Addition, message);
            }
            Some(renamed) => {
                let message = format!("is `{renamed}` now");
                changes.breaking(&about, Kind::Renamed, false, message);
            }
            None => {}
        }
        match new.types.get(renamed.unwrap_or(path)) {
            Some(&after) => item(&about, (before, after), renames, changes),
            None => changes.breaking(&about, Kind::Removed, false, "is gone"),
        }
    }
    for path in old.aliases.keys().filter(|path| !new.has(path)) {
        let about = About::new(Subject::Type, path.as_str());
        changes.breaking(&about, Kind::Removed, false, "is gone");
    }
    for path in new.types.keys() {
        if !old.types.contains_key(path) && !renames.is_new_name(path) {
            let about = About::new(Subject::Type, path.as_str());
            changes.add(&about, Kind::Added, Severity::Addition, "is new");
        }
    }
}

fn item(
    about: &About,
    (old, new): (PlacedItem<'_>, PlacedItem<'_>),
    renames: &Renames,
    changes: &mut Changes,
) {
    let before = changes.len();
    let homes = (old.home, new.home);
    match (&old.item.kind, &new.item.kind) {
        (ItemKind::Record(old_fields), ItemKind::Record(new_fields)) => {
            directions(about, old.item, new.item, changes);
            fields(about, (old_fields, new_fields), homes, renames, changes);
        }
        (
            ItemKind::Enum {
                values: old_values,
                numeric: old_numeric,
            },
            ItemKind::Enum {
                values: new_values,
                numeric: new_numeric,
            },
        ) => {
            values(about, old_values, new_values, changes);
            if old_numeric != new_numeric {
                let message = "travels as another kind of JSON value";
                changes.add(about, Kind::Changed, Severity::Behaviour, message);
            }
        }
        (
            ItemKind::Union {
                shapes: old_shapes,
                tag: old_tag,
                ..
            },
            ItemKind::Union {
                shapes: new_shapes,
                tag: new_tag,
                ..
            },
        ) => {
            shapes(about, (old_shapes, new_shapes), homes, renames, changes);
            if old_tag != new_tag {
                let message = "has its shapes distinguished otherwise";
                changes.add(about, Kind::Changed, Severity::Behaviour, message);
            }
        }
        (ItemKind::Identifier, ItemKind::Identifier) => {}
        (old, new) => {
            let message = format!("is {} instead of {}", kind(new), kind(old));
            changes.breaking(about, Kind::Changed, false, message);
        }
    }
    if changes.len() == before && old.item.docs != new.item.docs {
        let message = "is described otherwise";
        changes.add(about, Kind::Changed, Severity::Documentation, message);
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
fn directions(about: &About, old: &Item, new: &Item, changes: &mut Changes) {
    for (before, after, word) in [
        (old.read, new.read, "read from JSON"),
        (old.write, new.write, "written as JSON"),
    ] {
        match (before, after) {
            (true, false) => {
                let message = format!("can be {word} no more");
                changes.breaking(about, Kind::Changed, false, message);
            }
            (false, true) => {
                let message = format!("can be {word}, too");
                changes.add(about, Kind::Changed, Severity::Addition, message);
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
    changes: &mut Changes,
) {
    let equal = |old: &Field, new: &Field| renames.equal((&old.ty, homes.0), (&new.ty, homes.1));
    for field in old {
        let name = &field.name;
        let same_key = new.iter().find(|other| other.key == field.key);
        let same_name = new.iter().find(|other| other.name == field.name);
        let fits = same_name.is_some_and(|other| equal(field, other));
        match (same_key, same_name) {
            (Some(same), _) if same.name != *name => {
                let message = format!("field `{name}` is `{}` now", same.name);
                changes.breaking(about, Kind::Changed, fits, message);
            }
            (Some(same), _) if !fits => {
                let (is, was) = (type_text(&same.ty, homes.1), type_text(&field.ty, homes.0));
                let message = format!("field `{name}` is `{is}` instead of `{was}`");
                changes.breaking(about, Kind::Changed, false, message);
            }
            (Some(same), _) if same.docs != field.docs => {
                let message = format!("field `{name}` is described otherwise");
                changes.add(about, Kind::Changed, Severity::Documentation, message);
            }
            (Some(_), _) => {}
            (None, Some(same)) if fits => {
                let message = format!(
                    "field `{name}` is `{}` in JSON, was `{}`",
                    same.key, field.key
                );
                changes.add(about, Kind::Changed, Severity::Behaviour, message);
            }
            (None, _) => {
                let message = format!("field `{name}` is gone");
                changes.breaking(about, Kind::Changed, false, message);
            }
        }
    }
    for field in new {
        if !old
            .iter()
            .any(|other| other.key == field.key || other.name == field.name)
        {
            let message = format!(
                "field `{}: {}` is new",
                field.name,
                type_text(&field.ty, homes.1)
            );
            changes.add(about, Kind::Changed, Severity::Addition, message);
        }
    }
}

fn values(about: &About, old: &[Value], new: &[Value], changes: &mut Changes) {
    for value in old {
        let name = &value.name;
        let same_name = new.iter().find(|other| other.name == *name);
        match (
            new.iter().find(|other| other.value == value.value),
            same_name,
        ) {
            (Some(same), _) if same.name != *name => {
                let message = format!("value `{name}` is `{}` now", same.name);
                changes.breaking(about, Kind::Changed, same_name.is_some(), message);
            }
            (Some(same), _) if same.docs != value.docs => {
                let message = format!("value `{name}` is described otherwise");
                changes.add(about, Kind::Changed, Severity::Documentation, message);
            }
            (Some(_), _) => {}
            (None, Some(same)) => {
                let message = format!(
                    "value `{name}` is {:?} in JSON, was {:?}",
                    same.value, value.value
                );
                changes.add(about, Kind::Changed, Severity::Behaviour, message);
            }
            (None, None) => {
                let message = format!("value `{name}` is gone");
                changes.breaking(about, Kind::Changed, false, message);
            }
        }
    }
    for value in new {
        if !old
            .iter()
            .any(|other| other.value == value.value || other.name == value.name)
        {
            let message = format!("value `{}` is new", value.name);
            changes.add(about, Kind::Changed, Severity::Addition, message);
        }
    }
}

fn shapes(
    about: &About,
    (old, new): (&[ShapeVariant], &[ShapeVariant]),
    homes: (&str, &str),
    renames: &Renames,
    changes: &mut Changes,
) {
    for shape in old {
        let name = &shape.name;
        match new.iter().find(|other| other.name == *name) {
            Some(same) if !renames.equal((&shape.ty, homes.0), (&same.ty, homes.1)) => {
                let (is, was) = (type_text(&same.ty, homes.1), type_text(&shape.ty, homes.0));
                let message = format!("shape `{name}` holds `{is}` instead of `{was}`");
                changes.breaking(about, Kind::Changed, false, message);
            }
            Some(same) if same.value != shape.value => {
                let message = format!("shape `{name}` is identified by {:?}", same.value);
                changes.add(about, Kind::Changed, Severity::Behaviour, message);
            }
            Some(_) => {}
            None => {
                let message = format!("shape `{name}` is gone");
                changes.breaking(about, Kind::Changed, false, message);
            }
        }
    }
    for shape in new {
        if !old.iter().any(|other| other.name == shape.name) {
            let message = format!("shape `{}` is new", shape.name);
            changes.add(about, Kind::Changed, Severity::Addition, message);
        }
    }
}
