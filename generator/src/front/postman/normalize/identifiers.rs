//! Identifiers that are written out in paths: the author's own records. They become path variables with these as examples.

use indexmap::IndexMap;

use crate::ground::secret;
use crate::ground::words::singular;
use crate::infer::is_uuid;

use super::super::model::{Collection, Url, Variable};
use super::path::{is_literal, names_resource, shape, variable};
use super::{items, items_mut, requests_mut};

/// The least length of a random word.
const RANDOM: usize = 16;

/// The most segments of a path in which identifiers are looked for: each is compared by all segments before it.
const LONGEST: usize = 64;

/// Replaces identifiers by variables: the ones that other items have in their place, else named after the resource.
pub(super) fn make_variables(collection: &mut Collection) {
    let siblings = Siblings::of(collection);
    let is_snake = siblings.is_snake;
    for item in items_mut(collection) {
        for request in requests_mut(item) {
            while let Some((index, value)) = first_identifier(&request.url.path) {
                let url = &mut request.url;
                let before = shape(&url.path[..index]);
                let known = siblings.name(&before).map(str::to_owned);
                let resource = &url.path[index - 1];
                let name = known.unwrap_or_else(|| identifier_name(resource, is_snake));
                let name = free_name(url, name);
                url.path[index] = format!(":{name}");
                let variable = Variable::new(&name, Some(value.into()), &url.origin);
                url.variables.push(variable);
            }
        }
    }
}

/// The index and the text of the first identifier in a path; none in a path that is longer than any real one.
fn first_identifier(path: &[String]) -> Option<(usize, String)> {
    if path.len() > LONGEST {
        return None;
    }
    let pairs = path.windows(2).enumerate();
    let mut identifiers = pairs.filter_map(|(index, pair)| match pair {
        [resource, value] if names_resource(resource) && is_identifier(value) => {
            Some((index + 1, value.clone()))
        }
        _ => None,
    });
    identifiers.next()
}

/// Whether a segment is an identifier of a record: digits alone, a UUID, 24 hexadecimal digits, a prefix with a
/// random word, or a longer random word.
fn is_identifier(segment: &str) -> bool {
    if !is_literal(segment) || secret::is_secret_value(segment) {
        return false;
    }
    let is_hex = segment.bytes().all(|b| b.is_ascii_hexdigit());
    let digits = segment.bytes().filter(u8::is_ascii_digit).count();
    let letters = segment.bytes().filter(u8::is_ascii_alphabetic).count();
    let is_random = segment.len() >= RANDOM
        && digits >= 4
        && letters >= 2
        && digits * 6 >= segment.len()
        && has_mixed_part(segment);
    let is_short_form = (is_hex && segment.len() == 24) || is_prefixed(segment);
    digits == segment.len() || is_uuid(segment) || is_short_form || is_random
}

/// Whether a text is an identifier behind the short name of its kind: `cus_NffrFeUfNV2Hib83`.
fn is_prefixed(text: &str) -> bool {
    let Some((kind, rest)) = text.split_once('_') else {
        return false;
    };
    let has = |test: fn(&u8) -> bool| rest.bytes().any(|b| test(&b));
    let is_mixed =
        has(u8::is_ascii_digit) && has(u8::is_ascii_uppercase) && has(u8::is_ascii_lowercase);
    let is_kind = (2..=5).contains(&kind.len()) && kind.bytes().all(|b| b.is_ascii_lowercase());
    is_kind && is_mixed && rest.len() >= 12 && rest.bytes().all(|b| b.is_ascii_alphanumeric())
}

/// Whether a text consists of letters and digits in parts, one of which has both: `k3Jd82hs-x`, not `report-2024`.
fn has_mixed_part(text: &str) -> bool {
    let has = |part: &str, test: fn(&u8) -> bool| part.bytes().any(|b| test(&b));
    let mut parts = text.split(['-', '_']);
    text.bytes()
        .all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b))
        && parts.any(|part| has(part, u8::is_ascii_digit) && has(part, u8::is_ascii_alphabetic))
}

