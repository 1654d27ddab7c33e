//! Schemas: from what a document declares of a value to a type.
//!
//! A schema is first read with all that it refers to as one [`Schema`], which says what its members say together. What
//! that is decides the type.

mod choice;
mod inherit;
mod names;
mod read;
mod record;
mod shape;
mod tag;
#[cfg(test)]
mod tests;
mod union;

use crate::model::api::{Bounds, Type, TypeDef, TypeId, TypeShape};
use crate::read::source::At;

use super::super::reference::reference;
use super::super::value::OpenApiValue;
use super::{Lowering, key};
pub(super) use inherit::Heirs;
use read::Schema;
pub(super) use record::access;
use record::in_json;

/// How deep types are nested before a value is of any type.
const DEEPEST: usize = 48;

/// The type of a schema that was lowered before.
#[derive(Debug, Clone)]
pub(super) enum Known {
    /// It is being lowered, and no named type is declared for it.
    Open,
    /// It is of this type.
    Lowered(Typed),
}

/// A type, whether a value may be `null` instead, and the one value that there is, where there is only one.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Typed {
    pub(super) ty: Type,
    pub(super) nullable: bool,
    /// As JSON.
    pub(super) constant: Option<String>,
    pub(super) default: Option<String>,
    pub(super) bounds: Bounds,
}

impl Typed {
    pub(super) fn any() -> Self {
        Self::of(Type::Any, false)
    }

    fn of(ty: Type, nullable: bool) -> Self {
        Self {
            ty,
            nullable,
            constant: None,
            default: None,
            bounds: Bounds::default(),
        }
    }

    /// The type of an item of a list or a value of a map.
    fn item(self) -> Type {
        let ty = in_json(self.ty);
        match self.nullable && ty != Type::Any {
            true => Type::Nullable(Box::new(ty)),
            false => ty,
        }
    }
}

/// Where a schema is, for the names of types.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// The steps to it in the words of the document: operation or component, then fields.
    path: Vec<String>,
    /// The name of the component that it is.
    declared: Option<String>,
    /// The key under which its type is known.
    key: String,
}

impl<'d> Lowering<'d> {
    /// The type of a schema; `path` is where it is used, in the words of the document.
    pub(in super::super) fn schema(&mut self, node: &At<'d>, path: &[String]) -> Typed {
        self.schemas(std::slice::from_ref(node), path)
    }

