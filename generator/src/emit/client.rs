//! The crate's root, its client and its servers.

use proc_macro2::TokenStream;
use quote::{ToTokens, TokenStreamExt, quote};

use crate::rust::model::{
    Crate, ErrorKeys, Module, SchemeRow, ServerType, TokenServiceRow, UrlPiece,
};

use super::limit::LimitsTokens;
use super::tokens::{CfgTokens, DocTokens, InnerDocTokens, ident, path, text};
use super::webhook::WebhookTokens;

/// `lib.rs`.
pub(super) struct RootTokens<'a>(pub &'a Crate);

impl ToTokens for RootTokens<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let docs = InnerDocTokens(&self.0.docs);
        let modules = self.0.modules.iter().map(|module| {
            let (gate, name) = (CfgTokens(&module.gate), ident(&module.name));
            quote!(#gate pub mod #name;)
        });
        let servers = (!self.0.servers.is_empty()).then(|| {
            quote!(
                pub mod servers;
            )
        });
        let grants = (!self.0.grants.is_empty()).then(|| {
            quote!(
                pub mod oauth2;
            )
        });
        let shared = (!self.0.shared.is_empty()).then(|| {
            quote!(
                pub mod types;
            )
        });
        let extension = self.0.extension.then(|| {
            quote!(
                pub mod ext;
            )
        });
        let codes = self.0.codes.is_some().then(|| {
            quote!(
                mod error_code;
            )
        });
        let code = self.0.codes.is_some().then(|| {
            quote!(
                pub use error_code::ErrorCode;
            )
        });
        let webhook = self.0.webhook.as_ref().map(WebhookTokens);
        tokens.append_all(quote! {
            #docs
            #![forbid(unsafe_code)]
            #![allow(clippy::disallowed_names, reason = "names are the API's")]
            #![allow(clippy::large_enum_variant, reason = "answers of several shapes are read once, not kept by the thousand")]

            mod client;
            #codes
            #grants
            #extension
            #servers
            #shared
            #(#modules)*

            pub use client::Client;
            #code
            pub use posthaste_runtime as runtime;
            pub use posthaste_runtime::{
                ApiError, AuthenticationError, Awaiting, BuildError, Call, Case, ClientBuilder, Clock, Credentials,
                Decode, DecodeError, Encode, Error, ErrorResponse, FieldError, File, Items, Json, Mismatch,
                Nullable, Number, Operation, PageError, PageErrorKind, Pages, Paging, ParseError, Position,
                RequestError, Response, Retries, Sending, ServerUrl, TimeoutError, TokenError, Transport,
                TransportError, TransportErrorKind,
            };

            #webhook
        });
    }
}

/// `client.rs`.
pub(super) struct ClientTokens<'a>(pub &'a Crate);

