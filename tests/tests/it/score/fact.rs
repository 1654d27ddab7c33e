//! What is compared: one fact a parameter or field, by its place in an operation.

use std::collections::{BTreeMap, BTreeSet};

/// Where in an operation a value stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Section {
    Parameter,
    Body,
    Response,
}

impl Section {
    pub(crate) const ALL: [Self; 3] = [Self::Parameter, Self::Body, Self::Response];

    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::Parameter => "parameters",
            Self::Body => "body fields",
            Self::Response => "response fields",
        }
    }
}

/// `("GET /users/{}", Response, "users[].id")`.
pub(crate) type Place = (String, Section, String);

/// What a source says of one value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Fact {
    /// `string`, `integer`, `number`, `boolean`, `array`, `object` or `any`.
    pub(crate) kind: &'static str,
    pub(crate) format: Option<String>,
    /// Unknown for the elements of a list.
    pub(crate) required: Option<bool>,
    pub(crate) choices: BTreeSet<String>,
}

/// All that a source says.
#[derive(Debug, Clone, Default)]
pub(crate) struct Facts {
    pub(crate) operations: BTreeSet<String>,
    pub(crate) by_place: BTreeMap<Place, Fact>,
}

/// Method and path without the parameters' names, which sources spell differently.
pub(crate) fn operation_key(method: &str, path: &str) -> String {
    let segments = path.split('/').map(|segment| match segment.find('{') {
        Some(at) => format!("{}{{}}", &segment[..at]),
        None => segment.to_owned(),
    });
    let path = segments.collect::<Vec<_>>().join("/");
    format!("{} {path}", method.to_uppercase())
}

/// The place of a field below another one.
pub(crate) fn below(path: &str, name: &str) -> String {
    match path {
        "" => name.to_owned(),
        _ => format!("{path}.{name}"),
    }
}
