//! Headers: which are parameters, which are constant, and which the HTTP client writes.

use indexmap::IndexMap;
use indexmap::map::Entry;

use crate::ground::diagnostic::Code;
use crate::ground::secret;
use crate::model::api::{Location, Parameter, Type};

use super::super::template;
use super::super::wire::is_token;
use super::Lowering;
use super::dispatch::Place;
use super::group::Group;
use super::parameter::{PairEvidence, set_constant};

/// Headers that Postman or the HTTP client writes.
const TRANSPORT: &[&str] = &[
    "host",
    "accept-encoding",
    "connection",
    "content-length",
    "postman-token",
    "transfer-encoding",
    "te",
    "upgrade",
    "keep-alive",
    "expect",
    "proxy-connection",
    "trailer",
];

/// Headers whose value belongs to the operation, not to the call.
const FIXED: &[&str] = &[
    "accept",
    "content-type",
    "user-agent",
    "soapaction",
    "x-http-method-override",
];

/// Whether an operation has no parameter for a header, or one with a constant value.
pub(super) fn is_written_by_client(key: &str) -> bool {
    let lower = key.trim().to_ascii_lowercase();
    TRANSPORT.contains(&lower.as_str())
        || FIXED.contains(&lower.as_str())
        || lower == "authorization"
}

impl Lowering<'_> {
    /// The parameters of headers, without the header of the auth and those that the body or the transport writes.
    pub(super) fn header_parameters(
        &mut self,
        group: &Group<'_>,
        name: &str,
        auth_header: Option<&str>,
        has_body: bool,
    ) -> Vec<Parameter> {
        let mut parameters = Vec::new();
        let shown = self.pair_evidence(group, |request| &request.headers, None);
        for (lower, (key, shown)) in joined_by_case(shown) {
            let written_by_others = TRANSPORT.contains(&lower.as_str())
                || auth_header.is_some_and(|header| header.eq_ignore_ascii_case(&key))
                || lower == "authorization"
                || (lower == "content-type" && has_body);
            if written_by_others || is_postmans_own(&lower, &shown.samples) {
                continue;
            }
            if !is_token(&key) {
                let key = secret::hide_in_prose(&key).escape_debug().to_string();
                let message = format!("`{key}` is no header name: it is left out");
                self.report(Code::BadHeader, message, shown.origin);
                continue;
            }
            let parameter = self.header_parameter(name, &key, &lower, shown);
            parameters.extend(parameter.map(|mut parameter| {
                if let Some(value) = group.constant(Place::Header, &lower) {
                    set_constant(&mut parameter, value);
                    parameter.preset = None;
                }
                parameter
            }));
        }
        parameters
    }

    fn header_parameter(
        &mut self,
        operation: &str,
        key: &str,
        lower: &str,
        shown: PairEvidence<'_>,
    ) -> Option<Parameter> {
        let is_fixed = FIXED.contains(&lower);
        let is_any = lower == "accept" && shown.samples.first().is_some_and(|value| value == "*/*");
        if is_fixed && (!shown.enabled || is_any) {
            return None;
        }
        let constant = shown.samples.first().filter(|_| is_fixed).cloned();
        let enabled = shown.enabled;
        let mut parameter = self.pair_parameter(operation, key, Location::Header, shown);
        let examples = &mut parameter.examples;
        examples.retain(|example| secret::header_example(key, example).is_some());
        if constant.is_some() {
            parameter.ty = Type::string();
            parameter.required = true;
        }
        parameter.constant = constant.filter(|text| is_header_text(text));
        self.set_preset(&mut parameter, enabled);
        Some(parameter)
    }
}

/// Headers by their names in lower case, each with the name of its last spelling, as Postman sends it.
fn joined_by_case(
    shown: IndexMap<String, PairEvidence<'_>>,
) -> IndexMap<String, (String, PairEvidence<'_>)> {
    let mut joined: IndexMap<String, (String, PairEvidence<'_>)> = IndexMap::new();
    for (key, shown) in shown {
        match joined.entry(key.to_ascii_lowercase()) {
            Entry::Occupied(mut entry) => {
                let (name, first) = entry.get_mut();
                *name = key;
                first.samples.extend(shown.samples);
                first.description = first.description.or(shown.description);
                first.enabled |= shown.enabled;
                first.bare &= shown.bare;
            }
            Entry::Vacant(entry) => {
                entry.insert((key, shown));
            }
        }
    }
    joined
}

/// Whether a header is one that Postman adds to each request; exports sometimes contain these.
fn is_postmans_own(lower: &str, samples: &[String]) -> bool {
    let all = |fits: fn(&str) -> bool| samples.iter().all(|sample| fits(sample));
    match lower {
        "user-agent" => all(|value| value.starts_with("PostmanRuntime")),
        "cache-control" => all(|value| value == "no-cache"),
        _ => false,
    }
}

fn is_header_text(text: &str) -> bool {
    !text.is_empty()
        && text.chars().all(|c| matches!(c, ' '..='~'))
        && !template::any(text)
        && !secret::is_secret_value(text)
}
