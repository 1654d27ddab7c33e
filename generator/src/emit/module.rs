//! Files: what stands in which, and in which order.

use proc_macro2::TokenStream;
use quote::{ToTokens, TokenStreamExt, quote};

use crate::rust::model::{Item, Method, Module};
use crate::rust::{Crate, Imports};

use super::client::{ClientTokens, RootTokens, ServersTokens};
use super::error::ErrorTokens;
use super::format::{self, Laid};
use super::grant::GrantsTokens;
use super::item::ItemTokens;
use super::method::{BuilderTokens, MethodTokens, ParamsTokens, RowTokens};
use super::parallel::each;
use super::tokens::{InnerDocTokens, ident, path};

/// The longest file, in lines; a longer module becomes a folder.
const LINES: usize = 4000;

/// A file's path below the crate's folder, and its text.
type Written = (String, String);

/// Why a file's tokens are no Rust, with its path.
type Failed = (String, syn::Error);

/// The crate's source files: path below the crate's folder, and text.
///
/// # Errors
/// What the parser says when the tokens are no Rust, with the file's path; no API should be able to bring
/// that about.
pub fn files(crate_: &Crate) -> Result<Vec<(String, String)>, (String, syn::Error)> {
    let mut parts = vec![Part::Root, Part::Client];
    if !crate_.grants.is_empty() {
        parts.push(Part::Grants);
    }
    if !crate_.servers.is_empty() {
        parts.push(Part::Servers);
    }
    if let Some(codes) = &crate_.codes {
        parts.push(Part::Codes(codes));
    }
    if !crate_.shared.is_empty() {
        parts.push(Part::Shared);
    }
    parts.extend(crate_.modules.iter().map(Part::Module));
    let mut files = Vec::new();
    for written in each(&parts, |part| part.files(crate_)) {
        files.extend(written?);
    }
    Ok(files)
}

/// A part of the crate that is written apart from the others.
enum Part<'a> {
    Root,
    Client,
    Grants,
    Servers,
    Codes(&'a Item),
    Shared,
    Module(&'a Module),
}

impl Part<'_> {
    fn files(&self, crate_: &Crate) -> Result<Vec<Written>, Failed> {
        let one = |path: &str, tokens: TokenStream| Ok(vec![at(path.to_owned(), tokens)?]);
        match self {
            Self::Root => one("src/lib.rs", RootTokens(crate_).to_token_stream()),
            Self::Client => one("src/client.rs", ClientTokens(crate_).to_token_stream()),
            Self::Grants => {
                let tokens = GrantsTokens(&crate_.grants).to_token_stream();
                one("src/oauth2.rs", tokens)
            }
            Self::Codes(codes) => one("src/error_code.rs", CodesTokens(codes).to_token_stream()),
            Self::Servers => {
                let tokens = ServersTokens(&crate_.servers).to_token_stream();
                one("src/servers.rs", tokens)
            }
            Self::Shared => one("src/types.rs", SharedTokens(crate_).to_token_stream()),
            Self::Module(module) => of_module(module, &crate_.root),
        }
    }
}

fn at(path: String, tokens: TokenStream) -> Result<Written, Failed> {
    let laid = laid(&path, tokens)?;
    Ok((path, format::file(&[&laid])))
}

fn laid(path: &str, tokens: TokenStream) -> Result<Laid, Failed> {
    Laid::of(tokens).map_err(|error| (path.to_owned(), error))
}

