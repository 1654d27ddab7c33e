//! `only` and `skip`: which operations a client has.

use std::fs;
use std::path::Path;

use super::{collection, files, item, posthaste};

const OPENAPI: &str = r##"{
  "openapi": "3.0.3",
  "info": { "title": "Shop", "version": "1" },
  "servers": [{ "url": "https://shop.example.com" }],
  "paths": {
    "/orders": { "get": {
      "operationId": "listOrders", "tags": ["Orders", "Reports"],
      "responses": { "200": { "description": "OK", "content": { "application/json": { "schema": { "$ref": "#/components/schemas/OrderList" } } } } }
    } },
    "/customers/{id}": { "get": {
      "operationId": "getCustomer", "tags": ["Customers"],
      "parameters": [{ "name": "id", "in": "path", "required": true, "schema": { "type": "string" } }],
      "responses": { "200": { "description": "OK", "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Customer" } } } } }
    } }
  },
  "components": { "schemas": {
    "OrderList": { "type": "object", "properties": { "orders": { "type": "array", "items": { "type": "object", "properties": { "number": { "type": "integer" } } } } } },
    "Customer": { "type": "object", "properties": { "name": { "type": "string" } } }
  } }
}"##;

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let items = [item("Get things", "things"), item("Get parts", "parts")];
    let shop = collection(&items.join(", "));
    fs::write(folder.path().join("postman.json"), shop).expect("written");
    fs::write(folder.path().join("openapi.json"), OPENAPI).expect("written");
    folder
}

/// The sources of a client as one text.
fn sources(folder: &Path) -> String {
    let files = files(&folder.join("client/src"));
    let texts = files
        .iter()
        .map(|(_, bytes)| String::from_utf8_lossy(bytes));
    texts.collect()
}

#[test]
fn a_client_has_what_is_selected_and_the_types_of_that() {
    let folder = folder();
    for option in [["--only", "reports"], ["--skip", "/customers/*"]] {
        let generate = ["generate", "openapi.json", "-o", "client", "--force"];
        let run = posthaste(folder.path(), &[&generate[..], &option].concat());
        assert_eq!(run.code, 0, "{run:?}");
        assert!(run.err.contains("1 operation from 2 requests"), "{run:?}");
        let sources = sources(folder.path());
        assert!(sources.contains("pub struct OrderList"), "{option:?}");
        assert!(!sources.contains("pub struct Customer"), "{option:?}");
    }
    let command = [
        "generate",
        "postman.json",
        "-o",
        "other",
        "--only",
        "Get p*",
    ];
    let run = posthaste(folder.path(), &command);
    assert!(run.err.contains("1 operation from 2 requests"), "{run:?}");
}

#[test]
fn the_settings_select_too_and_check_agrees() {
    let folder = folder();
    let settings = "[client.shop]\ninputs = [\"postman.json\"]\noutput = \"client\"\nskip = [\"GET /things\"]\n";
    fs::write(folder.path().join("posthaste.toml"), settings).expect("written");
    let run = posthaste(folder.path(), &["generate"]);
    assert!(run.err.contains("1 operation from 2 requests"), "{run:?}");
    assert_eq!(posthaste(folder.path(), &["check"]).code, 0);
    let all = ["inspect", "postman.json", "--skip", "/things"];
    let run = posthaste(folder.path(), &all);
    assert!(run.out.contains("`skip` leaves it out"), "{run:?}");
}

#[test]
fn a_pattern_that_matches_nothing_is_an_error_with_its_line() {
    let folder = folder();
    let settings = "[client.shop]\ninputs = [\"openapi.json\"]\noutput = \"client\"\nonly = [\"listOrders\",\n  \"getCustomers\"]\n";
    fs::write(folder.path().join("posthaste.toml"), settings).expect("written");
    let run = posthaste(folder.path(), &["generate"]);
    assert_eq!(run.code, 2, "{run:?}");
    for text in [
        "PH0709",
        "`getCustomers` of `only` matches no operation",
        "posthaste.toml:5:3",
        "did you mean `getCustomer`",
    ] {
        assert!(run.err.contains(text), "{text}: {}", run.err);
    }
    let run = posthaste(
        folder.path(),
        &["inspect", "openapi.json", "--only", "GET /order"],
    );
    assert!(run.err.contains("did you mean `GET /orders`"), "{run:?}");
}
