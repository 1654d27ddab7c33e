//! Pagination: declared by the profile, or inferred.

mod declared;
mod inference;
mod records;

use crate::ground::diagnostic::Diagnostics;
use crate::model::api::{Api, Provenance, TypeShape};
use crate::model::profile::Profile;

use inference::Inference;

/// Sets [`Operation::pagination`](crate::model::api::Operation::pagination) where the profile declares it, or where it
/// can be inferred and the front end has set none. A token by the profile's `echoed_tokens` becomes a field of the
/// response where the examples do not show it.
pub(super) fn paginate(api: &mut Api, provenance: &Provenance, profile: &Profile) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    for index in 0..api.operations.len() {
        let Some(operation) = api.operations.get(index) else {
            continue;
        };
        let inference = Inference::new(api, profile.pagination(), operation);
        let entries = profile.corrections().iter().rev();
        let source_paths = provenance.source_paths(operation);
        let mut matching = entries.filter(|entry| entry.address.matches(operation, source_paths));
        let declared = matching.find_map(|entry| Some((entry, entry.correction.pages.as_ref()?)));
        let found = match declared {
            Some((entry, pages)) => {
                declared::pagination(&inference, pages).unwrap_or_else(|error| {
                    let diagnostic = error.diagnostic("pages", entry).at(&operation.origin);
                    diagnostics.push(profile.locate(diagnostic, &entry.span));
                    None
                })
            }
            None if operation.pagination.is_some() => continue,
            None if !matches!(operation.key.method.as_str(), "GET" | "POST") => continue,
            None => {
                let found = inference.pagination();
                if found.is_none()
                    && let Some(unclear) = inference.unclear_items()
                {
                    diagnostics.push(unclear);
                }
                found
            }
        };
        let missing = found
            .as_ref()
            .and_then(|found| inference.missing_token_field(found));
        if let Some((id, field)) = missing
            && let Some(TypeShape::Record(record)) = api.types.get_mut(id).map(|def| &mut def.shape)
        {
            record.fields.push(field);
        }
        if let Some(operation) = api.operations.get_mut(index) {
            operation.pagination = found;
        }
    }
    diagnostics
}
