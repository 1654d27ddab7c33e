//! What method and path say of an operation.

use crate::model::api::{Location, Operation};

use super::english::{
    is_generic, is_plural, is_preposition, is_single, is_verb, is_view, same_stem,
    with_singular_end,
};
use super::noun::Noun;
use super::words::{Words, is_number};

/// A fixed part of a path.
struct Segment {
    words: Vec<String>,
    /// Whether a parameter is behind it.
    parameter_follows: bool,
    /// Whether it is the service's own.
    own: bool,
}

/// The method's words from method and path; `verb` is what the item's name begins with, where that is known.
pub(super) fn by_path(operation: &Operation, noun: &Noun, verb: Option<&str>) -> Words {
    let all = segments(&operation.key.path, noun);
    if let Some(words) = action_of_service(&operation.key.path, noun) {
        return words;
    }
    // What is before the service's own segment owns it.
    let from = all.iter().rposition(|segment| segment.own);
    let own_is_many =
        from.is_some_and(|own| all[own].words.last().is_some_and(|word| is_many(word)));
    let segments: Vec<Segment> = match from {
        Some(own) => all.into_iter().skip(own + 1).collect(),
        None => all,
    };
    let ends_fixed = !operation.key.path.ends_with('}');
    // `POST /leads/pause/{email}`
    let acts_on_parameter = from.is_some()
        && operation.key.method == "POST"
        && segments.last().is_some_and(|last| last.words.len() == 1);
    if (ends_fixed || acts_on_parameter)
        && let Some(words) = action(&segments)
    {
        return words;
    }
    let plural = |segment: &Segment| segment.words.last().is_some_and(|word| is_many(word));
    let noun_at = segments.iter().rposition(plural);
    let qualifiers = noun_at.filter(|at| is_qualified(&segments, *at));
    let names_all = ends_fixed
        && match (segments.last(), qualifiers) {
            (None, _) => own_is_many || noun.words.last().is_none_or(|word| is_many(word)),
            (Some(_), Some(at)) => {
                let last = segments[at + 1..].iter().flat_map(|segment| &segment.words);
                !last.into_iter().any(|word| is_single(word))
            }
            (Some(last), None) => plural(last),
        };
    let (owners, named) = segments.split_at(qualifiers.unwrap_or(segments.len()));
    let mut words: Vec<String> = owners.iter().flat_map(in_number).collect();
    // The last qualifier is the most specific one: `available hall grants`.
    words.extend(named.iter().rev().flat_map(in_number));
    let generic = http_verb(operation, names_all);
    let verb = match verb {
        Some(read) if operation.key.method == "GET" && is_read(read) => generic,
        Some(verb) => verb.to_owned(),
        None => generic,
    };
    if verb == "create" || (verb == "get" && qualifiers.is_some()) {
        words = with_singular_end(words);
    }
    words.insert(0, verb);
    Words(words)
}

/// `split` of `/pdf/split` in the service `pdf split`.
fn action_of_service(path: &str, noun: &Noun) -> Option<Words> {
    let last = Words::of(&fixed_text(path.rsplit('/').next()?)).0;
    let verb = last
        .first()
        .filter(|word| is_verb(word) && !is_plural(word))?;
    let is_said = noun.words.len() > last.len() && noun.words.ends_with(&last);
    is_said.then(|| Words(vec![verb.clone()]))
}

/// `cancel transfer` of `/transfers/{id}/cancel`: the last segment says what is done. `convert to csv` of `/sheets/convert/to/csv`:
/// so does one before a preposition.
fn action(segments: &[Segment]) -> Option<Words> {
    let is_link = |segment: &Segment| {
        segment
            .words
            .first()
            .is_some_and(|word| is_preposition(word))
    };
    if let Some(link) = segments.iter().skip(1).position(is_link)
        && segments[link]
            .words
            .first()
            .is_some_and(|word| is_verb(word))
    {
        let (owners, named) = segments.split_at(link);
        let words = named.iter().chain(owners).flat_map(in_number);
        return Some(Words(words.collect()));
    }
    let (last, before) = segments.split_last()?;
    last.words.first().filter(|word| is_verb(word))?;
    // `/posts` are posts.
    last.words
        .last()
        .filter(|word| last.words.len() > 1 || !is_plural(word))?;
    let owner = before.iter().flat_map(in_number);
    Some(Words(last.words.iter().cloned().chain(owner).collect()))
}

