//! Types of values.

use super::Bounds;
use crate::ground::diagnostic::Origin;

/// An index of [`Api::types`](super::Api::types).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(pub u32);

/// The type of a value.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Type {
    /// Any JSON value.
    Any,
    /// `true` or `false`.
    Boolean,
    /// An integer that fits `i64`.
    Integer,
    /// An integer that fits `u64` and not `i64`.
    Unsigned,
    /// A number.
    Number,
    /// A number that neither 64 bits nor a double hold exactly; it is kept as text.
    BigNumber,
    /// Text.
    String(StringFormat),
    /// Bytes: a file.
    Binary,
    /// A list.
    Array(Box<Type>),
    /// An object whose keys are data (ids, dates), with values of one type.
    Map(Box<Type>),
    /// A value of this type, or `null`: an item of a list or a value of a map. Fields have [`Field::nullable`] instead.
    Nullable(Box<Type>),
    /// A named type.
    Named(TypeId),
}

impl Type {
    /// Text without a format.
    pub fn string() -> Self {
        Self::String(StringFormat::Plain)
    }

    /// The type of a list's items, of a map's values, or of what may be `null`; `None` for other types.
    pub fn inner(&self) -> Option<&Type> {
        match self {
            Self::Array(inner) | Self::Map(inner) | Self::Nullable(inner) => Some(inner),
            _ => None,
        }
    }

    /// As [`Type::inner`], to change it.
    pub fn inner_mut(&mut self) -> Option<&mut Type> {
        match self {
            Self::Array(inner) | Self::Map(inner) | Self::Nullable(inner) => Some(inner),
            _ => None,
        }
    }
}

/// The format of a text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub enum StringFormat {
    /// None.
    #[default]
    Plain,
    /// `2022-08-15`.
    Date,
    /// `2022-08-15T09:00:00Z` (RFC 3339).
    DateTime,
    /// `09:00:00`.
    Time,
    /// `PT30M` (ISO 8601).
    Duration,
    /// A decimal number, such as an amount of money: `19.90`.
    Decimal,
    /// A UUID.
    Uuid,
    /// An e-mail address.
    Email,
    /// A URL.
    Url,
    /// A secret, which no example shows.
    Password,
    /// Another format, by its name in the source (`ipv4`), or by that of the standard ([`ISO_8601`]).
    Other(String),
}

/// The format of dates and times that are not those of RFC 3339: without an offset, or with one such as `+0200`.
pub const ISO_8601: &str = "iso-8601";

/// A named type.
#[derive(Debug, Clone)]
pub struct TypeDef {
    /// The path to its first use, outermost first, in the source's words: `["List users", "users", "[]"]`. Its name is
    /// made from it.
    pub path: Vec<String>,
    /// The name that the source declares (a schema's); it takes precedence over the path.
    pub declared_name: Option<String>,
    /// The name that a profile gives; it takes precedence over every rule and lock.
    pub given_name: Option<String>,
    /// Its shape.
    pub shape: TypeShape,
    /// Its description.
    pub description: Option<String>,
    /// Its location in the source.
    pub origin: Origin,
}

impl TypeDef {
    /// A type to which neither source nor profile gives a name.
    pub fn new(path: Vec<String>, shape: TypeShape, origin: Origin) -> Self {
        Self {
            path,
            declared_name: None,
            given_name: None,
            shape,
            description: None,
            origin,
        }
    }
}

/// The shape of a named type.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum TypeShape {
    /// An object with known keys.
    Record(Record),
    /// An open enum of texts or numbers: values that are not listed are accepted, too.
    Enum(Vec<EnumValue>),
    /// One of several types.
    Union(Union),
    /// A text with a type of its own, since it is encoded differently from other texts.
    Identifier,
}

/// An object with known keys.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Record {
    /// Its fields, in the order of their first appearance.
    pub fields: Vec<Field>,
    /// The type of all members that are not listed together, a map; `None` where the source declares no such members.
    pub extra: Option<Type>,
}

impl Record {
    /// A record without other members.
    pub fn new(fields: Vec<Field>) -> Self {
        Self {
            fields,
            extra: None,
        }
    }
}

/// In which direction a field is sent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Access {
    /// In both.
    #[default]
    Both,
    /// Only the service sets it: requests leave it out.
    Read,
    /// Only requests have it, such as a new password.
    Write,
}

/// A key of a record.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Field {
    /// The key in the document.
    pub name: String,
    /// Its type.
    pub ty: Type,
    /// Whether the source declares that it is always present, in the directions of [`Field::access`].
    pub required: bool,
    /// Whether it may be `null`.
    pub nullable: bool,
    /// Whether requests may send `null`, which means something else than leaving it out.
    pub clearable: bool,
    /// In which direction it is sent.
    pub access: Access,
    /// The name that the source declares; it takes precedence over the key.
    pub declared_name: Option<String>,
    /// The only value that it has, as JSON.
    pub constant: Option<String>,
    /// The value that the service assumes where it is absent, as JSON.
    pub default: Option<String>,
    /// The bounds of its values.
    pub bounds: Bounds,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// Its description, or what its type was inferred from.
    pub description: Option<String>,
}

impl Field {
    /// An optional field of which only the type is known.
    pub fn new(name: impl Into<String>, ty: Type) -> Self {
        Self {
            name: name.into(),
            ty,
            required: false,
            nullable: false,
            clearable: false,
            access: Access::default(),
            declared_name: None,
            constant: None,
            default: None,
            bounds: Bounds::default(),
            deprecated: false,
            description: None,
        }
    }
}

/// A value of an enum.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct EnumValue {
    /// The value on the wire; numbers in decimal.
    pub value: String,
    /// Whether it is a JSON number.
    pub numeric: bool,
    /// The name that a profile gives; it takes precedence over every rule and lock.
    pub given_name: Option<String>,
    /// The name that the source declares; it takes precedence over the value.
    pub declared_name: Option<String>,
    /// What it means, in the words of the source.
    pub description: Option<String>,
}

impl EnumValue {
    /// A value without prose.
    pub fn new(value: impl Into<String>, numeric: bool) -> Self {
        Self {
            value: value.into(),
            numeric,
            given_name: None,
            declared_name: None,
            description: None,
        }
    }
}

/// One of several types.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Union {
    /// The key whose value says which variant it is, if there is one.
    pub tag: Option<String>,
    /// The index of the variant that values have whose tag is missing or unknown.
    pub default: Option<usize>,
    /// The variants, in the order of their first appearance.
    pub variants: Vec<Variant>,
}

/// A variant of a union.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Variant {
    /// The value of the tag, or a word for its type (`string`, `integer`).
    pub name: String,
    /// The values of the tag that mean it; none where its name is the only one, or where the union has no tag.
    pub values: Vec<String>,
    /// Its type.
    pub ty: Type,
}

impl Variant {
    /// A variant for values of one type.
    pub fn new(name: impl Into<String>, ty: Type) -> Self {
        Self {
            name: name.into(),
            values: Vec::new(),
            ty,
        }
    }

    /// The values of the tag that mean it.
    pub fn tag_values(&self) -> &[String] {
        match self.values.as_slice() {
            [] => std::slice::from_ref(&self.name),
            values => values,
        }
    }
}
