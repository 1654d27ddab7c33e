//! The names of services: modules, handles, features.

use std::collections::BTreeMap;

use crate::model::api::{Api, Server, Service};

use super::member::{Input, inputs};
use super::method::{LIMIT, Noun};
use super::reserved::{escaped, is_device, is_path_keyword, is_root, is_type};
use super::scope::{Claims, Rules, Style, settle, settle_pinned};
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
pub(super) fn names(api: &Api, pins: &[Option<&str>]) -> Vec<ServiceNames> {
    let usable = |pin: &&str| {
        let file = pin.to_ascii_lowercase();
        let handle = of_module((*pin).to_owned()).handle;
        !is_root(&file) && !is_device(&file) && !is_type(&handle)
    };
    let pins: Vec<Option<&str>> = pins.iter().map(|pin| pin.filter(usable)).collect();
    let settled = settle_pinned(&Modules(&api.services), &pins, RULES);
    settled.into_iter().map(of_module).collect()
}

const RULES: Rules<'_> = Rules {
    taken: &[],
    avoided: &[],
    suffixes: &[],
    limit: LIMIT,
};

struct Modules<'a>(&'a [Service]);

impl Claims for Modules<'_> {
    fn style(&self) -> Style {
        Style::Snake
    }

    fn count(&self) -> usize {
        self.0.len()
    }

    fn candidates(&self, place: usize) -> Vec<String> {
        let name = &self.0[place].name;
        let short = words(name);
        let whole = Words::of(name).and("group").limited(LIMIT);
        let all = [short.clone(), short.and("api").limited(LIMIT), whole];
        let free = |words: &Words| {
            let module = words.snake();
            !is_root(&module) && !is_device(&module) && !is_type(&words.pascal())
        };
        let free = all.into_iter().filter(free);
        free.map(|words| module(&words)).collect()
    }

    fn tells(&self, place: usize) -> Vec<Words> {
        vec![Words::of(&self.0[place].name).and("group")]
    }

    fn identity(&self, place: usize) -> String {
        self.0[place].name.clone()
    }
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
    let names = settle(&Servers(&api.servers), RULES);
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

struct Servers<'a>(&'a [Server]);

impl Claims for Servers<'_> {
    fn style(&self) -> Style {
        Style::Pascal
    }

    fn count(&self) -> usize {
        self.0.len()
    }

    fn candidates(&self, place: usize) -> Vec<String> {
        let plain = Words::of_wire(&self.0[place].name).limited(LIMIT);
        let all = [plain.clone(), plain.and("server")];
        let names = all.iter().map(server_type);
        names.filter(|name| !is_type(name)).collect()
    }

    fn tells(&self, place: usize) -> Vec<Words> {
        let server = &self.0[place];
        let plain = Words::of_wire(&server.name).limited(LIMIT);
        vec![plain.and("server"), Words::of_wire(&server.url)]
    }

    fn identity(&self, place: usize) -> String {
        let server = &self.0[place];
        format!("{} {}", server.name, server.url)
    }
}

fn server_type(words: &Words) -> String {
    let name = words.pascal();
    if name.starts_with(|one: char| one.is_ascii_digit()) {
        format!("Server{name}")
    } else {
        name
    }
}