    /// The type of a value to which all these schemas apply.
    pub(super) fn schemas(&mut self, nodes: &[At<'d>], path: &[String]) -> Typed {
        if path.len() > DEEPEST {
            return Typed::any();
        }
        let (nodes, outer_null) = self.unwrapped(nodes);
        let place = self.place(&nodes, path);
        match self.types.get(&place.key) {
            Some(Known::Lowered(typed)) => {
                let nullable = typed.nullable || outer_null;
                return Typed {
                    nullable,
                    ..typed.clone()
                };
            }
            // A list or a union that consists of itself.
            Some(Known::Open) => return Typed::any(),
            None => {}
        }
        self.types.insert(place.key.clone(), Known::Open);
        let schema = self.read_schema(&nodes);
        let typed = self.typed(&schema, &place);
        Typed {
            nullable: typed.nullable || outer_null,
            ..typed
        }
    }

    /// The type of a schema, which is known at its place from then on.
    fn typed(&mut self, schema: &Schema<'d>, place: &Place) -> Typed {
        let ty = self.shape(schema, place);
        let typed = Typed {
            constant: constant(schema, &ty),
            default: schema.default.clone(),
            bounds: schema.bounds.clone(),
            ..Typed::of(ty, schema.nullable)
        };
        let known = Known::Lowered(typed.clone());
        self.types.insert(place.key.clone(), known);
        typed
    }

    /// The schemas without wrappers that change no shape: a reference beside prose, an `allOf` of one schema, a union of
    /// one type and `null`. Also whether a wrapper allows `null`.
    fn unwrapped(&mut self, nodes: &[At<'d>]) -> (Vec<At<'d>>, bool) {
        let mut nodes = nodes.to_vec();
        let mut nullable = false;
        for _ in 0..DEEPEST {
            let [node] = nodes.as_slice() else {
                break;
            };
            let Some((inner, allows_null)) = self.wrapped(node) else {
                break;
            };
            nullable |= allows_null || self.allows_null(node);
            nodes = vec![inner];
        }
        (nodes, nullable)
    }

    /// What a schema wraps, and whether the wrapper allows `null`.
    fn wrapped(&mut self, node: &At<'d>) -> Option<(At<'d>, bool)> {
        let mut shaping = node
            .entries()
            .into_iter()
            .map(|(key, _)| key)
            .filter(|key| shapes(key));
        let first = shaping.next();
        if reference(node).is_some() && (first.is_none() || !self.applies_siblings()) {
            return Some((self.followed(node)?, false));
        }
        if let ([inner], None, None) =
            (node.elements_of("allOf").as_slice(), first, reference(node))
        {
            return Some((inner.clone(), false));
        }
        let group = first.filter(|key| matches!(*key, "oneOf" | "anyOf"))?;
        let mut alternatives = Vec::new();
        let nullable = read::add_alternatives(&node.elements_of(group), 0, &mut alternatives);
        let wraps =
            shaping.next().is_none() && !node.declares("allOf") && reference(node).is_none();
        match alternatives.as_slice() {
            [only] if wraps => Some((only.clone(), nullable)),
            _ => None,
        }
    }

    /// Where schemas are that apply together. A single component, or a file that is a schema, is named by its own name.
    fn place(&self, nodes: &[At<'d>], path: &[String]) -> Place {
        let declared = match nodes {
            [node] => self.component(node),
            _ => None,
        };
        let keys: Vec<String> = nodes.iter().map(|node| key(&node.origin)).collect();
        Place {
            path: declared
                .clone()
                .map_or_else(|| path.to_vec(), |name| vec![name]),
            declared,
            key: keys.join(" "),
        }
    }

    /// The name of a schema that is a component, or a file of its own.
    fn component(&self, node: &At<'d>) -> Option<String> {
        let pointer = node.origin.pointer();
        let Some((place, name)) = pointer.rsplit_once('/') else {
            return self.references.file_name(&node.origin).map(str::to_owned);
        };
        let places = ["/components/schemas", "/definitions"];
        let is_local = place.ends_with("/$defs");
        (places.contains(&place) || is_local).then(|| name.replace("~1", "/").replace("~0", "~"))
    }

    /// Declares a named type and makes it known before the types of its members are lowered, which may refer to it.
    fn declare(&mut self, schema: &Schema<'d>, place: &Place, shape: TypeShape) -> TypeId {
        let origin = schema.origin.clone();
        let own = names::declared(self.profile, schema);
        let id = self.api.add_type(TypeDef {
            declared_name: own.or_else(|| place.declared.clone()),
            description: schema.description.clone(),
            ..TypeDef::new(place.path.clone(), shape, origin)
        });
        let typed = Typed::of(Type::Named(id), schema.nullable);
        self.types.insert(place.key.clone(), Known::Lowered(typed));
        id
    }
}

/// The only value that a schema allows, as JSON; `None` where it allows several, or one that is neither text, whole number nor
/// truth value.
fn constant(schema: &Schema<'_>, ty: &Type) -> Option<String> {
    let is_scalar = matches!(ty, Type::String(_) | Type::Integer | Type::Boolean);
    let mut values = schema.values.iter().map(|value| value.value);
    let first = values.next().filter(|_| is_scalar)?;
    let is_kept = first.is_string() || first.is_boolean() || first.is_i64();
    (is_kept && values.all(|value| value == first)).then(|| first.to_string())
}

impl Place {
    /// The path of a member.
    fn step(&self, step: &str) -> Vec<String> {
        let mut path = self.path.clone();
        path.push(step.to_owned());
        path
    }
}

/// Whether a keyword beside a reference or an `allOf` changes the type.
fn shapes(key: &str) -> bool {
    const SHAPES: &[&str] = &[
        "type",
        "properties",
        "required",
        "additionalProperties",
        "items",
        "prefixItems",
        "enum",
        "const",
        "oneOf",
        "anyOf",
        "format",
        "discriminator",
        "patternProperties",
        "unevaluatedProperties",
    ];
    SHAPES.contains(&key)
}
