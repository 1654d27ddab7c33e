//! Shapes of JSON text.

use indexmap::IndexMap;
use jsonc_parser::ast::{Object as JsonObject, ObjectProp, Value};
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

use super::object::{Fields, Object, TAGS};
use super::{MAX_DEPTH, Number, Shape, ShapeError, detect, template};

pub(super) fn read(text: &str) -> Result<Shape, ShapeError> {
    let quoted = template::quote(text.trim_start_matches('\u{FEFF}'));
    let parsed = parse_to_ast(
        &quoted,
        &CollectOptions::default(),
        &ParseOptions::default(),
    )
    .map_err(|error| ShapeError {
        message: error.kind().to_string(),
        offset: error.range().start.min(text.len()),
    })?;
    let Some(value) = parsed.value else {
        return Err(ShapeError {
            message: "there is no JSON in it".to_owned(),
            offset: 0,
        });
    };
    Ok(match &value {
        Value::StringLit(text) if text.value.trim_start().starts_with(['{', '[']) => {
            json_in_string(text.value.trim_start())
        }
        value => shape(value, 0),
    })
}

/// The shape of JSON within a JSON string, which converters make of examples that are text. Malformed JSON is of
/// unknown shape: that the value is a string is unlikely.
fn json_in_string(text: &str) -> Shape {
    let quoted = template::quote(&template::close_strings(text));
    match parse_to_ast(
        &quoted,
        &CollectOptions::default(),
        &ParseOptions::default(),
    ) {
        Ok(parsed) => parsed
            .value
            .map_or_else(Shape::default, |value| shape(&value, 0)),
        Err(_) => Shape::default(),
    }
}

fn shape(value: &Value<'_>, depth: usize) -> Shape {
    if depth > MAX_DEPTH {
        return Shape::default();
    }
    match value {
        Value::NullKeyword(_) => Shape::null(),
        Value::BooleanLit(_) => Shape::boolean(),
        Value::NumberLit(number) => Shape::number(Number::of(number.value)),
        Value::StringLit(text) => detect::text(&text.value),
        Value::Array(array) => {
            let mut element = Shape::default();
            for value in &array.elements {
                element.merge(shape(value, depth + 1));
            }
            Shape::array(element)
        }
        Value::Object(object) => object_shape(object, depth),
    }
}

fn object_shape(object: &JsonObject<'_>, depth: usize) -> Shape {
    if let Some(shape) = marker(object) {
        return shape;
    }
    let mut fields = Fields::new();
    let mut tags = IndexMap::new();
    let shows_types = object.properties.iter().any(has_type_word_as_value);
    for property in &object.properties {
        let name = name(property);
        let member = match &property.value {
            Value::StringLit(text) => {
                if TAGS.contains(&name) && detect::is_word(&text.value) {
                    tags.insert(name.to_owned(), text.value.to_string());
                }
                member_text(name, &text.value, shows_types)
            }
            value => shape(value, depth + 1),
        };
        // Of equal keys the last one is used, as Postman does.
        fields.insert(name.to_owned(), member);
    }
    Shape::object(Object::of(fields, &tags))
}

fn name<'a>(property: &'a ObjectProp<'_>) -> &'a str {
    property.name.as_str().trim_start_matches(template::MARK)
}

/// Whether the value of a field is the name of its type: `"size": "integer"`.
fn has_type_word_as_value(property: &ObjectProp<'_>) -> bool {
    let Value::StringLit(text) = &property.value else {
        return false;
    };
    detect::type_words(&text.value).is_some() && !may_hold_type_words(name(property))
}

/// Whether a field, such as `data_type`, may have the value `integer`.
fn may_hold_type_words(name: &str) -> bool {
    let name = name.to_lowercase();
    ["type", "kind", "format"]
        .iter()
        .any(|word| name.contains(word))
}

/// The shape of a text in an object; `shows_types` says whether the object has types in place of values.
fn member_text(name: &str, text: &str, shows_types: bool) -> Shape {
    let bare = !text.contains(' ');
    match detect::type_words(text) {
        Some(shape) if !bare || shows_types || !may_hold_type_words(name) => shape,
        _ => detect::text(text),
    }
}

/// The shape of a converter's marker in place of an object: `{"value": "<Circular reference …>"}`.
fn marker(object: &JsonObject<'_>) -> Option<Shape> {
    let [property] = object.properties.as_slice() else {
        return None;
    };
    let Value::StringLit(text) = &property.value else {
        return None;
    };
    (name(property) == "value")
        .then(|| detect::marker(&text.value))
        .flatten()
}
