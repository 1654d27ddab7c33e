//! Path and query parameters, from all requests that show them.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use serde_json::Value;

use crate::ground::diagnostic::{Code, Diagnostic, Origin};
use crate::infer::{ParameterFacts, parameter_facts};
use crate::model::api::{
    Bounds, Location, Notes, Parameter, PathEncoding, QueryStyle, StringFormat, Type,
};

use crate::model::profile::ALIAS_OF_CALLER;

use super::super::model::{Pair, Request, Variable};
use super::super::template;
use super::super::variables::text;
use super::Lowering;
use super::group::Group;
use super::route::{PathKind, PathParameter, declared};
use super::server::QueryPair;
use super::value::{ValueEvidence, ValueInference};
use crate::ground::secret;

/// What requests show of one key.
#[derive(Debug)]
pub(super) struct Shown<'c> {
    pub(super) samples: Vec<String>,
    pub(super) description: Option<&'c str>,
    pub(super) origin: &'c Origin,
    /// Whether one request has it more than once at a time.
    pub(super) repeated: bool,
    /// Whether an item's own request switches it on.
    pub(super) enabled: bool,
    /// Whether it never has a value.
    pub(super) bare: bool,
}

/// What the parameters of one path are made from; collected once for all of them.
struct Seen<'c> {
    /// The path variables that each request declares, by their plain names.
    declared: Vec<BTreeMap<String, &'c Variable>>,
    /// Where the first URL stands.
    origin: &'c Origin,
    /// Whether the first URL is a webhook's.
    hook: bool,
}

