//! Enums from documented values. The values of examples make no enum: there may be others.

mod list;
mod numbers;

use indexmap::IndexMap;

use crate::ground::diagnostic::Origin;
use crate::model::api::{Api, EnumValue, Type, TypeDef, TypeShape};

pub use list::Choice;
pub(super) use list::{Listed, explain, listed};

/// The greatest number of values of an enum; with more, the value keeps its inferred type.
const MAX_VALUES: usize = 2_000;

/// The type of a value with the documented values `choices` and the inferred type `base`: an enum, numeric where `base`
/// and all choices are whole numbers; a boolean for `true` and `false`; `base` without choices. Of a list, the type of
/// its items changes.
pub fn choices_type(
    api: &mut Api,
    path: &[String],
    origin: &Origin,
    choices: &[Choice],
    base: &Type,
) -> Type {
    if let Type::Array(element) = base {
        return Type::Array(Box::new(choices_type(api, path, origin, choices, element)));
    }
    if choices.is_empty() || !may_be_enum(base) {
        return base.clone();
    }
    if choices
        .iter()
        .all(|choice| matches!(choice.value.as_str(), "true" | "false"))
    {
        return Type::Boolean;
    }
    let numeric = matches!(base, Type::Integer | Type::Unsigned)
        && choices
            .iter()
            .all(|choice| choice.value.parse::<i64>().is_ok());
    let mut distinct: IndexMap<&str, Option<&String>> = IndexMap::new();
    for choice in choices {
        let meaning = distinct.entry(&choice.value).or_default();
        *meaning = meaning.or(choice.meaning.as_ref());
    }
    if distinct.len() > MAX_VALUES {
        return base.clone();
    }
    let values = distinct
        .into_iter()
        .map(|(value, meaning)| EnumValue {
            description: meaning.cloned(),
            ..EnumValue::new(value, numeric)
        })
        .collect();
    let shape = TypeShape::Enum(values);
    Type::Named(api.add_type(TypeDef::new(path.to_vec(), shape, origin.clone())))
}

/// Whether a type can become an enum; a record, a map or a file cannot, whatever its description says.
fn may_be_enum(base: &Type) -> bool {
    matches!(
        base,
        Type::Any
            | Type::Boolean
            | Type::Integer
            | Type::Unsigned
            | Type::Number
            | Type::BigNumber
            | Type::String(_)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ground::diagnostic::SourceId;

    fn typed(choices: &[&str], base: Type) -> (Type, Vec<(String, bool)>) {
        let mut api = Api::default();
        let choices: Vec<Choice> = choices.iter().map(|&choice| Choice::new(choice)).collect();
        let ty = choices_type(&mut api, &[], &Origin::root(SourceId(0)), &choices, &base);
        let values = api.types.first().map(|def| match &def.shape {
            TypeShape::Enum(values) => values
                .iter()
                .map(|value| (value.value.clone(), value.numeric))
                .collect(),
            _ => Vec::new(),
        });
        (ty, values.unwrap_or_default())
    }

    #[test]
    fn choices_make_an_enum_of_their_kind() {
        let (ty, values) = typed(&["1", "2", "2"], Type::Integer);
        assert!(matches!(ty, Type::Named(_)));
        assert_eq!(values, [("1".to_owned(), true), ("2".to_owned(), true)]);
        let (_, values) = typed(&["1", "all"], Type::Integer);
        assert!(values.iter().all(|(_, numeric)| !numeric));
        assert_eq!(typed(&["true", "false"], Type::Boolean).0, Type::Boolean);
        assert_eq!(typed(&[], Type::Number).0, Type::Number);
        assert_eq!(typed(&["a"], Type::Binary).0, Type::Binary);
        let list = typed(&["a", "b"], Type::Array(Box::new(Type::string()))).0;
        assert!(matches!(list, Type::Array(element) if matches!(*element, Type::Named(_))));
    }
}
