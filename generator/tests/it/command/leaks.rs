//! Nothing leaks: a canary in every place of a collection that may hold a credential is found in no output.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;

use serde_json::{Value, json};

use super::exchange::Mock;
use super::{Run, files, posthaste};

/// A secret that only its location marks as one.
fn plain(number: usize) -> String {
    format!("CANARY-{number:03}-abcdef1")
}

/// A secret that looks like one wherever it stands.
fn token(number: usize) -> String {
    format!("ghp_CANARY{number:03}abcdef0123456789")
}

/// Every kind of auth with a canary in each attribute that is, or may hold, a credential.
fn auths() -> Vec<Value> {
    const KINDS: &[(&str, &[&str])] = &[
        ("basic", &["username", "password"]),
        ("bearer", &["token"]),
        ("apikey", &["value"]),
        (
            "oauth2",
            &[
                "accessToken",
                "refreshToken",
                "clientId",
                "clientSecret",
                "username",
                "password",
                "code_verifier",
            ],
        ),
        (
            "digest",
            &["username", "password", "nonce", "clientNonce", "opaque"],
        ),
        ("awsv4", &["accessKey", "secretKey", "sessionToken"]),
        (
            "oauth1",
            &[
                "consumerKey",
                "consumerSecret",
                "token",
                "tokenSecret",
                "privateKey",
                "verifier",
            ],
        ),
        ("hawk", &["authId", "authKey", "extraData"]),
        ("jwt", &["secret", "privateKey"]),
        ("ntlm", &["username", "password"]),
        ("edgegrid", &["accessToken", "clientToken", "clientSecret"]),
        ("asap", &["privateKey", "kid"]),
    ];
    let auth = |(at, (kind, names)): (usize, &(&str, &[&str]))| {
        let secret = |(index, name): (usize, &&str)| json!({"key": name, "value": plain(100 + 10 * at + index)});
        let mut list: Vec<Value> = names.iter().enumerate().map(secret).collect();
        if *kind == "apikey" {
            list.push(json!({"key": "key", "value": "X-Shop"}));
        }
        if *kind == "oauth2" {
            let url = format!(
                "https://me:{}@shop.example.com/token?client_secret={}",
                plain(198),
                plain(199)
            );
            list.extend(
                ["accessTokenUrl", "authUrl", "refreshTokenUrl"]
                    .map(|key| json!({"key": key, "value": url})),
            );
        }
        json!({"type": kind, *kind: list})
    };
    KINDS.iter().enumerate().map(auth).collect()
}

fn raw(name: &str, language: &str, text: &str) -> Value {
    json!({"name": name, "request": {
        "method": "POST", "url": format!("{{{{baseUrl}}}}/{name}"),
        "body": {"mode": "raw", "raw": text, "options": {"raw": {"language": language}}},
    }, "response": [{"name": "ok", "code": 200, "body": text}, {"name": "no", "code": 400, "body": text}]})
}

