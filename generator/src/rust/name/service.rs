//! The names of services: modules, handles, features.

use std::collections::BTreeMap;

use crate::ground::index::Id;
use crate::ground::title::Title;
use crate::ground::words::shared_start;
use crate::model::api::{Api, SchemeId, Server, ServiceId};

use super::english::is_preposition;
use super::ident::Ident;
use super::member::{Input, inputs};
use super::method::LIMIT;
use super::noun::Noun;
use super::path::first_statics;
use super::reserved::{escaped, is_builder_method, is_device, is_path_keyword, is_root, is_type};
use super::scope::{Claim, Scope, Style, Unresolved, settle};
use super::sentence::is_other_script;
use super::words::{Words, is_number, starts_with_digit, without_articles};
use super::{ServerNames, ServiceNames};

/// The noun of each service, for the rules that leave it out of methods.
pub(super) fn nouns(api: &Api) -> Vec<Noun> {
    let brand = Words::of(&api.title).0.into_iter().next();
    let noun = |id: ServiceId| Noun {
        words: candidates(api, id).swap_remove(0).0,
        head: head(&api.service(id).name),
        brand: brand.clone(),
        mount: shared_start(paths(api, id)),
    };
    api.services.ids().map(noun).collect()
}

/// The paths of a service's operations.
fn paths(api: &Api, id: ServiceId) -> impl Iterator<Item = &str> {
    let operations = api.operations.iter();
    let own = operations.filter(move |operation| operation.service == id);
    own.map(|operation| operation.key.path.as_str())
}

/// The longest name of a folder, in words, that names a service.
const LONGEST: usize = 5;

/// What a service may be called, the best first: its folder's name without brackets, then with them. Where that is a sentence,
/// nothing, or of another script, what most paths of its operations begin with. Never empty.
fn candidates(api: &Api, id: ServiceId) -> Vec<Words> {
    let name = &api.service(id).name;
    let title = Title::of(name);
    let read =
        |text: &str| without_kind(text, without_articles(Words::of(&without_parameters(text))));
    let [short, own] = [read(&title.short()), read(&title.text)];
    let whole = without_articles(Words::of(&title.text));
    let is_name = |words: &Words| {
        let words = words.0.iter().filter(|word| !is_number(word));
        (1..=LONGEST).contains(&words.count()) && !is_other_script(&title.text)
    };
    let mut all: Vec<Words> = [&short, &own, &whole]
        .into_iter()
        .filter(|words| is_name(words))
        .cloned()
        .collect();
    if all.is_empty() {
        all.extend([1, 2].map(|segments| by_paths(api, id, segments)));
        all.extend([own, Words::of(name)]);
    }
    all.retain(|words| !words.is_empty());
    if all.is_empty() {
        all.push(Words(vec!["operations".to_owned()]));
    }
    all.into_iter().map(|words| words.limited(LIMIT)).collect()
}

/// The words of a class without the one for its kind: `readiness` of `readiness-controller`, `info` of `InfoService`.
fn without_kind(name: &str, mut words: Words) -> Words {
    let is_class = name.starts_with(char::is_uppercase) && name.chars().all(char::is_alphanumeric);
    let is_kind = |last: &String| match last.as_str() {
        "controller" => !name.contains(char::is_whitespace),
        "service" | "resource" | "api" => is_class,
        _ => false,
    };
    if let [.., before, last] = words.0.as_slice()
        && is_kind(last)
        && !is_preposition(before)
    {
        words.0.pop();
    }
    words
}

/// The words before the separator in a folder's name; empty where it has none.
fn head(name: &str) -> Vec<String> {
    let title = Title::of(name).text;
    let head = title.split_once(" - ").map_or("", |(head, _)| head);
    without_articles(Words::of(head)).0
}

/// Whether a text is a version: `v1`.
fn is_version(text: &str) -> bool {
    let number = text.strip_prefix('v').unwrap_or_default();
    !number.is_empty() && is_number(number)
}

/// A folder's name without the parameters and versions of the path that it may be.
fn without_parameters(name: &str) -> String {
    let mut text = String::new();
    let mut depth = 0_usize;
    for letter in name.chars() {
        match letter {
            '{' | '<' => depth += 1,
            '}' | '>' if depth > 0 => depth -= 1,
            _ if depth == 0 => text.push(letter),
            _ => {}
        }
    }
    let parts = text.split(['/', '>', '|']).map(str::trim);
    let mut parts: Vec<&str> = parts.filter(|part| !part.starts_with(':')).collect();
    if parts.len() > 1 {
        parts.retain(|part| !is_version(part));
    }
    parts.join(" ")
}

/// The first segments that say something in most paths of a service's operations.
fn by_paths(api: &Api, id: ServiceId, segments: usize) -> Words {
    let mut counts: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    for words in paths(api, id).map(|path| first_statics(path, segments)) {
        let count = usize::from(!words.is_empty());
        *counts.entry(words).or_default() += count;
    }
    let most = counts.into_iter().max_by_key(|(_, count)| *count);
    most.map(|(words, _)| Words(words)).unwrap_or_default()
}

