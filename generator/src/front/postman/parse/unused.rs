//! Members that a client does not use: counted with their positions, so that `inspect` can list them.

use serde_json::Value;

use super::super::model::{Behavior, SigningScript};
use super::at::{At, PostmanValue};
use super::{Reader, script};
use crate::ground::diagnostic::{Origin, is_invisible};

/// The highest maximum of redirects.
const MOST_REDIRECTS: u64 = 100;

/// Keys that say who wrote something, when and under which number: they are not counted.
const PROVENANCE: &[&str] = &[
    "_",
    "id",
    "_id",
    "_postman_id",
    "_postman_exported_at",
    "_postman_exported_using",
    "_postman_isSubFolder",
    "_postman_compat_id",
    "_postman_schema",
    "_exporter_id",
    "_collection_link",
    "uid",
    "uuid",
    "owner",
    "fork",
    "collection",
    "collectionId",
    "collectionRequestId",
    "collection_name",
    "collection_owner",
    "createdAt",
    "updatedAt",
    "lastUpdatedBy",
    "lastRevision",
    "timestamp",
    "time",
    "synced",
    "isPublic",
    "public",
];

impl Reader {
    /// Counts scripts, and members that are not `known`.
    pub(super) fn count_unused(&mut self, at: &At<'_>, known: &[&str]) {
        self.count_scripts(at);
        self.count_unknown_keys(at, known);
    }

    /// Counts the non-empty members whose keys are neither in `known` nor in [`PROVENANCE`].
    pub(super) fn count_unknown_keys(&mut self, at: &At<'_>, known: &[&str]) {
        let Some(map) = at.object() else { return };
        for (key, value) in map {
            let expected = known.contains(&key.as_str()) || PROVENANCE.contains(&key.as_str());
            if !expected && !At::new(value, at.origin.clone()).is_blank() {
                let key_text = key.chars().filter(|c| !is_invisible(*c)).take(60);
                let what = format!("unknown key \"{}\"", key_text.collect::<String>());
                self.count(what, &at.origin.key(key));
            }
        }
    }

    /// Counts the scripts that have a line of code.
    fn count_scripts(&mut self, at: &At<'_>) {
        for key in ["event", "events"] {
            for event in at.elements_of(key) {
                let script = event.get("script").unwrap_or_else(|| event.clone());
                let code = script
                    .get("exec")
                    .or_else(|| script.get("src"))
                    .unwrap_or(script);
                if has_code(&code) {
                    self.count("scripts", &event.origin);
                }
                if event.scalar_text("listen").as_deref() == Some("prerequest") {
                    self.note_signing(&code, &at.origin);
                }
            }
        }
    }

    /// Notes a pre-request script that signs the requests of its owner.
    pub(super) fn note_signing(&mut self, code: &At<'_>, owner: &Origin) {
        let lines: Vec<String> = code.elements().iter().filter_map(At::text).collect();
        if let Some(signed) = script::signed(&lines.join("\n")) {
            self.signing.push(SigningScript {
                owner: owner.clone(),
                headers: signed.headers,
                variables: signed.variables,
                origin: code.origin.clone(),
            });
        }
    }

    /// Counts each element of a member, or the member itself where it is no list.
    pub(super) fn count_member(&mut self, what: &str, at: &At<'_>, key: &str) {
        let Some(member) = at.get(key).filter(|member| !member.is_blank()) else {
            return;
        };
        for element in member.elements() {
            self.count(what, &element.origin);
        }
    }

    /// The settings of `protocolProfileBehavior`, else the inherited ones; settings that do not change what is sent are
    /// counted as unused.
    pub(super) fn behavior(&mut self, at: &At<'_>, inherited: Behavior) -> Behavior {
        let Some(stated) = at.get("protocolProfileBehavior") else {
            return inherited;
        };
        let mut behavior = inherited;
        for (key, value) in stated.members().filter(|(_, value)| !value.value.is_null()) {
            match key {
                "disableBodyPruning" => behavior.keep_body = value.value == &Value::Bool(true),
                "disabledSystemHeaders" => {
                    behavior.no_content_type = value.members().any(|(name, flag)| {
                        name.eq_ignore_ascii_case("content-type")
                            && flag.value == &Value::Bool(true)
                    });
                }
                "followRedirects" => behavior.no_redirects = value.value == &Value::Bool(false),
                "maxRedirects" => {
                    let most = value.value.as_u64();
                    behavior.most_redirects = most.map(|most| most.min(MOST_REDIRECTS) as u16);
                }
                "followOriginalHttpMethod" => {
                    behavior.keep_method = value.value == &Value::Bool(true);
                }
                _ => self.count(format!("protocolProfileBehavior.{key}"), &value.origin),
            }
        }
        let alone = stated.object().is_some_and(|map| map.len() == 1);
        self.converter_marks |=
            alone && stated.get("disableBodyPruning").is_some() && behavior.keep_body;
        behavior
    }
}

fn has_code(code: &At<'_>) -> bool {
    let lines = code.elements();
    let mut lines = lines.iter().filter_map(At::text);
    lines.any(|line| !line.trim().is_empty())
}
