//! The setters for the credentials of each scheme, and what docs say about authentication.

use crate::ground::index::Id;
use crate::ground::prose::{self, code, wrapped};
use crate::model::api::{
    Api, ApiKeyPlace, OAuth2, Operation, SchemeId, SecurityAlternative, SecurityKind,
    SecurityScheme,
};
use crate::rust::name::Names;

use super::docs::{paragraph, paragraphs};
use super::model::{CredentialKind, CredentialSetter, Docs};

/// Whether the builder has a setter for each scheme: where the document names several. Else the runtime's own setters do.
pub(super) fn has_setters(api: &Api) -> bool {
    let settable = api.security.iter();
    let settable = settable.filter(|scheme| scheme.kind != SecurityKind::MutualTls);
    settable.count() > 1 && api.security.iter().any(|scheme| !scheme.name.is_empty())
}

/// The setters for the credentials of each scheme; none where the runtime's own are enough.
pub(super) fn setters(api: &Api, names: &Names) -> Vec<CredentialSetter> {
    if !has_setters(api) {
        return Vec::new();
    }
    let schemes = api.security.iter_enumerated();
    let schemes = schemes.filter(|(_, scheme)| scheme.kind != SecurityKind::MutualTls);
    schemes
        .map(|(id, scheme)| CredentialSetter {
            docs: scheme_docs(scheme),
            name: names.scheme(id).to_string(),
            scheme: id.position(),
            kind: kind(&scheme.kind),
        })
        .collect()
}

/// The names of the setters by the schemes' indices, for messages of the runtime; empty for a scheme without a setter.
pub(super) fn setter_names(api: &Api, names: &Names) -> Vec<String> {
    let setters = setters(api, names);
    let name = |id: SchemeId| {
        let setter = setters.iter().find(|setter| setter.scheme == id.position());
        setter.map(|setter| setter.name.clone()).unwrap_or_default()
    };
    match setters.is_empty() {
        true => Vec::new(),
        false => api.security.ids().map(name).collect(),
    }
}

fn kind(kind: &SecurityKind) -> CredentialKind {
    match kind {
        SecurityKind::Bearer { .. } => CredentialKind::Token,
        SecurityKind::Basic => CredentialKind::Login,
        SecurityKind::ApiKey { .. } => CredentialKind::Key,
        _ => CredentialKind::Any,
    }
}

/// The docs of a scheme's setter: the vendor's description, which often says where to get the credentials, then how they are
/// sent.
fn scheme_docs(scheme: &SecurityScheme) -> Docs {
    let name = code(&scheme.name);
    let mut lines = vec![match scheme.name.is_empty() {
        true => "Sets the credentials of the scheme.".to_owned(),
        false => format!("Sets the credentials of the scheme {name}."),
    }];
    let description = scheme.description.as_deref();
    paragraphs(
        &mut lines,
        description.map(prose::block).unwrap_or_default(),
    );
    paragraphs(&mut lines, wrapped(&sent(&scheme.kind)));
    if let SecurityKind::OAuth2(oauth2) = &scheme.kind {
        paragraphs(&mut lines, flows(oauth2));
    }
    lines
}

/// How the credentials of a scheme are sent, or where a token comes from.
pub(super) fn sent(kind: &SecurityKind) -> String {
    let bearer = "`Credentials::bearer(token)` sends a token that you have";
    match kind {
        SecurityKind::Bearer { prefix } => match prefix.as_str() {
            "" => "The token is sent in the header `Authorization`.".to_owned(),
            prefix => format!(
                "The token is sent in the header `Authorization`, after {}.",
                code(prefix)
            ),
        },
        SecurityKind::Basic => {
            "User name and password are sent by HTTP basic authentication.".to_owned()
        }
        SecurityKind::ApiKey { name, place, .. } => {
            let place = match place {
                ApiKeyPlace::Header => "in the header",
                ApiKeyPlace::Query => "in the query as",
                ApiKeyPlace::Cookie => "as the cookie",
            };
            format!("The key is sent {place} {}.", code(name))
        }
        SecurityKind::OAuth2(_) => format!(
            "A token of OAuth 2: {bearer}, and `runtime::OAuth2` requests and renews tokens."
        ),
        SecurityKind::OpenIdConnect { url } => match url.as_str() {
            "" => format!("A token of an OpenID provider: {bearer}."),
            url => format!(
                "A token of the OpenID provider that describes itself at {}: {bearer}.",
                code(url)
            ),
        },
        SecurityKind::MutualTls => {
            "The client presents a certificate: give the builder a transport that has it."
                .to_owned()
        }
        SecurityKind::Digest { .. } => {
            "`Credentials::digest(user, password)` authenticates by HTTP digest.".to_owned()
        }
        other => format!("Requests are signed by {}.", code(other.as_str())),
    }
}

