//! What an operation is called: the item's name without what the service says already.

use crate::model::api::{Api, Location, Operation};

use super::carried;
use super::english::{
    is_article, is_determiner, is_filler, is_generic, is_plural, is_preposition, is_verb,
    same_stem, singular,
};
use super::words::Words;

/// The longest name of a method, in letters.
pub(super) const LIMIT: usize = 48;

/// The words of a method, and the noun that the service has taken over from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Base {
    /// The method: `list`.
    pub words: Words,
    /// What stood behind the verb in the item's name, for names that stand alone: `users`.
    pub noun: Vec<String>,
}

/// What a service is called, for the rules.
#[derive(Debug, Clone)]
pub(super) struct Noun {
    /// The service's words: `sip phones`.
    pub words: Vec<String>,
    /// A word that people put before it: the API's own name.
    pub brand: Option<String>,
}

impl Noun {
    /// How many words from `at` on name the service, in either number; the brand before it counts, and the
    /// last of several words stands for all: a `meeting` of the past meetings.
    fn at(&self, words: &[String], at: usize) -> Option<usize> {
        let branded = self.brand.is_some() && words.get(at) == self.brand.as_ref();
        let behind = branded.then(|| self.plain_at(words, at + 1)).flatten();
        behind
            .map(|length| length + 1)
            .or_else(|| self.plain_at(words, at))
    }

    fn plain_at(&self, words: &[String], at: usize) -> Option<usize> {
        let here = words.get(at..)?;
        let (last, first) = self.words.split_last()?;
        let length = if here.starts_with(first) {
            self.words.len()
        } else {
            1
        };
        let noun = here.get(length - 1)?;
        (singular(noun) == singular(last)).then_some(length)
    }

    /// The service's words for one of its things.
    pub(super) fn one(&self) -> Vec<String> {
        let mut words = self.words.clone();
        if let Some(last) = words.last_mut() {
            *last = singular(last);
        }
        words
    }
}

/// The method's words by the item's name, or by method and path where the name is none.
pub(super) fn base(operation: &Operation, noun: &Noun) -> Base {
    let named = usable(&operation.name).map(|words| without_noun(words, noun));
    match named {
        Some(base) if !base.words.is_empty() && base.words.snake().len() <= LIMIT => base,
        _ => by_path(operation, noun),
    }
}

/// The words of an item's name; none for URLs, sentences and Postman's own placeholders.
fn usable(name: &str) -> Option<Vec<String>> {
    let name = name.trim();
    if name.is_empty() || name.len() > 250 || looks_like_path(name) {
        return None;
    }
    let words: Vec<String> = Words::of(name)
        .0
        .into_iter()
        .filter(|word| !is_article(word))
        .collect();
    let placeholder = matches!(
        words
            .iter()
            .map(String::as_str)
            .collect::<Vec<_>>()
            .as_slice(),
        ["new" | "untitled", "request", ..] | ["request"] | ["request", "copy"]
    );
    (!placeholder).then_some(words)
}

/// Whether an item is called by its URL.
fn looks_like_path(name: &str) -> bool {
    let starts_path = |word: &str| word.len() > 1 && word.starts_with('/');
    name.starts_with(['/', '{'])
        || name.contains("://")
        || name.contains("{{")
        || name.split_whitespace().any(starts_path)
}

fn without_noun(mut words: Vec<String>, noun: &Noun) -> Base {
    if words.starts_with(&["get".to_owned(), "list".to_owned(), "of".to_owned()]) {
        words.splice(..3, ["list".to_owned()]);
    }
    let mut taken = Vec::new();
    if words.first().is_some_and(|first| is_verb(first)) {
        let determiners = words[1..]
            .iter()
            .take_while(|word| is_determiner(word))
            .count();
        let start = 1 + determiners;
        if let Some(length) = noun.at(&words, start) {
            taken = words[start..start + length].to_vec();
            words.drain(1..start + length);
        }
    } else if let Some(length) = noun.at(&words, 0) {
        // `User create`, `User: list`
        if words.get(length).is_some_and(|next| is_verb(next)) {
            taken = words.drain(..length).collect();
        } else if words.len() == length {
            words.clear();
        }
    }
    strip_place(&mut words, noun);
    Base {
        words: Words(words),
        noun: taken,
    }
}

/// Takes `in a role` off the end of `list members in a role`.
fn strip_place(words: &mut Vec<String>, noun: &Noun) {
    for start in 2..words.len() {
        if !is_preposition(&words[start]) {
            continue;
        }
        let determiners = words[start + 1..]
            .iter()
            .take_while(|word| is_determiner(word))
            .count();
        let at = start + 1 + determiners;
        if noun
            .at(words, at)
            .is_some_and(|length| at + length == words.len())
        {
            words.truncate(start);
            return;
        }
    }
}

