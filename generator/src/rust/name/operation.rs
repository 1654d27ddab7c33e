//! The names of operations, and of what belongs to each.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::model::api::{Api, BodyKind, FormField, Operation, ServiceId, Type};

use super::lock::{Method, Pins};
use super::member::{Input, inputs};
use super::method::tells;
use super::method::{Base, LIMIT, Noun, base, candidates, first};
use super::reserved::{escaped, is_handle_method, is_type};
use super::scope::{Claims, Rules, Style, fold, settle_pinned};
use super::words::Words;
use super::{OperationNames, ServiceNames, error};

/// What an operation's own types are called behind its stem, in whose module they stand.
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
    let mut names = vec![(String::new(), String::new()); api.operations.len()];
    for (service, members) in by_service(api) {
        let place = service.0 as usize;
        let group = Group {
            api,
            noun: &nouns[place],
            bases: vec![OnceCell::new(); members.len()],
            members,
        };
        let scope = (&services[place], &kept[place]);
        let (methods, stems) = group.names(pins, scope);
        for (index, name) in group.members.iter().zip(methods.into_iter().zip(stems)) {
            names[*index] = name;
        }
    }
    let stems = names.iter().map(|(_, stem)| Words::of(stem)).collect();
    let named = api.operations.iter().zip(&names).enumerate();
    let of = |(index, (one, name))| {
        let pin = pins.operation(index).map(|(_, method)| method);
        operation(one, name, pin)
    };
    (named.map(of).collect(), stems)
}

/// The operations of one service.
struct Group<'a> {
    api: &'a Api,
    noun: &'a Noun,
    /// Their places in the API.
    members: Vec<usize>,
    bases: Vec<OnceCell<Base>>,
}

impl Group<'_> {
    fn operation(&self, place: usize) -> &Operation {
        &self.api.operations[self.members[place]]
    }

    fn base(&self, place: usize) -> &Base {
        self.bases[place].get_or_init(|| base(self.operation(place), self.noun))
    }

    /// Methods and stems.
    fn names(
        &self,
        pins: &Pins<'_>,
        (service, kept): (&ServiceNames, &BTreeSet<String>),
    ) -> (Vec<String>, Vec<String>) {
        let declared: Vec<Option<String>> = (0..self.members.len())
            .map(|place| declared(self.operation(place)))
            .collect();
        let pinned = || {
            let known = self.members.iter().map(|index| pins.operation(*index));
            declared.iter().map(Option::as_deref).zip(known)
        };
        let rules = Rules {
            limit: LIMIT,
            ..Rules::default()
        };
        let known: Vec<Option<&str>> = pinned()
            .map(|(declared, known)| declared.or_else(|| Some(known?.0)))
            .map(|name| name.filter(|name| !is_handle_method(name)))
            .collect();
        let methods = settle_pinned(&Methods(self), &known, rules);
        let rules = Rules {
            taken: &[&BTreeSet::from([fold(&service.handle)])],
            avoided: &[kept],
            suffixes: &SUFFIXES,
            limit: STEM_LIMIT,
        };
        let known: Vec<Option<&str>> = pinned()
            .map(|(declared, known)| {
                let (method, pin) = known?;
                // Another name has another stem.
                let is_kept = declared.is_none_or(|name| name == method);
                is_kept.then_some(pin.stem.as_str())
            })
            .map(|stem| stem.filter(|stem| !is_type(stem)))
            .collect();
        let claims = Stems {
            group: self,
            methods: &methods,
        };
        let stems = settle_pinned(&claims, &known, rules);
        (methods, stems)
    }
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

struct Methods<'a>(&'a Group<'a>);

impl Methods<'_> {
    /// A method is any token of HTTP's, `42` and `!` among them.
    fn verb(&self, place: usize) -> String {
        match Words::of(&self.0.operation(place).key.method).snake() {
            verb if verb.starts_with(|one: char| one.is_ascii_lowercase()) => verb,
            _ => "call".to_owned(),
        }
    }

    /// The words as a name, where it is free; an item called `{}` is called nothing.
    fn name(&self, place: usize, words: &Words) -> Option<String> {
        let name = match words.snake() {
            digits if digits.starts_with(|one: char| one.is_ascii_digit()) => {
                format!("{}_{digits}", self.verb(place))
            }
            name => escaped(name),
        };
        Some(name).filter(|name| !name.is_empty() && !is_handle_method(name))
    }
}

