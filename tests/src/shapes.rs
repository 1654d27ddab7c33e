//! Collections of any size in which one thing is there many times.

use std::fmt::Write as _;

use serde_json::{Value, json};

/// A document with one thing so many times.
pub type Document = fn(usize) -> String;

/// What a document has many of, the least number that is measured, and the document.
pub const SHAPES: [(&str, usize, Document); 20] = [
    ("items of one name", 100, |n| {
        all(n, |i| item("Get thing", i))
    }),
    ("items of different names", 100, |n| {
        all(n, |i| item(&format!("Get thing {i}"), i))
    }),
    ("folders of one name", 100, |n| {
        all(n, |i| json!({"name": "Things", "item": [item("Get", i)]}))
    }),
    ("requests of one path", 200, |n| {
        all(n, |i| item(&format!("Get {i}"), 0))
    }),
    ("keys of their own", 100, keys),
    ("servers", 100, |n| {
        all(
            n,
            |i| json!({"name": format!("Get {i}"), "request": format!("https://s{i}.example.com/x{i}")}),
        )
    }),
    ("chained variables", 1_000, |n| {
        variables(n, |i| format!("{{{{v{}}}}}", i + 1))
    }),
    ("plain variables", 1_000, |n| {
        variables(n, |i| format!("text {i}"))
    }),
    ("records of one name", 100, |n| {
        answer(&map(
            n,
            "k",
            |i| json!({"thing": {format!("a{i}"): 1, format!("b{i}"): "x"}}),
        ))
    }),
    ("nested records", 100, |n| {
        answer(&map(
            n,
            "k",
            |i| json!({format!("a{i}"): 1, "b": {format!("c{i}"): "x"}}),
        ))
    }),
    ("keys in an answer", 500, |n| {
        answer(&map(n, "k", |i| json!(i)))
    }),
    ("list items in an answer", 500, |n| {
        answer(
            &(0..n)
                .map(|i| json!({"id": i, "name": format!("n{i}")}))
                .collect(),
        )
    }),
    ("saved responses", 100, |n| {
        let saved = |i| json!({"name": format!("r{i}"), "code": 400, "body": format!("{{\"code\":{i},\"message\":\"m{i}\"}}")});
        call(json!({"url": URL}), (0..n).map(saved).collect())
    }),
    ("query parameters", 200, |n| {
        call(
            json!({"url": {"raw": URL, "host": ["https://api.example.com"], "path": ["x"], "query": pairs(n, "q")}}),
            Vec::new(),
        )
    }),
    ("path parameters", 500, |n| {
        let mut path = vec!["things".to_owned()];
        path.extend((0..n).map(|i| format!(":p{i}")));
        let raw = format!("https://api.example.com/{}", path.join("/"));
        call(
            json!({"url": {"raw": raw, "host": ["https://api.example.com"], "path": path, "variable": pairs(n, "p")}}),
            Vec::new(),
        )
    }),
    ("headers", 200, |n| {
        call(json!({"url": URL, "header": pairs(n, "X-H-")}), Vec::new())
    }),
    ("form fields", 200, |n| {
        let body = json!({"mode": "urlencoded", "urlencoded": pairs(n, "f")});
        call(
            json!({"method": "POST", "url": URL, "body": body}),
            Vec::new(),
        )
    }),
    ("keys in a body", 500, |n| {
        let body = map(n, "k", |i| json!(i)).to_string();
        let options = json!({"raw": {"language": "json"}});
        call(
            json!({"method": "POST", "url": URL, "body": {"mode": "raw", "raw": body, "options": options}}),
            Vec::new(),
        )
    }),
    ("YAML anchors", 500, |n| {
        yaml(n, |text, i| {
            let _ = writeln!(text, "  k{i}: &a{i} v{i}\n  l{i}: *a{i}");
        })
    }),
    ("YAML aliases of one anchor", 500, |n| {
        yaml(n, |text, i| {
            let _ = writeln!(text, "  k{i}: *first");
        })
    }),
];

const URL: &str = "https://api.example.com/x";

fn document(items: Vec<Value>) -> Value {
    json!({"info": {"name": "Shapes"}, "item": items})
}

fn all(n: usize, one: impl Fn(usize) -> Value) -> String {
    document((0..n).map(one).collect()).to_string()
}

fn item(name: &str, i: usize) -> Value {
    json!({"name": name, "request": {"method": "GET", "url": format!("https://api.example.com/things/{i}x/{{{{id}}}}")}})
}

fn keys(n: usize) -> String {
    all(n, |i| {
        let key = json!([
            {"key": "key", "value": format!("X-Key-{i}")},
            {"key": "value", "value": "{{secret}}"},
            {"key": "in", "value": "header"},
        ]);
        let mut item = item(&format!("Get {i}"), i);
        item["request"]["auth"] = json!({"type": "apikey", "apikey": key});
        item
    })
}

fn variables(n: usize, value: impl Fn(usize) -> String) -> String {
    let request = "https://api.example.com/x?v={{v0}}";
    let mut document = document(vec![json!({"name": "a", "request": request})]);
    document["variable"] = (0..n)
        .map(|i| json!({"key": format!("v{i}"), "value": value(i)}))
        .collect();
    document.to_string()
}

fn map(n: usize, key: &str, value: impl Fn(usize) -> Value) -> Value {
    Value::Object((0..n).map(|i| (format!("{key}{i}"), value(i))).collect())
}

fn answer(body: &Value) -> String {
    let saved = json!({"name": "Done", "code": 200, "body": body.to_string()});
    call(json!({"url": URL}), vec![saved])
}

fn call(request: Value, saved: Vec<Value>) -> String {
    document(vec![
        json!({"name": "Call", "request": request, "response": saved}),
    ])
    .to_string()
}

fn pairs(n: usize, key: &str) -> Value {
    (0..n)
        .map(|i| json!({"key": format!("{key}{i}"), "value": "1"}))
        .collect()
}

fn yaml(n: usize, line: impl Fn(&mut String, usize)) -> String {
    let mut text =
        format!("$kind: http-request\nname: x\nmethod: GET\nurl: {URL}\nd: &first v\nz:\n");
    (0..n).for_each(|i| line(&mut text, i));
    text
}
