//! The values of enums that a profile declares.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use crate::ground::words::letters_and_digits;
use crate::model::api::{Api, EnumValue, Type, TypeShape};
use crate::model::profile::{EnumLiteral, EnumValues};
use crate::refine::error::CorrectionError;

/// The values of the enum that replaces a type. Values that an enum there has already keep their descriptions. It is an
/// error if a name does not begin with a letter, or two values have the same name.
pub(super) fn enum_values(
    replaced: Option<&Type>,
    api: &Api,
    values: &EnumValues,
) -> Result<Vec<EnumValue>, CorrectionError> {
    let documented = documented_values(replaced, api);
    let mut values = match values {
        EnumValues::Listed(values) => values.iter().map(listed_value).collect(),
        EnumValues::Named(names) => named_values(replaced, documented, names)?,
    };
    if values.is_empty() {
        return Err(CorrectionError::new("an enum needs at least one value"));
    }
    for value in &mut values {
        let same = documented.iter().find(|other| other.value == value.value);
        value.description = same.and_then(|other| other.description.clone());
    }
    Ok(values)
}

/// The values of the enum that a type, or the items of a list, have already.
fn documented_values<'a>(ty: Option<&Type>, api: &'a Api) -> &'a [EnumValue] {
    match ty {
        Some(Type::Named(id)) => match api.types.get(*id).map(|def| &def.shape) {
            Some(TypeShape::Enum(values)) => values,
            _ => &[],
        },
        Some(Type::Array(item)) => documented_values(Some(item), api),
        _ => &[],
    }
}

fn listed_value(literal: &EnumLiteral) -> EnumValue {
    match literal {
        EnumLiteral::Text(text) => EnumValue::new(text, false),
        EnumLiteral::Number(number) => EnumValue::new(number.to_string(), true),
    }
}

/// Values with names. The keys of a table are text, so the replaced type says whether the values are numbers.
fn named_values(
    replaced: Option<&Type>,
    documented: &[EnumValue],
    names: &IndexMap<String, String>,
) -> Result<Vec<EnumValue>, CorrectionError> {
    let is_text = match documented.first() {
        Some(first) => !first.numeric,
        None => matches!(replaced, Some(Type::String(_))),
    };
    let numeric = !is_text && names.keys().all(|value| value.parse::<i64>().is_ok());
    let mut seen = BTreeSet::new();
    let named = |(value, name): (&String, &String)| {
        if !name.starts_with(char::is_alphabetic) {
            let reason = format!("`{name}` is no name for a value");
            return Err(CorrectionError::new(reason));
        }
        if !seen.insert(letters_and_digits(name)) {
            let reason = format!("two values have the name `{name}`");
            return Err(CorrectionError::new(reason));
        }
        Ok(EnumValue {
            given_name: Some(name.clone()),
            ..EnumValue::new(value, numeric)
        })
    };
    names.iter().map(named).collect()
}
