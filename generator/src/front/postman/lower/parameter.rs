//! Path and query parameters, from all requests that have them.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use serde_json::Value;

use crate::ground::diagnostic::{Code, Diagnostic, Origin};
use crate::ground::secret;
use crate::infer::{ParameterFacts, parameter_facts};
use crate::model::api::{
    Bounds, Location, Notes, Parameter, ParameterStyle, PathEncoding, StringFormat, Type,
};

use crate::model::profile::ALIAS_OF_CALLER;

use super::super::model::{Pair, Request, Variable};
use super::super::template;
use super::super::variables::text;
use super::Lowering;
use super::dispatch::Place;
use super::group::Group;
use super::route::{PathKind, PathParameter, declared};
use super::server::QueryPair;
use super::value::{ValueEvidence, ValueInference};

/// What requests say about one key.
#[derive(Debug)]
pub(super) struct PairEvidence<'c> {
    pub(super) samples: Vec<String>,
    pub(super) description: Option<&'c str>,
    pub(super) origin: &'c Origin,
    /// Whether a request has the key more than once.
    pub(super) repeated: bool,
    /// Whether the request of an item has the key enabled.
    pub(super) enabled: bool,
    /// Whether it never has a value.
    pub(super) bare: bool,
}

/// What the parameters of one path are made from.
struct PathEvidence<'c> {
    /// The path variables that each request declares, by their plain names.
    declared: Vec<BTreeMap<String, &'c Variable>>,
    /// The origin of the first URL.
    origin: &'c Origin,
    /// Whether the first URL is a webhook's.
    is_webhook: bool,
}

