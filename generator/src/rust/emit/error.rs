//! Error enums.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::rust::plan::TypeRef;
use crate::rust::plan::model::{ErrorEnum, Status};

use super::file::File;
use super::tokens::{docs, ident, ty};

/// Adds the error enum of an operation, and its table of statuses and codes.
pub(super) fn error(file: &mut File, error: &ErrorEnum) {
    let (about, name) = (docs(&error.docs), ident(&error.name));
    let variants = error.variants.iter().map(|variant| {
        let (docs, name) = (docs(&variant.docs), ident(&variant.name));
        let response = response(variant.body.as_ref());
        quote!(#docs #name(#response))
    });
    let (other_docs, other) = (docs(&error.other_docs), response(error.other_body.as_ref()));
    file.item(quote! {
        #about
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            #other_docs
            Other(#other),
        }
    });
    let rows = error.variants.iter().map(|variant| {
        let (name, statuses) = (ident(&variant.name), statuses(variant.status));
        let (code, body) = (variant.code.iter(), body(variant.body.as_ref()));
        quote!(#name(#statuses #(, #code)*) #body)
    });
    let rows: Vec<TokenStream> = rows.collect();
    let other = body(error.other_body.as_ref()).map(|body| quote!(; other #body));
    file.next(quote!(api_error!(cases #name(#(#rows),*) #other);));
}

/// The type of the response in a variant.
fn response(body: Option<&TypeRef>) -> TokenStream {
    match body.map(|body| ty(body, None)) {
        Some(body) => quote!(TypedErrorResponse<#body>),
        None => quote!(ErrorResponse),
    }
}

/// The type of the body in the table.
fn body(body: Option<&TypeRef>) -> Option<TokenStream> {
    let body = ty(body?, None);
    Some(quote!(as #body))
}

/// The status or the range in the table.
pub(super) fn statuses(status: Status) -> TokenStream {
    let (first, last) = match status {
        Status::Code(code) => {
            let code = Literal::u16_unsuffixed(code);
            return quote!(#code);
        }
        Status::Range(hundred) => (hundred * 100, hundred * 100 + 99),
        Status::Default => (100, 599),
    };
    let (first, last) = (
        Literal::u16_unsuffixed(first),
        Literal::u16_unsuffixed(last),
    );
    quote!(#first to #last)
}
