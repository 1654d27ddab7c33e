//! Lowers a shape to a type of the API.

use crate::ground::diagnostic::Origin;
use crate::ground::filler::are_made_up;
use crate::model::api::{Api, Field, Record, Type, TypeDef, TypeId, TypeShape, Union, Variant};

use super::object::{Fields, Object};
use super::{Shape, detect, fold, link};

/// The greatest number of kinds of a union; with more, the value is of any type.
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
    /// The records around the current shape, outermost first, with the numbers of recursive ones.
    around: Vec<(TypeId, Option<u32>)>,
}

impl Lowering<'_> {
    fn ty(&mut self, shape: &Shape) -> Type {
        let kinds = self.kinds(shape);
        match kinds.len() {
            0 => Type::Any,
            1 => self.type_of_kind(shape, kinds[0]),
            2..=MAX_KINDS => self.untagged(shape, &kinds),
            _ => Type::Any,
        }
    }

    /// The kinds of a shape, in the order in which a reader tries them. Text that is always empty means that there is no
    /// value, where there are other kinds.
    fn kinds(&self, shape: &Shape) -> Vec<Kind> {
        let kinds = Kind::ALL.into_iter().zip(shape.kinds());
        let mut kinds: Vec<Kind> = kinds
            .filter_map(|(kind, has_kind)| has_kind.then_some(kind))
            .collect();
        let text = shape.text.as_ref();
        if kinds.len() > 1 && text.is_some_and(super::Text::only_empty) {
            kinds.pop();
        }
        kinds
    }

    fn type_of_kind(&mut self, shape: &Shape, kind: Kind) -> Type {
        match kind {
            Kind::Boolean => Type::Boolean,
            Kind::Number => shape.number.unwrap_or_default().ty_under(self.key()),
            Kind::Text => {
                let text = shape.text.as_ref();
                let format = text.map(|text| text.format_under(&self.keys()));
                Type::String(format.unwrap_or_default())
            }
            Kind::Array => {
                let element = shape.array.as_deref();
                let element = element.map(|element| self.element("[]", element));
                Type::Array(Box::new(element.unwrap_or(Type::Any)))
            }
            Kind::Object => self.object(shape),
        }
    }

    /// The key of the current value; of an item, the key of its list.
    fn key(&self) -> &str {
        let mut steps = self.path.iter().rev().map(String::as_str);
        steps
            .find(|step| !matches!(*step, "[]" | "{}" | "number"))
            .unwrap_or_default()
    }

    /// The key of the current value and, where that is `value`, the key of its object: `value amount`.
    fn keys(&self) -> String {
        match (self.key(), self.path.iter().rev().nth(1)) {
            ("value", Some(outer)) => format!("value {outer}"),
            (key, _) => key.to_owned(),
        }
    }

    /// The type of the values of a list or map. A list with `null`, or with `""` beside other kinds, is a list of any
    /// values, since items cannot be optional.
    fn element(&mut self, step: &str, shape: &Shape) -> Type {
        let empty_text = shape.text.as_ref().is_some_and(super::Text::only_empty);
        if shape.null || (empty_text && shape.kind_count() > 1) {
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
            shape.recursion.and_then(|number| self.numbered(number)),
            &shape.object,
        ) {
            (Some(around), None) => {
                self.declare(around, name);
                Type::Named(around)
            }
            (None, Some(object)) => {
                let ty = self.shown_object(object);
                if let Type::Named(id) = ty {
                    self.declare(id, name);
                }
                ty
            }
            // A marker alone, or examples that are partly recursive.
            (None, None) | (Some(_), Some(_)) => Type::Any,
        }
    }

    /// Sets the name that the source has for a type.
    fn declare(&mut self, id: TypeId, name: Option<&str>) {
        if let (Some(name), Some(def)) = (name, self.api.types.get_mut(id)) {
            def.declared_name.get_or_insert_with(|| name.to_owned());
        }
    }

    fn numbered(&self, number: u32) -> Option<TypeId> {
        self.around
            .iter()
            .rev()
            .find(|(_, other)| *other == Some(number))
            .map(|(id, _)| *id)
    }

    fn shown_object(&mut self, object: &Object) -> Type {
        if object.number.is_none()
            && let Some((tag, variants)) = object.variants()
        {
            return self.tagged(tag, &variants);
        }
        let mut fields = object.fields();
        let keys = fields.keys().map(String::as_str);
        if keys.clone().all(detect::is_data_key) || are_made_up(keys) {
            return self.map(fields.into_owned());
        }
        // A converter's sample keys for the additional properties of a schema are no fields.
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
        let value = if value.kind_count() > 1 {
            Type::Any
        } else {
            self.element("{}", &value)
        };
        Type::Map(Box::new(value))
    }

    fn record(&mut self, fields: &Fields, number: Option<u32>) -> Type {
        let id = self.add(TypeShape::Record(Record::default()));
        self.around.push((id, number));
        let fields = fields
            .iter()
            .map(|(name, shape)| self.field(name, shape))
            .collect();
        self.around.pop();
        self.set_shape(id, TypeShape::Record(Record::new(fields)));
        Type::Named(id)
    }

    fn field(&mut self, name: &str, shape: &Shape) -> Field {
        let ty = self.within(name, |this| this.ty(shape));
        let text = shape.text.as_ref();
        let empty_for_null = text.is_some_and(|text| {
            text.empty_is_null() || (text.only_empty() && shape.kind_count() > 1)
        });
        Field {
            nullable: shape.null || empty_for_null,
            clearable: shape.null,
            description: note(shape, &ty),
            ..Field::new(name, ty)
        }
    }

    fn tagged(&mut self, tag: &str, variants: &[(&str, &Fields)]) -> Type {
        self.union(Some(tag), |this| {
            let variants = variants.iter().map(|(name, fields)| {
                let ty = this.within(name, |this| this.record(fields, None));
                Variant::new(*name, ty)
            });
            variants.collect()
        })
    }

    fn untagged(&mut self, shape: &Shape, kinds: &[Kind]) -> Type {
        self.union(None, |this| {
            let variants = kinds.iter().map(|kind| {
                let ty = this.within(kind.word(), |this| this.type_of_kind(shape, *kind));
                let is_integer = ty == Type::Integer;
                Variant::new(if is_integer { "integer" } else { kind.word() }, ty)
            });
            variants.collect()
        })
    }

    /// Adds a union before its variants, so that its id is less than theirs.
    fn union(
        &mut self,
        tag: Option<&str>,
        variants: impl FnOnce(&mut Self) -> Vec<Variant>,
    ) -> Type {
        let union = |variants| {
            TypeShape::Union(Union {
                tag: tag.map(str::to_owned),
                default: None,
                variants,
            })
        };
        let id = self.add(union(Vec::new()));
        let variants = variants(self);
        self.set_shape(id, union(variants));
        Type::Named(id)
    }

    fn set_shape(&mut self, id: TypeId, shape: TypeShape) {
        if let Some(def) = self.api.types.get_mut(id) {
            def.shape = shape;
        }
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
    /// All kinds, in the order of [`Shape::kinds`].
    const ALL: [Self; 5] = [
        Self::Boolean,
        Self::Number,
        Self::Array,
        Self::Object,
        Self::Text,
    ];

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

/// The description of a field whose type the examples do not show.
fn note(shape: &Shape, ty: &Type) -> Option<String> {
    let note = match ty {
        Type::Any if shape.null && shape.kind_count() == 0 => "Only `null` is documented here.",
        Type::Any if shape.is_unknown() => "Its type is not documented.",
        Type::Any => "Values of several types are documented here.",
        Type::Array(element) if **element == Type::Any => "What the list holds is not documented.",
        _ => return None,
    };
    Some(note.to_owned())
}
