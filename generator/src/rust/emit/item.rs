//! Types: structs, open enums, unions, newtypes of strings.

use proc_macro2::TokenStream;
use quote::quote;

use crate::rust::plan::model::{Constant, Field, FieldRole, Item, ItemKind, ShapeVariant, Value};

use super::file::File;
use super::tokens::{cfg, docs, ident, ty};

/// Adds a type and the macro call that implements reading and writing it.
pub(super) fn item(file: &mut File, item: &Item) {
    let cfg = cfg(&item.features);
    let docs = docs(&item.docs);
    let (declaration, table) = match &item.kind {
        ItemKind::Record(fields) => record(item, fields),
        ItemKind::Identifier => newtype(item),
        ItemKind::Enum { values, numeric } => open_enum(item, values, *numeric),
        ItemKind::Union {
            tag,
            default,
            shapes,
        } => union(item, (tag.as_deref(), default.as_deref()), shapes),
    };
    file.item(quote!(#docs #cfg #declaration));
    file.next(quote!(#cfg #table));
}

fn record(item: &Item, fields: &[Field]) -> (TokenStream, TokenStream) {
    let name = ident(&item.name);
    let is_answer = item.read && !item.write;
    let non_exhaustive = is_answer.then(|| quote!(#[non_exhaustive]));
    let declared = fields.iter().map(|field| {
        let (docs, name, ty) = (docs(&field.docs), ident(&field.name), ty(&field.ty, None));
        quote!(#docs pub #name: #ty)
    });
    let rows = fields.iter().map(row);
    let words = [(item.read, "read"), (item.write, "write")];
    let words = words
        .iter()
        .filter(|(used, _)| *used)
        .map(|(_, word)| ident(word));
    (
        quote! {
            #[derive(Clone, Default, PartialEq)]
            #non_exhaustive
            pub struct #name {
                #(#declared,)*
            }
        },
        quote!(record!(#(#words)* #name(#(#rows),*));),
    )
}

/// A field in the table that implements reading and writing.
fn row(field: &Field) -> TokenStream {
    let name = ident(&field.name);
    let key = (field.name != field.key).then_some(&field.key);
    let key = key.map(|key| quote!((#key)));
    match &field.role {
        FieldRole::Plain => quote!(#name #key),
        FieldRole::Constant(constant) => {
            let constant = literal(constant);
            quote!(#name #key = #constant)
        }
        FieldRole::Read => quote!(#name #key: read),
        FieldRole::Rest => quote!(..#name),
    }
}

fn literal(constant: &Constant) -> TokenStream {
    match constant {
        Constant::Text(text) => quote!(#text),
        Constant::Integer(number) => quote!(#number),
        Constant::Boolean(truth) => quote!(#truth),
    }
}

fn newtype(item: &Item) -> (TokenStream, TokenStream) {
    let name = ident(&item.name);
    (
        quote! {
            #[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub struct #name(String);
        },
        quote!(identifier!(#name);),
    )
}

fn open_enum(item: &Item, values: &[Value], numeric: bool) -> (TokenStream, TokenStream) {
    let name = ident(&item.name);
    let variants = values.iter().map(|value| {
        let (docs, name) = (docs(&value.docs), ident(&value.name));
        quote!(#docs #name)
    });
    let rows = values.iter().map(|value| {
        let (name, value) = (ident(&value.name), &value.value);
        quote!(#name(#value))
    });
    let kind = ident(if numeric { "number" } else { "text" });
    (
        quote! {
            #[derive(Debug, Clone, PartialEq, Eq)]
            #[non_exhaustive]
            pub enum #name {
                #(#variants,)*
                /// A value that the documentation does not name.
                Unknown(String),
            }
        },
        quote!(open_enum!(#kind #name(#(#rows),*));),
    )
}

fn union(
    item: &Item,
    (tag, default): (Option<&str>, Option<&str>),
    shapes: &[ShapeVariant],
) -> (TokenStream, TokenStream) {
    let name = ident(&item.name);
    let variants = shapes.iter().map(|shape| {
        let (docs, name, ty) = (docs(&shape.docs), ident(&shape.name), ty(&shape.ty, None));
        quote!(#docs #name(#ty))
    });
    let rows = shapes.iter().map(|shape| {
        let (name, tags) = (ident(&shape.name), &shape.tags);
        let listed = shape.listed.iter().map(|(key, value)| {
            let value = value.as_ref().map(|value| quote!(= #value));
            quote!(#key #value)
        });
        match tag {
            Some(_) => quote!(#name(#(#tags)|*)),
            None if shape.listed.is_empty() => name,
            None => quote!(#name[#(#listed),*]),
        }
    });
    let default = default.map(|name| {
        let name = ident(name);
        quote!(, ..#name)
    });
    let kind = match tag {
        Some(tag) => quote!(tag #tag),
        None => quote!(untagged),
    };
    (
        quote! {
            #[derive(Debug, Clone, PartialEq)]
            #[non_exhaustive]
            pub enum #name {
                #(#variants,)*
                /// A value that fits none of the types.
                Unknown(Json),
            }
        },
        quote!(union!(#kind #name(#(#rows),* #default));),
    )
}