impl Lowering<'_> {
    /// The path's parameters.
    pub(super) fn path_parameters(&mut self, group: &Group<'_>, name: &str) -> Vec<Parameter> {
        let route = group.route();
        let url = &group.first().url;
        let seen = Seen {
            declared: group
                .requests()
                .map(|request| declared(&request.url))
                .collect(),
            origin: &url.origin,
            hook: self.is_hook(url),
        };
        route
            .parameters
            .iter()
            .map(|one| self.path_parameter(&seen, name, one))
            .collect()
    }

    fn path_parameter(
        &mut self,
        seen: &Seen<'_>,
        operation: &str,
        one: &PathParameter,
    ) -> Parameter {
        let variables: Vec<&Variable> = seen
            .declared
            .iter()
            .filter_map(|variables| variables.get(&one.name).copied())
            .collect();
        let mut samples: Vec<String> = variables
            .iter()
            .filter_map(|variable| self.variable_sample(variable))
            .collect();
        let mut described = variables
            .iter()
            .find_map(|variable| variable.description.clone());
        if one.kind == PathKind::Template {
            samples.extend(self.scope.sample(&format!("{{{{{}}}}}", one.source)));
            described = described.or_else(|| self.scope.binding(&one.source)?.description.clone());
        }
        let origin = variables
            .first()
            .map_or(seen.origin, |variable| &variable.origin)
            .clone();
        let evidence = ValueEvidence {
            at: [operation, &one.name],
            name: &one.name,
            description: described.as_deref(),
            samples,
            structured: false,
            origin: &origin,
        };
        let mut inferred = self.infer_value(evidence);
        if seen.hook {
            inferred
                .examples
                .retain(|example| !secret::is_webhook_secret(example));
        }
        let encoding = if inferred.facts.double_encode {
            PathEncoding::Twice
        } else {
            PathEncoding::Once
        };
        Parameter {
            required: true,
            encoding,
            style: QueryStyle::Repeated,
            ..parameter(&one.name, Location::Path, inferred, origin)
        }
    }

    fn variable_sample(&self, variable: &Variable) -> Option<String> {
        let sample = variable
            .value
            .as_ref()
            .and_then(|value| self.scope.sample(&text(value)));
        let typed = match variable.kind.as_deref() {
            Some("number") => Some("<number>".to_owned()),
            Some("boolean") => Some("<boolean>".to_owned()),
            _ => None,
        };
        sample.or(typed)
    }

    /// The query's parameters; those that the base carries come first and are constant.
    pub(super) fn query_parameters(
        &mut self,
        group: &Group<'_>,
        name: &str,
        key: Option<&str>,
    ) -> Vec<Parameter> {
        let mut parameters = self.constant_parameters(&group.base.query, &group.first().url.origin);
        // What is shown has each key once, so only those of the base can be there already.
        let constant = parameters.len();
        for (key, shown) in self.shown(group, |request| &request.url.query, key) {
            let mut of_base = parameters[..constant].iter();
            if !of_base.any(|known| known.name == key) {
                parameters.push(self.query_parameter(name, &key, shown));
            }
        }
        parameters
    }

    fn query_parameter(&mut self, operation: &str, key: &str, shown: Shown<'_>) -> Parameter {
        let flag = shown.bare && shown.enabled && shown.description.is_none();
        let evidence = ValueEvidence {
            at: [operation, key],
            name: key,
            description: shown.description,
            samples: shown.samples,
            structured: false,
            origin: shown.origin,
        };
        let mut inferred = self.infer_value(evidence);
        if flag {
            (inferred.ty, inferred.style) = (Type::Boolean, QueryStyle::Flag);
        } else if shown.repeated && !matches!(inferred.ty, Type::Array(_)) {
            inferred.ty = Type::Array(Box::new(inferred.ty));
        }
        parameter(key, Location::Query, inferred, shown.origin.clone())
    }

    fn constant_parameters(&self, pairs: &[QueryPair], origin: &Origin) -> Vec<Parameter> {
        // A credential is the caller's to give.
        let open =
            |name: &str, value: &Option<String>| value.is_none() && secret::is_secret_name(name);
        let constant = |(name, value): &QueryPair| {
            let open = open(name, value);
            let ty = match open {
                true => Type::String(StringFormat::Password),
                false => Type::string(),
            };
            Parameter {
                required: true,
                constant: (!open).then(|| value.clone().unwrap_or_default()),
                ..Parameter::new(name, Location::Query, ty, origin.clone())
            }
        };
        pairs.iter().map(constant).collect()
    }

    /// What the group's requests show of each key of a list; `except` is left out.
    pub(super) fn shown<'c>(
        &mut self,
        group: &Group<'c>,
        list: impl Fn(&'c Request) -> &'c [Pair],
        except: Option<&str>,
    ) -> IndexMap<String, Shown<'c>> {
        let mut shown = IndexMap::new();
        for (own, request) in group.shown_requests() {
            let mut counts: IndexMap<String, [usize; 2]> = IndexMap::new();
            for pair in list(request).iter() {
                let Some(key) = self.key(pair).filter(|key| except != Some(key.as_str())) else {
                    continue;
                };
                if !own && !shown.contains_key(&key) && self.is_remark(pair) {
                    continue;
                }
                counts.entry(key.clone()).or_default()[usize::from(pair.disabled)] += 1;
                let one = shown.entry(key).or_insert_with(|| Shown::new(pair));
                self.show(one, pair);
                one.enabled |= own && !pair.disabled;
            }
            for (key, [on, off]) in counts {
                // Alternatives that are switched off do not travel together, unless a converter, which
                // switches off whatever is optional, wrote them.
                let repeated = on > 1 || (self.converted && on + off > 1);
                if let Some(one) = shown.get_mut(&key) {
                    one.repeated |= repeated;
                }
            }
        }
        shown
    }

    /// Whether the converter added a pair to show how a saved request was proven.
    pub(super) fn is_remark(&self, pair: &Pair) -> bool {
        pair.description.is_some()
            && parameter_facts(self.profile, pair.description.as_deref())
                .security
                .is_some()
    }

    pub(super) fn show<'c>(&self, shown: &mut Shown<'c>, pair: &'c Pair) {
        shown.samples.extend(
            pair.value
                .as_ref()
                .and_then(|value| self.scope.sample(&text(value))),
        );
        shown.description = shown.description.or(pair.description.as_deref());
        shown.bare &= matches!(pair.value, None | Some(Value::Null));
    }

    /// A pair's key with its templates filled; a pair without a usable key is told of.
    pub(super) fn key(&mut self, pair: &Pair) -> Option<String> {
        let key = self.scope.resolve(&pair.key).text.trim().to_owned();
        if key.is_empty() {
            if pair.value.is_some() {
                let message = "a pair without a key is left out";
                self.tell_once(Diagnostic::new(Code::PairWithoutKey, message).at(&pair.origin));
            }
            return None;
        }
        if template::any(&key) {
            let message =
                format!("the key `{key}` is a template that nothing fills: the pair is left out");
            self.tell_once(Diagnostic::new(Code::TemplateKey, message).at(&pair.origin));
            return None;
        }
        Some(key)
    }
}

impl<'c> Shown<'c> {
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
}

/// A parameter with what is inferred about its value; required only where prose says so.
pub(super) fn parameter(
    name: &str,
    location: Location,
    inferred: ValueInference,
    origin: Origin,
) -> Parameter {
    let mut notes = Notes::default();
    if inferred.facts.accepts_me {
        notes.set(ALIAS_OF_CALLER, vec!["me".to_owned()]);
    }
    Parameter {
        style: inferred.style,
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

/// How large a value may be.
pub(super) fn bounds(facts: &ParameterFacts) -> Bounds {
    Bounds {
        minimum: facts.minimum.clone(),
        maximum: facts.maximum.clone(),
        max_length: facts.max_length,
    }
}
