//! The seed's item, stage by stage: what it was understood to be, and what is emitted for it.

use posthaste::make::{Inputs, Understood};
use posthaste::read::config::Client;
use posthaste::rust::plan::{Options, Runtime};
use posthaste_tests::shared::root;

fn understood() -> Understood {
    let item = root().join("collections/zoom/update-a-users-password.postman_item.json");
    let item = camino::Utf8PathBuf::from_path_buf(item).expect("a path in UTF-8");
    let client = Client {
        inputs: vec![item],
        ..Client::default()
    };
    Inputs::read(&client)
        .expect("the seed is readable")
        .understand()
}

#[test]
fn the_api_of_the_seed() {
    let understood = understood();
    let found: Vec<String> = understood
        .diagnostics
        .iter()
        .map(|diagnostic| format!("{} {}", diagnostic.code, diagnostic.message))
        .collect();
    insta::assert_snapshot!(format!(
        "{found:#?}\n{:#?}\n{:#?}",
        understood.api, understood.provenance
    ));
}

#[test]
fn the_module_of_the_seed() {
    let options = Options {
        crate_name: "seed-client".to_owned(),
        runtime: Runtime::Path("../runtime".to_owned()),
        ..Options::default()
    };
    let (tree, diagnostics) = posthaste::make::output_tree(&understood().api, &options);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    for (name, path) in [
        ("users", "src/users.rs"),
        ("lib", "src/lib.rs"),
        ("manifest", "Cargo.toml"),
    ] {
        let text = std::str::from_utf8(tree.get(path).expect("the file")).expect("text");
        insta::assert_snapshot!(name, text);
    }
}
