//! Servers: their lines in the readme, and types for those whose URLs have variables.

use crate::model::api::{Api, Server};
use crate::rust::name::{Names, ServerNames};

use super::docs::paragraphs;
use super::model::{Docs, ServerType, ServerValues, ServerVariable, UrlPiece};
use crate::ground::prose;

/// A server's URL with the default of every variable; `None` where a default or the URL is missing.
pub(super) fn default_url(server: &Server) -> Option<String> {
    let mut url = server.url.clone();
    for variable in &server.variables {
        let default = variable.default.as_ref()?;
        url = url.replace(&format!("{{{}}}", variable.name), default);
    }
    (!url.is_empty() && !url.contains('{')).then_some(url)
}

/// The URL of each server and the number of its operations; empty for a single server.
pub(super) fn server_lines(api: &Api) -> Docs {
    let line = |(index, server): (usize, &Server)| {
        let operations = api
            .operations
            .iter()
            .filter(|operation| operation.server == index);
        let url = match server.url.as_str() {
            "" => "a URL that the API does not say".to_owned(),
            url => prose::code(url),
        };
        match operations.count() {
            1 => format!("{url}, one operation"),
            many => format!("{url}, {many} operations"),
        }
    };
    let servers = api.servers.iter().enumerate();
    let servers: Vec<_> = servers
        .filter(|(_, server)| server.instead_of.is_none())
        .collect();
    match servers.as_slice() {
        [_] => Vec::new(),
        _ => servers.into_iter().map(line).collect(),
    }
}

/// Types for the servers whose URLs have variables, and for those that callers can choose in the place of another.
pub(super) fn servers(api: &Api, names: &Names) -> Vec<ServerType> {
    let with_variables = api.servers.iter().enumerate().filter(|(_, server)| {
        server
            .variables
            .iter()
            .any(|variable| server.url.contains(&format!("{{{}}}", variable.name)))
            || (server.instead_of.is_some() && !server.url.is_empty())
    });
    with_variables
        .map(|(index, server)| server_type(index, server, names.server(index)))
        .collect()
}

/// How the variables of the default server are set.
pub(super) fn server_values(api: &Api, servers: &[ServerType]) -> Option<ServerValues> {
    let server = api.servers.first()?;
    let head = server_head(server);
    let mut rows = servers.iter();
    let row = rows.find(|row| !row.variables.is_empty() && row.docs.first() == Some(&head))?;
    let missing = row
        .variables
        .iter()
        .filter(|variable| variable.default.is_none());
    let arguments: Vec<String> = missing
        .map(|variable| format!("\"{}\"", variable.name.to_uppercase()))
        .collect();
    let setters = row
        .variables
        .iter()
        .filter(|variable| variable.default.is_some());
    let setters: String = setters
        .map(|variable| format!(".{}(\"...\")", variable.name))
        .collect();
    Some(ServerValues {
        url: prose::code(&server.url),
        expression: format!(
            "server_urls::{}::new({}){setters}",
            row.name,
            arguments.join(", ")
        ),
    })
}

/// The lines of the readme for servers that callers can choose.
pub(super) fn other_servers(api: &Api, servers: &[ServerType]) -> Docs {
    let others = api
        .servers
        .iter()
        .filter(|server| server.instead_of.is_some() && !server.url.is_empty());
    let lines = others.filter_map(|server| {
        let about = server_head(server);
        let row = servers
            .iter()
            .find(|row| row.docs.first() == Some(&about))?;
        let choice = match row.variables.is_empty() {
            true => format!("server_urls::{}", row.name),
            false => format!("server_urls::{}::new(..)", row.name),
        };
        Some(format!("`.server({choice})`: {}", prose::code(&server.url)))
    });
    lines.collect()
}

/// The first line of the docs of a server's type.
fn server_head(server: &Server) -> String {
    format!(
        "The server {}: {}.",
        prose::code(&server.name),
        prose::code(&server.url)
    )
}

fn server_type(index: usize, server: &Server, names: &ServerNames) -> ServerType {
    let used = |name: &str| server.url.contains(&format!("{{{name}}}"));
    let variables = server
        .variables
        .iter()
        .zip(&names.variables)
        .filter(|(variable, _)| used(&variable.name));
    let variables: Vec<ServerVariable> = variables
        .map(|(variable, name)| {
            let description = variable.description.as_deref().map(prose::block);
            let mut lines = super::docs::known(super::docs::Known {
                description: description.unwrap_or_default(),
                default: variable.default.as_deref(),
                ..super::docs::Known::default()
            });
            if !variable.choices.is_empty() {
                let choices: Vec<String> = variable
                    .choices
                    .iter()
                    .map(|text| prose::code(text))
                    .collect();
                super::docs::paragraph(&mut lines, format!("One of {}.", choices.join(", ")));
            }
            ServerVariable {
                docs: lines,
                name: name.to_string(),
                default: variable.default.clone(),
            }
        })
        .collect();
    let mut lines = vec![server_head(server)];
    paragraphs(
        &mut lines,
        server
            .description
            .as_deref()
            .filter(|text| *text != server.name)
            .map(prose::block)
            .unwrap_or_default(),
    );
    ServerType {
        docs: lines,
        name: names.name.to_string(),
        index: server.instead_of.unwrap_or(index),
        url: pieces(server, names),
        variables,
    }
}

/// The URL as fixed text and fields.
fn pieces(server: &Server, names: &ServerNames) -> Vec<UrlPiece> {
    let mut pieces = Vec::new();
    let mut rest = server.url.as_str();
    while let Some((before, after)) = rest.split_once('{') {
        let (name, behind) = after.split_once('}').unwrap_or((after, ""));
        pieces.push(UrlPiece::Text(before.to_owned()));
        let variable = server
            .variables
            .iter()
            .zip(&names.variables)
            .find(|(variable, _)| variable.name == name);
        pieces.push(match variable {
            Some((_, field)) => UrlPiece::Field(field.to_string()),
            None => UrlPiece::Text(format!("{{{name}}}")),
        });
        rest = behind;
    }
    pieces.push(UrlPiece::Text(rest.to_owned()));
    pieces.retain(|piece| *piece != UrlPiece::Text(String::new()));
    pieces
}
