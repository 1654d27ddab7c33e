//! What comes out grows as what goes in does: collections of 1, 10 and 100 times a base's size.
//!
//! Counts are asserted, since they are the same on every machine; the times are only shown
//! (`cargo test --test scale -- --nocapture`).

use std::time::{Duration, Instant};

use posthaste::config::Client;
use posthaste::generator::Inputs;
use posthaste::rust::Options;
use serde_json::{Value, json};

const OPERATIONS_OF_BASE: usize = 4;

/// How far, in percent, the bytes of a further copy may lie from those of the first ones: the numbers
/// in its names have more digits.
const TOLERANCE: f64 = 5.0;

/// What came of a collection.
struct Measured {
    copies: usize,
    input: usize,
    operations: usize,
    types: usize,
    diagnostics: usize,
    output: usize,
    understanding: Duration,
    writing: Duration,
}

#[test]
fn what_comes_out_grows_as_what_goes_in() {
    let sizes = [1, 10, 100].map(measure);
    show(&sizes);
    let [one, ten, hundred] = &sizes;
    for size in &sizes {
        assert_eq!(size.operations, size.copies * OPERATIONS_OF_BASE);
    }
    // What every crate has, however small its API, falls out of the differences.
    for (what, count) in [
        ("types", (|size| size.types) as fn(&Measured) -> usize),
        ("diagnostics", |size| size.diagnostics),
        ("bytes written", |size| size.output),
    ] {
        let few = per_copy(one, ten, count);
        let many = per_copy(ten, hundred, count);
        assert!(
            (many - few).abs() * 100.0 <= few * TOLERANCE,
            "{what} per copy: {few:.1} up to ten copies, {many:.1} up to a hundred"
        );
    }
}

/// What each copy adds between two sizes.
fn per_copy(from: &Measured, to: &Measured, count: fn(&Measured) -> usize) -> f64 {
    (count(to) as f64 - count(from) as f64) / (to.copies - from.copies) as f64
}

fn measure(copies: usize) -> Measured {
    let temp = tempfile::tempdir().expect("a temporary folder");
    let path = temp.path().join("scale.postman_collection.json");
    let path = camino::Utf8PathBuf::from_path_buf(path).expect("a path in UTF-8");
    let text = collection(copies).to_string();
    std::fs::write(&path, &text).expect("the collection is written");
    let client = Client {
        inputs: vec![path],
        ..Client::default()
    };
    let start = Instant::now();
    let inputs = Inputs::read(&client).expect("the collection is readable");
    let understood = inputs.understand();
    let understanding = start.elapsed();
    let (tree, found) = posthaste::output_tree(&understood.api, &Options::default());
    assert!(!found.has_errors(), "{found:?}");
    Measured {
        copies,
        input: text.len(),
        operations: understood.api.operations.len(),
        types: understood.api.types.len(),
        diagnostics: understood.diagnostics.len(),
        output: tree.iter().map(|(_, bytes)| bytes.len()).sum(),
        understanding,
        writing: start.elapsed() - understanding,
    }
}

fn show(sizes: &[Measured]) {
    println!("copies | input kB | operations | output kB | understanding ms | writing ms");
    for size in sizes {
        println!(
            "{:6} | {:8} | {:10} | {:9} | {:16} | {:10}",
            size.copies,
            size.input / 1000,
            size.operations,
            size.output / 1000,
            size.understanding.as_millis(),
            size.writing.as_millis()
        );
    }
}

fn collection(copies: usize) -> Value {
    let folders: Vec<Value> = (0..copies).map(folder).collect();
    json!({
        "info": {
            "name": "Scale",
            "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json",
        },
        "item": folders,
        "variable": [{"key": "base", "value": "https://scale.test/v1"}],
    })
}

/// A folder whose names, paths and shapes no other copy has.
fn folder(copy: usize) -> Value {
    let shelf = format!("shelves{copy}");
    let (list, one) = (
        format!("{{{{base}}}}/{shelf}?page_size=30"),
        format!("{{{{base}}}}/{shelf}/:shelf_id"),
    );
    let saved = json!({
        format!("shelf_{copy}_id"): "a1",
        "height_mm": 1800,
        "boards": [{format!("board_{copy}_no"): 1, "load_kg": 12.5}],
    });
    let patch = json!({format!("label_{copy}"): "top", "height_mm": 2000});
    json!({
        "name": format!("Shelves {copy}"),
        "item": [
            item(&format!("List shelves {copy}"), "GET", &list, None, Some(&json!([saved.clone()]))),
            item(&format!("Add a shelf {copy}"), "POST", &list, Some(&saved), Some(&saved)),
            item(&format!("Change a shelf {copy}"), "PATCH", &one, Some(&patch), Some(&saved)),
            item(&format!("Take a shelf down {copy}"), "DELETE", &one, None, None),
        ],
    })
}

fn item(
    name: &str,
    method: &str,
    url: &str,
    body: Option<&Value>,
    answer: Option<&Value>,
) -> Value {
    let mut request = json!({"method": method, "url": url, "description": name});
    if let Some(body) = body {
        let language = json!({"raw": {"language": "json"}});
        request["body"] = json!({"mode": "raw", "raw": body.to_string(), "options": language});
    }
    let answers: Vec<Value> = answer
        .map(|answer| json!({"name": "Done", "code": 200, "body": answer.to_string()}))
        .into_iter()
        .collect();
    json!({"name": name, "request": request, "response": answers})
}
