//! `mock` and `send` with each other.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Stdio};

use posthaste_tests::server::{Answer, Server};
use serde_json::json;

use super::{collection, command, posthaste, posthaste_reading};

/// A running `posthaste mock`, ended with the test.
pub(crate) struct Mock {
    process: Child,
    pub(crate) url: String,
}

impl Mock {
    pub(crate) fn start(folder: &Path, input: &str) -> Self {
        let mut process = command(folder, &["mock", input, "--quiet"])
            .stdout(Stdio::piped())
            .spawn()
            .expect("the command starts");
        let out = process.stdout.take().expect("piped");
        let mut line = String::new();
        BufReader::new(out).read_line(&mut line).expect("a line");
        let url = line.split_whitespace().last().expect("a URL").to_owned();
        Self { process, url }
    }
}

impl Drop for Mock {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

const ITEM: &str = r#"{ "name": "Add", "request": {
    "method": "POST",
    "auth": { "type": "bearer", "bearer": [{ "key": "token", "value": "{{access}}" }] },
    "header": [{ "key": "X-Trace", "value": "{{$guid}}" }],
    "body": { "mode": "urlencoded", "urlencoded": [{ "key": "a", "value": "b c" }, { "key": "password", "value": "hunter22" }] },
    "url": "{{baseUrl}}/things/:id?page={{page}}"
  }, "response": [{ "name": "made", "code": 201, "header": [], "body": "{\"id\": 7, \"api_key\": \"k-123456\"}" }] }"#;

#[test]
fn an_item_is_sent_and_the_exchange_printed() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("a.json"), collection(ITEM)).expect("written");
    let mock = Mock::start(folder.path(), "a.json");
    let base = format!("baseUrl={}", mock.url);
    let args = [
        "send",
        "a.json",
        "--var",
        &base,
        "--var",
        "access=tell-nobody",
        "--var",
        "page=2",
    ];

    let run = posthaste(folder.path(), &args);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(
        run.out
            .contains(&format!("> POST {}/things/:id?page=2\n", mock.url)),
        "{}",
        run.out
    );
    assert!(
        run.out.contains("> authorization: Bearer [hidden]\n"),
        "{}",
        run.out
    );
    assert!(
        run.out.contains("\na=b%20c&password=[hidden]\n"),
        "{}",
        run.out
    );
    assert!(run.out.contains("\n< 201 Created\n"), "{}", run.out);
    assert!(run.out.contains("\"id\": 7"), "{}", run.out);
    assert!(
        !run.out.contains("tell-nobody") && !run.out.contains("k-123456"),
        "{}",
        run.out
    );

    let mut shown = args.to_vec();
    shown.push("--show-secrets");
    let run = posthaste(folder.path(), &shown);
    assert!(
        run.out.contains("> authorization: Bearer tell-nobody\n"),
        "{}",
        run.out
    );
}

#[test]
fn without_a_token_the_mock_refuses_and_send_names_variables_without_values() {
    let folder = tempfile::tempdir().expect("a folder");
    let item = ITEM.replace("{{access}}", "");
    fs::write(folder.path().join("a.json"), collection(&item)).expect("written");
    let mock = Mock::start(folder.path(), "a.json");
    let base = format!("baseUrl={}", mock.url);
    let run = posthaste(folder.path(), &["send", "a.json", "Add", "--var", &base]);
    assert_eq!(run.code, 1, "{}", run.err);
    assert!(run.out.contains("\n< 401 Unauthorized\n"), "{}", run.out);
    assert!(run.err.contains("{{page}}"), "{}", run.err);
}

#[test]
fn a_token_is_asked_for_and_handed_in() {
    let folder = tempfile::tempdir().expect("a folder");
    let item = ITEM
        .replace("{{access}}", "")
        .replace("&page={{page}}", "")
        .replace("?page={{page}}", "");
    fs::write(folder.path().join("a.json"), collection(&item)).expect("written");
    let mock = Mock::start(folder.path(), "a.json");
    let base = format!("baseUrl={}", mock.url);
    let run = posthaste(
        folder.path(),
        &["send", "a.json", "--var", &base, "--var", "pgae=2"],
    );
    assert_eq!(run.code, 1, "{}", run.err);
    assert!(
        run.err.contains("hint: the item asks for a bearer token"),
        "{}",
        run.err
    );
    assert!(
        run.err
            .contains("warning: nothing uses the variable `pgae`"),
        "{}",
        run.err
    );
    let run = posthaste(
        folder.path(),
        &["send", "a.json", "--var", &base, "--token", "tell-nobody"],
    );
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    assert!(
        run.out.contains("> authorization: Bearer [hidden]\n"),
        "{}",
        run.out
    );
    assert!(
        !run.out.contains("tell-nobody") && !run.err.contains("hint"),
        "{}",
        run.err
    );
    assert!(!run.err.contains("nothing uses"), "{}", run.err);
}