/// A module's file, or its folder where one file would be too long. Handle and types are laid out once,
/// wherever they come to stand.
fn of_module(module: &Module, root: &str) -> Result<Vec<Written>, Failed> {
    let name = &module.name;
    let path = format!("src/{name}.rs");
    let types = module.items.iter().map(ItemTokens);
    let handle = laid(&path, HandleTokens(module).to_token_stream())?;
    let types = laid(&path, quote!(#(#types)*))?;
    let head = laid(&path, HeadTokens(module, root).to_token_stream())?;
    let whole = format::file(&[&head, &handle, &types]);
    if whole.lines().count() <= LINES || module.items.is_empty() {
        return Ok(vec![(path, whole)]);
    }
    let (calls, models) = (
        format!("src/{name}/mod.rs"),
        format!("src/{name}/models.rs"),
    );
    let head = laid(&calls, CallsHeadTokens(module, root).to_token_stream())?;
    let types_head = laid(&models, ModelsHeadTokens(module, root).to_token_stream())?;
    Ok(vec![
        (calls, format::file(&[&head, &handle])),
        (models, format::file(&[&types_head, &types])),
    ])
}

/// What stands before a module's handle and types.
struct HeadTokens<'a>(&'a Module, &'a str);

impl ToTokens for HeadTokens<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let (docs, imports) = (
            InnerDocTokens(&self.0.docs),
            ImportTokens(&self.0.imports, self.1),
        );
        let aliases = AliasTokens(&self.0.aliases, self.1);
        tokens.append_all(quote!(#docs #imports #aliases));
    }
}

/// What stands before a module's handle, its types standing beside.
struct CallsHeadTokens<'a>(&'a Module, &'a str);

impl ToTokens for CallsHeadTokens<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let (docs, imports) = (
            InnerDocTokens(&self.0.docs),
            ImportTokens(&self.0.call_imports, self.1),
        );
        let names = self.0.items.iter().map(|item| ident(&item.name));
        let aliases = AliasTokens(&self.0.aliases, self.1);
        tokens
            .append_all(quote!(#docs mod models; #imports #aliases pub use models::{#(#names),*};));
    }
}

/// Shared types under the names that they had in this module.
struct AliasTokens<'a>(&'a [(String, String)], &'a str);

impl ToTokens for AliasTokens<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let names = self.0.iter().map(|(shared, alias)| {
            let (name, as_) = (ident(shared), ident(alias));
            match shared == alias {
                true => quote!(#name),
                false => quote!(#name as #as_),
            }
        });
        let root = path(self.1);
        match self.0 {
            [] => {}
            [_] => tokens.append_all(quote!(#(pub use #root::types::#names;)*)),
            _ => tokens.append_all(quote!(pub use #root::types::{#(#names),*};)),
        }
    }
}

/// What stands before a module's types in a file of their own.
struct ModelsHeadTokens<'a>(&'a Module, &'a str);

impl ToTokens for ModelsHeadTokens<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let docs = [format!(
            "Types of [`{}`](super::{}).",
            self.0.handle, self.0.handle
        )];
        let (docs, imports) = (
            InnerDocTokens(&docs),
            ImportTokens(&self.0.item_imports, self.1),
        );
        tokens.append_all(quote!(#docs #imports));
    }
}

/// The enum of all error codes.
struct CodesTokens<'a>(&'a Item);

impl ToTokens for CodesTokens<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let item = ItemTokens(self.0);
        tokens.append_all(quote! {
            #![doc = " The service's error codes."]

            use posthaste_runtime::open_enum;

            #item
        });
    }
}

/// The types that several modules use.
struct SharedTokens<'a>(&'a Crate);

impl ToTokens for SharedTokens<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let imports = ImportTokens(&self.0.shared_imports, &self.0.root);
        let items = self.0.shared.iter().map(|item: &Item| ItemTokens(item));
        tokens.append_all(quote! {
            #![doc = " Types that the operations of several modules use."]
            #![allow(unused_imports, reason = "what is needed depends on the features")]
            #imports
            #(#items)*
        });
    }
}

/// What a module brings into scope.
struct ImportTokens<'a>(&'a Imports, &'a str);

impl ToTokens for ImportTokens<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        if self.0.map {
            tokens.append_all(quote!(
                use std::collections::BTreeMap;
            ));
        }
        if self.0.bytes {
            tokens.append_all(quote!(
                use posthaste_runtime::bytes::Bytes;
            ));
        }
        let names = self.0.runtime.iter().map(|name| ident(name));
        match self.0.runtime.len() {
            0 => {}
            1 => tokens.append_all(quote!(#(use posthaste_runtime::#names;)*)),
            _ => tokens.append_all(quote!(use posthaste_runtime::{#(#names),*};)),
        }
        if self.0.shared {
            let root = path(self.1);
            tokens.append_all(quote!(
                use #root::types;
            ));
        }
    }
}

/// The handle, its methods, and what belongs to each.
struct HandleTokens<'a>(&'a Module);

impl ToTokens for HandleTokens<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Module {
            handle,
            summary,
            methods,
            ..
        } = self.0;
        let (name, summary) = (ident(handle), format!(" {summary}"));
        let functions = methods.iter().map(MethodTokens);
        let rows = methods
            .iter()
            .map(|method| RowTokens(&method.constant, &method.row));
        let parts = methods.iter().map(|method| PartsTokens(method, handle));
        tokens.append_all(quote! {
            #[doc = #summary]
            #[derive(Debug, Clone, Copy)]
            pub struct #name<'c> { client: &'c Client }

            impl<'c> #name<'c> {
                pub(crate) fn new(client: &'c Client) -> Self { Self { client } }

                #(#functions)*
            }

            #(#rows)*

            #(#parts)*
        });
    }
}

/// A call's params struct, builder and error enum.
struct PartsTokens<'a>(&'a Method, &'a str);

impl ToTokens for PartsTokens<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self(method, handle) = self;
        if method.params.is_some() {
            ParamsTokens(method, handle).to_tokens(tokens);
        }
        if let Some(builder) = &method.builder {
            BuilderTokens(method, builder, handle).to_tokens(tokens);
        }
        ErrorTokens(&method.error).to_tokens(tokens);
    }
}
