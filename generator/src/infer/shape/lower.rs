//! A shape to a type of the API.

use crate::ground::diagnostic::Origin;
use crate::model::api::{Api, Field, Record, Type, TypeDef, TypeId, TypeShape, Union, Variant};

use super::object::{Fields, Object};
use super::{Shape, detect, fold, link};

/// The greatest number of kinds that make a union; a value that may be more is any value.
const MAX_KINDS: usize = 3;

pub(super) fn lower(shape: &Shape, api: &mut Api, path: &[String], origin: &Origin) -> Type {
    let mut folded = shape.clone();
    let mut next = 0;
    fold::fold(&mut folded, &mut next);
    let root = path.last().map(String::as_str).unwrap_or_default();
    link::link(&mut folded, root, &mut next);
    Lowering {
        api,
        origin,
        path: path.to_vec(),
        around: Vec::new(),
    }
    .ty(&folded)
}

struct Lowering<'a> {
    api: &'a mut Api,
    origin: &'a Origin,
    path: Vec<String>,
    /// The records that are being made, outermost first.
    around: Vec<Around>,
}

struct Around {
    id: TypeId,
    number: Option<u32>,
}

impl Lowering<'_> {
    fn ty(&mut self, shape: &Shape) -> Type {
        let kinds = self.kinds(shape);
        match kinds.len() {
            0 => Type::Any,
            1 => self.kind(shape, kinds[0]),
            2..=MAX_KINDS => self.union(shape, &kinds),
            _ => Type::Any,
        }
    }

    /// What was seen, in the order in which a reader must try it. Text that is always empty beside
    /// another kind stands for no value.
    fn kinds(&self, shape: &Shape) -> Vec<Kind> {
        let mut kinds = Vec::new();
        let mut push = |seen: bool, kind: Kind| {
            if seen {
                kinds.push(kind);
            }
        };
        let object = shape.object.is_some() || shape.reference.is_some() || shape.again.is_some();
        push(shape.boolean, Kind::Boolean);
        push(shape.number.is_some(), Kind::Number);
        push(shape.array.is_some(), Kind::Array);
        push(object, Kind::Object);
        let others = !kinds.is_empty();
        if shape
            .text
            .as_ref()
            .is_some_and(|text| !(others && text.only_empty()))
        {
            kinds.push(Kind::Text);
        }
        kinds
    }

    fn kind(&mut self, shape: &Shape, kind: Kind) -> Type {
        match kind {
            Kind::Boolean => Type::Boolean,
            Kind::Number => {
                let key = self.key();
                shape
                    .number
                    .map_or(Type::Any, |number| number.ty_under(key))
            }
            Kind::Text => Type::String(
                shape
                    .text
                    .as_ref()
                    .map(super::Text::format)
                    .unwrap_or_default(),
            ),
            Kind::Array => {
                let element = shape
                    .array
                    .as_deref()
                    .map(|element| self.element("[]", element));
                Type::Array(Box::new(element.unwrap_or(Type::Any)))
            }
            Kind::Object => self.object(shape),
        }
    }

    /// The key that a value stands under.
    fn key(&self) -> &str {
        let mut steps = self.path.iter().rev().map(String::as_str);
        steps
            .find(|step| !matches!(*step, "[]" | "{}" | "number"))
            .unwrap_or_default()
    }

    /// The type of a list's or map's values. They have no place for `null` or `""` in its stead, so that
    /// a list with one is a list of any values.
    fn element(&mut self, step: &str, shape: &Shape) -> Type {
        let empty_text = shape.text.as_ref().is_some_and(super::Text::only_empty);
        if shape.null || (empty_text && shape.kinds() > 1) {
            return Type::Any;
        }
        self.within(step, |this| this.ty(shape))
    }

    fn within<T>(&mut self, step: &str, inner: impl FnOnce(&mut Self) -> T) -> T {
        self.path.push(step.to_owned());
        let result = inner(self);
        self.path.pop();
        result
    }

    fn object(&mut self, shape: &Shape) -> Type {
        let name = shape.reference.as_deref();
        match (
            shape.again.and_then(|number| self.numbered(number)),
            &shape.object,
        ) {
            (Some(around), None) => {
                self.declare(around, name);
                Type::Named(around)
            }
            (None, Some(object)) => {
                let ty = self.known_object(object);
                if let Type::Named(id) = ty {
                    self.declare(id, name);
                }
                ty
            }
            // A marker alone; or the kind around with an object that is none of it.
            (None, None) | (Some(_), Some(_)) => Type::Any,
        }
    }

    /// Gives a shape the name that the source has for it.
    fn declare(&mut self, id: TypeId, name: Option<&str>) {
        if let (Some(name), Some(def)) = (name, self.api.types.get_mut(id.0 as usize)) {
            def.declared_name.get_or_insert_with(|| name.to_owned());
        }
    }

    fn numbered(&self, number: u32) -> Option<TypeId> {
        self.around
            .iter()
            .rev()
            .find(|around| around.number == Some(number))
            .map(|found| found.id)
    }

    fn known_object(&mut self, object: &Object) -> Type {
        if object.number.is_none()
            && let Some((tag, variants)) = object.variants()
        {
            return self.tagged(tag, &variants);
        }
        let mut fields = object.fields();
        if fields.keys().all(|key| detect::is_data_key(key)) {
            return self.map(fields.into_owned());
        }
        // A schema with further properties beside its own: the converter's samples of those are none.
        let is_sample = |key: &str| key.starts_with("key_") && detect::is_data_key(key);
        if fields.keys().any(|key| is_sample(key)) {
            fields.to_mut().retain(|key, _| !is_sample(key));
        }
        self.record(&fields, object.number)
    }

    fn map(&mut self, fields: Fields) -> Type {
        let mut value = Shape::default();
        for shape in fields.into_values() {
            value.merge(shape);
        }
        let value = if value.kinds() > 1 {
            Type::Any
        } else {
            self.element("{}", &value)
        };
        Type::Map(Box::new(value))
    }

    fn record(&mut self, fields: &Fields, number: Option<u32>) -> Type {
        let id = self.add(TypeShape::Record(Record { fields: Vec::new() }));
        self.around.push(Around { id, number });
        let fields = fields
            .iter()
            .map(|(name, shape)| self.field(name, shape))
            .collect();
        self.around.pop();
        if let Some(def) = self.api.types.get_mut(id.0 as usize) {
            def.shape = TypeShape::Record(Record { fields });
        }
        Type::Named(id)
    }

    fn field(&mut self, name: &str, shape: &Shape) -> Field {
        let ty = self.within(name, |this| this.ty(shape));
        let text = shape.text.as_ref();
        let empty_for_null = text
            .is_some_and(|text| text.empty_is_null() || (text.only_empty() && shape.kinds() > 1));
        Field {
            nullable: shape.null || empty_for_null,
            clearable: shape.null,
            description: note(shape, &ty),
            ..Field::new(name, ty)
        }
    }

    fn tagged(&mut self, tag: &str, variants: &[(&str, &Fields)]) -> Type {
        let id = self.add(TypeShape::Union(Union {
            tag: Some(tag.to_owned()),
            variants: Vec::new(),
        }));
        let variants = variants
            .iter()
            .map(|(name, fields)| {
                let ty = self.within(name, |this| this.record(fields, None));
                Variant::new(*name, ty)
            })
            .collect();
        self.fill(
            id,
            Union {
                tag: Some(tag.to_owned()),
                variants,
            },
        )
    }

    fn union(&mut self, shape: &Shape, kinds: &[Kind]) -> Type {
        let id = self.add(TypeShape::Union(Union {
            tag: None,
            variants: Vec::new(),
        }));
        let variants = kinds
            .iter()
            .map(|kind| {
                let ty = self.within(kind.word(), |this| this.kind(shape, *kind));
                let name = if ty == Type::Integer {
                    "integer"
                } else {
                    kind.word()
                };
                Variant::new(name, ty)
            })
            .collect();
        self.fill(
            id,
            Union {
                tag: None,
                variants,
            },
        )
    }

    fn fill(&mut self, id: TypeId, union: Union) -> Type {
        if let Some(def) = self.api.types.get_mut(id.0 as usize) {
            def.shape = TypeShape::Union(union);
        }
        Type::Named(id)
    }

    fn add(&mut self, shape: TypeShape) -> TypeId {
        let def = TypeDef::new(self.path.clone(), shape, self.origin.clone());
        self.api.add_type(def)
    }
}

#[derive(Debug, Clone, Copy)]
enum Kind {
    Boolean,
    Number,
    Array,
    Object,
    Text,
}

impl Kind {
    fn word(self) -> &'static str {
        match self {
            Self::Boolean => "boolean",
            Self::Number => "number",
            Self::Array => "array",
            Self::Object => "object",
            Self::Text => "string",
        }
    }
}

/// What the examples do not say of a field.
fn note(shape: &Shape, ty: &Type) -> Option<String> {
    let note = match ty {
        Type::Any if shape.null && shape.kinds() == 0 => "Only `null` is documented here.",
        Type::Any if shape.is_unknown() => "Its type is not documented.",
        Type::Any => "Values of several types are documented here.",
        Type::Array(element) if **element == Type::Any => "What the list holds is not documented.",
        _ => return None,
    };
    Some(note.to_owned())
}
