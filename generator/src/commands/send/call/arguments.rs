//! The values of a call by the names of its parameters.

use std::cell::RefCell;
use std::collections::BTreeSet;

use posthaste_runtime::Json;

use crate::ground::diagnostic::nearest;
use crate::model::api::{Location, Operation};

/// Parameters of the header that come from elsewhere: the media types of the request, and its credentials.
const IGNORED: &[(&str, &str)] = &[
    ("accept", "--accept"),
    ("content-type", "--content-type"),
    ("authorization", "--security"),
];

/// What a call passes, by argument name or by `in.name`.
#[derive(Debug, Default)]
pub struct Arguments {
    values: Vec<(String, Json)>,
    /// The names of arguments that were looked up.
    used: RefCell<BTreeSet<String>>,
}

impl Arguments {
    /// The members of a JSON object.
    ///
    /// # Errors
    /// The text is not a JSON object; a message says so.
    pub fn parse(text: &str) -> Result<Self, String> {
        match text.parse::<Json>() {
            Ok(Json::Object(values)) => Ok(Self {
                values,
                used: RefCell::default(),
            }),
            Ok(_) => Err("write the arguments as a JSON object: {\"name\": value}".to_owned()),
            Err(error) => Err(format!("the arguments are not JSON: {error}")),
        }
    }

    /// The value with one of these names; it counts as used.
    fn value(&self, is_name: impl Fn(&str) -> bool) -> Option<&Json> {
        let mut values = self.values.iter().rev();
        let (name, value) = values.find(|(name, _)| is_name(name))?;
        self.used.borrow_mut().insert(name.clone());
        Some(value)
    }

    /// The value of a parameter: by `in.name`, else by its name; names of headers match without case.
    pub(super) fn parameter(&self, location: Location, name: &str) -> Option<&Json> {
        let is_equal = |one: &str, other: &str| match location {
            Location::Header => one.eq_ignore_ascii_case(other),
            _ => one == other,
        };
        let qualified = |text: &str| match text.split_once('.') {
            Some((place, rest)) => place == location.as_str() && is_equal(rest, name),
            None => false,
        };
        self.value(qualified)
            .or_else(|| self.value(|text| is_equal(text, name)))
    }

    /// The body: `body`, or the name that the document gives it.
    pub(super) fn body(&self, name: Option<&str>) -> Option<&Json> {
        self.value(|text| text == "body" || Some(text) == name)
    }

    /// A field of the body: a member of `body`, or an argument with its name.
    pub(super) fn field(&self, name: &str) -> Option<&Json> {
        let member = self.body(None).and_then(|body| body.get(name));
        member
            .or_else(|| self.value(|text| text == name || text.strip_prefix("body.") == Some(name)))
    }

    /// The members of `body` of which `is_known` does not hold.
    pub(super) fn other_fields(&self, is_known: impl Fn(&str) -> bool) -> Vec<(&str, &Json)> {
        let members = self.body(None).and_then(Json::as_object);
        let members = members.unwrap_or_default().iter();
        members
            .filter(|(name, _)| !is_known(name))
            .map(|(name, value)| (name.as_str(), value))
            .collect()
    }

    /// Every value, to hide those that are secret.
    pub(in crate::commands::send) fn all(&self) -> impl Iterator<Item = (&str, &Json)> {
        self.values
            .iter()
            .map(|(name, value)| (name.as_str(), value))
    }

    /// Warnings about arguments that are never sent.
    ///
    /// # Errors
    /// An argument is none of the operation's; a message names it and the nearest one.
    pub(super) fn check_unused(&self, operation: &Operation) -> Result<Vec<String>, String> {
        let mut warnings = Vec::new();
        let used = self.used.borrow();
        for (name, _) in self.values.iter().filter(|(name, _)| !used.contains(name)) {
            let bare = name.strip_prefix("header.").unwrap_or(name);
            let ignored = IGNORED
                .iter()
                .find(|(header, _)| bare.eq_ignore_ascii_case(header));
            match ignored {
                Some((_, option)) => warnings.push(format!(
                    "`{name}` is not sent as a parameter; set it by {option}"
                )),
                None => return Err(unknown(name, operation)),
            }
        }
        Ok(warnings)
    }
}

/// The message about an argument that the operation does not have.
fn unknown(name: &str, operation: &Operation) -> String {
    let parameters = operation.parameters.iter();
    let parameters = parameters.map(|parameter| parameter.name.as_str());
    let body = operation.body.as_ref();
    let fields = body.and_then(|body| body.kind.fields()).unwrap_or_default();
    let fields = fields.iter().map(|field| field.name.as_str());
    let names: Vec<&str> = parameters
        .chain(body.map(|_| "body"))
        .chain(fields)
        .collect();
    let hint = match (nearest(name, names.iter().copied()), names.as_slice()) {
        (Some(similar), _) => format!("; did you mean `{similar}`?"),
        (None, []) => "; it takes none".to_owned(),
        (None, names) => format!("; it takes `{}`", names.join("`, `")),
    };
    format!("`{}` has no argument `{name}`{hint}", operation.key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::api::testing::operation;

    #[test]
    fn an_argument_is_found_by_its_name_and_by_its_place() {
        let text = r#"{"id": 1, "query.id": 2, "X-a": 3, "body": {"f": 4}}"#;
        let arguments = Arguments::parse(text).unwrap();
        let found = |location, name| arguments.parameter(location, name).cloned();
        assert_eq!(found(Location::Path, "id"), Some(Json::from(1)));
        assert_eq!(found(Location::Query, "id"), Some(Json::from(2)));
        assert_eq!(found(Location::Header, "x-A"), Some(Json::from(3)));
        assert_eq!(found(Location::Query, "x-A"), None);
        assert_eq!(arguments.field("f"), Some(&Json::from(4)));
    }

    #[test]
    fn an_argument_that_is_not_used_is_refused() {
        let arguments = Arguments::parse(r#"{"accept": "a/b", "nane": 1}"#).unwrap();
        let message = arguments.check_unused(&operation("GET", "/a")).unwrap_err();
        assert!(
            message.contains("no argument `nane`; it takes none"),
            "{message}"
        );
        let arguments = Arguments::parse(r#"{"header.Accept": "a/b"}"#).unwrap();
        let warnings = arguments.check_unused(&operation("GET", "/a")).unwrap();
        assert!(warnings[0].contains("--accept"), "{warnings:?}");
    }

    #[test]
    fn arguments_are_an_object() {
        assert!(Arguments::parse("[1]").unwrap_err().contains("JSON object"));
        assert!(Arguments::parse("{").unwrap_err().contains("not JSON"));
    }
}
