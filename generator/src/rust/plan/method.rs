//! An operation as a method: its arguments, its builder, its answer and its errors.

use crate::ground::diagnostic::one_line;
use crate::model::api::{Content, ErrorCase, Location, Operation, Status};
use crate::model::sample;
use crate::rust::name::{self, OperationNames};

use super::Examples;
use super::docs::{self, Page};
use super::doctest::doctest;
use super::example::{Maker, Parts};
use super::given::Limits;
use super::input::{arguments, constants, inputs, setters};
use super::item::Context;
use super::model::{Answer, Builder, ErrorEnum, ErrorVariant, Method, Row};
use super::paging;
use super::types::Types;
use crate::ground::prose;

/// What a method needs to know of its crate.
pub(super) struct Place<'a> {
    pub context: &'a Context<'a>,
    /// The crate as code names it.
    pub library: &'a str,
    /// The module's name and its handle.
    pub module: &'a str,
    pub handle: &'a str,
    /// How much an example shows.
    pub examples: Examples,
}

/// The method of an operation.
pub(super) fn method(place: &Place<'_>, operation: &Operation, names: &OperationNames) -> Method {
    let (types, known) = (&place.context.types, place.context.prose);
    let inputs = inputs(types, operation, names);
    let (arguments, too_many, mut steps) = arguments(known, &inputs);
    let fixed = constants(operation);
    steps.splice(0..0, fixed);
    let setters = setters(known, &inputs);
    let answer = answer(types, operation);
    let paged = paging::paged(types, operation, &answer);
    let params = too_many.then(|| names.params.clone());
    let maker = Maker {
        context: place.context,
        library: place.library,
        module: place.module,
        limits: Limits::of(place.examples),
        uses: Default::default(),
        lets: Vec::new(),
        inputs: inputs.iter().map(|one| one.name.clone()).collect(),
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
        .map(|one| meaning(known, operation, one))
        .collect();
    let mut error = error(place, names, &meanings);
    let required = inputs.iter().filter(|one| one.required && !too_many);
    let page = Page {
        known,
        operation,
        method: &names.method,
        arguments: required
            .map(|one| (one.name.clone(), one.description))
            .collect(),
        error: &names.error,
        errors: &error.variants,
        meanings,
        paged: paged.is_some().then_some(&*names.stem),
        example: doctest(place.library, &example),
        whole: example.whole,
        curl: sample::short_curl(types.api, operation),
    };
    let docs = docs::method(&page);
    // The runtime reports that limit in one way, whatever is documented.
    error
        .variants
        .retain(|one| one.status != docs::RATE_LIMITED);
    Method {
        docs,
        name: names.method.clone(),
        deprecated: operation.effects.deprecated,
        arguments,
        params,
        constant: names.constant.clone(),
        row: Row {
            paging: paged.as_ref().map(|(row, _)| row.clone()),
            ..row(known, operation)
        },
        steps,
        builder: (!setters.is_empty() || paged.is_some()).then(|| Builder {
            name: names.stem.clone(),
            setters,
        }),
        answer,
        item: paged.map(|(_, item)| item),
        error,
        example,
    }
}

fn row(known: &prose::Known, operation: &Operation) -> Row {
    let documented = operation
        .responses
        .iter()
        .filter_map(|response| match response.status {
            Status::Code(code) => Some(code),
            Status::Default => None,
        });
    let mut success: Vec<u16> = documented.collect();
    success.sort_unstable();
    success.dedup();
    let headers = operation
        .parameters
        .iter()
        .filter(|one| one.location == Location::Header);
    Row {
        method: operation.key.method.clone(),
        path: operation.key.path.clone(),
        name: short(&operation.name),
        secured: operation.security.map(|id| id.0 as usize),
        success,
        server: operation.server,
        headers: headers
            .filter_map(|one| Some((one.name.clone(), one.constant.clone()?)))
            .collect(),
        scopes: operation.effects.scopes.clone(),
        granular_scopes: operation.effects.granular_scopes.clone(),
        prerequisites: operation
            .effects
            .prerequisites
            .iter()
            .map(|one| known.line(one))
            .filter(|one| !one.is_empty())
            .collect(),
        deprecated: operation.effects.deprecated,
        accepts_me: operation.effects.accepts_me,
        rate_label: operation.effects.rate_label.clone(),
        idempotent: operation.effects.idempotent,
        paging: None,
    }
}

/// A name as one line of at most 255 letters.
fn short(name: &str) -> String {
    one_line(name).chars().take(255).collect()
}

/// What a call answers: the first documented success that carries anything decides.
fn answer(types: &Types<'_>, operation: &Operation) -> Answer {
    // Beside a 2xx, `default` and redirections are what a call does not hope for.
    let hoped = |status: Status| matches!(status, Status::Code(200..300));
    let any_hoped = operation.responses.iter().any(|one| hoped(one.status));
    let contents: Vec<&Content> = operation
        .responses
        .iter()
        .filter(|one| !any_hoped || hoped(one.status))
        .map(|one| &one.content)
        .collect();
    let may_be_empty = contents.iter().any(|content| **content == Content::Empty);
    let json = contents.iter().find_map(|content| match content {
        Content::Json(ty) => Some(ty),
        _ => None,
    });
    if let Some(ty) = json {
        let ty = types.owned(ty);
        return if may_be_empty {
            Answer::Optional(ty)
        } else {
            Answer::Json(ty)
        };
    }
    let carried = contents.iter().find_map(|content| match content {
        Content::Text(_) => Some(Answer::Text),
        Content::Bytes(_) => Some(Answer::Bytes),
        _ => None,
    });
    match carried {
        Some(answer) => answer,
        None if may_be_empty => Answer::Empty,
        // Nothing is known: whatever comes is handed on.
        None => Answer::Bytes,
    }
}

fn error(place: &Place<'_>, names: &OperationNames, meanings: &[String]) -> ErrorEnum {
    let variants = names.variants.iter().zip(meanings);
    let variants = variants.map(|(one, meaning)| ErrorVariant {
        docs: docs::variant(
            one.status,
            one.code.as_deref(),
            !one.cases.is_empty(),
            meaning,
        ),
        name: one.name.clone(),
        status: one.status,
        code: one.code.clone(),
    });
    let call = format!(
        "{}::{}",
        place.handle,
        names.method.trim_start_matches("r#")
    );
    ErrorEnum {
        docs: vec![format!(
            "What [`{call}`] fails with when the service answers."
        )],
        name: names.error.clone(),
        variants: variants.collect(),
    }
}

fn meaning(known: &prose::Known, operation: &Operation, variant: &name::ErrorVariant) -> String {
    let cases: Vec<&ErrorCase> = variant
        .cases
        .iter()
        .filter_map(|index| operation.errors.get(*index))
        .collect();
    docs::meaning(known, cases.into_iter())
}
