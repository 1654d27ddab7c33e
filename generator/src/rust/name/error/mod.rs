//! The variants of an operation's error enum.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::api::{Api, ErrorCase, Operation, Status};

use super::ident::Ident;
use super::lists::ENGLISH;
use super::member::{MemberPins, pins_of_keys};
use super::message;
use super::scope::{Claim, Scope, Style, Unresolved, fold, settle};
use super::words::{Words, starts_with_digit};

/// The longest variant's name, in letters.
const LIMIT: usize = 48;

/// A variant of an operation's error enum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorVariant {
    /// `BadRequest300`.
    pub name: Ident,
    /// The status of its errors.
    pub status: Status,
    /// The vendor's code of its errors; none means any other code of that status.
    pub code: Option<String>,
    /// The documented cases of it, as indexes in [`Operation::errors`]; none for a status of which only cases with codes are
    /// documented.
    pub cases: Vec<usize>,
    /// Our own word for the code, which then is its name.
    pub word: Option<String>,
    /// What the messages of a code that is only a number say, in a few words.
    summary: Option<Words>,
}

/// The variants: one for each documented code, then one for each documented status or range. What is documented for any
/// other status is the variant `Other`, which every error enum has.
pub(super) fn variants(
    operation: &Operation,
    pins: &MemberPins,
    unresolved: &mut Vec<Unresolved>,
) -> Vec<ErrorVariant> {
    let mut variants: Vec<ErrorVariant> = Vec::new();
    let mut of_statuses: Vec<ErrorVariant> = Vec::new();
    for (index, case) in operation.errors.iter().enumerate() {
        let code = case.code.clone().filter(|code| !code.is_empty());
        let has_code = code.is_some();
        if has_code {
            let variant = entry(&mut variants, case.status, code);
            variant.cases.push(index);
            variant.word.clone_from(&case.word);
            variant.summary = variant.summary.take().or_else(|| case_summary(case));
        }
        // A success with a code that is not documented is a success.
        if !case.status.is_success() && case.status != Status::Default {
            let variant = entry(&mut of_statuses, case.status, None);
            variant.cases.extend((!has_code).then_some(index));
        }
    }
    variants.extend(of_statuses);
    name_variants(&mut variants, pins, unresolved);
    variants
}

/// The variant of a status and a code, added where it is not there yet.
fn entry(
    variants: &mut Vec<ErrorVariant>,
    status: Status,
    code: Option<String>,
) -> &mut ErrorVariant {
    let mut known = variants.iter();
    let index = known.position(|variant| variant.status == status && variant.code == code);
    let index = index.unwrap_or(variants.len());
    if index == variants.len() {
        variants.push(ErrorVariant {
            // Replaced when all variants are there.
            name: Ident::new(reason_of(status)),
            status,
            code,
            cases: Vec::new(),
            word: None,
            summary: None,
        });
    }
    &mut variants[index]
}

/// Names the variants: pins first, then those with a word of our own, then the others. A word of our own replaces the
/// earlier name.
fn name_variants(
    variants: &mut [ErrorVariant],
    pins: &MemberPins,
    unresolved: &mut Vec<Unresolved>,
) {
    let keys: Vec<String> = variants.iter().map(ErrorVariant::key).collect();
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    let mut pins = pins_of_keys(&keys, pins);
    let with_word: Vec<usize> = (0..variants.len())
        .filter(|index| variants[*index].word.is_some())
        .collect();
    for index in &with_word {
        pins[*index] = None;
    }
    let taken = BTreeSet::from(["other".to_owned()]);
    let scope = Scope {
        style: Style::Pascal,
        limit: LIMIT,
        ..Scope::default()
    };
    let mut settled = |taken: &BTreeSet<String>, indexes: &[usize], pins: &[Option<&str>]| {
        let claim = |index: usize| variants[indexes[index]].claim();
        let first = |index: usize| match &variants[indexes[index]] {
            variant if variant.code.is_none() => reason_of(variant.status),
            variant => variant.claim().first(),
        };
        let scope = Scope {
            taken: &[taken],
            ..scope
        };
        settle(&scope, pins, &first, &claim, unresolved)
    };
    let mut words = Vec::new();
    if !with_word.is_empty() {
        let pinned = pins.iter().flatten().map(|pin| fold(pin));
        let taken_or_pinned = taken.iter().cloned().chain(pinned).collect();
        words = settled(&taken_or_pinned, &with_word, &vec![None; with_word.len()]);
    }
    for (index, name) in with_word.iter().zip(&words) {
        pins[*index] = Some(&**name);
    }
    let all: Vec<usize> = (0..variants.len()).collect();
    let names = settled(&taken, &all, &pins);
    for (variant, name) in variants.iter_mut().zip(names) {
        variant.name = name;
    }
}

