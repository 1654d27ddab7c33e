//! Forms: their fields, from the pairs and parts of requests.

use indexmap::{IndexMap, IndexSet};
use serde_json::Value;

use crate::model::api::{FormField, Type};

use super::super::model::{self, FormPart, Pair, Request};
use super::super::variables::text;
use super::Lowering;
use super::dispatch::Place;
use super::group::Group;
use super::json;
use super::parameter::{PairEvidence, bounds, list_of};
use super::value::{ValueEvidence, ValueInference};

/// The text that converters write for an object in a form.
const LOST_OBJECT: &str = "[object Object]";

/// The key of a part, and whether it has files, if a request has parts with and without files of that key.
type Slot = (String, bool);

fn slot(key: String, part: &FormPart, mixed: &IndexSet<String>) -> Slot {
    let has_files = part.files.is_some() && mixed.contains(&key);
    (key, has_files)
}

/// What requests say about one part, beside its [`PairEvidence`] pair.
#[derive(Default)]
struct Part {
    /// Whether the form is a multipart form: only these have files.
    multipart: bool,
    file: bool,
    /// Whether a request has several files in it.
    several: bool,
    content_type: Option<String>,
    required: bool,
}

impl Lowering<'_> {
    /// The fields of a urlencoded form; `None` where there are none.
    pub(super) fn form_fields(&mut self, group: &Group<'_>, name: &str) -> Option<Vec<FormField>> {
        let evidence = self.pair_evidence(group, urlencoded, None);
        let evidence = evidence.into_iter();
        let fields: Vec<FormField> = evidence
            .map(|(key, evidence)| {
                let field = self.field(name, &key, evidence, Part::default());
                with_constant(group, field)
            })
            .collect();
        (!fields.is_empty()).then_some(fields)
    }

    /// The parts of a multipart form; `None` where there are none.
    pub(super) fn parts(&mut self, group: &Group<'_>, name: &str) -> Option<Vec<FormField>> {
        let mixed = self.mixed(group);
        let mut parts: IndexMap<Slot, Part> = IndexMap::new();
        for (own, request) in group.all_requests() {
            for part in form_data(request) {
                let slot = slot(self.key_text(&part.pair), part, &mixed);
                parts.entry(slot).or_default().add(part, own);
            }
        }
        let evidence = self.part_evidence(group, &mixed).into_iter();
        let fields: Vec<FormField> = evidence
            .map(|(slot, evidence)| {
                let part = parts.swap_remove(&slot).unwrap_or_default();
                with_constant(group, self.field(name, &slot.0, evidence, part))
            })
            .collect();
        (!fields.is_empty()).then_some(fields)
    }

    /// The keys of which one request has parts with and without files. Two requests that differ do not count: converters
    /// write the files of saved requests as text.
    fn mixed(&self, group: &Group<'_>) -> IndexSet<String> {
        let mut mixed = IndexSet::new();
        for (_, request) in group.all_requests() {
            let mut kinds: IndexMap<String, [bool; 2]> = IndexMap::new();
            for part in form_data(request) {
                let kinds = kinds.entry(self.key_text(&part.pair)).or_default();
                kinds[usize::from(part.files.is_some())] = true;
            }
            kinds.retain(|_, kinds| *kinds == [true; 2]);
            mixed.extend(kinds.into_keys());
        }
        mixed
    }

    /// As [`Lowering::pair_evidence`], for the pairs of parts.
    fn part_evidence<'c>(
        &mut self,
        group: &Group<'c>,
        mixed: &IndexSet<String>,
    ) -> IndexMap<Slot, PairEvidence<'c>> {
        let mut all: IndexMap<Slot, PairEvidence<'c>> = IndexMap::new();
        for (own, request) in group.all_requests() {
            let mut counts: IndexMap<Slot, usize> = IndexMap::new();
            for part in form_data(request) {
                let Some(key) = self.key(&part.pair) else {
                    continue;
                };
                let slot = slot(key, part, mixed);
                *counts.entry(slot.clone()).or_default() += usize::from(!part.pair.disabled);
                let evidence = all
                    .entry(slot)
                    .or_insert_with(|| PairEvidence::new(&part.pair));
                self.add_pair(evidence, &part.pair, own);
            }
            for (slot, count) in counts {
                if let Some(evidence) = all.get_mut(&slot) {
                    evidence.repeated |= count > 1;
                }
            }
        }
        all
    }

    fn field(
        &mut self,
        operation: &str,
        key: &str,
        evidence: PairEvidence<'_>,
        part: Part,
    ) -> FormField {
        let (repeated, origin) = (part.several || evidence.repeated, evidence.origin.clone());
        let samples = if part.file {
            Vec::new()
        } else {
            evidence.samples
        };
        let is_json = |sample: &String| json::looks_like_json(sample) || sample == LOST_OBJECT;
        let json = samples.iter().any(is_json);
        let samples = samples.into_iter();
        let samples = samples.map(|sample| match json::looks_like_json(&sample) {
            true => json::for_inference(&sample, &self.scope),
            false => sample,
        });
        let samples = samples.collect();
        let evidence = PairEvidence {
            samples,
            ..evidence
        };
        let inferred = self.infer_value(ValueEvidence {
            structured: true,
            ..evidence.evidence(operation, key)
        });
        let ValueInference {
            ty,
            facts,
            examples,
            ..
        } = inferred;
        let file = part.file || (part.multipart && facts.file);
        let single = if file { Type::Binary } else { ty };
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
            // The value of a file's part is text that an exporter wrote in place of the file.
            examples: if file { Vec::new() } else { examples },
            ..FormField::new(key, ty, origin)
        }
    }
}

/// The field, sent by itself where its value tells the operation from others of its path.
fn with_constant(group: &Group<'_>, field: FormField) -> FormField {
    match group.constant(Place::Form, &field.name) {
        Some(value) => FormField {
            constant: Some(value.to_owned()),
            required: true,
            json: false,
            ty: Type::string(),
            ..field
        },
        None => field,
    }
}

impl Part {
    /// Adds what a part of a request says; `own` if the request is that of an item.
    fn add(&mut self, part: &FormPart, own: bool) {
        self.multipart = true;
        self.file |= part.files.is_some();
        self.several |= part.files.as_ref().is_some_and(|files| files.len() > 1);
        let stated = || part.content_type.clone().filter(|text| !text.is_empty());
        self.content_type = self.content_type.take().or_else(stated);
        // A part for a file is enabled although no file is chosen: it is meant to be sent.
        self.required |= own && part.files.is_some() && !part.pair.disabled;
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

/// The text of a form's value; objects and lists are written as JSON.
pub(super) fn field_text(value: &Value) -> String {
    match value {
        Value::Object(_) | Value::Array(_) => value.to_string(),
        scalar => text(scalar),
    }
}
