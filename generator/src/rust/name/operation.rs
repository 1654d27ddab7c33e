//! The names of operations, and of what belongs to each.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::model::api::{Api, BodyKind, FormField, Operation, OperationInput, ServiceId, Type};

use super::ident::Ident;
use super::lock::{Method, Pins};
use super::member::{Input, MemberPins, inputs};
use super::method::{Base, LIMIT, base, candidates, first, properties};
use super::noun::Noun;
use super::path::http_verb;
use super::phrase::shared_prefix;
use super::reader::readers;
use super::reserved::{escaped, is_handle_method, is_type};
use super::scope::{Claim, Scope, Style, Unresolved, fold, settle};
use super::words::{Words, starts_with_digit};
use super::{OperationNames, ServiceNames, error};

/// The endings of the names of an operation's own types, which begin with its stem and are in its module.
const SUFFIXES: [&str; 3] = ["Answer", "Error", "Params"];

/// The longest stem: the longest type that starts with it stays under the limit.
const STEM_LIMIT: usize = 40;

/// The names of every operation, and their stems as words; `shape_pins` are the earlier names of types in each module.
pub(super) fn names(
    api: &Api,
    nouns: &[Noun],
    services: &[ServiceNames],
    pins: &Pins<'_>,
    shape_pins: &[BTreeSet<String>],
    unresolved: &mut Vec<Unresolved>,
) -> (Vec<OperationNames>, Vec<Words>) {
    let mut names = vec![None; api.operations.len()];
    for (service, members) in by_service(api) {
        let service = service.0 as usize;
        let group = Group {
            api,
            noun: &nouns[service],
            bases: vec![OnceCell::new(); members.len()],
            prefixes: prefixes(api, &members),
            members,
        };
        let methods = group.methods(pins, unresolved);
        let taken = BTreeSet::from([fold(&services[service].handle)]);
        let stems = group.stems(&methods, pins, &taken, &shape_pins[service], unresolved);
        for (index, name) in group.members.iter().zip(methods.into_iter().zip(stems)) {
            names[*index] = Some(name);
        }
    }
    let names: Vec<(Ident, Ident)> = names.into_iter().flatten().collect();
    let stems = names.iter().map(|(_, stem)| Words::of(stem)).collect();
    let mut of_operation = |(index, (method, stem))| {
        let pin = pins.operation(index).map(|(_, method)| method);
        operation_names(&api.operations[index], method, stem, pin, unresolved)
    };
    let names = names.into_iter().enumerate().map(&mut of_operation);
    (names.collect(), stems)
}

/// The operations of one service.
struct Group<'a> {
    api: &'a Api,
    noun: &'a Noun,
    /// Their indexes in the API.
    members: Vec<usize>,
    bases: Vec<OnceCell<Base>>,
    /// How many words at the start of each name all items of its folder have.
    prefixes: Vec<usize>,
}

