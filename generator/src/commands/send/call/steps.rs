//! Fills in a request by the steps of the generated method, with values of JSON in the place of typed ones.

use posthaste_runtime::{File, Json, ListStyle, ParamStyle, Request};

use super::file::{as_json, file_of};
use crate::model::api::{BodyKind, Operation};
use crate::rust::plan::model::{ListStyle as Style, Operand, Step, StepKind, StyleForm};

/// Adds what a step adds, with the value of its input; steps of constants have none.
///
/// # Errors
/// The value cannot be sent in this way; a message says why.
pub(super) fn apply(request: &mut Request, step: &Step, value: &Json) -> Result<(), String> {
    let texts = step.operands.iter().filter_map(|operand| match operand {
        Operand::Text(text) => Some(text.as_str()),
        _ => None,
    });
    let texts: Vec<&str> = texts.collect();
    let name = texts.first().copied().unwrap_or_default();
    let value = &constant(step).unwrap_or_else(|| value.clone());
    let json = as_json(value);
    match step.kind {
        // The caller wrote this value by hand, so one that is empty is meant.
        StepKind::Path => request.path_as(name, &json, ParamStyle::SIMPLE.or_empty()),
        StepKind::PathAs => request.path_as(name, &json, param_style(step).or_empty()),
        StepKind::QueryAs => request.query_as(name, &json, param_style(step)),
        StepKind::HeaderAs => request.header_as(name, &json, param_style(step)),
        StepKind::CookieAs => request.cookie_as(name, &json, param_style(step)),
        StepKind::WholeQuery => request.whole_query(&json, param_style(step)),
        StepKind::PathTwice => request.path_twice(name, &json),
        StepKind::Query => request.query(name, &json),
        StepKind::QueryList => request.query_list(name, &items(&json), list_style(step)),
        StepKind::QueryFlag => {
            if json != Json::Bool(false) {
                request.query_flag(name);
            }
        }
        StepKind::Header => request.header(name, &json),
        StepKind::Url => request.url(&text(&json)),
        StepKind::Member => request.member(name, &json),
        StepKind::Field => request.field(name, &json),
        StepKind::FieldAs => request.field_as(name, &json, param_style(step)),
        StepKind::PartAs => request.part_as(name, &json, param_style(step)),
        StepKind::FieldList => request.field_list(name, &items(&json)),
        StepKind::FieldJson => request.field_json(name, &json),
        StepKind::FieldJsonList => request.field_json_list(name, &without_null(&json)),
        StepKind::Part => return part(request, name, value, |request| request.part(name, &json)),
        StepKind::PartTyped => {
            let media_type = texts.get(1).copied().unwrap_or_default();
            return part(request, name, value, |request| {
                request.part_typed(name, media_type, &json);
            });
        }
        StepKind::PartList => {
            return part(request, name, value, |request| {
                request.part_list(name, &items(&json));
            });
        }
        StepKind::PartJson => request.part_json(name, &json),
        StepKind::PartJsonList => request.part_json_list(name, &without_null(&json)),
        StepKind::PartFile | StepKind::PartFiles => {
            request.part_files(name, files(name, value)?);
        }
        StepKind::PartFileAs | StepKind::PartFilesAs => {
            let media_type = texts.get(1).copied().unwrap_or_default();
            request.part_files_as(name, media_type, files(name, value)?);
        }
        StepKind::Json => request.json(&json),
        StepKind::JsonAs => request.json_as(name, &json),
        // A text is taken as it is: it has its lines, or its elements, already.
        StepKind::JsonLines | StepKind::Xml if json.as_str().is_some() => {
            request.text(name, &text(&json));
        }
        StepKind::JsonLines => request.json_lines(name, &json),
        StepKind::Xml => {
            request.xml(name, &json, texts.get(1).copied().unwrap_or_default());
        }
        StepKind::Text => request.text(name, &text(&json)),
        StepKind::File => request.file(whole_file(value)?),
        StepKind::FileAs => request.file_as(name, whole_file(value)?),
        StepKind::GraphQl => {
            let operation = step.operands.iter().find_map(|operand| match operand {
                Operand::OptionalText(text) => text.as_deref(),
                _ => None,
            });
            request.graphql(name, operation, &json);
        }
    }
    Ok(())
}

