//! Headers: which belong to a signature, which are constant, and which are nobody's business.

use crate::model::api::{Location, Parameter, Type};

use super::super::template;
use super::super::wire::is_token;
use super::Lowering;
use super::group::Group;
use super::parameter::{Shown, parameter};
use super::value::ValueEvidence;
use crate::ground::diagnostic::{Code, Diagnostic};
use crate::ground::secret;

/// Headers that Postman or the transport writes.
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

impl Lowering<'_> {
    /// The headers' parameters; those that are proof (`proof`) or that the body writes are left out.
    pub(super) fn header_parameters(
        &mut self,
        group: &Group<'_>,
        name: &str,
        proof: Option<&str>,
        has_body: bool,
    ) -> Vec<Parameter> {
        let mut parameters = Vec::new();
        for (key, shown) in folded(self.shown(group, |request| &request.headers, None)) {
            let lower = key.to_ascii_lowercase();
            let written_by_others = TRANSPORT.contains(&lower.as_str())
                || proof.is_some_and(|proof| proof.eq_ignore_ascii_case(&key))
                || lower == "authorization"
                || (lower == "content-type" && has_body);
            if written_by_others || is_postmans_own(&lower, &shown.samples) {
                continue;
            }
            if !is_token(&key) {
                let key = secret::hide_in_prose(&key).escape_debug().to_string();
                let message = format!("`{key}` is no header name: it is left out");
                self.diagnostics
                    .push(Diagnostic::new(Code::BadHeader, message).at(shown.origin));
                continue;
            }
            parameters.extend(self.header_parameter(name, &key, &lower, shown));
        }
        parameters
    }

    fn header_parameter(
        &mut self,
        operation: &str,
        key: &str,
        lower: &str,
        shown: Shown<'_>,
    ) -> Option<Parameter> {
        let fixed = FIXED.contains(&lower);
        let constant = shown
            .samples
            .first()
            .filter(|_| fixed && shown.enabled)
            .cloned();
        if fixed && (!shown.enabled || (lower == "accept" && constant.as_deref() == Some("*/*"))) {
            return None;
        }
        let evidence = ValueEvidence {
            at: [operation, key],
            name: key,
            description: shown.description,
            samples: shown.samples,
            structured: false,
            origin: shown.origin,
        };
        let mut inferred = self.infer_value(evidence);
        if shown.repeated && !matches!(inferred.ty, Type::Array(_)) {
            inferred.ty = Type::Array(Box::new(inferred.ty));
        }
        if constant.is_some() {
            inferred.ty = Type::string();
        }
        inferred
            .examples
            .retain(|example| secret::header_example(key, example).is_some());
        let mut one = parameter(key, Location::Header, inferred, shown.origin.clone());
        one.required |= constant.is_some();
        one.constant = constant.filter(|text| is_header_text(text));
        Some(one)
    }
}

/// Names that differ in case only are one header; the last spelling counts, as for Postman.
fn folded(shown: indexmap::IndexMap<String, Shown<'_>>) -> Vec<(String, Shown<'_>)> {
    let mut list: indexmap::IndexMap<String, (String, Shown<'_>)> = indexmap::IndexMap::new();
    for (key, one) in shown {
        let lower = key.to_ascii_lowercase();
        match list.get_mut(&lower) {
            Some((known, first)) => {
                *known = key;
                first.samples.extend(one.samples);
                first.description = first.description.or(one.description);
                first.enabled |= one.enabled;
                first.bare &= one.bare;
            }
            None => {
                list.insert(lower, (key, one));
            }
        }
    }
    list.into_values().collect()
}

/// Postman's own default headers, which exports sometimes hold.
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
