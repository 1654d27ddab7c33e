//! The example call as a curl command for a POSIX shell.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::api::{
    Api, ApiKeyPlace, Location, OAuth2, Operation, PathEncoding, SecurityKind, Server,
};

use super::encode::form_key;
use super::shorten::shorten;
use super::styled;
use super::{Call, CallBody, Part, call, path_segment, query_text, shell};

/// The curl command of an operation's example call, with one argument per line.
///
/// Credentials are `<placeholders>`.
pub fn curl(api: &Api, operation: &Operation) -> String {
    written(&arguments(api, operation))
}

/// The curl command with long values and long lists of options cut. Values are cut inside their quotes, so that the
/// command stays valid.
pub fn short_curl(api: &Api, operation: &Operation) -> Shortened {
    let mut arguments = arguments(api, operation);
    let whole = !shorten(&mut arguments);
    Shortened {
        text: written(&arguments),
        whole,
    }
}

/// A command that may be shortened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shortened {
    /// The command, with one argument per line.
    pub text: String,
    /// Whether nothing was left out.
    pub whole: bool,
}

fn arguments(api: &Api, operation: &Operation) -> Vec<Argument> {
    let example = call(api, operation);
    let mut command = Command::new(&operation.key.method);
    let mut query = styled::query(operation, &example.query);
    let way = operation.authentication().into_iter();
    for scheme in way.flat_map(|way| api.schemes_of(way)) {
        authenticate(&mut command, &mut query, &scheme.kind);
    }
    for (name, value) in &example.headers {
        let mut parameters = operation.parameters.iter();
        let parameter = parameters
            .find(|parameter| parameter.location == Location::Header && parameter.name == *name);
        match parameter {
            Some(parameter) => command.header(name, &styled::header(parameter, value)),
            None => command.header(name, value),
        }
    }
    let cookies = example.cookies.iter();
    let cookies = cookies.map(|(name, value)| format!("{name}={}", path_segment(value)));
    let cookies: Vec<String> = cookies.collect();
    if !cookies.is_empty() {
        command.header("Cookie", &cookies.join("; "));
    }
    if let Some(body) = &example.body {
        add_body(&mut command, body);
    }
    command.finish(&url(api, operation, &example, &query))
}

fn written(arguments: &[Argument]) -> String {
    let lines: Vec<String> = arguments.iter().map(Argument::written).collect();
    lines.join(" \\\n  ")
}

/// An argument of a command, not yet quoted.
pub(super) enum Argument {
    Flag(String),
    /// The value is always quoted, so that values are aligned.
    Option(&'static str, String),
    Url(String),
}

impl Argument {
    fn written(&self) -> String {
        match self {
            Self::Flag(flag) => flag.clone(),
            Self::Url(url) => shell(url),
            Self::Option(option, value) => {
                let quoted = shell(value);
                if quoted.starts_with('\'') {
                    format!("{option} {quoted}")
                } else {
                    format!("{option} '{quoted}'")
                }
            }
        }
    }
}

/// A command under construction.
struct Command(Vec<Argument>);

impl Command {
    fn new(method: &str) -> Self {
        // With `-X HEAD`, curl would wait for a body, which responses to HEAD do not have.
        let method = match method {
            "HEAD" => "--head".to_owned(),
            other => format!("-X {}", shell(other)),
        };
        Self(vec![Argument::Flag(format!("curl {method}"))])
    }

    fn option(&mut self, option: &'static str, value: &str) {
        self.0.push(Argument::Option(option, value.to_owned()));
    }

    fn flag(&mut self, flag: &str) {
        self.0.push(Argument::Flag(flag.to_owned()));
    }

    fn header(&mut self, name: &str, value: &str) {
        // `Name:` would remove the header; `Name;` sends it empty.
        match value {
            "" => self.option("-H", &format!("{name};")),
            value => self.option(
                "-H",
                &format!("{name}: {}", value.replace(['\r', '\n'], " ")),
            ),
        }
    }

