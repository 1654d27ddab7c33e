//! The tables `[service]` and `[oauth2]`.

use std::collections::BTreeMap;

use serde::Deserialize;

/// The vendor's hosts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ServiceFacts {
    /// Hosts that may get bodies and credentials after a redirect or by a link: `zoo.example`, or `*.zoo.example` for its
    /// subdomains, on the scheme's default port; `zoo.example:8443` names a port and `zoo.example:*` means every port.
    pub hosts: Vec<String>,
}

/// The authorization server, where the documents do not describe it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct OAuth2Facts {
    /// The token endpoint.
    pub token_url: Option<String>,
    /// The authorization endpoint.
    pub authorization_url: Option<String>,
    /// The device authorization endpoint.
    pub device_url: Option<String>,
    /// Whether the client's id and secret are sent in the form instead of a header.
    pub client_in_body: bool,
    /// The field of a token answer with the base URL for the account's region.
    pub base_url_field: Option<String>,
    /// The vendor's own grant types, with the parameters that each needs.
    pub grants: BTreeMap<String, Vec<String>>,
}
