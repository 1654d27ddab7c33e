//! Overlays that leave an input without a request.

use camino::Utf8Path;

use crate::front::{self, Front};
use crate::ground::diagnostic::{Code, Diagnostic};
use crate::read::overlay::{self, Overlay};
use crate::read::source::Document;

/// The error, at the action that removed the last requests, for overlays that leave none of an input; `None` where
/// requests are left, and where the input had none before.
pub(super) fn error<F: Front>(
    overlays: &[Overlay],
    before: &Document,
    after: &Document,
    path: &Utf8Path,
) -> Option<Diagnostic> {
    let count = |document: &Document| {
        // The name does not matter to the count.
        let (input, _) = front::parse::<F>(document, "");
        input.as_ref().map_or(0, F::count_requests)
    };
    if count(after) > 0 {
        return None;
    }
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
