//! What the profile knows of single operations takes the place of what their source says.

use std::collections::BTreeSet;

use crate::api::{Api, Location, Operation, PathEncoding};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
use crate::evidence::Profile;

/// Puts the profile's facts into the operations that they are about.
pub(super) fn correct(api: &mut Api, profile: &Profile) -> Diagnostics {
    let mut diagnostics = name_errors(api, profile);
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
            for name in &facts.encode_twice {
                if !encode_twice(operation, name) {
                    let message = format!(
                        "the profile tells of `{name}` in the path of `{key}`, which has none"
                    );
                    diagnostics.push(Diagnostic::new(Code::BadSettings, message));
                }
            }
        }
        if !found {
            diagnostics.push(unknown(key, api));
        }
    }
    diagnostics
}

/// Gives codes the profile's words.
fn name_errors(api: &mut Api, profile: &Profile) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    let mut unused: BTreeSet<&String> = profile.error_names().keys().collect();
    for case in api.operations.iter_mut().flat_map(|one| &mut one.errors) {
        let code = case.code.clone().unwrap_or_default();
        if let Some((code, word)) = profile.error_names().get_key_value(&code) {
            case.word = Some(word.clone());
            unused.remove(code);
        }
    }
    for code in unused {
        let message =
            format!("the profile has a name for the error code `{code}`, which nothing documents");
        diagnostics.push(Diagnostic::new(Code::BadSettings, message));
    }
    diagnostics
}

/// Whether the operation's path has a parameter of this name; it is encoded twice then.
fn encode_twice(operation: &mut Operation, name: &str) -> bool {
    let mut parameters = operation.parameters.iter_mut();
    let found = parameters.find(|one| one.location == Location::Path && one.name == name);
    found.is_some_and(|parameter| {
        parameter.encoding = PathEncoding::Twice;
        true
    })
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
