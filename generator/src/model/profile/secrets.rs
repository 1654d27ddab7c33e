//! The table `[secrets]`.

use serde::Deserialize;

use super::list::List;

/// Names of parameters and fields, in any letter case, that the built-in list of secrets has wrong.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SecretWords {
    /// Texts of these names are secrets, too.
    pub names: List<String>,
    /// Texts of these names are no secrets.
    pub public: List<String>,
}
