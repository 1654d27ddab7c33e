//! The Rust types of the API's types.

use crate::model::api::{Api, ServiceId, StringFormat, Type, TypeId, TypeShape};
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
    /// The runtime's `Json`, any JSON value
    Json,
    /// The runtime's `Number`, with any number of digits
    Number,
    /// The runtime's `File`
    File,
    /// A type of the runtime's `value`: a text with a format
    Value(ValueType),
    /// `impl Into<T>`, for arguments
    Into(ValueType),
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
    /// The runtime's `Inferred<T>`
    Inferred(Box<TypeRef>),
    /// `BTreeMap<String, T>`
    Map(Box<TypeRef>),
}

/// A type of the runtime's `value`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueType {
    /// `Timestamp`
    Timestamp,
    /// `Date`
    Date,
    /// `Time`
    Time,
    /// `Duration`
    Duration,
    /// `Uuid`
    Uuid,
    /// `Url`
    Url,
    /// `Decimal`
    Decimal,
    /// `Secret`
    Secret,
}

impl ValueType {
    /// The type of texts with a format; `None` for formats whose texts are a `String`.
    pub(super) fn of(format: &StringFormat) -> Option<Self> {
        Some(match format {
            StringFormat::DateTime => Self::Timestamp,
            StringFormat::Date => Self::Date,
            StringFormat::Time => Self::Time,
            StringFormat::Duration => Self::Duration,
            StringFormat::Uuid => Self::Uuid,
            StringFormat::Url => Self::Url,
            StringFormat::Decimal => Self::Decimal,
            StringFormat::Password => Self::Secret,
            StringFormat::Plain | StringFormat::Email | StringFormat::Other(_) => return None,
        })
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Timestamp => "Timestamp",
            Self::Date => "Date",
            Self::Time => "Time",
            Self::Duration => "Duration",
            Self::Uuid => "Uuid",
            Self::Url => "Url",
            Self::Decimal => "Decimal",
            Self::Secret => "Secret",
        }
    }
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

    /// The type of a struct's field for an argument of this type.
    pub(super) fn stored(self) -> Self {
        match self {
            Self::Into(value) => Self::Value(value),
            other => other,
        }
    }

    /// Whether it is a reference, so that a struct with a field of this type has a lifetime.
    pub fn borrows(&self) -> bool {
        matches!(self, Self::Reference(_))
    }

    /// Whether it is `&str`.
    pub fn is_str(&self) -> bool {
        matches!(self, Self::Reference(inner) if **inner == Self::Str)
    }

    /// The generated type that it is or is made of: `User` of `&[User]`; `None` where there is none.
    pub(super) fn generated(&self) -> Option<Generated<'_>> {
        match self {
            Self::Local(name) => Some(Generated::Local(name)),
            Self::Shared(name) => Some(Generated::Shared(name)),
            Self::Reference(ty)
            | Self::Slice(ty)
            | Self::Vec(ty)
            | Self::Option(ty)
            | Self::Nullable(ty)
            | Self::Box(ty)
            | Self::Inferred(ty)
            | Self::Map(ty) => ty.generated(),
            _ => None,
        }
    }

    /// The type as text. `generated` gives the text of a generated type, which is local to its module or shared.
    pub fn text(&self, generated: &dyn Fn(Generated<'_>) -> String) -> String {
        let inner = |ty: &Self| ty.text(generated);
        match self {
            Self::Bool => "bool".to_owned(),
            Self::I64 => "i64".to_owned(),
            Self::U64 => "u64".to_owned(),
            Self::F64 => "f64".to_owned(),
            Self::Str => "str".to_owned(),
            Self::String => "String".to_owned(),
            Self::Json => "Json".to_owned(),
            Self::Number => "Number".to_owned(),
            Self::File => "File".to_owned(),
            Self::Value(value) => value.name().to_owned(),
            Self::Into(value) => format!("impl Into<{}>", value.name()),
            Self::Local(name) => generated(Generated::Local(name)),
            Self::Shared(name) => generated(Generated::Shared(name)),
            Self::Reference(ty) => format!("&{}", inner(ty)),
            Self::Slice(ty) => format!("[{}]", inner(ty)),
            Self::Vec(ty) => format!("Vec<{}>", inner(ty)),
            Self::Option(ty) => format!("Option<{}>", inner(ty)),
            Self::Nullable(ty) => format!("Nullable<{}>", inner(ty)),
            Self::Box(ty) => format!("Box<{}>", inner(ty)),
            Self::Inferred(ty) => format!("Inferred<{}>", inner(ty)),
            Self::Map(ty) => format!("BTreeMap<String, {}>", inner(ty)),
        }
    }
}

/// The name of a generated type.
#[derive(Debug, Clone, Copy)]
pub enum Generated<'n> {
    /// A type of the same module.
    Local(&'n str),
    /// A type that several modules share.
    Shared(&'n str),
}

/// Types as code in one module names them.
#[derive(Clone, Copy)]
pub(super) struct Types<'a> {
    pub api: &'a Api,
    pub names: &'a Names,
    /// The service whose module the code is in; `None` for the shared module.
    pub home: Option<ServiceId>,
}

