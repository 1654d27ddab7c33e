//! What callers of the clients of the Postman corpus meet: answers without a type, parameters that are text, identifiers that are
//! fixed in paths, and values that all requests have and the client does not send.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::thread;

use posthaste::make::Inputs;
use posthaste::model::api::{Api, Content, Location, Operation, Status, Type};
use posthaste::read::config::Client;
use posthaste_tests::shared::postman_corpus;

use super::utf8;

/// The line with which the section begins.
pub(super) const HEADING: &str = "## What callers of the Postman corpus meet";

const HEAD: &str = "
## What callers of the Postman corpus meet

Over the Postman documents of the corpus. *Untyped* are operations whose successful answer is bytes or any JSON because none is
documented, *inferred* those whose answer has a type only because another operation of the resource sends or returns it. *Text* are
parameters of which no more is known. *Fixed* are identifiers of records in paths. *Unsent* are headers and query values that are
equal on every request of a document (at least three) and that the client leaves to the caller. The first row was counted with
the command of its commit; of 3,562 methods that it and that of the evening of the same day have, 1,697 have another name.

| run | operations | untyped | inferred | parameters | text | fixed | unsent |
|---|---|---|---|---|---|---|---|
";

/// The beginning of the rows of earlier runs, which begin with a date.
const EARLIER: &str = "| 20";

/// The beginning of the row of this run.
const NOW: &str = "| now |";

/// The counts of one document or of all.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Figures {
    operations: usize,
    untyped: usize,
    inferred: usize,
    parameters: usize,
    text: usize,
    fixed: usize,
    unsent: usize,
}

/// The section of the page: the rows of earlier runs, as the old page has them, and that of this run.
pub(super) fn section(old: &str) -> String {
    let documents = postman_corpus();
    let count = |part: usize| {
        let documents = documents.iter().skip(part).step_by(2);
        let apis = documents.filter_map(|path| {
            let client = Client {
                inputs: vec![utf8(path.clone())],
                ..Client::default()
            };
            let inputs = Inputs::read(&client).ok()?;
            Some(Figures::of(&inputs.understand().api))
        });
        apis.fold(Figures::default(), Figures::and)
    };
    let total = thread::scope(|scope| {
        let other = scope.spawn(|| count(1));
        count(0).and(other.join().expect("no panic"))
    });
    let mut section = HEAD.to_owned();
    for row in old.lines().filter(|line| line.starts_with(EARLIER)) {
        let _ = writeln!(section, "{row}");
    }
    let Figures {
        operations,
        untyped,
        inferred,
        parameters,
        text,
        fixed,
        unsent,
    } = total;
    let _ = writeln!(
        section,
        "{NOW} {operations} | {untyped} | {inferred} | {parameters} | {text} | {fixed} | {unsent} |"
    );
    section
}

impl Figures {
    fn of(api: &Api) -> Self {
        let operations = api.operations.iter();
        let counted = operations.fold(Self::default(), |figures, operation| {
            let own = operation.parameters.iter();
            let text = own
                .filter(|parameter| parameter.ty == Type::string())
                .count();
            figures.and(Self {
                operations: 1,
                untyped: usize::from(is_untyped(operation)),
                inferred: usize::from(is_inferred(operation)),
                parameters: operation.parameters.len(),
                text,
                fixed: fixed_identifiers(&operation.key.path),
                unsent: 0,
            })
        });
        Self {
            unsent: unsent(api),
            ..counted
        }
    }

    fn and(self, other: Self) -> Self {
        Self {
            operations: self.operations + other.operations,
            untyped: self.untyped + other.untyped,
            inferred: self.inferred + other.inferred,
            parameters: self.parameters + other.parameters,
            text: self.text + other.text,
            fixed: self.fixed + other.fixed,
            unsent: self.unsent + other.unsent,
        }
    }
}

/// Whether no successful response has a type, a media type, or no body.
fn is_untyped(operation: &Operation) -> bool {
    let is_success = |status: Status| !matches!(status, Status::Code(400..));
    let mut successes = operation.responses.iter();
    !successes
        .any(|response| is_success(response.status) && response.content != Content::Json(Type::Any))
}

fn is_inferred(operation: &Operation) -> bool {
    let mut responses = operation.responses.iter();
    responses.any(|response| response.inferred.is_some())
}

/// The segments that are numbers of three digits and more, 24 hexadecimal digits and more, or UUIDs.
fn fixed_identifiers(path: &str) -> usize {
    let is_fixed = |segment: &&str| {
        let bare = segment.replace('-', "");
        let is_hex = bare.bytes().all(|byte| byte.is_ascii_hexdigit());
        let is_number = segment.bytes().all(|byte| byte.is_ascii_digit());
        (is_number && segment.len() >= 3) || (is_hex && bare.len() >= 24)
    };
    path.split('/').filter(is_fixed).count()
}

/// The parameters with one example, the same on every operation, that the client does not send by itself.
fn unsent(api: &Api) -> usize {
    let mut values: BTreeMap<(&str, &str), (usize, bool)> = BTreeMap::new();
    for operation in &api.operations {
        for parameter in &operation.parameters {
            let is_sent = parameter.constant.is_some() || parameter.preset.is_some();
            let ([value], true) = (
                parameter.examples.as_slice(),
                parameter.location != Location::Path,
            ) else {
                continue;
            };
            let entry = values.entry((&parameter.name, value)).or_default();
            entry.0 += 1;
            entry.1 |= is_sent;
        }
    }
    let all = api.operations.len();
    let unsent = values
        .values()
        .filter(|(count, is_sent)| *count == all && !is_sent);
    match all {
        3.. => unsent.map(|(count, _)| count).sum(),
        _ => 0,
    }
}
