//! Requests of version 1.

use serde_json::Value;

use crate::ground::diagnostic::Code;

use super::super::super::model::{
    Auth, AuthScheme, Behavior, Body, BodyKind, FormPart, Item, Node, Pair, Request, SavedResponse,
    Url, Variable,
};
use super::super::Reader;
use super::super::at::At;
use super::super::auth::attributes;
use super::super::pair::scalar_or_json;
use super::super::url;

/// Version 1's names of auth helpers, and today's.
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
        self.v1_scripts(at);
        let responses = at
            .get("responses")
            .map(|list| self.v1_responses(&list))
            .unwrap_or_default();
        Node::Item(Box::new(Item {
            name: at.name().unwrap_or_default(),
            description: at.description(),
            request: self.v1_request(at),
            responses,
            behavior: Behavior::default(),
            origin: at.origin.clone(),
        }))
    }

    fn v1_request(&mut self, at: &At<'_>) -> Request {
        let method = at
            .string("method")
            .filter(|method| !method.trim().is_empty());
        let headers = ["headerData", "headers"]
            .iter()
            .filter_map(|key| at.get(key));
        let headers = headers.into_iter().find(|list| !list.is_blank());
        Request {
            method: method.map_or_else(|| "GET".to_owned(), |method| method.trim().to_uppercase()),
            url: self.v1_url(at),
            headers: headers.map(|list| self.headers(&list)).unwrap_or_default(),
            body: self.v1_body(at),
            auth: self.v1_auth(at),
            origin: at.origin.clone(),
        }
    }

    fn v1_url(&mut self, at: &At<'_>) -> Url {
        let place = At {
            value: at.value,
            origin: at.origin.key("url"),
        };
        let mut result = match at.string("url") {
            Some(text) => url::of_text(&text, &place),
            None => url::nothing(&place),
        };
        self.v1_query(at, &mut result.query);
        let data = at
            .get("pathVariableData")
            .map(|list| self.variables(&list))
            .unwrap_or_default();
        let plain = at
            .get("pathVariables")
            .map(|map| self.variables(&map))
            .unwrap_or_default();
        for declared in plain.into_iter().chain(data) {
            declare(&mut result.variables, declared);
        }
        result
    }

    /// `queryParams` repeats what the URL says, and adds what is switched off and described.
    fn v1_query(&mut self, at: &At<'_>, query: &mut Vec<Pair>) {
        let Some(list) = at.get("queryParams") else {
            return;
        };
        for pair in self.pairs(&list) {
            let known = query.iter_mut().find(|known| known.key == pair.key);
            match known {
                Some(known) if !pair.disabled => known.description = pair.description,
                // A pair that the URL lacks is not sent, whatever it says of itself.
                _ => query.push(Pair {
                    disabled: true,
                    ..pair
                }),
            }
        }
    }

    fn v1_body(&mut self, at: &At<'_>) -> Option<Body> {
        if at
            .get("dataDisabled")
            .is_some_and(|flag| flag.value == &Value::Bool(true))
        {
            return None;
        }
        let data = at.get("data");
        let kind = match at.string("dataMode")?.as_str() {
            "raw" => self.v1_raw(at)?,
            "urlencoded" => {
                let pairs = data.map(|list| self.pairs(&list)).unwrap_or_default();
                some_pairs(pairs).map(BodyKind::UrlEncoded)?
            }
            "params" => {
                let parts = data.map(|list| self.v1_parts(&list)).unwrap_or_default();
                if parts.is_empty() {
                    return None;
                }
                BodyKind::FormData(parts)
            }
            "binary" => BodyKind::File {
                src: at.string("rawModeData"),
                content: None,
            },
            "graphql" => {
                let graphql = at.get("graphqlModeData")?;
                BodyKind::GraphQl {
                    query: graphql.string("query").unwrap_or_default(),
                    operation: graphql
                        .string("operationName")
                        .filter(|name| !name.is_empty()),
                    variables: graphql
                        .get("variables")
                        .map(|value| scalar_or_json(value.value)),
                }
            }
            other => {
                let message = format!("the body's mode {other:?} is unknown: the body is left out");
                self.warn(Code::WrongShape, message, &at.origin.key("dataMode"));
                return None;
            }
        };
        Some(Body {
            kind,
            origin: at.origin.clone(),
        })
    }

    fn v1_raw(&mut self, at: &At<'_>) -> Option<BodyKind> {
        let text = at.get("rawModeData").or_else(|| at.get("data"))?;
        let text = match text.value {
            Value::Array(list) if list.len() == 1 => scalar_or_json(&list[0]),
            Value::Array(list) if list.is_empty() => String::new(),
            value => scalar_or_json(value),
        };
        let language = at
            .get("dataOptions")
            .and_then(|options| options.get("raw")?.string("language"))
            .map(|language| language.to_ascii_lowercase());
        (!text.is_empty()).then_some(BodyKind::Raw { text, language })
    }

    fn v1_parts(&mut self, list: &At<'_>) -> Vec<FormPart> {
        let mut parts = Vec::new();
        for entry in list.elements() {
            let Some(pair) = self.pair(&entry.string("key").unwrap_or_default(), &entry) else {
                continue;
            };
            let is_file = entry.string("type").as_deref() == Some("file");
            let files = entry
                .get("value")
                .map(|value| value.elements())
                .unwrap_or_default();
            let files = files
                .iter()
                .filter_map(At::text)
                .filter(|name| !name.is_empty())
                .collect();
            parts.push(FormPart {
                pair,
                files: is_file.then_some(files),
                file_name: None,
                content_type: entry.string("contentType"),
            });
        }
        parts
    }

    /// `currentHelper` with `helperAttributes`: today's `auth` in yesterday's words.
    pub(super) fn v1_helper(&mut self, at: &At<'_>) -> Auth {
        if !at.has("currentHelper") {
            return Auth::Inherit;
        }
        let Some(helper) = at.string("currentHelper").filter(|name| name != "normal") else {
            return Auth::None;
        };
        let kind = HELPERS
            .iter()
            .find(|(name, _)| *name == helper)
            .map_or(helper.as_str(), |(_, kind)| kind);
        if !super::super::auth::KINDS.contains(&kind) {
            let message = format!("the auth helper {helper:?} is unknown; nothing is sent for it");
            self.warn(Code::UnknownAuth, message, &at.origin.key("currentHelper"));
            return Auth::None;
        }
        let attributes = at
            .get("helperAttributes")
            .map(|list| attributes(&list))
            .unwrap_or_default();
        let attributes = attributes
            .into_iter()
            .filter(|(key, _)| key != "id")
            .map(|(key, value)| (today(&key).to_owned(), value))
            .collect();
        Auth::Scheme(AuthScheme {
            kind: kind.to_owned(),
            attributes,
            origin: at.origin.clone(),
        })
    }

    fn v1_responses(&mut self, list: &At<'_>) -> Vec<SavedResponse> {
        let entries = list.elements();
        let (objects, others): (Vec<_>, Vec<_>) =
            entries.iter().partition(|entry| entry.value.is_object());
        for other in others.iter().filter(|other| !other.value.is_null()) {
            let message = "a saved response that is no object is left out";
            self.warn(Code::WrongShape, message, &other.origin);
        }
        objects
            .into_iter()
            .map(|entry| self.v1_response(entry))
            .collect()
    }

    fn v1_response(&mut self, at: &At<'_>) -> SavedResponse {
        self.unused_member("cookies", at, "cookies");
        let status = at.get("responseCode");
        let code = status.as_ref().and_then(|status| status.string("code"));
        SavedResponse {
            name: at.name().unwrap_or_default(),
            code: code
                .and_then(|code| code.parse().ok())
                .filter(|code| (100..=999).contains(code)),
            status: status.and_then(|status| status.name()),
            headers: at
                .get("headers")
                .map(|list| self.headers(&list))
                .unwrap_or_default(),
            body: at.string("text"),
            language: at
                .string("language")
                .map(|language| language.to_ascii_lowercase()),
            original: ["requestObject", "request"]
                .iter()
                .filter_map(|key| at.get(key))
                .find(|request| request.value.is_object())
                .map(|request| Box::new(self.v1_request(&request))),
            origin: at.origin.clone(),
        }
    }
}

/// Attributes that were called otherwise.
fn today(attribute: &str) -> &str {
    match attribute {
        "header" => "addParamsToHeader",
        "includeEmpty" => "addEmptyParamsToSign",
        other => other,
    }
}

fn some_pairs(pairs: Vec<Pair>) -> Option<Vec<Pair>> {
    (!pairs.is_empty()).then_some(pairs)
}

/// A declaration replaces what the path alone told.
fn declare(variables: &mut Vec<Variable>, declared: Variable) {
    match variables.iter_mut().find(|known| known.key == declared.key) {
        Some(known) => *known = declared,
        None => variables.push(declared),
    }
}
