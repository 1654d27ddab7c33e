//! Tokens that several kinds of items have: identifiers, doc comments, `cfg` attributes, types.

use proc_macro2::{Ident, Punct, Spacing, Span, TokenStream};
use quote::{ToTokens, quote};

use crate::rust::plan::TypeRef;

/// An identifier. An invalid one becomes a token that no Rust parser accepts, so that the file is refused.
pub(super) fn ident(name: &str) -> TokenStream {
    match name.strip_prefix("r#") {
        Some(keyword) if is_word(keyword) => {
            Ident::new_raw(keyword, Span::call_site()).into_token_stream()
        }
        None if is_word(name) && syn::parse_str::<Ident>(name).is_ok() => {
            Ident::new(name, Span::call_site()).into_token_stream()
        }
        _ => Punct::new('#', Spacing::Alone).into_token_stream(),
    }
}

/// Whether a text has the form of an identifier or keyword (Rust Reference, "Identifiers").
fn is_word(text: &str) -> bool {
    let mut letters = text.chars();
    let first = letters
        .next()
        .is_some_and(|letter| letter == '_' || letter.is_alphabetic());
    first && text != "_" && letters.all(|letter| letter == '_' || letter.is_alphanumeric())
}

/// A path: `crate::shop`.
pub(super) fn path(text: &str) -> TokenStream {
    let steps = text.split("::").map(|step| match step {
        "crate" => quote!(crate),
        step => ident(step),
    });
    quote!(#(#steps)::*)
}

/// A doc comment of these lines.
pub(super) fn docs(lines: &[impl AsRef<str>]) -> TokenStream {
    let lines = lines.iter().map(|line| doc_line(line.as_ref()));
    quote!(#(#[doc = #lines])*)
}

/// An inner doc comment of these lines: of a module or of the crate.
pub(super) fn inner_docs(lines: &[impl AsRef<str>]) -> TokenStream {
    let lines = lines.iter().map(|line| doc_line(line.as_ref()));
    quote!(#(#![doc = #lines])*)
}

/// The text of a doc attribute. A line break would end a line comment.
fn doc_line(line: &str) -> String {
    match line.trim_end() {
        "" => String::new(),
        line => format!(" {}", line.replace(['\n', '\r'], " ")),
    }
}

/// A `cfg` attribute for any of these features; nothing where there are none.
pub(super) fn cfg(features: &[String]) -> TokenStream {
    match features {
        [] => quote!(),
        [feature] => quote!(#[cfg(feature = #feature)]),
        features => quote!(#[cfg(any(#(feature = #features),*))]),
    }
}

/// A type. References have the lifetime, where there is one.
pub(super) fn ty(ty: &TypeRef, lifetime: Option<&TokenStream>) -> TokenStream {
    let inside = |inner: &TypeRef| self::ty(inner, lifetime);
    match ty {
        TypeRef::Bool => quote!(bool),
        TypeRef::I64 => quote!(i64),
        TypeRef::U64 => quote!(u64),
        TypeRef::F64 => quote!(f64),
        TypeRef::Str => quote!(str),
        TypeRef::String => quote!(String),
        TypeRef::Json => quote!(Json),
        TypeRef::Number => quote!(Number),
        TypeRef::File => quote!(File),
        TypeRef::Value(value) => ident(value.name()),
        TypeRef::Into(value) => {
            let value = ident(value.name());
            quote!(impl Into<#value>)
        }
        TypeRef::Local(name) => ident(name),
        TypeRef::Shared(name) => {
            let name = ident(name);
            quote!(types::#name)
        }
        TypeRef::Reference(inner) => {
            let inner = inside(inner);
            quote!(&#lifetime #inner)
        }
        TypeRef::Slice(inner) => {
            let inner = inside(inner);
            quote!([#inner])
        }
        TypeRef::Vec(inner) => generic(quote!(Vec), inside(inner)),
        TypeRef::Option(inner) => generic(quote!(Option), inside(inner)),
        TypeRef::Nullable(inner) => generic(quote!(Nullable), inside(inner)),
        TypeRef::Box(inner) => generic(quote!(Box), inside(inner)),
        TypeRef::Inferred(inner) => generic(quote!(Inferred), inside(inner)),
        TypeRef::Map(inner) => {
            let inner = inside(inner);
            quote!(BTreeMap<String, #inner>)
        }
    }
}

fn generic(name: TokenStream, argument: TokenStream) -> TokenStream {
    quote!(#name<#argument>)
}
