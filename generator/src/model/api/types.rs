//! Shapes of values.

use crate::ground::diagnostic::Origin;

/// A named shape's place in [`Api::types`](super::Api::types).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(pub u32);

/// What a value is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Type {
    /// Any JSON value; nothing is known.
    Any,
    /// `true` or `false`.
    Boolean,
    /// A whole number that fits 64 bits with a sign.
    Integer,
    /// A whole number that needs the 64th bit.
    Unsigned,
    /// A number.
    Number,
    /// A number that no machine type holds exactly; kept as text.
    BigNumber,
    /// Text.
    String(StringFormat),
    /// Bytes: a file.
    Binary,
    /// A list.
    Array(Box<Type>),
    /// Keys that are data (ids, dates), with values of one type.
    Map(Box<Type>),
    /// A shape with a name.
    Named(TypeId),
}

impl Type {
    /// Text without a format.
    pub fn string() -> Self {
        Self::String(StringFormat::Plain)
    }
}

/// What is known of a text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub enum StringFormat {
    /// Nothing.
    #[default]
    Plain,
    /// `2022-08-15`.
    Date,
    /// `2022-08-15T09:00:00Z`.
    DateTime,
    /// A UUID.
    Uuid,
    /// An e-mail address.
    Email,
    /// A URL.
    Url,
    /// A secret: text that is shown in no example.
    Password,
    /// Any other, as the source names it (`ipv4`, `decimal`).
    Other(String),
}

/// A shape with a name.
#[derive(Debug, Clone)]
pub struct TypeDef {
    /// Where it was met, outermost first, as the source spells it: `["List users", "users", "[]"]`.
    /// The naming room makes a name of it.
    pub path: Vec<String>,
    /// A name that the source itself gives (a schema's), which then wins.
    pub declared_name: Option<String>,
    /// What a profile calls it, which wins over every rule and lock.
    pub given_name: Option<String>,
    /// What it is.
    pub shape: TypeShape,
    /// Prose about it.
    pub description: Option<String>,
    /// Where it stands.
    pub origin: Origin,
}

impl TypeDef {
    /// A shape that no source and no profile gives a name.
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

/// What a named shape is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum TypeShape {
    /// An object with known keys.
    Record(Record),
    /// One of several texts or numbers; always open.
    Enum(Vec<EnumValue>),
    /// One of several shapes.
    Union(Union),
    /// A text with a type of its own, because it is encoded differently from other texts.
    Identifier,
}

/// An object with known keys.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Record {
    /// Its fields, in the order of their first appearance.
    pub fields: Vec<Field>,
}

/// A key of a record.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Field {
    /// The key.
    pub name: String,
    /// What it holds.
    pub ty: Type,
    /// Whether the source proves that it is always there.
    pub required: bool,
    /// Whether it was seen as `null`.
    pub nullable: bool,
    /// Whether a request may say `null`, which is not the same as to leave it out.
    pub clearable: bool,
    /// Whether the vendor advises against it.
    pub deprecated: bool,
    /// Prose, or what the type was inferred from.
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
            deprecated: false,
            description: None,
        }
    }
}

/// A value of an enum.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct EnumValue {
    /// On the wire; numbers in decimal.
    pub value: String,
    /// Whether it travels as a JSON number.
    pub numeric: bool,
    /// Prose about it.
    pub description: Option<String>,
}

impl EnumValue {
    /// A value without prose.
    pub fn new(value: impl Into<String>, numeric: bool) -> Self {
        Self {
            value: value.into(),
            numeric,
            description: None,
        }
    }
}

/// One of several shapes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Union {
    /// The key whose value distinguishes them, where there is one.
    pub tag: Option<String>,
    /// The shapes, in the order of their first appearance.
    pub variants: Vec<Variant>,
}

/// A shape of a union.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Variant {
    /// The tag's value, or a word for what it is (`string`, `integer`).
    pub name: String,
    /// The shape.
    pub ty: Type,
}

impl Variant {
    /// A variant for values of one type.
    pub fn new(name: impl Into<String>, ty: Type) -> Self {
        Self {
            name: name.into(),
            ty,
        }
    }
}