/// The ways to a token with their URLs, and the scopes.
fn flows(oauth2: &OAuth2) -> Docs {
    let mut lines = Vec::new();
    for flow in &oauth2.flows {
        let urls = [
            ("users consent at", &flow.authorization_url),
            ("device codes from", &flow.device_url),
            ("tokens from", &flow.token_url),
            ("renewed at", &flow.refresh_url),
        ];
        let urls = urls.into_iter().filter_map(|(word, url)| {
            let url = url.as_deref()?;
            Some(format!("{word} {}", code(url)))
        });
        let urls: Vec<String> = urls.collect();
        let grant = flow.grant.as_deref().unwrap_or("token");
        if !urls.is_empty() {
            lines.extend(wrapped(&format!("- {}: {}", code(grant), urls.join(", "))));
        }
    }
    let mut scopes = Vec::new();
    for scope in oauth2.flows.iter().flat_map(|flow| &flow.scopes) {
        let text = scope.description.as_deref().map(prose::plain);
        let line = match text.filter(|text| !text.is_empty()) {
            Some(text) => format!("- {}: {text}", code(&scope.name)),
            None => format!("- {}", code(&scope.name)),
        };
        if !scopes.contains(&line) {
            scopes.push(line);
        }
    }
    if !scopes.is_empty() {
        paragraph(&mut lines, "Scopes:".to_owned());
        let scopes = scopes.iter().flat_map(|line| wrapped(line));
        paragraphs(&mut lines, scopes.collect());
    }
    lines
}

/// What the docs of an operation say about its ways to authenticate: nothing where there is one way of one scheme without
/// scopes, and the API has no other scheme.
pub(super) fn needed(api: &Api, names: &Names, operation: &Operation) -> Option<String> {
    let ways = &operation.security;
    let has_scopes = |way: &SecurityAlternative| {
        let mut schemes = way.schemes.iter();
        schemes.any(|needed| !needed.scopes.is_empty())
    };
    let has_setters = has_setters(api);
    if ways.is_empty() || !(has_setters || ways.len() > 1 || ways.iter().any(has_scopes)) {
        return None;
    }
    let named = |way: &SecurityAlternative| {
        let schemes = way.schemes.iter().filter_map(|needed| {
            let scheme = api.security.get(needed.scheme)?;
            let name = match &scheme.kind {
                SecurityKind::MutualTls => "a client certificate".to_owned(),
                _ if has_setters => code(names.scheme(needed.scheme)),
                kind => code(kind.as_str()),
            };
            let scopes: Vec<String> = needed.scopes.iter().map(|scope| code(scope)).collect();
            Some(match scopes.as_slice() {
                [] => name,
                [scope] => format!("{name} with the scope {scope}"),
                scopes => format!("{name} with the scopes {}", scopes.join(", ")),
            })
        });
        let schemes: Vec<String> = schemes.collect();
        match schemes.is_empty() {
            true => "none".to_owned(),
            false => schemes.join(" and "),
        }
    };
    let ways: Vec<String> = ways.iter().map(named).collect();
    Some(format!("Credentials: {}.", ways.join("; or ")))
}

/// A line of the readme for each scheme: how its credentials are set and sent. None where no document names a scheme.
pub(super) fn readme_lines(api: &Api, names: &Names) -> Docs {
    if api.security.iter().all(|scheme| scheme.name.is_empty()) {
        return Vec::new();
    }
    let has_setters = has_setters(api);
    let lines = api.security.iter_enumerated().map(|(id, scheme)| {
        let call = match (&scheme.kind, kind(&scheme.kind)) {
            (SecurityKind::MutualTls, _) => return sent(&scheme.kind),
            (_, kind) if has_setters => format!("{}({})", names.scheme(id), kind.arguments()),
            (SecurityKind::OAuth2(_) | SecurityKind::OpenIdConnect { .. }, _) => {
                "bearer(token)".to_owned()
            }
            (_, CredentialKind::Token) => "bearer(token)".to_owned(),
            (_, CredentialKind::Login) => "basic(user, password)".to_owned(),
            (_, CredentialKind::Key) => "api_key(key)".to_owned(),
            (_, CredentialKind::Any) => "credentials(credentials)".to_owned(),
        };
        format!("`.{call}`: {}", sent(&scheme.kind))
    });
    lines.collect()
}
