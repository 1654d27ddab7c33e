//! The pipeline: from the inputs of a client to the files of its crate.

mod against_lock;
mod beside;
mod compare;
mod docs;
mod emptied;
mod files;
mod formats;
mod generator;
mod in_build;
mod inputs;
mod linked;
mod lock;
mod options;
mod outcome;

pub use compare::Compared;
pub use files::{output_tree, plan};
pub use generator::{Generator, write_settings};
pub use inputs::{Inputs, Understood};
pub use outcome::{Checked, Failure, Report};

use crate::disk::Tree;
use crate::read::config::Client;
use crate::refine;
use crate::rust::name;
use crate::rust::plan::{self, Inside, Options};
use crate::rust::render;

use beside::FilesBeside;
use outcome::Summary;

/// A crate in memory.
struct Made {
    summary: Summary,
    tree: Tree,
    beside: FilesBeside,
}

/// Makes the crate of a client, or the module `inside` another crate. `rename` gives new names where `names.lock` is damaged.
fn make(client: &Client, inside: Option<Inside>, rename: bool) -> Result<Made, Failure> {
    let inputs = Inputs::read_with(client, rename)?;
    let understood = inputs.understand().usable()?.without_errors()?;
    let options = Options {
        inside,
        ..options::options(client, &understood.profile, &understood.lock)
    };
    let mut summary = Summary::of(&understood);
    let mut api = docs::shorten(understood.into_api(), client.docs);
    let (names, lock) = name::names_and_lock(&api, &options.lock);
    summary.add(&names.diagnostics());
    // Names were made from what the documents say; what is published of it is another matter.
    refine::publish(&mut api);
    let plan = plan::plan(&api, &names, &options);
    // Plan, API and text together would be the most memory that a run needs.
    drop(api);
    let page = render::names_page(&plan);
    let made =
        files::tree(plan, &options).and_then(|tree| FilesBeside::split(client, tree, &lock, &page));
    match made {
        Ok((tree, beside)) => Ok(Made {
            summary,
            tree,
            beside,
        }),
        Err(diagnostic) => Err(summary.refuse(diagnostic)),
    }
}
