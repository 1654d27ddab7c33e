//! Where tokens go, and where they never show.

use std::sync::atomic::{AtomicBool, Ordering};

use posthaste_tests::server::{Answer, Server};
use zoom_client::Error;
use zoom_client::runtime::{
    AccessToken, AuthenticationError, BoxFuture, Credentials, ErrorResponse, Json, OAuth2,
    Operation, PageErrorKind, Pages, Paging, Session, SignIn, TokenSource, Tokens,
};

use super::support::{Store, Zoo, ok, refusal, service_account, token, without_canary};

#[tokio::test]
async fn a_region_is_followed_only_to_the_vendors_own_hosts() {
    let region = Server::start(vec![ok()]);
    let with =
        |url: &str| Answer::json(200, &format!(r#"{{"access_token":"t","api_url":"{url}"}}"#));
    let zoo = Zoo::new(vec![ok()], vec![with(&region.url())], service_account());
    zoo.read().await.expect("an answer");
    assert_eq!(region.only().target(), "/v2/things");
    assert!(zoo.service.received().is_empty());
    // The same server under a name that is not the vendor's.
    let evil = region.url().replace("127.0.0.1", "localhost");
    for url in [evil.as_str(), "https://evil.example", "nonsense", ""] {
        let zoo = Zoo::new(vec![ok()], vec![with(url)], service_account());
        zoo.read().await.expect("an answer");
        assert_eq!(zoo.service.received().len(), 1, "{url}");
    }
    assert_eq!(region.received().len(), 1);
}

static LIST: Operation = Operation::new("GET", "/things")
    .secured(0)
    .paged(Paging::link("next").items("things"));

fn page(next: &str) -> Answer {
    Answer::json(200, &format!(r#"{{"things":[1],"next":"{next}"}}"#))
}

/// How many pages of a list were read, and why it ended before its end.
async fn pages(zoo: &Zoo) -> (usize, Option<PageErrorKind>) {
    let mut pages: Pages<Json, ErrorResponse> = Pages::new(zoo.client.request(&LIST));
    let mut count = 0;
    loop {
        match pages.try_next().await {
            Ok(Some(_)) => count += 1,
            Ok(None) => return (count, None),
            Err(Error::Page(error)) => return (count, Some(error.kind())),
            Err(other) => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn links_to_pages_are_followed_to_a_region_and_not_outside() {
    let region = Server::start(vec![page(""), page("")]);
    let link = format!("{}/v2/things?cursor=b", region.url());
    let zoo = Zoo::new(vec![page(&link)], vec![token("t", None)], service_account());
    assert_eq!(pages(&zoo).await, (2, None));
    assert_eq!(region.only().target(), "/v2/things?cursor=b");
    let bearer = region.only().header("authorization").map(without_canary);
    assert_eq!(bearer.as_deref(), Some("Bearer t"));
    assert_eq!(zoo.service.received().len(), 1);

    // The same server under a name that is not the vendor's.
    let outside = region.url().replace("127.0.0.1", "localhost");
    for link in [
        format!("{outside}/v2/things"),
        "https://evil.example/".to_owned(),
    ] {
        let zoo = Zoo::new(vec![page(&link)], vec![token("t", None)], service_account());
        assert_eq!(
            pages(&zoo).await,
            (1, Some(PageErrorKind::ForeignLink)),
            "{link}"
        );
    }
    assert_eq!(region.received().len(), 1);
}

#[tokio::test]
async fn links_to_pages_that_name_a_region_stay_there_whatever_the_account_s_is() {
    let other = Server::start(vec![page("")]);
    let link = format!("{}/v2/things?cursor=b", other.url());
    let own = Server::start(vec![page(&link)]);
    let token = format!(r#"{{"access_token":"t","api_url":"{}"}}"#, own.url());
    let zoo = Zoo::new(vec![], vec![Answer::json(200, &token)], service_account());
    assert_eq!(pages(&zoo).await, (2, None));
    assert_eq!(own.only().target(), "/v2/things");
    assert_eq!(other.only().target(), "/v2/things?cursor=b");
    assert!(zoo.service.received().is_empty());
}

#[tokio::test]
async fn redirects_keep_the_token_inside_the_vendors_hosts_and_drop_it_outside() {
    let other = Server::start(vec![ok()]);
    let to = |url: &str| Answer::new(302, &[("location", url)], "");
    let zoo = Zoo::new(
        vec![to(&other.url())],
        vec![token("t", None)],
        service_account(),
    );
    zoo.read().await.expect("an answer");
    let bearer = other.only().header("authorization").map(without_canary);
    assert_eq!(bearer.as_deref(), Some("Bearer t"));
    let outside = other.url().replace("127.0.0.1", "localhost");
    let zoo = Zoo::new(
        vec![to(&outside)],
        vec![token("t", None)],
        service_account(),
    );
    zoo.read().await.expect("an answer");
    assert_eq!(other.received()[1].header("authorization"), None);
}

#[tokio::test]
async fn a_source_of_ones_own_takes_part() {
    struct Vault(AtomicBool);
    impl TokenSource for Vault {
        fn token<'a>(
            &'a self,
            _: &'a Session,
        ) -> BoxFuture<'a, Result<AccessToken, AuthenticationError>> {
            let name = if self.0.load(Ordering::SeqCst) {
                "second"
            } else {
                "first"
            };
            Box::pin(async move { Ok(AccessToken::new(name)) })
        }
        fn refused<'a>(&'a self, _: &'a AccessToken) -> BoxFuture<'a, bool> {
            Box::pin(async { !self.0.swap(true, Ordering::SeqCst) })
        }
    }
    let vault = Credentials::source(Vault(AtomicBool::new(false)));
    let zoo = Zoo::new(vec![refusal(), ok()], vec![], vault);
    zoo.read().await.expect("an answer");
    assert_eq!(zoo.bearers(), ["first", "second"]);
}

#[tokio::test]
async fn no_secret_shows() {
    let canary = "canary-of-tokens";
    let user = OAuth2::refresh_token("id", canary, canary)
        .parameter("x", canary)
        .store(Store::default());
    let tokens = Tokens::from_json(&format!(
        r#"{{"access_token":"{canary}","refresh_token":"{canary}"}}"#
    ));
    let sign_in =
        SignIn::new("https://h/", "id", "https://h/").map(|sign_in| sign_in.resume(canary, canary));
    let no = Answer::json(400, r#"{"error":"invalid_grant"}"#);
    let zoo = Zoo::new(vec![ok()], vec![no], user.clone());
    let error = zoo.read().await.expect_err("a refusal");
    let shown = format!(
        "{user:?} {tokens:?} {sign_in:?} {:?} {error:?} {error} {:?}",
        zoo.client,
        AccessToken::new(canary)
    );
    assert!(!shown.contains(canary), "{shown}");
}
