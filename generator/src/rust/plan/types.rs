//! Which Rust type stands for which of the API's.

use crate::model::api::{Api, ServiceId, Type, TypeId, TypeShape};
use crate::rust::name::Names;

/// A Rust type as generated code writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TypeRef {
    /// `bool`
    Bool,
    /// `i64`
    I64,
    /// `u64`
    U64,
    /// `f64`
    F64,
    /// `str`, always behind a reference
    Str,
    /// `String`
    String,
    /// The runtime's tree of any JSON
    Json,
    /// The runtime's exact number
    Number,
    /// The runtime's file
    File,
    /// A generated type of the same module
    Local(String),
    /// A generated type that several modules share
    Shared(String),
    /// `&T`
    Reference(Box<TypeRef>),
    /// `[T]`, always behind a reference
    Slice(Box<TypeRef>),
    /// `Vec<T>`
    Vec(Box<TypeRef>),
    /// `Option<T>`
    Option(Box<TypeRef>),
    /// The runtime's `Nullable<T>`
    Nullable(Box<TypeRef>),
    /// `Box<T>`
    Box(Box<TypeRef>),
    /// `BTreeMap<String, T>`
    Map(Box<TypeRef>),
}

impl TypeRef {
    /// `&T`
    pub(super) fn reference(self) -> Self {
        Self::Reference(Box::new(self))
    }

    /// `Option<T>`
    pub(super) fn optional(self) -> Self {
        Self::Option(Box::new(self))
    }

    /// Whether a value of it borrows, so that a struct that holds it needs a lifetime.
    pub fn borrows(&self) -> bool {
        matches!(self, Self::Reference(_))
    }
}

/// Types as they are seen from one place: a service's module, or the shared one.
#[derive(Clone, Copy)]
pub(super) struct Types<'a> {
    pub api: &'a Api,
    pub names: &'a Names,
    /// The module that the code stands in; none for the shared one.
    pub home: Option<ServiceId>,
}

/// How deep a type may nest in lists and maps before it counts as any JSON.
const DEPTH: usize = 16;

impl Types<'_> {
    /// The type of a value that is owned: a field, an answer.
    pub(super) fn owned(&self, ty: &Type) -> TypeRef {
        self.owned_at(ty, DEPTH)
    }

    fn owned_at(&self, ty: &Type, depth: usize) -> TypeRef {
        match ty {
            Type::Array(_) | Type::Map(_) if depth == 0 => TypeRef::Json,
            Type::Any => TypeRef::Json,
            Type::Boolean => TypeRef::Bool,
            Type::Integer => TypeRef::I64,
            Type::Unsigned => TypeRef::U64,
            Type::Number => TypeRef::F64,
            Type::BigNumber => TypeRef::Number,
            Type::String(_) | Type::Binary => TypeRef::String,
            Type::Array(item) => TypeRef::Vec(Box::new(self.owned_at(item, depth - 1))),
            Type::Map(value) => TypeRef::Map(Box::new(self.owned_at(value, depth - 1))),
            Type::Named(id) => self.named(*id),
        }
    }

    fn named(&self, id: TypeId) -> TypeRef {
        let names = self.names.ty(id);
        if names.name.is_empty() {
            return TypeRef::Json;
        }
        if names.home == self.home {
            TypeRef::Local(names.name.clone())
        } else {
            TypeRef::Shared(names.name.clone())
        }
    }

    /// The type of a value that goes into JSON, as an argument.
    pub(super) fn json_argument(&self, ty: &Type) -> TypeRef {
        match ty {
            Type::String(_) | Type::Binary => TypeRef::Str.reference(),
            Type::Boolean | Type::Integer | Type::Unsigned | Type::Number => self.owned(ty),
            Type::Array(item) => TypeRef::Slice(Box::new(self.owned(item))).reference(),
            _ => self.owned(ty).reference(),
        }
    }

    /// The type of a value that travels as text, as an argument; what cannot travel so is written by
    /// the caller.
    pub(super) fn text_argument(&self, ty: &Type) -> TypeRef {
        match ty {
            Type::Boolean | Type::Integer | Type::Unsigned | Type::Number => self.owned(ty),
            Type::BigNumber => TypeRef::Number.reference(),
            Type::Named(id) if self.is_enum(*id) => self.named(*id),
            Type::Named(id) if self.is_identifier(*id) => self.named(*id).reference(),
            Type::Array(item) => {
                let item = match self.text_argument(item) {
                    list @ TypeRef::Reference(_) if !matches!(&list, TypeRef::Reference(inner) if **inner == TypeRef::Str) => {
                        TypeRef::Str.reference()
                    }
                    scalar => scalar,
                };
                TypeRef::Slice(Box::new(item)).reference()
            }
            _ => TypeRef::Str.reference(),
        }
    }

    /// Whether a shape is one of several texts or numbers.
    pub(super) fn is_enum(&self, id: TypeId) -> bool {
        matches!(self.shape(id), Some(TypeShape::Enum(_)))
    }

    /// Whether a shape is a text of its own kind.
    pub(super) fn is_identifier(&self, id: TypeId) -> bool {
        matches!(self.shape(id), Some(TypeShape::Identifier))
    }

    /// Whether a form carries it as JSON in text: a record, a map, a list of those.
    pub(super) fn is_json_text(&self, ty: &Type) -> bool {
        match ty {
            Type::Named(id) => !self.is_enum(*id) && !self.is_identifier(*id),
            Type::Map(_) => true,
            Type::Array(item) => self.is_json_text(item) || matches!(**item, Type::Array(_)),
            _ => false,
        }
    }

    pub(super) fn shape(&self, id: TypeId) -> Option<&TypeShape> {
        self.api.types.get(id.0 as usize).map(|def| &def.shape)
    }
}