impl ErrorVariant {
    /// What the lock knows it by: its status and code.
    pub(super) fn key(&self) -> String {
        match &self.code {
            Some(code) => format!("{} {code}", self.status),
            None => self.status.to_string(),
        }
    }

    fn claim(&self) -> Claim {
        let reason = reason_of(self.status);
        let code = Words::of_wire(self.code.as_deref().unwrap_or_default());
        let properties = Words::of(&reason)
            .and(&self.status.to_string())
            .then(&code.0);
        let candidates = match &self.code {
            // A code that reads like the reason moves on, not the status: the reason is its own name.
            None => {
                let last = format!("Status{}", self.status);
                vec![reason.clone(), reason.clone(), reason, last]
            }
            Some(code) => {
                let words = Words::of_wire(self.word.as_ref().unwrap_or(code));
                let mut coded = coded_candidates(self.status, &reason, &words);
                // What two statuses of an operation share in our own words differs by the status.
                if let (Some(_), [name, qualified, ..]) = (&self.word, coded.as_mut_slice()) {
                    *qualified = format!("{name}{}", self.status);
                }
                let summary = self.summary.as_ref().filter(|_| self.word.is_none());
                summarized_candidates(summary, &reason, code)
                    .chain(coded)
                    .collect()
            }
        };
        Claim {
            candidates,
            properties: vec![properties],
            key: self.key(),
        }
    }
}

/// What the messages of a failure say of a code that does not say it itself; `None` where they say nothing short.
fn case_summary(case: &ErrorCase) -> Option<Words> {
    let is_number = !message::is_in_words(case.code.as_deref()?);
    let mut summaries = case
        .messages
        .iter()
        .filter_map(|text| message::summary(text));
    is_number.then(|| summaries.next()).flatten()
}

/// The names by what messages say, alone and with the code. A message that repeats the reason of the status gives none.
fn summarized_candidates(
    summary: Option<&Words>,
    reason: &str,
    code: &str,
) -> impl Iterator<Item = String> {
    let summary = summary.filter(|words| fold(&words.pascal()) != fold(reason));
    let names = summary.map(|words| {
        let name = words.clone().limited(LIMIT);
        let with_code = name.clone().then(&Words::of_wire(code).0);
        [name.pascal(), with_code.pascal()]
    });
    names.into_iter().flatten()
}

/// Every code that any operation documents, in the order of numbers and words, with the name of its
/// variant in the enum of all codes: our own word, a word of the vendor's, what the messages of most operations say, or
/// `Code300`.
pub fn codes(api: &Api) -> Vec<(String, Ident)> {
    let mut names: BTreeMap<(usize, &str), CodeNames> = BTreeMap::new();
    let operations = api.operations.iter();
    for case in operations.flat_map(|operation| &operation.errors) {
        if let Some(code) = case.code.as_deref().filter(|code| !code.is_empty()) {
            names.entry((code.len(), code)).or_default().add(case);
        }
    }
    let codes: Vec<(&str, Option<Words>)> = names
        .iter()
        .map(|((_, code), names)| (*code, names.most_frequent()))
        .collect();
    let taken = BTreeSet::from(["unknown".to_owned()]);
    let scope = Scope {
        style: Style::Pascal,
        limit: LIMIT,
        taken: &[&taken],
        ..Scope::default()
    };
    let claim = |index: usize| {
        let (code, words) = &codes[index];
        Claim {
            candidates: code_candidates(code, words.as_ref()),
            properties: Vec::new(),
            key: (*code).to_owned(),
        }
    };
    let first = |index: usize| claim(index).first();
    // No lock keeps these names, so there is none to write a name into.
    let mut unresolved = Vec::new();
    let names = settle(
        &scope,
        &vec![None; codes.len()],
        &first,
        &claim,
        &mut unresolved,
    );
    let codes = codes.iter().map(|(code, _)| (*code).to_owned());
    codes.zip(names).collect()
}

