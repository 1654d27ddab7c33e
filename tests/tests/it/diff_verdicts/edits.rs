//! One edit of our own collection for each kind of change that `posthaste diff` knows.

use posthaste::rust::diff::Severity::{self, Addition, Behaviour, Breaking, Documentation};
use serde_json::{Value, json};

/// An edit, the worst that it does, and whether the compiler notices.
pub(crate) struct Edit {
    pub(crate) name: &'static str,
    pub(crate) worst: Option<Severity>,
    pub(crate) silent: bool,
    /// Whether the newer crate keeps the names of the older one, as a names.lock has it.
    pub(crate) locked: bool,
    pub(crate) make: fn(&mut Value),
}

const LIST: &str = "/item/0/item/0";
const GET: &str = "/item/0/item/1";
const CREATE: &str = "/item/0/item/2";
const MOVE: &str = "/item/0/item/3";
const LABEL: &str = "/item/1/item/0";
const READ: &str = "/item/1/item/1";

fn at<'a>(document: &'a mut Value, place: &str, rest: &str) -> &'a mut Value {
    document
        .pointer_mut(&format!("{place}{rest}"))
        .expect("the fixture has it")
}

fn list<'a>(document: &'a mut Value, place: &str, rest: &str) -> &'a mut Vec<Value> {
    at(document, place, rest).as_array_mut().expect("a list")
}

/// Replaces text in a string of the document.
fn rewrite(document: &mut Value, place: &str, rest: &str, from: &str, to: &str) {
    let value = at(document, place, rest);
    let text = value.as_str().expect("a text");
    assert!(text.contains(from), "{text} lacks {from}");
    *value = json!(text.replace(from, to));
}

fn answer(document: &mut Value, place: &str, from: &str, to: &str) {
    rewrite(document, place, "/response/0/body", from, to);
}

const fn edit(name: &'static str, worst: Severity, make: fn(&mut Value)) -> Edit {
    Edit {
        name,
        worst: Some(worst),
        silent: false,
        locked: false,
        make,
    }
}

