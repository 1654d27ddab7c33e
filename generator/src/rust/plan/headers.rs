//! Constants for the headers of responses.

use std::collections::BTreeMap;

use crate::ground::prose;
use crate::model::api::{Api, ResponseHeader, Type};
use crate::rust::name;

use super::model::HeaderRow;
use super::types::Types;

/// A constant for each header that responses of any operation have, in the order of their names. A header of which operations
/// declare different types is a text.
pub(super) fn headers(api: &Api, types: &Types<'_>, prose: &prose::ProseCache) -> Vec<HeaderRow> {
    let mut known: BTreeMap<String, (&ResponseHeader, bool)> = BTreeMap::new();
    let operations = api.operations.iter();
    for header in operations.flat_map(|operation| &operation.response_headers) {
        let name = name::constant(&header.name);
        let (first, is_same) = known.entry(name).or_insert((header, true));
        *is_same &= first.ty == header.ty;
        if first.description.is_none() {
            *first = header;
        }
    }
    known.remove("");
    let rows = known.into_iter().map(|(name, (header, is_same))| {
        let description = header.description.as_deref();
        let lines = description
            .map(|text| prose.block(text))
            .unwrap_or_default();
        HeaderRow {
            docs: match lines.is_empty() {
                true => vec![format!("The header {}.", prose::code(&header.name))],
                false => lines,
            },
            name,
            wire: header.name.clone(),
            ty: match is_same {
                true => types.owned(&header.ty),
                false => types.owned(&Type::string()),
            },
        }
    });
    rows.collect()
}
