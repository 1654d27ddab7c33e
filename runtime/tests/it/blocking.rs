//! Calls where nothing is async.
#![cfg(feature = "blocking")]

use std::thread;
use std::time::Duration;

use posthaste_runtime::{Call, Error, Wait};

use crate::support::zoo::Zoo;
use crate::support::{Answer, Server};

/// A server with a runtime of its own, which lives as long as what is returned beside it.
fn server(answers: Vec<Answer>) -> (Server, tokio::runtime::Runtime) {
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    let runtime = builder
        .worker_threads(1)
        .enable_all()
        .build()
        .expect("a runtime");
    (runtime.block_on(Server::start(answers)), runtime)
}

#[test]
fn calls_are_waited_for_on_any_thread() {
    let (server, _runtime) = server(vec![Answer::json("200 OK", r#"{"id":"7","legs":4}"#)]);
    let zoo = Zoo::at(&server);
    assert_eq!(zoo.get("leo").wait().expect("an animal").legs, Some(4));
    assert_eq!(
        zoo.get("leo").send().wait().expect("an answer").status(),
        200
    );
    // Connections that one thread made are of use to all others.
    let legs: Vec<_> = thread::scope(|scope| {
        let call = || zoo.get("leo").wait().expect("an animal").legs;
        let threads: Vec<_> = (0..8).map(|_| scope.spawn(call)).collect();
        threads
            .into_iter()
            .map(|thread| thread.join().expect("no panic"))
            .collect()
    });
    assert!(legs.iter().all(|legs| *legs == Some(4)), "{legs:?}");
    assert_eq!(server.received().len(), 10);
}

#[test]
fn downloads_and_timeouts_are_waited_for() {
    let slow = Answer::json("200 OK", "{}").after(Duration::from_secs(60));
    let (server, _runtime) = server(vec![Answer::new("200 OK", &[], "a file"), slow]);
    let zoo = Zoo::at(&server);
    let file = zoo
        .get("leo")
        .download()
        .wait()
        .expect("a file")
        .bytes()
        .wait();
    assert_eq!(file.expect("all of it"), "a file");
    let late = zoo
        .get("leo")
        .with_timeout(Duration::from_millis(50))
        .wait();
    assert!(matches!(late, Err(Error::Timeout(_))), "{late:?}");
}

#[tokio::test]
async fn within_tokio_waiting_is_an_error_and_nothing_is_sent() {
    let server = Server::start([Answer::no_content()]).await;
    let zoo = Zoo::at(&server);
    match zoo.rename("me", "Leo").wait() {
        Err(Error::Request(error)) => assert!(error.to_string().contains("await"), "{error}"),
        other => panic!("{other:?}"),
    }
    assert!(server.received().is_empty());
    zoo.rename("me", "Leo").await.expect("awaited, it is done");
}

#[tokio::test]
async fn threads_that_tokio_lends_for_blocking_use_its_handle() {
    let server = Server::start([Answer::no_content()]).await;
    let zoo = Zoo::at(&server);
    let job = tokio::task::spawn_blocking(move || {
        let refused = zoo.rename("me", "Leo").wait();
        let handle = tokio::runtime::Handle::current();
        (
            refused,
            handle.block_on(zoo.rename("me", "Leo").into_future()),
        )
    });
    let (refused, done) = job.await.expect("no panic");
    assert!(matches!(refused, Err(Error::Request(_))), "{refused:?}");
    done.expect("the handle waits for it");
    assert_eq!(server.received().len(), 1);
}