impl Group<'_> {
    /// The operation at an index of `members`.
    fn operation(&self, index: usize) -> &Operation {
        &self.api.operations[self.members[index]]
    }

    /// The words of an operation's method, read from its name once.
    fn base(&self, index: usize) -> &Base {
        self.bases[index]
            .get_or_init(|| base(self.operation(index), self.noun, self.prefixes[index]))
    }

    /// The methods of all operations. A profile's name counts as a pin, and before the lock's.
    fn methods(&self, pins: &Pins<'_>, unresolved: &mut Vec<Unresolved>) -> Vec<Ident> {
        let declared: Vec<Option<String>> = self
            .members
            .iter()
            .map(|index| declared(&self.api.operations[*index]))
            .collect();
        let pinned = declared.iter().zip(&self.members).map(|(declared, index)| {
            let locked = || Some(pins.operation(*index)?.0);
            let name = declared.as_deref().or_else(locked);
            name.filter(|name| !is_handle_method(name))
        });
        let pinned: Vec<Option<&str>> = pinned.collect();
        let scope = Scope {
            limit: LIMIT,
            ..Scope::default()
        };
        let first = |index: usize| {
            let name = self.method_name(index, &first(self.base(index)));
            name.unwrap_or_else(|| self.method_claim(index).first())
        };
        let claim = |index: usize| self.method_claim(index);
        settle(&scope, &pinned, &first, &claim, unresolved)
    }

    /// All names that an operation's method may have, and the properties that qualify it.
    fn method_claim(&self, index: usize) -> Claim {
        let (operation, base) = (self.operation(index), self.base(index));
        let words = candidates(operation, base, self.noun);
        let names = words
            .iter()
            .filter_map(|words| self.method_name(index, words));
        let mut names: Vec<String> = names.collect();
        if names.is_empty() {
            names.push("call".to_owned());
        }
        let mut properties = properties(self.api, operation, base, self.noun);
        if let Some(own) = properties.first_mut()
            && starts_with_digit(&own.snake())
        {
            own.0.insert(0, http_verb(operation, false));
        }
        Claim {
            candidates: names,
            properties,
            key: identity(operation),
        }
    }

    /// The words as the name of a method; `None` where there are no words, or where every handle has a method of that name.
    fn method_name(&self, index: usize, words: &Words) -> Option<String> {
        let name = words.snake();
        let name = if starts_with_digit(&name) {
            format!("{}_{name}", http_verb(self.operation(index), false))
        } else {
            escaped(name)
        };
        (!name.is_empty() && !is_handle_method(&name)).then_some(name)
    }

    /// The stems of all operations, made from their methods.
    fn stems(
        &self,
        methods: &[Ident],
        pins: &Pins<'_>,
        taken: &BTreeSet<String>,
        shape_pins: &BTreeSet<String>,
        unresolved: &mut Vec<Unresolved>,
    ) -> Vec<Ident> {
        let scope = Scope {
            style: Style::Pascal,
            taken: &[taken],
            avoided: &[shape_pins],
            suffixes: &SUFFIXES,
            limit: STEM_LIMIT,
        };
        let pinned = self.members.iter().map(|index| {
            let (method, pin) = pins.operation(*index)?;
            // An operation that a profile renames has another stem.
            let declared = declared(&self.api.operations[*index]);
            let is_kept = declared.is_none_or(|name| name == method);
            (is_kept && !is_type(&pin.stem)).then_some(pin.stem.as_str())
        });
        let pinned: Vec<Option<&str>> = pinned.collect();
        let first = |index: usize| {
            let words = method_words(&methods[index]);
            let name = (words.len() > 1).then(|| unreserved_stem(words)).flatten();
            name.unwrap_or_else(|| self.stem_claim(index, &methods[index]).first())
        };
        let claim = |index: usize| self.stem_claim(index, &methods[index]);
        settle(&scope, &pinned, &first, &claim, unresolved)
    }

    /// All stems that an operation may have: the method in camel case, with the noun that was left out of it where it is only a verb.
    fn stem_claim(&self, index: usize, method: &Ident) -> Claim {
        let words = method_words(method);
        let base = self.base(index);
        let noun = if base.noun.is_empty() && method.bare() == "list" {
            self.noun.words.clone()
        } else if base.noun.is_empty() {
            self.noun.singular()
        } else {
            base.noun.clone()
        };
        let with_noun = match words.0.split_first() {
            Some((verb, rest)) => Words(vec![verb.clone()]).then(&noun).then(rest),
            None => Words(noun),
        };
        let as_call = with_noun.clone().and("call");
        let all = match words.len() {
            1 => vec![with_noun, as_call],
            _ => vec![words, with_noun, as_call],
        };
        let mut candidates: Vec<String> = all.iter().cloned().filter_map(unreserved_stem).collect();
        if candidates.is_empty() {
            candidates.push("CallOf".to_owned());
        }
        Claim {
            candidates,
            properties: all.into_iter().take(1).collect(),
            key: identity(self.operation(index)),
        }
    }
}

/// How many words at the start of their names the items of each folder share, for each operation.
fn prefixes(api: &Api, members: &[usize]) -> Vec<usize> {
    let mut folders: BTreeMap<&[String], Vec<&str>> = BTreeMap::new();
    let operation = |index: &usize| &api.operations[*index];
    for operation in members.iter().map(operation) {
        let names = folders.entry(&operation.groups).or_default();
        names.push(&operation.name);
    }
    let shared: BTreeMap<&[String], usize> = folders
        .into_iter()
        .map(|(folder, names)| (folder, shared_prefix(&names)))
        .collect();
    let operations = members.iter().map(operation);
    operations
        .map(|operation| shared[operation.groups.as_slice()])
        .collect()
}

/// The words of a method's name.
fn method_words(method: &Ident) -> Words {
    let words = method.bare().split('_').filter(|word| !word.is_empty());
    Words(words.map(str::to_owned).collect())
}

