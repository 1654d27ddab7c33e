//! Expansion of a value with its delimiters, as RFC 6570 does it.

use std::borrow::Cow;

use super::characters::{Characters, Problem};
use crate::json::Json;

/// The delimiters of a style in one part of a request.
pub(super) struct Layout {
    /// The text before the first item.
    pub first: &'static str,
    /// The text between items that are written on their own.
    pub between: &'static str,
    /// The text between items that are joined to one value.
    pub joined: &'static str,
    /// Whether the name is written before the value, and what follows it before an empty value.
    pub named: Option<&'static str>,
    /// How names are written.
    pub names: Characters,
    /// How values are written.
    pub values: Characters,
}

impl Layout {
    /// The value of a parameter with its delimiters; `None` where nothing is sent: for `null`, and for a list or an object in which
    /// nothing else is.
    ///
    /// # Errors
    /// The value contains a character that cannot be sent.
    pub(super) fn expand(
        &self,
        name: &str,
        value: &Json,
        explode: bool,
    ) -> Result<Option<String>, Problem> {
        let pieces = match value {
            Json::Null => return Ok(None),
            Json::Array(items) if explode => self.repeated(name, items)?,
            Json::Object(fields) if explode => self.members(fields)?,
            Json::Array(items) => self.one(name, self.items(items)?)?,
            Json::Object(fields) => self.one(name, self.keys_and_values(fields)?)?,
            scalar => vec![self.pair(name, &self.values.of(&text(scalar))?)?],
        };
        Ok((!pieces.is_empty()).then(|| format!("{}{}", self.first, pieces.join(self.between))))
    }

    /// A written value, after its name where names are written.
    fn pair(&self, name: &str, value: &str) -> Result<String, Problem> {
        let Some(before_empty) = self.named else {
            return Ok(value.to_owned());
        };
        let name = self.names.of(name)?;
        Ok(match value {
            "" => format!("{name}{before_empty}"),
            _ => format!("{name}={value}"),
        })
    }

    /// One value of joined items; nothing where there are none.
    fn one(&self, name: &str, items: Vec<String>) -> Result<Vec<String>, Problem> {
        match items.is_empty() {
            true => Ok(Vec::new()),
            false => Ok(vec![self.pair(name, &items.join(self.joined))?]),
        }
    }

    fn repeated(&self, name: &str, items: &[Json]) -> Result<Vec<String>, Problem> {
        let items = items.iter().filter(|item| !item.is_null());
        items
            .map(|item| self.pair(name, &self.item(item, self.between)?))
            .collect()
    }

    fn items(&self, items: &[Json]) -> Result<Vec<String>, Problem> {
        let items = items.iter().filter(|item| !item.is_null());
        items.map(|item| self.item(item, self.joined)).collect()
    }

    fn keys_and_values(&self, fields: &[(String, Json)]) -> Result<Vec<String>, Problem> {
        let mut items = Vec::new();
        for (key, value) in fields.iter().filter(|field| !field.1.is_null()) {
            items.push(self.values.of_item(key, self.joined)?);
            items.push(self.values.of_item(&text(value), self.joined)?);
        }
        Ok(items)
    }

    /// The members of an object as `key=value`. A list in it is repeated where names are.
    fn members(&self, fields: &[(String, Json)]) -> Result<Vec<String>, Problem> {
        let mut pairs = Vec::new();
        for (key, value) in fields.iter().filter(|field| !field.1.is_null()) {
            match value {
                Json::Array(items) if self.named.is_some() => {
                    pairs.extend(self.repeated(key, items)?);
                }
                _ => {
                    let key = self.key(key)?;
                    let value = self.values.of_item(&text(value), self.between)?;
                    pairs.push(format!("{key}={value}"));
                }
            }
        }
        Ok(pairs)
    }

    /// The key of a member that is written as `key=value`.
    fn key(&self, key: &str) -> Result<String, Problem> {
        match self.named {
            Some(_) => self.names.of(key),
            None => self.values.of_item(key, "="),
        }
    }

    /// An item of a list. A list in it is joined by commas, as the formats of collections in Swagger 2 do by default.
    fn item(&self, item: &Json, separator: &str) -> Result<String, Problem> {
        match item {
            Json::Array(inner) if inner.iter().all(is_scalar) => {
                let inner = inner.iter().filter(|item| !item.is_null());
                let inner = inner.map(|item| self.values.of_item(&text(item), ","));
                Ok(inner.collect::<Result<Vec<_>, _>>()?.join(","))
            }
            other => self.values.of_item(&text(other), separator),
        }
    }
}

fn is_scalar(value: &Json) -> bool {
    !matches!(value, Json::Array(_) | Json::Object(_))
}

/// A string as it is, other values as JSON.
pub(super) fn text(value: &Json) -> Cow<'_, str> {
    match value {
        Json::String(text) => Cow::Borrowed(text),
        other => Cow::Owned(other.to_string()),
    }
}
