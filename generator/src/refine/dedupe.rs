//! Equal shapes of equal meaning become one type.
//!
//! Types are sorted into classes by what they look like; the ids inside them count as the classes of
//! the last round, until a round finds no more classes. So recursive types are compared, too.

use indexmap::IndexMap;

use crate::ground::words::letters;
use crate::model::api::{Api, EnumValue, TypeDef, TypeId, TypeShape};

use crate::model::graph::visit;

/// Fields that two records do not share by chance.
const TELLING_FIELDS: usize = 5;

/// Joins types that are equal in all but prose and origin; the first of them stays and learns what
/// prose it lacks.
pub(super) fn dedupe(api: &mut Api) {
    let (outlines, mut classes, mut count) = outlines(api);
    loop {
        let (next, found) = refine(&outlines, &classes);
        classes = next;
        if found == count {
            break;
        }
        count = found;
    }
    let mut firsts: IndexMap<TypeId, TypeId> = IndexMap::new();
    let mut map = Vec::with_capacity(classes.len());
    for (index, class) in classes.into_iter().enumerate() {
        let own = TypeId(u32::try_from(index).unwrap_or(u32::MAX));
        let first = *firsts.entry(class).or_insert(own);
        if first != own {
            learn(api, first, own);
        }
        map.push(Some(first));
    }
    visit::keep(api, &map);
}

/// What is compared of a type.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Sketch {
    meaning: Option<String>,
    declared_name: Option<String>,
    given_name: Option<String>,
    shape: TypeShape,
}

impl Sketch {
    /// The shape without prose, its members in the order of their names.
    fn of(def: &TypeDef) -> Self {
        let mut shape = def.shape.clone();
        match &mut shape {
            TypeShape::Record(record) => {
                record
                    .fields
                    .iter_mut()
                    .for_each(|field| field.description = None);
                record
                    .fields
                    .sort_by(|one, other| one.name.cmp(&other.name));
            }
            TypeShape::Enum(values) => {
                values.iter_mut().for_each(|value| value.description = None);
                values.sort_by(|one, other| one.value.cmp(&other.value));
            }
            TypeShape::Union(_) | TypeShape::Identifier => {}
        }
        // Identifiers differ by nothing but their names, however it is spelled.
        let (declared_name, given_name) = match def.shape {
            TypeShape::Identifier => (called(def).map(letters), None),
            _ => (def.declared_name.clone(), def.given_name.clone()),
        };
        Self {
            meaning: meaning(def),
            declared_name,
            given_name,
            shape,
        }
    }
}

/// What must be equal beside the shape: for a small one and for an enum, which others are like by chance,
/// the word that it stands under; for codes, which mean something else in each place, the place itself.
fn meaning(def: &TypeDef) -> Option<String> {
    let telling = match &def.shape {
        TypeShape::Record(record) => record.fields.len() >= TELLING_FIELDS,
        TypeShape::Enum(values) if is_coded(values) && def.declared_name.is_none() => {
            return Some(def.path.join("/"));
        }
        TypeShape::Enum(_) => false,
        TypeShape::Identifier => return None,
        TypeShape::Union(_) => true,
    };
    if telling || def.declared_name.is_some() {
        return None;
    }
    let key = def
        .path
        .iter()
        .rev()
        .find(|step| !matches!(step.as_str(), "[]" | "{}"))?;
    // `transport` and `transport2` are one thing twice.
    let word = key.trim_end_matches(|letter: char| letter.is_ascii_digit());
    Some(if word.is_empty() {
        key.clone()
    } else {
        word.trim_end_matches('_').to_lowercase()
    })
}

/// What a shape is called by the profile, else by the source.
fn called(def: &TypeDef) -> Option<&str> {
    def.given_name.as_deref().or(def.declared_name.as_deref())
}

/// Whether an enum's values are bare numbers.
fn is_coded(values: &[EnumValue]) -> bool {
    let number = |text: &str| !text.is_empty() && text.bytes().all(|one| one.is_ascii_digit());
    values.iter().all(|one| number(&one.value))
}

/// A type that is compared again and again: the class of all that stays the same, and the ids in it.
struct Outline {
    fixed: TypeId,
    ids: Vec<TypeId>,
}

/// The outlines of all types, the classes of what stays the same, and how many of these there are.
fn outlines(api: &Api) -> (Vec<Outline>, Vec<TypeId>, usize) {
    let mut known: IndexMap<Sketch, TypeId> = IndexMap::new();
    let outline = |def: &TypeDef| {
        let mut sketch = Sketch::of(def);
        let ids = visit::shape_types(&sketch.shape).into_iter();
        let ids = ids.filter_map(visit::target).map(|(id, _)| id).collect();
        visit::map_shape(&mut sketch.shape, |_| TypeId(0));
        let new = TypeId(u32::try_from(known.len()).unwrap_or(u32::MAX));
        let fixed = *known.entry(sketch).or_insert(new);
        Outline { fixed, ids }
    };
    let outlines: Vec<Outline> = api.types.iter().map(outline).collect();
    let classes = outlines.iter().map(|one| one.fixed).collect();
    (outlines, classes, known.len())
}

/// One round: the class of each type, and how many classes there are.
fn refine(outlines: &[Outline], classes: &[TypeId]) -> (Vec<TypeId>, usize) {
    let mut known: IndexMap<(TypeId, Vec<TypeId>), TypeId> = IndexMap::new();
    let mut next = Vec::with_capacity(outlines.len());
    for one in outlines {
        let class = |id: &TypeId| classes.get(id.0 as usize).copied().unwrap_or(*id);
        let seen = (one.fixed, one.ids.iter().map(class).collect());
        let new = TypeId(u32::try_from(known.len()).unwrap_or(u32::MAX));
        next.push(*known.entry(seen).or_insert(new));
    }
    (next, known.len())
}

/// Takes over the prose that the first type lacks.
fn learn(api: &mut Api, first: TypeId, other: TypeId) {
    let Some(source) = api.types.get(other.0 as usize).cloned() else {
        return;
    };
    let Some(target) = api.types.get_mut(first.0 as usize) else {
        return;
    };
    if target.description.is_none() {
        target.description = source.description;
    }
    target.given_name = target.given_name.take().or(source.given_name);
    match (&mut target.shape, source.shape) {
        (TypeShape::Record(mine), TypeShape::Record(theirs)) => {
            let known: IndexMap<String, Option<String>> = theirs
                .fields
                .into_iter()
                .map(|field| (field.name, field.description))
                .collect();
            for field in mine
                .fields
                .iter_mut()
                .filter(|field| field.description.is_none())
            {
                field.description = known.get(&field.name).cloned().flatten();
            }
        }
        (TypeShape::Enum(mine), TypeShape::Enum(theirs)) => {
            let known: IndexMap<String, Option<String>> = theirs
                .into_iter()
                .map(|value| (value.value, value.description))
                .collect();
            for value in mine.iter_mut().filter(|value| value.description.is_none()) {
                value.description = known.get(&value.value).cloned().flatten();
            }
        }
        _ => {}
    }
}
