//! The candidates for a method's name: the item's name without the words of the service.

use crate::ground::title::Title;
use crate::ground::words::letters_and_digits;
use crate::model::api::{Api, Location, Operation};

use super::body::{body_keys, name_in_body};
use super::english::{
    is_determiner, is_filler, is_final_verb, is_noun_too, is_preposition, is_verb,
    leading_determiners, same_stem, with_plural_end, with_singular_end,
};
use super::noun::Noun;
use super::path::{
    by_parameter, by_path, http_verb, is_many, is_owned, is_read, parameter_words, statics,
};
use super::phrase::phrase;
use super::segment::{is_last_parameter, names_action, names_segment, starts_segment};
use super::words::Words;

/// The longest name of a method, in letters.
pub(super) const LIMIT: usize = 48;

/// From so many words on, what follows a preposition is left out where no other method differs in it.
const LONG: usize = 6;

/// The words of a method, and those that are left out of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Base {
    /// The method: `list`.
    pub words: Words,
    /// The words of the service that were behind the verb in the item's name, for names outside the service's module:
    /// `users`.
    pub noun: Vec<String>,
    /// The method without what only few names need: `get` of `get by id`.
    short: Words,
    /// All words of the item's name.
    full: Words,
    /// Whether the item's name is a path with more than that of the operation.
    says_more: bool,
    /// Whether another method of the same name keeps it.
    gives_way: bool,
}

/// The method's words by the item's name, or by method and path if the item has no usable name; `prefix` words at the start
/// of the item's name are those of its folder.
pub(super) fn base(operation: &Operation, noun: &Noun, prefix: usize) -> Base {
    let phrase = phrase(operation, prefix);
    let brief = named(operation, &phrase.short, phrase.method, noun);
    let (words, left_out) = named(operation, &phrase.words, phrase.method, noun)
        .or_else(|| brief.clone())
        .unwrap_or_else(|| (by_path(operation, noun, phrase.verb.as_deref()), Vec::new()));
    let words = without_loose_end(words.limited(LIMIT));
    let brief = brief.map_or_else(|| words.clone(), |(brief, _)| without_loose_end(brief));
    let has_noun = !left_out.is_empty();
    Base {
        short: short(operation, &brief, has_noun),
        words,
        noun: left_out,
        says_more: says_more(operation),
        full: phrase.full,
        gives_way: phrase.noted || operation.key.method == "PUT",
    }
}

/// Whether an item's name has a path in it, and more than the operation's method and path: `POST /token (refresh)`.
fn says_more(operation: &Operation) -> bool {
    let title = Title::of(&operation.name).text;
    let fixed = letters_and_digits(&operation.key.path);
    title.contains('/') && !fixed.contains(&letters_and_digits(&title))
}

/// The words of an item's name and those of the service that are left out; `None` where they are none or too many.
fn named(
    operation: &Operation,
    words: &[String],
    has_method: bool,
    noun: &Noun,
) -> Option<(Words, Vec<String>)> {
    let words = without_leading_noun(words, noun);
    let says_what_is_done = words.first().is_some_and(|first| is_verb(first));
    let words = with_verb(operation, words.to_vec(), has_method)?;
    let begins_with_verb =
        words.first().is_some_and(|first| is_verb(first)) || names_action(operation, &words);
    let (words, left_out) = without_noun(words, noun, begins_with_verb);
    let mut words = listing(operation, words, &left_out);
    // `post_tools` of the tools.
    if let [method] = words.as_mut_slice()
        && !has_method
        && method.eq_ignore_ascii_case(&operation.key.method)
        && matches!(method.as_str(), "post" | "put" | "patch")
    {
        *method = http_verb(operation, false);
    }
    let words = Words(words);
    let words = match says_what_is_done {
        true => fitting(words)?,
        false => words,
    };
    let fits = !words.is_empty() && words.snake().len() <= LIMIT;
    fits.then_some((words, left_out))
}

/// The words, up to the first preposition where they are too long; `None` where those are too long, too.
fn fitting(mut words: Words) -> Option<Words> {
    if words.snake().len() > LIMIT {
        let mut rest = words.0.iter().skip(2);
        let end = rest.position(|word| is_preposition(word))? + 2;
        words.0.truncate(end);
    }
    (words.snake().len() <= LIMIT).then_some(words)
}

