//! JSON text to a shape.

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
            inner(text.value.trim_start())
        }
        value => shape(value, 0),
    })
}

/// JSON that was written into a string of JSON, as converters do with examples that are texts. What
/// looks like JSON and is none is no text either: nobody answers with half an object in quotes.
fn inner(text: &str) -> Shape {
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
    if let Some(marker) = marker(object) {
        return marker;
    }
    let mut fields = Fields::new();
    let mut words = IndexMap::new();
    let described = object.properties.iter().any(is_described);
    for property in &object.properties {
        let name = name(property);
        let member = match &property.value {
            Value::StringLit(text) => {
                if TAGS.contains(&name) && detect::is_word(&text.value) {
                    words.insert(name.to_owned(), text.value.to_string());
                }
                member_text(name, &text.value, described)
            }
            value => shape(value, depth + 1),
        };
        // Of equal keys the last one counts, as it does for Postman.
        fields.insert(name.to_owned(), member);
    }
    Shape::object(Object::of(fields, &words))
}

fn name<'a>(property: &'a ObjectProp<'_>) -> &'a str {
    property.name.as_str().trim_start_matches(template::MARK)
}

/// Whether a field shows its type instead of a value: `"size": "integer"`.
fn is_described(property: &ObjectProp<'_>) -> bool {
    let Value::StringLit(text) = &property.value else {
        return false;
    };
    detect::type_words(&text.value).is_some() && !may_hold_type_words(name(property))
}

/// Fields such as `data_type`, whose values may be `integer` in earnest.
fn may_hold_type_words(name: &str) -> bool {
    let name = name.to_lowercase();
    ["type", "kind", "format"]
        .iter()
        .any(|word| name.contains(word))
}

fn member_text(name: &str, text: &str, described: bool) -> Shape {
    let bare = !text.contains(' ');
    match detect::type_words(text) {
        Some(shape) if !bare || described || !may_hold_type_words(name) => shape,
        _ => detect::text(text),
    }
}

/// A converter writes `{"value": "<Circular reference …>"}` for a whole object.
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
