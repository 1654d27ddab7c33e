//! One type for one identifier: a path parameter that is a number in one call and text in another.

use indexmap::IndexMap;

use crate::ground::words::letters_and_digits;
use crate::model::api::{Api, Location, Operation, Parameter, StringFormat, Type};

/// Gives the path parameters of one name the same type: numbers if nothing shows them otherwise, else text.
///
/// A name that is only `id` counts with the segment before it.
pub(super) fn identify(api: &mut Api) {
    let mut places: IndexMap<String, Vec<(usize, usize)>> = IndexMap::new();
    for (number, operation) in api.operations.iter().enumerate() {
        for (index, parameter) in operation.parameters.iter().enumerate() {
            if parameter.location == Location::Path {
                let name = identifier(operation, parameter);
                places.entry(name).or_default().push((number, index));
            }
        }
    }
    for places in places.into_values() {
        let parameters: Vec<&Parameter> = places
            .iter()
            .filter_map(|(operation, index)| api.operations.get(*operation)?.parameters.get(*index))
            .collect();
        let Some(ty) = common_type(&parameters) else {
            continue;
        };
        for (operation, index) in places {
            let operation = api.operations.get_mut(operation);
            if let Some(parameter) =
                operation.and_then(|operation| operation.parameters.get_mut(index))
            {
                parameter.ty = ty.clone();
            }
        }
    }
}

fn is_number_or_text(ty: &Type) -> bool {
    matches!(
        ty,
        Type::Integer | Type::Unsigned | Type::String(StringFormat::Plain)
    )
}

/// What tells one identifier from others.
fn identifier(operation: &Operation, parameter: &Parameter) -> String {
    let letters = letters_and_digits(&parameter.name);
    if !["id", "uid", "key", "name", "code", "number"].contains(&letters.as_str()) {
        return letters;
    }
    let marked = format!("{{{}}}", parameter.name);
    let before = operation
        .key
        .path
        .split(marked.as_str())
        .next()
        .unwrap_or_default();
    format!(
        "{} {letters}",
        before
            .trim_end_matches('/')
            .rsplit('/')
            .next()
            .unwrap_or_default()
    )
}

/// The type for all parameters; `None` if they have one type already. Text without an example is a number where others
/// are.
fn common_type(parameters: &[&Parameter]) -> Option<Type> {
    let first = &parameters.first()?.ty;
    let are_equal = parameters.iter().all(|parameter| parameter.ty == *first);
    // Where descriptions say what the identifiers are, they may differ: a meeting's number here, its UUID there.
    let are_inferred = parameters
        .iter()
        .all(|parameter| parameter.description.is_none() && is_number_or_text(&parameter.ty));
    if are_equal || !are_inferred {
        return None;
    }
    let is_shown_text =
        |parameter: &&&Parameter| parameter.ty == Type::string() && !parameter.examples.is_empty();
    let mut numbers = parameters
        .iter()
        .filter(|parameter| parameter.ty != Type::string());
    let number = numbers.next().map(|parameter| parameter.ty.clone())?;
    let is_one = parameters
        .iter()
        .all(|parameter| parameter.ty == Type::string() || parameter.ty == number);
    match parameters.iter().any(|parameter| is_shown_text(&parameter)) || !is_one {
        true => Some(Type::string()),
        false => Some(number),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::api::testing::{operation, parameter};

    /// The types of the path parameters of operations with these paths, types and examples.
    fn types(paths: &[(&str, Type, &str)]) -> Vec<Type> {
        let mut api = Api::default();
        for (path, ty, example) in paths {
            let name = path.split(['{', '}']).nth(1).unwrap();
            let parameter = Parameter {
                ty: ty.clone(),
                examples: Some((*example).to_owned())
                    .filter(|text| !text.is_empty())
                    .into_iter()
                    .collect(),
                ..parameter(name, Location::Path)
            };
            api.operations.push(Operation {
                parameters: vec![parameter],
                ..operation("GET", path)
            });
        }
        identify(&mut api);
        let operations = api.operations.into_iter();
        operations
            .map(|operation| operation.parameters[0].ty.clone())
            .collect()
    }

    #[test]
    fn an_identifier_that_is_text_somewhere_is_text_everywhere() {
        let text = Type::string();
        assert_eq!(
            types(&[
                ("/a/{orderId}", Type::Integer, "7"),
                ("/b/{order_id}", text.clone(), "x7")
            ]),
            [text.clone(), text.clone()]
        );
        // Nothing shows that it is text.
        assert_eq!(
            types(&[
                ("/a/{orderId}", Type::Integer, "7"),
                ("/b/{orderId}", text.clone(), "")
            ]),
            [Type::Integer, Type::Integer]
        );
        // Identifiers of different resources.
        assert_eq!(
            types(&[
                ("/a/{id}", Type::Integer, "7"),
                ("/b/{id}", text.clone(), "x")
            ]),
            [Type::Integer, text]
        );
    }
}
