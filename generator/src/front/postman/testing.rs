//! Builders of the model for tests.

use serde_json::Value;

use crate::ground::diagnostic::{Origin, SourceId};

use super::model::{
    Auth, AuthScheme, Behavior, Body, BodyKind, Collection, Environment, FormPart, Item, Node,
    Pair, Request, SavedResponse, Url, Variable,
};
use super::url::Parts;

/// The root of a source.
pub(crate) fn origin() -> Origin {
    Origin::root(SourceId(0))
}

/// Variables from an object.
pub(crate) fn variables(values: &Value) -> Vec<Variable> {
    let Some(map) = values.as_object() else {
        return Vec::new();
    };
    map.iter()
        .map(|(key, value)| Variable::new(key, Some(value.clone()), &origin()))
        .collect()
}

/// A collection with nothing but variables.
pub(crate) fn collection(values: &Value) -> Collection {
    Collection {
        named: true,
        variables: variables(values),
        ..Collection::new("Test", &origin())
    }
}

/// An environment.
pub(crate) fn environment(values: &Value) -> Environment {
    Environment {
        values: variables(values),
        globals: false,
    }
}

/// A request from a URL's text.
pub(crate) fn request(method: &str, url: &str) -> Request {
    Request {
        method: method.to_owned(),
        url: url_of(url),
        headers: Vec::new(),
        body: None,
        auth: Auth::Inherit,
        origin: origin(),
    }
}

/// An item from a URL's text.
pub(crate) fn item(name: &str, method: &str, url: &str) -> Item {
    Item {
        name: name.to_owned(),
        description: None,
        request: request(method, url),
        responses: Vec::new(),
        behavior: Behavior::default(),
        origin: origin(),
    }
}

/// A pair that is switched on.
pub(crate) fn pair(key: &str, value: impl Into<Value>) -> Pair {
    Pair::new(key, Some(value.into()), &origin())
}

fn url_of(text: &str) -> Url {
    let parts = Parts::of(text);
    let query = parts.query.unwrap_or_default();
    let pairs = query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|text| match text.split_once('=') {
            Some((key, value)) => pair(key, value),
            None => pair(text, Value::Null),
        });
    let path = parts
        .path
        .strip_prefix('/')
        .map(|path| path.split('/').map(str::to_owned).collect());
    Url {
        protocol: parts.scheme.map(str::to_owned),
        credentials: parts.credentials.map(str::to_owned),
        host: parts.host.to_owned(),
        port: parts.port.map(str::to_owned),
        path: path.unwrap_or_default(),
        query: pairs.collect(),
        empty: text.is_empty(),
        ..Url::empty(&origin())
    }
}

/// A raw body.
pub(crate) fn raw(text: &str, language: Option<&str>) -> Body {
    let kind = BodyKind::Raw {
        text: text.to_owned(),
        language: language.map(str::to_owned),
    };
    Body {
        kind,
        origin: origin(),
    }
}

/// A multipart part.
pub(crate) fn part(pair: Pair, files: Option<&[&str]>) -> FormPart {
    let files = files.map(|files| files.iter().map(|&file| file.to_owned()).collect());
    FormPart {
        files,
        ..FormPart::text(pair)
    }
}

/// A saved response.
pub(crate) fn saved(name: &str, code: u16, body: &str) -> SavedResponse {
    SavedResponse {
        name: name.to_owned(),
        code: Some(code),
        status: None,
        headers: Vec::new(),
        body: Some(body.to_owned()),
        language: None,
        original: None,
        origin: origin(),
    }
}

/// An auth with attributes.
pub(crate) fn scheme(kind: &str, attributes: &[(&str, &str)]) -> Auth {
    let attributes = attributes
        .iter()
        .map(|(key, value)| ((*key).to_owned(), Value::from(*value)))
        .collect();
    Auth::Scheme(AuthScheme {
        kind: kind.to_owned(),
        attributes,
        origin: origin(),
    })
}

/// A collection of these items.
pub(crate) fn collected(variables: &Value, items: Vec<Item>) -> Collection {
    let nodes = items
        .into_iter()
        .map(|item| Node::Item(Box::new(item)))
        .collect();
    Collection {
        nodes,
        ..collection(variables)
    }
}
