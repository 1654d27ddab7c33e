//! Every kind of secret that a saved request may hold, each as a canary of its own: none of them is printed or
//! written, and ordinary words stay. Values are put together when the test runs, so that no scanner of
//! repositories takes them for real ones.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::{files, posthaste};

/// A text that no name and no form gives away but the one it stands under.
fn canary(number: usize) -> String {
    format!("C4n4ryS3cr3t{number:03}xYzQ")
}

/// Gives each secret a number of its own.
#[derive(Default)]
struct Canaries {
    count: usize,
}

impl Canaries {
    fn next(&mut self) -> String {
        self.count += 1;
        canary(self.count)
    }

    /// A value with a canary in it: `{}` stands for it.
    fn within(&mut self, form: &str) -> String {
        form.replace("{}", &self.next())
    }
}

/// Names of headers whose values are secrets.
const HEADERS: &[&str] = &[
    "X-Signature",
    "X-Pin",
    "X-Hub-Signature-256",
    "Stripe-Signature",
    "X-Api-Key",
    "X-Auth",
    "X-Auth-Token",
    "X-Session",
    "X-Session-Id",
    "X-Amz-Security-Token",
    "X-Goog-Api-Key",
    "Ocp-Apim-Subscription-Key",
    "X-Vault-Token",
    "X-CSRF-Token",
    "X-Shopify-Access-Token",
    "Private-Token",
    "Cookie",
    "Proxy-Authorization",
];

/// Names of query keys, form fields and members of bodies whose values are secrets.
const FIELDS: &[&str] = &[
    "sig",
    "X-Amz-Signature",
    "X-Amz-Credential",
    "code",
    "appid",
    "pwd",
    "otp",
    "pin",
    "assertion",
    "client_assertion",
    "client_secret",
    "access_token",
    "refresh_token",
    "id_token",
    "api_key",
    "key",
    "password",
    "new_password",
    "passphrase",
    "passcode",
    "session_id",
    "JSESSIONID",
    "code_verifier",
    "hmac",
    "ticket",
    "jwt",
    "secret",
    "AccountKey",
    "SharedAccessSignature",
];

/// Values that are secrets whatever their name.
fn values(canaries: &mut Canaries) -> Vec<String> {
    let pem = |kind: &str| {
        format!("-----BEGIN {kind}PRIVATE KEY-----\nMIIE{{}}\n-----END {kind}PRIVATE KEY-----")
    };
    let dashed = |parts: &[&str]| parts.join("_");
    let forms = [
        pem(""),
        pem("RSA "),
        pem("OPENSSH "),
        dashed(&["ghp", "{}"]),
        dashed(&["github", "pat", "{}"]),
        dashed(&["sk", "live", "{}"]),
        dashed(&["rk", "live", "{}"]),
        ["glpat", "{}"].join("-"),
        ["xoxb", "1234", "{}"].join("-"),
        ["PMAK", "{}"].join("-"),
        ["AK", "IA{}"].concat(),
        ["AI", "za{}"].concat(),
        ["ya29", "{}"].join("."),
        ["SG", "{}", "x"].join("."),
        ["eyJhbGciOiJIUzI1NiJ9", "eyJzdWIiOiIxIn0", "{}"].join("."),
        "Bearer {}".to_owned(),
        "Digest username=\"me\", response=\"{}\"".to_owned(),
        "AWS4-HMAC-SHA256 Credential=a/b, SignedHeaders=host, Signature={}".to_owned(),
        "https://me:{}@shop.example.com/v1".to_owned(),
        "postgres://me:{}@db.example.com:5432/shop".to_owned(),
        "https://x.blob.example.com/a?sv=2020&sig={}&se=2030".to_owned(),
        "https://bucket.example.com/a?X-Amz-Signature={}".to_owned(),
        "https://shop.example.com/callback?code={}&state=1".to_owned(),
        "https://hooks.slack.com/services/T00/B00/{}".to_owned(),
        "https://discord.com/api/webhooks/1234/{}".to_owned(),
        "https://x.webhook.office.com/webhookb2/a/IncomingWebhook/{}/b".to_owned(),
        "https://api.telegram.org/bot123:{}/sendMessage".to_owned(),
        "DefaultEndpointsProtocol=https;AccountName=a;AccountKey={};EndpointSuffix=x".to_owned(),
        "Endpoint=sb://x/;SharedAccessKeyName=a;SharedAccessKey={}".to_owned(),
        "Server=db;User Id=me;Password={};".to_owned(),
    ];
    forms.iter().map(|form| canaries.within(form)).collect()
}

