//! Security schemes and requirements.

use crate::ground::diagnostic::Code;
use crate::model::api::{ApiKeyPlace, OAuth2, SchemeId, SecurityKind, SecurityScheme};
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
                let scheme = SecurityScheme::new(kind, node.origin.clone());
                let id = self.api.security.push(scheme);
                self.schemes.insert(name.to_owned(), id);
            }
        }
    }

    /// The scheme of an operation: the first of the first alternative that the document declares. An alternative that names
    /// no scheme means that none is needed.
    pub(super) fn security_of(&mut self, operation: &At<'d>) -> Option<SchemeId> {
        let owner = match operation.declares("security") {
            true => operation.clone(),
            false => self.root.clone(),
        };
        let alternatives = owner.elements_of("security");
        let schemes: Vec<SchemeId> = alternatives
            .iter()
            .flat_map(OpenApiValue::entries)
            .filter_map(|(name, _)| self.schemes.get(name).copied())
            .collect();
        schemes.first().copied()
    }

    fn scheme(&mut self, node: &At<'d>) -> Option<SecurityKind> {
        let ty = node
            .scalar_text("type")
            .unwrap_or_default()
            .to_ascii_lowercase();
        Some(match ty.as_str() {
            "basic" => SecurityKind::Basic,
            "http" => http(node),
            "apikey" => return self.api_key(node),
            "oauth2" => SecurityKind::OAuth2(oauth2(node)),
            "openidconnect" => SecurityKind::Bearer {
                prefix: "Bearer".to_owned(),
            },
            "mutualtls" => return None,
            _ => {
                let message = format!("the security scheme has the unknown type `{ty}`");
                self.report(Code::UnknownAuth, message, &node.origin);
                return None;
            }
        })
    }

    fn api_key(&mut self, node: &At<'d>) -> Option<SecurityKind> {
        let name = node.scalar_text("name").unwrap_or_default();
        let place = match node
            .scalar_text("in")
            .unwrap_or_default()
            .to_ascii_lowercase()
            .as_str()
        {
            "query" => ApiKeyPlace::Query,
            "cookie" => {
                let message = "the key is in a cookie, which clients cannot send yet";
                self.report(Code::CustomAuth, message, &node.origin);
                return Some(SecurityKind::Custom {
                    name: "cookie".to_owned(),
                });
            }
            _ => ApiKeyPlace::Header,
        };
        if name.eq_ignore_ascii_case("authorization") {
            let prefix = if mentions_bearer(node) { "Bearer" } else { "" };
            return Some(SecurityKind::Bearer {
                prefix: prefix.to_owned(),
            });
        }
        Some(SecurityKind::ApiKey {
            name,
            place,
            prefix: String::new(),
        })
    }
}

/// Whether the description of a key mentions `Bearer` as the word in front of it.
fn mentions_bearer(node: &At<'_>) -> bool {
    let text = node
        .scalar_text("description")
        .unwrap_or_default()
        .to_ascii_lowercase();
    text.contains("bearer ")
}

fn http(node: &At<'_>) -> SecurityKind {
    let scheme = node.scalar_text("scheme").unwrap_or_default();
    let word = scheme.split_whitespace().next().unwrap_or_default();
    match word.to_ascii_lowercase().as_str() {
        "basic" => SecurityKind::Basic,
        "digest" => SecurityKind::Digest {
            algorithm: String::new(),
        },
        "" | "bearer" => SecurityKind::Bearer {
            prefix: "Bearer".to_owned(),
        },
        _ => SecurityKind::Bearer {
            prefix: word.to_owned(),
        },
    }
}

/// The facts of the first flow of a preferred order; version 2 declares one flow in the scheme itself.
fn oauth2(node: &At<'_>) -> OAuth2 {
    const FLOWS: &[(&str, &str)] = &[
        ("authorizationCode", "authorization_code"),
        ("accessCode", "authorization_code"),
        ("clientCredentials", "client_credentials"),
        ("application", "client_credentials"),
        ("password", "password"),
        ("implicit", "implicit"),
        ("deviceAuthorization", "device_code"),
    ];
    let flows = node.get("flows");
    let own = node.scalar_text("flow");
    let found = FLOWS.iter().find_map(|(word, grant)| match &flows {
        Some(flows) => Some((flows.get(word)?, grant)),
        None => (own.as_deref() == Some(*word)).then(|| (node.clone(), grant)),
    });
    let Some((flow, grant)) = found else {
        return OAuth2 {
            prefix: "Bearer".to_owned(),
            ..OAuth2::default()
        };
    };
    let absolute = |key: &str| flow.scalar_text(key).filter(|url| url.contains("://"));
    OAuth2 {
        grant: Some((*grant).to_owned()),
        token_url: absolute("tokenUrl"),
        authorization_url: absolute("authorizationUrl"),
        refresh_url: absolute("refreshUrl"),
        scopes: Vec::new(),
        prefix: "Bearer".to_owned(),
        in_query: false,
    }
}
