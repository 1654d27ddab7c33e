//! `auth` members.

use serde_json::Value;

use crate::ground::diagnostic::{Code, Origin};

use super::super::model::{Auth, AuthScheme};
use super::Reader;
use super::at::{At, PostmanValue};

/// The kinds that Postman knows.
pub(super) const KINDS: &[&str] = &[
    "apikey", "awsv4", "basic", "bearer", "digest", "edgegrid", "hawk", "jwt", "ntlm", "oauth1",
    "oauth2", "asap",
];

impl Reader {
    /// The `auth` member of a collection, folder or request.
    pub(super) fn auth(&mut self, parent: &At<'_>) -> Auth {
        let Some(auth) = parent.get("auth") else {
            return Auth::Inherit;
        };
        let Some(kind) = self.auth_kind(&auth) else {
            return Auth::Inherit;
        };
        let lower = kind.to_ascii_lowercase();
        for (key, member) in auth.members() {
            let expected = ["type", "noauth", kind.as_str(), lower.as_str()].contains(&key);
            if !expected && !member.is_blank() {
                self.count(format!("auth of another kind ({key})"), &member.origin);
            }
        }
        let member = auth.get(&kind).or_else(|| auth.get(&lower));
        let auth = self.auth_of_kind(&lower, member, &auth.origin);
        if let Auth::Scheme(scheme) = &auth {
            self.check_api_key(scheme);
        }
        auth
    }

    /// The auth of a kind in lower case, with the attributes of `member`.
    pub(super) fn auth_of_kind(
        &mut self,
        kind: &str,
        member: Option<At<'_>>,
        origin: &Origin,
    ) -> Auth {
        match kind {
            "noauth" | "none" => return Auth::None,
            "inherit" | "" => return Auth::Inherit,
            known if KINDS.contains(&known) => {}
            _ => {
                let message = format!("the auth type {kind:?} is unknown; nothing is sent for it");
                self.warn(Code::UnknownAuth, message, origin);
                return Auth::None;
            }
        }
        Auth::Scheme(AuthScheme {
            kind: kind.to_owned(),
            attributes: member.as_ref().map(attributes).unwrap_or_default(),
            origin: origin.clone(),
        })
    }

    /// The kind that an `auth` member states. `None` where it states none: the parent's auth is used then, as by Postman,
    /// and a warning says which kind seems to be meant.
    fn auth_kind(&mut self, auth: &At<'_>) -> Option<String> {
        let stated = auth.scalar_text("type").filter(|kind| !kind.is_empty());
        // Postman itself writes empty members, so these get no warning.
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

    /// Warns of an API key without a name, and of one in another location than header and query: Postman sends it as a
    /// header.
    fn check_api_key(&mut self, scheme: &AuthScheme) {
        if scheme.kind != "apikey" {
            return;
        }
        let attributes = &scheme.attributes;
        let named = |(key, value): &(String, Value)| key == "key" && value.as_str() != Some("");
        if !attributes.iter().any(named) {
            let message = "an API key without a name: nothing is sent for it";
            self.warn(Code::OddAuth, message, &scheme.origin);
        }
        let location = attributes.iter().rfind(|(key, _)| key == "in");
        let location = location.and_then(|(_, value)| value.as_str());
        let location = location.unwrap_or_default();
        if !["", "header", "query"].contains(&location) {
            let message =
                format!("an API key in {location:?} is sent as a header, as Postman sends it");
            self.warn(Code::OddAuth, message, &scheme.origin);
        }
    }
}

/// The attributes of a list or an object; a string is the token of a bearer.
pub(super) fn attributes(member: &At<'_>) -> Vec<(String, Value)> {
    match member.value {
        Value::String(_) => vec![("token".to_owned(), member.value.clone())],
        Value::Object(map)
            if !map.contains_key("key") || !map.contains_key("value") || map.len() > 3 =>
        {
            map.clone().into_iter().collect()
        }
        _ => listed_attributes(member),
    }
}

fn listed_attributes(member: &At<'_>) -> Vec<(String, Value)> {
    let mut attributes: Vec<(String, Value)> = Vec::new();
    for entry in member.elements() {
        if let Some(key) = entry.scalar_text("key") {
            let value = entry.value.get("value").cloned().unwrap_or_default();
            attributes.retain(|(name, _)| *name != key);
            attributes.push((key, value));
        }
    }
    attributes
}