/// Sentences and commands with a secret in them.
fn prose(canaries: &mut Canaries) -> String {
    let sentences = [
        "Call it with `curl -H 'Authorization: Bearer {}' https://x.io`.",
        "password: {}",
        "Log in with password = `{}`.",
        "curl -u me:{} https://x.io/a",
        "curl -H \"X-Api-Key: {}\" https://x.io",
        "Cookie: session={}",
        "It is signed: https://x.io/a?sig={}&b=1.",
        "Post to https://hooks.slack.com/services/T00/B00/{}.",
        "Use postgres://me:{}@db/shop.",
        "{\"client_secret\": \"{}\"}",
        "X-Signature: {}",
        "The bearer {} is mine.",
        "-----BEGIN EC PRIVATE KEY-----\n{}\n-----END EC PRIVATE KEY-----",
    ];
    let texts = sentences.iter().map(|text| canaries.within(text));
    texts.collect::<Vec<_>>().join("\n\n")
}

fn item(name: &str, more: &Value) -> Value {
    let mut request = json!({"method": "POST", "url": {"host": ["{{baseUrl}}"], "path": [name]}});
    for (key, value) in more.as_object().into_iter().flatten() {
        request[key] = value.clone();
    }
    json!({"name": name, "request": request, "response": [{"name": "ok", "code": 200, "body": "{\"id\": 1}"}]})
}

fn pairs(names: &[&str], canaries: &mut Canaries) -> Value {
    let pair = |name: &&str| json!({"key": name, "value": canaries.next(), "type": "text"});
    names.iter().map(pair).collect()
}

fn members(names: &[&str], canaries: &mut Canaries) -> String {
    let member = |name: &&str| ((*name).to_owned(), json!(canaries.next()));
    let members: serde_json::Map<String, Value> = names.iter().map(member).collect();
    Value::Object(members).to_string()
}

/// Values under names that say nothing.
fn unnamed(values: Vec<String>) -> Value {
    let member = |(at, value)| (format!("f{at}"), Value::String(value));
    Value::Object(values.into_iter().enumerate().map(member).collect())
}

fn unnamed_pairs(values: Vec<String>) -> Value {
    let pair = |(at, value): (usize, String)| json!({"key": format!("f{at}"), "value": value, "type": "text"});
    values.into_iter().enumerate().map(pair).collect()
}