impl Claims for Methods<'_> {
    fn style(&self) -> Style {
        Style::Snake
    }

    fn count(&self) -> usize {
        self.0.members.len()
    }

    fn first(&self, place: usize) -> Option<String> {
        let first = self.name(place, &first(self.0.base(place)));
        first.or_else(|| self.candidates(place).into_iter().next())
    }

    fn candidates(&self, place: usize) -> Vec<String> {
        let group = self.0;
        let all = candidates(group.operation(place), group.base(place), group.noun);
        let names = all.iter().filter_map(|words| self.name(place, words));
        let mut names: Vec<String> = names.collect();
        if names.is_empty() {
            names.push("call".to_owned());
        }
        names
    }

    fn tells(&self, place: usize) -> Vec<Words> {
        let group = self.0;
        let operation = group.operation(place);
        let mut tells = tells(group.api, operation, group.base(place), group.noun);
        if let Some(named) = tells.first_mut()
            && named.snake().starts_with(|one: char| one.is_ascii_digit())
        {
            named.0.insert(0, self.verb(place));
        }
        tells
    }

    fn identity(&self, place: usize) -> String {
        identity(self.0.operation(place))
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
        operation.groups.join("/"),
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
struct Stems<'a> {
    group: &'a Group<'a>,
    methods: &'a [String],
}

impl Stems<'_> {
    /// From the shortest on; never none.
    fn words(&self, place: usize) -> Vec<Words> {
        let words = self.method(place);
        let base = self.group.base(place);
        let own = if base.noun.is_empty() {
            self.group.noun.one()
        } else {
            base.noun.clone()
        };
        let with_noun = match words.0.split_first() {
            Some((verb, rest)) => Words(vec![verb.clone()]).then(&own).then(rest),
            None => Words(own),
        };
        let alone = words.len() == 1;
        if alone {
            vec![with_noun]
        } else {
            vec![words, with_noun]
        }
    }

    fn method(&self, place: usize) -> Words {
        let method = &self.methods[place];
        let bare = method.strip_prefix("r#").unwrap_or(method);
        let words = bare.split('_').filter(|word| !word.is_empty());
        Words(words.map(str::to_owned).collect())
    }
}

/// The words as a stem, where it and what it brings along are free.
fn stem(words: Words) -> Option<String> {
    let name = words.limited(STEM_LIMIT).pascal();
    let name = match name.starts_with(|one: char| one.is_ascii_digit()) {
        true => format!("N{name}"),
        false => name,
    };
    let mut brought = SUFFIXES.iter().map(|suffix| format!("{name}{suffix}"));
    let free = !is_type(&name) && !brought.any(|more| is_type(&more));
    free.then_some(name)
}

impl Claims for Stems<'_> {
    fn style(&self) -> Style {
        Style::Pascal
    }

    fn count(&self) -> usize {
        self.methods.len()
    }

    fn first(&self, place: usize) -> Option<String> {
        let words = self.method(place);
        let first = (words.len() > 1).then(|| stem(words)).flatten();
        first.or_else(|| self.candidates(place).into_iter().next())
    }

    fn candidates(&self, place: usize) -> Vec<String> {
        let words = self.words(place).into_iter();
        let mut candidates: Vec<String> = words.filter_map(stem).collect();
        if candidates.is_empty() {
            candidates.push("CallOf".to_owned());
        }
        candidates
    }

    fn tells(&self, place: usize) -> Vec<Words> {
        let mut words = self.words(place);
        words.truncate(1);
        words
    }

    fn identity(&self, place: usize) -> String {
        identity(self.group.operation(place))
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

/// The names of a form that several of its fields have.
fn shared_names(fields: &[FormField]) -> BTreeSet<&str> {
    let mut names: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
    names.sort_unstable();
    let pairs = names.windows(2).filter(|pair| pair[0] == pair[1]);
    pairs.map(|pair| pair[0]).collect()
}

/// What tells a form's field from others: a file from the text of the same key.
fn place(shared: &BTreeSet<&str>, one: &FormField) -> &'static str {
    if is_file(&one.ty) && shared.contains(one.name.as_str()) {
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
    let fields = fields_of(operation).unwrap_or_default();
    let shared = shared_names(fields);
    let fields = fields.iter().map(|one| Input {
        wire: &one.name,
        place: place(&shared, one),
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
        module.extend(SUFFIXES.map(|suffix| fold(&format!("{}{suffix}", names.stem))));
    }
    taken
}