/// Items with secrets in what they send and in what was saved of them.
fn items() -> Vec<Value> {
    let (p, t) = (plain, token);
    let prose = format!(
        "Use `{}` as in https://x.io/?api_key={} or https://me:{}@x.io.",
        t(1),
        p(1),
        p(2)
    );
    let headers = json!([
        {"key": "Authorization", "value": format!("Bearer {}", p(3))},
        {"key": "Proxy-Authorization", "value": format!("Basic {}", p(4))},
        {"key": "Cookie", "value": format!("session={}", p(5))},
        {"key": "X-Api-Key", "value": p(6), "description": prose},
        {"key": "X-Auth-Token", "value": p(7)},
        {"key": "X-Trace", "value": t(2)},
    ]);
    let saved = json!({
        "name": format!("ok {}", t(3)), "code": 200,
        "originalRequest": {
            "method": "POST", "header": headers, "url": format!("https://me:{}@shop.example.com/v1/things/{}?api_key={}", p(8), t(4), p(9)),
            "body": {"mode": "raw", "raw": format!("{{\"password\": \"{}\"}}", p(10))},
        },
        "header": [{"key": "Set-Cookie", "value": format!("sid={}", p(11))}, {"key": "X-Auth-Token", "value": p(12)}, {"key": "X-Trace", "value": t(5)}],
        "cookie": [{"domain": "x", "value": p(13)}],
        "body": json!({"access_token": p(14), "note": format!("it is {}", t(6)), "inner": format!("{{\"password\":\"{}\"}}", p(15))}).to_string(),
    });
    let failed = json!({"name": "no", "code": 401, "body": json!({"code": 7, "message": format!("{} is wrong", t(7))}).to_string()});
    let query = json!([
        {"key": "api_key", "value": p(16), "description": prose},
        {"key": "q", "value": t(8), "description": format!("Words. Default: {}", t(9))},
        {"key": "token", "value": "", "description": format!("The token. Default: `{}`", p(17))},
    ]);
    vec![
        json!({"name": "Lost", "auth": {"type": "basic", "basic": [{"key": "password", "value": p(18)}]},
            "request": {"method": "GET", "header": [{"key": "X-Api-Key", "value": p(19)}]}}),
        json!({"name": format!("GET https://me:{}@x.io/?api_key={}", p(20), p(21)), "description": prose, "request": {
            "method": "POST", "header": headers, "description": prose,
            "url": {"host": ["{{baseUrl}}"], "path": ["things", ":token", t(10)], "query": query,
                "variable": [{"key": "token", "value": p(22), "description": prose}]},
            "body": {"mode": "raw", "raw": format!("{{ \"client_secret\": \"{}\", \"note\": \"{}\", \"page\": {{{{hidden}}}} }}", p(23), t(11))},
        }, "response": [saved, failed]}),
        json!({"name": "Form", "request": {"method": "POST", "url": "{{baseUrl}}/form", "body": {"mode": "urlencoded", "urlencoded": [
            {"key": "client_secret", "value": p(24)}, {"key": "a", "value": "{{access_token}}"}, {"key": "b", "value": t(12), "description": prose},
        ]}}}),
        json!({"name": "Parts", "request": {"method": "POST", "url": "{{baseUrl}}/parts", "body": {"mode": "formdata", "formdata": [
            {"key": "password", "value": p(25), "type": "text"}, {"key": "a", "value": json!({"password": p(26)}).to_string(), "type": "text"},
        ]}}}),
        json!({"name": "Graph", "request": {"method": "POST", "url": "{{baseUrl}}/graph", "body": {"mode": "graphql", "graphql": {
            "query": format!("mutation {{ login(password: \"{}\") {{ id }} }}", p(27)), "variables": json!({"password": p(28)}).to_string(),
        }}}}),
        json!({"name": "Hand", "request": {"method": "POST", "url": "{{baseUrl}}/hand", "body": {"mode": "raw", "options": {"raw": {"language": "json"}},
            "raw": json!({"query": format!("mutation {{ login(password: \"{}\") {{ id }} }}", p(29))}).to_string()}}}),
        raw(
            "Xml",
            "xml",
            &format!(
                "<login><user>me</user><Password>{}</Password><note>{}</note></login>",
                p(30),
                t(13)
            ),
        ),
        raw(
            "Text",
            "text",
            &format!(
                "user: me\npassword: {}\nAuthorization: Bearer {}\n{}",
                p(31),
                p(32),
                t(14)
            ),
        ),
        raw(
            "Pairs",
            "text",
            &format!("grant_type=password&client_secret={}&user=me", p(33)),
        ),
        raw(
            "Script",
            "javascript",
            &format!("const password = '{}'; // {}", p(34), t(15)),
        ),
        raw(
            "Comments",
            "json",
            &format!("{{ // {}\n \"password\": \"{}\", }}", t(16), p(35)),
        ),
        json!({"name": "Address", "request": {"method": "GET", "url": format!("https://me:{}@shop.example.com/v2/a?access_token={}", p(36), p(37))}}),
        json!({"name": "Based", "request": {"method": "GET", "url": "{{withKey}}/based"}}),
        json!({"name": "Hooked", "request": {"method": "POST", "url": "{{hook}}"}}),
        json!({"name": "Proxied", "request": {
            "method": "GET", "url": "{{baseUrl}}/proxied", "header": format!("X-Api-Key: {}\nX-Trace: {}", p(38), t(17)),
            "proxy": {"host": "proxy.example.com", "match": "http://*/*", "authenticate": true, "username": "me", "password": p(39)},
            "certificate": {"name": "c", "matches": ["https://*/*"], "key": {"src": "/k"}, "cert": {"src": "/c"}, "passphrase": p(40)},
        }}),
    ]
}

