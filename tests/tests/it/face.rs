//! The generated code as its user meets it: examples, docs and names, by a small collection.

use camino::Utf8PathBuf;
use posthaste::disk::Tree;
use posthaste::make::Inputs;
use posthaste::read::config::Client;
use posthaste::rust::plan::Options;
use posthaste_tests::shared::root;

fn tree(fixture: &str) -> Tree {
    let input = root().join("tests/fixtures").join(fixture);
    let client = Client {
        inputs: vec![Utf8PathBuf::from_path_buf(input).expect("a path in UTF-8")],
        ..Client::default()
    };
    let understood = Inputs::read(&client)
        .expect("the fixture is readable")
        .understand();
    let (tree, found) = posthaste::make::output_tree(&understood.api, &Options::default());
    assert!(!found.has_errors(), "{found:?}");
    tree
}

fn file(path: &str) -> String {
    file_of("face.postman_collection.json", path)
}

fn file_of(fixture: &str, path: &str) -> String {
    let tree = tree(fixture);
    let bytes = tree.get(path).unwrap_or_else(|| panic!("{path}"));
    String::from_utf8(bytes.to_vec()).expect("text")
}

/// The docs of a method, from its summary on.
fn docs_of(method: &str) -> String {
    let text = file("src/clubs.rs");
    let (before, _) = text
        .split_once(&format!("    pub fn {method}("))
        .expect("the method");
    let docs: Vec<&str> = before
        .lines()
        .rev()
        .skip_while(|line| line.trim() == "#[inline]")
        .take_while(|line| line.trim_start().starts_with("///"))
        .collect();
    let docs: Vec<&str> = docs.into_iter().rev().collect();
    docs.join("\n")
}

#[test]
fn an_example_shows_how_an_optional_body_is_filled_and_curl_says_that_it_shows_more() {
    let docs = docs_of("create");
    assert!(docs.contains(".name(\"Chess\")"), "{docs}");
    assert!(
        docs.contains(
            "<details><summary>curl, with all values</summary>\n    ///\n    /// ```text\n"
        ),
        "{docs}"
    );
    let docs = docs_of("list");
    assert!(docs.contains("<details><summary>curl</summary>"), "{docs}");
}

#[test]
fn a_lists_example_is_its_first_call_and_its_docs_say_how_it_comes_whole() {
    let orders = file_of("shop.postman_collection.json", "src/orders.rs");
    assert!(orders.contains("Paging::number(\"page\""), "{orders}");
    assert!(!orders.contains("///     .page("), "{orders}");
    assert!(
        orders.contains("[`.items()`](ListOrders::items)"),
        "{orders}"
    );
}

#[test]
fn locals_of_an_example_are_no_keywords_and_hide_nothing() {
    let docs = docs_of("replace");
    assert!(docs.contains("let type_value = ClubType {"), "{docs}");
    assert!(docs.contains("let client_value = ClubClient {"), "{docs}");
    assert!(
        docs.contains("replace(7, &type_value, &client_value)"),
        "{docs}"
    );
}

#[test]
fn what_is_shared_is_called_what_it_is_and_stays_open_to_new_fields() {
    let types = file("src/types.rs");
    assert!(
        types.contains("#[non_exhaustive]\npub struct Member {"),
        "{types}"
    );
    let clubs = file("src/clubs.rs");
    // What callers fill in is theirs to write down whole.
    assert!(
        clubs.contains("PartialEq)]\npub struct ClubType {"),
        "{clubs}"
    );
    assert!(!clubs.contains("struct CreateClubResponse"), "{clubs}");
}

#[test]
fn absent_null_and_a_value_are_three_things_where_a_request_shows_null() {
    let clubs = file("src/clubs.rs");
    assert!(
        clubs.contains("pub motto: Option<Nullable<String>>"),
        "{clubs}"
    );
    // Any JSON may be null as it is, and what never was null is only left out.
    assert!(clubs.contains("pub note: Option<Json>"), "{clubs}");
    assert!(clubs.contains("pub name: Option<String>"), "{clubs}");
    let docs = docs_of("change");
    assert!(docs.contains("motto: Some(Nullable::Null)"), "{docs}");
}

#[test]
fn docs_say_what_is_known_and_do_not_repeat_names() {
    let clubs = file("src/clubs.rs");
    assert!(!clubs.contains("/// `name`"), "{clubs}");
    // The key of a field that is spelled otherwise is worth a line.
    assert!(clubs.contains("/// `type`"), "{clubs}");
    assert!(!clubs.contains("as the examples show"), "{clubs}");
}

#[test]
fn a_read_answers_the_body_that_it_shows_under_204() {
    let clubs = file("src/clubs.rs");
    assert!(
        clubs.contains("call!(json GetClub(types::Member, GetClubError));"),
        "{clubs}"
    );
    assert!(
        clubs.contains("call!(nothing ReplaceClub(ReplaceClubError));"),
        "{clubs}"
    );
}

#[test]
fn docs_speak_of_the_api_not_of_the_generator() {
    for (path, bytes) in tree("face.postman_collection.json").iter() {
        if !path.as_str().starts_with("src/") {
            continue;
        }
        let text = String::from_utf8_lossy(bytes);
        for phrase in ["An object of", "of the group", "do not show", "posthaste::"] {
            assert!(!text.contains(phrase), "{path}: {phrase}");
        }
    }
}

#[test]
fn the_readme_shows_a_list_and_how_to_depend_on_the_crate() {
    let readme = file("README.md");
    assert!(readme.contains(".clubs()\n        .list()"), "{readme}");
    assert!(readme.contains("cargo add --path "), "{readme}");
    assert!(
        readme.contains("Requests go to `https://clubs.test`"),
        "{readme}"
    );
}
