//! Names of error codes.

use std::collections::BTreeSet;

use crate::ground::diagnostic::Diagnostics;
use crate::model::api::{Api, ErrorCase};
use crate::model::profile::Profile;
use crate::refine::error::{CorrectionError, did_you_mean, unmatched};

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

/// Gives a code of one operation the profile's name. It is an error if the operation documents no such code, or if the
/// name does not begin with a letter.
pub(super) fn set_error_name(
    api: &mut Api,
    index: usize,
    code: &str,
    name: &str,
) -> Result<(), CorrectionError> {
    if !name.starts_with(char::is_alphabetic) {
        return Err(CorrectionError::new(format!(
            "`{name}` is no name for an error"
        )));
    }
    let Some(operation) = api.operations.get_mut(index) else {
        return Ok(());
    };
    let is_code = |error: &&mut ErrorCase| error.code.as_deref() == Some(code);
    let mut found = false;
    for error in operation.errors.iter_mut().filter(is_code) {
        error.word = Some(name.to_owned());
        found = true;
    }
    if found {
        return Ok(());
    }
    let codes = operation
        .errors
        .iter()
        .filter_map(|error| error.code.as_deref());
    let reason = format!("no response documents the error code `{code}`");
    Err(CorrectionError::unknown_name(reason, code, codes))
}