/// The method's words from method and path.
fn by_path(operation: &Operation, noun: &Noun) -> Base {
    let segments = statics(&operation.key.path, noun);
    let ends_static = !operation.key.path.ends_with('}');
    let last = segments.last();
    let plural_end = ends_static
        && last
            .and_then(|words| words.last())
            .is_some_and(|word| is_plural(word));
    let names_all = plural_end || (ends_static && last.is_none());
    let mut words: Vec<String> = segments.iter().flatten().cloned().collect();
    let acts = last.is_some_and(|last| ends_static && last.first().is_some_and(|one| is_verb(one)));
    if acts && let Some(last) = last {
        words.truncate(words.len() - last.len());
        words.splice(0..0, last.iter().cloned());
        return Base {
            words: Words(words).limited(LIMIT),
            noun: Vec::new(),
        };
    }
    let verb = match operation.key.method.as_str() {
        "GET" if names_all => "list".to_owned(),
        "POST" => "create".to_owned(),
        "PUT" | "PATCH" => "update".to_owned(),
        other => Words::of(other).snake(),
    };
    if operation.key.method == "POST"
        && let Some(end) = words.last_mut()
    {
        *end = singular(end);
    }
    words.insert(
        0,
        if verb.is_empty() {
            "call".to_owned()
        } else {
            verb
        },
    );
    Base {
        words: Words(words).limited(LIMIT),
        noun: Vec::new(),
    }
}

/// The path's fixed segments as words, without the service's own and without `api` and versions; one
/// of many where a parameter follows.
fn statics(path: &str, noun: &Noun) -> Vec<Vec<String>> {
    let segments: Vec<&str> = path.split('/').filter(|one| !one.is_empty()).collect();
    let mut statics = Vec::new();
    for (index, segment) in segments.iter().enumerate() {
        let mut words = Words::of(&fixed_text(segment)).0;
        let own = noun
            .at(&words, 0)
            .is_some_and(|length| length == words.len());
        if words.is_empty() || own || is_mount(&words) {
            continue;
        }
        let parameter_follows = segments
            .get(index + 1)
            .is_some_and(|next| next.starts_with('{'));
        if let Some(last) = words.last_mut().filter(|_| parameter_follows) {
            *last = singular(last);
        }
        statics.push(words);
    }
    statics
}

/// What an operation is about by its path, one of it, in few words and in more: `question`, `registrant
/// question`.
pub(super) fn subjects(operation: &Operation, noun: &Noun) -> [Words; 2] {
    let tells = |words: &Vec<String>| {
        !words
            .iter()
            .all(|word| is_generic(word) || is_generic(&singular(word)) || is_verb(word))
    };
    let mut segments = statics(&operation.key.path, noun);
    for last in segments.iter_mut().filter_map(|words| words.last_mut()) {
        *last = singular(last);
    }
    if segments.is_empty() {
        segments.push(noun.one());
    }
    let from = segments.iter().rposition(tells).unwrap_or_default();
    [from, 0].map(|from| Words(segments[from..].concat()))
}

