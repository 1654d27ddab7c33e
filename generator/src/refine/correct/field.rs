//! Corrections of single values: parameters, fields and responses.

use crate::ground::diagnostic::{Origin, SourceId};
use crate::model::api::{Api, Content, Location, StringFormat, Type, TypeDef, TypeShape};
use crate::model::profile::FieldCorrection;

use super::target::{
    Node, Target, field_mut, find, form_field_mut, parameter_mut, set_type, type_at,
};
use super::{body, example, values};
use crate::refine::error::CorrectionError;

/// Applies a correction to the value at a location of an operation.
pub(super) fn correct(
    api: &mut Api,
    operation: usize,
    location: &str,
    correction: &FieldCorrection,
) -> Result<(), CorrectionError> {
    let target = find(api, operation, location)?;
    if correction.remove {
        example::remove(api, location, target);
        return remove(api, target);
    }
    if let Some(ty) = correction.ty() {
        remove_type_note(api, target);
        if is_secret(ty) {
            example::hide(api, location, target);
        }
        change_type(api, target, ty.clone());
    }
    if let Some(name) = &correction.variant {
        let ty = variant(type_at(api, target), api, name)?;
        set_type(api, target, ty);
    }
    if let Some(values) = &correction.values {
        let shape = TypeShape::Enum(values::enum_values(type_at(api, target), api, values)?);
        let def = definition(api, operation, location, shape);
        let id = api.add_type(def);
        set_type(api, target, Type::Named(id));
    }
    if let Some(name) = &correction.identifier {
        check_type_name(name)?;
        let def = definition(api, operation, location, TypeShape::Identifier);
        let id = api.add_type(TypeDef {
            given_name: Some(name.clone()),
            ..def
        });
        set_type(api, target, Type::Named(id));
    }
    if let Some(name) = &correction.rename {
        rename(api, target, name)?;
    }
    set_facts(api, target, correction)
}

fn is_secret(ty: &Type) -> bool {
    match ty {
        Type::String(format) => *format == StringFormat::Password,
        Type::Array(inner) | Type::Map(inner) | Type::Nullable(inner) => is_secret(inner),
        _ => false,
    }
}

/// The type of the variant of this name of a union.
fn variant(ty: Option<&Type>, api: &Api, name: &str) -> Result<Type, CorrectionError> {
    let shape = match ty {
        Some(Type::Named(id)) => api.types.get(*id).map(|def| &def.shape),
        _ => None,
    };
    let Some(TypeShape::Union(union)) = shape else {
        return Err(CorrectionError::new("its type is no union"));
    };
    let mut variants = union.variants.iter();
    if let Some(variant) = variants.find(|variant| variant.name == name) {
        return Ok(variant.ty.clone());
    }
    let variants = union.variants.iter();
    let names: Vec<&str> = variants.map(|variant| variant.name.as_str()).collect();
    let reason = format!(
        "it has the variants `{}` and no `{name}`",
        names.join("`, `")
    );
    Err(CorrectionError::unknown_name(reason, name, names))
}

/// Removes the description of a field without a known type, which says that its type is not documented.
fn remove_type_note(api: &mut Api, target: Target) {
    if let Node::Field(id, index) = target.node
        && let Some(field) = field_mut(api, id, index)
        && field.ty == Type::Any
    {
        field.description = None;
    }
}

/// Sets the type. A response that is a file becomes bytes, and a form field's examples show no file.
fn change_type(api: &mut Api, target: Target, ty: Type) {
    if let (Node::Response(index), 0, Type::Binary) = (target.node, target.depth, &ty) {
        let operation = api.operations.get_mut(target.operation);
        if let Some(response) = operation.and_then(|found| found.responses.get_mut(index)) {
            response.content = Content::Bytes("application/octet-stream".to_owned());
        }
        return;
    }
    set_type(api, target, ty);
    if let Node::FormField(index) = target.node
        && let Some(field) = form_field_mut(api, target.operation, index)
    {
        field.json = matches!(field.ty, Type::Any | Type::Map(_));
        if field.ty == Type::Binary {
            field.examples.clear();
        }
    }
}

/// A type whose path is the operation's name and the last word of a location.
fn definition(api: &Api, operation: usize, location: &str, shape: TypeShape) -> TypeDef {
    let mut words = location.rsplit(['.', ']', '}']);
    let word = words.find(|word| !word.is_empty()).unwrap_or(location);
    let word = word.trim_end_matches(['[', '{']).to_owned();
    match api.operations.get(operation) {
        Some(found) => TypeDef::new(vec![found.name.clone(), word], shape, found.origin.clone()),
        None => TypeDef::new(vec![word], shape, Origin::root(SourceId(0))),
    }
}