fn collection(c: &mut Canaries) -> Value {
    let raw = |text: String, language: &str| json!({"body": {"mode": "raw", "raw": text, "options": {"raw": {"language": language}}}});
    let mut items = vec![
        item(
            "headers",
            &json!({"header": pairs(HEADERS, c), "description": prose(c)}),
        ),
        item(
            "form",
            &json!({"body": {"mode": "urlencoded", "urlencoded": pairs(FIELDS, c)}}),
        ),
        item(
            "parts",
            &json!({"body": {"mode": "formdata", "formdata": pairs(FIELDS, c)}}),
        ),
        item("json", &raw(members(FIELDS, c), "json")),
        item("jsonvalues", &raw(unnamed(values(c)).to_string(), "json")),
        item("text", &raw(prose(c), "text")),
        item(
            "formvalues",
            &json!({"body": {"mode": "urlencoded", "urlencoded": unnamed_pairs(values(c))}}),
        ),
        item(
            "headervalues",
            &json!({"header": unnamed_pairs(
            values(c).into_iter().filter(|value| !value.contains('\n')).collect())}),
        ),
        item(
            "graph",
            &json!({"body": {"mode": "graphql", "graphql": {
            "query": c.within("mutation { login(otp: \"{}\") { id } }"), "variables": members(FIELDS, c)}}}),
        ),
    ];
    let query = json!({"host": ["{{baseUrl}}"], "path": ["query"], "query": pairs(FIELDS, c)});
    items.push(item("query", &json!({"url": query})));
    let query = json!({"host": ["{{baseUrl}}"], "path": ["queryvalues"], "query": unnamed_pairs(values(c))});
    items.push(item("queryvalues", &json!({"url": query})));
    let path = json!({"host": ["{{baseUrl}}"], "path": ["path", ":token", ":pin"],
        "variable": [{"key": "token", "value": c.next()}, {"key": "pin", "value": c.next(), "description": prose(c)}]});
    items.push(item("path", &json!({"url": path})));
    let hook = json!({"protocol": "https", "host": ["hooks", "slack", "com"], "path": ["services", ":team", ":channel"],
        "variable": [{"key": "team", "value": c.next()}, {"key": "channel", "value": c.next()}]});
    items.push(item("hook", &json!({"url": hook})));
    let literal = format!("https://hooks.slack.com/services/T00/B00/{}", c.next());
    items.push(item("literalhook", &json!({"url": literal})));
    items.push(json!({"name": "", "request": {"method": "POST", "url": format!("https://hooks.slack.com/services/T00/{}", c.next())}}));
    items.push(item("hookvariable", &json!({"url": "{{hook}}"})));
    let mut saved = item("saved", &json!({}));
    saved["response"] = json!([
        {"name": "ok", "code": 200, "header": pairs(HEADERS, c), "body": members(FIELDS, c),
            "originalRequest": {"method": "POST", "url": {"host": ["{{baseUrl}}"], "path": ["saved"], "query": pairs(FIELDS, c)},
                "header": pairs(HEADERS, c), "body": {"mode": "raw", "raw": members(FIELDS, c)}}},
        {"name": "other", "code": 202, "body": unnamed(values(c)).to_string()},
        {"name": "no", "code": 400, "body": json!({"code": 7, "message": prose(c)}).to_string()},
        {"name": c.within("password: {}"), "code": 409, "body": prose(c)},
    ]);
    items.push(saved);
    json!({
        "info": {"name": "Shop", "description": prose(c), "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
        "variable": [
            {"key": "baseUrl", "value": "https://shop.example.com/v1", "description": prose(c)},
            {"key": "hook", "value": c.within("https://hooks.slack.com/services/T00/B00/{}")},
        ],
        "item": [{"name": "Folder", "description": prose(c), "item": items}],
    })
}

/// The lines of a text that show a canary, each with where it was found.
fn leaks(text: &str, place: &str) -> Vec<String> {
    let lines = text.lines().filter(|line| line.contains("C4n4ry"));
    lines.map(|line| format!("{place}: {line}")).collect()
}

fn run(folder: &Path, args: &[&str]) -> (String, Vec<String>) {
    let run = posthaste(folder, args);
    assert_eq!(run.code, 0, "{args:?}: {}", run.err);
    let place = args.join(" ");
    let found = [leaks(&run.out, &place), leaks(&run.err, &place)].concat();
    (run.out, found)
}

#[test]
fn no_secret_of_any_kind_is_written_or_printed() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut canaries = Canaries::default();
    let text = serde_json::to_string_pretty(&collection(&mut canaries)).expect("JSON");
    assert!(canaries.count >= 75, "{}", canaries.count);
    fs::write(folder.path().join("a.json"), &text).expect("written");
    let mut found = run(folder.path(), &["generate", "a.json", "-o", "out", "-v"]).1;
    for (name, bytes) in files(&folder.path().join("out")) {
        found.extend(leaks(&String::from_utf8_lossy(&bytes), &name));
    }
    found.extend(run(folder.path(), &["inspect", "a.json", "-v"]).1);
    found.extend(run(folder.path(), &["inspect", "a.json", "--format", "json"]).1);
    for name in [
        "headers",
        "form",
        "parts",
        "json",
        "jsonvalues",
        "text",
        "formvalues",
        "headervalues",
        "graph",
        "query",
        "queryvalues",
        "path",
        "hook",
        "literalhook",
        "hookvariable",
        "saved",
    ] {
        for language in ["rust", "curl"] {
            let args = ["snippet", "a.json", name, "--lang", language];
            found.extend(run(folder.path(), &args).1);
        }
    }
    // A line of a broken document is shown as it stands, but for its values.
    for (at, _) in text.match_indices("C4n4ry").step_by(41) {
        fs::write(folder.path().join("cut.json"), &text[..at + 19]).expect("written");
        let cut = posthaste(folder.path(), &["inspect", "cut.json"]);
        assert_eq!(cut.code, 2, "{}", cut.err);
        found.extend(leaks(&cut.err, "a document that is cut"));
    }
    assert!(
        found.is_empty(),
        "{} leaks:\n{}",
        found.len(),
        found.join("\n")
    );
}

