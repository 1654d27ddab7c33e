//! A collection in which every name, key, description and value is hostile, and its harmless twin.

use serde_json::{Value, json};

/// Texts that mean something to Rust, rustdoc, TOML, Markdown, HTML, a shell, a terminal or a file system,
/// each with a harmless one of the same make: what a template or a parameter is in one is one in the other.
const WORDS: &[(&str, &str)] = &[
    ("*/", ""),
    ("\"#", ""),
    ("r#\"x\"#", ""),
    ("#![feature(x)]", ""),
    ("#[cfg(any())]", ""),
    ("\"); fn main() { panic!(", ""),
    ("a\nfn newline() {}\r\n", "gadget "),
    ("\u{202e}evil\u{2066}", ""),
    ("\u{2028}\u{feff}", " gadget"),
    ("\u{0}nul", ""),
    ("\u{1b}[31m", ""),
    ("../../etc/passwd", "gadget passwd"),
    ("C:\\x", ""),
    ("```\nassert!(false);\n```", ""),
    ("~~~", ""),
    ("    indented", "    gadget"),
    ("# Title", ""),
    ("| a | b |", ""),
    ("[x](javascript:0)", ""),
    ("[`crate`]", ""),
    ("<script>alert(1)</script>", "gadget <script>"),
    ("<!-- ", "gadget "),
    ("]]>", ""),
    ("&#42;&#47;", ""),
    ("{{{}}}", "{{gadget}}"),
    ("{% raw %}{{ x }}", "gadget {{ x }}"),
    ("{0} %s ${x}", "gadget {x}"),
    ("\\", ""),
    ("'; rm -rf /; echo '", ""),
    ("\" = 1\n[dependencies]\nevil = \"1", ""),
    ("dep:std", ""),
    ("//! x", ""),
    ("/// x", ""),
    ("include!(\"/etc/passwd\")", "gadget passwd"),
    ("macro_rules! x { () => {} }", ""),
    ("unsafe { }", ""),
    ("$crate", ""),
    ("'a", ""),
    ("\u{1f600}", ""),
    ("__", ""),
    ("1st", ""),
    ("lib", ""),
    ("lib.rs", ""),
    ("main", ""),
    ("main.rs", ""),
    ("src/bin", ""),
    ("build.rs", ""),
    ("Cargo.toml", ""),
    ("con", ""),
    ("NUL", ""),
    ("aux", ""),
    ("com1", ""),
    ("runtime", ""),
    ("posthaste-runtime", ""),
    ("default", ""),
    ("full", ""),
    ("self", ""),
    ("crate", ""),
    ("super", ""),
    ("mod", ""),
    ("std", ""),
    ("core", ""),
    ("types", ""),
    ("error", ""),
    ("client", ""),
    ("tests", ""),
    ("Option", ""),
    ("String", ""),
];

/// The hostile collection, all words in one.
pub(crate) fn hostile() -> Value {
    let words: Vec<&str> = WORDS.iter().map(|(word, _)| *word).collect();
    collection(&words)
}

/// A collection for each word alone, and its twin in which the word is harmless.
pub(crate) fn pairs() -> impl Iterator<Item = (&'static str, Value, Value)> {
    WORDS.iter().map(|(word, make)| {
        let harmless = match *make {
            "" => "gadget",
            make => make,
        };
        (*word, without_bases(&[word]), without_bases(&[harmless]))
    })
}

/// With a base whose variable is called so, for each word.
fn collection(words: &[&str]) -> Value {
    let names = words.iter().filter(|word| !word.contains(['{', '<']));
    let base = |(at, word): (usize, &&str)| {
        let url = json!({"host": [format!("https://{{{{{word}}}}}.example.com")], "path": ["base", at.to_string()]});
        json!({"name": word, "request": {"method": "GET", "url": url}})
    };
    let bases: Vec<Value> = names.enumerate().map(base).collect();
    let mut collection = without_bases(words);
    let items = collection["item"].as_array_mut().expect("a list");
    items.push(json!({"name": "bases", "item": bases}));
    collection
}

fn without_bases(words: &[&str]) -> Value {
    let variable = |word: &&str| json!({"key": word, "value": word, "description": word});
    let folders: Vec<Value> = words
        .iter()
        .enumerate()
        .map(|(at, word)| json!({"name": word, "description": word, "item": [item(at, word, 0), item(at, word, 1 + at % 4)]}))
        .collect();
    let title = words.join(" ");
    json!({
        "info": {
            "name": title,
            "description": words.join("\n\n"),
            "version": title,
            "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json",
        },
        "auth": {"type": "apikey", "apikey": [
            {"key": "key", "value": title}, {"key": "value", "value": title}, {"key": "in", "value": "query"},
        ]},
        "event": [{"listen": "test", "script": {"exec": words}}],
        "variable": words.iter().map(variable).collect::<Vec<_>>(),
        "item": folders,
    })
}

/// An item with the word in every place, and one of five kinds of body.
fn item(at: usize, word: &str, kind: usize) -> Value {
    let url = json!({
        "host": ["https://api.example.com"],
        "path": [format!("group{at}"), format!("kind{kind}"), word, ":id"],
        "query": [{"key": word, "value": word, "description": word}],
        "variable": [{"key": "id", "value": word, "description": word}],
    });
    json!({
        "name": word,
        "request": {
            "method": "POST",
            "description": format!("{word}\n\n{word}"),
            "header": [{"key": "X-Word", "value": word, "description": word}],
            "url": url,
            "body": body(word, kind),
        },
        "response": [
            {"name": word, "code": 200, "header": [{"key": "X-Word", "value": word}], "body": text(&json!({word: [{word: word}], "note": word}))},
            {"name": word, "code": 400, "body": text(&json!({"code": word, "message": word}))},
            // Not every word reads as a code; with this one, all collections have codes.
            {"name": word, "code": 409, "body": text(&json!({"code": "taken", "message": "taken already", "note": word}))},
        ],
    })
}

fn body(word: &str, kind: usize) -> Value {
    match kind {
        0 => {
            let raw = text(&json!({word: {word: word}, "list": [{word: word}]}));
            json!({"mode": "raw", "raw": raw, "options": {"raw": {"language": "json"}}})
        }
        1 => {
            json!({"mode": "urlencoded", "urlencoded": [{"key": word, "value": word, "description": word}]})
        }
        2 => json!({"mode": "formdata", "formdata": [
            {"key": word, "value": word, "type": "text", "description": word},
            {"key": "file", "type": "file", "src": word},
        ]}),
        3 => {
            let query = format!(
                "query {{ things {{ id }} }} # {}",
                word.replace(['{', '}'], "")
            );
            json!({"mode": "graphql", "graphql": {"query": query, "variables": text(&json!({word: word}))}})
        }
        _ => {
            json!({"mode": "raw", "raw": format!("<a>{word}</a>"), "options": {"raw": {"language": "xml"}}})
        }
    }
}

fn text(value: &Value) -> String {
    value.to_string()
}
