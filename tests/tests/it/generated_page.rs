//! `docs/generated-code.md` shows what is generated.

use camino::Utf8PathBuf;
use posthaste::make::{Inputs, output_tree};
use posthaste::read::config::Client;
use posthaste::rust::plan::Options;
use posthaste_tests::shared::root;

#[test]
fn every_item_of_the_page_is_generated() {
    let read = |path: &str| std::fs::read_to_string(root().join(path)).expect(path);
    let input = root().join("tests/fixtures/club.postman_collection.json");
    let client = Client {
        inputs: vec![Utf8PathBuf::from_path_buf(input).expect("UTF-8")],
        ..Client::default()
    };
    let api = Inputs::read(&client).expect("readable").understand().api;
    let (tree, _) = output_tree(&api, &Options::default());
    let module = tree.get("src/members.rs").expect("the module");
    let module = std::str::from_utf8(module).expect("text");
    let page = read("docs/generated-code.md");
    let blocks: Vec<&str> = page
        .split("```rust,ignore\n")
        .skip(1)
        .map(|rest| rest.split("```").next().unwrap_or_default())
        .collect();
    assert_eq!(blocks.len(), 9);
    for block in blocks {
        assert!(
            module.contains(block),
            "not generated:\n{block}\nThe module is:\n{module}"
        );
    }
    // Each macro of the runtime that a module calls is explained.
    let macros = read("runtime/src/macros/mod.rs");
    let rows = page.lines().filter(|line| line.starts_with("| `"));
    let explained: String = rows.collect();
    for file in macros.lines().filter_map(|line| line.strip_prefix("mod ")) {
        let name = match file.trim_end_matches(';') {
            "records" => "record",
            name => name,
        };
        assert!(explained.contains(&format!("`{name}!")), "{name}");
    }
}
