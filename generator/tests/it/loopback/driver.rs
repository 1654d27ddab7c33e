//! From a collection to its client and to the code that calls each of its operations once.

use std::fmt::Write as _;

use camino::Utf8PathBuf;
use posthaste::disk::Tree;
use posthaste::front::postman::resolve::items;
use posthaste::ground::index::Id;
use posthaste::make::Inputs;
use posthaste::make::output_tree;
use posthaste::model::api::{Api, OperationId};
use posthaste::read::config;
use posthaste::rust::name;
use posthaste::rust::plan::{self, Example, Examples, Options, Runtime};

use super::cases::Case;
use super::scratch::{Driven, Made};

/// A generated client.
pub(crate) struct Client {
    pub(crate) case: Case,
    /// How many items the collection has.
    pub(crate) items: usize,
    pub(crate) operations: Vec<Operation>,
    /// The crate's files.
    pub(crate) tree: Tree,
    /// The module of the driver that calls it.
    pub(crate) driver: String,
}

/// An operation of it.
pub(crate) struct Operation {
    pub(crate) label: String,
    /// The place among all items of the one that it comes from.
    pub(crate) item: usize,
}

impl Client {
    pub(crate) fn driven(&self) -> Driven<'_> {
        Driven {
            case: &self.case.name,
            made: Made::Tree(&self.tree),
            module: &self.driver,
        }
    }

    pub(crate) fn new(case: Case) -> Self {
        let input = Utf8PathBuf::from_path_buf(case.input.clone()).expect("UTF-8");
        let client = config::Client {
            inputs: vec![input],
            ..config::Client::default()
        };
        let inputs = Inputs::read(&client).expect("the collection is readable");
        let placed: Vec<_> = items(inputs.collection().unwrap())
            .iter()
            .map(|placed| (placed.item.origin.clone(), placed.label()))
            .collect();
        let api = inputs.understand().api;
        let options = Options {
            crate_name: package(&case.name),
            runtime: Runtime::Path("../../../../runtime".to_owned()),
            examples: Examples::Whole,
            ..Options::default()
        };
        let (tree, found) = output_tree(&api, &options);
        assert!(!found.has_errors(), "{found:?}");
        let operations = api.operations.iter().map(|operation| {
            let item = placed
                .iter()
                .position(|(origin, _)| *origin == operation.origin);
            let item = item.expect("an operation comes from an item");
            Operation {
                label: placed[item].1.clone(),
                item,
            }
        });
        Self {
            items: placed.len(),
            operations: operations.collect(),
            tree,
            driver: driver(&case, &api, &options),
            case,
        }
    }
}

/// The client's package.
pub(crate) fn package(case: &str) -> String {
    format!("loopback-{}", case.replace('_', "-"))
}

/// A module with one function per operation and one that calls them all, a line of output each.
fn driver(case: &Case, api: &Api, options: &Options) -> String {
    let names = name::names(api);
    let plan = plan::plan(api, &names, options);
    let (mut functions, mut calls) = (String::new(), String::new());
    for (index, operation) in api.operations.iter().enumerate() {
        let id = OperationId::at(index);
        let module = &names.service(operation.service).module;
        let method = &names.operation(id).method;
        let module = plan
            .modules
            .iter()
            .find(|candidate| *candidate.name == **module);
        let mut methods = module.expect("a module").methods.iter();
        let method = methods
            .find(|candidate| *candidate.name == **method)
            .expect("a method");
        write!(
            functions,
            "{}",
            function(index, case, api, &plan.package.library, &method.example)
        )
        .unwrap();
        writeln!(calls, "    crate::report(call_{index}(host).await);").unwrap();
    }
    format!("{functions}pub async fn all(host: &str) {{\n{calls}}}\n")
}

fn function(index: usize, case: &Case, api: &Api, library: &str, example: &Example) -> String {
    let uses: String = example
        .uses
        .iter()
        .map(|path| format!("    use {path};\n"))
        .collect();
    let lets = example.lets.join("\n");
    format!(
        "async fn call_{index}(host: &str) -> crate::Outcome {{\n    use posthaste_runtime::Call as _;\n{uses}    let client = {library}::Client::builder(){}{}{}.build()?;\n{lets}\n    {}.raw().await?;\n    Ok(())\n}}\n",
        example.setup.concat(),
        servers(api),
        case.builder,
        example.call,
    )
}

/// Calls on the builder that lead each server of a fixed URL to the loopback one.
fn servers(api: &Api) -> String {
    let fixed = api
        .servers
        .iter()
        .enumerate()
        .filter(|(_, server)| !server.url.contains('{'));
    fixed
        .map(|(index, server)| {
            let behind = server.url.split_once("://").map_or("", |(_, rest)| rest);
            let path = behind.find('/').map_or("", |at| &behind[at..]);
            format!(".server(posthaste_runtime::ServerUrl::new({index}, format!(\"http://{{host}}{path}\")))")
        })
        .collect()
}