/// The words behind those of the service, where a verb follows: `pause` of `sync play pause` for the service `sync play`. A
/// service of one word that is a verb itself stays.
fn without_leading_noun<'w>(words: &'w [String], noun: &Noun) -> &'w [String] {
    let is_verb_at = |at: usize| words.get(at).is_some_and(|word| is_verb(word));
    let length = noun.whole_at_start(words);
    let length = length.filter(|length| is_verb_at(*length) && (*length > 1 || !is_verb_at(0)));
    &words[length.unwrap_or_default()..]
}

/// The words with a verb in front; a name of nouns gets the verb of the HTTP method. `None` where there are none.
fn with_verb(
    operation: &Operation,
    mut words: Vec<String>,
    has_method: bool,
) -> Option<Vec<String>> {
    if let [adverb, verb, ..] = words.as_slice()
        && adverb.ends_with("ly")
        && is_verb(verb)
        && !is_verb(adverb)
    {
        words.rotate_left(1);
    }
    let (first, last) = (words.first()?, words.last()?);
    let is_noun = |word: &String| is_many(word) || names_segment(operation, word);
    let is_method = first.eq_ignore_ascii_case(&operation.key.method);
    let is_thing = (has_method && words.len() == 1 && is_noun(first))
        || (is_noun_too(first)
            && operation.key.method != "POST"
            && starts_segment(operation, &words));
    let has_verb = (is_verb(first) || is_method) && !is_thing;
    if has_verb && first == "return" && operation.key.method == "GET" {
        words[0] = "get".to_owned();
        return Some(words);
    }
    if has_verb || names_action(operation, &words) || !name_in_body(operation).is_empty() {
        return Some(words);
    }
    let is_done = match last.as_str() {
        // A price list.
        "list" => operation.key.method == "GET",
        last => is_final_verb(last) || last.eq_ignore_ascii_case(&operation.key.method),
    };
    if words.len() > 1 && is_done && !is_noun(last) {
        words.rotate_right(1);
        return Some(match words[0].as_str() {
            "list" => with_plural_end(words),
            "create" => with_singular_end(words),
            _ if operation.key.path.ends_with('}') => with_singular_end(words),
            _ => words,
        });
    }
    // `token request`: Postman's word for an item.
    let is_item = operation.name.contains(' ') && !operation.key.path.contains("request");
    if words.len() > 1 && last == "request" && is_item {
        words.pop();
    }
    words.drain(..leading_determiners(&words).min(words.len() - 1));
    let many = words.last().is_some_and(|last| is_many(last)) && !operation.key.path.ends_with('}');
    let verb = http_verb(operation, many);
    // `public list users`
    words.retain(|word| *word != verb);
    if verb == "create" {
        words = with_singular_end(words);
    }
    words.insert(0, verb);
    Some(words)
}

fn without_noun(
    mut words: Vec<String>,
    noun: &Noun,
    begins_with_verb: bool,
) -> (Vec<String>, Vec<String>) {
    let mut left_out = Vec::new();
    if begins_with_verb {
        words = without_list_of(words);
        words.drain(1..=leading_determiners(&words[1..]));
        // `get information about a group`
        if words.len() > 3
            && is_filler(&words[1])
            && matches!(&*words[2], "about" | "of" | "on" | "for")
        {
            words.drain(1..3);
            words.drain(1..=leading_determiners(&words[1..]));
        }
        // `activate/deactivate a user`
        let verbs = words.iter().take_while(|word| is_verb(word)).count();
        if verbs == 2 && !noun.words.contains(&words[1]) && noun.is(&words[2..]) {
            left_out = words.split_off(2);
        }
        let joins = |word: Option<&String>| word.is_some_and(|word| word == "and" || word == "or");
        if let Some(length) = noun
            .at(&words, 1)
            .filter(|length| !joins(words.get(1 + length)))
        {
            left_out = words.drain(1..=length).collect();
            // What is a batch of tenants is tenants.
            let is_one = left_out.last().is_some_and(|noun| !is_many(noun));
            if is_one && words.get(1).is_some_and(|next| next == "of") && words.len() > 2 {
                words.remove(1);
            }
        }
    } else if let Some(length) = noun.at(&words, 0) {
        // `User create`, `User: list`
        if words.get(length).is_some_and(|next| is_verb(next)) {
            left_out = words.drain(..length).collect();
        } else if words.len() == length {
            words.clear();
        }
    }
    strip_service(&mut words, noun);
    (words, left_out)
}