#[test]
fn each_place_of_a_secret_is_warned_of() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = collection(&mut Canaries::default()).to_string();
    fs::write(folder.path().join("a.json"), text).expect("written");
    let (out, _) = run(folder.path(), &["inspect", "a.json", "--format", "json"]);
    for place in [
        "the header `X-Signature`",
        "the header `X-Pin`",
        "the query key `sig`",
        "the query key `X-Amz-Signature`",
        "the query key `pwd`",
        "the query key `code`",
        "the form field `otp`",
        "the form field `assertion`",
        "the form field `f0`",
        "the body",
        "the description holds",
        "the path holds",
        "the variable `hook`",
        "the header `X-Hub-Signature-256` of the saved response",
    ] {
        assert!(out.contains(place), "{place} in {out}");
    }
}

#[test]
fn ordinary_words_stay() {
    let folder = tempfile::tempdir().expect("a folder");
    let description = "The token: a word. What is a password? Pass a bearer token. The secret is short. \
         Send `Basic base64Encode({client_id}:{client_secret})`.";
    let body = json!({"token_type": "bearer", "code": 1001, "currency_code": "EUR", "next_page_token": "second-page",
        "password_length": 12, "issue_key": "SHOP-12", "status_code": "not_found", "uuid": "6f9619ff-8b86-d011-b42d-00c04fc964ff"});
    let text = json!({
        "info": {"name": "Shop", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
        "item": [{"name": "Log in", "request": {"method": "POST", "description": description,
            "url": {"host": ["https://shop.example.com"], "path": ["login"], "query": [
                {"key": "code", "value": "EUR"}, {"key": "key", "value": "name"}]},
            "body": {"mode": "raw", "raw": json!({"password": "<string>", "user": "jane", "hint": "see webhooks/options"}).to_string()}},
            "response": [{"name": "ok", "code": 200, "body": body.to_string()}]}],
    });
    fs::write(folder.path().join("a.json"), text.to_string()).expect("written");
    run(folder.path(), &["generate", "a.json", "-o", "out"]);
    let written: Vec<String> = files(&folder.path().join("out"))
        .into_iter()
        .filter(|(name, _)| !name.starts_with("runtime/"))
        .map(|(_, bytes)| String::from_utf8_lossy(&bytes).into_owned())
        .collect();
    let written = written.join("\n");
    for word in [
        "a word",
        "What is a password?",
        "a bearer token",
        "secret is short",
        "Basic base64Encode(",
        "token_type",
        "next_page_token",
        "password",
    ] {
        assert!(written.contains(word), "{word}");
    }
    let marks = ["[hidden]", "<hidden>"];
    let is_marked = |line: &&str| marks.iter().any(|mark| line.contains(mark));
    assert_eq!(written.lines().find(is_marked), None);
    let (warned, _) = run(folder.path(), &["inspect", "a.json", "--format", "json"]);
    assert!(!warned.contains("PH0402"), "{warned}");
}
