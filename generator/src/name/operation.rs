//! The names of operations, and of what belongs to each.

use std::collections::{BTreeMap, BTreeSet};

use crate::api::{Api, BodyKind, FormField, Operation, ServiceId, Type};

use super::lock::{Method, Pins};
use super::member::{Input, inputs};
use super::method::tells;
use super::method::{Base, LIMIT, Noun, base, candidates};
use super::reserved::{escaped, is_handle_method, is_type};
use super::scope::{Claim, Style, fold, settle_pinned};
use super::words::Words;
use super::{OperationNames, ServiceNames, error};

/// What an operation's own types are called behind its stem.
const SUFFIXES: [&str; 2] = ["Error", "Params"];

/// The longest stem: the longest type that starts with it stays under the limit.
const STEM_LIMIT: usize = 40;

/// The names of every operation, and their stems as words.
pub(super) fn names(
    api: &Api,
    nouns: &[Noun],
    services: &[ServiceNames],
    pins: &Pins<'_>,
    kept: &[BTreeSet<String>],
) -> (Vec<OperationNames>, Vec<Words>) {
    let none = BTreeSet::new();
    let mut names: BTreeMap<usize, (String, String)> = BTreeMap::new();
    for (service, members) in by_service(api) {
        let (noun, handle) = (
            &nouns[service.0 as usize],
            &services[service.0 as usize].handle,
        );
        let bases: Vec<Base> = members
            .iter()
            .map(|index| base(&api.operations[*index], noun))
            .collect();
        let claims: Vec<Claim> = members
            .iter()
            .zip(&bases)
            .map(|(index, base)| method_claim(api, &api.operations[*index], base, noun))
            .collect();
        let pinned = |index: &usize| {
            declared(&api.operations[*index])
                .or_else(|| pins.operation(*index).map(|(name, _)| name.to_owned()))
        };
        let pinned: Vec<Option<String>> = members
            .iter()
            .map(|index| pinned(index).filter(|name| !is_handle_method(name)))
            .collect();
        let methods = settle_pinned(&claims, &pinned, (&none, &none), |_| Vec::new(), LIMIT);
        let claims: Vec<Claim> = methods
            .iter()
            .zip(&bases)
            .zip(&claims)
            .map(|((method, base), claim)| stem_claim(method, base, noun, &claim.identity))
            .collect();
        let pinned: Vec<Option<String>> = members
            .iter()
            .map(|index| {
                let name = declared(&api.operations[*index]);
                let (method, pin) = pins.operation(*index)?;
                // Another name has another stem.
                let kept = name.is_none_or(|name| name == method);
                kept.then(|| pin.stem.clone())
            })
            .map(|stem| stem.filter(|stem| !is_type(stem)))
            .collect();
        let scope = (&BTreeSet::from([fold(handle)]), &kept[service.0 as usize]);
        let stems = settle_pinned(&claims, &pinned, scope, beside, STEM_LIMIT);
        names.extend(members.into_iter().zip(methods.into_iter().zip(stems)));
    }
    let empty = (String::new(), String::new());
    let of = |index: usize| names.get(&index).unwrap_or(&empty);
    let stems = (0..api.operations.len())
        .map(|index| Words::of(&of(index).1))
        .collect();
    let named = api.operations.iter().enumerate();
    (
        named
            .map(|(index, one)| {
                let pin = pins.operation(index).map(|(_, method)| method);
                operation(one, of(index), pin)
            })
            .collect(),
        stems,
    )
}

/// The name that a profile gives a method.
fn declared(operation: &Operation) -> Option<String> {
    let name = Words::of(operation.declared_name.as_deref()?)
        .limited(LIMIT)
        .snake();
    let name = match name.starts_with(|one: char| one.is_ascii_digit()) {
        true => format!("call_{name}"),
        false => escaped(name),
    };
    (!name.is_empty()).then_some(name)
}

