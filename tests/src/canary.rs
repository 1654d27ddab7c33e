//! A secret that must never show, and someone who looks for it.

use std::fmt::{self, Debug, Write as _};
use std::sync::Once;
use std::sync::atomic::{AtomicU64, Ordering};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// What tests put into secrets.
pub const CANARY: &str = "c4n4ryc4n4ry";

/// How it looks in Base64, wherever in a text it begins: what neighbours have no part in.
const IN_BASE64: [&str; 3] = ["YzRuNHJ5YzRuNHJ5", "M0bjRyeWM0bjRye", "jNG40cnljNG40cn"];
/// How it looks in hexadecimal.
const IN_HEX: &str = "63346e34727963346e347279";

/// Whether the canary shows in a text.
pub fn shows(text: &str) -> bool {
    let shows = |needle: &str| text.contains(needle);
    shows(CANARY) || shows(IN_HEX) || IN_BASE64.into_iter().any(shows)
}

/// Panics where the canary shows.
///
/// # Panics
/// That is the point.
pub fn refuse(what: &str, text: &str) {
    // Not the text itself: the next one to look would find it there.
    assert!(
        !shows(text),
        "a secret shows in {what}: {}",
        text.replace(CANARY, "<CANARY>")
    );
}

/// From now on, the spans and events of every library, at any level, are searched.
pub fn watch() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // A test with a subscriber of its own looks for itself.
        let _ = tracing::subscriber::set_global_default(Watcher::default());
    });
}

/// The subscriber that looks.
#[derive(Debug, Default)]
pub struct Watcher(AtomicU64);

#[derive(Default)]
struct Text(String);

impl Visit for Text {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        write!(self.0, "{}={value:?} ", field.name()).expect("text takes all");
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        write!(self.0, "{}={value} ", field.name()).expect("text takes all");
    }
}

impl Text {
    fn look(self, what: fmt::Arguments<'_>) {
        refuse(&what.to_string(), &self.0);
    }
}

impl Subscriber for Watcher {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, attributes: &Attributes<'_>) -> Id {
        let mut text = Text::default();
        attributes.record(&mut text);
        text.look(format_args!("the span {}", attributes.metadata().name()));
        Id::from_u64(self.0.fetch_add(1, Ordering::Relaxed) + 1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        let mut text = Text::default();
        values.record(&mut text);
        text.look(format_args!("a span"));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut text = Text::default();
        event.record(&mut text);
        text.look(format_args!("an event of {}", event.metadata().target()));
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_found(log: impl FnOnce() + std::panic::UnwindSafe) -> bool {
        let run = move || tracing::subscriber::with_default(Watcher::default(), log);
        std::panic::catch_unwind(run).is_err()
    }

    #[test]
    fn the_watcher_finds_it_and_nothing_else() {
        assert!(is_found(|| tracing::trace!(token = CANARY, "logged")));
        assert!(is_found(|| tracing::error!("logged {CANARY}")));
        assert!(is_found(|| drop(
            tracing::info_span!("s", url = ?format!("u?k={CANARY}"))
        )));
        assert!(is_found(|| {
            let span = tracing::info_span!("s", late = tracing::field::Empty);
            span.record("late", CANARY);
        }));
        assert!(!is_found(|| tracing::error!(token = "other", "logged")));
    }

    #[test]
    fn it_is_known_in_base64_and_hexadecimal() {
        for text in [
            "dXNlcjpjNG40cnljNG40cnk=",     // user:CANARY
            "dTpjNG40cnljNG40cnk6eA==",     // u:CANARY:x
            "YWE6YzRuNHJ5YzRuNHJ5",         // aa:CANARY
            "YTpjNG40cnljNG40cnk=",         // a:CANARY
            "OmM0bjRyeWM0bjRyeTo=",         // :CANARY:
            "3a63346e34727963346e3472793a", // :CANARY:
        ] {
            assert!(shows(text), "{text}");
        }
        assert!(!shows("dXNlcjpwYXNzd29yZA=="));
    }
}