/// The greatest depth of lists and maps in each other; deeper ones are any JSON.
const DEPTH: usize = 16;

impl Types<'_> {
    /// The type of a field or an answer.
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
            Type::String(format) => ValueType::of(format).map_or(TypeRef::String, TypeRef::Value),
            Type::Binary => TypeRef::String,
            Type::Array(item) => TypeRef::Vec(Box::new(self.owned_at(item, depth - 1))),
            Type::Map(value) => TypeRef::Map(Box::new(self.owned_at(value, depth - 1))),
            Type::Nullable(value) => self.owned_at(value, depth).optional(),
            Type::Named(id) => self.named(*id),
        }
    }

    fn named(&self, id: TypeId) -> TypeRef {
        let names = self.names.ty(id);
        match &names.name {
            None => TypeRef::Json,
            Some(name) if names.home == self.home => TypeRef::Local(name.to_string()),
            Some(name) => TypeRef::Shared(name.to_string()),
        }
    }

    /// The type of an argument that is written as JSON.
    pub(super) fn json_argument(&self, ty: &Type) -> TypeRef {
        match ty {
            Type::String(format) => text_value(format),
            Type::Binary => TypeRef::Str.reference(),
            Type::Boolean | Type::Integer | Type::Unsigned | Type::Number => self.owned(ty),
            Type::Array(item) => TypeRef::Slice(Box::new(self.owned(item))).reference(),
            _ => self.owned(ty).reference(),
        }
    }

    /// The type of an argument that is written as text: a scalar, an enum, an identifier or a list of them; for other types
    /// the caller passes the text.
    pub(super) fn text_argument(&self, ty: &Type) -> TypeRef {
        match ty {
            Type::Boolean | Type::Integer | Type::Unsigned | Type::Number => self.owned(ty),
            Type::BigNumber => TypeRef::Number.reference(),
            Type::String(format) => text_value(format),
            Type::Named(id) if self.is_enum(*id) => self.named(*id),
            Type::Named(id) if self.is_identifier(*id) => self.named(*id).reference(),
            Type::Array(item) => {
                let item = match self.text_argument(item) {
                    ty if ty.borrows() => TypeRef::Str.reference(),
                    scalar => scalar.stored(),
                };
                TypeRef::Slice(Box::new(item)).reference()
            }
            Type::Nullable(value) => self.text_argument(value),
            _ => TypeRef::Str.reference(),
        }
    }

    /// Whether a type is an enum.
    pub(super) fn is_enum(&self, id: TypeId) -> bool {
        matches!(self.shape(id), Some(TypeShape::Enum(_)))
    }

    /// Whether a type is a newtype of a string.
    pub(super) fn is_identifier(&self, id: TypeId) -> bool {
        matches!(self.shape(id), Some(TypeShape::Identifier))
    }

    /// Whether a value in a form is written as JSON: a record, a map, a list of those.
    pub(super) fn is_json_text(&self, ty: &Type) -> bool {
        match ty {
            Type::Named(id) => !self.is_enum(*id) && !self.is_identifier(*id),
            Type::Map(_) => true,
            Type::Array(item) => self.is_json_text(item) || matches!(**item, Type::Array(_)),
            Type::Nullable(value) => self.is_json_text(value),
            _ => false,
        }
    }

    pub(super) fn shape(&self, id: TypeId) -> Option<&TypeShape> {
        self.api.types.get(id).map(|def| &def.shape)
    }
}

/// The type of an argument that is a text: of a value type, or `&str`.
fn text_value(format: &StringFormat) -> TypeRef {
    ValueType::of(format).map_or_else(|| TypeRef::Str.reference(), TypeRef::Into)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rust::name;

    #[test]
    fn texts_with_a_format_are_value_types() {
        let api = Api::default();
        let names = name::names(&api);
        let types = Types {
            api: &api,
            names: &names,
            home: None,
        };
        let text = |ty: TypeRef| ty.text(&|_| String::new());
        for (format, expected) in [
            (StringFormat::DateTime, "Timestamp"),
            (StringFormat::Date, "Date"),
            (StringFormat::Time, "Time"),
            (StringFormat::Duration, "Duration"),
            (StringFormat::Uuid, "Uuid"),
            (StringFormat::Url, "Url"),
            (StringFormat::Decimal, "Decimal"),
            (StringFormat::Password, "Secret"),
        ] {
            let ty = Type::String(format);
            let list = Type::Array(Box::new(ty.clone()));
            assert_eq!(text(types.owned(&ty)), expected);
            assert_eq!(
                text(types.json_argument(&ty)),
                format!("impl Into<{expected}>")
            );
            assert_eq!(
                text(types.text_argument(&ty)),
                format!("impl Into<{expected}>")
            );
            assert_eq!(text(types.json_argument(&list)), format!("&[{expected}]"));
            assert_eq!(text(types.text_argument(&list)), format!("&[{expected}]"));
        }
        for format in [StringFormat::Plain, StringFormat::Email] {
            let ty = Type::String(format);
            assert_eq!(text(types.owned(&ty)), "String");
            assert_eq!(text(types.text_argument(&ty)), "&str");
        }
    }
}