#[test]
fn a_base_that_nothing_sets_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let item = ITEM.replace("{{baseUrl}}", "{{server}}");
    fs::write(folder.path().join("a.json"), collection(&item)).expect("written");
    let run = posthaste(folder.path(), &["send", "a.json"]);
    assert_eq!(run.code, 1);
    assert!(
        run.err.contains("nothing gives `{{server}}` a value"),
        "{}",
        run.err
    );
    assert!(run.err.contains("--var server=VALUE"), "{}", run.err);
}

#[test]
fn a_server_that_is_not_there_is_found() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("a.json"), collection(ITEM)).expect("written");
    let args = [
        "send",
        "a.json",
        "--all",
        "--var",
        "baseUrl=http://127.0.0.1:1",
    ];
    let run = posthaste(folder.path(), &args);
    assert_eq!(run.code, 1);
    assert!(
        run.err
            .contains("error: POST http://127.0.0.1:1/things/:id"),
        "{}",
        run.err
    );
}

/// An item that sends a file in a form, and one whose body is the file.
fn uploads(file: &str) -> String {
    let form = json!({"name": "Form", "request": {"method": "POST", "url": "{{baseUrl}}/form", "body": {
        "mode": "formdata", "formdata": [{"key": "a", "type": "file", "src": file}, {"key": "b", "value": "text"}]}},
        "response": [{"name": "ok", "code": 200, "body": "{}"}]});
    let body = json!({"name": "Body", "request": {"method": "POST", "url": "{{baseUrl}}/body", "body": {
        "mode": "file", "file": {"src": file}}}, "response": [{"name": "ok", "code": 200, "body": "{}"}]});
    collection(&format!("{form}, {body}"))
}

#[test]
fn files_outside_the_collections_folder_are_not_sent_unless_allowed() {
    let root = tempfile::tempdir().expect("a folder");
    let folder = root.path().join("mine");
    fs::create_dir_all(&folder).expect("a folder");
    fs::create_dir_all(root.path().join("other")).expect("a folder");
    fs::write(root.path().join("other/private.txt"), "content").expect("written");
    fs::write(folder.join("own.txt"), "content").expect("written");
    let absolute = root.path().join("other/private.txt");
    let absolute = absolute.to_str().expect("UTF-8");
    fs::write(folder.join("a.json"), uploads("own.txt")).expect("written");
    let mock = Mock::start(&folder, "a.json");
    let base = format!("baseUrl={}", mock.url);
    let send = |item: &str, more: &[&str]| {
        let mut args = vec!["send", "a.json", item, "--var", &base];
        args.extend(more);
        posthaste(&folder, &args)
    };
    for item in ["Form", "Body"] {
        let own = send(item, &[]);
        assert_eq!(own.code, 0, "{}{}", own.out, own.err);
    }
    for file in [
        "../other/private.txt",
        "../other/none.txt",
        "/etc/none",
        absolute,
    ] {
        fs::write(folder.join("a.json"), uploads(file)).expect("written");
        for item in ["Form", "Body"] {
            let run = send(item, &[]);
            assert_eq!(run.code, 2, "{file}: {}{}", run.out, run.err);
            assert!(run.out.is_empty(), "{}", run.out);
            assert!(
                run.err.contains(file) && run.err.contains("--files"),
                "{}",
                run.err
            );
        }
    }
    let allowed = send("Form", &["--files", "../other"]);
    assert_eq!(allowed.code, 0, "{}{}", allowed.out, allowed.err);
    assert!(allowed.out.contains("private.txt"), "{}", allowed.out);
}

#[test]
fn an_answer_above_the_limit_is_an_error_that_names_the_option() {
    let folder = tempfile::tempdir().expect("a folder");
    let item = json!({"name": "Long", "request": {"method": "GET", "url": "{{baseUrl}}/long"},
        "response": [{"name": "ok", "code": 200, "body": "word ".repeat(1000)}]});
    fs::write(folder.path().join("a.json"), collection(&item.to_string())).expect("written");
    let mock = Mock::start(folder.path(), "a.json");
    let base = format!("baseUrl={}", mock.url);
    let args = ["send", "a.json", "--var", &base, "--max-answer"];
    let run = |size: &str| posthaste(folder.path(), &[&args[..], &[size]].concat());
    let small = run("1KiB");
    assert_eq!(small.code, 1, "{}", small.err);
    assert!(
        small.err.contains("more than 1024 bytes") && small.err.contains("--max-answer"),
        "{}",
        small.err
    );
    let large = run("8KiB");
    assert_eq!(large.code, 0, "{}", large.err);
}

