//! Constants that describe operations.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::rust::plan::model::{PageStyle, Pagination, Row, SchemeUse};

use super::tokens::ident;

/// The constant of an operation.
pub(super) fn operation(constant: &str, row: &Row) -> TokenStream {
    let (name, method, path) = (ident(constant), &row.method, &row.path);
    let rows = setters(row);
    quote!(operation!(static #name(#method, #path #(, #rows)*));)
}

/// The calls of the setters of the runtime's `Operation`.
fn setters(row: &Row) -> Vec<TokenStream> {
    let mut calls = Vec::new();
    let mut add = |used: bool, call: TokenStream| calls.extend(used.then_some(call));
    let name = &row.name;
    add(!name.is_empty(), quote!(name(#name)));
    let needing: Vec<&Vec<SchemeUse>> = row.secured.iter().filter(|way| !way.is_empty()).collect();
    let indices = |way: &[SchemeUse]| {
        let indices = way.iter();
        let indices = indices.map(|needed| Literal::usize_unsuffixed(needed.scheme));
        quote!(#(#indices),*)
    };
    match needing.as_slice() {
        [] => {}
        // The runtime has a list of only this index.
        [way] if matches!(way.as_slice(), [only] if only.scheme < 16) => {
            let index = indices(way);
            add(true, quote!(secured(#index)));
        }
        ways => {
            let ways = ways.iter().map(|way| indices(way));
            add(true, quote!(secured_by(#([#ways]),*)));
        }
    }
    add(row.secured.iter().any(Vec::is_empty), quote!(anonymous));
    let server = Literal::usize_unsuffixed(row.server);
    add(row.server > 0, quote!(server(#server)));
    let statuses = row
        .success
        .iter()
        .map(|status| Literal::u16_unsuffixed(*status));
    add(!row.success.is_empty(), quote!(success(#(#statuses),*)));
    for (setter, pairs) in [("headers", &row.headers), ("query", &row.query)] {
        let setter = ident(setter);
        let values = pairs.iter().map(|(name, value)| quote!((#name, #value)));
        add(!pairs.is_empty(), quote!(#setter(#(#values),*)));
    }
    add(row.strict_query, quote!(strict_query));
    let lists = [
        ("scopes", &row.scopes),
        ("granular_scopes", &row.granular_scopes),
        ("prerequisites", &row.prerequisites),
    ];
    for (setter, texts) in lists {
        let setter = ident(setter);
        add(!texts.is_empty(), quote!(#setter(#(#texts),*)));
    }
    let label = &row.rate_label;
    add(label.is_some(), quote!(rate_label(#label)));
    add(row.deprecated, quote!(deprecated));
    let idempotent = row.idempotent;
    add(idempotent.is_some(), quote!(idempotent(#idempotent)));
    let paging = row.paging.as_ref().map(paging);
    add(paging.is_some(), quote!(paged(#paging)));
    calls
}

/// The pagination of an operation.
fn paging(pagination: &Pagination) -> TokenStream {
    let style = style(&pagination.style);
    let in_body = pagination.in_body.then(|| quote!(.in_body()));
    let items = Some(path(&pagination.items)).filter(|items| !items.is_empty());
    let paths = [
        ("items", items),
        ("pages", pagination.pages.as_deref().map(path)),
        ("total", pagination.total.as_deref().map(path)),
    ];
    let paths = paths.into_iter().filter_map(|(setter, path)| {
        let (setter, path) = (ident(setter), path?);
        Some(quote!(.#setter(#path)))
    });
    quote!(Paging::#style #in_body #(#paths)*)
}

fn style(style: &PageStyle) -> TokenStream {
    match style {
        PageStyle::Token { parameter, field } => {
            let field = path(field);
            quote!(token(#parameter, #field))
        }
        PageStyle::Page { parameter, first } => {
            let first = Literal::u64_unsuffixed(*first);
            quote!(number(#parameter, #first))
        }
        PageStyle::Offset { parameter } => quote!(offset(#parameter)),
        PageStyle::Link { field } if field.is_empty() => quote!(link_header()),
        PageStyle::Link { field } => {
            let field = path(field);
            quote!(link(#field))
        }
    }
}

/// The runtime's form of a path of keys.
fn path(keys: &[String]) -> String {
    keys.join("/")
}
