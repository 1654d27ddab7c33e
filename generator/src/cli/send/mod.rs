//! `posthaste send`: one item, or all in order, through the runtime, as Postman would send them.

mod dynamic;
mod hide;
mod outgoing;
mod print;
mod proof;

use std::time::Duration;

use camino::Utf8Path;
use posthaste_runtime::raw::RawClient;

use super::args::Send;
use super::find::{Candidate, find};
use super::terminal::Terminal;
use super::{DONE, Exit, FOUND, MISUSED, target};
use crate::diagnostic::{Code, Diagnostic, one_line};
use crate::postman::Scope;
use crate::postman::model::{Auth, Collection};
use crate::postman::resolve::{Placed, items};
use crate::postman::secret;
use crate::postman::wire::request;
use hide::Hider;

pub(super) fn run(args: &Send, terminal: &Terminal) -> Exit {
    let inputs = match target::read(&args.input, terminal) {
        Ok(inputs) => inputs,
        Err(exit) => return exit,
    };
    let Some(collection) = inputs.collections.first() else {
        return DONE;
    };
    let tell = |diagnostic: Diagnostic| terminal.complain(diagnostic, &inputs.sources);
    let chosen = match chosen(collection, args) {
        Ok(chosen) => chosen,
        Err(diagnostic) => {
            tell(diagnostic);
            return MISUSED;
        }
    };
    let scope = Scope::new(collection, &inputs.environments)
        .with_values(args.variables.iter().cloned())
        .with_dynamic(dynamic::fill);
    let sender = match Sender::new(args, &scope, collection, terminal) {
        Ok(sender) => sender,
        Err(why) => {
            terminal.fail(&why);
            return MISUSED;
        }
    };
    let send = |(index, placed): (usize, &Placed<'_>)| {
        if index > 0 {
            terminal.print("\n");
        }
        sender.send(placed, &tell)
    };
    chosen.iter().enumerate().map(send).max().unwrap_or(DONE)
}

/// The items that are asked for.
fn chosen<'c>(collection: &'c Collection, args: &Send) -> Result<Vec<Placed<'c>>, Diagnostic> {
    let placed = items(collection);
    match &args.item {
        _ if args.all => Ok(placed),
        None if placed.len() == 1 => Ok(placed),
        None => {
            let message = format!("there are {} items; which one is to be sent?", placed.len());
            let diagnostic = Diagnostic::new(Code::AmbiguousItem, message);
            Err(diagnostic.help("name one, or send all of them with --all"))
        }
        Some(wanted) => {
            let candidates = placed.into_iter().map(candidate).collect();
            find(candidates, wanted).map(|placed| vec![placed])
        }
    }
}

fn candidate(placed: Placed<'_>) -> Candidate<Placed<'_>> {
    let request = &placed.item.request;
    let segment = |segment: &String| match segment.strip_prefix(':') {
        Some(name) if !name.is_empty() => format!("{{{name}}}"),
        _ => segment.replace("{{", "{").replace("}}", "}"),
    };
    let path: Vec<String> = request.url.path.iter().map(segment).collect();
    Candidate {
        paths: vec![placed.label()],
        key: format!("{} /{}", request.method, path.join("/")),
        value: placed,
    }
}

struct Sender<'s> {
    client: RawClient,
    runtime: tokio::runtime::Runtime,
    scope: &'s Scope,
    folder: &'s Utf8Path,
    hider: Hider,
    timeout: Duration,
    terminal: &'s Terminal,
}

impl<'s> Sender<'s> {
    fn new(
        args: &'s Send,
        scope: &'s Scope,
        collection: &Collection,
        terminal: &'s Terminal,
    ) -> Result<Self, String> {
        let timeout = Duration::from_secs(args.timeout);
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build();
        let runtime = runtime.map_err(|error| error.to_string())?;
        // The transport's pool belongs to the runtime that it is made in.
        let client = runtime.block_on(async { RawClient::new(timeout) })?;
        Ok(Self {
            client,
            runtime,
            scope,
            folder: args.input.input.parent().unwrap_or(Utf8Path::new("")),
            hider: Hider::new(
                args.show_secrets,
                secrets(scope, collection).chain(given(&args.variables)),
            ),
            timeout,
            terminal,
        })
    }

    fn send(&self, placed: &Placed<'_>, tell: &dyn Fn(Diagnostic)) -> Exit {
        let label = placed.label();
        self.terminal.note(&format!("{}:", one_line(&label)));
        let wire = match request(placed, self.scope) {
            Ok(wire) => wire,
            Err(diagnostic) => {
                tell(diagnostic);
                return FOUND;
            }
        };
        for name in &wire.unresolved {
            self.terminal
                .note(&format!("warning: nothing gives {name} a value"));
        }
        for path in outgoing::missing_files(&wire, self.folder) {
            self.terminal
                .note(&format!("warning: the file {path} is not there"));
        }
        let sent = outgoing::outgoing(&wire, self.folder, self.timeout).and_then(|outgoing| {
            let sending = self.client.send(outgoing);
            self.runtime
                .block_on(sending)
                .map_err(|error| error.to_string())
        });
        match sent {
            Ok(exchange) => {
                self.terminal
                    .print(&print::print(&wire, &exchange, &self.hider));
                match exchange.response.status().as_u16() {
                    400.. => FOUND,
                    _ => DONE,
                }
            }
            Err(why) => {
                let url = format!("{}://{}{}", wire.scheme, wire.host, wire.target);
                self.terminal
                    .fail(&format!("{} {}: {why}", wire.method, self.hider.url(&url)));
                FOUND
            }
        }
    }
}

/// Values that must not be printed: of secret variables, and of every auth block.
fn secrets(scope: &Scope, collection: &Collection) -> impl Iterator<Item = String> {
    let variables = scope.names().filter(|(_, binding)| binding.secret);
    let mut values: Vec<String> = variables.map(|(_, binding)| binding.text.clone()).collect();
    for placed in items(collection) {
        // A secret in a path has its name in the source only.
        let parts = placed.item.request.url.variables.iter();
        let parts = parts.filter_map(|one| Some((one.key.as_str(), one.value.as_ref()?.as_str()?)));
        let secret = parts.filter(|(name, value)| secret::is_secret_sent(name, value));
        values.extend(secret.map(|(_, value)| scope.resolve(value).text));
        if let Auth::Scheme(scheme) = placed.auth {
            let texts = scheme
                .attributes
                .iter()
                .filter(|(name, _)| is_credential(name));
            let texts = texts.filter_map(|(_, value)| value.as_str());
            values.extend(texts.map(|text| scope.resolve(text).text));
        }
    }
    values.into_iter()
}

/// Of the variables that the caller sets, those that must not be printed.
fn given(variables: &[(String, String)]) -> impl Iterator<Item = String> + '_ {
    let secret = variables
        .iter()
        .filter(|(name, value)| secret::is_secret_sent(name, value));
    secret.map(|(_, value)| value.clone())
}

/// Whether an auth block's attribute is one that must stay hidden.
fn is_credential(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    [
        "token",
        "password",
        "secret",
        "value",
        "privatekey",
        "authkey",
        "accesskey",
    ]
    .iter()
    .any(|word| name.contains(word))
        && !name.contains("url")
        && name != "addtokento"
        && name != "tokenname"
        && name != "tokentype"
}