/// The names that operations give one code, in the order of the operations: for each how many give it.
#[derive(Debug, Default)]
struct CodeNames {
    words: Vec<(Words, usize)>,
    summaries: Vec<(Words, usize)>,
}

impl CodeNames {
    fn add(&mut self, case: &ErrorCase) {
        let word = case.word.as_deref().map(Words::of_wire);
        let (names, name) = match word {
            Some(word) => (&mut self.words, Some(word)),
            None => (&mut self.summaries, case_summary(case)),
        };
        let Some(name) = name else { return };
        match names.iter_mut().find(|(other, _)| *other == name) {
            Some((_, count)) => *count += 1,
            None => names.push((name, 1)),
        }
    }

    /// The word of our own that most operations have, else what most messages say; of equal counts, the first.
    fn most_frequent(&self) -> Option<Words> {
        let most = |names: &[(Words, usize)]| {
            let most = names.iter().rev().max_by_key(|(_, count)| *count);
            most.map(|(words, _)| words.clone())
        };
        most(&self.words).or_else(|| most(&self.summaries))
    }
}

/// The candidates for a code in the enum of all codes: the words for it, alone and with the code, then the code itself.
fn code_candidates(code: &str, words: Option<&Words>) -> Vec<String> {
    let code = Words::of_wire(code).limited(LIMIT);
    let named = words.map(|words| words.clone().limited(LIMIT));
    let with_code = named.clone().map(|words| words.then(&code.0));
    let qualified = Words(vec!["code".to_owned()]).then(&code.0);
    let is_name = |name: &String| {
        name.starts_with(|first: char| first.is_ascii_alphabetic()) && name != "Self"
    };
    let own = named.is_none().then_some(code);
    let all = [named, with_code, own, Some(qualified)];
    let names = all.into_iter().flatten().map(|words| words.pascal());
    names.filter(is_name).collect()
}

/// The candidates for a code: a number follows the reason of the status, a word is the name itself: `BadRequest300`,
/// `UserNotFound`; a code that is the reason again is `NotFoundCode`. The reason of a success or a redirect does not name
/// an error: `Code300`.
fn coded_candidates(status: Status, reason: &str, code: &Words) -> Vec<String> {
    let room = LIMIT.saturating_sub(reason.len() + 4);
    let code = code.clone().limited(room).pascal();
    let qualified = if fold(&code) == fold(reason) {
        format!("{reason}Code")
    } else if fold(&code).contains(&fold(reason)) {
        format!("{code}{status}")
    } else if reason.ends_with(|letter: char| letter.is_ascii_digit()) {
        format!("{reason}Code{code}")
    } else {
        format!("{reason}{code}")
    };
    let numbered = format!("Status{status}Code{code}");
    let is_number = starts_with_digit(&code);
    let is_failure = matches!(status, Status::Code(400..) | Status::Range(4..));
    if is_number && !is_failure {
        vec![format!("Code{code}"), numbered]
    } else if is_number || code == "Self" {
        vec![qualified, numbered]
    } else {
        vec![code, qualified, numbered]
    }
}

/// A word for the documented statuses: the reason phrase, or what the responses of the range are.
fn reason_of(status: Status) -> String {
    match status {
        Status::Code(number) | Status::Range(number) => reason(number),
        Status::Default => "Error".to_owned(),
    }
}

/// The variant of an answer with this status: the reason phrase.
pub fn answer_variant(status: Status) -> String {
    match status {
        Status::Default => "Other".to_owned(),
        status => reason_of(status),
    }
}

/// The reason phrase that is registered for a status, or a word for the hundred that a digit stands for; `Status444` for a
/// status without one.
pub(super) fn reason(status: u16) -> String {
    let status = status.to_string();
    let name = ENGLISH.get("reason", &status);
    name.map_or_else(|| format!("Status{status}"), str::to_owned)
}

/// The variant of a documented case.
pub fn variant_of<'a>(variants: &'a [ErrorVariant], case: &ErrorCase) -> Option<&'a ErrorVariant> {
    let code = case.code.as_ref().filter(|code| !code.is_empty());
    variants
        .iter()
        .find(|variant| variant.status == case.status && variant.code.as_ref() == code)
}

#[cfg(test)]
mod tests;
