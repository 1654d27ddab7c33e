//! What is known of one value: a parameter, a field, an answer.

use crate::ground::diagnostic::{Origin, SourceId};
use crate::model::api::{
    Api, Content, EnumValue, Field, FormField, Location, Parameter, StringFormat, Type, TypeDef,
    TypeShape,
};
use crate::model::profile::{EnumLiteral, FieldCorrection};

use super::place::{Holder, Place, find, type_at};
use super::{body, example, value};
use crate::refine::error::CorrectionError;

/// Puts what is known into its place.
pub(super) fn correct(
    api: &mut Api,
    index: usize,
    text: &str,
    known: &FieldCorrection,
) -> Result<(), CorrectionError> {
    let place = find(api, index, text)?;
    if known.remove {
        example::forget(api, index, text, place.holder);
        return remove(api, index, place);
    }
    if let Some(ty) = known.ty() {
        forget_prose(api, place);
        if is_secret(ty) {
            example::hide(api, index, text, place.holder);
        }
        retype(api, index, place, ty.clone());
    }
    if let Some(name) = &known.variant {
        let ty = variant(api, type_at(api, index, place), name)?;
        value::set(api, index, place, ty);
    }
    if !known.values.is_empty() {
        let id = api.add_type(choice(api, index, text, &known.values));
        value::set(api, index, place, Type::Named(id));
    }
    if let Some(name) = &known.identifier {
        named(name)?;
        let def = TypeDef {
            shape: TypeShape::Identifier,
            given_name: Some(name.clone()),
            ..choice(api, index, text, &[])
        };
        let id = api.add_type(def);
        value::set(api, index, place, Type::Named(id));
    }
    if let Some(name) = &known.rename {
        rename(api, index, place, name)?;
    }
    facts(api, index, place, known)
}

fn is_secret(ty: &Type) -> bool {
    match ty {
        Type::String(format) => *format == StringFormat::Password,
        Type::Array(inner) | Type::Map(inner) => is_secret(inner),
        _ => false,
    }
}

/// The shape of this name among those that a value may have.
fn variant(api: &Api, ty: Option<&Type>, name: &str) -> Result<Type, CorrectionError> {
    let shape = match ty {
        Some(Type::Named(id)) => api.types.get(id.0 as usize).map(|def| &def.shape),
        _ => None,
    };
    let Some(TypeShape::Union(union)) = shape else {
        return Err(CorrectionError::new("its type is no union"));
    };
    let found = union.variants.iter().find(|one| one.name == name);
    found.map(|one| one.ty.clone()).ok_or_else(|| {
        let names = union.variants.iter().map(|one| one.name.as_str());
        let known: Vec<&str> = names.clone().collect();
        let why = format!(
            "it has the variants `{}` and no `{name}`",
            known.join("`, `")
        );
        CorrectionError::unknown_name(why, name, names)
    })
}

/// What was said of a field of which nothing was known is not true any more.
fn forget_prose(api: &mut Api, place: Place) {
    if let Holder::Field(id, at) = place.holder
        && let Some(TypeShape::Record(record)) =
            api.types.get_mut(id.0 as usize).map(|def| &mut def.shape)
        && let Some(field) = record
            .fields
            .get_mut(at)
            .filter(|field| field.ty == Type::Any)
    {
        field.description = None;
    }
}

/// Whatever is a file is handed on as bytes.
fn retype(api: &mut Api, index: usize, place: Place, ty: Type) {
    let response = match place {
        Place {
            holder: Holder::Response(at),
            inside: 0,
        } => api
            .operations
            .get_mut(index)
            .and_then(|one| one.responses.get_mut(at)),
        _ => None,
    };
    match response {
        Some(response) if ty == Type::Binary => {
            response.content = Content::Bytes("application/octet-stream".to_owned());
        }
        _ => value::set(api, index, place, ty),
    }
    let field = match place.holder {
        Holder::FormField(at) => form_field(api, index, at),
        _ => None,
    };
    if let Some(field) = field {
        field.json = matches!(field.ty, Type::Any | Type::Map(_));
        if field.ty == Type::Binary {
            field.examples.clear();
        }
    }
}

fn form_field(api: &mut Api, index: usize, at: usize) -> Option<&mut FormField> {
    let body = api.operations.get_mut(index)?.body.as_mut()?;
    body.kind.fields_mut()?.get_mut(at)
}

fn choice(api: &Api, index: usize, place: &str, values: &[EnumLiteral]) -> TypeDef {
    let operation = api.operations.get(index);
    let word = place.rsplit(['.', ']', '}']).find(|word| !word.is_empty());
    let word = word.unwrap_or(place).trim_end_matches(['[', '{']);
    let value = |value: &EnumLiteral| match value {
        EnumLiteral::Text(text) => EnumValue::new(text, false),
        EnumLiteral::Number(number) => EnumValue::new(number.to_string(), true),
    };
    let name = operation.map(|operation| operation.name.clone());
    let path = vec![name.unwrap_or_default(), word.to_owned()];
    let shape = TypeShape::Enum(values.iter().map(value).collect());
    let origin = operation.map_or_else(
        || Origin::root(SourceId(0)),
        |operation| operation.origin.clone(),
    );
    TypeDef::new(path, shape, origin)
}

