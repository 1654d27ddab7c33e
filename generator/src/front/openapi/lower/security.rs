//! Security schemes and requirements.

use crate::ground::diagnostic::Code;
use crate::ground::url::resolved;
use crate::model::api::{
    ApiKeyPlace, OAuth2, OAuth2Flow, Requirement, SchemeId, Scope, SecurityAlternative,
    SecurityKind, SecurityScheme,
};
use crate::read::source::At;

use super::super::value::OpenApiValue;
use super::Lowering;

impl<'d> Lowering<'d> {
    /// Adds the schemes that the document declares.
    pub(super) fn declare_schemes(&mut self) {
        let components = self.root.get("components");
        let declared = components.map(|components| components.entries_of("securitySchemes"));
        let declared = declared.unwrap_or_default().into_iter();
        for (name, node) in declared.chain(self.root.entries_of("securityDefinitions")) {
            let Some(node) = self.followed(&node) else {
                continue;
            };
            if let Some(kind) = self.scheme(&node) {
                let id = self.api.security.push(SecurityScheme {
                    name: name.to_owned(),
                    kind,
                    description: node.prose_of("description"),
                    origin: node.origin.clone(),
                });
                self.schemes.insert(name.to_owned(), id);
            }
        }
    }

    /// The ways to authenticate a call: those of the operation, or those of the document. A way that names a scheme which the
    /// document does not declare is left out.
    pub(super) fn security_of(&mut self, operation: &At<'d>) -> Vec<SecurityAlternative> {
        let owner = match operation.declares("security") {
            true => operation.clone(),
            false => self.root.clone(),
        };
        let Some(declared) = owner.get("security") else {
            return Vec::new();
        };
        // An object in the place of the list is the only element.
        let ways = match declared.value.is_object() {
            true => vec![declared],
            false => declared.elements(),
        };
        let ways = ways.iter().filter_map(|way| self.alternative(way));
        ways.collect()
    }

    /// A way to authenticate; `None`, with a diagnostic, where it names an unknown scheme.
    fn alternative(&mut self, way: &At<'d>) -> Option<SecurityAlternative> {
        let mut schemes = Vec::new();
        // A text in the place of the object is the name of a scheme without scopes.
        let named = way.text().map(|name| (name, Vec::new())).into_iter();
        let entries = way.members();
        let entries = entries.map(|(name, scopes)| (name.to_owned(), texts(&scopes)));
        for (name, scopes) in named.chain(entries) {
            let Some(scheme) = self.scheme_named(&name) else {
                let message = format!("no security scheme is named `{name}`");
                let key = format!("scheme {name}");
                self.report_once(key, Code::UnknownAuth, message, &way.origin);
                return None;
            };
            schemes.push(Requirement { scheme, scopes });
        }
        Some(SecurityAlternative { schemes })
    }

    /// The scheme with a name. A requirement may also be a reference to the scheme (OpenAPI 3.2).
    fn scheme_named(&self, name: &str) -> Option<SchemeId> {
        let last = name.rsplit('/').next().filter(|_| name.contains('#'));
        let mut names = std::iter::once(name).chain(last);
        names.find_map(|name| self.schemes.get(name).copied())
    }

    /// The kind of a scheme; `None`, with a diagnostic, where its type is unknown.
    fn scheme(&mut self, node: &At<'d>) -> Option<SecurityKind> {
        let ty = node
            .scalar_text("type")
            .unwrap_or_default()
            .to_ascii_lowercase();
        Some(match ty.as_str() {
            "basic" => SecurityKind::Basic,
            "http" => http(node),
            "apikey" => api_key(node),
            "oauth2" => SecurityKind::OAuth2(self.oauth2(node)),
            "openidconnect" => SecurityKind::OpenIdConnect {
                url: node.scalar_text("openIdConnectUrl").unwrap_or_default(),
            },
            "mutualtls" => SecurityKind::MutualTls,
            // Not in any version of the specification, but in documents.
            "bearer" | "x-bearer" => bearer("Bearer"),
            _ => {
                let message = format!("the security scheme has the unknown type `{ty}`");
                self.report(Code::UnknownAuth, message, &node.origin);
                return None;
            }
        })
    }

