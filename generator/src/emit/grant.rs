//! `oauth2.rs`: ways to get tokens.

use proc_macro2::TokenStream;
use quote::{ToTokens, TokenStreamExt, quote};

use crate::rust::model::Grant;

use super::tokens::{DocTokens, ident, text};

/// `oauth2.rs`.
pub(super) struct GrantsTokens<'a>(pub &'a [Grant]);

impl ToTokens for GrantsTokens<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let grants = self.0.iter().map(GrantTokens);
        tokens.append_all(quote! {
            #![doc = " Ways to get tokens: credentials for [`ClientBuilder::credentials`](posthaste_runtime::ClientBuilder::credentials)."]

            pub use posthaste_runtime::{OAuth2, SignIn, TokenStore, Tokens};

            #(#grants)*
        });
    }
}

/// A function for one grant.
struct GrantTokens<'a>(&'a Grant);

impl ToTokens for GrantTokens<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Grant {
            docs,
            name,
            grant,
            arguments,
        } = self.0;
        let (docs, name, grant) = (DocTokens(docs), ident(name), text(grant));
        let taken = arguments.iter().map(|(name, _)| {
            let name = ident(name);
            quote!(#name: impl Into<String>)
        });
        let sent = arguments.iter().map(|(name, parameter)| {
            let (name, parameter) = (ident(name), text(parameter));
            quote!(.parameter(#parameter, #name))
        });
        tokens.append_all(quote! {
            #docs
            pub fn #name(
                client_id: impl Into<String>,
                client_secret: impl Into<String>,
                #(#taken),*
            ) -> OAuth2 {
                OAuth2::grant(#grant, client_id, client_secret) #(#sent)*
            }
        });
    }
}
