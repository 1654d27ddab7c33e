//! The modules that the runtime's tests of schemas read and write values with are what is generated from their document.

use std::fs;

use camino::Utf8Path;
use posthaste::make::{Inputs, output_tree};
use posthaste::read::config::Client;
use posthaste::rust::plan::Options;

#[test]
fn the_types_that_the_runtime_is_tested_with_are_generated() {
    let root = Utf8Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let client = Client {
        inputs: vec![root.join("tests/fixtures/schemas.openapi.yaml")],
        ..Client::default()
    };
    let inputs = Inputs::read(&client).unwrap();
    let (tree, found) = output_tree(&inputs.understand().api, &Options::default());
    assert!(!found.has_errors(), "{found:?}");
    for module in ["animals", "keepers", "orders"] {
        let path = root.join(format!("runtime/tests/it/schemas/{module}.rs"));
        let generated = tree.get(&format!("src/{module}.rs")).unwrap();
        let generated = String::from_utf8_lossy(generated);
        if std::env::var_os("UPDATE_SCHEMAS").is_some() {
            fs::write(&path, generated.as_bytes()).unwrap();
        }
        let checked_in = fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(
            checked_in, generated,
            "{path}: set UPDATE_SCHEMAS to write it again"
        );
    }
}
