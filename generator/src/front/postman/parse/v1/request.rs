//! Requests of version 1.

use serde_json::Value;

use crate::ground::diagnostic::Code;

use super::super::super::model::{
    Auth, AuthScheme, Behavior, Body, BodyKind, FormPart, Item, Node, Pair, Request, SavedResponse,
    Url, Variable,
};
use super::super::Reader;
use super::super::at::{At, PostmanValue, scalar_or_json, status_code};
use super::super::auth::{KINDS, attributes};
use super::super::body::{file_names, graphql};
use super::super::url;

/// The names of auth helpers of version 1, and the current names.
const HELPERS: &[(&str, &str)] = &[
    ("basicAuth", "basic"),
    ("bearerAuth", "bearer"),
    ("digestAuth", "digest"),
    ("oAuth1", "oauth1"),
    ("oAuth2", "oauth2"),
    ("hawkAuth", "hawk"),
    ("awsSigV4", "awsv4"),
    ("ntlmAuth", "ntlm"),
    ("apikeyAuth", "apikey"),
    ("edgegridAuth", "edgegrid"),
];

impl Reader {
    pub(in super::super) fn v1_item(&mut self, at: &At<'_>) -> Node {
        self.v1_count_unused(at);
        let responses = self.response_objects(at, "responses").into_iter();
        let responses = responses.map(|entry| self.v1_response(&entry)).collect();
        Node::Item(Box::new(Item {
            name: at.name().unwrap_or_default(),
            description: at.description(),
            request: self.v1_request(at),
            responses,
            behavior: Behavior::default(),
            origin: at.origin.clone(),
        }))
    }

    /// Reads a document that is a single request.
    pub(in super::super) fn v1_single(&mut self, at: &At<'_>, _: Behavior) -> Option<Node> {
        Some(self.v1_item(at))
    }

    fn v1_request(&mut self, at: &At<'_>) -> Request {
        let filled = |key: &&str| at.get(key).is_some_and(|list| !list.is_blank());
        let headers = ["headerData", "headers"].into_iter().find(filled);
        Request {
            method: at.method("GET"),
            url: self.v1_url(at),
            headers: headers.map(|key| self.headers(at, key)).unwrap_or_default(),
            body: self.v1_body(at),
            auth: self.v1_auth(at),
            origin: at.origin.clone(),
        }
    }

    fn v1_url(&mut self, at: &At<'_>) -> Url {
        let url = At::new(at.value, at.origin.key("url"));
        let text = at.scalar_text("url").unwrap_or_default();
        let mut url = url::of_text(&text, &url);
        self.v1_query(at, &mut url.query);
        let data = self.variables(at, "pathVariableData");
        let declared = self.variables(at, "pathVariables").into_iter().chain(data);
        declared.for_each(|variable| replace_variable(&mut url.variables, variable));
        url
    }

    /// Adds the descriptions in `queryParams` to the pairs of the URL, and the pairs that only `queryParams` has as
    /// disabled ones: Postman does not send them, whatever they say.
    fn v1_query(&mut self, at: &At<'_>, query: &mut Vec<Pair>) {
        for pair in self.pairs(at, "queryParams") {
            match query.iter_mut().find(|sent| sent.key == pair.key) {
                Some(sent) if !pair.disabled => sent.description = pair.description,
                _ => query.push(Pair {
                    disabled: true,
                    ..pair
                }),
            }
        }
    }

    fn v1_body(&mut self, at: &At<'_>) -> Option<Body> {
        if at.is_true("dataDisabled") {
            return None;
        }
        let kind = match at.scalar_text("dataMode")?.as_str() {
            "raw" => v1_raw(at)?,
            "urlencoded" => BodyKind::UrlEncoded(non_empty(self.pairs(at, "data"))?),
            "params" => BodyKind::FormData(non_empty(self.v1_parts(at))?),
            "binary" => BodyKind::File {
                src: at.scalar_text("rawModeData"),
                content: None,
            },
            "graphql" => graphql(&at.get("graphqlModeData")?),
            other => {
                let message = format!("the body's mode {other:?} is unknown: the body is left out");
                self.wrong_shape(message, &at.origin.key("dataMode"));
                return None;
            }
        };
        let origin = at.origin.clone();
        Some(Body { kind, origin })
    }

