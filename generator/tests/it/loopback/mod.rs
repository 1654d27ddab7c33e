//! A generated client sends its own examples; `posthaste send` sends the items that they come from; the
//! two requests are equal.
//!
//! Ten small collections of different kinds stand in `tests/fixtures/loopback`; where the corpus lies
//! beside the repository, real ones join them. All clients and one program that calls them are built
//! in a scratch workspace below `target/`. The table of outcomes is a snapshot: what differs names its
//! reason.

mod cases;
mod corrected;
mod driver;
mod parameters;
mod scratch;
mod second;
mod seen;

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use posthaste_tests::server::{Answer, Received, Server};

use cases::{Case, ON_PURPOSE};
use driver::Client;

#[test]
fn ten_kinds_of_collections() {
    let (table, unexplained) = compare(cases::own(), "own");
    assert!(unexplained.is_empty(), "{}", unexplained.join("\n\n"));
    insta::assert_snapshot!(table);
}

#[test]
fn real_collections() {
    let cases = cases::real();
    if cases.is_empty() {
        return;
    }
    let (table, unexplained) = compare(cases, "real");
    assert!(unexplained.is_empty(), "{}", unexplained.join("\n\n"));
    insta::assert_snapshot!(table);
}

/// The table of all operations, and those whose difference has no reason.
fn compare(cases: Vec<Case>, workspace: &str) -> (String, Vec<String>) {
    let clients: Vec<Client> = cases.into_iter().map(Client::new).collect();
    let driven: Vec<_> = clients.iter().map(Client::driven).collect();
    let program = scratch::build(workspace, &driven);
    let (mut table, mut unexplained) = (String::new(), Vec::new());
    for client in &clients {
        let sent = send(&client.case);
        let driven = drive(&program, client);
        assert_eq!(
            sent.len(),
            client.items,
            "{}: `send --all` sends every item",
            client.case.name
        );
        for (operation, driven) in client.operations.iter().zip(driven) {
            let here = format!("{} / {}", client.case.name, operation.label);
            let sent = &sent[operation.item];
            let reason = ON_PURPOSE
                .iter()
                .find(|(name, _)| *name == here)
                .map(|(_, reason)| *reason);
            let same = driven.as_ref().is_ok_and(|driven| driven == sent);
            match (same, reason) {
                (true, None) => writeln!(table, "{here}: same").unwrap(),
                (false, Some(reason)) => {
                    writeln!(table, "{here}: differs on purpose: {reason}").unwrap();
                }
                (true, Some(_)) => {
                    unexplained.push(format!("{here} is the same now: take its reason out"));
                }
                (false, None) => unexplained.push(format!(
                    "{here}\n--- send\n{sent}\n--- client\n{}",
                    driven.unwrap_or_else(|error| error)
                )),
            }
        }
    }
    (table, unexplained)
}

/// What `posthaste send --all` puts on the wire, a request for each item.
fn send(case: &Case) -> Vec<String> {
    let server = Server::start(vec![Answer::json(200, "{}")]);
    let mut command = Command::new(env!("CARGO_BIN_EXE_posthaste"));
    command
        .current_dir(case.folder())
        .arg("send")
        .arg(&case.input)
        .arg("--all");
    for (key, value) in &case.variables {
        let value = value
            .replace("ORIGIN", &server.url())
            .replace("HOST", &server.host());
        command.arg("--var").arg(format!("{key}={value}"));
    }
    let output = command.output().expect("the command runs");
    let received = shown(&server);
    assert!(
        !received.is_empty(),
        "{}: {}",
        case.name,
        String::from_utf8_lossy(&output.stderr)
    );
    received
}

/// What the client puts on the wire, a request or a failure for each operation.
fn drive(program: &Path, client: &Client) -> Vec<Result<String, String>> {
    let server = Server::start(vec![Answer::json(200, "{}")]);
    let output = Command::new(program)
        .current_dir(client.case.folder())
        .arg(&client.case.name)
        .arg(server.host())
        .output()
        .expect("the driver runs");
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        output.status.success(),
        "{printed}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let mut received = shown(&server).into_iter();
    printed
        .lines()
        .map(|line| match line {
            "sent" => Ok(received.next().expect("what was sent arrived")),
            failure => Err(failure.to_owned()),
        })
        .collect()
}

fn shown(server: &Server) -> Vec<String> {
    let host = server.host();
    let shown = |request: &Received| seen::shown(request).replace(&host, "HOST");
    server.received().iter().map(shown).collect()
}
