//! Keys of documents that are no part of their format.

use serde::Deserialize;

use super::list::List;

/// Keys of documents that are no part of their format and say something about types, in the order of precedence.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Extensions {
    /// The name of a type or a field.
    pub names: List<String>,
    /// The names of an enum's values, in their order.
    pub value_names: List<String>,
    /// The descriptions of an enum's values, in their order, or by value.
    pub value_descriptions: List<String>,
    /// An object with the name of an enum, and the names and descriptions of its values.
    pub enums: List<String>,
    /// The value may be `null`.
    pub nullable: List<String>,
    /// The value of the discriminator that means a schema.
    pub discriminator_values: List<String>,
}
