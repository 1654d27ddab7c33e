//! Broken and hostile documents must come to a finding or to a crate, never to a panic, to text that is
//! no Rust, or to a file outside the output folder. Broken and hostile answers of servers must come to a value or to an
//! error of limited length, never to a panic or to a call without an end.

mod answers;
mod corpus;
mod mutate;

pub use answers::answer;
pub use corpus::{answers, documents};
pub use mutate::Mutator;

use posthaste::front::postman::Postman;
use posthaste::front::{self, Front};
use posthaste::ground::diagnostic::{Code, Diagnostics};
use posthaste::model::api::Api;
use posthaste::model::profile::Profile;
use posthaste::read::report::locate;
use posthaste::read::source::SourceMap;
use posthaste::refine;
use posthaste::rust::plan::{Options, Runtime};

/// Takes an input all the way: read, parse, lower, refine, generate.
///
/// # Panics
/// The input shows a mistake of ours.
pub fn front_end(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let mut sources = SourceMap::new();
    let id = sources.add("input", text.to_owned());
    let mut diagnostics = Diagnostics::new();
    match sources.document(id) {
        Ok((document, found)) => {
            diagnostics.append(found);
            let environment = Postman::environment(&document).0;
            let (collection, found) = front::parse::<Postman>(&document, "input");
            diagnostics.append(found);
            assert!(
                collection.is_some() || diagnostics.has_errors(),
                "refused without saying why"
            );
            if let Some(collection) = collection {
                let profile = Profile::default();
                let environments = environment.into_iter().collect();
                let (api, mut provenance, found) =
                    Postman { environments }.lower(&collection, &profile);
                diagnostics.append(found);
                let (api, found) = refine::refine(
                    api,
                    &mut provenance,
                    &profile,
                    &refine::Selection::default(),
                );
                diagnostics.append(found);
                generate(&api);
            }
        }
        Err(diagnostic) => diagnostics.push(diagnostic),
    }
    let messages = locate(&diagnostics, &sources);
    assert_eq!(messages.len(), diagnostics.len(), "a finding was lost");
}

/// What is handed out is Rust, and the generator never has to refuse.
fn generate(api: &Api) {
    let options = Options {
        runtime: Runtime::Version("0.1".to_owned()),
        ..Options::default()
    };
    let (tree, diagnostics) = posthaste::make::output_tree(api, &options);
    let refusals: Vec<_> = diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.code == Code::NotRust)
        .collect();
    assert!(
        refusals.is_empty(),
        "generated text is no Rust: {refusals:?}"
    );
    for (path, bytes) in tree.iter() {
        if path.as_str().ends_with(".rs") {
            let parsed = syn::parse_file(&String::from_utf8_lossy(bytes)).map(|_| ());
            assert!(parsed.is_ok(), "{path} is no Rust: {parsed:?}");
        }
        let is_inside = path
            .as_str()
            .split('/')
            .all(|step| !["", ".", ".."].contains(&step));
        assert!(is_inside, "{path} leaves the folder");
    }
}
