//! From the API to the crate's files.

use crate::api::Api;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::output::Tree;
use crate::rust::{self, Options, Runtime};
use crate::{emit, name, render};

/// The files of the client of an API.
///
/// The tree is empty when a diagnostic is an error.
pub fn output_tree(api: &Api, options: &Options) -> (Tree, Diagnostics) {
    let plan = plan(api, options);
    let mut diagnostics = Diagnostics::new();
    match files(&plan) {
        Ok(tree) => (tree, diagnostics),
        Err(message) => {
            diagnostics.push(Diagnostic::new(Code::NotRust, message).help(
                "this is a mistake in Posthaste: please report it with the collection's item",
            ));
            (Tree::new(), diagnostics)
        }
    }
}

/// The crate of an API as its callers meet it, before it is written.
pub fn plan(api: &Api, options: &Options) -> rust::Crate {
    rust::plan(api, &name::names(api), options)
}

fn files(plan: &rust::Crate) -> Result<Tree, String> {
    let mut tree = Tree::new();
    let source =
        emit::files(plan).map_err(|(path, error)| format!("{path} would not be Rust: {error}"))?;
    for (path, text) in source {
        tree.insert(path, text);
    }
    for (path, text) in
        render::files(plan).map_err(|error| format!("a template failed: {error}"))?
    {
        tree.insert(path, text);
    }
    if plan.package.runtime == Runtime::Embedded {
        for (path, text) in render::runtime::files(&plan.package.name) {
            tree.insert(path, text);
        }
    }
    Ok(tree)
}
