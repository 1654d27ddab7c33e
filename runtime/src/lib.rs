//! What every client that Posthaste writes has in common.
//!
//! A generated client is data (one [`Operation`] for each call, types, error enums) and thin functions
//! that fill a [`Request`]. All that happens between "send" and a typed answer happens here: paths and
//! queries are encoded, bodies written, requests signed, sent, redirected and repeated, answers judged and read.
//!
//! What a client lacks can be sent by hand, with the same credentials, redirects and errors:
//!
//! ```no_run
//! use posthaste_runtime::{Call, Client, ErrorResponse, Json, Operation};
//!
//! static RENAME: Operation = Operation::new("PUT", "/rooms/{roomId}/name").secured(0);
//!
//! # async fn example(client: Client) -> Result<(), Box<dyn std::error::Error>> {
//! let request = client.request(&RENAME).path("roomId", &"a/b").query("notify", &true).field("name", &"Hall");
//! let room: Json = Call::<Json, ErrorResponse>::for_json(request).await?;
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
//! | `serialize` | answers that can be written as JSON again, by `Encode` and serde's `Serialize` |
//! | `gzip`, `br`, `zstd` | answers that are asked for and read compressed; downloads come as they are stored |
//! | `tracing` | a span for each call and each attempt, with OpenTelemetry's names for HTTP and no value of a path, query, header or body; hooks need no feature ([`ClientBuilder::observe`]) |
//! | `tower` | services of the `tower` libraries as transports, and the built-in transport as a service |
//! | `blocking` | `.wait()` in the place of `.await` |
//! | `stream` | lists as `Stream`s, and bodies from them |
//! | `webhook` | whether messages to webhooks are the vendor's |
//! | `oauth2`, `digest`, `aws`, `oauth1`, `hawk`, `jwt` | ways to authenticate; the generator turns on what the API asks for |
//! | `charset` | text in any of the web's encodings |
//! | `raw` | for `posthaste send` |
//!
//! For `wasm32` it is written so that nothing outside a feature rules it out, but it was never compiled for it: there, the
//! built-in HTTP client and files are left out, and a client needs a [`Transport`] of its own.
//!
//! Users of a client meet [`ClientBuilder`], [`Call`], [`Response`], [`Error`] and [`ErrorResponse`]
//! through the client's own crate and rarely need this one by name.
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
mod policy;
pub mod transport;
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
    Awaiting, Call, Client, ClientBuilder, Download, Downloading, Items, ListStyle, NotAList,
    Pages, Param, Position, Request, Sending, ServerUrl,
};
pub use error::{
    ApiError, AuthenticationError, BuildError, Case, Cases, DecodeError, Error, ErrorResponse,
    FieldError, PageError, PageErrorKind, RateLimit, RateLimitKind, RequestError, Response,
    TimeoutError, TokenError, TransportError, TransportErrorKind,
};
pub use ground::BoxFuture;
pub use json::{
    Decode, Encode, Json, Map, Mismatch, Nullable, Number, Object, ParseError, Read, Serde, Slot,
    Source, Write,
};
#[cfg(feature = "oauth2")]
pub use oauth2::{DevicePrompt, OAuth2, SignIn, StoreError, TokenStore, Tokens};
pub use operation::{
    ApiInfo, ErrorFormat, Limit, Operation, Paging, Place, Plan, RateFormat, Scheme, Server,
    TokenService,
};
pub use policy::{Clock, Event, EventKind, Limiter, Retries, WaitReason};
pub use transport::Transport;

pub use {bytes, http};

/// What the macros reach for; not for use by hand.
#[doc(hidden)]
pub mod private {
    pub use crate::client::Meaning;
    pub use crate::error::debug_error;
    pub use crate::ground::redact::debug_record;
    pub use crate::json::{Fields, Incoming, Items, Writer, deserialize, from_slice, serialize};
    pub use crate::macros::{is_number_like, no_empty, number_json, pick, tag_of};
    pub use serde;
}
