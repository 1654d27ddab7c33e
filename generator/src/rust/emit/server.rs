//! `server_urls.rs`: types for servers whose URLs have variables.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::rust::plan::model::{ServerType, ServerVariable, UrlPiece};

use super::file::File;
use super::tokens::{docs, ident, inner_docs};

/// `server_urls.rs`.
pub(super) fn servers(servers: &[ServerType]) -> File {
    let mut file = File::new(inner_docs(&[
        "Where the API is served: URLs with variables.",
    ]));
    file.item(quote!(
        use posthaste_runtime::ServerUrl;
    ));
    servers
        .iter()
        .for_each(|server| server_type(&mut file, server));
    file
}

/// A server whose URL has variables.
fn server_type(file: &mut File, server: &ServerType) {
    let (about, name) = (docs(&server.docs), ident(&server.name));
    let fields: Vec<TokenStream> = server
        .variables
        .iter()
        .map(|variable| ident(&variable.name))
        .collect();
    if fields.is_empty() {
        file.item(quote! {
            #about
            #[derive(Debug, Clone, Copy)]
            #[must_use]
            pub struct #name;
        });
        file.item(fixed_url(server, &name));
        return;
    }
    file.item(quote! {
        #about
        #[derive(Debug, Clone)]
        #[must_use]
        pub struct #name {
            #(#fields: String,)*
        }
    });
    let missing = server
        .variables
        .iter()
        .filter(|variable| variable.default.is_none());
    let missing: Vec<TokenStream> = missing.map(|variable| ident(&variable.name)).collect();
    let values = server.variables.iter().map(value);
    let setters = server.variables.iter().map(setter);
    file.item(quote! {
        impl #name {
            /// The server with the variables' defaults.
            pub fn new(#(#missing: impl Into<String>),*) -> Self {
                Self { #(#values),* }
            }
            #(#setters)*
        }
    });
    if missing.is_empty() {
        file.item(quote! {
            impl Default for #name {
                fn default() -> Self {
                    Self::new()
                }
            }
        });
    }
    file.item(url(server, &name));
}

/// The field of a variable with its default, in the constructor.
fn value(variable: &ServerVariable) -> TokenStream {
    let name = ident(&variable.name);
    match &variable.default {
        Some(default) => quote!(#name: #default.to_owned()),
        None => quote!(#name: #name.into()),
    }
}

fn setter(variable: &ServerVariable) -> TokenStream {
    let (docs, name) = (docs(&variable.docs), ident(&variable.name));
    quote! {
        #docs
        pub fn #name(mut self, #name: impl Into<String>) -> Self {
            self.#name = #name.into();
            self
        }
    }
}

/// The conversion of a server without variables into the runtime's `ServerUrl`.
fn fixed_url(server: &ServerType, name: &TokenStream) -> TokenStream {
    let index = Literal::usize_unsuffixed(server.index);
    let texts = server.url.iter().filter_map(|piece| match piece {
        UrlPiece::Text(text) => Some(text.as_str()),
        UrlPiece::Field(_) => None,
    });
    let url: String = texts.collect();
    quote! {
        impl From<#name> for ServerUrl {
            fn from(_: #name) -> Self {
                ServerUrl::new(#index, #url)
            }
        }
    }
}

/// The conversion of the server into the runtime's `ServerUrl`.
fn url(server: &ServerType, name: &TokenStream) -> TokenStream {
    let index = Literal::usize_unsuffixed(server.index);
    let pieces = server.url.iter().map(|piece| match piece {
        UrlPiece::Text(text) => quote!(#text),
        UrlPiece::Field(field) => {
            let field = ident(field);
            quote!(server.#field.as_str())
        }
    });
    quote! {
        impl From<#name> for ServerUrl {
            fn from(server: #name) -> Self {
                ServerUrl::new(#index, [#(#pieces),*].concat())
            }
        }
    }
}
