//! Requests, examples and auth of version 3.

use crate::ground::diagnostic::Code;

use super::super::super::model::{
    Auth, AuthScheme, Body, BodyKind, Pair, Request, SavedResponse, Url,
};
use super::super::Reader;
use super::super::at::At;
use super::super::auth::{KINDS, attributes};
use super::super::pair::scalar_or_json;
use super::super::url;

impl Reader {
    pub(super) fn v3_request(&mut self, at: &At<'_>) -> Request {
        let graphql = at.string("$kind").as_deref() == Some("graphql-request");
        let default = if graphql { "POST" } else { "GET" };
        let method = at
            .string("method")
            .filter(|method| !method.trim().is_empty());
        let body = match graphql {
            true => graphql_body(at),
            false => at.get("body").and_then(|body| self.v3_body(&body)),
        };
        Request {
            method: method
                .map_or_else(|| default.to_owned(), |method| method.trim().to_uppercase()),
            url: self.v3_url(at),
            headers: at
                .get("headers")
                .map(|list| self.headers(&list))
                .unwrap_or_default(),
            body,
            auth: self.v3_auth(at),
            origin: at.origin.clone(),
        }
    }

    fn v3_url(&mut self, at: &At<'_>) -> Url {
        let Some(place) = at.get("url") else {
            return url::nothing(at);
        };
        let mut url = self.url_of(&place);
        if let Some(list) = at.get("queryParams") {
            merge(&mut url.query, self.pairs(&list));
        }
        if let Some(list) = at.get("pathVariables") {
            let declared = self.variables(&list);
            url.variables
                .retain(|variable| declared.iter().all(|one| one.key != variable.key));
            url.variables.extend(declared);
        }
        url
    }

    /// `{type, content}`; files written by hand often say it as version 2 does.
    fn v3_body(&mut self, at: &At<'_>) -> Option<Body> {
        let Some(kind) = at.string("type").map(|kind| kind.to_ascii_lowercase()) else {
            return self.body(at);
        };
        let content = at.get("content");
        let kind = match kind.as_str() {
            "none" => return None,
            "urlencoded" => BodyKind::UrlEncoded(self.pairs(&content?)),
            "formdata" => BodyKind::FormData(self.parts(&content?)),
            "file" => {
                let content = content?;
                let src = content
                    .text()
                    .or_else(|| content.string("src"))
                    .filter(|src| !src.is_empty());
                BodyKind::File { src, content: None }
            }
            "graphql" => return graphql_body(&content?),
            language => BodyKind::Raw {
                text: scalar_or_json(content?.value),
                language: Some(language.to_owned()),
            },
        };
        Some(Body {
            kind,
            origin: at.origin.clone(),
        })
    }

    /// `{type, credentials}`, or a list of which the first counts.
    pub(super) fn v3_auth(&mut self, owner: &At<'_>) -> Auth {
        let Some(auth) = owner.get("auth") else {
            return Auth::Inherit;
        };
        let mut several = auth.elements().into_iter();
        let Some(first) = several.next() else {
            return Auth::Inherit;
        };
        several.for_each(|other| self.unused("further kinds of auth", &other.origin));
        let Some(kind) = first.string("type").map(|kind| kind.to_ascii_lowercase()) else {
            return Auth::Inherit;
        };
        match kind.as_str() {
            "inherit" | "" => return Auth::Inherit,
            "noauth" => return Auth::None,
            known if KINDS.contains(&known) => {}
            _ => {
                let message = format!("the auth type {kind:?} is unknown; nothing is sent for it");
                self.warn(Code::UnknownAuth, message, &first.origin);
                return Auth::None;
            }
        }
        // Files written by hand often say it as version 2 does: in a member named like the type.
        let member = first.get("credentials").or_else(|| first.get(&kind));
        let attributes = member.map(|member| attributes(&member)).unwrap_or_default();
        Auth::Scheme(AuthScheme {
            kind,
            attributes,
            origin: first.origin,
        })
    }

    /// An example's file; what it leaves out of its request is the request's own.
    pub(super) fn v3_response(
        &mut self,
        at: &At<'_>,
        name: &str,
        request: &At<'_>,
    ) -> Option<SavedResponse> {
        let response = at.get("response")?;
        let body = response.get("body");
        let language = body.as_ref().and_then(|body| body.string("type"));
        let text = body.as_ref().and_then(|body| {
            body.get("content")
                .or_else(|| body.text().map(|_| body.clone()))
        });
        let code = response
            .string("statusCode")
            .or_else(|| response.string("code"));
        Some(SavedResponse {
            name: at.name().unwrap_or_else(|| name.to_owned()),
            code: code
                .and_then(|code| code.trim().parse().ok())
                .filter(|code| (100..=999).contains(code)),
            status: response.string("statusText"),
            headers: response
                .get("headers")
                .map(|list| self.headers(&list))
                .unwrap_or_default(),
            body: text
                .map(|text| scalar_or_json(text.value))
                .filter(|text| !text.is_empty()),
            language: language.map(|language| language.to_ascii_lowercase()),
            original: at
                .get("request")
                .map(|original| Box::new(self.v3_original(&original, request))),
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
    let query = at.text().or_else(|| at.string("query"))?;
    let variables = at
        .get("variables")
        .map(|variables| scalar_or_json(variables.value));
    let kind = BodyKind::GraphQl {
        query,
        operation: at.string("operationName").filter(|name| !name.is_empty()),
        variables: variables.filter(|text| !text.trim().is_empty()),
    };
    Some(Body {
        kind,
        origin: at.origin.clone(),
    })
}

/// `queryParams` says what the URL's own query says, and more of it.
fn merge(query: &mut Vec<Pair>, listed: Vec<Pair>) {
    query.retain(|pair| listed.iter().all(|one| one.key != pair.key));
    query.extend(listed);
}
