//! Documents larger and deeper than anyone writes: a crate, or a clear refusal; never a crash.

use std::fs;

use posthaste::Generator;
use serde_json::{Value, json};

use camino::Utf8Path;

/// What becomes of a document: nothing, or why there is no crate.
fn outcome(document: &str) -> Result<(), String> {
    let folder = tempfile::tempdir().unwrap();
    let root = Utf8Path::from_path(folder.path()).expect("UTF-8");
    fs::write(root.join("input.json"), document).expect("written");
    let made = Generator::new()
        .input(root.join("input.json"))
        .output(root.join("crate"))
        .run();
    made.map(|_| ()).map_err(|failure| failure.to_string())
}

fn with_item(item: &Value) -> String {
    json!({"info": {"name": "Large"}, "item": [item]}).to_string()
}

fn item(name: &str, description: &str, body: &str) -> Value {
    json!({"name": name, "request": {
        "method": "POST", "url": "https://api.example.com/things", "description": description,
        "body": {"mode": "raw", "raw": body},
    }})
}

#[test]
fn ten_megabytes_in_one_string() {
    let long = "word ".repeat(2 << 20);
    let url = format!(
        "https://api.example.com/{}",
        long[..1 << 20].replace(' ', "/")
    );
    let header = json!({"url": url, "header": [{"key": "X-Long", "value": long}]});
    for item in [
        item(&long, &long, &long),
        item("a", "", &json!({long.replace(' ', "_"): long}).to_string()),
        json!({"name": "a", "request": header, "response": [{"name": long, "code": 400, "body": long}]}),
    ] {
        if let Err(error) = outcome(&with_item(&item)) {
            assert!(error.contains("PH0006"), "{:.400}", error);
        }
    }
}

#[test]
fn ten_thousand_levels() {
    let nested = |open: &str, close: &str| open.repeat(10_000) + &close.repeat(10_000);
    let folders = format!(
        "{{\"info\": {{}}, \"item\": {}}}",
        nested("[{\"item\": ", "}]").replacen("}]", "[]}]", 1)
    );
    for document in [
        nested("[", "]"),
        nested("{\"a\":", "}").replacen('}', "1}", 1),
        folders,
    ] {
        let error = outcome(&document).expect_err("no crate comes of it");
        assert!(
            error.contains("PH0006") && error.contains("levels deep"),
            "{error:.400}"
        );
    }
    // The depth of JSON inside a text is not limited by the document's rule: the item stays, or is skipped with a diagnostic.
    for text in [
        nested("[", "]"),
        nested("{\"a\":", "}").replacen('}', "1}", 1),
        nested("<a>", "</a>"),
        nested("{{", "}}"),
        nested("> ", ""),
        nested("- ", ""),
        nested("*_", "_*"),
        nested("<div>", "</div>"),
        nested("<ul><li>", "</li></ul>"),
        nested("[", "](x)"),
        nested("query { a ", "}"),
    ] {
        let mut all = item("a", &text, &text);
        all["response"] = json!([{"name": text, "code": 200, "body": text}, {"name": text, "code": 400, "body": text}]);
        outcome(&with_item(&all)).unwrap_or_else(|error| panic!("{error:.400}"));
        let graphql = json!({"mode": "graphql", "graphql": {"query": text, "variables": text}});
        all["request"]["body"] = graphql;
        outcome(&with_item(&all)).unwrap_or_else(|error| panic!("{error:.400}"));
    }
}
