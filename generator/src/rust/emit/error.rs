//! Error enums.

use proc_macro2::TokenStream;
use quote::quote;

use crate::rust::plan::model::ErrorEnum;

use super::file::File;
use super::tokens::{docs, ident};

/// Adds the error enum of an operation, and its table of statuses and codes.
pub(super) fn error(file: &mut File, error: &ErrorEnum) {
    let (about, name) = (docs(&error.docs), ident(&error.name));
    let variants = error.variants.iter().map(|variant| {
        let (docs, name) = (docs(&variant.docs), ident(&variant.name));
        quote!(#docs #name(ErrorResponse))
    });
    file.item(quote! {
        #about
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            /// Any other error response.
            Other(ErrorResponse),
        }
    });
    let rows = error.variants.iter().map(|variant| {
        let (name, status) = (
            ident(&variant.name),
            proc_macro2::Literal::u16_unsuffixed(variant.status),
        );
        let code = variant.code.iter();
        quote!(#name(#status #(, #code)*))
    });
    let rows: Vec<TokenStream> = rows.collect();
    file.next(quote!(api_error!(cases #name(#(#rows),*));));
}
