//! What the profile knows of single operations takes the place of what their source says.

use crate::api::Api;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
use crate::evidence::Profile;

/// Puts the profile's facts into the operations that they are about.
pub(super) fn correct(api: &mut Api, profile: &Profile) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    for (key, facts) in profile.operations() {
        let mut found = false;
        for operation in &mut api.operations {
            if operation.key.to_string() != *key {
                continue;
            }
            found = true;
            let effects = &mut operation.effects;
            effects.idempotent = facts.idempotent.or(effects.idempotent);
            if facts.rate_label.is_some() {
                effects.rate_label.clone_from(&facts.rate_label);
            }
        }
        if !found {
            diagnostics.push(unknown(key, api));
        }
    }
    diagnostics
}

/// An entry that is about nothing is a mistake, or out of date.
fn unknown(key: &str, api: &Api) -> Diagnostic {
    let message = format!("the profile tells of `{key}`, and there is no such operation");
    let keys: Vec<String> = api
        .operations
        .iter()
        .map(|one| one.key.to_string())
        .collect();
    let diagnostic = Diagnostic::new(Code::BadSettings, message);
    match nearest(key, keys.iter().map(String::as_str)) {
        Some(right) => diagnostic.help(format!("did you mean `{right}`?")),
        None => diagnostic,
    }
}