/// A segment without its `{parameters}` and percent-encoded signs.
fn fixed_text(segment: &str) -> String {
    let mut text = String::new();
    let mut rest = segment;
    while let Some((before, behind)) = rest.split_once('{') {
        text.push_str(before);
        text.push(' ');
        rest = behind.split_once('}').map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    text.split('%')
        .enumerate()
        .fold(String::new(), |all, (index, part)| match index {
            0 => part.to_owned(),
            _ => all + " " + part.get(2..).unwrap_or_default(),
        })
}

/// Segments that say where an API hangs, not what it is about.
fn is_mount(words: &[String]) -> bool {
    let version = |word: &str| {
        let digits = word.strip_prefix('v').unwrap_or(word);
        !digits.is_empty() && digits.bytes().all(|one| one.is_ascii_digit())
    };
    words
        .iter()
        .all(|word| version(word) || matches!(word.as_str(), "api" | "rest"))
}

/// The first of [`candidates`].
pub(super) fn first(base: &Base) -> Words {
    let words = match base.noun.is_empty() {
        true => base.words.clone(),
        false => without_filler(&base.words),
    };
    words.limited(LIMIT)
}

/// The method's names from the shortest to the most qualified.
pub(super) fn candidates(operation: &Operation, base: &Base, noun: &Noun) -> Vec<Words> {
    let Base {
        words: base,
        noun: taken,
    } = base;
    let said = |word: &String| base.0.iter().any(|one| same_stem(one, word));
    let unsaid: Vec<String> = statics(&operation.key.path, noun)
        .into_iter()
        .filter(|words| !words.iter().all(said))
        .flatten()
        .collect();
    let place = if unsaid.is_empty() {
        noun.one()
    } else {
        unsaid.clone()
    };
    let by = by_parameter(operation, base);
    let method = Words::of(&operation.key.method).0;
    // What has nothing to add to the service is the plain one of two; the other says where it is.
    let plain = unsaid.is_empty() && taken.is_empty();
    let placed = insert(base, &place);
    let mut all = Vec::new();
    all.extend((!taken.is_empty()).then(|| without_filler(base)));
    all.push(base.clone());
    all.extend(plain.then(|| base.clone()));
    // `get users` and `get a user` of the users differ in what the service took from them.
    all.extend((!taken.is_empty()).then(|| insert(base, taken)));
    all.push(placed.clone());
    // What stands beside a path in an item's name: `POST /token (refresh)`.
    all.extend(looks_like_path(&operation.name).then(|| Words::of(&operation.name)));
    all.extend(by.as_ref().map(|by| base.clone().then(by)));
    all.push(base.clone().then(&method));
    all.extend(by.as_ref().map(|by| placed.clone().then(by)));
    all.push(placed.clone().then(&method));
    all.extend(by.map(|by| placed.then(&by).then(&method)));
    all.into_iter().map(|words| words.limited(LIMIT)).collect()
}

/// What tells an operation from those that want the same names: its item's name in full, what it is called inside
/// its body, its groups from the innermost out, then everything that a call of it shows.
pub(super) fn tells(api: &Api, operation: &Operation, base: &Base, noun: &Noun) -> Vec<Words> {
    let named = usable(&operation.name).map(|words| without_noun(words, noun).words);
    let named = named.filter(|words| !words.is_empty());
    let groups = operation
        .groups
        .iter()
        .skip(1)
        .rev()
        .map(|group| Words::of(group));
    let parameters = |location| {
        let here = operation
            .parameters
            .iter()
            .filter(move |one| one.location == location);
        Words(here.flat_map(|one| Words::of_wire(&one.name).0).collect())
    };
    let place = Words(statics(&operation.key.path, noun).concat());
    let named = named.unwrap_or_else(|| base.words.clone());
    let unsaid = place
        .0
        .iter()
        .filter(|word| !named.0.iter().any(|one| same_stem(one, word)));
    let placed = insert(&named, &unsaid.cloned().collect::<Vec<_>>());
    let server = api
        .servers
        .get(operation.server)
        .map(|server| Words::of(&server.name));
    let mut tells = vec![placed, carried::called(operation)];
    tells.push(Words::of(&operation.name));
    tells.extend(groups);
    tells.push(place);
    tells.push(parameters(Location::Path));
    tells.push(Words::of(&operation.key.method));
    tells.push(Words::of(&operation.key.path));
    tells.push(parameters(Location::Query));
    tells.push(carried::keys(operation, &api.types));
    tells.push(parameters(Location::Header));
    tells.extend(server);
    tells.push(Words(
        operation
            .responses
            .iter()
            .flat_map(|one| Words::of(&one.name).0)
            .collect(),
    ));
    tells
}

/// `get information` of a role is to get the role.
fn without_filler(base: &Words) -> Words {
    match base.0.as_slice() {
        [verb, rest] if is_verb(verb) && is_filler(rest) => Words(vec![verb.clone()]),
        _ => base.clone(),
    }
}

/// Between the verb and what it acts on; behind a name of one word.
fn insert(base: &Words, more: &[String]) -> Words {
    let at = if base.len() > 1 { 1 } else { base.len() };
    let (head, tail) = base.0.split_at(at);
    Words(head.iter().chain(more).chain(tail).cloned().collect())
}

/// `by id`: the path's last parameter, without the words that the name has already.
fn by_parameter(operation: &Operation, base: &Words) -> Option<Vec<String>> {
    let (_, rest) = operation.key.path.rsplit_once('{')?;
    let all = Words::of(rest.split_once('}')?.0).0;
    let unsaid: Vec<String> = all
        .iter()
        .filter(|word| !base.0.iter().any(|one| same_stem(one, word)))
        .cloned()
        .collect();
    let words = if unsaid.is_empty() { all } else { unsaid };
    Some(std::iter::once("by".to_owned()).chain(words).collect())
}