fn rename(api: &mut Api, target: Target, name: &str) -> Result<(), CorrectionError> {
    let Some(Type::Named(id)) = type_at(api, target).cloned() else {
        return Err(CorrectionError {
            reason: "only a record, an enum or a union has a type with a name".to_owned(),
            help: Some("rename setters and fields in names.lock".to_owned()),
        });
    };
    check_type_name(name)?;
    if let Some(def) = api.types.get_mut(id) {
        def.given_name = Some(name.to_owned());
    }
    Ok(())
}

fn check_type_name(name: &str) -> Result<(), CorrectionError> {
    match name.starts_with(char::is_alphabetic) {
        true => Ok(()),
        false => Err(CorrectionError::new(format!(
            "`{name}` is no name for a type"
        ))),
    }
}

fn remove(api: &mut Api, target: Target) -> Result<(), CorrectionError> {
    if target.depth > 0 {
        let reason = "the items of a list cannot be removed";
        return Err(CorrectionError::new(reason));
    }
    if let Node::Field(id, index) = target.node {
        let def = api.types.get_mut(id);
        if let Some(TypeShape::Record(record)) = def.map(|def| &mut def.shape) {
            record.fields.remove(index);
        }
        return Ok(());
    }
    let Some(operation) = api.operations.get_mut(target.operation) else {
        return Ok(());
    };
    match target.node {
        Node::Parameter(index) => {
            let parameter = operation.parameters.get(index);
            if parameter.is_some_and(|parameter| parameter.location == Location::Path) {
                return Err(CorrectionError::new("a parameter of the path is required"));
            }
            operation.parameters.remove(index);
        }
        Node::FormField(index) => {
            let body = operation.body.as_mut();
            if let Some(fields) = body.and_then(|body| body.kind.fields_mut()) {
                fields.remove(index);
            }
            body::update_required(operation);
        }
        Node::Body => operation.body = None,
        Node::Response(index) => {
            operation.responses.remove(index);
        }
        Node::Field(..) => {}
    }
    Ok(())
}

/// Sets what a correction says beside the type.
fn set_facts(
    api: &mut Api,
    target: Target,
    correction: &FieldCorrection,
) -> Result<(), CorrectionError> {
    let nothing = correction.required.is_none()
        && correction.nullable.is_none()
        && correction.deprecated.is_none()
        && correction.description.is_none();
    if nothing {
        return Ok(());
    }
    if target.depth > 0 {
        let reason = "the items of a list have only a type";
        return Err(CorrectionError::new(reason));
    }
    if correction.nullable.is_some() && !matches!(target.node, Node::Field(..)) {
        let reason = "only a field of an object can be `null`";
        return Err(CorrectionError::new(reason));
    }
    let facts = match target.node {
        Node::Field(id, index) => field_mut(api, id, index).map(|field| {
            if let Some(nullable) = correction.nullable {
                (field.nullable, field.clearable) = (nullable, nullable);
            }
            (
                &mut field.required,
                &mut field.deprecated,
                &mut field.description,
            )
        }),
        Node::Parameter(index) => match parameter_mut(api, target.operation, index) {
            Some(parameter)
                if parameter.location == Location::Path && correction.required == Some(false) =>
            {
                return Err(CorrectionError::new("a parameter of the path is required"));
            }
            parameter => parameter.map(|parameter| {
                let description = &mut parameter.description;
                (
                    &mut parameter.required,
                    &mut parameter.deprecated,
                    description,
                )
            }),
        },
        Node::FormField(index) => form_field_mut(api, target.operation, index).map(|field| {
            (
                &mut field.required,
                &mut field.deprecated,
                &mut field.description,
            )
        }),
        Node::Body | Node::Response(_) => None,
    };
    let Some((required, deprecated, description)) = facts else {
        return Err(CorrectionError::new("it has only a type"));
    };
    *required = correction.required.unwrap_or(*required);
    *deprecated = correction.deprecated.unwrap_or(*deprecated);
    if correction.description.is_some() {
        description.clone_from(&correction.description);
    }
    if let Some(operation) = api.operations.get_mut(target.operation) {
        body::update_required(operation);
    }
    Ok(())
}
