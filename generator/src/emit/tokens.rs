//! The smallest pieces: names, texts, types, docs.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, TokenStreamExt, quote};

use crate::rust::TypeRef;

/// A name as an identifier; `r#type` is a raw one.
///
/// What is none becomes a word that no item can be called, so that the file is refused when it is parsed.
pub(super) fn ident(name: &str) -> Ident {
    let here = |word: &str| Ident::new(word, Span::call_site());
    syn::parse_str::<Ident>(name).unwrap_or_else(|_| match name {
        // A path's words, which stand for themselves.
        "self" | "Self" | "super" => here(name),
        _ => here("crate"),
    })
}

/// A path of modules: `crate::shop`.
pub(super) fn path(path: &str) -> TokenStream {
    let steps = path.split("::").map(ident);
    quote!(#(#steps)::*)
}

/// A name or a field of one: `params.user_id`.
pub(super) fn place(path: &str) -> TokenStream {
    let steps = path.split('.').map(ident);
    quote!(#(#steps).*)
}

/// Text as a literal.
pub(super) fn text(text: &str) -> Literal {
    Literal::string(text)
}

/// Lines of Markdown as documentation of the item that follows.
pub(super) struct DocTokens<'a>(pub &'a [String]);

impl ToTokens for DocTokens<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        if let Some(text) = doc_text(self.0) {
            tokens.append_all(quote!(#[doc = #text]));
        }
    }
}

/// Stands between the lines of documentation until all is laid out: one attribute for all of them costs the
/// parser and the formatter a fraction of one for each. No line holds it, for it is no printable character.
pub(super) const LINE_END: char = '\u{1}';

/// All lines in one.
fn doc_text(lines: &[String]) -> Option<String> {
    let mut text = String::new();
    for (at, line) in lines.iter().enumerate() {
        if at > 0 {
            text.push(LINE_END);
        }
        if !line.is_empty() {
            text.push(' ');
            match line.contains(LINE_END) {
                true => text.extend(line.chars().filter(|one| *one != LINE_END)),
                false => text.push_str(line),
            }
        }
    }
    (!lines.is_empty()).then_some(text)
}

/// Lines of Markdown as documentation of the module or crate that they stand in.
pub(super) struct InnerDocTokens<'a>(pub &'a [String]);

impl ToTokens for InnerDocTokens<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        if let Some(text) = doc_text(self.0) {
            tokens.append_all(quote!(#![doc = #text]));
        }
    }
}

/// A type.
pub(super) struct TypeTokens<'a>(
    pub &'a TypeRef,
    /** The lifetime of borrows, where it must be named. */ pub Option<&'a str>,
);

impl ToTokens for TypeTokens<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let inner = |ty| TypeTokens(ty, self.1);
        tokens.append_all(match self.0 {
            TypeRef::Bool => quote!(bool),
            TypeRef::I64 => quote!(i64),
            TypeRef::U64 => quote!(u64),
            TypeRef::F64 => quote!(f64),
            TypeRef::Str => quote!(str),
            TypeRef::String => quote!(String),
            TypeRef::Json => quote!(Json),
            TypeRef::Number => quote!(Number),
            TypeRef::File => quote!(File),
            TypeRef::Local(name) => ident(name).to_token_stream(),
            TypeRef::Shared(name) => {
                let name = ident(name);
                quote!(types::#name)
            }
            TypeRef::Reference(ty) => {
                let ty = inner(ty);
                match self.1 {
                    Some(name) => {
                        let lifetime = syn::Lifetime::new(name, Span::call_site());
                        quote!(&#lifetime #ty)
                    }
                    None => quote!(&#ty),
                }
            }
            TypeRef::Slice(ty) => {
                let ty = inner(ty);
                quote!([#ty])
            }
            TypeRef::Vec(ty) => {
                let ty = inner(ty);
                quote!(Vec<#ty>)
            }
            TypeRef::Option(ty) => {
                let ty = inner(ty);
                quote!(Option<#ty>)
            }
            TypeRef::Nullable(ty) => {
                let ty = inner(ty);
                quote!(Nullable<#ty>)
            }
            TypeRef::Box(ty) => {
                let ty = inner(ty);
                quote!(Box<#ty>)
            }
            TypeRef::Map(ty) => {
                let ty = inner(ty);
                quote!(BTreeMap<String, #ty>)
            }
        });
    }
}

/// The condition under which one of some features is on; nothing where there are none.
pub(super) struct CfgTokens<'a>(pub &'a [String]);

impl ToTokens for CfgTokens<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self.0 {
            [] => {}
            [feature] => tokens.append_all(quote!(#[cfg(feature = #feature)])),
            features => tokens.append_all(quote!(#[cfg(any(#(feature = #features),*))])),
        }
    }
}
