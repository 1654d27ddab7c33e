//! Merges equal types.
//!
//! Types are first divided into classes by everything but the ids in them. Each round then divides the classes further
//! by the classes of those ids, until a round finds no more classes. So recursive types are compared, too.

mod unrelated;

use indexmap::IndexMap;

use crate::ground::index::{Id, IndexVec};
use crate::ground::words::letters_and_digits;
use crate::model::api::{Api, EnumValue, TypeDef, TypeId, TypeShape};
use crate::model::graph::{member_descriptions_mut, visit};

/// From this number of fields on, two records with the same fields are one type whatever they are called.
const DISTINCTIVE_FIELDS: usize = 5;

/// Merges types that are equal in everything but descriptions and origin. The first of them stays, with the others'
/// descriptions where it has none.
pub(super) fn dedupe(api: &mut Api) {
    let (outlines, mut classes, mut count) = outlines(api);
    loop {
        let (next, found) = divide(&outlines, &classes);
        classes = next;
        if found == count {
            break;
        }
        count = found;
    }
    let mut first_of_class: IndexMap<TypeId, TypeId> = IndexMap::new();
    let mut merged: IndexVec<TypeId, Option<TypeId>> = IndexVec::default();
    for (id, class) in classes.iter_enumerated() {
        let first = *first_of_class.entry(*class).or_insert(id);
        if first != id {
            add_descriptions(api, first, id);
        }
        merged.push(Some(first));
    }
    visit::keep(api, &merged);
}

/// What is compared of a type.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Sketch {
    context: Option<String>,
    declared_name: Option<String>,
    given_name: Option<String>,
    shape: TypeShape,
}

impl Sketch {
    /// The shape without descriptions and with its members sorted by name.
    fn of(def: &TypeDef) -> Self {
        let mut shape = def.shape.clone();
        for (_, description) in member_descriptions_mut(&mut shape) {
            *description = None;
        }
        match &mut shape {
            TypeShape::Record(record) => record.fields.sort_by(|a, b| a.name.cmp(&b.name)),
            TypeShape::Enum(values) => values.sort_by(|a, b| a.value.cmp(&b.value)),
            TypeShape::Union(_) | TypeShape::Identifier => {}
        }
        // Identifiers have nothing but a name to compare.
        let (declared_name, given_name) = match def.shape {
            TypeShape::Identifier => {
                let name = def.given_name.as_deref().or(def.declared_name.as_deref());
                (name.map(letters_and_digits), None)
            }
            _ => (def.declared_name.clone(), def.given_name.clone()),
        };
        Self {
            context: required_key(def),
            declared_name,
            given_name,
            shape,
        }
    }
}

/// What must be equal beside the shape, for types that neither the source nor a profile names. Small records and enums often have
/// the same shape by chance, so the key of the field must be the same, too; an enum of numbers must have the same path,
/// since the numbers mean something else in each place.
fn required_key(def: &TypeDef) -> Option<String> {
    if def.declared_name.is_some() || def.given_name.is_some() {
        return None;
    }
    match &def.shape {
        TypeShape::Record(record) if record.fields.len() >= DISTINCTIVE_FIELDS => return None,
        TypeShape::Enum(values) if is_numeric(values) => return Some(def.path.join("/")),
        TypeShape::Union(_) | TypeShape::Identifier => return None,
        TypeShape::Record(_) | TypeShape::Enum(_) => {}
    }
    let mut keys = def.path.iter().rev();
    let key = keys.find(|step| !matches!(step.as_str(), "[]" | "{}"))?;
    // `transport` and `transport2` are the same key.
    let word = key.trim_end_matches(|letter: char| letter.is_ascii_digit());
    Some(match word {
        "" => key.clone(),
        word => word.trim_end_matches('_').to_lowercase(),
    })
}

fn is_numeric(values: &[EnumValue]) -> bool {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    values.iter().all(|value| is_number(&value.value))
}

/// What the rounds compare of a type: the class by everything but ids, and the ids.
struct Outline {
    fixed: TypeId,
    ids: Vec<TypeId>,
}

/// The outlines of all types, their classes by everything but ids, and the number of these classes.
fn outlines(api: &Api) -> (Vec<Outline>, IndexVec<TypeId, TypeId>, usize) {
    let mut classes: IndexMap<Sketch, TypeId> = IndexMap::new();
    let unrelated = unrelated::contexts(api);
    let outline = |(id, def): (TypeId, &TypeDef)| {
        let mut sketch = Sketch::of(def);
        sketch.context = sketch.context.or_else(|| unrelated.get(&id).cloned());
        let types = visit::shape_types(&sketch.shape).into_iter();
        let ids = types.filter_map(visit::target).map(|(id, _)| id).collect();
        visit::map_shape(&mut sketch.shape, |_| TypeId(0));
        let new = TypeId::at(classes.len());
        let fixed = *classes.entry(sketch).or_insert(new);
        Outline { fixed, ids }
    };
    let outlines: Vec<Outline> = api.types.iter_enumerated().map(outline).collect();
    let fixed = outlines.iter().map(|outline| outline.fixed).collect();
    (outlines, fixed, classes.len())
}

/// One round: the new class of each type, and the number of classes.
fn divide(
    outlines: &[Outline],
    classes: &IndexVec<TypeId, TypeId>,
) -> (IndexVec<TypeId, TypeId>, usize) {
    let mut divided: IndexMap<(TypeId, Vec<TypeId>), TypeId> = IndexMap::new();
    let mut next = IndexVec::default();
    for outline in outlines {
        let class = |id: &TypeId| classes.get(*id).copied().unwrap_or(*id);
        let key = (outline.fixed, outline.ids.iter().map(class).collect());
        let new = TypeId::at(divided.len());
        next.push(*divided.entry(key).or_insert(new));
    }
    (next, divided.len())
}

/// Gives the first type the other's name and descriptions where it has none.
fn add_descriptions(api: &mut Api, first: TypeId, other: TypeId) {
    let Some(mut source) = api.types.get(other).cloned() else {
        return;
    };
    let Some(target) = api.types.get_mut(first) else {
        return;
    };
    target.description = target.description.take().or(source.description);
    target.given_name = target.given_name.take().or(source.given_name);
    let descriptions: IndexMap<&str, Option<String>> = member_descriptions_mut(&mut source.shape)
        .map(|(name, description)| (name, description.take()))
        .collect();
    for (name, description) in member_descriptions_mut(&mut target.shape) {
        if description.is_none() {
            *description = descriptions.get(name).cloned().flatten();
        }
    }
}
