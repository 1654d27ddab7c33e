//! Identifiers that the service decodes twice get a type of their own, so that nobody encodes them by hand.

use crate::model::api::{
    Api, Location, Operation, Parameter, PathEncoding, Type, TypeDef, TypeShape,
};

/// Gives each parameter of a path that is encoded twice a type; those of one name are one type.
pub(super) fn identify(api: &mut Api) {
    for index in 0..api.operations.len() {
        let parameters = api
            .operations
            .get(index)
            .map_or(0, |one| one.parameters.len());
        for place in 0..parameters {
            parameter(api, index, place);
        }
    }
}

fn parameter(api: &mut Api, index: usize, place: usize) {
    let operation = api.operations.get(index);
    let Some((operation, parameter)) =
        operation.and_then(|one| Some((one, one.parameters.get(place)?)))
    else {
        return;
    };
    let is_text = matches!(parameter.ty, Type::String(_));
    if !is_text || parameter.location != Location::Path || parameter.encoding != PathEncoding::Twice
    {
        return;
    }
    let id = api.add_type(definition(operation, parameter));
    let operation = api.operations.get_mut(index);
    if let Some(parameter) = operation.and_then(|one| one.parameters.get_mut(place)) {
        parameter.ty = Type::Named(id);
    }
}

fn definition(operation: &Operation, parameter: &Parameter) -> TypeDef {
    let path = vec![operation.name.clone(), parameter.name.clone()];
    TypeDef {
        declared_name: Some(parameter.name.clone()),
        ..TypeDef::new(path, TypeShape::Identifier, parameter.origin.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::api::testing::{operation, parameter};
    use crate::model::profile::Profile;

    fn read(name: &str, encoding: PathEncoding) -> Operation {
        let mut one = operation("GET", &format!("/{name}/{{{name}}}"));
        let mut id = parameter(name, Location::Path);
        id.encoding = encoding;
        one.parameters = vec![id];
        one
    }

    #[test]
    fn identifiers_of_one_name_are_one_type_and_others_stay_text() {
        let operations = vec![
            read("meetingUUID", PathEncoding::Twice),
            read("meetingUuid", PathEncoding::Twice),
            read("webinarUUID", PathEncoding::Twice),
            read("userId", PathEncoding::Once),
        ];
        let api = Api {
            operations,
            ..Api::default()
        };
        let (api, _) = crate::refine::refine(api, &Profile::default());
        let types: Vec<&Type> = api
            .operations
            .iter()
            .map(|one| &one.parameters[0].ty)
            .collect();
        assert_eq!(types[0], types[1]);
        assert_ne!(types[0], types[2]);
        assert_eq!(types[3], &Type::string());
        assert_eq!(api.types.len(), 2);
    }
}
