//! How each grant asks for its tokens.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use posthaste_tests::server::Answer;
use zoom_client::runtime::{OAuth2, SignIn};

use super::support::{HOUR, Zoo, ok, service_account, token, token_error};

#[tokio::test]
async fn each_grant_asks_as_it_should() {
    let first = async |credentials: OAuth2| {
        let zoo = Zoo::new(vec![ok()], vec![token("t", None)], credentials);
        zoo.read().await.expect("an answer");
        let head = zoo.authorization.received()[0]
            .header("authorization")
            .map(str::to_owned);
        (zoo.forms().remove(0), head)
    };
    // "the id" and "s/ecret", encoded before they are joined.
    let basic = Some("Basic dGhlJTIwaWQ6cyUyRmVjcmV0".to_owned());
    let scoped = service_account().scopes(["a:b", "c"]);
    assert_eq!(
        first(scoped).await,
        (
            "grant_type=client_credentials&scope=a%3Ab%20c".into(),
            basic.clone()
        )
    );
    let account = zoom_client::oauth2::account_credentials("the id", "s/ecret", "acc");
    assert_eq!(
        first(account).await,
        (
            "grant_type=account_credentials&account_id=acc".into(),
            basic
        )
    );
    let in_body = service_account().client_in_body(true);
    assert_eq!(
        first(in_body).await,
        (
            "grant_type=client_credentials&client_id=the%20id&client_secret=s%2Fecret".into(),
            None
        )
    );
    let sign_in = SignIn::new(
        "https://zoo.example/authorize?x=1",
        "app",
        "https://app.example/back",
    )
    .expect("randomness")
    .scopes(["read"])
    .resume("st/ate", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
    assert_eq!(
        sign_in.url(),
        "https://zoo.example/authorize?x=1&response_type=code&client_id=app&redirect_uri=https://app.example/back\
         &scope=read&state=st/ate&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256"
    );
    let forged = sign_in
        .clone()
        .finish("https://app.example/back?code=c&state=other");
    assert!(
        forged
            .expect_err("forged")
            .to_string()
            .contains("not to this sign-in")
    );
    let denied = sign_in
        .clone()
        .finish("?error=access_denied&state=st%2Fate");
    assert!(
        denied
            .expect_err("denied")
            .to_string()
            .contains("access_denied")
    );
    let user = sign_in
        .finish("https://app.example/back?code=c%2B1&state=st%2Fate")
        .expect("a code");
    let expected = "grant_type=authorization_code&code=c%2B1&redirect_uri=https%3A%2F%2Fapp.example%2Fback\
         &code_verifier=dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk&client_id=app";
    assert_eq!(first(user).await, (expected.to_owned(), None));
}

#[tokio::test]
async fn a_code_is_used_once() {
    let user = OAuth2::authorization_code("app", "c", "https://app.example/back");
    let zoo = Zoo::new(vec![ok()], vec![token("t", None)], user);
    zoo.read().await.expect("an answer");
    zoo.clock.advance(HOUR);
    let error = token_error(zoo.read().await);
    assert!(error.to_string().contains("sign in again"), "{error}");
    assert_eq!(zoo.forms().len(), 1);
}

#[tokio::test]
async fn a_user_consents_on_another_device() {
    let begun = r#"{"device_code":"dev","user_code":"AB-12","verification_uri":"https://zoo.example/d","expires_in":900,"interval":7}"#;
    let wait =
        |error: &str| Answer::json(400, &format!(r#"{{"error":"{error}","reason":"not yet"}}"#));
    let answers = vec![
        Answer::json(200, begun),
        wait("authorization_pending"),
        wait("slow_down"),
        Answer::new(502, &[], "<html>"),
        token("t", Some("r")),
    ];
    let shown = Arc::new(Mutex::new(Vec::new()));
    let log = shown.clone();
    let user = OAuth2::device("app", move |prompt| {
        log.lock()
            .expect("the log")
            .push(format!("{} {}", prompt.url(), prompt.user_code()));
    });
    let zoo = Zoo::new(vec![ok()], answers, user.clone());
    user.sign_in(&zoo.client).await.expect("consent");
    zoo.read().await.expect("an answer");
    assert_eq!(
        *shown.lock().expect("the log"),
        ["https://zoo.example/d AB-12"]
    );
    assert_eq!(zoo.clock.slept(), [7, 7, 12, 12].map(Duration::from_secs));
    let forms = zoo.forms();
    assert_eq!(forms[0], "client_id=app");
    assert!(forms[4].starts_with(
        "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code&device_code=dev"
    ));
    assert_eq!(zoo.bearers(), ["t"]);
    // Who says no is not asked again and again.
    let no = vec![
        Answer::json(200, begun),
        wait("access_denied"),
        token("t", None),
    ];
    let zoo = Zoo::new(vec![ok()], no, OAuth2::device("app", |_| {}));
    assert_eq!(token_error(zoo.read().await).error(), Some("access_denied"));
}
