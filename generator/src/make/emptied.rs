//! Overlays that leave an input without a request.

use camino::Utf8Path;

use crate::front::postman::model::Collection;
use crate::front::postman::parse;
use crate::front::postman::resolve::items;
use crate::ground::diagnostic::{Code, Diagnostic};
use crate::read::overlay::{self, Overlay};
use crate::read::source::Document;

/// Whether no request of a collection has a URL.
pub(super) fn is_empty(collection: &Collection) -> bool {
    requests(collection) == 0
}

/// The error, at the action that removed the last requests, for overlays that leave none of an input; nothing
/// where the input had none before.
pub(super) fn error(
    overlays: &[Overlay],
    before: &Document,
    path: &Utf8Path,
) -> Option<Diagnostic> {
    let count = |document: &Document| {
        // The name does not matter to the count.
        let (collection, _) = parse::collection(document, path.as_str());
        collection.as_ref().map_or(0, requests)
    };
    let all = match count(before) {
        0 => return None,
        1 => "the only request".to_owned(),
        all => format!("all {all} requests"),
    };
    let (action, before) = overlay::emptying(overlays, before, |document| count(document) == 0)?;
    let message = format!(
        "the overlays remove {all} of {path}, the last {} by `{}`",
        count(&before),
        action.written
    );
    let help = "narrow the target of the action, or leave out the input";
    Some(
        Diagnostic::new(Code::Emptied, message)
            .at(&action.origin)
            .help(help),
    )
}

/// How many requests have a URL.
fn requests(collection: &Collection) -> usize {
    let items = items(collection).into_iter();
    items
        .filter(|placed| !placed.item.request.url.empty)
        .count()
}
