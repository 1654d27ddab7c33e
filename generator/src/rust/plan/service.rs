//! The constant that describes the API to the runtime: servers, security schemes, formats of errors, limits.

use crate::model::api::{Api, OAuth2, SecurityKind, Server};
use crate::rust::name;

use super::Options;
use super::model::{ApiRow, Grant, TokenServiceRow};
use super::scheme::scheme;
use super::server::default_url;
use crate::ground::prose;

/// The constant that describes the API.
pub(super) fn row(api: &Api, options: &Options) -> ApiRow {
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
        errors: options.errors.clone(),
        hosts: options.hosts.clone(),
        tokens: tokens(api, options),
        limits: options.limits.clone(),
    }
}

/// The authorization server: by the profile, completed from the document.
fn tokens(api: &Api, options: &Options) -> Option<TokenServiceRow> {
    let oauth2 = oauth2(api)?;
    let mut row = options.tokens.clone().unwrap_or_default();
    let url = |text: &Option<String>| {
        let text = text.as_ref().filter(|text| text.starts_with("http"))?;
        (!text.contains(['{', '<'])).then(|| text.clone())
    };
    if row.url.is_empty() {
        let urls = oauth2.flows.iter();
        row.url = urls
            .filter_map(|flow| url(&flow.token_url))
            .next()
            .unwrap_or_default();
    }
    if !row
        .texts
        .iter()
        .any(|(name, _)| *name == "authorization_url")
    {
        let urls = oauth2.flows.iter();
        let found = urls.filter_map(|flow| url(&flow.authorization_url)).next();
        row.texts
            .extend(found.map(|url| ("authorization_url", url)));
    }
    (row != TokenServiceRow::default()).then_some(row)
}

fn oauth2(api: &Api) -> Option<&OAuth2> {
    api.security.iter().find_map(|scheme| match &scheme.kind {
        SecurityKind::OAuth2(oauth2) => Some(oauth2),
        _ => None,
    })
}

/// Functions for grant types that are this vendor's own (RFC 6749, section 4.5).
pub(super) fn grants(api: &Api, options: &Options) -> Vec<Grant> {
    let grants = oauth2(api).map(|_| &options.grants);
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
    let has_place = api
        .security
        .iter()
        .any(|declared| scheme(&declared.kind).place.is_some());
    let has_words = !options.limits.words.is_empty();
    let names = [
        ("ApiInfo", true),
        ("ClientBuilder", true),
        ("ErrorFormat", options.errors.is_some()),
        ("Limit", !options.limits.plans.is_empty()),
        ("Place", has_place),
        ("Plan", !options.limits.plans.is_empty()),
        ("RateFormat", has_words),
        ("Scheme", !api.security.is_empty()),
        ("Server", !api.servers.is_empty()),
        ("TokenService", tokens(api, options).is_some()),
    ];
    names
        .into_iter()
        .filter(|(_, used)| *used)
        .map(|(name, _)| name)
        .collect()
}