fn by_service(api: &Api) -> BTreeMap<ServiceId, Vec<usize>> {
    let mut services: BTreeMap<ServiceId, Vec<usize>> = BTreeMap::new();
    for (index, operation) in api.operations.iter().enumerate() {
        services.entry(operation.service).or_default().push(index);
    }
    services
}

/// What a stem brings along in its module.
fn beside(stem: &str) -> Vec<String> {
    SUFFIXES
        .iter()
        .map(|suffix| format!("{stem}{suffix}"))
        .collect()
}

fn method_claim(api: &Api, operation: &Operation, base: &Base, noun: &Noun) -> Claim {
    let all = candidates(operation, base, noun);
    // An item called `{}` is called nothing.
    let free = |name: &String| !name.is_empty() && !is_handle_method(name);
    // A method is any token of HTTP's, `42` and `!` among them.
    let verb = match Words::of(&operation.key.method).snake() {
        verb if verb.starts_with(|one: char| one.is_ascii_lowercase()) => verb,
        _ => "call".to_owned(),
    };
    let mut tells = tells(api, operation, base, noun);
    if let Some(named) = tells.first_mut()
        && named.snake().starts_with(|one: char| one.is_ascii_digit())
    {
        named.0.insert(0, verb.clone());
    }
    let name = |words: Words| match words.snake() {
        digits if digits.starts_with(|one: char| one.is_ascii_digit()) => {
            format!("{verb}_{digits}")
        }
        name => escaped(name),
    };
    let mut names: Vec<String> = all.into_iter().map(name).filter(free).collect();
    if names.is_empty() {
        names.push("call".to_owned());
    }
    Claim {
        candidates: names,
        tells,
        style: Style::Snake,
        identity: identity(operation),
    }
}

/// Everything that tells an operation from others, as text.
fn identity(operation: &Operation) -> String {
    let parameters: Vec<&str> = operation
        .parameters
        .iter()
        .map(|one| one.name.as_str())
        .collect();
    format!(
        "{} {} {} {} {:?}",
        operation.key,
        operation.folders.join("/"),
        operation.name,
        parameters.join(","),
        operation
            .body
            .as_ref()
            .map(|body| &body.kind)
            .map(body_identity),
    )
}

fn body_identity(kind: &BodyKind) -> Vec<String> {
    match kind {
        BodyKind::Object(fields) | BodyKind::Form(fields) | BodyKind::Multipart(fields) => {
            fields.iter().map(|field| field.name.clone()).collect()
        }
        BodyKind::GraphQl {
            query, operation, ..
        } => {
            vec![query.clone(), operation.clone().unwrap_or_default()]
        }
        BodyKind::Json(_) | BodyKind::Text | BodyKind::Bytes => Vec::new(),
    }
}

/// The method in camel case, with the noun that the service has taken over where a verb is left alone.
fn stem_claim(method: &str, base: &Base, noun: &Noun, identity: &str) -> Claim {
    let bare = method.strip_prefix("r#").unwrap_or(method);
    let words = Words(
        bare.split('_')
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect(),
    );
    let own = if base.noun.is_empty() {
        noun.one()
    } else {
        base.noun.clone()
    };
    let with_noun = match words.0.split_first() {
        Some((verb, rest)) => Words(vec![verb.clone()]).then(&own).then(rest),
        None => Words(own),
    };
    let alone = words.len() == 1;
    let all = if alone {
        vec![with_noun]
    } else {
        vec![words, with_noun]
    };
    let name = |words: Words| {
        let name = words.limited(STEM_LIMIT).pascal();
        if name.starts_with(|one: char| one.is_ascii_digit()) {
            format!("N{name}")
        } else {
            name
        }
    };
    let tells = vec![all[0].clone()];
    let mut candidates: Vec<String> = all.into_iter().map(name).collect();
    candidates.retain(|name| !is_type(name) && !beside(name).iter().any(|more| is_type(more)));
    if candidates.is_empty() {
        candidates.push("CallOf".to_owned());
    }
    Claim {
        candidates,
        tells,
        style: Style::Pascal,
        identity: identity.to_owned(),
    }
}

