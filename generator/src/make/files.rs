//! From the API to the crate's files.

use crate::disk::{STAGING, Tree};
use crate::ground::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::api::Api;
use crate::refine;
use crate::rust::emit;
use crate::rust::name;
use crate::rust::name::Lock;
use crate::rust::plan::{self, Options, Runtime};
use crate::rust::render;

/// The files of the client of an API, as they are published.
///
/// The tree is empty when a diagnostic is an error.
pub fn output_tree(api: &Api, options: &Options) -> (Tree, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let (names, _) = name::names_and_lock(api, &options.lock);
    let mut api = api.clone();
    refine::publish(&mut api);
    let plan = plan::plan(&api, &names, options);
    let tree = tree(plan, options).unwrap_or_else(|diagnostic| {
        diagnostics.push(diagnostic);
        Tree::new()
    });
    (tree, diagnostics)
}

/// The files of a crate, or of the module inside another crate.
///
/// # Errors
/// The plan holds something that is not Rust, or a template fails: a mistake in Posthaste.
pub(super) fn tree(plan: plan::Crate, options: &Options) -> Result<Tree, Diagnostic> {
    if let Some(undeclared) = plan::undeclared_type(&plan) {
        return Err(not_rust(undeclared));
    }
    match options.inside {
        Some(_) => module_files(plan),
        None => files(plan),
    }
}

fn not_rust(message: String) -> Diagnostic {
    let help = "this is a mistake in Posthaste: please report it with the collection's item";
    Diagnostic::new(Code::NotRust, message).help(help)
}

/// The crate of an API as data, and the lock that keeps its names.
pub fn plan(api: &Api, options: &Options) -> (plan::Crate, Lock) {
    let (names, lock) = name::names_and_lock(api, &options.lock);
    (plan::plan(api, &names, options), lock)
}

/// Paths below the crate's folder, and texts.
fn source(plan: plan::Crate) -> Result<Vec<(String, String)>, Diagnostic> {
    emit::files(plan)
        .map_err(|(path, error)| not_rust(format!("{path} would not be Rust: {error}")))
}

/// The files of a client that is a module of another crate; [`module_declaration`] declares it.
fn module_files(plan: plan::Crate) -> Result<Tree, Diagnostic> {
    let mut tree = Tree::new();
    for (path, text) in source(plan)? {
        tree.insert(path.strip_prefix("src/").unwrap_or(&path), text);
    }
    Ok(tree)
}

fn files(plan: plan::Crate) -> Result<Tree, Diagnostic> {
    let failed = |error| not_rust(format!("a template failed: {error}"));
    let mut tree = Tree::new();
    for (path, text) in render::files(&plan).map_err(failed)? {
        tree.insert(path, text);
    }
    let staged = render::manifest(&plan.package, &format!("{STAGING}/")).map_err(failed)?;
    tree.set_staged_cargo_toml(staged);
    tree.set_user_folder("src/ext");
    if plan.package.runtime == Runtime::Embedded {
        for (path, text) in render::runtime::files(&plan.package.name) {
            tree.insert_text(path, text);
        }
    }
    for (path, text) in source(plan)? {
        tree.insert(path, text);
    }
    Ok(tree)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::api::Service;
    use crate::model::api::testing::{operation, origin};

    #[test]
    fn a_name_that_is_none_is_told_and_nothing_is_written() {
        let api = Api {
            services: vec![Service::new("Orders", origin())].into(),
            operations: vec![operation("GET", "/orders")],
            ..Api::default()
        };
        let (mut plan, _) = plan(&api, &Options::default());
        assert!(files(plan.clone()).is_ok());
        plan.modules[0].methods[0].name = "no name".to_owned();
        let error = files(plan).unwrap_err();
        assert_eq!(error.code, Code::NotRust);
        assert!(error.message.contains("would not be Rust"), "{error:?}");
    }
}
