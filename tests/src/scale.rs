//! Collections of any size, in which nothing is said twice.

use serde_json::{Value, json};

/// How many operations a folder has.
pub const OPERATIONS_OF_BASE: usize = 4;

/// A collection of so many folders.
pub fn collection(copies: usize) -> Value {
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
