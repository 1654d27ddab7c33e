//! The names of services: modules, handles, features.

use std::collections::{BTreeMap, BTreeSet};

use crate::api::{Api, Server};

use super::member::{Input, inputs};
use super::method::{LIMIT, Noun};
use super::reserved::{escaped, is_device, is_path_keyword, is_root, is_type};
use super::scope::{Claim, Style, settle, settle_pinned};
use super::words::Words;
use super::{ServerNames, ServiceNames};

/// How each service is called in prose, for the rules that leave it out of methods.
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

/// The names of every service.
pub(super) fn names(api: &Api, pins: &[Option<String>]) -> Vec<ServiceNames> {
    let claims: Vec<Claim> = api
        .services
        .iter()
        .map(|service| {
            let short = words(&service.name);
            let whole = Words::of(&service.name).and("group").limited(LIMIT);
            let all = [short.clone(), short.and("api").limited(LIMIT), whole];
            let free = |words: &Words| {
                let module = words.snake();
                !is_root(&module) && !is_device(&module) && !is_type(&words.pascal())
            };
            Claim {
                candidates: all
                    .into_iter()
                    .filter(free)
                    .map(|words| module(&words))
                    .collect(),
                tells: vec![Words::of(&service.name).and("group")],
                style: Style::Snake,
                identity: service.name.clone(),
            }
        })
        .collect();
    let usable = |pin: &String| {
        let file = pin.to_ascii_lowercase();
        !is_root(&file) && !is_device(&file) && !is_type(&of_module(pin.clone()).handle)
    };
    let pins: Vec<Option<String>> = pins.iter().map(|pin| pin.clone().filter(usable)).collect();
    let none = BTreeSet::new();
    let settled = settle_pinned(&claims, &pins, (&none, &none), |_| Vec::new(), LIMIT);
    settled.into_iter().map(of_module).collect()
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

fn of_module(module: String) -> ServiceNames {
    let words = Words(
        module
            .split('_')
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect(),
    );
    ServiceNames {
        handle: words.pascal(),
        feature: words.0.join("-"),
        module,
    }
}

/// The names of the types for servers with variables.
pub(super) fn servers(api: &Api) -> Vec<ServerNames> {
    let claims: Vec<Claim> = api
        .servers
        .iter()
        .map(|server| {
            let plain = Words::of_wire(&server.name).limited(LIMIT);
            let all = [plain.clone(), plain.clone().and("server")];
            let names = all.iter().map(server_type).filter(|name| !is_type(name));
            let identity = format!("{} {}", server.name, server.url);
            Claim {
                candidates: names.collect(),
                tells: vec![plain.clone().and("server"), Words::of_wire(&server.url)],
                style: Style::Pascal,
                identity,
            }
        })
        .collect();
    let names = settle(&claims, &BTreeSet::new(), |_| Vec::new(), LIMIT);
    let variables = |server: &Server| {
        let input = |wire| Input {
            wire,
            place: "server",
            setter: true,
        };
        let all: Vec<Input<'_>> = server
            .variables
            .iter()
            .map(|one| input(one.name.as_str()))
            .collect();
        inputs(&all, &BTreeMap::new())
    };
    let named = names.into_iter().zip(&api.servers);
    named
        .map(|(name, server)| ServerNames {
            name,
            variables: variables(server),
        })
        .collect()
}

fn server_type(words: &Words) -> String {
    let name = words.pascal();
    if name.starts_with(|one: char| one.is_ascii_digit()) {
        format!("Server{name}")
    } else {
        name
    }
}
