//! What is known of the service as a whole beside its sources.

use std::collections::BTreeMap;

use serde::Deserialize;

/// The vendor's own places.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ServiceFacts {
    /// Hosts between which bodies and credentials may be sent: `zoo.example`, or `*.zoo.example` for all below it, on
    /// the scheme's default port; `zoo.example:8443` adds a port and `zoo.example:*` every port.
    pub hosts: Vec<String>,
}

/// The authorization server, as far as the sources do not say.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct OAuth2Facts {
    /// Where tokens are asked for.
    pub token_url: Option<String>,
    /// Where users consent.
    pub authorization_url: Option<String>,
    /// Where codes for another device are asked for.
    pub device_url: Option<String>,
    /// Whether the client's id and secret are wanted in the form instead of a header.
    pub client_in_body: bool,
    /// The field next to the token that names the server of the account's region.
    pub base_url_field: Option<String>,
    /// Grants that only this vendor has, by their type, with the parameters that each needs.
    pub grants: BTreeMap<String, Vec<String>>,
}