/// `get a list of users` and `get all users` is to list users.
fn without_list_of(mut words: Vec<String>) -> Vec<String> {
    let rest: Vec<&str> = words.iter().skip(1).map(String::as_str).collect();
    let more = match rest.as_slice() {
        ["list", "of", "all", _, ..] => 3,
        ["list", "of", _, ..] => 2,
        ["all", "of", _, ..] => 2,
        ["all" | "multiple", next, ..]
            if is_many(next) || rest.iter().any(|word| is_many(word)) =>
        {
            1
        }
        _ => return words,
    };
    if words.first().is_some_and(|verb| is_read(verb)) {
        words.splice(..=more, ["list".to_owned()]);
    }
    words
}

/// `get orders` of a path that ends in them is to list them.
fn listing(operation: &Operation, mut words: Vec<String>, left_out: &[String]) -> Vec<String> {
    if operation.key.method != "GET" || operation.key.path.ends_with('}') {
        return words;
    }
    let many = match words.as_slice() {
        [verb, list] if is_read(verb) && list == "list" && !left_out.is_empty() => {
            words.pop();
            true
        }
        [verb] if is_read(verb) => left_out.last().is_some_and(|noun| is_many(noun)),
        [verb, .., last] if is_read(verb) => {
            is_many(last) && !words.iter().any(|word| is_preposition(word))
        }
        _ => false,
    };
    if many && let Some(verb) = words.first_mut() {
        "list".clone_into(verb);
    }
    words
}

/// Takes `in a role` off the end of `list members in a role`.
fn strip_service(words: &mut Vec<String>, noun: &Noun) {
    for start in 2..words.len() {
        if !is_preposition(&words[start]) {
            continue;
        }
        let behind = &words[start + 1..];
        let rest = &behind[leading_determiners(behind)..];
        // `for the locker` in the service of locker models.
        let begins = !rest.is_empty() && noun.words.starts_with(rest);
        if noun.is(rest) || begins {
            words.truncate(start);
            *words = without_participle(Words(std::mem::take(words))).0;
            return;
        }
    }
}

/// A name without what only names need that another one equals: `information`, `by id`, and the end of a long one.
fn short(operation: &Operation, words: &Words, has_noun: bool) -> Words {
    let all = words.0.as_slice();
    if let [verb, rest] = all
        && has_noun
        && is_verb(verb)
        && is_filler(rest)
    {
        return Words(vec![verb.clone()]);
    }
    // `edit for the organization` of a resource.
    if let [verb, link, _, ..] = all
        && has_noun
        && link != "by"
        && is_preposition(link)
    {
        return Words(vec![verb.clone()]);
    }
    let by = all
        .iter()
        .skip(1)
        .rposition(|word| word == "by" || word == "with");
    if let Some(by) = by.map(|by| by + 1)
        && is_last_parameter(operation, &all[by + 1..])
    {
        return Words(all[..by].to_vec());
    }
    let cut = all
        .iter()
        .skip(2)
        .position(|word| is_preposition(word) || word == "based");
    match cut {
        Some(cut) if all.len() >= LONG => without_participle(Words(all[..cut + 2].to_vec())),
        _ => words.clone(),
    }
}

/// Words that do not end in what joins them to what is left out: `list tabs` of `list tabs associated`.
fn without_participle(mut words: Words) -> Words {
    let is_participle = |word: &String| word.len() > 4 && word.ends_with("ed") && !is_verb(word);
    if words.len() > 2 && words.0.last().is_some_and(is_participle) {
        words.0.pop();
    }
    words
}

/// Words that do not end in one that joins them to others.
pub(super) fn without_loose_end(mut words: Words) -> Words {
    let is_loose = |word: &String| {
        is_determiner(word)
            || matches!(
                word.as_str(),
                "of" | "for" | "from" | "to" | "with" | "and" | "or" | "the" | "a" | "an"
            )
    };
    while words.len() > 1 && words.0.last().is_some_and(is_loose) {
        words.0.pop();
    }
    words
}

/// The first of [`candidates`].
pub(super) fn first(base: &Base) -> Words {
    base.short.clone()
}

