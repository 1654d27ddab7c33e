//! Broken, cut and nonsensical documents: a finding at most, never a panic.

use proptest::prelude::*;
use proptest::sample::select;

use super::*;
use crate::read::source::SourceMap;

/// One document with something of everything.
const WHOLE: &str = r##"{"info": {"name": "c", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json",
    "version": {"major": 1, "minor": 2, "patch": 3}, "description": {"content": "ü"}},
  "auth": {"type": "apikey", "apikey": [{"key": "key", "value": "X-Key"}, {"key": "value", "value": "{{k}}"}]},
  "variable": [{"key": "base", "value": "http://h:1/b?x=1#f"}], "protocolProfileBehavior": {"disableBodyPruning": true},
  "event": [{"listen": "test", "script": {"exec": ["a", "b"]}}],
  "item": [{"name": "F", "item": [{"name": "r", "request": {"method": "POST", "header": [{"key": "A", "value": "1", "disabled": true}],
      "url": {"raw": "{{base}}/:id.json?q=1", "host": ["{{base}}"], "path": [":id.json", {"value": "x"}], "port": 80,
        "query": [{"key": "q", "value": null}], "variable": [{"id": "id", "value": "7"}], "auth": {"user": "u"}},
      "body": {"mode": "formdata", "formdata": [{"key": "f", "type": "file", "src": ["a", "b"]}]}},
    "response": [{"name": "ok", "code": 200, "header": "A: b", "body": "{}", "originalRequest": "http:\\\\h\\x?y"}]}]},
   {"name": "s", "request": "{{base}}/{{a}}{{b/c}}?x={{y}}&&=&a==b#h"},
   {"name": "u", "request": {"body": {"mode": "urlencoded", "urlencoded": "a=1&b"}, "auth": {"type": "noauth"}, "url": ["x"]}},
   {"name": "g", "request": {"body": {"mode": "graphql", "graphql": {"query": "{a}", "variables": "{}"}}}}]}"##;

const VERSION_1: &str = r##"{"id": "c", "name": "v1", "order": ["b"], "folders_order": ["f"],
  "folders": [{"id": "f", "name": "F", "order": ["a"], "folders_order": ["g"]}, {"id": "g", "folder": "f", "folders_order": ["f"]}],
  "requests": [{"id": "a", "method": "post", "url": "http://h/:p?x=1", "pathVariables": {"p": "9"}, "headers": "A: 1\n//B: 2",
     "dataMode": "params", "data": [{"key": "k", "type": "file", "value": ["v"], "enabled": false}], "queryParams": [{"key": "x"}],
     "currentHelper": "oAuth1", "helperAttributes": {"id": "x", "header": true},
     "responses": [{"responseCode": {"code": 200}, "text": "{}", "request": {"url": "u"}}]},
    {"id": "b", "url": "h", "dataMode": "raw", "rawModeData": "t"}, {"folder": "f", "dataMode": "graphql", "graphqlModeData": {}}]}"##;

const VERSION_3: &str = "$kind: http-request\norder: 1\nurl: '{{b}}/:id'\nheaders: {A: b}\nqueryParams:\n  - {key: a, value: 1}\n\
    body:\n  type: json\n  content: |-\n    {\"a\": 1}\nauth: &x {type: bearer, credentials: {token: t}}\nexamples:\n  - response: {statusCode: 200, body: {content: x}}\n\
    scripts: [*x]\n";

/// Reads a text as far as it goes, and looks up the place of everything that was found.
fn survives(text: String) {
    let mut sources = SourceMap::new();
    let id = sources.add("test", text);
    let (document, mut diagnostics) = match sources.document(id) {
        Ok(read) => read,
        Err(diagnostic) => {
            assert!(!diagnostic.message.is_empty());
            return;
        }
    };
    let (read, found) = front::parse::<Postman>(&document, "stem");
    diagnostics.append(found);
    diagnostics.append(environment(&document).1);
    assert!(
        read.is_some() || !diagnostics.is_empty(),
        "refused without a word"
    );
    let unused = read.map(|read| read.unused).unwrap_or_default();
    let places = diagnostics
        .iter()
        .filter_map(|diagnostic| diagnostic.origin.as_ref());
    for place in places.chain(unused.iter().map(|(_, place)| place)) {
        if let Some(span) = sources.span(place) {
            assert!(
                sources.text(id).get(span).is_some(),
                "{place:?} cuts a character"
            );
        }
    }
}

fn sample() -> impl Strategy<Value = &'static str> {
    select(vec![WHOLE, VERSION_1, VERSION_3])
}

/// A value that does not belong where it lands.
fn intruder() -> impl Strategy<Value = &'static str> {
    select(vec![
        "null",
        "[]",
        "{}",
        "\"\"",
        "0",
        "true",
        "\"{{\"",
        "[null]",
        "{\"key\": 1}",
        "[[[]]]",
        "-1e309",
        "\"\\ud800\"",
    ])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn cut_documents(text in sample(), at in 0usize..3_000) {
        let at = (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        survives(text[..at].to_owned());
    }

    #[test]
    fn mutated_documents(text in sample(), changes in prop::collection::vec((0usize..3_000, any::<char>()), 1..5)) {
        let mut characters: Vec<char> = text.chars().collect();
        for (at, character) in changes {
            let length = characters.len();
            characters[at % length] = character;
        }
        survives(characters.into_iter().collect());
    }

    /// Takes whole values out and puts others in their places: what stays JSON reaches the parser.
    #[test]
    fn values_that_do_not_belong(text in select(vec![WHOLE, VERSION_1]), which in 0usize..400, intruder in intruder()) {
        let starts: Vec<usize> = text.match_indices(": ").map(|(at, _)| at + 2).collect();
        let start = starts[which % starts.len()];
        let mut values = serde_json::Deserializer::from_str(&text[start..]).into_iter::<Value>();
        let _ = values.next();
        survives(format!("{}{intruder}{}", &text[..start], &text[start + values.byte_offset()..]));
    }

    #[test]
    fn any_text(text in ".{0,200}") {
        survives(text);
    }
}

#[test]
fn deep_documents_are_clear_errors() {
    for (open, close) in [("[", "]"), ("{\"item\":[", "]}"), ("{\"a\":", "}")] {
        let text = open.repeat(10_000) + "1" + &close.repeat(10_000);
        let mut sources = SourceMap::new();
        let id = sources.add("test", text);
        assert_eq!(
            sources.document(id).unwrap_err().code,
            Code::LimitExceeded,
            "{open}"
        );
    }
}

#[test]
fn folders_nest_as_deep_as_documents_may() {
    let deep = "{\"item\":[".repeat(60) + "{\"request\":\"http://h\"}" + &"]}".repeat(60);
    let mut sources = SourceMap::new();
    let id = sources.add("test", deep);
    let read = collection(&sources.document(id).unwrap().0, "stem")
        .0
        .unwrap();
    assert_eq!(count(&read.nodes), 1);
}

#[test]
fn folders_that_hold_each_other_are_read_once() {
    let folders: Vec<Value> = (0..3_000)
        .map(|at| json!({"id": at.to_string(), "folders_order": [(at + 1).to_string()]}))
        .collect();
    let read = read(
        json!({"folders": folders, "order": [], "requests": [{"url": "http://h", "folder": "2999"}]}),
    );
    assert_eq!(count(&read.nodes), 1);
}
