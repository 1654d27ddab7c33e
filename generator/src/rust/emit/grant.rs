//! `oauth2.rs`: functions for grant types of this vendor.

use proc_macro2::TokenStream;
use quote::quote;

use crate::rust::plan::model::Grant;

use super::file::File;
use super::tokens::{docs, ident, inner_docs};

/// `oauth2.rs`.
pub(super) fn grants(grants: &[Grant]) -> File {
    let about = "Ways to get tokens: credentials for \
                 [`ClientBuilder::credentials`](posthaste_runtime::ClientBuilder::credentials).";
    let mut file = File::new(inner_docs(&[about]));
    file.item(quote!(
        pub use posthaste_runtime::{OAuth2, SignIn, TokenStore, Tokens};
    ));
    grants
        .iter()
        .for_each(|declared| file.item(grant(declared)));
    file
}

/// The function of a grant type.
fn grant(grant: &Grant) -> TokenStream {
    let (docs, name, grant_type) = (docs(&grant.docs), ident(&grant.name), &grant.grant);
    let arguments: Vec<TokenStream> = grant
        .arguments
        .iter()
        .map(|(name, _)| ident(name))
        .collect();
    let parameters = grant.arguments.iter().map(|(_, parameter)| parameter);
    quote! {
        #docs
        pub fn #name(
            client_id: impl Into<String>,
            client_secret: impl Into<String>
            #(, #arguments: impl Into<String>)*
        ) -> OAuth2 {
            OAuth2::grant(#grant_type, client_id, client_secret) #(.parameter(#parameters, #arguments))*
        }
    }
}
