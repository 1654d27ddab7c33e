//! Path parameters that the service decodes twice get an identifier type, which encodes them as often.

use crate::model::api::{Api, Location, PathEncoding, Type, TypeDef, TypeShape};
use crate::refine::error::CorrectionError;

/// Gives all parameters that the source describes as encoded twice their identifier types.
pub(super) fn set_identifier_types(api: &mut Api) {
    for index in 0..api.operations.len() {
        let operation = api.operations.get(index);
        for at in 0..operation.map_or(0, |operation| operation.parameters.len()) {
            set_identifier_type(api, index, at);
        }
    }
}

/// Encodes a path parameter twice.
pub(super) fn encode_twice(api: &mut Api, index: usize, name: &str) -> Result<(), CorrectionError> {
    let Some(operation) = api.operations.get_mut(index) else {
        return Ok(());
    };
    let mut parameters = operation.parameters.iter_mut().enumerate();
    let found = parameters
        .find(|(_, parameter)| parameter.location == Location::Path && parameter.name == name);
    let Some((at, parameter)) = found else {
        let parameters = operation.parameters.iter();
        let in_path = parameters.filter(|parameter| parameter.location == Location::Path);
        let names = in_path.map(|parameter| parameter.name.as_str());
        let reason = format!("the path has no parameter `{name}`");
        return Err(CorrectionError::unknown_name(reason, name, names));
    };
    parameter.encoding = PathEncoding::Twice;
    set_identifier_type(api, index, at);
    Ok(())
}

/// Gives a path parameter that is text and is encoded twice an identifier type of its name. Equal names become one type
/// later, as all equal types do.
fn set_identifier_type(api: &mut Api, index: usize, at: usize) -> Option<()> {
    let operation = api.operations.get(index)?;
    let parameter = operation.parameters.get(at)?;
    let is_text = matches!(parameter.ty, Type::String(_));
    let is_twice = parameter.encoding == PathEncoding::Twice;
    if !is_text || !is_twice || parameter.location != Location::Path {
        return None;
    }
    let path = vec![operation.name.clone(), parameter.name.clone()];
    let id = api.add_type(TypeDef {
        declared_name: Some(parameter.name.clone()),
        ..TypeDef::new(path, TypeShape::Identifier, parameter.origin.clone())
    });
    let parameter = api.operations.get_mut(index)?.parameters.get_mut(at)?;
    parameter.ty = Type::Named(id);
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::api::Operation;
    use crate::model::api::Provenance;
    use crate::model::api::testing::{operation, parameter};
    use crate::model::profile::Profile;

    fn read(name: &str, encoding: PathEncoding) -> Operation {
        let mut id = parameter(name, Location::Path);
        id.encoding = encoding;
        Operation {
            parameters: vec![id],
            ..operation("GET", &format!("/{name}/{{{name}}}"))
        }
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
        let (api, _) = crate::refine::refine(
            api,
            &mut Provenance::default(),
            &Profile::default(),
            &crate::refine::Selection::default(),
        );
        let operations = api.operations.iter();
        let types: Vec<&Type> = operations
            .map(|operation| &operation.parameters[0].ty)
            .collect();
        assert_eq!(types[0], types[1]);
        assert_ne!(types[0], types[2]);
        assert_eq!(types[3], &Type::string());
        assert_eq!(api.types.len(), 2);
    }
}
