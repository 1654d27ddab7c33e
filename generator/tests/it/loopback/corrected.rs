//! A client that a profile corrected: it compiles, and what it sends and reads is what the profile says.

use std::process::Command;

use camino::Utf8PathBuf;
use posthaste_tests::server::{Answer, Server};
use posthaste_tests::shared::root;

use super::scratch::{self, Driven, Made};
use super::shown;

pub(crate) fn fixture(path: &str) -> Utf8PathBuf {
    let path = root().join("tests/fixtures").join(path);
    Utf8PathBuf::from_path_buf(path).expect("UTF-8")
}

#[test]
fn what_a_profile_corrects_holds_on_the_wire() {
    let made = Made::By(
        fixture("corrections/shop.json"),
        Some(fixture("corrections/shop.toml")),
    );
    let driven = Driven {
        case: "shop",
        made,
        module: include_str!("calls/shop.rs"),
    };
    let program = scratch::build("corrected", &[driven]);
    let orders = r#"{"orders":[{"id":17,"state":"paid","note":null,"total":"12.5000"}]}"#;
    let server = Server::start(vec![
        Answer::json(201, r#"{"id":"/a+1"}"#),
        Answer::new(204, &[], ""),
        Answer::new(204, &[], ""),
        Answer::json(200, orders),
        Answer::json(200, r#"{"paid":true}"#),
    ]);
    let output = Command::new(program)
        .args(["shop", &server.host()])
        .output()
        .expect("the driver runs");
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{printed}{errors}");
    insta::assert_snapshot!(format!("{printed}\n{}", shown(&server).join("\n\n")));
}
