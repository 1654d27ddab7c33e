//! Objects in a query as `name[key]=value`.

use super::characters::{Characters, Problem};
use super::expand::text;
use crate::json::Json;

/// The pairs of a value, encoded and joined by `&`; empty where nothing is sent.
///
/// # Errors
/// The value contains a character that cannot be sent.
pub(super) fn pairs(
    name: &str,
    value: &Json,
    names: Characters,
    values: Characters,
) -> Result<String, Problem> {
    let mut deep = Deep {
        names,
        values,
        pairs: Vec::new(),
    };
    match value {
        Json::Array(items) if !name.ends_with("[]") => deep.list(&format!("{name}[]"), items)?,
        _ => deep.value(name, value)?,
    }
    Ok(deep.pairs.join("&"))
}

struct Deep {
    names: Characters,
    values: Characters,
    pairs: Vec<String>,
}

impl Deep {
    fn value(&mut self, name: &str, value: &Json) -> Result<(), Problem> {
        match value {
            Json::Null => {}
            Json::Object(fields) => {
                for (key, value) in fields {
                    self.value(&format!("{name}[{key}]"), value)?;
                }
            }
            Json::Array(items) => self.list(name, items)?,
            scalar => {
                let (name, value) = (self.names.of(name)?, self.values.of(&text(scalar))?);
                self.pairs.push(format!("{name}={value}"));
            }
        }
        Ok(())
    }

    /// The items of a list; those that are lists or objects have their index in the name.
    fn list(&mut self, name: &str, items: &[Json]) -> Result<(), Problem> {
        for (index, item) in items.iter().enumerate() {
            match item {
                Json::Object(_) | Json::Array(_) => {
                    let list = name.strip_suffix("[]").unwrap_or(name);
                    self.value(&format!("{list}[{index}]"), item)?;
                }
                scalar => self.value(name, scalar)?,
            }
        }
        Ok(())
    }
}
