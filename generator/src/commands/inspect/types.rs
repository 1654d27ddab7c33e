//! Types by their names in OpenAPI.

use serde::Serialize;

use crate::model::api::{Api, StringFormat, Type, TypeShape};

/// A type as `inspect` prints it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TypeRow {
    /// `string`, `integer`, `number`, `boolean`, `array`, `object`, `file` or `any`.
    #[serde(rename = "type")]
    pub ty: &'static str,
    /// The format: `date-time`, `uuid`, … of a string, `uint64` or `decimal` of a number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
    /// The type of an array's items.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub items: Option<&'static str>,
    /// The known values of an enum.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<String>,
}

impl TypeRow {
    pub(super) fn of(api: &Api, ty: &Type) -> Self {
        Self {
            ty: type_name(api, ty),
            format: format(ty),
            items: match ty {
                Type::Array(item) => Some(type_name(api, item)),
                _ => None,
            },
            values: enum_values(api, ty),
        }
    }

    /// The type on one line: `string(date-time)`, `integer[]`, `string(active|inactive)`.
    pub fn line(&self) -> String {
        match (self.items, &self.format) {
            (Some(items), _) => format!("{items}[]"),
            _ if !self.values.is_empty() => format!("{}({})", self.ty, self.values.join("|")),
            (None, Some(format)) => format!("{}({format})", self.ty),
            (None, None) => self.ty.to_owned(),
        }
    }
}

fn type_name(api: &Api, ty: &Type) -> &'static str {
    match ty {
        Type::Any => "any",
        Type::Boolean => "boolean",
        Type::Integer | Type::Unsigned => "integer",
        Type::Number | Type::BigNumber => "number",
        Type::String(_) => "string",
        Type::Binary => "file",
        Type::Array(_) => "array",
        Type::Map(_) => "object",
        Type::Nullable(value) => type_name(api, value),
        Type::Named(id) => match api.types.get(*id).map(|def| &def.shape) {
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
        Type::String(StringFormat::Time) => "time",
        Type::String(StringFormat::Duration) => "duration",
        Type::String(StringFormat::Decimal) => "decimal",
        Type::String(StringFormat::Uuid) => "uuid",
        Type::String(StringFormat::Email) => "email",
        Type::String(StringFormat::Url) => "uri",
        Type::String(StringFormat::Password) => "password",
        Type::String(StringFormat::Other(other)) => other,
        _ => return None,
    };
    Some(text.to_owned())
}

fn enum_values(api: &Api, ty: &Type) -> Vec<String> {
    let Type::Named(id) = ty else {
        return Vec::new();
    };
    match api.types.get(*id).map(|def| &def.shape) {
        Some(TypeShape::Enum(values)) => values.iter().map(|value| value.value.clone()).collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_written_on_one_line() {
        let api = Api::default();
        let line = |ty| TypeRow::of(&api, &ty).line();
        assert_eq!(line(Type::string()), "string");
        assert_eq!(
            line(Type::String(StringFormat::DateTime)),
            "string(date-time)"
        );
        assert_eq!(line(Type::Array(Box::new(Type::Integer))), "integer[]");
        assert_eq!(line(Type::Binary), "file");
    }
}
