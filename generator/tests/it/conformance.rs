//! What `posthaste send` puts on a socket, beside what Postman's own runtime put there.
//!
//! `../shared/conformance` holds the executed cases. Compared are the request line, the host, the
//! content type, all other headers that a person wrote or auth made, in order, and the body; a
//! multipart form by its parts. The table of outcomes is a snapshot: a case that is not `same` names
//! the row of the edge-case page that allows it.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use posthaste_tests::server::{Answer, Received, Server};
use posthaste_tests::shared::shared;
use serde_json::Value;

/// Why a case is not sent as Postman sends it.
const ON_PURPOSE: &[(&str, &str)] = &[
    (
        "t1.raw_only_obj",
        "B3: `raw` is read where there are no parts",
    ),
    (
        "t1.path_objseg",
        "B7: a segment's object holds it in `value`",
    ),
    (
        "t1.pv_slash_val",
        "C12: a path variable's value is one segment",
    ),
    (
        "t1.pv_var_val",
        "C12: a path variable's value is one segment",
    ),
    ("t1.q_num", "D5: numbers and switches are values too"),
    (
        "t1.q_noencode",
        "B26: the flag that lets a request fail is ignored",
    ),
    (
        "t1.var_proto",
        "B16, D8: one slash where base and path meet, one value a template",
    ),
    ("t2.ue_nullkey", "F20: a pair without a key is dropped"),
    (
        "t2.fd_file_missing",
        "a file outside the collection's folder is refused, whether it is there or not",
    ),
    ("t2.hdr_null", "E5: a header without a value is dropped"),
    ("t3.bearer_str", "H9: a bare text is the token"),
    ("t3.env_disabled", "G5: `enabled: false` is honoured"),
    ("t3.env_null_value", "G8: null is no value"),
    ("t3.var_by_id", "G3: a variable's id stands for its key"),
    ("t3.dyn", "G18: made anew by each run"),
    ("t8.hdr_space", "E9: a header's name is trimmed"),
    (
        "t8.dis_str_false_h",
        "D15: the text \"false\" switches nothing off",
    ),
    ("t8.enabled_false_fd", "D17: `enabled: false` is honoured"),
    ("t8.port_empty", "B13: an empty port is none"),
    (
        "t8.legacy_parser_q",
        "recorded with Node's old URL parser, which Postman itself has left",
    ),
    ("t8.nested_q_var_amp", "D8: a template's value is one value"),
    (
        "t8.fd_type_missing_src",
        "F31: a part with a source is a file",
    ),
];

/// Headers that each sender adds of its own accord.
const OWN: &[&str] = &[
    "accept",
    "host",
    "user-agent",
    "content-type",
    "content-length",
    "connection",
    "transfer-encoding",
];

#[test]
fn send_puts_on_the_wire_what_postman_does() {
    let Some(cases) = shared("conformance/postman-wire.jsonl") else {
        return;
    };
    let folder = tempfile::tempdir().expect("a folder for the cases");
    fs::copy(cases.with_file_name("f.txt"), folder.path().join("f.txt"))
        .expect("the file to upload");
    let text = fs::read_to_string(&cases).expect("the cases");
    let mut table = String::new();
    let mut unexplained = Vec::new();
    for line in text.lines() {
        let case: Value = serde_json::from_str(line).expect("a case is JSON");
        let id = case["id"].as_str().expect("a case has an id");
        let outcome = outcome(&case, folder.path());
        let reason = ON_PURPOSE
            .iter()
            .find(|(name, _)| *name == id)
            .map(|(_, reason)| *reason);
        let row = match (outcome, reason) {
            (Outcome::Same, None) => format!("{id}: same"),
            (Outcome::Same, Some(_)) => {
                unexplained.push(format!("{id} is the same now: take its reason out"));
                continue;
            }
            (Outcome::Differs(_), Some(reason)) => format!("{id}: differs on purpose ({reason})"),
            (Outcome::Refused(_), Some(reason)) => format!("{id}: refused ({reason})"),
            (Outcome::Differs(how) | Outcome::Refused(how), None) => {
                unexplained.push(format!("{id}\n{how}"));
                continue;
            }
        };
        writeln!(table, "{row}").expect("a string takes it");
    }
    assert!(
        unexplained.is_empty(),
        "{} unexplained:\n{}",
        unexplained.len(),
        unexplained.join("\n")
    );
    insta::assert_snapshot!(table);
}

