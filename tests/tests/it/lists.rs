//! Zoom's lists: which are read page by page, and that each item comes once.

use std::collections::BTreeSet;

use posthaste_tests::canary::CANARY;
use posthaste_tests::server::{Answer, Server};
use serde_json::Value;
use zoom_client::users::UserStatus;
use zoom_client::{Client, Error};

/// The requests of a collection that take a page's number or token, by method and path. Counted without
/// the generator.
fn lists(node: &Value, found: &mut BTreeSet<String>) {
    for item in node["item"].as_array().into_iter().flatten() {
        lists(item, found);
        let request = &item["request"];
        let query = request["url"]["query"].as_array();
        let is_list = query.into_iter().flatten().any(|pair| {
            ["next_page_token", "page_number"].contains(&pair["key"].as_str().unwrap_or_default())
        });
        if is_list {
            let path = request["url"]["path"].as_array().expect("a path");
            let path: Vec<&str> = path.iter().filter_map(Value::as_str).collect();
            let method = request["method"].as_str().unwrap_or_default();
            found.insert(format!("{method} /{}", path.join("/")));
        }
    }
}

#[test]
fn every_list_of_zoom_is_read_page_by_page() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    let text = std::fs::read_to_string(format!(
        "{root}/collections/zoom/zoom.postman_collection.json"
    ));
    let collection: Value = serde_json::from_str(&text.expect("the collection")).expect("JSON");
    let mut expected = BTreeSet::new();
    lists(&collection, &mut expected);
    let mut streams = 0;
    let mut open = vec![std::path::PathBuf::from(format!(
        "{root}/generated-client/src"
    ))];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
                continue;
            }
            let text = std::fs::read_to_string(path).expect("a file");
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            streams += text
                .replace("call!( ", "call!(")
                .matches("call!(list ")
                .count();
        }
    }
    assert_eq!((expected.len(), streams), (57, 57), "{expected:#?}");
}

fn client(server: &Server) -> Client {
    let client = Client::builder().base_url(server.url()).bearer(CANARY);
    client.build().expect("a client")
}

fn page(ids: &[&str], token: &str) -> Answer {
    let users: Vec<String> = ids
        .iter()
        .map(|id| format!("{{\"id\":\"{id}\"}}"))
        .collect();
    let users = users.join(",");
    Answer::json(
        200,
        &format!("{{\"users\":[{users}],\"next_page_token\":{token}}}"),
    )
}

#[tokio::test]
async fn each_user_comes_once_and_the_query_stays_the_same() {
    let server = Server::start(vec![
        page(&["a", "b"], "\"t1\""),
        page(&[], "\"t2\""),
        page(&["c"], "\"\""),
    ]);
    let zoom = client(&server);
    let mut users = zoom
        .users()
        .list()
        .status(UserStatus::Active)
        .page_size(2)
        .items();
    let mut ids = Vec::new();
    while let Some(user) = users.try_next().await.expect("a page") {
        ids.extend(user.id);
    }
    assert_eq!(ids, ["a", "b", "c"]);
    let targets: Vec<String> = server
        .received()
        .iter()
        .map(|request| request.target().to_owned())
        .collect();
    let first = "/users?status=active&page_size=2";
    let next = |token: &str| format!("{first}&next_page_token={token}");
    assert_eq!(targets, [first.to_owned(), next("t1"), next("t2")]);
}

#[tokio::test]
async fn a_token_that_comes_again_ends_the_list_with_an_error() {
    let server = Server::start(vec![page(&["a"], "\"t1\""), page(&["b"], "\"t1\"")]);
    let zoom = client(&server);
    let outcome = zoom.users().list().items().try_collect().await;
    assert!(matches!(outcome, Err(Error::Page(_))), "{outcome:?}");
    assert_eq!(server.received().len(), 2);
}

#[tokio::test]
async fn pages_come_whole_and_can_be_taken_up_again() {
    let server = Server::start(vec![page(&["a"], "\"t1\""), page(&["b"], "null")]);
    let zoom = client(&server);
    let mut pages = zoom.users().list().pages();
    let first = pages.try_next().await.expect("a page").expect("the first");
    assert_eq!(first.users.len(), 1);
    let position = pages.position().expect("there is more");
    drop(pages);
    let rest = zoom.users().list().items().resume(&position);
    assert_eq!(rest.try_collect().await.expect("the rest").len(), 1);
    assert_eq!(server.received()[1].target(), "/users?next_page_token=t1");
}
