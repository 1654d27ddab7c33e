//! Types: structs, open enums, enums of shapes.

use proc_macro2::TokenStream;
use quote::{ToTokens, TokenStreamExt, quote};

use crate::rust::model::{Field, Item, ItemKind, ShapeVariant, Value};

use super::tokens::{CfgTokens, DocTokens, TypeTokens, ident, text};

/// A type with what makes it readable and writable.
pub(super) struct ItemTokens<'a>(pub &'a Item);

impl ToTokens for ItemTokens<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match &self.0.kind {
            ItemKind::Record(fields) => RecordTokens(self.0, fields).to_tokens(tokens),
            ItemKind::Identifier => IdentifierTokens(self.0).to_tokens(tokens),
            ItemKind::Enum { values, numeric } => {
                EnumTokens(self.0, values, *numeric).to_tokens(tokens)
            }
            ItemKind::Union { tag, shapes } => {
                UnionTokens(self.0, tag.as_deref(), shapes).to_tokens(tokens);
            }
        }
    }
}

/// A struct.
struct RecordTokens<'a>(&'a Item, &'a [Field]);

impl ToTokens for RecordTokens<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self(item, fields) = self;
        let (docs, cfg, name) = (
            DocTokens(&item.docs),
            CfgTokens(&item.features),
            ident(&item.name),
        );
        let directions = [(item.read, quote!(read)), (item.write, quote!(write))];
        let directions = directions
            .into_iter()
            .filter(|(used, _)| *used)
            .map(|(_, word)| word);
        let fields = fields.iter().map(FieldTokens);
        tokens.append_all(quote! {
            #cfg
            record! {
                #docs
                pub struct #name: #(#directions)* { #(#fields,)* }
            }
        });
    }
}

/// A field: its name, its type, and its key where that is spelled otherwise.
struct FieldTokens<'a>(&'a Field);

impl ToTokens for FieldTokens<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let (docs, name, ty) = (
            DocTokens(&self.0.docs),
            ident(&self.0.name),
            TypeTokens(&self.0.ty, None),
        );
        let key = (self.0.name != self.0.key)
            .then(|| text(&self.0.key))
            .into_iter();
        tokens.append_all(quote!(#docs pub #name: #ty #(as #key)*));
    }
}

/// A text of its own kind.
struct IdentifierTokens<'a>(&'a Item);

impl ToTokens for IdentifierTokens<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let item = self.0;
        let (docs, cfg, name) = (
            DocTokens(&item.docs),
            CfgTokens(&item.features),
            ident(&item.name),
        );
        tokens.append_all(quote! {
            #docs
            #cfg
            #[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
            pub struct #name(String);
            #cfg
            identifier!(#name);
        });
    }
}

/// An open enum.
struct EnumTokens<'a>(&'a Item, &'a [Value], bool);

impl ToTokens for EnumTokens<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self(item, values, numeric) = self;
        let (docs, cfg, name) = (
            DocTokens(&item.docs),
            CfgTokens(&item.features),
            ident(&item.name),
        );
        let variants = values.iter().map(|value| {
            let (docs, name, text) = (
                DocTokens(&value.docs),
                ident(&value.name),
                text(&value.value),
            );
            quote!(#docs #name = #text)
        });
        let kind = numeric.then(|| quote!(: number));
        tokens.append_all(quote! {
            #cfg
            open_enum! {
                #docs
                pub enum #name #kind { #(#variants,)* }
            }
        });
    }
}

/// An enum of shapes.
struct UnionTokens<'a>(&'a Item, Option<&'a str>, &'a [ShapeVariant]);

impl ToTokens for UnionTokens<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self(item, tag, shapes) = self;
        let (docs, cfg, name) = (
            DocTokens(&item.docs),
            CfgTokens(&item.features),
            ident(&item.name),
        );
        let variants = shapes.iter().map(|shape| {
            let (docs, name, ty) = (
                DocTokens(&shape.docs),
                ident(&shape.name),
                TypeTokens(&shape.ty, None),
            );
            quote!(#docs #name(#ty))
        });
        let names = shapes.iter().map(|shape| ident(&shape.name));
        let list = match tag {
            Some(tag) => {
                let (tag, values) = (text(tag), shapes.iter().map(|shape| text(&shape.value)));
                quote!(tag #tag: #(#names = #values),*)
            }
            None => quote!(#(#names),*),
        };
        tokens.append_all(quote! {
            #docs
            #cfg
            #[derive(Debug, Clone)]
            #[non_exhaustive]
            pub enum #name {
                #(#variants,)*
                #[doc = " A value of another shape."]
                Unknown(Json),
            }
            #cfg
            union!(#name { #list });
        });
    }
}