/// The names of variables by the paths before them.
struct Siblings {
    names: IndexMap<String, IndexMap<String, usize>>,
    /// Whether most names are written with underscores.
    is_snake: bool,
}

impl Siblings {
    fn of(collection: &Collection) -> Self {
        let mut names: IndexMap<String, IndexMap<String, usize>> = IndexMap::new();
        let (mut snake, mut camel) = (0, 0);
        for item in items(collection) {
            // Behind identifiers that are written out, too.
            let path: Vec<String> = masked(&item.request.url);
            for (index, segment) in path.iter().enumerate().take(LONGEST) {
                let Some(name) = variable(segment).filter(|name| *name != MASK) else {
                    continue;
                };
                snake += usize::from(name.contains('_'));
                camel += usize::from(name.contains(|c: char| c.is_uppercase()));
                let counts = names.entry(shape(&path[..index])).or_default();
                *counts.entry(name.to_owned()).or_default() += 1;
            }
        }
        Self {
            names,
            is_snake: snake > camel,
        }
    }

    /// The name that most items use behind a path; of equal counts the first.
    fn name(&self, before: &str) -> Option<&str> {
        let counts = self.names.get(before)?.iter().rev();
        let (name, _) = counts.max_by_key(|(_, count)| **count)?;
        Some(name)
    }
}

/// Stands for the name of an identifier that is written out.
const MASK: &str = "written out";

/// The path with identifiers as variables.
fn masked(url: &Url) -> Vec<String> {
    let mut path = url.path.clone();
    while let Some((index, _)) = first_identifier(&path) {
        path[index] = format!(":{MASK}");
    }
    path
}

/// The name of the identifier of a resource: `growerId` of `growers`, `line_item_id` of `line-items`.
fn identifier_name(resource: &str, snake: bool) -> String {
    let words = resource.split(|c: char| !c.is_alphanumeric());
    let mut words: Vec<String> = words
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    if let Some(last) = words.last_mut() {
        *last = singular(last);
    }
    words.push("id".to_owned());
    if snake {
        return words.join("_").to_lowercase();
    }
    let mut name = String::new();
    for (index, word) in words.iter().enumerate() {
        let mut letters = word.chars();
        let first = letters.next().into_iter();
        match index {
            0 => name.extend(first.flat_map(char::to_lowercase)),
            _ => name.extend(first.flat_map(char::to_uppercase)),
        }
        name.push_str(letters.as_str());
    }
    name
}

/// The name, with a number if the path has a variable of this name.
fn free_name(url: &Url, name: String) -> String {
    let is_taken = |name: &str| {
        let mut names = url.path.iter().filter_map(|segment| variable(segment));
        names.any(|other| other == name)
    };
    let numbered = (2..).map(|number| format!("{name}{number}"));
    let mut names = std::iter::once(name.clone()).chain(numbered);
    names.find(|name| !is_taken(name)).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_told_from_words_and_versions() {
        for id in [
            "7",
            "000000",
            "64f0c2a9be3d5a7716e0b4d1",
            "cd0f29dd978f31101196f6fce053a00f",
            "6f9619ff-8b86-d011-b42d-00c04fc964ff",
            "cus_NffrFeUfNV2Hib83",
        ] {
            assert!(is_identifier(id), "{id}");
        }
        for word in [
            "me",
            "v2",
            "2.0",
            "2010-04-01",
            "oauth2-authorization-server",
            "messages.json",
            ":id",
            "{{id}}",
            "most-recent-2024-report",
        ] {
            assert!(!is_identifier(word), "{word}");
        }
    }

    #[test]
    fn names_come_from_the_resource() {
        assert_eq!(identifier_name("growers", false), "growerId");
        assert_eq!(identifier_name("line-items", false), "lineItemId");
        assert_eq!(identifier_name("companies", true), "company_id");
        assert_eq!(identifier_name("boxes", false), "boxId");
        assert_eq!(identifier_name("address", false), "addressId");
        assert_eq!(identifier_name("barrel", false), "barrelId");
    }
}
