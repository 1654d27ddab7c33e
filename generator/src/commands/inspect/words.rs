//! Types in the words that OpenAPI has made common.

use serde::Serialize;

use crate::model::api::{Api, StringFormat, Type, TypeShape};

/// A type as `inspect` prints it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TypeWords {
    /// `string`, `integer`, `number`, `boolean`, `array`, `object`, `file` or `any`.
    #[serde(rename = "type")]
    pub ty: &'static str,
    /// `date-time`, `uuid`, … for texts, `uint64` or `decimal` for numbers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
    /// What a list holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub items: Option<&'static str>,
    /// The known values, where there are several.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<String>,
}

impl TypeWords {
    /// On one line: `string(date-time)`, `integer[]`, `string(active|inactive)`.
    pub fn line(&self) -> String {
        match (self.items, &self.format) {
            (Some(items), _) => format!("{items}[]"),
            _ if !self.values.is_empty() => format!("{}({})", self.ty, self.values.join("|")),
            (None, Some(format)) => format!("{}({format})", self.ty),
            (None, None) => self.ty.to_owned(),
        }
    }
}

/// The words for a type.
pub(super) fn words(api: &Api, ty: &Type) -> TypeWords {
    TypeWords {
        ty: word(api, ty),
        format: format(ty),
        items: match ty {
            Type::Array(item) => Some(word(api, item)),
            _ => None,
        },
        values: values(api, ty),
    }
}

fn word(api: &Api, ty: &Type) -> &'static str {
    match ty {
        Type::Any => "any",
        Type::Boolean => "boolean",
        Type::Integer | Type::Unsigned => "integer",
        Type::Number | Type::BigNumber => "number",
        Type::String(_) => "string",
        Type::Binary => "file",
        Type::Array(_) => "array",
        Type::Map(_) => "object",
        Type::Named(id) => match api.types.get(id.0 as usize).map(|def| &def.shape) {
            Some(TypeShape::Record(_)) => "object",
            Some(TypeShape::Enum(values)) if values.iter().all(|value| value.numeric) => "integer",
            Some(TypeShape::Enum(_) | TypeShape::Identifier) => "string",
            Some(TypeShape::Union(_)) | None => "any",
        },
    }
}

fn format(ty: &Type) -> Option<String> {
    let text = match ty {
        Type::Unsigned => "uint64",
        Type::BigNumber => "decimal",
        Type::String(StringFormat::Date) => "date",
        Type::String(StringFormat::DateTime) => "date-time",
        Type::String(StringFormat::Uuid) => "uuid",
        Type::String(StringFormat::Email) => "email",
        Type::String(StringFormat::Url) => "uri",
        Type::String(StringFormat::Password) => "password",
        Type::String(StringFormat::Other(other)) => other,
        _ => return None,
    };
    Some(text.to_owned())
}

fn values(api: &Api, ty: &Type) -> Vec<String> {
    let Type::Named(id) = ty else {
        return Vec::new();
    };
    match api.types.get(id.0 as usize).map(|def| &def.shape) {
        Some(TypeShape::Enum(values)) => values.iter().map(|value| value.value.clone()).collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line_each() {
        let api = Api::default();
        let line = |ty| words(&api, &ty).line();
        assert_eq!(line(Type::string()), "string");
        assert_eq!(
            line(Type::String(StringFormat::DateTime)),
            "string(date-time)"
        );
        assert_eq!(line(Type::Array(Box::new(Type::Integer))), "integer[]");
        assert_eq!(line(Type::Binary), "file");
    }
}