/// The method's names from the shortest to the most qualified.
pub(super) fn candidates(operation: &Operation, base: &Base, noun: &Noun) -> Vec<Words> {
    let (words, left_out) = (&base.words, &base.noun);
    let is_in_base = |word: &String| words.0.iter().any(|own| same_stem(own, word));
    let from_path: Vec<String> = statics(&operation.key.path, noun)
        .into_iter()
        .filter(|words| !words.iter().all(is_in_base))
        .flatten()
        .collect();
    let qualifier = if from_path.is_empty() {
        noun.singular()
    } else {
        from_path.clone()
    };
    let by = by_parameter(operation, words);
    let method = Words::of(&operation.key.method).0;
    // An operation whose path adds nothing to the service keeps its name for one candidate longer than the others.
    let is_plain = from_path.is_empty() && left_out.is_empty() && !base.gives_way;
    // `/lockers/{id}/grants` in the service of grants.
    let qualified = match words.0.as_slice() {
        [verb] if !from_path.is_empty() && is_owned(&operation.key.path, noun) => {
            let link = if verb == "update" || verb == "delete" {
                "of"
            } else {
                "for"
            };
            Words(vec![verb.clone(), link.to_owned()]).then(&with_singular_end(qualifier.clone()))
        }
        _ => insert(words, &qualifier),
    };
    let mut all = vec![base.short.clone(), words.clone()];
    all.extend(replacing(operation, words));
    all.extend((!base.gives_way && base.short == *words).then(|| words.clone()));
    all.extend(is_plain.then(|| words.clone()));
    // `get users` and `get a user` of the users differ in the words that are left out.
    all.extend((!left_out.is_empty()).then(|| insert(words, left_out)));
    if !from_path.is_empty() && base.short != *words && words.len() >= LONG {
        all.push(insert(&base.short, &from_path));
    }
    all.push(qualified.clone());
    // An item's name may have more than the path: `POST /token (refresh)`.
    all.extend(base.says_more.then(|| base.full.clone()));
    all.extend(by.as_ref().map(|by| words.clone().then(by)));
    let with_method = |words: &Words| match operation.key.method.as_str() {
        "GET" => words.clone(),
        _ => words.clone().then(&method),
    };
    all.push(with_method(words));
    all.extend(by.as_ref().map(|by| qualified.clone().then(by)));
    all.push(with_method(&qualified));
    all.extend(by.map(|by| qualified.then(&by).then(&method)));
    let all = all.into_iter();
    all.map(|words| without_loose_end(words.limited(LIMIT)))
        .collect()
}

/// `replace` for the `update` of a `PUT`.
fn replacing(operation: &Operation, words: &Words) -> Option<Words> {
    let (verb, rest) = words.0.split_first()?;
    let fits = operation.key.method == "PUT" && verb == "update";
    fits.then(|| Words(vec!["replace".to_owned()]).then(rest))
}

/// In what an operation may differ from those with the same candidates: its item's name in full, what it is called
/// inside its body, its groups from the innermost out, then everything that a call of it shows.
pub(super) fn properties(api: &Api, operation: &Operation, base: &Base, noun: &Noun) -> Vec<Words> {
    let groups = operation
        .groups
        .iter()
        .skip(1)
        .rev()
        .map(|group| Words::of(group));
    let from_path = Words(statics(&operation.key.path, noun).concat());
    let named = &base.words;
    let missing = from_path
        .0
        .iter()
        .filter(|word| !named.0.iter().any(|own| same_stem(own, word)));
    let qualified = insert(named, &missing.cloned().collect::<Vec<_>>());
    let server = api
        .servers
        .get(operation.server)
        .map(|server| Words::of(&server.name));
    let mut properties = vec![qualified, name_in_body(operation)];
    properties.push(base.full.clone());
    properties.extend(groups);
    properties.push(from_path);
    properties.push(parameter_words(operation, Location::Path));
    properties.push(Words::of(&operation.key.method));
    properties.push(Words::of(&operation.key.path));
    properties.push(parameter_words(operation, Location::Query));
    properties.push(body_keys(operation, &api.types));
    properties.push(parameter_words(operation, Location::Header));
    properties.extend(server);
    let responses = operation.responses.iter();
    let responses = responses.flat_map(|response| Words::of(&response.name).0);
    properties.push(Words(responses.collect()));
    properties
}

/// The words with others between the verb and what it acts on, or behind a name of one word.
fn insert(base: &Words, more: &[String]) -> Words {
    let at = if base.len() > 1 { 1 } else { base.len() };
    let (head, tail) = base.0.split_at(at);
    Words(head.iter().chain(more).chain(tail).cloned().collect())
}