fn rename(api: &mut Api, index: usize, place: Place, name: &str) -> Result<(), CorrectionError> {
    let id = match type_at(api, index, place) {
        Some(Type::Named(id)) => *id,
        _ => {
            return Err(CorrectionError {
                reason: "only a record, an enum or a union has a type with a name".to_owned(),
                help: Some("rename setters and fields in names.lock".to_owned()),
            });
        }
    };
    named(name)?;
    if let Some(def) = api.types.get_mut(id.0 as usize) {
        def.given_name = Some(name.to_owned());
    }
    Ok(())
}

fn named(name: &str) -> Result<(), CorrectionError> {
    match name.starts_with(char::is_alphabetic) {
        true => Ok(()),
        false => Err(CorrectionError::new(format!(
            "`{name}` is no name for a type"
        ))),
    }
}

fn remove(api: &mut Api, index: usize, place: Place) -> Result<(), CorrectionError> {
    if place.inside > 0 {
        return Err(CorrectionError::new(
            "the items of a list cannot be removed",
        ));
    }
    if let Holder::Field(id, at) = place.holder {
        if let Some(TypeShape::Record(record)) =
            api.types.get_mut(id.0 as usize).map(|def| &mut def.shape)
        {
            record.fields.remove(at);
        }
        return Ok(());
    }
    let Some(operation) = api.operations.get_mut(index) else {
        return Ok(());
    };
    match place.holder {
        Holder::Parameter(at) => {
            let location = operation.parameters.get(at).map(|one| one.location);
            if location == Some(Location::Path) {
                return Err(CorrectionError::new("a parameter of the path is required"));
            }
            operation.parameters.remove(at);
        }
        Holder::FormField(at) => {
            if let Some(fields) = operation
                .body
                .as_mut()
                .and_then(|body| body.kind.fields_mut())
            {
                fields.remove(at);
            }
            body::settle(operation);
        }
        Holder::Body => operation.body = None,
        Holder::Response(at) => {
            operation.responses.remove(at);
        }
        Holder::Field(..) => {}
    }
    Ok(())
}

/// The facts that stand beside a type.
fn facts(
    api: &mut Api,
    index: usize,
    place: Place,
    known: &FieldCorrection,
) -> Result<(), CorrectionError> {
    let any = known.required.is_some()
        || known.nullable.is_some()
        || known.deprecated.is_some()
        || known.description.is_some();
    if !any {
        return Ok(());
    }
    if place.inside > 0 {
        return Err(CorrectionError::new("the items of a list have only a type"));
    }
    if known.nullable.is_some() && !matches!(place.holder, Holder::Field(..)) {
        return Err(CorrectionError::new(
            "only a field of an object can be `null`",
        ));
    }
    let Some(mut facts) = facts_of(api, index, place.holder) else {
        return Err(CorrectionError::new("it has only a type"));
    };
    if known.required == Some(false) && facts.in_path {
        return Err(CorrectionError::new("a parameter of the path is required"));
    }
    facts.take(known);
    if let Some(operation) = api.operations.get_mut(index) {
        body::settle(operation);
    }
    Ok(())
}

/// What parameters and fields have in common.
struct Facts<'a> {
    required: &'a mut bool,
    deprecated: &'a mut bool,
    description: &'a mut Option<String>,
    nullable: Option<[&'a mut bool; 2]>,
    in_path: bool,
}

impl Facts<'_> {
    fn take(&mut self, known: &FieldCorrection) {
        *self.required = known.required.unwrap_or(*self.required);
        *self.deprecated = known.deprecated.unwrap_or(*self.deprecated);
        if known.description.is_some() {
            self.description.clone_from(&known.description);
        }
        if let (Some(nullable), Some(known)) = (&mut self.nullable, known.nullable) {
            for flag in nullable {
                **flag = known;
            }
        }
    }
}

fn facts_of(api: &mut Api, index: usize, holder: Holder) -> Option<Facts<'_>> {
    if let Holder::Field(id, at) = holder {
        let TypeShape::Record(record) = &mut api.types.get_mut(id.0 as usize)?.shape else {
            return None;
        };
        let Field {
            required,
            deprecated,
            description,
            nullable,
            clearable,
            ..
        } = record.fields.get_mut(at)?;
        return Some(Facts {
            required,
            deprecated,
            description,
            nullable: Some([nullable, clearable]),
            in_path: false,
        });
    }
    let operation = api.operations.get_mut(index)?;
    match holder {
        Holder::Parameter(at) => {
            let Parameter {
                required,
                deprecated,
                description,
                location,
                ..
            } = operation.parameters.get_mut(at)?;
            let in_path = *location == Location::Path;
            Some(Facts {
                required,
                deprecated,
                description,
                nullable: None,
                in_path,
            })
        }
        Holder::FormField(at) => {
            let fields = operation.body.as_mut()?.kind.fields_mut()?;
            let FormField {
                required,
                deprecated,
                description,
                ..
            } = fields.get_mut(at)?;
            Some(Facts {
                required,
                deprecated,
                description,
                nullable: None,
                in_path: false,
            })
        }
        Holder::Body | Holder::Response(_) | Holder::Field(..) => None,
    }
}