const DOCUMENT: &str = r##"{ "openapi": "3.0.3", "info": { "title": "Pets", "version": "1" },
  "servers": [{ "url": "http://{host}", "variables": { "host": { "default": "pets.example" } } }],
  "paths": { "/pets/{petId}": { "put": {
    "parameters": [
      { "name": "petId", "in": "path", "required": true, "schema": { "type": "integer" } },
      { "name": "tags", "in": "query", "explode": false, "schema": { "type": "array", "items": { "type": "string" } } }],
    "requestBody": { "required": true, "content": {
      "application/json": { "schema": { "$ref": "#/components/schemas/Pet" } },
      "application/xml": { "schema": { "$ref": "#/components/schemas/Pet" } } } },
    "responses": { "204": { "description": "Done" } } } } },
  "components": { "schemas": { "Pet": { "type": "object", "properties": {
    "id": { "type": "integer", "readOnly": true, "xml": { "attribute": true } }, "name": { "type": "string" } } } } } }"##;

#[test]
fn an_operation_is_called_with_values_of_its_arguments() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("api.json"), DOCUMENT).expect("written");
    let server = Server::start(vec![Answer::new(204, &[], ""); 2]);
    let host = format!("host={}", server.host());
    let arguments = r#"{"petId": 7, "tags": ["a,b", "c"], "body": {"id": 1, "name": "Rex <1>"}}"#;
    let send = |more: &[&str]| {
        let key = "PUT /pets/{petId}";
        let args = [
            "send",
            "api.json",
            key,
            "--arguments",
            "-",
            "--server-var",
            &host,
        ];
        posthaste_reading(folder.path(), &[&args, more].concat(), arguments)
    };
    let run = send(&[]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.out.contains("/pets/7?tags=a%2Cb,c"), "{run:?}");
    assert!(run.out.contains(r#"{"name":"Rex <1>"}"#), "{run:?}");
    let run = send(&["--content-type", "application/xml"]);
    assert_eq!(run.code, 0, "{run:?}");
    let received = server.received();
    let [json, xml] = received.as_slice() else {
        panic!("{received:?}")
    };
    assert_eq!(json.target(), "/pets/7?tags=a%2Cb,c");
    assert_eq!(json.header("content-type"), Some("application/json"));
    assert_eq!(json.body, br#"{"name":"Rex <1>"}"#);
    assert_eq!(xml.header("content-type"), Some("application/xml"));
    let text = String::from_utf8_lossy(&xml.body);
    assert!(text.contains("<name>Rex &lt;1&gt;</name></Pet>"), "{text}");
}

#[test]
fn a_call_is_checked_before_anything_is_sent() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("api.json"), DOCUMENT).expect("written");
    for (key, arguments, more, expected) in [
        (
            "PUT /pets/{petId}",
            r#"{"body": {}}"#,
            "",
            "needs a value for `petId` in the path",
        ),
        (
            "PUT /pets/{petId}",
            r#"{"petId": 1}"#,
            "",
            "needs a value for `body`",
        ),
        (
            "PUT /pets/{petId}",
            r#"{"petId": 1, "body": {}, "tgas": 1}"#,
            "",
            "did you mean `tags`?",
        ),
        (
            "PUT /pet/{petId}",
            "{}",
            "",
            "did you mean `PUT /pets/{petId}`?",
        ),
        ("PUT /pets/{petId}", "[]", "", "JSON object"),
        (
            "PUT /pets/{petId}",
            r#"{"petId": 1, "body": {}}"#,
            "--content-type=text/csv",
            "it may be `application/json`, `application/xml`",
        ),
    ] {
        let mut args = vec!["send", "api.json", key, "--arguments", "-"];
        args.extend(Some(more).filter(|more| !more.is_empty()));
        let run = posthaste_reading(folder.path(), &args, arguments);
        assert_eq!(run.code, 2, "{run:?}");
        assert!(run.err.contains(expected), "{expected}: {}", run.err);
        assert_eq!(run.out, "", "{run:?}");
    }
}
