//! Values that travel as text: of a path, a query, a form, a header.

use crate::model::api::{QueryStyle, StringFormat};

use super::{Number, Shape, detect};

/// What a converter writes for an object in a form.
const LOST_OBJECT: &str = "[object Object]";

pub(super) fn read(values: &[&str]) -> Shape {
    let mut all = Shape::default();
    let mut lost = false;
    for value in values.iter().map(|value| value.trim()) {
        lost |= value == LOST_OBJECT;
        if !value.is_empty() && value != LOST_OBJECT && !is_template(value) {
            all.merge(one(value));
        }
    }
    if all.kinds() > 1 || (all.is_unknown() && !lost) {
        return Shape::string(StringFormat::Plain);
    }
    all
}

fn is_template(value: &str) -> bool {
    value.starts_with("{{") && value.ends_with("}}") && !value.starts_with("{{$")
}

fn one(value: &str) -> Shape {
    if matches!(value, "true" | "false") {
        return Shape::boolean();
    }
    if let Some(number) = number(value) {
        return Shape::number(number.written());
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

/// A number as people write it; `007`, `+1` and what needs more than 64 bits stay text.
fn number(value: &str) -> Option<Number> {
    let digits = value.strip_prefix('-').unwrap_or(value);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let numeric = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let canonical =
        numeric(whole) && numeric(fraction) && (whole == "0" || !whole.starts_with('0'));
    let fits = value.contains('.') || value.parse::<i64>().is_ok() || value.parse::<u64>().is_ok();
    (canonical && fits).then(|| Number::of(value))
}

/// How a converter's placeholder writes a list (`<string>,<string>`), where it is one.
pub fn list_style(value: &str) -> Option<QueryStyle> {
    let separators = [
        (">,<", QueryStyle::Comma),
        (">%20<", QueryStyle::Space),
        (">|<", QueryStyle::Pipe),
    ];
    let quoted = value.starts_with('<') && value.ends_with('>');
    let found = separators
        .into_iter()
        .find(|(separator, _)| value.contains(separator));
    found.filter(|_| quoted).map(|(_, style)| style)
}

fn list(value: &str) -> Shape {
    let inner = value.trim_start_matches('<').trim_end_matches('>');
    let mut element = Shape::default();
    for part in inner.split([',', '|']).flat_map(|part| part.split("%20")) {
        let part = part.trim_start_matches('<').trim_end_matches('>');
        element.merge(detect::text(&format!("<{part}>")));
    }
    Shape::array(element)
}