impl Lowering<'_> {
    /// The path's parameters.
    pub(super) fn path_parameters(&mut self, group: &Group<'_>, name: &str) -> Vec<Parameter> {
        let url = &group.first().url;
        let requests = group.requests();
        let evidence = PathEvidence {
            declared: requests.map(|request| declared(&request.url)).collect(),
            origin: &url.origin,
            is_webhook: self.is_webhook(url),
        };
        let parameters = group.route().parameters.iter();
        let mut parameters: Vec<Parameter> = parameters
            .map(|parameter| self.path_parameter(&evidence, name, parameter))
            .collect();
        if group.route().is_whole_url() {
            for parameter in &mut parameters {
                parameter.encoding = PathEncoding::WholeUrl;
                parameter.ty = Type::string();
            }
        }
        parameters
    }

    fn path_parameter(
        &mut self,
        evidence: &PathEvidence<'_>,
        operation: &str,
        path_parameter: &PathParameter,
    ) -> Parameter {
        let PathParameter { name, source, kind } = path_parameter;
        let declared = evidence.declared.iter();
        let variables: Vec<&Variable> = declared
            .filter_map(|variables| variables.get(name).copied())
            .collect();
        let samples = variables.iter();
        let mut samples: Vec<String> = samples
            .filter_map(|variable| self.variable_sample(variable))
            .collect();
        let mut descriptions = variables.iter();
        let mut description = descriptions.find_map(|variable| variable.description.clone());
        if *kind == PathKind::Template {
            samples.extend(self.scope.example_text(&template::of(source)));
            description = description.or_else(|| self.scope.binding(source)?.description.clone());
        }
        let origin = variables.first().map(|variable| &variable.origin);
        let origin = origin.unwrap_or(evidence.origin).clone();
        let inferred = self.infer_value(ValueEvidence {
            operation,
            name,
            description: description.as_deref(),
            samples,
            structured: false,
            origin: &origin,
        });
        let encoding = match inferred.facts.double_encode {
            true => PathEncoding::Twice,
            false => PathEncoding::Once,
        };
        let mut parameter = Parameter {
            required: true,
            encoding,
            ..parameter(name, Location::Path, inferred, origin)
        };
        if evidence.is_webhook {
            let examples = &mut parameter.examples;
            examples.retain(|example| !secret::is_webhook_secret(example));
        }
        parameter
    }

    /// The value of a path variable; a placeholder of its type where it has none.
    fn variable_sample(&self, variable: &Variable) -> Option<String> {
        let value = variable.value.as_ref();
        let sample = value.and_then(|value| self.scope.example_text(&text(value)));
        sample.or_else(|| match variable.kind.as_deref()? {
            kind @ ("number" | "boolean") => Some(format!("<{kind}>")),
            _ => None,
        })
    }

    /// The query's parameters, except the key of the auth; those of the base come first and are constant.
    pub(super) fn query_parameters(
        &mut self,
        group: &Group<'_>,
        name: &str,
        auth_key: Option<&str>,
    ) -> Vec<Parameter> {
        let mut parameters = constant_parameters(&group.base.query, &group.first().url.origin);
        // `shown` has each key once, so only parameters of the base can have the same name.
        let constant = parameters.len();
        for (key, shown) in self.pair_evidence(group, |request| &request.url.query, auth_key) {
            let mut of_base = parameters[..constant].iter();
            if of_base.any(|parameter| parameter.name == key) {
                continue;
            }
            let is_flag = shown.bare && shown.enabled && shown.description.is_none();
            let enabled = shown.enabled;
            let mut parameter = self.pair_parameter(name, &key, Location::Query, shown);
            if is_flag {
                (parameter.ty, parameter.style) = (Type::Boolean, ParameterStyle::FLAG);
            }
            if let Some(value) = group.constant(Place::Query, &key) {
                set_constant(&mut parameter, value);
            }
            self.set_preset(&mut parameter, enabled);
            parameters.push(parameter);
        }
        parameters
    }

    /// The parameter of a query key or of a header.
    pub(super) fn pair_parameter(
        &mut self,
        operation: &str,
        key: &str,
        location: Location,
        shown: PairEvidence<'_>,
    ) -> Parameter {
        let (repeated, origin) = (shown.repeated, shown.origin.clone());
        let mut inferred = self.infer_value(shown.evidence(operation, key));
        if repeated && location == Location::Query {
            inferred.ty = list_of(inferred.ty);
        }
        parameter(key, location, inferred, origin)
    }

    /// What the group's requests say about each key of a list, without the key `except`.
    pub(super) fn pair_evidence<'c>(
        &mut self,
        group: &Group<'c>,
        list: impl Fn(&'c Request) -> &'c [Pair],
        except: Option<&str>,
    ) -> IndexMap<String, PairEvidence<'c>> {
        let mut all = IndexMap::new();
        for (own, request) in group.all_requests() {
            let mut counts: IndexMap<String, [usize; 2]> = IndexMap::new();
            for pair in list(request).iter() {
                let Some(key) = self.key(pair).filter(|key| except != Some(key.as_str())) else {
                    continue;
                };
                if !own && !all.contains_key(&key) && self.is_auth_note(pair) {
                    continue;
                }
                counts.entry(key.clone()).or_default()[usize::from(pair.disabled)] += 1;
                self.add_pair(
                    all.entry(key).or_insert_with(|| PairEvidence::new(pair)),
                    pair,
                    own,
                );
            }
            for (key, [enabled, disabled]) in counts {
                // Disabled pairs of one key are alternatives, unless a converter wrote them: it disables whatever is
                // optional.
                let repeated = enabled > 1 || (self.converted && enabled + disabled > 1);
                if let Some(shown) = all.get_mut(&key) {
                    shown.repeated |= repeated;
                }
            }
        }
        all
    }

    /// Whether the description of a pair says that Postman's converter of OpenAPI added it for an authentication method.
    pub(super) fn is_auth_note(&self, pair: &Pair) -> bool {
        let description = pair.description.as_deref();
        description.is_some()
            && parameter_facts(self.profile, description)
                .security
                .is_some()
    }

    /// Adds what a pair says; `own` if its request is that of an item.
    pub(super) fn add_pair<'c>(&self, shown: &mut PairEvidence<'c>, pair: &'c Pair, own: bool) {
        let value = pair.value.as_ref();
        let sample = value.and_then(|value| self.scope.example_text(&text(value)));
        shown.samples.extend(sample);
        shown.description = shown.description.or(pair.description.as_deref());
        shown.bare &= matches!(pair.value, None | Some(Value::Null));
        shown.enabled |= own && !pair.disabled;
    }

    /// A pair's key with its templates filled.
    pub(super) fn key_text(&self, pair: &Pair) -> String {
        self.scope.fill(&pair.key).trim().to_owned()
    }

    /// As [`Lowering::key_text`]; `None`, with a diagnostic, for a pair without a usable key.
    pub(super) fn key(&mut self, pair: &Pair) -> Option<String> {
        let key = self.key_text(pair);
        let (code, message) = if key.is_empty() && pair.value.is_none() {
            return None;
        } else if key.is_empty() {
            let message = "a pair without a key is left out".to_owned();
            (Code::PairWithoutKey, message)
        } else if template::any(&key) {
            let message =
                format!("the key `{key}` is a template that nothing fills: the pair is left out");
            (Code::TemplateKey, message)
        } else {
            return Some(key);
        };
        self.report_once(Diagnostic::new(code, message).at(&pair.origin));
        None
    }
}

