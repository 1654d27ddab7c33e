//! Error enums.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, TokenStreamExt, quote};

use crate::rust::model::{ErrorEnum, ErrorVariant};

use super::tokens::{DocTokens, ident, text};

/// An operation's error enum.
pub(super) struct ErrorTokens<'a>(pub &'a ErrorEnum);

impl ToTokens for ErrorTokens<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let ErrorEnum {
            docs,
            name,
            variants,
        } = self.0;
        let (docs, name) = (DocTokens(docs), ident(name));
        let cases = variants.iter().map(CaseTokens);
        tokens.append_all(quote! {
            api_error! {
                #docs
                pub enum #name { #(#cases),* }
            }
        });
    }
}

/// Which status and code a variant stands for.
struct CaseTokens<'a>(&'a ErrorVariant);

impl ToTokens for CaseTokens<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let (name, status) = (ident(&self.0.name), Literal::u16_unsuffixed(self.0.status));
        let code = self.0.code.as_deref().map(text).into_iter();
        let docs = DocTokens(&self.0.docs);
        tokens.append_all(quote!(#docs #name = (#status #(, #code)*)));
    }
}
