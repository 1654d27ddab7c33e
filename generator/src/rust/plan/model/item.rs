//! Types of the API.

use super::super::types::TypeRef;
use super::Docs;

/// A type of the API.
#[derive(Debug, Clone)]
pub struct Item {
    /// The lines of its doc comment.
    pub docs: Docs,
    /// Its name.
    pub name: String,
    /// The features that compile it, any of them; without features it is always compiled.
    pub features: Vec<String>,
    /// Whether it occurs in answers.
    pub read: bool,
    /// Whether it occurs in requests.
    pub write: bool,
    /// What it is.
    pub kind: ItemKind,
}

/// What a type is.
#[derive(Debug, Clone)]
pub enum ItemKind {
    /// A struct.
    Record(Vec<Field>),
    /// An open enum of texts or numbers.
    Enum {
        /// Its values.
        values: Vec<Value>,
        /// Whether they are numbers in JSON.
        numeric: bool,
    },
    /// A newtype of a string.
    Identifier,
    /// An enum with a type in each variant.
    Union {
        /// The key whose value selects the variant; without it the type that fits best is taken.
        tag: Option<String>,
        /// The variant for other values of the tag.
        default: Option<String>,
        /// The variants.
        shapes: Vec<ShapeVariant>,
    },
}

/// A field of a struct.
#[derive(Debug, Clone)]
pub struct Field {
    /// The lines of its doc comment.
    pub docs: Docs,
    /// Its name.
    pub name: String,
    /// Its key in JSON; empty where it holds several members.
    pub key: String,
    /// Its type.
    pub ty: TypeRef,
    /// How it is read and written.
    pub role: FieldRole,
}

/// How a field is read and written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum FieldRole {
    /// As its type says.
    #[default]
    Plain,
    /// Where it is `None`, this value is written.
    Constant(Constant),
    /// It is not written.
    Read,
    /// It holds all members that no other field holds; it is the last one.
    Rest,
}

/// A value that is always the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Constant {
    /// A text.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// `true` or `false`.
    Boolean(bool),
}

/// A value of an open enum.
#[derive(Debug, Clone)]
pub struct Value {
    /// Its docs.
    pub docs: Docs,
    /// The variant.
    pub name: String,
    /// The text or number in JSON.
    pub value: String,
}

/// A variant with a type.
#[derive(Debug, Clone)]
pub struct ShapeVariant {
    /// Its docs.
    pub docs: Docs,
    /// The variant.
    pub name: String,
    /// What it is called in the source.
    pub value: String,
    /// The values of the union's tag that select it.
    pub tags: Vec<String>,
    /// The keys that its objects have, without a tag, and the value that each must have, as text.
    pub listed: Vec<(String, Option<String>)>,
    /// Its type.
    pub ty: TypeRef,
}
