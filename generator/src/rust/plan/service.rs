//! The constant that describes the API to the runtime: servers, security schemes, formats of errors, limits.

use crate::model::api::{Api, OAuth2, OAuth2Flow, SecurityKind, Server};
use crate::rust::name::{self, Names};

use super::Options;
use super::credentials;
use super::model::{ApiRow, Grant, TokenServiceRow};
use super::scheme::scheme;
use super::server::default_url;
use crate::ground::prose;

/// The constant that describes the API.
pub(super) fn row(api: &Api, names: &Names, options: &Options) -> ApiRow {
    let url = |server: &Server| default_url(server).unwrap_or_else(|| server.url.clone());
    ApiRow {
        servers: api
            .servers
            .iter()
            .map(|server| (server.name.clone(), url(server)))
            .collect(),
        schemes: api
            .security
            .iter()
            .map(|declared| scheme(&declared.kind))
            .collect(),
        setters: credentials::setter_names(api, names),
        token_services: token_services(api),
        errors: options.errors.clone(),
        hosts: options.hosts.clone(),
        tokens: tokens(api, options),
        limits: options.limits.clone(),
    }
}

/// The authorization server: by the profile, completed from the document.
fn tokens(api: &Api, options: &Options) -> Option<TokenServiceRow> {
    let mut row = options.tokens.clone().unwrap_or_default();
    let declared = token_service(oauth2_schemes(api).next()?.1);
    if row.url.is_empty() {
        row.url = declared.url;
    }
    for (setter, url) in declared.texts {
        if !row.texts.iter().any(|(name, _)| *name == setter) {
            row.texts.push((setter, url));
        }
    }
    (row != TokenServiceRow::default()).then_some(row)
}

/// The authorization servers of the OAuth 2 schemes after the first, where they have another one.
fn token_services(api: &Api) -> Vec<(usize, TokenServiceRow)> {
    let mut schemes = oauth2_schemes(api);
    let first = schemes.next().map(|(_, oauth2)| token_service(oauth2));
    let others = schemes.map(|(index, oauth2)| (index, token_service(oauth2)));
    let others =
        others.filter(|(_, row)| Some(row) != first.as_ref() && *row != TokenServiceRow::default());
    others.collect()
}

/// The URLs that the flows of a scheme name, the first of each kind.
fn token_service(oauth2: &OAuth2) -> TokenServiceRow {
    let first = |url: fn(&OAuth2Flow) -> &Option<String>| {
        let urls = oauth2.flows.iter().filter_map(|flow| url(flow).as_ref());
        let mut urls = urls.filter(|url| url.starts_with("http") && !url.contains(['{', '<']));
        urls.next().cloned()
    };
    let url = first(|flow| &flow.token_url).unwrap_or_default();
    let refresh = first(|flow| &flow.refresh_url).filter(|refresh| *refresh != url);
    let texts = [
        ("authorization_url", first(|flow| &flow.authorization_url)),
        ("device_url", first(|flow| &flow.device_url)),
        ("refresh_url", refresh),
    ];
    let texts = texts.into_iter();
    TokenServiceRow {
        url,
        texts: texts
            .filter_map(|(setter, url)| Some((setter, url?)))
            .collect(),
        ..TokenServiceRow::default()
    }
}

/// The OAuth 2 schemes with their indices.
fn oauth2_schemes(api: &Api) -> impl Iterator<Item = (usize, &OAuth2)> {
    let schemes = api.security.iter().enumerate();
    schemes.filter_map(|(index, scheme)| match &scheme.kind {
        SecurityKind::OAuth2(oauth2) => Some((index, oauth2)),
        _ => None,
    })
}

/// Functions for grant types that are this vendor's own (RFC 6749, section 4.5).
pub(super) fn grants(api: &Api, options: &Options) -> Vec<Grant> {
    let grants = oauth2_schemes(api).next().map(|_| &options.grants);
    let grants = grants.into_iter().flatten().map(|(grant, parameters)| {
        let argument = |name: &String| (name::function(name), name.clone());
        Grant {
            docs: vec![format!("Tokens by the grant {}.", prose::code(grant))],
            name: name::function(grant),
            grant: grant.clone(),
            arguments: parameters.iter().map(argument).collect(),
        }
    });
    grants.collect()
}

/// The names that the client's module imports from the runtime.
pub(super) fn imports(api: &Api, options: &Options) -> Vec<&'static str> {
    let has_setters = credentials::has_setters(api);
    let has_services = tokens(api, options).is_some() || !token_services(api).is_empty();
    let has_place = api
        .security
        .iter()
        .any(|declared| scheme(&declared.kind).place.is_some());
    let has_words = !options.limits.words.is_empty();
    let names = [
        ("ApiInfo", true),
        ("ClientBuilder", true),
        ("Credentials", has_setters),
        ("ErrorFormat", options.errors.is_some()),
        ("Limit", !options.limits.plans.is_empty()),
        ("Place", has_place),
        ("Plan", !options.limits.plans.is_empty()),
        ("RateFormat", has_words),
        ("Scheme", !api.security.is_empty()),
        ("Server", !api.servers.is_empty()),
        ("TokenService", has_services),
    ];
    names
        .into_iter()
        .filter(|(_, used)| *used)
        .map(|(name, _)| name)
        .collect()
}
