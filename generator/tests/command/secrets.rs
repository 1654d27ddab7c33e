//! A canary in every place of a collection that may hold a credential is found in no output.

use std::fs;
use std::path::Path;

use crate::{Run, files, posthaste};

/// Diagnosed items stand beside the secrets, so that excerpts show the lines that hold them.
const COLLECTION: &str = r#"{
  "info": { "name": "Shop", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json" },
  "auth": { "type": "bearer", "bearer": [{ "key": "token", "value": "CANARY-01-abcdef" }] },
  "event": [{ "listen": "prerequest", "script": { "exec": ["pm.token = 'CANARY-02-abcdef'"] } }],
  "variable": [
    { "key": "baseUrl", "value": "https://me:CANARY-03-abcdef@shop.example.com/v1" },
    { "key": "access_token", "value": "CANARY-04-abcdef" },
    { "key": "hidden", "type": "secret", "value": "CANARY-05-abcdef" }
  ],
  "item": [
    { "name": "Lost", "auth": { "type": "basic", "basic": [{ "key": "password", "value": "CANARY-06-abcdef" }] }, "request": { "method": "GET", "header": [{ "key": "X-Api-Key", "value": "CANARY-07-abcdef" }] } },
    { "name": "Get", "request": {
      "method": "POST",
      "auth": { "type": "apikey", "apikey": [{ "key": "key", "value": "X-Key" }, { "key": "value", "value": "CANARY-08-abcdef" }] },
      "header": [
        { "key": "Authorization", "value": "Bearer CANARY-09-abcdef" },
        { "key": "Cookie", "value": "session=CANARY-10-abcdef" },
        { "key": "X-Auth-Token", "value": "CANARY-11-abcdef" }
      ],
      "body": { "mode": "raw", "raw": "{ \"client_secret\": \"CANARY-12-abcdef\", \"page\": {{hidden}} }" },
      "url": "{{baseUrl}}/things?api_key=CANARY-13-abcdef&page=1"
    }, "response": [{
      "name": "ok", "code": 200,
      "originalRequest": { "method": "POST", "header": [{ "key": "Authorization", "value": "Basic CANARY-14-abcdef" }], "url": "{{baseUrl}}/things?api_key=CANARY-15-abcdef" },
      "header": [{ "key": "Set-Cookie", "value": "sid=CANARY-16-abcdef" }, { "key": "X-Auth-Token", "value": "CANARY-17-abcdef" }],
      "cookie": [{ "domain": "x", "value": "CANARY-18-abcdef" }],
      "body": "{ \"access_token\": \"CANARY-19-abcdef\", \"name\": \"a\" }"
    }] },
    { "name": "Form", "request": {
      "method": "POST",
      "body": { "mode": "urlencoded", "urlencoded": [{ "key": "client_secret", "value": "CANARY-20-abcdef" }, { "key": "a", "value": "{{access_token}}" }] },
      "url": "{{baseUrl}}/forms"
    } }
  ]
}"#;

const ENVIRONMENT: &str = r#"{ "name": "e", "values": [
  { "key": "token", "value": "CANARY-21-abcdef", "type": "secret", "enabled": true },
  { "key": "api_key", "value": "CANARY-22-abcdef", "enabled": true }
] }"#;

fn silent(run: &Run, what: &str) {
    for (stream, text) in [("stdout", &run.out), ("stderr", &run.err)] {
        let at = text.find("CANARY");
        let shown = at.and_then(|at| text.get(at..at + 16));
        assert_eq!(shown, None, "{what} prints a secret on {stream}:\n{text}");
    }
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("shop.json"), COLLECTION).expect("written");
    fs::write(folder.path().join("env.json"), ENVIRONMENT).expect("written");
    folder
}

fn run(folder: &Path, args: &[&str]) -> Run {
    let mut all = args.to_vec();
    all.extend(["--env", "env.json"]);
    posthaste(folder, &all)
}

#[test]
fn nothing_that_is_printed_holds_a_secret() {
    let folder = folder();
    for args in [
        &["inspect", "shop.json", "-v"][..],
        &["inspect", "shop.json", "--format", "json"],
        &["snippet", "shop.json", "Get"],
        &["snippet", "shop.json", "Get", "--lang", "curl"],
        &["snippet", "shop.json", "Form", "--lang", "curl"],
        &["generate", "shop.json", "-o", "out", "-v"],
    ] {
        let run = run(folder.path(), args);
        assert_eq!(run.code, 0, "{args:?}: {}", run.err);
        silent(&run, &format!("{args:?}"));
    }
}

#[test]
fn nothing_that_is_written_holds_a_secret() {
    let folder = folder();
    let run = run(folder.path(), &["generate", "shop.json", "-o", "out"]);
    assert_eq!(run.code, 0, "{}", run.err);
    for (name, bytes) in files(&folder.path().join("out")) {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("CANARY"), "{name} holds a secret");
    }
}

#[test]
fn an_exchange_hides_them_unless_asked() {
    let folder = folder();
    let port = "baseUrl=http://127.0.0.1:1";
    let hidden = run(
        folder.path(),
        &["send", "shop.json", "--all", "--var", port],
    );
    assert_eq!(hidden.code, 1, "{}", hidden.err);
    silent(&hidden, "send");
}
