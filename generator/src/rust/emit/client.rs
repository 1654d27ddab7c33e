//! `client.rs`: the client, and the constant that describes the API.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::rust::plan::model::{
    ApiRow, Crate, CredentialKind, CredentialSetter, ErrorKeys, LimitRow, LimitRows, Module,
    SchemeRow, TokenServiceRow,
};

use super::file::File;
use super::tokens::{cfg, docs, ident, inner_docs, path};

/// `client.rs`.
pub(super) fn client(crate_: &Crate) -> File {
    let mut file = File::new(inner_docs(&["The client, on which calls are made."]));
    let names = crate_.client_imports.iter().map(|name| ident(name));
    file.item(quote!(use posthaste_runtime::{#(#names),*};));
    file.item(api(&crate_.api));
    file.item(quote! {
        /// A client of the API. Clones are cheap and share their connections.
        #[derive(Debug, Clone)]
        pub struct Client {
            runtime: posthaste_runtime::Client,
        }
    });
    let groups = crate_
        .modules
        .iter()
        .map(|module| group(module, &crate_.root));
    file.item(quote! {
        impl Client {
            /// Starts to set up a client.
            pub fn builder() -> ClientBuilder<Client> {
                ClientBuilder::new(&API)
            }
            /// The client without types, for operations that this crate does not have.
            pub fn runtime(&self) -> &posthaste_runtime::Client {
                &self.runtime
            }
            #(#groups)*
        }
    });
    file.item(quote! {
        /// For [`Client::builder`].
        impl From<posthaste_runtime::Client> for Client {
            fn from(runtime: posthaste_runtime::Client) -> Self {
                Self { runtime }
            }
        }
    });
    if !crate_.credential_setters.is_empty() {
        set_credentials(&mut file, &crate_.credential_setters);
    }
    file
}

/// The trait with the setters for the credentials of each scheme; the builder is a type of the runtime.
fn set_credentials(file: &mut File, setters: &[CredentialSetter]) {
    let signatures: Vec<TokenStream> = setters
        .iter()
        .map(|setter| {
            let name = ident(&setter.name);
            let arguments = match setter.kind {
                CredentialKind::Token => quote!(token: impl Into<String>),
                CredentialKind::Login => {
                    quote!(user: impl Into<String>, password: impl Into<String>)
                }
                CredentialKind::Key => quote!(key: impl Into<String>),
                CredentialKind::Any => quote!(credentials: impl Into<Credentials>),
            };
            quote!(fn #name(self, #arguments) -> Self)
        })
        .collect();
    let declared = setters.iter().zip(&signatures).map(|(setter, signature)| {
        let docs = docs(&setter.docs);
        quote! {
            #docs
            #signature;
        }
    });
    file.item(quote! {
        /// Setters of the builder for the credentials of each authentication scheme. A call sends those of the first of its
        /// alternatives for which all are set.
        pub trait SetCredentials: Sized {
            #(#declared)*
        }
    });
    let implemented = setters.iter().zip(&signatures).map(|(setter, signature)| {
        let index = Literal::usize_unsuffixed(setter.scheme);
        let credentials = match setter.kind {
            CredentialKind::Token => quote!(Credentials::bearer(token)),
            CredentialKind::Login => quote!(Credentials::basic(user, password)),
            CredentialKind::Key => quote!(Credentials::api_key(key)),
            CredentialKind::Any => quote!(credentials),
        };
        quote! {
            #signature {
                self.credentials_for(#index, #credentials)
            }
        }
    });
    file.item(quote! {
        impl SetCredentials for ClientBuilder<Client> {
            #(#implemented)*
        }
    });
}

/// The client's method for a group of operations.
fn group(module: &Module, root: &str) -> TokenStream {
    let (docs, cfg) = (docs(&[&module.summary]), cfg(&module.gate));
    let (root, name, handle) = (path(root), ident(&module.name), ident(&module.handle));
    quote! {
        #docs
        #cfg
        pub fn #name(&self) -> #root::#name::#handle<'_> {
            #root::#name::#handle::new(&self.runtime)
        }
    }
}

/// The constant that describes the API.
fn api(row: &ApiRow) -> TokenStream {
    let mut calls = Vec::new();
    let mut add = |used: bool, call: TokenStream| calls.extend(used.then_some(call));
    let servers = row
        .servers
        .iter()
        .map(|(name, url)| quote!(Server::new(#name, #url)));
    add(!row.servers.is_empty(), quote!(servers(&[#(#servers),*])));
    let schemes = row.schemes.iter().map(scheme);
    add(!row.schemes.is_empty(), quote!(schemes(&[#(#schemes),*])));
    let setters = &row.setters;
    add(!setters.is_empty(), quote!(setters(&[#(#setters),*])));
    let services = row.token_services.iter().map(|(index, service)| {
        let index = Literal::usize_unsuffixed(*index);
        let service = token_service(service);
        quote!((#index, #service))
    });
    add(
        !row.token_services.is_empty(),
        quote!(token_services(&[#(#services),*])),
    );
    let tokens = row.tokens.as_ref().map(token_service);
    add(tokens.is_some(), quote!(oauth2(#tokens)));
    let hosts = &row.hosts;
    add(!hosts.is_empty(), quote!(hosts(&[#(#hosts),*])));
    calls.extend(limits(&row.limits));
    let errors = row.errors.as_ref().map(error_keys);
    calls.extend(errors.map(|errors| quote!(errors(#errors))));
    quote! {
        /// The description of the API.
        #[rustfmt::skip]
        static API: ApiInfo = ApiInfo::new(env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION")) #(.#calls)*;
    }
}

/// A security scheme.
fn scheme(row: &SchemeRow) -> TokenStream {
    let kind = ident(row.kind);
    let place = row.place.map(ident);
    if row.texts.is_empty() && place.is_none() {
        return quote!(Scheme::#kind);
    }
    let texts = row.texts.iter().map(|(name, value)| {
        let name = ident(name);
        quote!(#name: #value)
    });
    let place = place.map(|place| quote!(place: Place::#place));
    let fields = texts.chain(place);
    quote!(Scheme::#kind { #(#fields),* })
}

/// The authorization server.
fn token_service(row: &TokenServiceRow) -> TokenStream {
    let url = &row.url;
    let texts = row.texts.iter().map(|(setter, value)| {
        let setter = ident(setter);
        quote!(.#setter(#value))
    });
    let in_body = row.client_in_body.then(|| quote!(.client_in_body()));
    quote!(TokenService::new(#url) #(#texts)* #in_body)
}

/// The keys of error bodies.
fn error_keys(keys: &ErrorKeys) -> TokenStream {
    let lists = [
        ("code", &keys.code),
        ("message", &keys.message),
        ("request_id", &keys.request_id),
        ("request_id_in_body", &keys.request_id_in_body),
    ];
    let lists = lists
        .iter()
        .filter(|(_, texts)| !texts.is_empty())
        .map(|(setter, texts)| {
            let setter = ident(setter);
            quote!(.#setter(&[#(#texts),*]))
        });
    let (fields, names, messages) = (&keys.fields, &keys.field_name, &keys.field_message);
    let fields = (!fields.is_empty())
        .then(|| quote!(.fields(&[#(#fields),*], &[#(#names),*], &[#(#messages),*])));
    let codes = keys
        .success_codes
        .as_ref()
        .map(|codes| quote!(.success_codes(&[#(#codes),*])));
    quote!(ErrorFormat::DEFAULT #(#lists)* #fields #codes)
}

/// The calls about rate limits.
fn limits(rows: &LimitRows) -> Vec<TokenStream> {
    let words: Vec<TokenStream> = rows
        .words
        .iter()
        .map(|(setter, words)| {
            let setter = ident(setter);
            quote!(.#setter(&[#(#words),*]))
        })
        .collect();
    let rates = (!words.is_empty()).then(|| quote!(rates(RateFormat::DEFAULT #(#words)*)));
    let plans = rows.plans.iter().map(|(name, limits)| {
        let limits = limits.iter().map(limit);
        quote!(Plan::new(#name, &[#(#limits),*]))
    });
    let plans = (!rows.plans.is_empty()).then(|| quote!(plans(&[#(#plans),*])));
    rates.into_iter().chain(plans).collect()
}

fn limit(row: &LimitRow) -> TokenStream {
    let labels = &row.labels;
    let (count, seconds) = (
        Literal::u32_unsuffixed(row.count),
        Literal::u32_unsuffixed(row.seconds),
    );
    quote!(Limit::new(&[#(#labels),*], #count, #seconds))
}
