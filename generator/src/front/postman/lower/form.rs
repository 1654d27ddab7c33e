//! Forms: fields from pairs and parts.

use indexmap::{IndexMap, IndexSet};
use serde_json::Value;

use crate::model::api::{FormField, Type};

use super::super::model::{self, FormPart, Pair, Request};
use super::super::variables::text;
use super::Lowering;
use super::group::Group;
use super::json;
use super::parameter::{Shown, bounds};
use super::value::{ValueEvidence, ValueInference};

/// What a converter makes of an object in a form.
const LOST_OBJECT: &str = "[object Object]";

/// A part's key, and whether it holds files: one key may stand for texts and for files at once.
type Slot = (String, bool);

fn slot(key: String, part: &FormPart, mixed: &IndexSet<String>) -> Slot {
    let file = part.files.is_some() && mixed.contains(&key);
    (key, file)
}

/// What requests show of one part.
#[derive(Default)]
struct Part {
    /// Whether it is a part of a multipart form, which alone can hold a file.
    multipart: bool,
    file: bool,
    several: bool,
    content_type: Option<String>,
    required: bool,
}

impl Lowering<'_> {
    /// The fields of a urlencoded form; none where there are none.
    pub(super) fn form_fields(&mut self, group: &Group<'_>, name: &str) -> Option<Vec<FormField>> {
        let shown = self.shown(group, urlencoded, None);
        let fields: Vec<FormField> = shown
            .into_iter()
            .map(|(key, shown)| self.field(name, &key, shown, Part::default()))
            .collect();
        (!fields.is_empty()).then_some(fields)
    }

    /// The parts of a multipart form; none where there are none.
    pub(super) fn parts(&mut self, group: &Group<'_>, name: &str) -> Option<Vec<FormField>> {
        let mixed = self.mixed(group);
        let mut parts: IndexMap<Slot, Part> = IndexMap::new();
        for (own, request) in group.shown_requests() {
            for part in form_data(request) {
                let key = self.scope.resolve(&part.pair.key).text.trim().to_owned();
                let slot = slot(key, part, &mixed);
                parts.entry(slot).or_default().learn(part, own);
            }
        }
        let fields: Vec<FormField> = self
            .shown_parts(group, &mixed)
            .into_iter()
            .map(|(slot, shown)| {
                let part = parts.swap_remove(&slot).unwrap_or_default();
                self.field(name, &slot.0, shown, part)
            })
            .collect();
        (!fields.is_empty()).then_some(fields)
    }

    /// The keys that stand for texts and for files in one request. A saved request that shows a file's part as
    /// text does not count: converters write it so.
    fn mixed(&self, group: &Group<'_>) -> IndexSet<String> {
        let mut mixed = IndexSet::new();
        for (_, request) in group.shown_requests() {
            let mut kinds: IndexMap<String, [bool; 2]> = IndexMap::new();
            for part in form_data(request) {
                let key = self.scope.resolve(&part.pair.key).text.trim().to_owned();
                kinds.entry(key).or_default()[usize::from(part.files.is_some())] = true;
            }
            mixed.extend(
                kinds
                    .into_iter()
                    .filter(|(_, kinds)| *kinds == [true; 2])
                    .map(|(key, _)| key),
            );
        }
        mixed
    }

    /// As [`Lowering::shown`], for pairs that stand in parts.
    fn shown_parts<'c>(
        &mut self,
        group: &Group<'c>,
        mixed: &IndexSet<String>,
    ) -> IndexMap<Slot, Shown<'c>> {
        let mut shown: IndexMap<Slot, Shown<'c>> = IndexMap::new();
        for (own, request) in group.shown_requests() {
            let mut counts: IndexMap<Slot, usize> = IndexMap::new();
            for part in form_data(request) {
                let Some(key) = self.key(&part.pair) else {
                    continue;
                };
                let slot = slot(key, part, mixed);
                *counts.entry(slot.clone()).or_default() += usize::from(!part.pair.disabled);
                let one = shown.entry(slot).or_insert_with(|| Shown::new(&part.pair));
                self.show(one, &part.pair);
                one.enabled |= own && !part.pair.disabled;
            }
            for (slot, count) in counts {
                if let Some(one) = shown.get_mut(&slot) {
                    one.repeated |= count > 1;
                }
            }
        }
        shown
    }

    fn field(&mut self, operation: &str, key: &str, shown: Shown<'_>, part: Part) -> FormField {
        let samples = if part.file { Vec::new() } else { shown.samples };
        let is_json = |sample: &String| json::looks_like_json(sample) || sample == LOST_OBJECT;
        let json = samples.iter().any(is_json);
        let samples = samples
            .into_iter()
            .map(|sample| match json::looks_like_json(&sample) {
                true => json::typed(&sample, &self.scope),
                false => sample,
            });
        let evidence = ValueEvidence {
            at: [operation, key],
            name: key,
            description: shown.description,
            samples: samples.collect(),
            structured: true,
            origin: shown.origin,
        };
        let ValueInference {
            ty,
            facts,
            examples,
            ..
        } = self.infer_value(evidence);
        let file = part.file || (part.multipart && facts.file);
        let single = if file { Type::Binary } else { ty };
        let repeated = part.several || shown.repeated;
        let structured = matches!(
            single,
            Type::Any | Type::Array(_) | Type::Map(_) | Type::Named(_)
        );
        let ty = if repeated { list_of(single) } else { single };
        FormField {
            json: json && structured && !repeated,
            required: facts.required || part.required,
            content_type: part.content_type,
            bounds: bounds(&facts),
            default: facts.default,
            deprecated: facts.deprecated,
            description: facts.text,
            // What an exporter wrote in place of a file is none.
            examples: if file { Vec::new() } else { examples },
            ..FormField::new(key, ty, shown.origin.clone())
        }
    }
}

impl Part {
    fn learn(&mut self, part: &FormPart, own: bool) {
        self.multipart = true;
        self.file |= part.files.is_some();
        self.several |= part.files.as_ref().is_some_and(|files| files.len() > 1);
        self.content_type = self
            .content_type
            .take()
            .or_else(|| part.content_type.clone().filter(|one| !one.is_empty()));
        // A file that nobody chose is no request: whoever enabled the part meant it to be sent.
        self.required |= own && part.files.is_some() && !part.pair.disabled;
    }
}

fn list_of(ty: Type) -> Type {
    match ty {
        Type::Array(_) => ty,
        item => Type::Array(Box::new(item)),
    }
}

fn urlencoded(request: &Request) -> &[Pair] {
    match request.body.as_ref().map(|body| &body.kind) {
        Some(model::BodyKind::UrlEncoded(pairs)) => pairs,
        _ => &[],
    }
}

fn form_data(request: &Request) -> &[FormPart] {
    match request.body.as_ref().map(|body| &body.kind) {
        Some(model::BodyKind::FormData(parts)) => parts,
        _ => &[],
    }
}

/// The text of a form's value: whatever is not text is written as JSON.
pub(super) fn field_text(value: &Value) -> String {
    match value {
        Value::Object(_) | Value::Array(_) => value.to_string(),
        scalar => text(scalar),
    }
}
