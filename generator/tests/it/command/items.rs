//! `inspect`, `snippet` and `explain`: what they print about single items.

use std::fs;

use serde_json::Value;

use super::{collection, item, posthaste};

const SEED: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../collections/zoom/update-a-users-password.postman_item.json"
);

#[test]
fn the_seeds_item_as_json() {
    let folder = tempfile::tempdir().expect("a folder");
    let run = posthaste(folder.path(), &["inspect", SEED, "--format", "json"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let report: Value = serde_json::from_str(&run.out).expect("JSON");
    assert_eq!(report["totals"]["requests"], 1);
    assert_eq!(report["totals"]["operations"], 1);
    assert_eq!(report["totals"]["skipped"], 0);
    let operation = &report["operations"][0];
    assert_eq!(operation["key"], "PUT /users/{userId}/password");
    assert_eq!(operation["item"], "Update a user's password");
    assert_eq!(
        (&operation["service"], &operation["function"]),
        (&"users".into(), &"update_password".into())
    );
    let parameter = &operation["parameters"][0];
    assert_eq!(parameter["name"], "userId");
    assert_eq!(
        (&parameter["in"], &parameter["type"]),
        (&"path".into(), &"string".into())
    );
    assert_eq!(parameter["required"], true);
    assert_eq!(operation["body"]["kind"], "multipart");
    assert_eq!(operation["responses"][0]["status"], 204);
    let errors: Vec<(u64, Option<&str>)> = operation["errors"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|error| {
            (
                error["status"].as_u64().expect("a status"),
                error["code"].as_str(),
            )
        })
        .collect();
    assert!(
        errors.starts_with(&[(400, Some("300")), (404, Some("1001"))]),
        "{errors:?}"
    );
    assert!(operation["errors"][0]["variant"].is_string());
    assert_eq!(operation["scopes"][0], "user:write:admin");
    assert_eq!(operation["rate_label"], "Medium");
    assert!(operation["pagination"].is_null() && operation["skipped"].is_null());
    assert!(report["diagnostics"].is_array());
}

#[test]
fn what_is_skipped_is_listed_with_its_place() {
    let folder = tempfile::tempdir().expect("a folder");
    let lost = r#"{ "name": "Lost", "request": { "method": "GET" } }"#;
    let items = format!("{}, {lost}", item("Get", "things"));
    fs::write(folder.path().join("a.json"), collection(&items)).expect("written");
    let run = posthaste(folder.path(), &["inspect", "a.json", "--format", "json"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let report: Value = serde_json::from_str(&run.out).expect("JSON");
    let skipped = &report["operations"][1];
    assert!(
        skipped["key"].is_null() && skipped["item"] == "Lost" && skipped["skipped"].is_string()
    );
    assert!(skipped["line"].is_number());
    let diagnostic = &report["diagnostics"][0];
    assert_eq!(diagnostic["file"], "a.json");
    assert!(
        diagnostic["code"]
            .as_str()
            .is_some_and(|code| code.starts_with("PH"))
    );
    assert!(diagnostic["line"].is_number() && diagnostic["column"].is_number());
}

#[test]
fn inspect_for_people() {
    let folder = tempfile::tempdir().expect("a folder");
    let run = posthaste(folder.path(), &["inspect", SEED]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(
        run.out.contains("PUT /users/{userId}/password"),
        "{}",
        run.out
    );
    assert!(run.out.contains("errors 400/300 404/1001"), "{}", run.out);
}

#[test]
fn a_curl_command() {
    let folder = tempfile::tempdir().expect("a folder");
    let run = posthaste(
        folder.path(),
        &[
            "snippet",
            SEED,
            "Update a user's password",
            "--lang",
            "curl",
        ],
    );
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.starts_with("curl -X PUT"), "{}", run.out);
    assert!(
        run.out.contains("--form 'password=dolor Excepteur minim'"),
        "{}",
        run.out
    );
    assert!(
        run.out
            .contains("/users/quis%20officia%20in%20reprehenderit/password"),
        "{}",
        run.out
    );
}

#[test]
fn an_item_is_found_offered_or_listed() {
    let folder = tempfile::tempdir().expect("a folder");
    let items = format!("{}, {}", item("Get", "things"), item("Get", "others"));
    fs::write(folder.path().join("a.json"), collection(&items)).expect("written");
    let ask = |selector| {
        posthaste(
            folder.path(),
            &["snippet", "a.json", selector, "--lang", "curl"],
        )
    };
    assert_eq!(ask("GET /things").code, 0);
    let several = ask("Get");
    assert_eq!(several.code, 2);
    assert!(
        several.err.contains("GET /things") && several.err.contains("GET /others"),
        "{}",
        several.err
    );
    let unknown = ask("GET /thing");
    assert_eq!(unknown.code, 2);
    assert!(unknown.err.contains("GET /things"), "{}", unknown.err);
}

#[test]
fn an_item_may_be_left_out_or_be_none() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |items: &str| {
        fs::write(folder.path().join("a.json"), collection(items)).expect("written");
    };
    let ask = |args: &[&str]| posthaste(folder.path(), args);
    write(&item("Get", "things"));
    assert_eq!(ask(&["snippet", "a.json", "--lang", "curl"]).code, 0);
    write(&format!(
        "{}, {}",
        item("Get", "things"),
        item("Put", "others")
    ));
    let several = ask(&["snippet", "a.json"]);
    assert_eq!(several.code, 2);
    assert!(
        several.err.contains("the input contains 2 items"),
        "{}",
        several.err
    );
    write(&format!(
        r#"{{ "name": "Things", "item": [{}] }}"#,
        item("Get", "things")
    ));
    let of_folder = ask(&["send", "a.json", "Things"]);
    assert_eq!(of_folder.code, 2);
    assert!(
        of_folder.err.contains("`Things` is a folder") && of_folder.err.contains("Get"),
        "{}",
        of_folder.err
    );
    write(&format!(
        r#"{}, {{ "name": "Empty" }}, {{ "name": "Lost", "request": {{ "method": "GET" }} }}"#,
        item("Get", "things")
    ));
    let empty = ask(&["send", "a.json", "Empty"]);
    assert_eq!(empty.code, 1);
    assert!(
        empty.err.contains("the item holds no request"),
        "{}",
        empty.err
    );
    let lost = ask(&["snippet", "a.json", "Lost"]);
    assert_eq!(lost.code, 2);
    assert!(lost.err.contains("`Lost` is skipped"), "{}", lost.err);
}

#[test]
fn a_code_that_is_none_leads_to_others() {
    let folder = tempfile::tempdir().expect("a folder");
    let run = posthaste(folder.path(), &["explain", "PH0299"]);
    assert_eq!(run.code, 2);
    assert!(
        run.err.contains("there is no code `PH0299`") && run.err.contains("PH0221"),
        "{}",
        run.err
    );
    let run = posthaste(folder.path(), &["explain", "credential"]);
    assert!(run.err.contains("PH0402"), "{}", run.err);
}

#[test]
fn a_profile_that_is_none_is_called_what_it_is() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(
        folder.path().join("a.json"),
        collection(&item("Get", "things")),
    )
    .expect("written");
    fs::write(
        folder.path().join("e.json"),
        r#"{ "name": "e", "values": [] }"#,
    )
    .expect("written");
    for (file, what) in [
        ("e.json", "a Postman environment"),
        ("a.json", "a Postman collection"),
    ] {
        let run = posthaste(folder.path(), &["inspect", "a.json", "--profile", file]);
        assert_eq!(run.code, 2);
        assert!(
            run.err
                .contains(&format!("this should be a profile, and is {what}")),
            "{}",
            run.err
        );
    }
    let run = posthaste(folder.path(), &["inspect", "a.json", "--env", "a.json"]);
    assert!(
        run.err
            .contains("this should be an environment, and is a collection"),
        "{}",
        run.err
    );
}

#[test]
fn codes_are_explained() {
    let folder = tempfile::tempdir().expect("a folder");
    let run = posthaste(folder.path(), &["explain", "PH0003"]);
    assert_eq!(run.code, 0);
    assert!(
        run.out
            .starts_with("PH0003 (error): neither JSON nor YAML\n"),
        "{}",
        run.out
    );
}
