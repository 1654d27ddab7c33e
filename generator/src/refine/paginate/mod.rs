//! Which operations are read page by page.

mod declared;
mod reader;

use crate::ground::diagnostic::Diagnostics;
use crate::model::api::{Api, Provenance, TypeShape};
use crate::model::profile::Profile;

use reader::Reader;

/// Sets [`Operation::pagination`](crate::model::api::Operation::pagination) where the profile declares it, or where
/// parameters and response fit one of the profile's styles and the front end has set none. A token that
/// the profile knows to come back under the name that it is sent by becomes a field of the response where
/// the examples do not show it.
pub(super) fn paginate(api: &mut Api, provenance: &Provenance, profile: &Profile) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    for index in 0..api.operations.len() {
        let Some(operation) = api.operations.get(index) else {
            continue;
        };
        let reader = Reader {
            api,
            words: profile.pagination(),
            operation,
        };
        let entries = profile.corrections().iter().rev();
        let source_paths = provenance.source_paths(operation);
        let mut matching = entries.filter(|entry| entry.address.matches(operation, source_paths));
        let declared = matching.find_map(|entry| Some((entry, entry.correction.pages.as_ref()?)));
        let found = match declared {
            Some((entry, pages)) => declared::pagination(&reader, pages).unwrap_or_else(|error| {
                let diagnostic = error.diagnostic("pages", entry);
                let diagnostic = diagnostic.at(&operation.origin);
                diagnostics.push(profile.locate(diagnostic, &entry.span));
                None
            }),
            None if operation.pagination.is_some() => continue,
            None if !matches!(operation.key.method.as_str(), "GET" | "POST") => continue,
            None => {
                let found = reader.pagination();
                if let Some(ambiguous) = reader.ambiguous(found.as_ref()) {
                    diagnostics.push(ambiguous);
                }
                found
            }
        };
        let missing = found.as_ref().and_then(|found| reader.missing_token(found));
        if let Some((id, field)) = missing
            && let Some(TypeShape::Record(record)) =
                api.types.get_mut(id.0 as usize).map(|def| &mut def.shape)
        {
            record.fields.push(field);
        }
        if let Some(operation) = api.operations.get_mut(index) {
            operation.pagination = found;
        }
    }
    diagnostics
}
