//! A subscriber that keeps spans and events as a test wants to compare them.

use std::collections::BTreeMap;
use std::fmt::{Debug, Write as _};
use std::sync::{Arc, Mutex, MutexGuard};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// The subscriber; copies are the same one. It is meant for tests on one thread.
#[derive(Debug, Clone, Default)]
pub struct Spans(Arc<Mutex<Kept>>);

#[derive(Debug, Default)]
struct Kept {
    spans: Vec<Span>,
    events: Vec<Fields>,
    entered: Vec<usize>,
}

/// A span as it was recorded.
#[derive(Debug, Clone)]
pub struct Span {
    /// Its name.
    pub name: &'static str,
    /// The span that it is in, by its position among all of them.
    pub parent: Option<usize>,
    /// What was recorded in it.
    pub fields: BTreeMap<String, String>,
}

/// Fields with their values as text.
#[derive(Debug, Clone, Default)]
struct Fields(BTreeMap<String, String>);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name().to_owned(), format!("{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name().to_owned(), value.to_owned());
    }
}

impl Spans {
    /// All spans in the order in which they began.
    pub fn all(&self) -> Vec<Span> {
        self.kept().spans.clone()
    }

    /// All spans of a name.
    pub fn named(&self, name: &str) -> Vec<Span> {
        let mut spans = self.all();
        spans.retain(|span| span.name == name);
        spans
    }

    /// The fields of all events, a line each.
    pub fn events(&self) -> String {
        let mut text = String::new();
        for Fields(fields) in &self.kept().events {
            let fields: Vec<String> = fields.iter().map(|(k, v)| format!("{k}={v}")).collect();
            writeln!(text, "{}", fields.join(" ")).expect("text takes all");
        }
        text
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().expect("no test panicked while holding it")
    }
}

fn index(id: &Id) -> usize {
    usize::try_from(id.into_u64()).expect("few spans") - 1
}

impl Subscriber for Spans {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("posthaste")
    }

    fn new_span(&self, attributes: &Attributes<'_>) -> Id {
        let mut fields = Fields::default();
        attributes.record(&mut fields);
        let mut kept = self.kept();
        let parent = kept.entered.last().copied();
        kept.spans.push(Span {
            name: attributes.metadata().name(),
            parent,
            fields: fields.0,
        });
        Id::from_u64(kept.spans.len() as u64)
    }

    fn record(&self, span: &Id, values: &Record<'_>) {
        let mut fields = Fields::default();
        values.record(&mut fields);
        self.kept().spans[index(span)].fields.extend(fields.0);
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut fields = Fields::default();
        event.record(&mut fields);
        self.kept().events.push(fields);
    }

    fn enter(&self, span: &Id) {
        self.kept().entered.push(index(span));
    }

    fn exit(&self, _: &Id) {
        self.kept().entered.pop();
    }
}