    fn v1_parts(&mut self, at: &At<'_>) -> Vec<FormPart> {
        let mut parts = Vec::new();
        for entry in at.elements_of("data") {
            let is_file = entry.scalar_text("type").as_deref() == Some("file");
            parts.extend(self.pair(&entry).map(|pair| FormPart {
                files: is_file.then(|| file_names(&entry, "value")),
                content_type: entry.scalar_text("contentType"),
                ..FormPart::text(pair)
            }));
        }
        parts
    }

    /// The auth of `currentHelper` and `helperAttributes`, which version 1 has in place of `auth`.
    pub(super) fn auth_of_helper(&mut self, at: &At<'_>) -> Auth {
        if !at.has("currentHelper") {
            return Auth::Inherit;
        }
        let Some(helper) = at
            .scalar_text("currentHelper")
            .filter(|name| name != "normal")
        else {
            return Auth::None;
        };
        let kind = HELPERS.iter().find(|(name, _)| *name == helper);
        let kind = kind.map_or(helper.as_str(), |(_, kind)| kind);
        if !KINDS.contains(&kind) {
            let message = format!("the auth helper {helper:?} is unknown; nothing is sent for it");
            self.warn(Code::UnknownAuth, message, &at.origin.key("currentHelper"));
            return Auth::None;
        }
        let attributes = at.get("helperAttributes").map(|list| attributes(&list));
        let attributes = attributes.unwrap_or_default().into_iter();
        Auth::Scheme(AuthScheme {
            kind: kind.to_owned(),
            attributes: attributes
                .filter(|(key, _)| key != "id")
                .map(|(key, value)| (current_name(&key).to_owned(), value))
                .collect(),
            origin: at.origin.clone(),
        })
    }

    fn v1_response(&mut self, at: &At<'_>) -> SavedResponse {
        self.count_member("cookies", at, "cookies");
        let status = at.get("responseCode");
        let code = status
            .as_ref()
            .and_then(|status| status.scalar_text("code"));
        let requests = ["requestObject", "request"].into_iter();
        let mut requests = requests.filter_map(|key| at.get(key));
        let original = requests.find(|request| request.value.is_object());
        SavedResponse {
            name: at.name().unwrap_or_default(),
            code: code.as_deref().and_then(status_code),
            status: status.and_then(|status| status.name()),
            headers: self.headers(at, "headers"),
            body: at.scalar_text("text"),
            language: at.lowercase("language"),
            original: original.map(|request| Box::new(self.v1_request(&request))),
            origin: at.origin.clone(),
        }
    }
}

fn v1_raw(at: &At<'_>) -> Option<BodyKind> {
    let text = at.get("rawModeData").or_else(|| at.get("data"))?;
    let text = match text.value {
        Value::Array(list) if list.len() == 1 => scalar_or_json(&list[0]),
        Value::Array(list) if list.is_empty() => String::new(),
        value => scalar_or_json(value),
    };
    let options = at.get("dataOptions");
    let language = options.and_then(|options| options.get("raw")?.lowercase("language"));
    (!text.is_empty()).then_some(BodyKind::Raw { text, language })
}

/// The current name of an attribute that version 1 called otherwise.
fn current_name(attribute: &str) -> &str {
    match attribute {
        "header" => "addParamsToHeader",
        "includeEmpty" => "addEmptyParamsToSign",
        other => other,
    }
}

/// The list, unless it is empty.
fn non_empty<T>(list: Vec<T>) -> Option<Vec<T>> {
    (!list.is_empty()).then_some(list)
}

/// Replaces the variable of the same key, or adds the variable.
fn replace_variable(variables: &mut Vec<Variable>, variable: Variable) {
    match variables.iter_mut().find(|old| old.key == variable.key) {
        Some(old) => *old = variable,
        None => variables.push(variable),
    }
}
