//! `auth` members.

use serde_json::Value;

use crate::ground::diagnostic::Code;

use super::super::model::{Auth, AuthScheme};
use super::Reader;
use super::at::At;

/// The kinds that Postman knows.
pub(super) const KINDS: &[&str] = &[
    "apikey", "awsv4", "basic", "bearer", "digest", "edgegrid", "hawk", "jwt", "ntlm", "oauth1",
    "oauth2", "asap",
];

impl Reader {
    /// What the `auth` member of a collection, folder or request says.
    pub(super) fn auth(&mut self, parent: &At<'_>) -> Auth {
        let Some(auth) = parent.get("auth") else {
            return Auth::Inherit;
        };
        let Some(kind) = self.auth_kind(&auth) else {
            return Auth::Inherit;
        };
        let lower = kind.to_ascii_lowercase();
        for (key, member) in auth.members() {
            let own = ["type", "noauth", kind.as_str(), lower.as_str()].contains(&key);
            if !own && !member.is_blank() {
                self.unused(format!("auth of another kind ({key})"), &member.origin);
            }
        }
        if lower == "noauth" || lower == "none" {
            return Auth::None;
        }
        if lower == "inherit" {
            return Auth::Inherit;
        }
        if !KINDS.contains(&lower.as_str()) {
            let message = format!("the auth type {kind:?} is unknown; nothing is sent for it");
            self.warn(Code::UnknownAuth, message, &auth.origin);
            return Auth::None;
        }
        let attributes = auth
            .get(&kind)
            .or_else(|| auth.get(&lower))
            .map(|member| attributes(&member))
            .unwrap_or_default();
        self.check_place(&lower, &attributes, &auth);
        Auth::Scheme(AuthScheme {
            kind: lower,
            attributes,
            origin: auth.origin.clone(),
        })
    }

    /// The kind that an `auth` member states. Without one the parent's auth holds, as it does for Postman; what
    /// was meant is told where it is plain.
    fn auth_kind(&mut self, auth: &At<'_>) -> Option<String> {
        let stated = auth.string("type").filter(|kind| !kind.is_empty());
        // An empty member, as Postman itself writes it, is nothing odd.
        if stated.is_some() || auth.is_blank() {
            return stated;
        }
        let named = auth.value.as_str();
        let mut kinds = KINDS
            .iter()
            .filter(|kind| named == Some(kind) || auth.has(kind));
        let message = match (kinds.next(), kinds.next()) {
            (Some(kind), None) => format!(
                "`auth` states no type: the parent's holds, as for Postman, though `{kind}` seems to be meant"
            ),
            _ => "`auth` states no type: the parent's holds, as for Postman".to_owned(),
        };
        self.warn(Code::OddAuth, message, &auth.origin);
        None
    }

    /// Postman puts an API key into the query or a header, wherever else it is said to go.
    fn check_place(&mut self, kind: &str, attributes: &[(String, Value)], auth: &At<'_>) {
        let named = |(key, value): &(String, Value)| key == "key" && value.as_str() != Some("");
        if kind == "apikey" && !attributes.iter().any(named) {
            let message = "an API key without a name: nothing is sent for it";
            self.warn(Code::OddAuth, message, &auth.origin);
        }
        let place = attributes.iter().rfind(|(key, _)| key == "in");
        let place = place
            .and_then(|(_, value)| value.as_str())
            .unwrap_or_default();
        if kind == "apikey" && !["", "header", "query"].contains(&place) {
            let message =
                format!("an API key in {place:?} is sent as a header, as Postman sends it");
            self.warn(Code::OddAuth, message, &auth.origin);
        }
    }
}

/// The attributes of a list or an object; a bare text is a bearer's token.
pub(super) fn attributes(member: &At<'_>) -> Vec<(String, Value)> {
    match member.value {
        Value::String(token) => vec![("token".to_owned(), Value::String(token.clone()))],
        Value::Object(map)
            if !map.contains_key("key") || !map.contains_key("value") || map.len() > 3 =>
        {
            map.iter()
                .map(|(key, value)| (key.clone(), value.clone()))
                .collect()
        }
        _ => listed(member),
    }
}

fn listed(member: &At<'_>) -> Vec<(String, Value)> {
    let mut attributes: Vec<(String, Value)> = Vec::new();
    for entry in member.elements() {
        let Some(key) = entry.string("key") else {
            continue;
        };
        let value = entry
            .get("value")
            .map_or(Value::Null, |value| value.value.clone());
        attributes.retain(|(name, _)| *name != key);
        attributes.push((key, value));
    }
    attributes
}
