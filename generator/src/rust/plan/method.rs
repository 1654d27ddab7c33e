//! The method of an operation: its arguments, its builder, its answer and its errors.

use crate::ground::diagnostic::one_line;
use crate::ground::index::Id;
use crate::model::api::{
    Content, ErrorCase, Location, Operation, SecurityAlternative, Status, Type,
};
use crate::model::profile::{GRANULAR_SCOPES, PREREQUISITES};
use crate::model::sample;
use crate::rust::name::{self, OperationNames};

use super::Examples;
use super::answer::{answer, inference, readers};
use super::credentials;
use super::docs::{self, Page};
use super::doctest::doctest;
use super::example::{Limits, Maker, Parts};
use super::input::{arguments, constants, inputs, setters};
use super::item::Context;
use super::model::{ErrorEnum, ErrorVariant, Method, Row, SchemeUse};
use super::paging;
use crate::ground::prose;

/// The module of a method, and the crate around it.
pub(super) struct Surroundings<'a> {
    pub context: &'a Context<'a>,
    /// The name of the crate in paths: `zoom_client`.
    pub library: &'a str,
    /// The module's name.
    pub module: &'a str,
    /// The type that has the module's methods.
    pub handle: &'a str,
    /// How much of an example is written.
    pub examples: Examples,
}

/// The method of an operation.
pub(super) fn method(
    around: &Surroundings<'_>,
    operation: &Operation,
    names: &OperationNames,
) -> Method {
    let (types, prose) = (&around.context.types, around.context.prose);
    let inputs = inputs(types, operation, names);
    let (arguments, too_many, mut steps) = arguments(prose, &inputs);
    let fixed = constants(operation);
    steps.splice(0..0, fixed);
    let setters = setters(prose, &inputs);
    let link = format!("[`{0}::{1}`]", around.handle, names.method.bare());
    let answer = answer(types, prose, operation, names, &link);
    let assumed = operation
        .responses
        .iter()
        .any(|response| response.assumed && response.content == Content::Json(Type::Any));
    let paged = paging::paged(types, operation, &answer);
    let params = too_many.then(|| names.params.to_string());
    let maker = Maker {
        context: around.context,
        library: around.library,
        module: around.module,
        limits: Limits::of(around.examples),
        uses: Default::default(),
        setup_uses: Default::default(),
        lets: Vec::new(),
        inputs: inputs.iter().map(|input| input.name.clone()).collect(),
        partial: false,
    };
    let parts = Parts {
        method: &names.method,
        params: params.as_deref(),
        inputs: &inputs,
        answer: &answer,
    };
    let example = maker.example(operation, &parts);
    let meanings: Vec<String> = names
        .variants
        .iter()
        .map(|variant| meaning(prose, operation, variant))
        .collect();
    let mut error = error(around, operation, names, &meanings);
    let required = inputs.iter().filter(|input| input.required && !too_many);
    let page = Page {
        prose,
        operation,
        credentials: credentials::needed(types.api, types.names, operation),
        method: &names.method,
        arguments: required
            .map(|input| (input.name.clone(), input.description))
            .collect(),
        error: &names.error,
        errors: &error.variants,
        meanings,
        paged: paged.is_some().then_some(&*names.stem),
        assumed,
        inference: inference(operation),
        example: doctest(around.library, &example),
        whole: example.whole,
        curl: sample::short_curl(types.api, operation),
    };
    let docs = docs::method(&page);
    // The runtime reports this status by `Error::RateLimited` for every operation.
    error
        .variants
        .retain(|variant| variant.status != Status::Code(docs::RATE_LIMITED));
    Method {
        docs,
        name: names.method.to_string(),
        deprecated: operation.effects.deprecated,
        arguments,
        params,
        constant: names.constant.to_string(),
        row: Row {
            paging: paged.as_ref().map(|(row, _)| row.clone()),
            ..row(prose, operation)
        },
        steps,
        call: names.stem.to_string(),
        setters,
        readers: readers(types, operation, names),
        answer,
        assumed,
        item: paged.map(|(_, item)| item),
        error,
        example,
    }
}

