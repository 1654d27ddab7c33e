//! `posthaste send`: one item, or all in order, through the runtime, as Postman would send them.

mod dynamic;
mod files;
mod hide;
mod outgoing;
mod print;
mod proof;
mod token;

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::time::Duration;

use posthaste_runtime::raw::RawClient;
use posthaste_runtime::{Error, ErrorResponse, TransportErrorKind};

use super::args::Send;
use super::find::{Candidate, choose};
use super::terminal::Terminal;
use super::{DONE, Exit, FOUND, MISUSED, target};
use crate::front::postman::Scope;
use crate::front::postman::model::{Auth, Collection};
use crate::front::postman::resolve::{Placed, items};
use crate::front::postman::wire::request;
use crate::ground::diagnostic::{Diagnostic, nearest, one_line};
use crate::ground::secret;
use files::Files;
use hide::Hider;
use outgoing::Limits;
use token::{hint, with_token};

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
    let worst = chosen.iter().enumerate().map(send).max().unwrap_or(DONE);
    sender.tell_unused();
    worst
}

/// The items that are asked for.
fn chosen<'c>(collection: &'c Collection, args: &Send) -> Result<Vec<Placed<'c>>, Diagnostic> {
    let placed = items(collection);
    if args.all {
        return Ok(placed);
    }
    let candidates = placed.into_iter().map(candidate).collect();
    let help = "name one, or send all of them with --all";
    choose(candidates, args.item.as_deref(), help).map(|placed| vec![placed])
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
    token: Option<&'s str>,
    /// What nothing gave a value, for whoever misspelt it.
    unresolved: RefCell<BTreeSet<String>>,
    files: Files,
    hider: Hider,
    limits: Limits,
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
            token: args.token.as_deref(),
            unresolved: RefCell::default(),
            files: Files::new(&args.input.input, args.files.as_deref())?,
            hider: Hider::new(
                args.show_secrets,
                // A scope of its own: to look for secrets is no use of a variable.
                secrets(&scope.clone(), collection)
                    .chain(given(&args.variables))
                    .chain(args.token.clone()),
            ),
            limits: Limits {
                timeout,
                largest_answer: args.largest_answer,
            },
            terminal,
        })
    }

    fn send(&self, placed: &Placed<'_>, tell: &dyn Fn(Diagnostic)) -> Exit {
        let label = placed.label();
        self.terminal.note(&format!("{}:", one_line(&label)));
        let auth = self.token.and_then(|token| with_token(placed, token));
        if self.token.is_some() && auth.is_none() {
            self.terminal
                .note("warning: the item asks for no token, so --token is left out");
        }
        let placed = &Placed {
            auth: auth.as_ref().unwrap_or(placed.auth),
            ..placed.clone()
        };
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
        self.unresolved
            .borrow_mut()
            .extend(wire.unresolved.iter().cloned());
        if let Some(hint) = hint(placed.auth, self.scope)
            && wire
                .header("authorization")
                .is_none_or(|value| value.contains("{{"))
        {
            self.terminal.note(&format!("hint: {hint}"));
        }
        let refused = outgoing::refused_files(&wire, &self.files);
        for (path, why) in &refused {
            let path = one_line(path);
            self.terminal
                .fail(&format!("nothing is sent: the file `{path}` {why}"));
        }
        if !refused.is_empty() {
            return MISUSED;
        }
        for path in outgoing::missing_files(&wire, &self.files) {
            let path = one_line(path);
            self.terminal
                .note(&format!("warning: the file {path} is not there"));
        }
        let sent = outgoing::outgoing(&wire, &self.files, self.limits).and_then(|outgoing| {
            let sending = self.client.send(outgoing);
            self.runtime
                .block_on(sending)
                .map_err(|error| self.why(&error))
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

impl Sender<'_> {
    /// An error in words; of a limit, with the option that sets it.
    fn why(&self, error: &Error<ErrorResponse>) -> String {
        match error {
            Error::Transport(error) if error.kind() == TransportErrorKind::TooLarge => format!(
                "the answer has more than {} bytes; `--max-answer SIZE` allows more",
                self.limits.largest_answer
            ),
            other => other.to_string(),
        }
    }

    /// Warns of values that the caller set and nothing asked for: a misspelt name, as a rule.
    fn tell_unused(&self) {
        let unresolved = self.unresolved.borrow();
        let unresolved: Vec<&str> = unresolved
            .iter()
            .map(|name| name.trim_matches(['{', '}', ':']))
            .collect();
        for name in self.scope.unused() {
            let meant = nearest(name, unresolved.iter().copied());
            let meant = meant.map_or_else(String::new, |one| format!("; did you mean `{one}`?"));
            let name = one_line(name);
            self.terminal.note(&format!(
                "warning: nothing uses the variable `{name}`{meant}"
            ));
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
