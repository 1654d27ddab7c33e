//! The part of `posthaste send` that calls an operation with values of its arguments.

use std::io::Read;
use std::time::Duration;

use camino::{Utf8Path, Utf8PathBuf};
use posthaste_runtime::raw::RawClient;
use posthaste_runtime::{Error, ErrorResponse, Json, Request, TransportErrorKind};

use super::call::{self, Arguments, Options, ServerOptions};
use super::exchange_text::call_text;
use super::hide::Hider;
use super::parse_variable;
use crate::commands::terminal::Terminal;
use crate::commands::{Exit, Misused, Outcome};
use crate::ground::diagnostic::one_line;
use crate::ground::secret;
use crate::make::Understood;
use crate::model::api::{Api, Operation};

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Calls of operations (OpenAPI, or a collection with --arguments)")]
pub(super) struct CallArgs {
    /// The values of the call: a JSON object of argument names, or `in.name` (`query.id`), and `body`; `-` reads standard
    /// input
    #[arg(long, value_name = "FILE")]
    arguments: Option<Utf8PathBuf>,

    /// The base URL in the place of the document's
    #[arg(long, value_name = "URL")]
    server: Option<String>,

    /// Set a variable of the base URL; repeatable
    #[arg(long = "server-var", value_name = "NAME=VALUE", value_parser = parse_variable)]
    server_variables: Vec<(String, String)>,

    /// Call by this scheme, whichever the base URL has
    #[arg(long, value_name = "SCHEME", value_parser = ["http", "https"])]
    scheme: Option<String>,

    /// A token, a key, or {"username":"..","password":".."} for a security scheme of the document; repeatable
    #[arg(long, value_name = "NAME=VALUE", value_parser = parse_variable)]
    security: Vec<(String, String)>,

    /// The media type of the body, where the operation documents several
    #[arg(long, value_name = "TYPE")]
    content_type: Option<String>,

    /// The media types of the response to ask for
    #[arg(long, value_name = "TYPES")]
    accept: Option<String>,

    /// Where the document was read, for a base URL that is relative to it
    #[arg(long, value_name = "URL")]
    document_url: Option<String>,
}

impl CallArgs {
    /// Whether an operation is to be called, also where the input has items that could be sent.
    pub(super) fn is_call(&self) -> bool {
        self.arguments.is_some()
    }

    fn options(&self) -> Options {
        Options {
            server: ServerOptions {
                url: self.server.clone(),
                variables: self.server_variables.clone(),
                scheme: self.scheme.clone(),
                document_url: self.document_url.clone(),
            },
            security: self.security.clone(),
            content_type: self.content_type.clone(),
            accept: self.accept.clone(),
        }
    }
}

/// Calls the operation that the command line names, and prints the request and the response.
pub(super) fn run(args: &super::Args, understood: Understood, terminal: &Terminal) -> Outcome {
    if args.all || !args.variables.is_empty() {
        let message = "--all and --var are for items of a Postman collection; a call takes --arguments and --server-var";
        return Err(terminal.print_error(message));
    }
    let operation = call::operation(&understood, args.item.as_deref())
        .map_err(|unknown| terminal.report_diagnostic(unknown, &understood.sources))?;
    let fail = |message: String| terminal.print_error(&message);
    let text = arguments_text(args).map_err(fail)?;
    let arguments = Arguments::parse(&text).map_err(fail)?;
    let call = Call {
        args,
        terminal,
        api: &understood.api,
        operation,
        hider: Hider::new(args.show_secrets, secrets(&arguments, &args.call.security)),
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let runtime = runtime.map_err(|error| fail(error.to_string()))?;
    // The connection pool belongs to the async runtime in which the client is made.
    runtime.block_on(async {
        let (request, warnings) = call::request(
            &understood.api,
            operation,
            &arguments,
            &args.call.options(),
            |builder| {
                let timeout = Duration::from_secs(args.timeout);
                builder.timeout(timeout).largest_answer(args.largest_answer)
            },
        )
        .map_err(fail)?;
        for warning in warnings {
            terminal.print_note(&format!("warning: {warning}"));
        }
        call.send(request).await
    })
}

/// The text of `--arguments`; `{}` without it.
fn arguments_text(args: &super::Args) -> Result<String, String> {
    let Some(path) = &args.call.arguments else {
        return Ok("{}".to_owned());
    };
    let is_input = |path: &Utf8Path| path == "-";
    if is_input(path) && is_input(&args.input.path) {
        return Err("the document and the arguments cannot both be standard input".to_owned());
    }
    let read = match is_input(path) {
        true => {
            let mut text = String::new();
            let read = std::io::stdin().read_to_string(&mut text);
            read.map(|_| text)
        }
        false => std::fs::read_to_string(path),
    };
    read.map_err(|error| format!("--arguments {path}: {error}"))
}

/// The texts among the arguments that must not be printed.
fn secrets(arguments: &Arguments, security: &[(String, String)]) -> Vec<String> {
    let texts = arguments.all().filter_map(|(name, value)| {
        let name = name.rsplit('.').next().unwrap_or(name);
        let text = value.as_str()?;
        secret::is_sent_secret(name, text).then(|| text.to_owned())
    });
    let credentials = security.iter().flat_map(|(_, value)| {
        let json: Option<Json> = value.parse().ok();
        let password = json
            .as_ref()
            .and_then(|json| json.get("password")?.as_str());
        [Some(value.clone()), password.map(str::to_owned)]
    });
    texts.chain(credentials.flatten()).collect()
}

/// A call that is ready to be sent.
struct Call<'c> {
    args: &'c super::Args,
    terminal: &'c Terminal,
    api: &'c Api,
    operation: &'c Operation,
    hider: Hider,
}

impl Call<'_> {
    /// Sends the request, and prints it and its response.
    async fn send(&self, request: Request) -> Outcome {
        let key = one_line(&self.operation.key.to_string());
        self.terminal.print_note(&format!("{key}:"));
        let client = RawClient::new(Duration::from_secs(self.args.timeout))
            .map_err(|message| self.terminal.print_error(&message))?;
        match client.send_call(request).await {
            Ok(exchange) => {
                self.terminal.print(&call_text(&exchange, &self.hider));
                Ok(match exchange.response.status().as_u16() {
                    400.. => Exit::Found,
                    _ => Exit::Done,
                })
            }
            Err(error) => self.failed(&key, error),
        }
    }

    /// Prints why there is no response: bad usage where a value cannot be sent, else a failed request.
    fn failed(&self, key: &str, error: Error<ErrorResponse>) -> Outcome {
        let message = match &error {
            Error::Transport(error) if error.kind() == TransportErrorKind::TooLarge => format!(
                "the answer has more than {} bytes; `--max-answer SIZE` allows more",
                self.args.largest_answer
            ),
            Error::Authentication(error) if error.is_missing() => {
                let missing = call::missing_credentials(self.api, self.operation);
                return Err(self.terminal.print_error(&missing));
            }
            other => other.to_string(),
        };
        let misused: Misused = self.terminal.print_error(&format!("{key}: {message}"));
        match error {
            Error::Request(_) | Error::Authentication(_) => Err(misused),
            _ => Ok(Exit::Found),
        }
    }
}