/// Whether everything behind a collection in the plural says which of its members are meant: `/tool-grants/hall/available`.
fn is_qualified(segments: &[Segment], at: usize) -> bool {
    let behind = &segments[at + 1..];
    let fits = |segment: &Segment| {
        let is_noun = |word: &String| is_view(word) || is_plural(word) || is_verb(word);
        !segment.parameter_follows && !segment.words.iter().any(is_noun)
    };
    !behind.is_empty() && !segments[at].parameter_follows && behind.iter().all(fits)
}

/// A segment's words, in the singular where a parameter picks one of many.
fn in_number(segment: &Segment) -> Vec<String> {
    match segment.parameter_follows {
        true => with_singular_end(segment.words.clone()),
        false => segment.words.clone(),
    }
}

/// What an HTTP method does, as a word.
pub(super) fn http_verb(operation: &Operation, many: bool) -> String {
    let ends_in_parameter = operation.key.path.ends_with('}');
    match operation.key.method.as_str() {
        "GET" if many => "list".to_owned(),
        "POST" if ends_in_parameter => "update".to_owned(),
        "POST" => "create".to_owned(),
        "PUT" | "PATCH" => "update".to_owned(),
        other => Some(Words::of(other).snake())
            .filter(|verb| verb.starts_with(|first: char| first.is_ascii_lowercase()))
            .unwrap_or_else(|| "call".to_owned()),
    }
}

/// Whether a word means no more than to read.
pub(super) fn is_read(verb: &str) -> bool {
    matches!(
        verb,
        "get" | "retrieve" | "fetch" | "read" | "list" | "show" | "return" | "view"
    )
}

/// Whether a word names many things: a plural, but not of a thing that is one, such as settings.
pub(super) fn is_many(word: &str) -> bool {
    is_plural(word) && !is_view(word)
}

/// The path's fixed segments as words, without the service's own and without `api` and versions; one
/// of many where a parameter follows.
pub(super) fn statics(path: &str, noun: &Noun) -> Vec<Vec<String>> {
    let segments = segments(path, noun).into_iter();
    segments
        .filter(|segment| !segment.own)
        .map(|segment| in_number(&segment))
        .collect()
}

/// The words of the first segments that say something, for a service without a noun; empty where the path has only
/// parameters, versions and `api`.
pub(super) fn first_statics(path: &str, count: usize) -> Vec<String> {
    let segments = segments(path, &Noun::default()).into_iter();
    segments
        .take(count)
        .flat_map(|segment| segment.words)
        .collect()
}

fn segments(path: &str, noun: &Noun) -> Vec<Segment> {
    let texts: Vec<&str> = path.split('/').filter(|text| !text.is_empty()).collect();
    let mut segments = Vec::new();
    for (index, text) in texts.iter().enumerate().skip(noun.mount) {
        let words = Words::of(&fixed_text(text)).0;
        // `cards/image_conversation` of the image conversation cards.
        let is_said = words.iter().all(|word| noun.words.contains(word)) && !noun.is(&words);
        if words.is_empty() || is_mount(&words) || is_said {
            continue;
        }
        let next = texts.get(index + 1);
        segments.push(Segment {
            own: noun.is(&words),
            parameter_follows: next.is_some_and(|next| next.contains('{')),
            words,
        });
    }
    segments
}

/// Whether the service's own segment is the last fixed one, behind others.
pub(super) fn is_owned(path: &str, noun: &Noun) -> bool {
    let segments = segments(path, noun);
    segments.len() > 1 && segments.last().is_some_and(|segment| segment.own)
}