/// The constant that describes an operation, without its pagination.
pub(super) fn row(prose: &prose::ProseCache, operation: &Operation) -> Row {
    let documented = operation
        .responses
        .iter()
        .filter_map(|response| match response.status {
            Status::Code(code) => Some(code),
            Status::Range(_) | Status::Default => None,
        });
    let mut success: Vec<u16> = documented.collect();
    success.sort_unstable();
    success.dedup();
    let sent = |location: Location| {
        let parameters = operation.parameters.iter();
        parameters
            .filter(|parameter| parameter.location == location)
            .filter_map(|parameter| {
                let value = parameter.constant.as_ref().or(parameter.preset.as_ref())?;
                Some((parameter.name.clone(), value.clone()))
            })
            .collect()
    };
    let mut headers: Vec<(String, String)> = sent(Location::Header);
    let is_accept = |(name, _): &(String, String)| name.eq_ignore_ascii_case("accept");
    let accepted = operation.accepted();
    if !accepted.is_empty() && !headers.iter().any(is_accept) {
        headers.push(("Accept".to_owned(), accepted.join(", ")));
    }
    Row {
        method: operation.key.method.clone(),
        path: operation.key.path.clone(),
        name: short(&operation.name),
        secured: operation.security.iter().map(scheme_uses).collect(),
        success,
        server: operation.server,
        headers,
        query: sent(Location::Query),
        strict_query: operation.strict_query && has_query(operation),
        scopes: scopes(operation),
        granular_scopes: operation.notes.get(GRANULAR_SCOPES).to_vec(),
        prerequisites: prose.lines(operation.notes.get(PREREQUISITES)),
        deprecated: operation.effects.deprecated,
        rate_label: operation.effects.rate_label.clone(),
        idempotent: operation.effects.idempotent,
        paging: None,
    }
}

fn scheme_uses(way: &SecurityAlternative) -> Vec<SchemeUse> {
    let needed = way.schemes.iter().map(|requirement| SchemeUse {
        scheme: requirement.scheme.position(),
        scopes: requirement.scopes.clone(),
    });
    needed.collect()
}

/// The scopes that the description names, or those that the first way to authenticate declares.
fn scopes(operation: &Operation) -> Vec<String> {
    let described = &operation.effects.scopes;
    let declared = operation.authentication().filter(|_| described.is_empty());
    let declared = declared.into_iter().flat_map(|way| &way.schemes);
    let mut scopes = described.clone();
    for scope in declared.flat_map(|requirement| &requirement.scopes) {
        if !scopes.contains(scope) {
            scopes.push(scope.clone());
        }
    }
    scopes
}

/// Whether an operation has parameters in the query.
fn has_query(operation: &Operation) -> bool {
    let mut parameters = operation.parameters.iter();
    parameters.any(|parameter| parameter.location == Location::Query)
}

/// A name as one line of at most 255 characters.
fn short(name: &str) -> String {
    one_line(name).chars().take(255).collect()
}

fn error(
    around: &Surroundings<'_>,
    operation: &Operation,
    names: &OperationNames,
    meanings: &[String],
) -> ErrorEnum {
    let body = |status: Status| {
        let mut cases = operation.errors.iter();
        let of_status = cases.find(|case| case.status == status && case.body.is_some());
        let body = of_status.and_then(|case| case.body.as_ref());
        body.map(|ty| around.context.types.owned(ty))
    };
    let variants = names.variants.iter().zip(meanings);
    let variants = variants.map(|(variant, meaning)| ErrorVariant {
        docs: docs::variant(
            variant.status,
            variant.code.as_deref(),
            !variant.cases.is_empty(),
            meaning,
        ),
        name: variant.name.to_string(),
        body: body(variant.status),
        status: variant.status,
        code: variant.code.clone(),
    });
    let call = format!("[`{0}::{1}`]", around.handle, names.method.bare());
    ErrorEnum {
        docs: vec![match names.variants.is_empty() {
            true => format!("An error response to {call}, of which none is documented."),
            false => format!("The error responses to {call}."),
        }],
        name: names.error.to_string(),
        variants: variants.collect(),
        other_docs: docs::other(around.context.prose, operation),
        other_body: body(Status::Default),
    }
}

fn meaning(
    prose: &prose::ProseCache,
    operation: &Operation,
    variant: &name::ErrorVariant,
) -> String {
    let cases: Vec<&ErrorCase> = variant
        .cases
        .iter()
        .filter_map(|index| operation.errors.get(*index))
        .collect();
    docs::meaning(prose, cases.into_iter())
}
