//! `lib.rs`: the modules, and what a first program needs of the runtime.

use quote::quote;

use crate::rust::plan::model::Crate;

use super::file::File;
use super::tokens::{cfg, ident, inner_docs};
use super::webhook::webhook;

/// The runtime's names at the crate's root; all others are in its module `runtime`.
const RUNTIME: &[&str] = &[
    "ApiError",
    "Call",
    "Error",
    "ErrorResponse",
    "File",
    "Json",
    "Nullable",
    "Response",
];

/// `lib.rs`.
pub(super) fn root(crate_: &Crate) -> File {
    let docs = inner_docs(&crate_.docs);
    let mut file = File::new(quote! {
        #docs
        #![forbid(unsafe_code)]
        #![allow(clippy::disallowed_names, reason = "names are the API's")]
        #![allow(clippy::large_enum_variant, reason = "values of a union are not kept by the thousand")]
        #![allow(clippy::type_complexity, reason = "values nest as the API nests them")]
    });
    modules(&mut file, crate_);
    file.item(match crate_.credential_setters.is_empty() {
        true => quote!(
            pub use client::Client;
        ),
        false => quote!(
            pub use client::{Client, SetCredentials};
        ),
    });
    if crate_.codes.is_some() {
        file.next(quote!(
            pub use error_code::ErrorCode;
        ));
    }
    let names = RUNTIME.iter().map(|name| ident(name));
    file.next(quote!(
        pub use posthaste_runtime as runtime;
    ));
    file.next(quote!(pub use posthaste_runtime::{#(#names),*};));
    if let Some(row) = &crate_.webhook {
        file.item(webhook(row));
    }
    file
}

/// The modules, in the order of their names.
fn modules(file: &mut File, crate_: &Crate) {
    let own = [
        (
            true,
            "client",
            quote!(
                mod client;
            ),
        ),
        (
            crate_.codes.is_some(),
            "error_code",
            quote!(
                mod error_code;
            ),
        ),
        (
            crate_.extension,
            "ext",
            quote!(
                pub mod ext;
            ),
        ),
        (
            !crate_.headers.is_empty(),
            "headers",
            quote!(
                pub mod headers;
            ),
        ),
        (
            !crate_.grants.is_empty(),
            "oauth2",
            quote!(
                pub mod oauth2;
            ),
        ),
        (
            !crate_.servers.is_empty(),
            "server_urls",
            quote!(
                pub mod server_urls;
            ),
        ),
        (
            !crate_.shared.is_empty(),
            "types",
            quote!(
                pub mod types;
            ),
        ),
    ];
    let own = own.into_iter().filter(|(used, ..)| *used);
    let own = own.map(|(_, name, declaration)| (name, declaration));
    let groups = crate_.modules.iter().map(|module| {
        let (cfg, name) = (cfg(&module.gate), ident(&module.name));
        (module.name.as_str(), quote!(#cfg pub mod #name;))
    });
    let mut all: Vec<_> = own.chain(groups).collect();
    all.sort_by_key(|(name, _)| name.trim_start_matches("r#"));
    for (index, (_, declaration)) in all.into_iter().enumerate() {
        match index {
            0 => file.item(declaration),
            _ => file.next(declaration),
        }
    }
}