/// The words as a stem; `None` where it, or a name made from it (`XError`, `XParams`), is reserved for another type.
fn unreserved_stem(words: Words) -> Option<String> {
    let name = Style::Pascal.name(&words.limited(STEM_LIMIT));
    let mut made = SUFFIXES.iter().map(|suffix| format!("{name}{suffix}"));
    (!is_type(&name) && !made.any(|name| is_type(&name))).then_some(name)
}

/// The name that a profile gives a method; `None` where it gives none, or one without a letter or digit.
fn declared(operation: &Operation) -> Option<String> {
    let name = Words::of(operation.declared_name.as_deref()?)
        .limited(LIMIT)
        .snake();
    let name = if starts_with_digit(&name) {
        format!("call_{name}")
    } else {
        escaped(name)
    };
    (!name.is_empty()).then_some(name)
}

/// The indexes of the operations of each service.
fn by_service(api: &Api) -> BTreeMap<ServiceId, Vec<usize>> {
    let mut services: BTreeMap<ServiceId, Vec<usize>> = BTreeMap::new();
    for (index, operation) in api.operations.iter().enumerate() {
        services.entry(operation.service).or_default().push(index);
    }
    services
}

/// Everything in which an operation may differ from others, as text.
pub(super) fn identity(operation: &Operation) -> String {
    let parameters: Vec<&str> = operation
        .parameters
        .iter()
        .map(|parameter| parameter.name.as_str())
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

/// In what two bodies of the same kind may differ: their fields, or their GraphQL documents.
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

/// All names of one operation; `pin` is its entry in the lock.
fn operation_names(
    operation: &Operation,
    method: Ident,
    stem: Ident,
    pin: Option<&Method>,
    unresolved: &mut Vec<Unresolved>,
) -> OperationNames {
    let none = MemberPins::new();
    let (input_pins, error_pins) = pin.map_or((&none, &none), |pin| (&pin.inputs, &pin.errors));
    let constant = method.bare().trim_matches('_').to_ascii_uppercase();
    let inputs = inputs(&call_inputs(operation), input_pins, unresolved);
    OperationNames {
        answer: Ident::new(format!("{stem}Answer")),
        readers: readers(operation, &inputs),
        constant: Ident::new(constant),
        error: Ident::new(format!("{stem}Error")),
        params: Ident::new(format!("{stem}Params")),
        variants: error::variants(operation, error_pins, unresolved),
        inputs,
        method,
        stem,
    }
}

/// The names of a form that several of its fields have.
fn shared_names(fields: &[FormField]) -> BTreeSet<&str> {
    let mut names: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
    names.sort_unstable();
    let pairs = names.windows(2).filter(|pair| pair[0] == pair[1]);
    pairs.map(|pair| pair[0]).collect()
}

/// The location of a form's field: `file` for a file that has the same key as a text.
fn location(shared: &BTreeSet<&str>, field: &FormField) -> &'static str {
    if is_file(&field.ty) && shared.contains(field.name.as_str()) {
        "file"
    } else {
        "form"
    }
}

/// Whether the type is a file, or a list of files.
fn is_file(ty: &Type) -> bool {
    match ty {
        Type::Binary => true,
        Type::Array(item) => is_file(item),
        _ => false,
    }
}

/// What names are made for in a call.
fn call_inputs(operation: &Operation) -> Vec<Input<'_>> {
    let fields = operation.body.as_ref().and_then(|body| body.kind.fields());
    let shared = shared_names(fields.unwrap_or_default());
    let inputs = operation.inputs().map(|input| match input {
        OperationInput::Parameter(parameter) => Input {
            wire: &parameter.name,
            location: parameter.location.as_str(),
            setter: !parameter.required,
        },
        OperationInput::Field(field) => Input {
            wire: &field.name,
            location: location(&shared, field),
            setter: !field.required,
        },
        OperationInput::Body(body) => Input {
            wire: match body.kind {
                BodyKind::GraphQl { .. } => "variables",
                _ => "body",
            },
            location: "request",
            setter: !body.required,
        },
    });
    inputs.collect()
}

/// The keys by which the lock knows a call's inputs, in their order.
pub(super) fn input_keys(operation: &Operation) -> Vec<String> {
    let inputs = call_inputs(operation);
    inputs.iter().map(Input::key).collect()
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
