//! The files of a crate, and the order of the items in each.

use proc_macro2::TokenStream;
use quote::quote;

use crate::rust::plan::Crate;
use crate::rust::plan::model::{Item, Module};

use super::call::{call, method};
use super::client::client;
use super::error::error;
use super::file::File;
use super::grant::grants;
use super::header::headers;
use super::imports::Imports;
use super::item::item;
use super::operation::operation;
use super::root::root;
use super::server::servers;
use super::tokens::{docs, ident, inner_docs, path};

/// The longest file, in lines; a longer module becomes a folder.
const LINES: usize = 4000;

/// A file's path below the crate's folder, and its text.
type Written = (String, String);

/// The path of a file that would not be valid Rust, and the reason.
type Failed = (String, String);

/// The crate's source files: path below the crate's folder, and text. Each part of the plan is freed once it is written, so that
/// plan and text are never both in memory as a whole.
///
/// # Errors
/// The path of a file that would not be Rust, and the error of the parser; no input should produce one.
pub fn files(mut crate_: Crate) -> Result<Vec<Written>, Failed> {
    let mut files = vec![
        written("src/lib.rs", root(&crate_))?,
        written("src/client.rs", client(&crate_))?,
    ];
    if !crate_.grants.is_empty() {
        files.push(written("src/oauth2.rs", grants(&crate_.grants))?);
    }
    if !crate_.servers.is_empty() {
        files.push(written("src/server_urls.rs", servers(&crate_.servers))?);
    }
    if let Some(codes) = crate_.codes.take() {
        files.push(written("src/error_code.rs", error_codes(&codes))?);
    }
    if !crate_.headers.is_empty() {
        let headers = headers(&crate_.headers, &crate_.root);
        files.push(written("src/headers.rs", headers)?);
    }
    if !crate_.shared.is_empty() {
        files.push(written("src/types.rs", shared(&crate_))?);
        crate_.shared.clear();
    }
    for module in std::mem::take(&mut crate_.modules) {
        files.extend(of_module(&module, &crate_.root)?);
    }
    Ok(files)
}

fn written(path: impl Into<String>, file: File) -> Result<Written, Failed> {
    match file.done() {
        Ok(text) => Ok((path.into(), text)),
        Err(error) => Err((path.into(), error)),
    }
}

/// The file of a module, or the files of its folder where one file would be too long. The text of methods and types is written
/// once and then put into either.
fn of_module(module: &Module, root: &str) -> Result<Vec<Written>, Failed> {
    let name = &module.name;
    let mut file = File::new(inner_docs(&module.docs));
    Imports::of(&module.methods, &module.items).write(&mut file, root);
    aliases(&mut file, module, root);
    let calls = file.len();
    handle(&mut file, module, root);
    let types = file.len();
    module
        .items
        .iter()
        .for_each(|declared| item(&mut file, declared));
    let whole = written(format!("src/{name}.rs"), file)?;
    if whole.1.lines().count() <= LINES || module.items.is_empty() {
        return Ok(vec![whole]);
    }
    let (calls, types) = (&whole.1[calls..types], &whole.1[types..]);
    let mut call_file = calls_head(module, root);
    call_file.copy(calls);
    let mut type_file = types_head(module, root);
    type_file.copy(types);
    Ok(vec![
        written(format!("src/{name}/mod.rs"), call_file)?,
        written(format!("src/{name}/models.rs"), type_file)?,
    ])
}

/// The start of a module's file with methods, whose types are in another file.
fn calls_head(module: &Module, root: &str) -> File {
    let mut file = File::new(inner_docs(&module.docs));
    file.item(quote!(
        mod models;
    ));
    Imports::of(&module.methods, &[]).write(&mut file, root);
    let mut names: Vec<&str> = module.items.iter().map(|item| item.name.as_str()).collect();
    names.sort_unstable();
    let names = names.into_iter().map(ident);
    file.item(quote!(pub use models::{#(#names),*};));
    aliases(&mut file, module, root);
    file
}

/// The start of a file with a module's types.
fn types_head(module: &Module, root: &str) -> File {
    let handle = &module.handle;
    let mut file = File::new(inner_docs(&[format!(
        "Types of [`{handle}`](super::{handle})."
    )]));
    Imports::of(&[], &module.items).write(&mut file, root);
    file
}

/// Re-exports of shared types under the names that they had in this module in an earlier run.
fn aliases(file: &mut File, module: &Module, root: &str) {
    if module.aliases.is_empty() {
        return;
    }
    let root = path(root);
    let names = module.aliases.iter().map(|(shared, alias)| {
        let (name, other) = (ident(shared), ident(alias));
        match shared == alias {
            true => name,
            false => quote!(#name as #other),
        }
    });
    file.item(quote!(pub use #root::types::{#(#names),*};));
}

/// The enum of all error codes.
fn error_codes(codes: &Item) -> File {
    let mut file = File::new(inner_docs(&["The service's error codes."]));
    file.item(quote!(
        use posthaste_runtime::open_enum;
    ));
    item(&mut file, codes);
    file
}

/// The types that several modules use.
fn shared(crate_: &Crate) -> File {
    let docs = inner_docs(&["Types that the operations of several modules use."]);
    let mut file = File::new(quote! {
        #docs
        #![allow(unused_imports, reason = "what is needed depends on the features")]
    });
    Imports::of(&[], &crate_.shared).write(&mut file, &crate_.root);
    crate_
        .shared
        .iter()
        .for_each(|declared| item(&mut file, declared));
    file
}

/// The type with the module's methods, the methods, and the items of each.
fn handle(file: &mut File, module: &Module, root: &str) {
    let about = format!(
        "The operations of this module, which [`Client::{0}`]({root}::Client::{0}) returns.",
        module.name.trim_start_matches("r#")
    );
    let (about, name) = (docs(&[about]), ident(&module.handle));
    file.item(quote! {
        #about
        #[derive(Debug, Clone, Copy)]
        pub struct #name<'c> {
            client: &'c Client,
        }
    });
    let methods: Vec<TokenStream> = module.methods.iter().map(method).collect();
    file.item(quote! {
        impl<'c> #name<'c> {
            pub(crate) fn new(client: &'c Client) -> Self {
                Self { client }
            }
            #(#methods)*
        }
    });
    for (index, method) in module.methods.iter().enumerate() {
        let operation = operation(&method.constant, &method.row);
        match index {
            0 => file.item(operation),
            _ => file.next(operation),
        }
    }
    for method in &module.methods {
        call(file, method, &module.handle);
        error(file, &method.error);
    }
}
