//! A client of an OpenAPI document with a parameter of each kind puts them on the wire as their styles say.

use std::process::Command;

use posthaste_tests::server::{Answer, Server};

use super::corrected::fixture;
use super::scratch::{self, Driven, Made};
use super::shown;

#[test]
fn parameters_of_each_kind_are_sent_in_their_style() {
    let driven = Driven {
        case: "parameters",
        made: Made::By(fixture("parameters.openapi.yaml"), None),
        module: include_str!("calls/parameters.rs"),
    };
    let program = scratch::build("parameters", &[driven]);
    let server = Server::start(vec![Answer::new(204, &[], "")]);
    let output = Command::new(program)
        .args(["parameters", &server.host()])
        .output()
        .expect("the driver runs");
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{printed}{errors}");
    insta::assert_snapshot!(format!("{printed}\n{}", shown(&server).join("\n\n")));
}