/// The step of a field that the form of an operation does not declare, by the value.
pub(super) fn undeclared(operation: &Operation, name: &str, value: &Json) -> Step {
    let kind = operation.body.as_ref().map(|body| &body.kind);
    let is_object = |value: &Json| value.as_object().is_some();
    let has_objects = is_object(value) || items(value).iter().any(is_object);
    let is_list = value.as_array().is_some();
    let kind = match (kind, is_list, has_objects) {
        (Some(BodyKind::Multipart(_)), true, true) if !is_file(value) => StepKind::PartJsonList,
        (Some(BodyKind::Multipart(_)), true, _) => StepKind::PartList,
        (Some(BodyKind::Multipart(_)), false, _) if is_file(value) => StepKind::PartFile,
        (Some(BodyKind::Multipart(_)), false, true) => StepKind::PartJson,
        (Some(BodyKind::Multipart(_)), false, false) => StepKind::Part,
        (Some(BodyKind::Form(_)), true, true) => StepKind::FieldJsonList,
        (Some(BodyKind::Form(_)), false, true) => StepKind::FieldJson,
        (Some(BodyKind::Form(_)), true, false) => StepKind::FieldList,
        (Some(BodyKind::Form(_)), false, false) => StepKind::Field,
        _ => StepKind::Member,
    };
    Step {
        kind,
        operands: vec![Operand::Text(name.to_owned())],
    }
}

/// Whether a value is a file, or a list of files.
fn is_file(value: &Json) -> bool {
    let items = items(value);
    let is_file = |item: &Json| file_of(item).is_ok_and(|file| file.is_some());
    !items.is_empty() && items.iter().all(is_file)
}

/// The value of a step that has a constant one.
fn constant(step: &Step) -> Option<Json> {
    step.operands.iter().find_map(|operand| match operand {
        Operand::Constant(text) => Some(Json::from(text.as_str())),
        Operand::Integer(number) => Some(Json::from(*number)),
        Operand::Unit => Some(Json::Null),
        _ => None,
    })
}

/// The items of a list; another value is a list of itself.
fn items(value: &Json) -> Vec<Json> {
    match value {
        Json::Array(items) => items
            .iter()
            .filter(|item| !item.is_null())
            .cloned()
            .collect(),
        single => vec![single.clone()],
    }
}

/// A list without `null`.
fn without_null(value: &Json) -> Json {
    Json::Array(items(value))
}

fn list_style(step: &Step) -> ListStyle {
    let style = step.operands.iter().find_map(|operand| match operand {
        Operand::Style(style) => Some(*style),
        _ => None,
    });
    match style {
        Some(Style::Comma) => ListStyle::Comma,
        Some(Style::Space) => ListStyle::Space,
        Some(Style::Pipe) => ListStyle::Pipe,
        Some(Style::Repeat) | None => ListStyle::Repeat,
    }
}

/// The runtime's style of a parameter.
fn param_style(step: &Step) -> ParamStyle {
    let style = step.operands.iter().find_map(|operand| match operand {
        Operand::ParameterStyle(style) => Some(*style),
        _ => None,
    });
    let Some(style) = style else {
        return ParamStyle::SIMPLE;
    };
    let mut written = match style.form {
        StyleForm::Form | StyleForm::Flag => ParamStyle::FORM,
        StyleForm::Simple => ParamStyle::SIMPLE,
        StyleForm::Label => ParamStyle::LABEL,
        StyleForm::Matrix => ParamStyle::MATRIX,
        StyleForm::Space => ParamStyle::SPACE,
        StyleForm::Pipe => ParamStyle::PIPE,
        StyleForm::Tab => ParamStyle::TAB,
        StyleForm::Deep => ParamStyle::DEEP,
        StyleForm::Cookie => ParamStyle::COOKIE,
        StyleForm::Json => ParamStyle::JSON,
        StyleForm::UrlEncoded => ParamStyle::URL_ENCODED,
    };
    if style.explode {
        written = written.exploded();
    }
    if style.reserved {
        written = written.reserved();
    }
    written
}

/// A text as it is, another value as JSON.
fn text(value: &Json) -> String {
    match value {
        Json::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// A part of a form: a file where the value is one, whatever the document says, else by `otherwise`.
fn part(
    request: &mut Request,
    name: &str,
    value: &Json,
    otherwise: impl FnOnce(&mut Request),
) -> Result<(), String> {
    let first = items(value).into_iter().next().unwrap_or_default();
    match file_of(&first)? {
        Some(_) => request.part_files(name, files(name, value)?),
        None => otherwise(request),
    }
    Ok(())
}

/// The files of a part.
fn files(name: &str, value: &Json) -> Result<Vec<File>, String> {
    let files = items(value).into_iter().map(|item| match file_of(&item)? {
        Some(file) => Ok(file),
        None => Err(format!(
            "`{name}` is a file: write it as {{\"$file\": {{\"name\": .., \"type\": .., \"text\": ..}}}}"
        )),
    });
    files.collect()
}

/// The body that is a file: bytes, a file, or a text.
fn whole_file(value: &Json) -> Result<File, String> {
    match file_of(value)? {
        Some(file) => Ok(file),
        None => Ok(File::bytes("", text(value))),
    }
}
