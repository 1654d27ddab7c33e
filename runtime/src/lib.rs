//! The runtime of all clients that Posthaste generates.
//!
//! A generated client consists of data (an [`Operation`] for each call, types, error enums) and of thin functions
//! that fill a [`Request`]. Everything between the request and its typed response is here: encoding of paths and
//! queries, bodies, signatures, sending, redirects, retries, and decoding.
//!
//! Operations that a client does not have can be called by hand, with the same credentials, redirects and errors:
//!
//! ```no_run
//! use posthaste_runtime::{Client, Json, Operation};
//!
//! static RENAME: Operation = Operation::new("PUT", "/rooms/{roomId}/name").secured(0);
//!
//! # async fn example(client: Client) -> Result<(), Box<dyn std::error::Error>> {
//! let mut request = client.request(&RENAME);
//! request.path("roomId", &"a/b");
//! request.query("notify", &true);
//! request.field("name", &"Hall");
//! let room: Json = request.read_as().await?;
//! # let _ = room;
//! # Ok(()) }
//! ```
//!
//! # Features
//!
//! | feature | brings |
//! |---|---|
//! | `tls` (default) | HTTPS with rustls |
//! | `http2` | HTTP/2 where the server offers it |
//! | `serialize` | responses can be encoded as JSON, by `Encode` and serde's `Serialize` |
//! | `gzip`, `br`, `zstd` | compressed responses, except downloads |
//! | `tracing` | a span for each call and each attempt, with OpenTelemetry's attributes for HTTP and no value of a path, query, header or body; [`ClientBuilder::observe`] needs no feature |
//! | `tower` | `tower` services as transports, and the built-in HTTP client as a `tower` service |
//! | `blocking` | `.wait()` instead of `.await` |
//! | `stream` | lists as `Stream`s, and bodies from `Stream`s |
//! | `webhook` | verification of messages to webhooks |
//! | `oauth2`, `digest`, `aws`, `oauth1`, `hawk`, `jwt` | authentication schemes; the generator turns on those of the API |
//! | `charset` | responses in any encoding of the web |
//! | `jiff`, `chrono`, `time`, `uuid`, `url`, `rust_decimal` | conversions of [`value`]s to and from the types of these crates |
//! | `xml` | bodies of XML, written by the names and namespaces that the API documents |
//! | `raw` | for `posthaste send` |
//!
//! Nothing outside a feature prevents compiling for `wasm32`, but it was never tried. There, the built-in HTTP client
//! and files are left out, and a client needs its own [`Transport`].
//!
//! Users of a client find [`ClientBuilder`], [`Call`], [`Response`], [`Error`] and [`ErrorResponse`] in the client's
//! own crate, and rarely need this one by name.
#![forbid(unsafe_code)]

pub mod auth;
mod body;
mod client;
mod error;
mod execute;
mod ground;
mod json;
mod macros;
mod oauth2;
mod operation;
mod parameter;
mod policy;
pub mod transport;
pub mod value;
#[cfg(feature = "webhook")]
pub mod webhook;

pub use auth::{AccessToken, Credentials, Session, TokenSource};
pub use body::{Body, File};
#[cfg(feature = "blocking")]
pub use client::Wait;
#[cfg(feature = "raw")]
#[doc(hidden)]
pub use client::raw;
pub use client::{
    Awaiting, Call, Client, ClientBuilder, Download, Downloading, Items, ListStyle, Pages, Param,
    Position, Request, Sending, ServerUrl, UntypedCall,
};
pub use error::{
    Answer, Answers, ApiError, AuthenticationError, BuildError, Case, Cases, DecodeError, Error,
    ErrorResponse, FieldError, Header, PageError, PageErrorKind, RateLimit, RateLimitKind,
    RequestError, Response, TimeoutError, TokenError, TransportError, TransportErrorKind,
    TypedErrorResponse,
};
pub use ground::BoxFuture;
pub use json::{
    Decode, Encode, Inferred, Json, Map, Mismatch, Nullable, Number, Object, ParseError, Read,
    Serde, Slot, Source, Write,
};
#[cfg(feature = "oauth2")]
pub use oauth2::{DevicePrompt, OAuth2, SignIn, StoreError, TokenStore, Tokens};
pub use operation::{
    ApiInfo, ErrorFormat, Limit, Operation, Paging, Place, Plan, RateFormat, Scheme, Server,
    TokenService,
};
pub use parameter::ParamStyle;
pub use policy::{Clock, Event, EventKind, Limiter, Retries, WaitReason};
pub use transport::Transport;

pub use {bytes, http};

/// For the macros, not for use by hand.
#[doc(hidden)]
pub mod private {
    pub use crate::client::Reader;
    pub use crate::error::debug_error;
    pub use crate::ground::redact::debug_record;
    pub use crate::json::{Fields, Incoming, Items, Writer, deserialize, from_slice, serialize};
    pub use crate::macros::{
        choose, is_number_like, no_empty, number_json, rank, tag_of, with_tag,
    };
    pub use serde;
}
