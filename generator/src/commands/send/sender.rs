//! Sending items with the runtime's client, and what is printed about each.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::time::Duration;

use posthaste_runtime::raw::RawClient;
use posthaste_runtime::{Error, ErrorResponse, TransportErrorKind};

use super::Args;
use super::exchange_text::exchange_text;
use super::files::Files;
use super::hide::Hider;
use super::runtime_request::{ResponseLimits, missing_files, refused_files, runtime_request};
use super::token::{missing_token_hint, with_token};
use crate::commands::terminal::Terminal;
use crate::commands::{Exit, Misused, Outcome};
use crate::front::postman::Scope;
use crate::front::postman::model::{Auth, Collection};
use crate::front::postman::resolve::{Placed, items};
use crate::front::postman::wire::{WireRequest, request};
use crate::ground::diagnostic::{nearest, one_line};
use crate::ground::secret;
use crate::read::source::SourceMap;

/// Sends items, one after the other.
pub(super) struct Sender<'s> {
    client: RawClient,
    runtime: tokio::runtime::Runtime,
    scope: &'s Scope,
    token: Option<&'s str>,
    /// The variables without a value in all requests so far.
    unresolved: RefCell<BTreeSet<String>>,
    files: Files,
    hider: Hider,
    limits: ResponseLimits,
    terminal: &'s Terminal,
}

impl<'s> Sender<'s> {
    pub(super) fn new(
        args: &'s Args,
        scope: &'s Scope,
        collection: &Collection,
        terminal: &'s Terminal,
    ) -> Result<Self, String> {
        let timeout = Duration::from_secs(args.timeout);
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build();
        let runtime = runtime.map_err(|error| error.to_string())?;
        // The connection pool belongs to the async runtime in which the client is made.
        let client = runtime
            .block_on(async { RawClient::new(timeout) })?
            .keep_cookies();
        Ok(Self {
            client,
            runtime,
            scope,
            token: args.token.as_deref(),
            unresolved: RefCell::default(),
            files: Files::new(&args.input.path, args.files.as_deref())?,
            hider: Hider::new(
                args.show_secrets,
                // A clone, because looking up a variable counts as a use of it.
                secrets(&scope.clone(), collection)
                    .chain(secret_values(&args.variables))
                    .chain(args.token.clone()),
            ),
            limits: ResponseLimits {
                timeout,
                largest_answer: args.largest_answer,
            },
            terminal,
        })
    }

    /// Sends an item, and prints the request and the response.
    pub(super) fn send(&self, item: &Placed<'_>, sources: &SourceMap) -> Outcome {
        self.terminal
            .print_note(&format!("{}:", one_line(&item.label())));
        let auth = self.token.and_then(|token| with_token(item, token));
        if self.token.is_some() && auth.is_none() {
            self.warn("the item needs no token, so --token is not sent");
        }
        let item = &Placed {
            auth: auth.as_ref().unwrap_or(item.auth),
            ..item.clone()
        };
        let wire = match request(item, self.scope) {
            Ok(wire) => wire,
            Err(diagnostic) => {
                self.terminal.report_diagnostic(diagnostic, sources);
                return Ok(Exit::Found);
            }
        };
        self.warn_of_missing_values(item.auth, &wire);
        self.check_files(&wire)?;
        let sent = runtime_request(&wire, item.item.behavior, &self.files, self.limits).and_then(
            |outgoing| {
                let sent = self.runtime.block_on(self.client.send(outgoing));
                sent.map_err(|error| self.error_text(&error))
            },
        );
        match sent {
            Ok(exchange) => {
                let text = exchange_text(&wire, &exchange, &self.hider);
                self.terminal.print(&text);
                Ok(match exchange.response.status().as_u16() {
                    400.. => Exit::Found,
                    _ => Exit::Done,
                })
            }
            Err(message) => {
                let url = format!("{}://{}{}", wire.scheme, wire.host, wire.target);
                let url = self.hider.url(&url);
                self.terminal
                    .print_error(&format!("{} {url}: {message}", wire.method));
                Ok(Exit::Found)
            }
        }
    }

    fn warn(&self, text: &str) {
        self.terminal.print_note(&format!("warning: {text}"));
    }

    /// Warns of variables without a value, and says how to set a token that is missing.
    fn warn_of_missing_values(&self, auth: &Auth, wire: &WireRequest) {
        for name in &wire.unresolved {
            self.warn(&format!("nothing gives {name} a value"));
        }
        let unresolved = wire.unresolved.iter().cloned();
        self.unresolved.borrow_mut().extend(unresolved);
        let header = wire.header("authorization");
        if let Some(hint) = missing_token_hint(auth, self.scope)
            && header.is_none_or(|value| value.contains("{{"))
        {
            self.terminal.print_note(&format!("hint: {hint}"));
        }
    }

    /// Refuses files that must not be sent, and warns of missing ones.
    fn check_files(&self, wire: &WireRequest) -> Result<(), Misused> {
        let refused = refused_files(wire, &self.files);
        for (path, reason) in &refused {
            let path = one_line(path);
            self.terminal
                .print_error(&format!("nothing is sent: the file `{path}` {reason}"));
        }
        if !refused.is_empty() {
            return Err(Misused);
        }
        for path in missing_files(wire, &self.files) {
            self.warn(&format!("the file {} does not exist", one_line(path)));
        }
        Ok(())
    }

    /// The text of an error; for the size limit, with the option that sets it.
    fn error_text(&self, error: &Error<ErrorResponse>) -> String {
        match error {
            Error::Transport(error) if error.kind() == TransportErrorKind::TooLarge => format!(
                "the answer has more than {} bytes; `--max-answer SIZE` allows more",
                self.limits.largest_answer
            ),
            other => other.to_string(),
        }
    }

    /// Warns of variables that the command line sets and no item uses: their names are usually misspelt.
    pub(super) fn warn_of_unused_variables(&self) {
        let unresolved = self.unresolved.borrow();
        let unresolved = unresolved.iter();
        let unresolved: Vec<&str> = unresolved
            .map(|name| name.trim_matches(['{', '}', ':']))
            .collect();
        for name in self.scope.unused() {
            let similar = nearest(name, unresolved.iter().copied());
            let similar = similar.map(|name| format!("; did you mean `{name}`?"));
            let similar = similar.unwrap_or_default();
            self.warn(&format!(
                "nothing uses the variable `{}`{similar}",
                one_line(name)
            ));
        }
    }
}

/// The values that must not be printed: of secret variables, secret path parameters, and the items' auth.
fn secrets(scope: &Scope, collection: &Collection) -> impl Iterator<Item = String> {
    let variables = scope.names().filter(|(_, binding)| binding.secret);
    let mut values: Vec<String> = variables.map(|(_, binding)| binding.text.clone()).collect();
    for item in items(collection) {
        // A path parameter has its name only in the collection, not in the URL that is printed.
        let parameters = item.item.request.url.variables.iter();
        let parameters = parameters.filter_map(|variable| {
            Some((variable.key.as_str(), variable.value.as_ref()?.as_str()?))
        });
        let secret = parameters.filter(|(name, value)| secret::is_sent_secret(name, value));
        values.extend(secret.map(|(_, value)| scope.resolve(value).text));
        if let Auth::Scheme(scheme) = item.auth {
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

/// The values of those variables that must not be printed.
fn secret_values(variables: &[(String, String)]) -> impl Iterator<Item = String> + '_ {
    let secret = variables
        .iter()
        .filter(|(name, value)| secret::is_sent_secret(name, value));
    secret.map(|(_, value)| value.clone())
}

/// Whether the value of an attribute of an item's auth must not be printed.
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
