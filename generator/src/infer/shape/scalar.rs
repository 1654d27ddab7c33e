//! Shapes of values that are sent as text: in a path, a query, a form, a header.

use crate::model::api::{ParameterStyle, StringFormat};

use super::format::is_digits;
use super::{Number, Shape, detect};

/// The text that a converter writes in place of an object in a form.
const LOST_OBJECT: &str = "[object Object]";

pub(super) fn read(values: &[&str]) -> Shape {
    let mut all = Shape::default();
    let mut has_lost_object = false;
    for value in values.iter().map(|value| value.trim()) {
        has_lost_object |= value == LOST_OBJECT;
        if !value.is_empty() && value != LOST_OBJECT && !is_template(value) {
            all.merge(value_shape(value));
        }
    }
    if all.kind_count() > 1 || (all.is_unknown() && !has_lost_object) {
        return Shape::string(StringFormat::Plain);
    }
    all
}

fn is_template(value: &str) -> bool {
    value.starts_with("{{") && value.ends_with("}}") && !value.starts_with("{{$")
}

fn value_shape(value: &str) -> Shape {
    if matches!(value, "true" | "false") {
        return Shape::boolean();
    }
    if let Some(number) = number(value) {
        return Shape::number(number.in_text());
    }
    if value.starts_with(['{', '['])
        && let Ok(shape) = Shape::from_json_text(value)
    {
        return shape;
    }
    match list_style(value) {
        Some(_) => list(value),
        None => detect::text(value),
    }
}

/// The number that a text is; `007`, `+1` and whole numbers of more than 64 bits are text.
fn number(value: &str) -> Option<Number> {
    let digits = value.strip_prefix('-').unwrap_or(value);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let canonical =
        is_digits(whole) && is_digits(fraction) && (whole == "0" || !whole.starts_with('0'));
    let fits = value.contains('.') || value.parse::<i64>().is_ok() || value.parse::<u64>().is_ok();
    (canonical && fits).then(|| Number::of(value))
}

/// The style of a converter's placeholder for a list (`<string>,<string>`).
pub fn list_style(value: &str) -> Option<ParameterStyle> {
    let separators = [
        (">,<", ParameterStyle::COMMA),
        (">%20<", ParameterStyle::SPACE),
        (">|<", ParameterStyle::PIPE),
    ];
    let quoted = value.starts_with('<') && value.ends_with('>');
    let found = separators
        .into_iter()
        .find(|(separator, _)| value.contains(separator));
    found.filter(|_| quoted).map(|(_, style)| style)
}

/// The shape of a converter's placeholder for a list.
fn list(value: &str) -> Shape {
    let inner = value.trim_start_matches('<').trim_end_matches('>');
    let mut element = Shape::default();
    for part in inner.split([',', '|']).flat_map(|part| part.split("%20")) {
        let part = part.trim_start_matches('<').trim_end_matches('>');
        element.merge(detect::text(&format!("<{part}>")));
    }
    Shape::array(element)
}
