//! The names of services: modules, handles, features.

use std::collections::BTreeMap;

use crate::ground::index::Id;
use crate::model::api::{Api, Server, ServiceId};

use super::ident::Ident;
use super::member::{Input, inputs};
use super::method::{LIMIT, Noun};
use super::reserved::{escaped, is_device, is_path_keyword, is_root, is_type};
use super::scope::{Claim, Scope, Style, Unresolved, settle};
use super::words::Words;
use super::{ServerNames, ServiceNames};

/// The noun of each service, for the rules that leave it out of methods.
pub(super) fn nouns(api: &Api) -> Vec<Noun> {
    let brand = Words::of(&api.title).0.into_iter().next();
    let noun = |name: &str| Noun {
        words: words(name).0,
        brand: brand.clone(),
    };
    api.services
        .iter()
        .map(|service| noun(&service.name))
        .collect()
}

/// A service's words: its folder's name without parameters.
fn words(name: &str) -> Words {
    let mut text = String::new();
    let mut depth = 0_usize;
    for letter in name.chars() {
        match letter {
            '{' | '<' => depth += 1,
            '}' | '>' => depth = depth.saturating_sub(1),
            _ if depth == 0 => text.push(letter),
            _ => {}
        }
    }
    let kept: Vec<&str> = text
        .split('/')
        .filter(|part| !part.trim_start().starts_with(':'))
        .collect();
    let all = [
        Words::of(&kept.join(" ")),
        Words::of(name),
        Words(vec!["operations".to_owned()]),
    ];
    let found = all.into_iter().find(|words| !words.is_empty());
    found.unwrap_or_default().limited(LIMIT)
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
        let short = words(name);
        let whole = Words::of(name).and("group");
        let all = [
            short.clone(),
            short.and("api").limited(LIMIT),
            whole.clone().limited(LIMIT),
        ];
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
    if name.starts_with(|first: char| first.is_ascii_digit()) {
        format!("Server{name}")
    } else {
        name
    }
}