/// All of them.
pub(crate) fn edits() -> Vec<Edit> {
    vec![
        Edit {
            name: "nothing",
            worst: None,
            silent: false,
            locked: false,
            make: |_| {},
        },
        edit("operation-removed", Breaking, |api| {
            list(api, "/item/0/item", "").remove(3);
        }),
        edit("operation-added", Addition, |api| {
            let mut new = at(api, GET, "").clone();
            new["name"] = json!("Delete an order");
            new["request"]["method"] = json!("DELETE");
            list(api, "/item/0/item", "").push(new);
        }),
        edit("operation-renamed", Breaking, |api| {
            *at(api, CREATE, "/name") = json!("Place an order");
        }),
        edit("operation-renamed-within-types", Breaking, |api| {
            *at(api, LIST, "/name") = json!("Search orders");
        }),
        edit("group-renamed", Breaking, |api| {
            *at(api, "/item/1", "/name") = json!("Racks");
        }),
        edit("group-removed", Breaking, |api| {
            list(api, "/item", "").remove(1);
        }),
        edit("group-added", Addition, |api| {
            let mut new = at(api, MOVE, "").clone();
            new["name"] = json!("Sack staff");
            new["request"]["url"] = json!("{{baseUrl}}/staff");
            list(api, "/item", "").push(json!({ "name": "Staff", "item": [new] }));
        }),
        edit("type-now-shared", Breaking, |api| {
            let mut new = at(api, GET, "").clone();
            new["request"]["url"] = json!("{{baseUrl}}/staff");
            list(api, "/item", "").push(json!({ "name": "Staff", "item": [new] }));
        }),
        Edit {
            locked: true,
            ..edit("type-now-shared-under-a-lock", Addition, |api| {
                let mut new = at(api, GET, "").clone();
                new["request"]["url"] = json!("{{baseUrl}}/staff");
                list(api, "/item", "").push(json!({ "name": "Staff", "item": [new] }));
            })
        },
        Edit {
            locked: true,
            ..edit("operation-renamed-under-a-lock", Documentation, |api| {
                *at(api, CREATE, "/name") = json!("Place an order");
            })
        },
        edit("group-described", Documentation, |api| {
            *at(api, "/item/1", "/description") = json!("Where things stand.");
        }),
        edit("setter-added", Addition, |api| {
            let query = list(api, LIST, "/request/url/query");
            query.push(json!({ "key": "sort", "value": "name" }));
        }),
        edit("first-setter-added", Addition, |api| {
            at(api, READ, "/request/url")["query"] = json!([{ "key": "deep", "value": "x" }]);
        }),
        edit("setter-removed", Breaking, |api| {
            list(api, LIST, "/request/url/query").remove(2);
        }),
        edit("setter-retyped", Breaking, |api| {
            *at(api, LIST, "/request/url/query/1/value") = json!("many");
        }),
        edit("setter-now-an-argument", Breaking, |api| {
            *at(api, LIST, "/request/url/query/2/description") = json!("(Required) Whose.");
        }),
        edit("setter-deprecated", Documentation, |api| {
            *at(api, LIST, "/request/url/query/2/description") = json!("(deprecated) Whose.");
        }),
        edit("setter-renamed-on-the-wire", Behaviour, |api| {
            *at(api, LIST, "/request/url/query/2/key") = json!("Customer");
        }),
        Edit {
            silent: true,
            ..edit("arguments-moved", Breaking, |api| {
                let url = json!({
                    "host": ["{{baseUrl}}"],
                    "path": ["orders", ":shelfId", "shelves", ":orderId"],
                    "variable": [{ "key": "shelfId", "value": "s" }, { "key": "orderId", "value": "o" }],
                });
                *at(api, MOVE, "/request/url") = url;
            })
        },
        Edit {
            silent: true,
            ..edit("another-operation-under-the-name", Breaking, |api| {
                *at(api, MOVE, "/request/url/path/2") = json!("racks");
            })
        },
        edit("argument-struct-grew", Breaking, |api| {
            let new =
                json!({ "key": "ink", "value": "x", "type": "text", "description": "(Required)" });
            list(api, LABEL, "/request/body/formdata").push(new);
        }),
        edit("argument-struct-no-more", Breaking, |api| {
            list(api, LABEL, "/request/body/formdata").pop();
        }),
        edit("argument-retyped", Breaking, |api| {
            *at(api, LABEL, "/request/body/formdata/1/value") = json!("large");
        }),
        edit("request-field-added", Addition, |api| {
            rewrite(
                api,
                CREATE,
                "/request/body/raw",
                "{\"article\"",
                "{\"gift\": true, \"article\"",
            );
        }),
        edit("request-field-removed", Breaking, |api| {
            rewrite(api, CREATE, "/request/body/raw", "\"count\": 2,", "");
        }),
        edit("answer-field-added", Addition, |api| {
            answer(api, GET, "\"id\"", "\"weight\": 2.5, \"id\"");
        }),
        edit("answer-field-removed", Breaking, |api| {
            answer(api, GET, "\"note\": \"quick\",", "");
        }),
        edit("answer-field-retyped", Breaking, |api| {
            answer(api, GET, "\"quick\"", "7");
        }),
        edit("answer-now-a-list", Breaking, |api| {
            answer(
                api,
                GET,
                "{\"id\": \"o-1\", \"note\": \"quick\", \"paid\": true}",
                "[{\"id\": \"o-1\"}]",
            );
        }),
        edit("nested-type-removed", Breaking, |api| {
            answer(
                api,
                LIST,
                ", \"address\": {\"street\": \"Elm\", \"city\": \"Ulm\"}",
                "",
            );
        }),
        edit("nested-type-added", Addition, |api| {
            answer(
                api,
                GET,
                "\"id\"",
                "\"buyer\": {\"name\": \"x\", \"age\": 3}, \"id\"",
            );
        }),
        edit("enum-value-added", Addition, |api| {
            rewrite(
                api,
                LIST,
                "/request/url/query/0/description",
                "closed",
                "closed,void",
            );
        }),
        edit("enum-value-removed", Breaking, |api| {
            rewrite(api, LIST, "/request/url/query/0/description", ",closed", "");
        }),
        edit("enum-no-more", Breaking, |api| {
            *at(api, LIST, "/request/url/query/0/description") = json!("Which.");
        }),
        edit("shape-added", Addition, |api| {
            answer(
                api,
                READ,
                "{\"kind\": \"cup\"",
                "{\"kind\": \"pen\", \"ink\": \"x\", \"tip\": 1}, {\"kind\": \"cup\"",
            );
        }),
        edit("shape-retyped", Breaking, |api| {
            answer(api, READ, "[1, \"x\"]", "[1.5, \"x\"]");
        }),
        edit("pages-gone", Breaking, |api| {
            list(api, LIST, "/request/url/query").pop();
        }),
        edit("pages-added", Addition, |api| {
            let page = json!([{ "key": "page", "value": "1" }]);
            at(api, READ, "/request/url")["query"] = page;
        }),
        edit("error-added", Addition, |api| {
            let mut new = at(api, LIST, "/response/1").clone();
            new["body"] = json!("{\"code\": 18, \"message\": \"No such state\"}");
            list(api, LIST, "/response").push(new);
        }),
        edit("error-code-removed", Breaking, |api| {
            list(api, LIST, "/response").pop();
        }),
        edit("error-removed", Breaking, |api| {
            list(api, GET, "/response").pop();
        }),
        edit("server-moved", Behaviour, |api| {
            *at(api, "/variable/0", "/value") = json!("https://shop.example.org/v2");
        }),
        Edit {
            silent: true,
            ..edit("secured-otherwise", Breaking, |api| {
                *at(api, "/auth", "") = json!({ "type": "basic" });
            })
        },
        edit("operation-secured-otherwise", Addition, |api| {
            let auth = json!({ "type": "basic" });
            at(api, GET, "/request")["auth"] = auth;
        }),
        edit("operation-described", Documentation, |api| {
            at(api, GET, "/request")["description"] = json!("One order. **Scopes:** `order:read`");
        }),
    ]
}