impl ToTokens for ClientTokens<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let api = &self.0.api;
        let servers = api.servers.iter().map(|(name, url)| {
            let (name, url) = (text(name), text(url));
            quote!(Server::new(#name, #url))
        });
        let servers = (!api.servers.is_empty()).then(|| quote!(.servers(&[#(#servers),*])));
        let schemes = api.schemes.iter().map(SchemeTokens);
        let schemes = (!api.schemes.is_empty()).then(|| quote!(.schemes(&[#(#schemes),*])));
        let errors = api.errors.as_ref().map(ErrorKeysTokens);
        let hosts = api.hosts.iter().map(|host| text(host));
        let hosts = (!api.hosts.is_empty()).then(|| quote!(.hosts(&[#(#hosts),*])));
        let limits = LimitsTokens(&api.limits);
        let service = api.tokens.as_ref().map(TokenServiceTokens);
        let imports = self.0.client_imports.iter().map(|name| ident(name));
        let modules = self.0.modules.iter();
        let groups = modules.map(|module| GroupTokens(module, &self.0.root));
        tokens.append_all(quote! {
            #![doc = " The client: where calls start."]

            use posthaste_runtime::{#(#imports),*};

            #[doc = " What the client knows of the API before the first call."]
            static API: ApiInfo = ApiInfo::new(env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"))
                #servers #schemes #service #hosts #limits #errors;

            #[doc = " A client of the API. Clones are cheap and share their connections."]
            #[derive(Debug, Clone)]
            pub struct Client { runtime: posthaste_runtime::Client }

            impl Client {
                #[doc = " Starts to set up a client."]
                pub fn builder() -> ClientBuilder<Client> { ClientBuilder::new(&API) }

                #[doc = " The client without types, for calls that this crate does not know."]
                pub fn runtime(&self) -> &posthaste_runtime::Client { &self.runtime }

                #(#groups)*
            }

            impl From<posthaste_runtime::Client> for Client {
                fn from(runtime: posthaste_runtime::Client) -> Self { Self { runtime } }
            }
        });
    }
}

/// The client's method for a group of calls, and the path of the crate's root.
struct GroupTokens<'a>(&'a Module, &'a str);

impl ToTokens for GroupTokens<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Module {
            name,
            gate,
            handle,
            summary,
            ..
        } = self.0;
        let (root, name, handle) = (path(self.1), ident(name), ident(handle));
        let handle = quote!(#root::#name::#handle);
        let gate = CfgTokens(gate);
        let summary = [summary.clone()];
        let docs = DocTokens(&summary);
        tokens.append_all(quote! {
            #docs
            #gate
            pub fn #name(&self) -> #handle<'_> { #handle::new(&self.runtime) }
        });
    }
}

/// A way to authenticate.
struct SchemeTokens<'a>(&'a SchemeRow);

impl ToTokens for SchemeTokens<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let SchemeRow { kind, texts, place } = self.0;
        let kind = ident(kind);
        let mut fields: Vec<TokenStream> = texts
            .iter()
            .map(|(name, value)| {
                let (name, value) = (ident(name), text(value));
                quote!(#name: #value)
            })
            .collect();
        fields.extend(place.map(|place| {
            let place = ident(place);
            quote!(place: Place::#place)
        }));
        tokens.append_all(match fields.is_empty() {
            true => quote!(Scheme::#kind),
            false => quote!(Scheme::#kind { #(#fields),* }),
        });
    }
}

/// The authorization server.
struct TokenServiceTokens<'a>(&'a TokenServiceRow);

impl ToTokens for TokenServiceTokens<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let url = text(&self.0.url);
        let texts = self.0.texts.iter().map(|(method, value)| {
            let (method, value) = (ident(method), text(value));
            quote!(.#method(#value))
        });
        let in_body = self.0.client_in_body.then(|| quote!(.client_in_body()));
        tokens.append_all(quote!(.oauth2(TokenService::new(#url) #(#texts)* #in_body)));
    }
}

/// How the service writes errors.
struct ErrorKeysTokens<'a>(&'a ErrorKeys);

impl ToTokens for ErrorKeysTokens<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let keys = self.0;
        let list = |paths: &[String]| {
            let paths = paths.iter().map(|path| text(path));
            quote!(&[#(#paths),*])
        };
        let lists = [
            ("code", &keys.code),
            ("message", &keys.message),
            ("request_id", &keys.request_id),
            ("request_id_in_body", &keys.request_id_in_body),
        ];
        let lists = lists.into_iter().filter(|(_, paths)| !paths.is_empty());
        let lists = lists.map(|(method, paths)| {
            let (method, paths) = (ident(method), list(paths));
            quote!(.#method(#paths))
        });
        let fields = (!keys.fields.is_empty()).then(|| {
            let (fields, name, told) = (
                list(&keys.fields),
                list(&keys.field_name),
                list(&keys.field_message),
            );
            quote!(.fields(#fields, #name, #told))
        });
        let success = keys.success_codes.as_deref().map(list);
        let success = success.map(|codes| quote!(.success_codes(#codes)));
        tokens.append_all(quote! {
            .errors(ErrorFormat::DEFAULT #(#lists)* #fields #success)
        });
    }
}

/// `servers.rs`.
pub(super) struct ServersTokens<'a>(pub &'a [ServerType]);

impl ToTokens for ServersTokens<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let servers = self.0.iter().map(ServerTokens);
        tokens.append_all(quote! {
            #![doc = " Where the API is served: URLs with variables."]

            use posthaste_runtime::ServerUrl;

            #(#servers)*
        });
    }
}

/// A server whose URL has variables.
struct ServerTokens<'a>(&'a ServerType);

impl ToTokens for ServerTokens<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let ServerType {
            docs,
            name,
            index,
            url,
            variables,
        } = self.0;
        let (docs, name) = (DocTokens(docs), ident(name));
        let index = proc_macro2::Literal::usize_unsuffixed(*index);
        let fields: Vec<_> = variables.iter().map(|one| ident(&one.name)).collect();
        let missing: Vec<_> = variables
            .iter()
            .filter(|one| one.default.is_none())
            .map(|one| ident(&one.name))
            .collect();
        let values = variables.iter().map(|one| {
            let name = ident(&one.name);
            match one.default.as_deref().map(text) {
                Some(default) => quote!(#name: #default.to_owned()),
                None => quote!(#name: #name.into()),
            }
        });
        let setters = variables.iter().map(|one| {
            let (docs, name) = (DocTokens(&one.docs), ident(&one.name));
            quote! {
                #docs
                pub fn #name(mut self, #name: impl Into<String>) -> Self {
                    self.#name = #name.into();
                    self
                }
            }
        });
        let pieces = url.iter().map(|piece| match piece {
            UrlPiece::Text(piece) => text(piece).to_token_stream(),
            UrlPiece::Field(name) => {
                let name = ident(name);
                quote!(server.#name.as_str())
            }
        });
        let default = missing.is_empty().then(|| {
            quote! {
                impl Default for #name {
                    fn default() -> Self { Self::new() }
                }
            }
        });
        tokens.append_all(quote! {
            #docs
            #[derive(Debug, Clone)]
            #[must_use]
            pub struct #name { #(#fields: String,)* }

            impl #name {
                #[doc = " The server with the variables' defaults."]
                pub fn new(#(#missing: impl Into<String>),*) -> Self { Self { #(#values,)* } }

                #(#setters)*
            }

            #default

            impl From<#name> for ServerUrl {
                fn from(server: #name) -> Self {
                    ServerUrl::new(#index, [#(#pieces),*].concat())
                }
            }
        });
    }
}
