//! Requests, examples and auth of version 3.

use super::super::super::model::{Auth, Body, BodyKind, Request, SavedResponse, Url};
use super::super::Reader;
use super::super::at::{At, PostmanValue, scalar_or_json, status_code};
use super::super::body::graphql;

impl Reader {
    pub(super) fn v3_request(&mut self, at: &At<'_>) -> Request {
        let graphql = at.scalar_text("$kind").as_deref() == Some("graphql-request");
        Request {
            method: at.method(if graphql { "POST" } else { "GET" }),
            url: self.v3_url(at),
            headers: self.headers(at, "headers"),
            body: match graphql {
                true => graphql_body(at),
                false => at.get("body").and_then(|body| self.v3_body(&body)),
            },
            auth: self.v3_auth(at),
            origin: at.origin.clone(),
        }
    }

    /// The URL of a request; `queryParams` and `pathVariables` replace pairs and variables of the same key.
    fn v3_url(&mut self, at: &At<'_>) -> Url {
        let mut url = self.url(at);
        if at.get("url").is_some() {
            let pairs = self.pairs(at, "queryParams");
            url.query
                .retain(|old| pairs.iter().all(|pair| pair.key != old.key));
            url.query.extend(pairs);
            let variables = self.variables(at, "pathVariables");
            url.variables
                .retain(|old| variables.iter().all(|variable| variable.key != old.key));
            url.variables.extend(variables);
        }
        url
    }

    /// `{type, content}`, or a body of version 2, which files written by hand often have.
    fn v3_body(&mut self, at: &At<'_>) -> Option<Body> {
        let Some(kind) = at.lowercase("type") else {
            return self.body(at);
        };
        if kind == "none" {
            return None;
        }
        let content = at.get("content")?;
        let kind = match kind.as_str() {
            "urlencoded" => BodyKind::UrlEncoded(self.pairs(at, "content")),
            "formdata" => BodyKind::FormData(self.parts(at, "content")),
            "file" => BodyKind::File {
                src: content
                    .text()
                    .or_else(|| content.scalar_text("src"))
                    .filter(|src| !src.is_empty()),
                content: None,
            },
            "graphql" => return graphql_body(&content),
            language => BodyKind::Raw {
                text: scalar_or_json(content.value),
                language: Some(language.to_owned()),
            },
        };
        let origin = at.origin.clone();
        Some(Body { kind, origin })
    }

    /// `{type, credentials}`, or the first of a list of these.
    pub(super) fn v3_auth(&mut self, owner: &At<'_>) -> Auth {
        let mut kinds = owner.elements_of("auth").into_iter();
        let Some(first) = kinds.next() else {
            return Auth::Inherit;
        };
        kinds.for_each(|other| self.count("further kinds of auth", &other.origin));
        let Some(kind) = first.lowercase("type") else {
            return Auth::Inherit;
        };
        // Files written by hand often have the attributes as version 2 has them: in a member named after the type.
        let member = first.get("credentials").or_else(|| first.get(&kind));
        self.auth_of_kind(&kind, member, &first.origin)
    }

    /// The file of an example; what its request leaves out is taken from the item's `request`.
    pub(super) fn v3_response(
        &mut self,
        at: &At<'_>,
        name: &str,
        request: &At<'_>,
    ) -> Option<SavedResponse> {
        let response = at.get("response")?;
        let body = response.get("body");
        let content = body.as_ref().and_then(|body| {
            let text = || body.text().map(|_| body.clone());
            body.get("content").or_else(text)
        });
        let content = content.map(|content| scalar_or_json(content.value));
        let code = response.scalar_text("statusCode");
        let code = code.or_else(|| response.scalar_text("code"));
        let original = at.get("request");
        Some(SavedResponse {
            name: at.name().unwrap_or_else(|| name.to_owned()),
            code: code.as_deref().and_then(status_code),
            status: response.scalar_text("statusText"),
            headers: self.headers(&response, "headers"),
            body: content.filter(|text| !text.is_empty()),
            language: body.and_then(|body| body.lowercase("type")),
            original: original.map(|original| Box::new(self.v3_original(&original, request))),
            origin: at.origin.clone(),
        })
    }

    fn v3_original(&mut self, at: &At<'_>, request: &At<'_>) -> Request {
        let mut original = self.v3_request(at);
        if at.get("url").is_none() {
            original.url = self.v3_url(request);
        }
        if at.get("method").is_none() {
            original.method = self.v3_request(request).method;
        }
        original
    }
}

fn graphql_body(at: &At<'_>) -> Option<Body> {
    at.text().or_else(|| at.scalar_text("query"))?;
    let (kind, origin) = (graphql(at), at.origin.clone());
    Some(Body { kind, origin })
}