fn operation(
    operation: &Operation,
    (method, stem): &(String, String),
    pin: Option<&Method>,
) -> OperationNames {
    let none = BTreeMap::new();
    let (input_pins, error_pins) = pin.map_or((&none, &none), |pin| (&pin.inputs, &pin.errors));
    let mut parameters = inputs(&wanted(operation), input_pins);
    let mut fields = parameters.split_off(operation.parameters.len());
    let body = if fields_of(operation).is_none() {
        fields.pop()
    } else {
        None
    };
    let bare = method.strip_prefix("r#").unwrap_or(method);
    OperationNames {
        constant: bare.trim_matches('_').to_ascii_uppercase(),
        method: method.clone(),
        stem: stem.clone(),
        error: format!("{stem}Error"),
        params: format!("{stem}Params"),
        variants: error::variants(operation, error_pins),
        parameters,
        fields,
        body: body.unwrap_or_default(),
    }
}

/// What tells a form's field from others: a file from the text of the same key.
fn place(fields: Option<&[FormField]>, one: &FormField) -> &'static str {
    let twins = fields.into_iter().flatten();
    let twins = twins.filter(|twin| twin.name == one.name).count();
    if twins > 1 && is_file(&one.ty) {
        "file"
    } else {
        "form"
    }
}

fn is_file(ty: &Type) -> bool {
    match ty {
        Type::Binary => true,
        Type::Array(item) => is_file(item),
        _ => false,
    }
}

fn fields_of(operation: &Operation) -> Option<&[FormField]> {
    match operation.body.as_ref().map(|body| &body.kind) {
        Some(BodyKind::Object(fields) | BodyKind::Form(fields) | BodyKind::Multipart(fields)) => {
            Some(fields)
        }
        _ => None,
    }
}

/// What a call takes: its parameters, then its form's fields or its one body.
fn wanted(operation: &Operation) -> Vec<Input<'_>> {
    let parameters = operation.parameters.iter().map(|one| Input {
        wire: &one.name,
        place: one.location.as_str(),
        setter: !one.required,
    });
    let fields = fields_of(operation).into_iter().flatten().map(|one| Input {
        wire: &one.name,
        place: place(fields_of(operation), one),
        setter: !one.required,
    });
    let body = match &operation.body {
        Some(body) if fields_of(operation).is_none() => {
            let wire = if matches!(body.kind, BodyKind::GraphQl { .. }) {
                "variables"
            } else {
                "body"
            };
            Some(Input {
                wire,
                place: "request",
                setter: !body.required,
            })
        }
        _ => None,
    };
    parameters.chain(fields).chain(body).collect()
}

impl OperationNames {
    /// The arguments and setters, each with its place and wire name.
    pub(super) fn inputs<'a>(
        &'a self,
        operation: &'a Operation,
    ) -> impl Iterator<Item = (&'a str, String)> {
        let body = Some(&self.body).filter(|name| !name.is_empty());
        let names = self.parameters.iter().chain(&self.fields).chain(body);
        let wanted = wanted(operation).into_iter();
        names
            .zip(wanted)
            .map(|(name, input)| (name.as_str(), input.key()))
    }
}

/// The names that each service's module holds besides its shapes, folded.
pub(super) fn taken(
    api: &Api,
    services: &[ServiceNames],
    operations: &[OperationNames],
) -> BTreeMap<ServiceId, BTreeSet<String>> {
    let mut taken: BTreeMap<ServiceId, BTreeSet<String>> = BTreeMap::new();
    for (operation, names) in api.operations.iter().zip(operations) {
        let module = taken.entry(operation.service).or_default();
        module.insert(fold(&services[operation.service.0 as usize].handle));
        module.insert(fold(&names.stem));
        module.extend(beside(&names.stem).iter().map(|name| fold(name)));
    }
    taken
}
