//! Values of an example call in the style of their parameter.

use serde_json::Value;

use crate::model::api::{Location, Operation, Parameter, StyleForm, Type};

use super::path_segment;

/// The members of a value that is an object by the type of its parameter and by its text, which is JSON; `None` for other values.
fn members(parameter: &Parameter, text: &str) -> Option<Vec<(String, Value)>> {
    if !matches!(parameter.ty, Type::Map(_) | Type::Named(_)) {
        return None;
    }
    match serde_json::from_str(text).ok()? {
        Value::Object(members) => Some(members.into_iter().collect()),
        _ => None,
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// The members of an object as `key=value`, or one after the other, joined.
fn joined(members: &[(String, Value)], parameter: &Parameter, between: &str) -> String {
    let explode = parameter.style.explode;
    let separator = parameter.style.separator().unwrap_or(',').to_string();
    let (pair, between) = match explode {
        true => ("=", between),
        false => (separator.as_str(), separator.as_str()),
    };
    let members = members.iter();
    let members = members.map(|(key, value)| format!("{key}{pair}{}", plain(value)));
    members.collect::<Vec<_>>().join(between)
}

/// The pairs of a query, in which objects are written in the style of their parameter.
pub(super) fn query(
    operation: &Operation,
    pairs: &[(String, Option<String>)],
) -> Vec<(String, Option<String>)> {
    let mut written = Vec::new();
    for (name, value) in pairs {
        let mut parameters = operation.parameters.iter();
        let parameter = parameters
            .find(|parameter| parameter.location == Location::Query && parameter.name == *name);
        let object = parameter
            .and_then(|parameter| Some((parameter, members(parameter, value.as_deref()?)?)));
        let Some((parameter, members)) = object else {
            written.push((name.clone(), value.clone()));
            continue;
        };
        match parameter.style.form {
            StyleForm::Json => written.push((name.clone(), value.clone())),
            StyleForm::Deep => deep(
                name,
                Value::Object(members.into_iter().collect()),
                &mut written,
            ),
            _ if parameter.style.explode => {
                let pair = |(key, value): (String, Value)| (key, Some(plain(&value)));
                written.extend(members.into_iter().map(pair));
            }
            _ => written.push((name.clone(), Some(joined(&members, parameter, "&")))),
        }
    }
    written
}

/// Adds an object as `name[key]=value`.
fn deep(name: &str, value: Value, pairs: &mut Vec<(String, Option<String>)>) {
    match value {
        Value::Object(members) => {
            for (key, value) in members {
                deep(&format!("{name}[{key}]"), value, pairs);
            }
        }
        Value::Array(items) => {
            items.into_iter().for_each(|item| deep(name, item, pairs));
        }
        scalar => pairs.push((name.to_owned(), Some(plain(&scalar)))),
    }
}

/// The value of a header in the style of its parameter.
pub(super) fn header(parameter: &Parameter, value: &str) -> String {
    match members(parameter, value).filter(|_| parameter.style.form != StyleForm::Json) {
        Some(members) => joined(&members, parameter, ","),
        None => value.to_owned(),
    }
}

/// The value of a path in the style of its parameter, percent-encoded.
pub(super) fn path(parameter: &Parameter, value: &str) -> String {
    let style = parameter.style;
    let (before, between) = match (style.form, style.explode) {
        (StyleForm::Label, true) => (".".to_owned(), "."),
        (StyleForm::Label, false) => (".".to_owned(), ","),
        (StyleForm::Matrix, true) => (";".to_owned(), ";"),
        (StyleForm::Matrix, false) => (format!(";{}=", path_segment(&parameter.name)), ","),
        _ => (String::new(), ","),
    };
    let named = style.form == StyleForm::Matrix && style.explode;
    let members = members(parameter, value).filter(|_| style.form != StyleForm::Json);
    let items: Vec<String> = match (members, &parameter.ty) {
        (Some(members), _) => {
            let pair = if style.explode { "=" } else { "," };
            let members = members.iter().map(|(key, value)| {
                format!("{}{pair}{}", path_segment(key), path_segment(&plain(value)))
            });
            members.collect()
        }
        (None, Type::Array(_)) if style.form != StyleForm::Json => value
            .split(',')
            .map(|item| pair(named, parameter, item))
            .collect(),
        (None, _) => vec![pair(named, parameter, value)],
    };
    before + &items.join(between)
}

fn pair(named: bool, parameter: &Parameter, value: &str) -> String {
    match named {
        true => format!("{}={}", path_segment(&parameter.name), path_segment(value)),
        false => path_segment(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::api::ParameterStyle;
    use crate::model::api::testing::{operation, parameter};

    const SPAN: &str = r#"{"from":1,"to":"a b"}"#;

    fn styled(location: Location, form: StyleForm, explode: bool) -> Parameter {
        Parameter {
            style: ParameterStyle::of(form, explode),
            ty: Type::Map(Box::new(Type::string())),
            ..parameter("span", location)
        }
    }

    #[test]
    fn objects_in_a_query_are_written_in_their_style() {
        let written = |form, explode| {
            let operation = Operation {
                parameters: vec![styled(Location::Query, form, explode)],
                ..operation("GET", "/a")
            };
            let pairs = query(&operation, &[("span".to_owned(), Some(SPAN.to_owned()))]);
            let pair = |(name, value): &(String, Option<String>)| {
                format!("{name}={}", value.as_deref().unwrap_or_default())
            };
            pairs.iter().map(pair).collect::<Vec<_>>().join("&")
        };
        assert_eq!(written(StyleForm::Form, true), "from=1&to=a b");
        assert_eq!(written(StyleForm::Form, false), "span=from,1,to,a b");
        assert_eq!(written(StyleForm::Pipe, false), "span=from|1|to|a b");
        assert_eq!(written(StyleForm::Deep, false), "span[from]=1&span[to]=a b");
        assert_eq!(written(StyleForm::Json, false), format!("span={SPAN}"));
    }

    #[test]
    fn values_of_a_path_and_of_headers_are_written_in_their_style() {
        let at = |form, explode| path(&styled(Location::Path, form, explode), SPAN);
        assert_eq!(at(StyleForm::Simple, true), "from=1,to=a%20b");
        assert_eq!(at(StyleForm::Label, true), ".from=1.to=a%20b");
        assert_eq!(at(StyleForm::Matrix, false), ";span=from,1,to,a%20b");
        assert_eq!(
            path(&styled(Location::Path, StyleForm::Matrix, true), "x/y"),
            ";span=x%2Fy"
        );
        let list = Parameter {
            ty: Type::Array(Box::new(Type::string())),
            ..styled(Location::Path, StyleForm::Label, true)
        };
        assert_eq!(path(&list, "a,b"), ".a.b");
        let of = |explode| header(&styled(Location::Header, StyleForm::Simple, explode), SPAN);
        assert_eq!([of(true), of(false)], ["from=1,to=a b", "from,1,to,a b"]);
        assert_eq!(header(&parameter("x", Location::Header), SPAN), SPAN);
    }
}