fn collection() -> Value {
    let (p, t) = (plain, token);
    let mut items = items();
    for auth in auths() {
        let kind = auth["type"].as_str().expect("a kind");
        items.push(json!({"name": format!("Auth {kind}"), "request": {"method": "GET", "url": format!("{{{{baseUrl}}}}/auth/{kind}"), "auth": auth}}));
    }
    let script =
        json!([{"listen": "prerequest", "script": {"exec": [format!("pm.token = '{}'", p(50))]}}]);
    json!({
        "info": {
            "name": "Shop", "description": format!("Try {} at https://x.io/?api_key={}.", t(50), p(51)),
            "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json",
        },
        "auth": {"type": "bearer", "bearer": [{"key": "token", "value": p(52)}]},
        "event": script,
        "variable": [
            {"key": "baseUrl", "value": format!("https://me:{}@shop.example.com/v1", p(53)), "description": format!("not {}", t(51))},
            {"key": "withKey", "value": format!("https://shop.example.com/v1?api_key={}", p(54))},
            {"key": "hook", "value": format!("https://hooks.example.com/{}", t(52))},
            {"key": "access_token", "value": p(55)},
            {"key": "hidden", "type": "secret", "value": p(56)},
            {"key": "looks", "value": t(53)},
        ],
        "item": [{"name": "Folder", "description": format!("See {}.", t(54)), "event": script, "variable": [{"key": "password", "value": p(57)}],
            "auth": {"type": "apikey", "apikey": [{"key": "key", "value": "X-Key"}, {"key": "value", "value": p(58)}]}, "item": items}],
    })
}

fn environment(globals: bool, from: usize) -> Value {
    json!({"name": "e", "_postman_variable_scope": if globals { "globals" } else { "environment" }, "values": [
        {"key": "token", "value": plain(from), "type": "secret", "enabled": true},
        {"key": "api_key", "value": plain(from + 1), "enabled": true},
        {"key": "looks", "value": token(from + 2), "enabled": true},
        {"key": "off_password", "value": plain(from + 3), "enabled": false},
    ]})
}

fn silent(run: &Run, what: &str) {
    for (stream, text) in [("stdout", &run.out), ("stderr", &run.err)] {
        quiet(text, &format!("{what}, {stream}"));
    }
}

fn quiet(text: &str, what: &str) {
    // Base64 hides a secret from nobody.
    for canary in ["CANARY", "Q0FOQVJZ", "NBTkFSW", "DQU5BUl"] {
        let lines: Vec<&str> = text.lines().filter(|line| line.contains(canary)).collect();
        assert!(
            lines.is_empty(),
            "{what} holds a secret:\n{}",
            lines.join("\n")
        );
    }
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, value: Value| {
        let text = serde_json::to_string_pretty(&value).expect("JSON");
        fs::write(folder.path().join(name), text).expect("written");
    };
    write("shop.json", collection());
    write("env.json", environment(false, 60));
    write("globals.json", environment(true, 70));
    folder
}

fn run(folder: &Path, args: &[&str]) -> Run {
    let mut all = args.to_vec();
    all.extend(["--env", "env.json", "--env", "globals.json"]);
    posthaste(folder, &all)
}

#[test]
fn nothing_that_is_printed_holds_a_secret() {
    let folder = folder();
    let names = [
        "Form", "Parts", "Graph", "Hand", "Xml", "Text", "Pairs", "Script", "Comments", "Based",
        "Hooked",
    ];
    let snippets = names.iter().flat_map(|name| {
        [
            vec!["snippet", "shop.json", name],
            vec!["snippet", "shop.json", name, "--lang", "curl"],
        ]
    });
    let mut runs: Vec<Vec<&str>> = snippets.collect();
    runs.extend([
        vec![
            "snippet",
            "shop.json",
            "POST /things/{token}/{token}",
            "--lang",
            "curl",
        ],
        vec!["inspect", "shop.json", "-v"],
        vec!["inspect", "shop.json", "--format", "json"],
        vec!["generate", "shop.json", "-o", "out", "-v"],
    ]);
    for args in runs {
        let run = run(folder.path(), &args);
        silent(&run, &format!("{args:?}"));
        assert!(run.code == 0 || args.len() > 4, "{args:?}: {}", run.err);
    }
    fs::write(folder.path().join("out/src/lib.rs"), "").expect("written");
    let drift = run(folder.path(), &["check", "shop.json", "-o", "out", "-v"]);
    assert_eq!(drift.code, 1, "{}", drift.err);
    silent(&drift, "check");
}

#[test]
fn nothing_that_is_written_holds_a_secret() {
    let folder = folder();
    let run = run(folder.path(), &["generate", "shop.json", "-o", "out"]);
    assert_eq!(run.code, 0, "{}", run.err);
    for (name, bytes) in files(&folder.path().join("out")) {
        quiet(&String::from_utf8_lossy(&bytes), &name);
    }
}