impl<'c> PairEvidence<'c> {
    pub(super) fn new(pair: &'c Pair) -> Self {
        Self {
            samples: Vec::new(),
            description: None,
            origin: &pair.origin,
            repeated: false,
            enabled: false,
            bare: true,
        }
    }

    /// The evidence for the type of the value.
    pub(super) fn evidence<'a>(self, operation: &'a str, name: &'a str) -> ValueEvidence<'a>
    where
        'c: 'a,
    {
        ValueEvidence {
            operation,
            name,
            description: self.description,
            samples: self.samples,
            structured: false,
            origin: self.origin,
        }
    }
}

/// Makes a parameter a constant, which callers do not set.
pub(super) fn set_constant(parameter: &mut Parameter, value: &str) {
    parameter.constant = Some(value.to_owned());
    parameter.required = true;
    parameter.ty = Type::string();
}

/// The parameters for the query of a base. A secret without a value is an argument of the caller.
fn constant_parameters(pairs: &[QueryPair], origin: &Origin) -> Vec<Parameter> {
    let constant = |(name, value): &QueryPair| {
        let is_secret = value.is_none() && secret::is_secret_name(name);
        let ty = match is_secret {
            true => Type::String(StringFormat::Password),
            false => Type::string(),
        };
        Parameter {
            required: true,
            constant: (!is_secret).then(|| value.clone().unwrap_or_default()),
            ..Parameter::new(name, Location::Query, ty, origin.clone())
        }
    };
    pairs.iter().map(constant).collect()
}

/// A list of the type; the type itself if it is a list.
pub(super) fn list_of(ty: Type) -> Type {
    match ty {
        Type::Array(_) => ty,
        item => Type::Array(Box::new(item)),
    }
}

/// The parameter of an inferred value; required only where its description says so.
pub(super) fn parameter(
    name: &str,
    location: Location,
    inferred: ValueInference,
    origin: Origin,
) -> Parameter {
    let style = inferred.style.filter(|_| location == Location::Query);
    let mut notes = Notes::default();
    if inferred.facts.accepts_me {
        notes.set(ALIAS_OF_CALLER, vec!["me".to_owned()]);
    }
    Parameter {
        style: style.unwrap_or(ParameterStyle::usual(location)),
        required: inferred.facts.required,
        bounds: bounds(&inferred.facts),
        notes,
        default: inferred.facts.default,
        deprecated: inferred.facts.deprecated,
        description: inferred.facts.text,
        examples: inferred.examples,
        ..Parameter::new(name, location, inferred.ty, origin)
    }
}

/// The limits of a value.
pub(super) fn bounds(facts: &ParameterFacts) -> Bounds {
    Bounds {
        minimum: facts.minimum.clone(),
        maximum: facts.maximum.clone(),
        max_length: facts.max_length,
    }
}
