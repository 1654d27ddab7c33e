//! The enum of all error codes of the API, for code that handles errors in one place.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::api::{Api, ErrorCase};
use crate::rust::name;

use super::model::{Item, ItemKind, Value};
use crate::ground::prose;

/// The most messages in the docs of a code.
const MESSAGES: usize = 2;

/// The enum; `None` where no operation documents a code. `root` is the path of the crate's root.
pub(super) fn codes(api: &Api, root: &str, prose: &prose::ProseCache) -> Option<Item> {
    let mut facts: BTreeMap<&str, Facts<'_>> = BTreeMap::new();
    for operation in &api.operations {
        for case in &operation.errors {
            let code = case.code.as_deref().unwrap_or_default();
            facts.entry(code).or_default().note(case);
        }
    }
    let codes = name::codes(api);
    let values: Vec<Value> = codes
        .into_iter()
        .map(|(code, name)| Value {
            docs: facts
                .get(code.as_str())
                .map(|facts| facts.docs(&code, prose))
                .unwrap_or_default(),
            name: name.to_string(),
            value: code,
        })
        .collect();
    let about = format!(
        "The codes that the service's errors carry, all calls together: \
        `error.code().map(ErrorCode::from)` tells which an [`ErrorResponse`]({root}::ErrorResponse) has, \
        whatever call it came from."
    );
    (!values.is_empty()).then(|| Item {
        docs: prose::wrapped(&about),
        name: "ErrorCode".to_owned(),
        features: Vec::new(),
        read: false,
        write: false,
        kind: ItemKind::Enum {
            values,
            numeric: false,
        },
    })
}

/// What the operations document about a code.
#[derive(Debug, Default)]
struct Facts<'a> {
    calls: usize,
    /// The names that the profile gives the code; one for all operations means one meaning.
    words: BTreeSet<Option<&'a str>>,
    messages: Vec<&'a str>,
}

impl<'a> Facts<'a> {
    fn note(&mut self, case: &'a ErrorCase) {
        self.calls += 1;
        self.words.insert(case.word.as_deref());
        for message in &case.messages {
            if self.messages.len() < MESSAGES && !self.messages.contains(&message.as_str()) {
                self.messages.push(message);
            }
        }
    }

    fn docs(&self, code: &str, prose: &prose::ProseCache) -> Vec<String> {
        let calls = match self.calls {
            1 => "one call".to_owned(),
            many => format!("{many} calls"),
        };
        // A message of one operation may be wrong for the others.
        let has_one_word = self.words.len() == 1 && !self.words.contains(&None);
        let has_meaning = !self.messages.is_empty() && (self.calls == 1 || has_one_word);
        let lines: Vec<String> = self.messages.iter().map(|text| prose.line(text)).collect();
        let text = match has_meaning {
            true => format!(
                "{}, documented for {calls}: {}",
                prose::code(code),
                lines.join(" ")
            ),
            false => format!("{}, documented for {calls}.", prose::code(code)),
        };
        prose::wrapped(&text)
    }
}