#[test]
fn an_exchange_hides_them_unless_asked() {
    let folder = folder();
    let mock = Mock::start(folder.path(), "shop.json");
    let base = format!("baseUrl={}", mock.url);
    let key = format!("withKey={}?api_key={}", mock.url, plain(90));
    let hook = format!("hook={}/{}", mock.url, token(91));
    for base in [base.as_str(), "baseUrl=http://127.0.0.1:1"] {
        let args = [
            "send",
            "shop.json",
            "--all",
            "--timeout",
            "5",
            "--var",
            base,
            "--var",
            &key,
            "--var",
            &hook,
        ];
        let hidden = run(folder.path(), &args);
        assert_eq!(hidden.code, 1, "{}", hidden.err);
        silent(&hidden, "send");
    }
}

/// What the mock answers to a request that brings whatever credentials may be asked for.
fn asked(url: &str, method: &str, path: &str, more: &str) -> String {
    let mut stream = TcpStream::connect(url.trim_start_matches("http://")).expect("connected");
    let head = format!(
        "{method} {path}?access_token=x&token=x&api_key=x HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 0\r\n\
         Authorization: Bearer x\r\nX-Key: x\r\nX-Api-Key: x\r\nX-Shop: x\r\n{more}\r\n"
    );
    stream.write_all(head.as_bytes()).expect("sent");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("answered");
    String::from_utf8_lossy(&answer).into_owned()
}

#[test]
fn the_mock_answers_without_them() {
    let folder = folder();
    let mock = Mock::start(folder.path(), "shop.json");
    let mut answered = 0;
    for (method, path) in [
        ("POST", "/v1/things/a/b"),
        ("POST", "/v1/Xml"),
        ("POST", "/v1/Text"),
        ("POST", "/v1/Pairs"),
        ("POST", "/v1/Script"),
        ("POST", "/v1/Comments"),
        ("GET", "/v1/auth/basic"),
        ("GET", "/nowhere"),
    ] {
        for more in [
            "",
            "x-mock-response-code: 400\r\n",
            "x-mock-response-code: 401\r\n",
            "x-mock-response-name: none\r\n",
        ] {
            let answer = asked(&mock.url, method, path, more);
            answered += usize::from(answer.starts_with("HTTP/1.1 200"));
            quiet(&answer, &format!("the mock's answer to {method} {path}"));
        }
    }
    assert!(answered >= 4, "{answered}");
}

#[test]
fn a_document_that_is_cut_short_shows_nothing_of_them() {
    let folder = folder();
    let whole = fs::read_to_string(folder.path().join("shop.json")).expect("read");
    let secrets: Vec<usize> = whole.match_indices("CANARY").map(|(at, _)| at).collect();
    for at in secrets.iter().step_by(9) {
        let cut = whole.get(..at + 8).expect("ASCII");
        let broken = format!("{}\u{1}{}", cut, whole.get(at + 8..).expect("ASCII"));
        for text in [cut, broken.as_str()] {
            fs::write(folder.path().join("broken.json"), text).expect("written");
            let run = posthaste(folder.path(), &["inspect", "broken.json"]);
            assert_eq!(run.code, 2);
            silent(&run, "a broken document");
        }
    }
}

#[test]
fn credentials_that_look_real_are_reported_with_their_locations() {
    let folder = folder();
    let run = run(folder.path(), &["inspect", "shop.json", "--format", "json"]);
    let report: Value = serde_json::from_str(&run.out).expect("JSON");
    let messages: Vec<String> = report["diagnostics"]
        .as_array()
        .expect("a list")
        .iter()
        .filter(|diagnostic| diagnostic["code"] == "PH0402")
        .inspect(|diagnostic| {
            assert!(
                diagnostic["line"].is_number() && diagnostic["file"].is_string(),
                "{diagnostic}"
            )
        })
        .map(|diagnostic| {
            diagnostic["message"]
                .as_str()
                .unwrap_or_default()
                .to_owned()
        })
        .collect();
    for place in [
        "`token` of the `bearer` auth",
        "`value` of the `apikey` auth",
        "`sessionToken` of the `awsv4` auth",
        "the header `Authorization`",
        "the header `X-Api-Key`",
        "the header `X-Trace` of a saved request",
        "the header `X-Auth-Token` of the saved response",
        "the variable `access_token`",
        "the variable `hidden`",
        "the variable `api_key`",
        "the query key `api_key`",
        "the query key `access_token`",
        "the URL holds",
        "the URL of a saved request",
        "the form field `client_secret`",
        "the form field `password`",
        "the body holds",
        "`password` in the body of a saved request",
        "the body of the saved response 400 `no`",
        "`access_token` in the body of the saved response",
    ] {
        assert!(
            messages.iter().any(|message| message.contains(place)),
            "{place} in {messages:#?}"
        );
    }
}