enum Outcome {
    Same,
    Differs(String),
    Refused(String),
}

fn outcome(case: &Value, folder: &Path) -> Outcome {
    let server = Server::start(vec![Answer::json(200, "{}")]);
    let host = server.host();
    let port = host.rsplit(':').next().expect("a port");
    let local = |value: &Value| value.to_string().replace("PORT", port);
    let id = case["id"].as_str().unwrap_or_default();
    let input = folder.join(format!("{id}.json"));
    fs::write(&input, local(&case["collection"])).expect("the collection");
    let mut command = Command::new(env!("CARGO_BIN_EXE_posthaste"));
    command
        .current_dir(folder)
        .arg("send")
        .arg(&input)
        .arg("--all");
    for (scope, mark) in [("env", "environment"), ("globals", "globals")] {
        let mut values = case["options"][scope].clone();
        if values.is_object() {
            values["_postman_variable_scope"] = mark.into();
            let file = folder.join(format!("{id}.{scope}.json"));
            fs::write(&file, local(&values)).expect("the environment");
            command.arg("--env").arg(file);
        }
    }
    for (key, value) in case["options"]["data"][0].as_object().into_iter().flatten() {
        command
            .arg("--var")
            .arg(format!("{key}={}", value.as_str().unwrap_or_default()));
    }
    let output = command.output().expect("the command runs");
    let ours: Vec<String> = server.received().iter().map(shown_ours).collect();
    let theirs = case["wire"].as_array().expect("what Postman sent");
    let theirs: Vec<String> = theirs
        .iter()
        .map(|wire| shown_theirs(&wire.as_str().unwrap_or_default().replace("PORT", port)))
        .collect();
    match (ours == theirs, ours.is_empty()) {
        (true, _) => Outcome::Same,
        (false, true) => Outcome::Refused(format!(
            "  postman: {theirs:#?}\n  refused: {}",
            String::from_utf8_lossy(&output.stderr)
        )),
        (false, false) => Outcome::Differs(format!("  postman: {theirs:#?}\n  ours:    {ours:#?}")),
    }
}

fn shown_theirs(wire: &str) -> String {
    // The cases hold bytes as latin-1.
    let bytes: Vec<u8> = wire
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?'))
        .collect();
    let end = bytes
        .windows(4)
        .position(|window| window == b"\r\n\r\n")
        .expect("a head ends");
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    shown_ours(&Received {
        head,
        body: bytes[end + 4..].to_vec(),
        at: std::time::Instant::now(),
    })
}

/// What matters of a request, a line each.
fn shown_ours(request: &Received) -> String {
    let mut text = request.head.lines().next().unwrap_or_default().to_owned();
    let content_type = request.header("content-type").unwrap_or("-");
    let multipart = content_type.starts_with("multipart/form-data; boundary");
    let content_type = if multipart {
        "multipart/form-data"
    } else {
        content_type
    };
    let host = request.header("host").unwrap_or("-");
    write!(text, "\nhost {host}\ntype {content_type}").expect("a string takes it");
    for (name, value) in request.headers() {
        let name = name.to_ascii_lowercase();
        if !OWN.contains(&name.as_str()) || (name == "accept" && value != "*/*") {
            write!(text, "\n{name}: {value}").expect("a string takes it");
        }
    }
    if multipart {
        for (head, body) in request.parts() {
            let head = head.replace("\r\n", " | ");
            write!(text, "\npart {head} || {}", body.escape_ascii()).expect("a string takes it");
        }
    } else {
        write!(text, "\nbody {}", request.body.escape_ascii()).expect("a string takes it");
    }
    text
}