    /// An OAuth 2 scheme with all its flows; version 2 declares one flow in the scheme itself.
    fn oauth2(&self, node: &At<'d>) -> OAuth2 {
        let flows = match node.get("flows") {
            Some(flows) => {
                let flows = flows.entries().into_iter();
                let flows = flows.filter(|(_, flow)| flow.value.is_object());
                flows.map(|(word, flow)| self.flow(word, &flow)).collect()
            }
            None => {
                let word = node.scalar_text("flow").unwrap_or_default();
                vec![self.flow(&word, node)]
            }
        };
        OAuth2 {
            flows,
            metadata_url: self.endpoint(node, "oauth2MetadataUrl"),
            prefix: "Bearer".to_owned(),
            in_query: false,
        }
    }

    fn flow(&self, word: &str, node: &At<'d>) -> OAuth2Flow {
        let scopes = node.get("scopes").into_iter();
        let listed = scopes.clone().flat_map(|scopes| scopes.elements());
        let listed = listed.filter_map(|scope| scope.text());
        let described = scopes.flat_map(|scopes| scopes.members().collect::<Vec<_>>());
        let described = described.filter(|(name, _)| !name.starts_with("x-"));
        let described = described.map(|(name, text)| (name.to_owned(), text.text()));
        let scopes = described.chain(listed.map(|name| (name, None)));
        OAuth2Flow {
            grant: grant(word).map(str::to_owned),
            token_url: self.endpoint(node, "tokenUrl"),
            authorization_url: self.endpoint(node, "authorizationUrl"),
            device_url: self.endpoint(node, "deviceAuthorizationUrl"),
            refresh_url: self.endpoint(node, "refreshUrl"),
            scopes: scopes
                .map(|(name, description)| Scope {
                    name,
                    description: description.filter(|text| !text.trim().is_empty()),
                })
                .collect(),
        }
    }

    /// The URL of an endpoint; one that is relative is resolved against the URL of the first server. `None` where that is
    /// unknown, too.
    fn endpoint(&self, node: &At<'d>, key: &str) -> Option<String> {
        let url = node.scalar_text(key)?;
        let url = url.trim();
        if url.is_empty() || url.contains("://") {
            return Some(url.to_owned()).filter(|url| !url.is_empty());
        }
        let server = self.api.servers.first().map(|server| server.url.as_str());
        let base = server.filter(|url| url.contains("://") && !url.contains('{'))?;
        Some(resolved(&format!("{base}/"), url))
    }
}

/// The grant type of a flow of version 2 or 3.
fn grant(word: &str) -> Option<&'static str> {
    Some(match word.to_ascii_lowercase().as_str() {
        "authorizationcode" | "accesscode" => "authorization_code",
        "clientcredentials" | "application" => "client_credentials",
        "password" => "password",
        "implicit" => "implicit",
        "deviceauthorization" | "devicecode" => "device_code",
        _ => return None,
    })
}

fn texts(list: &At<'_>) -> Vec<String> {
    list.elements().iter().filter_map(At::text).collect()
}

fn bearer(prefix: &str) -> SecurityKind {
    SecurityKind::Bearer {
        prefix: prefix.to_owned(),
    }
}

/// An API key. In the header `Authorization` it is sent as callers write it, unless the description mentions `Bearer` as the
/// word in front of it: then it is a bearer token.
fn api_key(node: &At<'_>) -> SecurityKind {
    let name = node.scalar_text("name").unwrap_or_default();
    let place = node.scalar_text("in").unwrap_or_default();
    let place = match place.to_ascii_lowercase().as_str() {
        "query" => ApiKeyPlace::Query,
        "cookie" | "cookies" => ApiKeyPlace::Cookie,
        _ => ApiKeyPlace::Header,
    };
    let is_authorization = name.eq_ignore_ascii_case("authorization");
    if place == ApiKeyPlace::Header && is_authorization && mentions_bearer(node) {
        return bearer("Bearer");
    }
    SecurityKind::ApiKey {
        name,
        place,
        prefix: String::new(),
    }
}

/// Whether the description of a key mentions `Bearer` as the word in front of it.
fn mentions_bearer(node: &At<'_>) -> bool {
    let text = node.scalar_text("description").unwrap_or_default();
    text.to_ascii_lowercase().contains("bearer ")
}

fn http(node: &At<'_>) -> SecurityKind {
    let scheme = node.scalar_text("scheme").unwrap_or_default();
    let word = scheme.split_whitespace().next().unwrap_or_default();
    match word.to_ascii_lowercase().as_str() {
        "basic" => SecurityKind::Basic,
        "digest" => SecurityKind::Digest {
            algorithm: String::new(),
        },
        "" | "bearer" => bearer("Bearer"),
        _ => bearer(word),
    }
}
