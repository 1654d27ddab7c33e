//! The files of a crate, and the order of the items in each.

use crate::rust::plan::Crate;
use crate::rust::plan::model::{Item, Module};

use super::client::{client, root};
use super::error::error;
use super::grant::grants;
use super::imports::Imports;
use super::item::item;
use super::method::{method, parts};
use super::page::{Kind, Page};
use super::row::row;
use super::scope::{aliases, imports};
use super::server::servers;

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
/// The path of a file with an invalid identifier, and the identifier; no input should produce one.
pub fn files(mut crate_: Crate) -> Result<Vec<Written>, Failed> {
    let mut files = vec![
        written("src/lib.rs", |page| root(page, &crate_))?,
        written("src/client.rs", |page| client(page, &crate_))?,
    ];
    if !crate_.grants.is_empty() {
        files.push(written("src/oauth2.rs", |page| {
            grants(page, &crate_.grants)
        })?);
    }
    if !crate_.servers.is_empty() {
        files.push(written("src/servers.rs", |page| {
            servers(page, &crate_.servers)
        })?);
    }
    if let Some(codes) = crate_.codes.take() {
        files.push(written("src/error_code.rs", |page| {
            error_codes(page, &codes)
        })?);
    }
    if !crate_.shared.is_empty() {
        files.push(written("src/types.rs", |page| shared(page, &crate_))?);
        crate_.shared.clear();
    }
    for module in std::mem::take(&mut crate_.modules) {
        files.extend(of_module(&module, &crate_.root)?);
    }
    Ok(files)
}

fn written(path: impl Into<String>, write: impl FnOnce(&mut Page)) -> Result<Written, Failed> {
    let mut page = Page::new();
    write(&mut page);
    match page.done() {
        Ok(text) => Ok((path.into(), text)),
        Err(why) => Err((path.into(), why)),
    }
}

/// The file of a module, or the files of its folder where one file would be too long. The text of methods and types is written
/// once and then put into either.
fn of_module(module: &Module, root: &str) -> Result<Vec<Written>, Failed> {
    let name = &module.name;
    let (mut calls, mut types) = (0, 0);
    let whole = written(format!("src/{name}.rs"), |page| {
        head(page, module, root);
        calls = page.len();
        handle(page, module);
        types = page.len();
        module
            .items
            .iter()
            .for_each(|declared| item(page, declared));
    })?;
    if lines(&whole.1) <= LINES || module.items.is_empty() {
        return Ok(vec![whole]);
    }
    let text = whole.1;
    Ok(vec![
        written(format!("src/{name}/mod.rs"), |page| {
            calls_head(page, module, root);
            page.copy(&text[calls..types]);
        })?,
        written(format!("src/{name}/models.rs"), |page| {
            models_head(page, module, root);
            page.copy(&text[types..]);
        })?,
    ])
}

/// The number of lines, counted in pieces of at most 255 bytes so that a byte can hold the count of each.
fn lines(text: &str) -> usize {
    let ends = |piece: &[u8]| {
        piece
            .iter()
            .map(|byte| u8::from(*byte == b'\n'))
            .sum::<u8>()
    };
    text.as_bytes()
        .chunks(255)
        .map(|piece| usize::from(ends(piece)))
        .sum()
}

/// The start of a module's file with methods and types.
fn head(page: &mut Page, module: &Module, root: &str) {
    page.inner_docs(&module.docs);
    imports(page, &Imports::of(&module.methods, &module.items), root);
    aliases(page, &module.aliases, root);
}

/// The start of a module's file with methods, whose types are in another file.
fn calls_head(page: &mut Page, module: &Module, root: &str) {
    page.inner_docs(&module.docs);
    page.item(Kind::Module);
    page.line("mod models;");
    imports(page, &Imports::of(&module.methods, &[]), root);
    aliases(page, &module.aliases, root);
    let names = module.items.iter().map(|item| item.name.as_str());
    page.uses("pub use models", names);
}

/// The start of a file with a module's types.
fn models_head(page: &mut Page, module: &Module, root: &str) {
    let handle = &module.handle;
    page.inner_docs(&[format!("Types of [`{handle}`](super::{handle}).")]);
    imports(page, &Imports::of(&[], &module.items), root);
}

/// The enum of all error codes.
fn error_codes(page: &mut Page, codes: &Item) {
    page.inner_docs(&["The service's error codes."]);
    page.uses("use posthaste_runtime", ["open_enum"]);
    item(page, codes);
}

/// The types that several modules use.
fn shared(page: &mut Page, crate_: &Crate) {
    page.inner_docs(&["Types that the operations of several modules use."]);
    page.line("#![allow(unused_imports, reason = \"what is needed depends on the features\")]");
    imports(page, &Imports::of(&[], &crate_.shared), &crate_.root);
    crate_
        .shared
        .iter()
        .for_each(|declared| item(page, declared));
}

/// The type with the module's methods, the methods, and the items of each.
fn handle(page: &mut Page, module: &Module) {
    page.item(Kind::Type);
    page.docs(&[&module.summary]);
    page.line("#[derive(Debug, Clone, Copy)]");
    page.begin();
    page.put("pub struct ");
    page.name(&module.handle);
    page.generic("'c");
    page.put(" {");
    page.end();
    page.inside(|page| page.line("client: &'c Client,"));
    page.line("}");
    page.item(Kind::Impl);
    page.begin();
    page.put("impl<'c> ");
    page.name(&module.handle);
    page.generic("'c");
    page.put(" {");
    page.end();
    page.inside(|page| methods(page, module));
    page.line("}");
    for method in &module.methods {
        row(page, &method.constant, &method.row);
    }
    for method in &module.methods {
        parts(page, method, &module.handle);
        error(page, &method.error);
    }
}

fn methods(page: &mut Page, module: &Module) {
    page.line("pub(crate) fn new(client: &'c Client) -> Self {");
    page.inside(|page| page.line("Self { client }"));
    page.line("}");
    for planned in &module.methods {
        page.blank();
        method(page, planned);
    }
}
