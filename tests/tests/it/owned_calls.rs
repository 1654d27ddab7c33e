//! Calls own what they need: they can be stored, returned, and sent to other threads.

use std::collections::BTreeMap;

use posthaste_tests::canary::CANARY;
use posthaste_tests::server::{Answer, Server};
use zoom_client::runtime::{Items, Pages};
use zoom_client::users::{ListUsers, ListUsersError, ListUsersResponse, UpdatePassword, User};
use zoom_client::{Call, Client, Error};

fn client(server: &Server) -> Client {
    let client = Client::builder().base_url(server.url()).bearer(CANARY);
    client.build().expect("a client")
}

fn page(id: &str, token: &str) -> Answer {
    Answer::json(
        200,
        &format!(r#"{{"users":[{{"id":"{id}"}}],"next_page_token":"{token}"}}"#),
    )
}

/// A list that outlives the client and the handle that it was made with.
fn users(server: &Server) -> Items<User, ListUsersError> {
    client(server).users().list().page_size(1).items()
}

/// What a program may keep of a call.
#[derive(Debug)]
struct Kept {
    call: ListUsers,
    items: Items<User, ListUsersError>,
    pages: Pages<ListUsersResponse, ListUsersError>,
}

/// Fails to compile where a type is not `Send` or borrows.
fn movable<T: Send + 'static>(value: T) -> T {
    value
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_call_is_sent_by_another_task() {
    let server = Server::start(vec![page("a", "")]);
    let client = client(&server);
    let task = tokio::spawn(client.users().list().send());
    let response = task.await.expect("no panic").expect("an answer");
    assert_eq!(response.body().users.len(), 1);
    let task = tokio::spawn(client.users().list().into_future());
    assert_eq!(
        task.await
            .expect("no panic")
            .expect("an answer")
            .users
            .len(),
        1
    );
    let call = client.users().list();
    let task = tokio::spawn(async move { call.with_attempts(1).await });
    assert!(task.await.expect("no panic").is_ok());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_items_of_a_list_are_returned_stored_and_read_by_another_task() {
    let server = Server::start(vec![page("a", "t"), page("b", "")]);
    let mut stored = BTreeMap::from([("users", users(&server))]);
    let items = stored.remove("users").expect("the list");
    let task = tokio::spawn(items.try_collect());
    let ids: Vec<_> = task
        .await
        .expect("no panic")
        .expect("two pages")
        .into_iter()
        .map(|user| user.id)
        .collect();
    assert_eq!(ids, [Some("a".to_owned()), Some("b".to_owned())]);
    assert_eq!(server.received().len(), 2);
}

#[tokio::test]
async fn calls_items_and_pages_are_fields_of_a_struct() {
    let server = Server::start(vec![page("a", ""), page("b", ""), page("c", "")]);
    let kept = {
        let client = client(&server);
        let list = || client.users().list();
        movable(Kept {
            call: list(),
            items: list().items(),
            pages: list().pages(),
        })
    };
    let Kept {
        call,
        mut items,
        mut pages,
    } = kept;
    assert_eq!(
        call.await.expect("an answer").users[0].id.as_deref(),
        Some("a")
    );
    let user = items.try_next().await.expect("an answer").expect("a user");
    assert_eq!(user.id.as_deref(), Some("b"));
    let page = pages.try_next().await.expect("an answer").expect("a page");
    assert_eq!(page.users[0].id.as_deref(), Some("c"));
}

#[tokio::test]
async fn arguments_need_not_outlive_the_method() {
    let server = Server::start(vec![Answer::new(204, &[], "")]);
    let client = client(&server);
    let call: UpdatePassword = {
        let (user, password) = (String::from("me"), String::from("n3w-Passw0rd!"));
        client.users().update_password(&user, password.as_str())
    };
    drop(client);
    let outcome: Result<(), Error<_>> = movable(call).await;
    outcome.expect("204");
    assert!(server.only().target().ends_with("/users/me/password"));
}