/// The subject of an operation by its path, in the singular, in few words and in more: `question`, `registrant
/// question`.
pub(super) fn subjects(operation: &Operation, noun: &Noun) -> [Words; 2] {
    let is_specific =
        |words: &Vec<String>| !words.iter().all(|word| is_generic(word) || is_verb(word));
    let segments = statics(&operation.key.path, noun).into_iter();
    let mut segments: Vec<Vec<String>> = segments.map(with_singular_end).collect();
    if segments.is_empty() {
        segments.push(noun.singular());
    }
    let from = segments.iter().rposition(is_specific).unwrap_or_default();
    [from, 0].map(|from| Words(segments[from..].concat()))
}

/// A segment without its `{parameters}`, percent-encoded signs, and the ending of a file.
fn fixed_text(segment: &str) -> String {
    let mut text = String::new();
    let mut rest = segment;
    while let Some((before, behind)) = rest.split_once('{') {
        // `key={key}` is a parameter.
        text.push_str(if before.ends_with('=') { "" } else { before });
        text.push(' ');
        rest = behind.split_once('}').map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    let end = text.find(['&', '?']).unwrap_or(text.len());
    text.truncate(end);
    for ending in [".json", ".xml", ".php", ".html", ".aspx", ".do"] {
        if let Some(stem) = text.strip_suffix(ending) {
            text.truncate(stem.len());
        }
    }
    text.split('%')
        .enumerate()
        .fold(String::new(), |all, (index, part)| match index {
            0 => part.to_owned(),
            _ => all + " " + part.get(2..).unwrap_or_default(),
        })
}

/// Whether a segment is a version or `api`, which say nothing of the subject.
fn is_mount(words: &[String]) -> bool {
    let version = |word: &str| {
        let digits = word.strip_prefix('v').unwrap_or(word);
        !digits.is_empty() && is_number(digits)
    };
    words
        .iter()
        .all(|word| version(word) || matches!(word.as_str(), "api" | "rest"))
}

/// `by id`: the path's last parameter, without the words that the name has already.
pub(super) fn by_parameter(operation: &Operation, base: &Words) -> Option<Vec<String>> {
    let (_, rest) = operation.key.path.rsplit_once('{')?;
    let all = Words::of(rest.split_once('}')?.0).0;
    let missing: Vec<String> = all
        .iter()
        .filter(|word| !base.0.iter().any(|own| same_stem(own, word)))
        .cloned()
        .collect();
    let words = if missing.is_empty() { all } else { missing };
    Some(std::iter::once("by".to_owned()).chain(words).collect())
}

/// The words of an operation's parameters in one part of the request.
pub(super) fn parameter_words(operation: &Operation, location: Location) -> Words {
    let parameters = operation.parameters.iter();
    let here = parameters.filter(|parameter| parameter.location == location);
    Words(
        here.flat_map(|parameter| Words::of_wire(&parameter.name).0)
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::api::testing::operation;

    fn named(method: &str, path: &str, service: &str) -> String {
        let noun = Noun {
            words: Words::of(service).0,
            ..Noun::default()
        };
        by_path(&operation(method, path), &noun, None).snake()
    }

    #[test]
    fn methods_and_paths_name_operations() {
        for (method, path, expected) in [
            ("GET", "/users", "list"),
            ("GET", "/users/{id}", "get"),
            ("GET", "/v1/users/{id}/orders", "list_orders"),
            ("GET", "/users/{id}/settings", "get_settings"),
            ("POST", "/users/{id}/orders", "create_order"),
            ("POST", "/users/{id}/activate", "activate"),
            ("POST", "/orders/{id}/cancel", "cancel_order"),
            ("GET", "/orders/pending", "list_pending_orders"),
            ("GET", "/plans/default", "get_default_plan"),
            (
                "GET",
                "/grants/hall/available",
                "list_available_hall_grants",
            ),
            ("GET", "/posts/summary", "get_posts_summary"),
            ("GET", "/stores/key={key}/carts", "list_store_carts"),
            ("GET", "/lists/show.json", "show_lists"),
            ("GET", "/posts", "list_posts"),
        ] {
            assert_eq!(named(method, path, "users"), expected, "{method} {path}");
        }
    }
}
