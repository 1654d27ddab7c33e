//! Servers: what the readme says of them, and types for those whose URLs have variables.

use crate::model::api::{Api, Server};
use crate::rust::name::{Names, ServerNames};

use super::docs::paragraphs;
use super::model::{Docs, ServerType, ServerVariable, UrlPiece};
use crate::ground::prose;

/// A server's URL with every variable's default; none where one has none, or where there is no URL.
pub(super) fn default_url(server: &Server) -> Option<String> {
    let mut url = server.url.clone();
    for variable in &server.variables {
        let default = variable.default.as_ref().filter(|text| !text.is_empty())?;
        url = url.replace(&format!("{{{}}}", variable.name), default);
    }
    (!url.is_empty() && !url.contains('{')).then_some(url)
}

/// Every server's URL, and how many operations it has; nothing where there is but one.
pub(super) fn several(api: &Api) -> Docs {
    let line = |(index, server): (usize, &Server)| {
        let here = api.operations.iter().filter(|one| one.server == index);
        let url = match server.url.as_str() {
            "" => "a URL that the API does not say".to_owned(),
            url => prose::code(url),
        };
        match here.count() {
            1 => format!("{url}, one operation"),
            many => format!("{url}, {many} operations"),
        }
    };
    let servers = api.servers.iter().enumerate();
    let several = servers.filter(|_| api.servers.len() > 1);
    several.map(line).collect()
}

/// Types for the servers whose URLs have variables.
pub(super) fn servers(api: &Api, names: &Names) -> Vec<ServerType> {
    let with = api.servers.iter().enumerate().filter(|(_, server)| {
        server
            .variables
            .iter()
            .any(|one| server.url.contains(&format!("{{{}}}", one.name)))
    });
    with.map(|(index, server)| server_type(index, server, names.server(index)))
        .collect()
}

fn server_type(index: usize, server: &Server, names: &ServerNames) -> ServerType {
    let used = |name: &str| server.url.contains(&format!("{{{name}}}"));
    let variables = server
        .variables
        .iter()
        .zip(&names.variables)
        .filter(|(one, _)| used(&one.name));
    let variables: Vec<ServerVariable> = variables
        .map(|(one, name)| {
            let mut lines = super::docs::setter(
                &one.name,
                one.description
                    .as_deref()
                    .map(prose::block)
                    .unwrap_or_default(),
                one.default.as_deref(),
                false,
            );
            if !one.choices.is_empty() {
                let choices: Vec<String> =
                    one.choices.iter().map(|text| prose::code(text)).collect();
                super::docs::paragraph(&mut lines, format!("One of {}.", choices.join(", ")));
            }
            ServerVariable {
                docs: lines,
                name: name.clone(),
                default: one.default.clone(),
            }
        })
        .collect();
    let mut lines = vec![format!(
        "The server {}: {}.",
        prose::code(&server.name),
        prose::code(&server.url)
    )];
    paragraphs(
        &mut lines,
        server
            .description
            .as_deref()
            .map(prose::block)
            .unwrap_or_default(),
    );
    ServerType {
        docs: lines,
        name: names.name.clone(),
        index,
        url: pieces(server, names),
        variables,
    }
}

fn pieces(server: &Server, names: &ServerNames) -> Vec<UrlPiece> {
    let mut pieces = Vec::new();
    let mut rest = server.url.as_str();
    while let Some((before, after)) = rest.split_once('{') {
        let (name, behind) = after.split_once('}').unwrap_or((after, ""));
        pieces.push(UrlPiece::Text(before.to_owned()));
        let known = server
            .variables
            .iter()
            .zip(&names.variables)
            .find(|(one, _)| one.name == name);
        pieces.push(match known {
            Some((_, field)) => UrlPiece::Field(field.clone()),
            None => UrlPiece::Text(format!("{{{name}}}")),
        });
        rest = behind;
    }
    pieces.push(UrlPiece::Text(rest.to_owned()));
    pieces.retain(|piece| *piece != UrlPiece::Text(String::new()));
    pieces
}
