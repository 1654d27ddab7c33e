//! Messages that Zoom sends, by the scheme in its profile. The signatures were computed by another implementation.

use std::time::Duration;

use posthaste_tests::clock::TestClock;
use zoom_client::WEBHOOK;
use zoom_client::runtime::http::HeaderMap;
use zoom_client::runtime::webhook::{Webhook, WebhookError};

const SECRET: &str = "c4n4ry-webhook-secret";

fn headers(signature: &str) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert("x-zm-request-timestamp", "1795651200".parse().unwrap());
    headers.insert("x-zm-signature", signature.parse().unwrap());
    headers.insert("x-zm-request-id", "r1".parse().unwrap());
    headers
}

#[test]
fn a_message_of_zooms_is_believed_for_five_minutes() {
    let body = "{\"event\":\"meeting.started\",\"payload\":{\"object\":{\"topic\":\"Café 😀👨\u{200d}👩\u{200d}👧\",\"id\":\"85746065\"}}}";
    let headers = headers("v0=18fe3b04903dc6189e7c9d3a1ec67f0e3227e293e6823e31acb905bac608e4cf");
    let clock = TestClock::new();
    let webhook = Webhook::new(WEBHOOK, SECRET).clock(clock.clone());
    let message = webhook
        .verify(&headers, body.as_bytes())
        .expect("it is Zoom's");
    assert_eq!(message.id(), Some("r1"));
    clock.advance(Duration::from_secs(301));
    let by = Duration::from_secs(301);
    let late = webhook.verify(&headers, body.as_bytes()).map(|_| ());
    assert_eq!(late, Err(WebhookError::Stale { by }));
}

#[test]
fn zooms_question_whether_the_secret_is_known_is_answered() {
    let body = br#"{"payload":{"plainToken":"qgg8vlvZRS6UYooatFL8Aw"},"event_ts":1654503849680,"event":"endpoint.url_validation"}"#;
    let headers = headers("v0=f4246111ce0ae8dbec05d88d907c0df2351d8fbfde1a34a2d0d5efb4b8261b13");
    let webhook = Webhook::new(WEBHOOK, SECRET).clock(TestClock::new());
    let message = webhook.verify(&headers, body).expect("it is Zoom's");
    assert_eq!(
        message.challenge_answer().as_deref(),
        Some(
            r#"{"plainToken":"qgg8vlvZRS6UYooatFL8Aw","encryptedToken":"5da899ce8cae1e726532d4a54dd00d8bbbd9a908d24425fa065f7ad1a5d14ef4"}"#
        )
    );
}
