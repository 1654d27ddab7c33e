//! `auth` members.

use serde_json::Value;

use crate::diagnostic::Code;

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
        let Some(kind) = auth.string("type").filter(|kind| !kind.is_empty()) else {
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
        Auth::Scheme(AuthScheme {
            kind: lower,
            attributes,
            origin: auth.origin.clone(),
        })
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
