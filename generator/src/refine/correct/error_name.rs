//! Names of error codes.

use std::collections::BTreeSet;

use crate::ground::diagnostic::Diagnostics;
use crate::model::api::Api;
use crate::model::profile::Profile;
use crate::refine::error::{did_you_mean, unmatched};

/// Gives documented error codes the profile's names.
pub(super) fn set_error_names(api: &mut Api, profile: &Profile) -> Diagnostics {
    let mut documented: BTreeSet<String> = BTreeSet::new();
    for error in api
        .operations
        .iter_mut()
        .flat_map(|operation| &mut operation.errors)
    {
        if let Some(code) = &error.code {
            error.word = profile
                .error_names()
                .get(code.as_str())
                .cloned()
                .or(error.word.take());
            documented.insert(code.clone());
        }
    }
    let mut diagnostics = Diagnostics::new();
    for code in profile.error_names().keys() {
        if !documented.contains(code.get_ref()) {
            let help = did_you_mean(code.get_ref(), documented.iter().map(String::as_str));
            let message = format!(
                "the profile names the error code `{}`, which no response documents",
                code.get_ref()
            );
            diagnostics.push(profile.locate(unmatched(message, help), &code.span()));
        }
    }
    diagnostics
}
