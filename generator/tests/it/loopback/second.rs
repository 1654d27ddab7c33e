//! A second vendor, quite unlike the repository's own: what its profile says holds, and nothing else does.

use std::process::Command;

use camino::Utf8PathBuf;
use posthaste_tests::server::{Answer, Server};
use posthaste_tests::shared::shared;

use super::corrected::fixture;
use super::scratch::{self, Driven, Made};
use super::shown;

#[test]
fn another_vendor_is_called_by_its_own_profile() {
    let Some(input) = shared("corpus/postman/adyen-management-v3.json") else {
        return;
    };
    let input = Utf8PathBuf::from_path_buf(input).expect("UTF-8");
    let made = Made::By(input, Some(fixture("second/adyen.toml")));
    let driven = Driven {
        case: "adyen",
        made,
        module: include_str!("calls/adyen.rs"),
    };
    let program = scratch::build("second", &[driven]);
    let page = |ids: &[&str]| {
        let merchants: Vec<String> = ids
            .iter()
            .map(|id| format!(r#"{{"id":"{id}","status":"Active"}}"#))
            .collect();
        let merchants = merchants.join(",");
        Answer::json(
            200,
            &format!(r#"{{"itemsTotal":3,"pagesTotal":2,"data":[{merchants}]}}"#),
        )
    };
    let problem = r#"{"type":"https://docs.adyen.com/errors/validation","errorCode":"30_112","title":"Invalid",
        "detail":"No such merchant","requestId":"NG47","invalidFields":[{"name":"merchantId","message":"is unknown"}]}"#;
    let server = Server::start(vec![
        // A list of two pages.
        page(&["a", "b"]),
        page(&["c"]),
        // A failure.
        Answer::json(422, problem),
        // What the profile knows to be repeatable comes again; what it does not, does not.
        Answer::reset(),
        Answer::json(200, r#"{"id":"d"}"#),
        Answer::reset(),
        // A key that is refused is no token that could be renewed.
        Answer::json(401, r#"{"errorCode":"00_401","title":"Unauthorized"}"#),
    ]);
    let output = Command::new(program)
        .args(["adyen", &server.host()])
        .output()
        .expect("the driver runs");
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{printed}{errors}");
    insta::assert_snapshot!(format!("{printed}\n{}", shown(&server).join("\n\n")));
}