    fn finish(mut self, url: &str) -> Vec<Argument> {
        if url.contains(['[', ']', '{', '}']) {
            self.flag("--globoff");
        }
        // A URL that starts with a dash would be an option.
        self.0.push(Argument::Url(url.to_owned()));
        self.0
    }
}

fn authenticate(
    command: &mut Command,
    query: &mut Vec<(String, Option<String>)>,
    kind: &SecurityKind,
) {
    let prefixed = |prefix: &str, token: &str| format!("{prefix} {token}").trim_start().to_owned();
    match kind {
        SecurityKind::Bearer { prefix } => {
            command.header("Authorization", &prefixed(prefix, "<access_token>"));
        }
        SecurityKind::OAuth2(OAuth2 { in_query: true, .. }) => {
            query.push(("access_token".to_owned(), Some("<access_token>".to_owned())));
        }
        SecurityKind::OAuth2(OAuth2 { prefix, .. }) => {
            command.header("Authorization", &prefixed(prefix, "<access_token>"));
        }
        SecurityKind::OpenIdConnect { .. } => {
            command.header("Authorization", "Bearer <access_token>");
        }
        SecurityKind::MutualTls => command.option("--cert", "<certificate>"),
        SecurityKind::Basic => command.option("--user", "<user>:<password>"),
        SecurityKind::ApiKey {
            name,
            place,
            prefix,
        } => {
            let key = format!("{prefix}<api_key>");
            match place {
                ApiKeyPlace::Header => command.header(name, &key),
                ApiKeyPlace::Query => query.push((name.clone(), Some(key))),
                ApiKeyPlace::Cookie => command.option("--cookie", &format!("{name}={key}")),
            }
        }
        SecurityKind::Digest { .. } => {
            command.flag("--digest");
            command.option("--user", "<user>:<password>");
        }
        SecurityKind::AwsV4 { region, service } => {
            let region = region.as_deref().unwrap_or("<region>");
            let service = service.as_deref().unwrap_or("<service>");
            command.option("--aws-sigv4", &format!("aws:amz:{region}:{service}"));
            command.option("--user", "<access_key>:<secret_key>");
        }
        SecurityKind::Jwt {
            query_key: Some(key),
            ..
        } => {
            query.push((key.clone(), Some("<jwt>".to_owned())));
        }
        SecurityKind::Jwt { prefix, .. } => {
            command.header("Authorization", &prefixed(prefix, "<jwt>"));
        }
        SecurityKind::OAuth1 { .. } => command.header("Authorization", "OAuth <signature>"),
        SecurityKind::Hawk { .. } => command.header("Authorization", "Hawk <signature>"),
        SecurityKind::Custom { name } if name == "ntlm" => {
            command.flag("--ntlm");
            command.option("--user", "<user>:<password>");
        }
        SecurityKind::Custom { name } => {
            command.header("Authorization", &format!("<{name} signature>"));
        }
    }
}

fn add_body(command: &mut Command, body: &CallBody) {
    match body {
        CallBody::Text { media_type, text } => {
            command.header("Content-Type", media_type);
            command.option("--data-raw", text);
        }
        CallBody::Form(pairs) => {
            for (name, value) in pairs {
                command.option("--data-urlencode", &format!("{}={value}", form_key(name)));
            }
        }
        CallBody::Multipart(parts) => parts.iter().for_each(|part| attach(command, part)),
        CallBody::File { media_type } => {
            command.header("Content-Type", media_type);
            command.option("--data-binary", "@<file>");
        }
    }
}

/// `--form` gives a meaning to a leading `@` or `<`, and to `;type=`; `--form-string` gives none.
fn attach(
    command: &mut Command,
    Part {
        name,
        value,
        file,
        content_type,
    }: &Part,
) {
    let typed = |text: String| match content_type {
        Some(content_type) => format!("{text};type={content_type}"),
        None => text,
    };
    let quoted = || format!("\"{}\"", value.replace('\\', r"\\").replace('"', "\\\""));
    let special = value.starts_with(['@', '<', '"']) || value.contains(';');
    match (file, content_type) {
        (true, _) => command.option("--form", &typed(format!("{name}=@{}", quoted()))),
        (false, Some(_)) => command.option("--form", &typed(format!("{name}={}", quoted()))),
        (false, None) if special => command.option("--form-string", &format!("{name}={value}")),
        (false, None) => command.option("--form", &format!("{name}={value}")),
    }
}

fn url(
    api: &Api,
    operation: &Operation,
    example: &Call,
    query: &[(String, Option<String>)],
) -> String {
    let base = api
        .servers
        .get(operation.server)
        .map_or_else(|| "<base_url>".to_owned(), base);
    // As in the runtime, the path `/` adds nothing to a base with a path.
    let has_path = base
        .split("://")
        .last()
        .is_some_and(|rest| rest.contains('/'));
    if let Some(parameter) = operation.parameters.first()
        && parameter.encoding == PathEncoding::WholeUrl
    {
        return format!("<{}>", parameter.name);
    }
    let mut url = match operation.key.path.as_str() {
        "/" if has_path => base,
        _ => base + &path(operation, example),
    };
    for (index, (name, value)) in query.iter().enumerate() {
        url.push(if index == 0 { '?' } else { '&' });
        url.push_str(&query_text(name));
        if let Some(value) = value {
            url.push('=');
            url.push_str(&if value.starts_with('<') {
                value.clone()
            } else {
                query_text(value)
            });
        }
    }
    url
}

/// A server's URL with the defaults of its variables; the other variables are `<placeholders>`.
fn base(server: &Server) -> String {
    if server.url.is_empty() {
        return format!("<{}>", server.name);
    }
    server
        .variables
        .iter()
        .fold(server.url.clone(), |url, variable| {
            let unknown = || format!("<{}>", variable.name);
            let value = variable.default.clone().filter(|value| !value.is_empty());
            url.replace(
                &format!("{{{}}}", variable.name),
                &value.unwrap_or_else(unknown),
            )
        })
}

/// The path with percent-encoded values.
pub(super) fn path(operation: &Operation, example: &Call) -> String {
    let parameters = operation.parameters.iter();
    let twice: BTreeSet<&str> = parameters
        .filter(|parameter| parameter.encoding == PathEncoding::Twice)
        .map(|parameter| parameter.name.as_str())
        .collect();
    let mut values: BTreeMap<&str, &str> = BTreeMap::new();
    for (name, value) in &example.path {
        values.entry(name).or_insert(value);
    }
    let mut path = String::new();
    let mut rest = operation.key.path.as_str();
    while let Some((before, (name, after))) = rest
        .split_once('{')
        .and_then(|(before, behind)| Some((before, behind.split_once('}')?)))
    {
        path.push_str(before);
        match values.get(name) {
            // As in the client, only values with a slash are encoded twice.
            Some(value) if twice.contains(name) && value.contains('/') => {
                path.push_str(&path_segment(&path_segment(value)));
            }
            Some(value) => {
                let mut parameters = operation.parameters.iter();
                let parameter = parameters.find(|parameter| {
                    parameter.location == Location::Path && parameter.name == name
                });
                path.push_str(&match parameter {
                    Some(parameter) => styled::path(parameter, value),
                    None => path_segment(value),
                });
            }
            None => path.extend(["{", name, "}"]),
        }
        rest = after;
    }
    path + rest
}