/// The names of every service; `pins` are the modules that the services had before.
pub(super) fn names(
    api: &Api,
    pins: &[Option<&str>],
    unresolved: &mut Vec<Unresolved>,
) -> Vec<ServiceNames> {
    let is_free =
        |module: &str, handle: &str| !is_root(module) && !is_device(module) && !is_type(handle);
    let usable = |pin: &&str| is_free(&pin.to_ascii_lowercase(), &module_words(pin).pascal());
    let pins: Vec<Option<&str>> = pins.iter().map(|pin| pin.filter(usable)).collect();
    let scope = Scope {
        limit: LIMIT,
        ..Scope::default()
    };
    let claim = |index: usize| {
        let name = &api.services[ServiceId::at(index)].name;
        let mut all = candidates(api, ServiceId::at(index));
        let whole = Words::of(name).and("group");
        let with_api = all
            .iter()
            .map(|words| words.clone().and("api").limited(LIMIT));
        all.extend(with_api.collect::<Vec<_>>());
        all.push(whole.clone().limited(LIMIT));
        let free = all
            .iter()
            .filter(|words| is_free(&words.snake(), &words.pascal()));
        Claim {
            candidates: free.map(module).collect(),
            properties: vec![whole],
            key: name.clone(),
        }
    };
    let first = |index: usize| claim(index).first();
    let modules = settle(&scope, &pins, &first, &claim, unresolved);
    modules.into_iter().map(of_module).collect()
}

/// A keyword would need `r#`, or an underscore, in the file's name.
fn module(words: &Words) -> String {
    let name = words.snake();
    if is_path_keyword(&name) {
        return format!("{name}_api");
    }
    let name = escaped(name);
    match name.strip_prefix("r#") {
        Some(keyword) => format!("{keyword}_api"),
        None => name,
    }
}

fn module_words(module: &str) -> Words {
    let words = module.split('_').filter(|word| !word.is_empty());
    Words(words.map(str::to_owned).collect())
}

fn of_module(module: Ident) -> ServiceNames {
    let words = module_words(&module);
    ServiceNames {
        handle: Ident::new(words.pascal()),
        feature: words.0.join("-"),
        module,
    }
}

/// The names of the types for servers with variables.
pub(super) fn servers(api: &Api, unresolved: &mut Vec<Unresolved>) -> Vec<ServerNames> {
    let scope = Scope {
        style: Style::Pascal,
        limit: LIMIT,
        ..Scope::default()
    };
    let claim = |index: usize| {
        let server = &api.servers[index];
        let plain = Words::of_wire(&server.name).limited(LIMIT);
        let with_noun = plain.clone().and("server");
        let names = [&plain, &with_noun].map(server_type);
        Claim {
            candidates: names.into_iter().filter(|name| !is_type(name)).collect(),
            properties: vec![with_noun, Words::of_wire(&server.url)],
            key: format!("{} {}", server.name, server.url),
        }
    };
    let first = |index: usize| claim(index).first();
    let names = settle(
        &scope,
        &vec![None; api.servers.len()],
        &first,
        &claim,
        unresolved,
    );
    let named = names.into_iter().zip(&api.servers);
    named
        .map(|(name, server)| ServerNames {
            name,
            variables: variables(server, unresolved),
        })
        .collect()
}

/// The names of the setters for the credentials of each scheme, in the API's order.
pub(super) fn schemes(api: &Api, unresolved: &mut Vec<Unresolved>) -> Vec<Ident> {
    let scope = Scope {
        limit: LIMIT,
        ..Scope::default()
    };
    let claim = |index: usize| {
        let scheme = &api.security[SchemeId::at(index)];
        let kind = Words::of(scheme.kind.as_str());
        let plain = match scheme.name.is_empty() {
            true => kind.clone(),
            false => Words::of_wire(&scheme.name).limited(LIMIT),
        };
        let with_noun = plain.clone().and("auth");
        let names = [&plain, &with_noun].map(|words| escaped(words.snake()));
        let free = |name: &String| !name.is_empty() && !is_builder_method(name);
        Claim {
            candidates: names.into_iter().filter(free).collect(),
            properties: vec![with_noun, kind],
            key: format!("{} {:?}", scheme.name, scheme.kind),
        }
    };
    let first = |index: usize| claim(index).first();
    let pins = vec![None; api.security.len()];
    settle(&scope, &pins, &first, &claim, unresolved)
}

fn variables(server: &Server, unresolved: &mut Vec<Unresolved>) -> Vec<Ident> {
    let variables = server.variables.iter();
    let all: Vec<Input<'_>> = variables
        .map(|variable| Input {
            wire: &variable.name,
            location: "server",
            setter: true,
        })
        .collect();
    inputs(&all, &BTreeMap::new(), unresolved)
}

fn server_type(words: &Words) -> String {
    let name = words.pascal();
    if starts_with_digit(&name) {
        format!("Server{name}")
    } else {
        name
    }
}
