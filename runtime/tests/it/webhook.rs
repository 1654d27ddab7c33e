//! Messages to webhooks: which are believed. The signatures were computed by another implementation of HMAC.
#![cfg(feature = "webhook")]

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use posthaste_runtime::http::{HeaderMap, HeaderName};
use posthaste_runtime::webhook::{Challenge, Scheme, Webhook, WebhookError};
use posthaste_runtime::{BoxFuture, Clock, Json};

const ZOO: Scheme = Scheme::new("x-zoo-signature", "v0:{timestamp}:{body}")
    .prefix("v0=")
    .timestamp_header("x-zoo-timestamp")
    .id_header("x-zoo-id")
    .challenge(
        Challenge::new("event", "endpoint.url_validation", "payload/plainToken")
            .answer("plainToken", "encryptedToken"),
    );

const SECRET: &str = "c4n4ry-webhook-secret";
const NOW: &str = "1795651200";

struct At(u64);

impl Clock for At {
    fn now(&self) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(self.0)
    }
    fn elapsed(&self) -> Duration {
        Duration::ZERO
    }
    fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
        Box::pin(async {})
    }
    fn random(&self) -> u64 {
        0
    }
}

fn webhook(scheme: Scheme, secret: &str) -> Webhook {
    Webhook::new(scheme, secret).clock(At(1_795_651_200))
}

fn headers(lines: &[(&'static str, &str)]) -> HeaderMap {
    let line = |(name, value): &(&'static str, &str)| {
        (
            HeaderName::from_static(name),
            value.parse().expect("a value"),
        )
    };
    lines.iter().map(line).collect()
}

/// A message of the zoo's, by its time, its signature and its body.
fn outcome(timestamp: &str, signature: &str, body: &[u8]) -> Result<(), WebhookError> {
    let headers = headers(&[
        ("x-zoo-timestamp", timestamp),
        ("x-zoo-signature", signature),
    ]);
    webhook(ZOO, SECRET).verify(&headers, body).map(|_| ())
}

const CALM: &str = "v0=18fe3b04903dc6189e7c9d3a1ec67f0e3227e293e6823e31acb905bac608e4cf";
const CALM_BODY: &str = "{\"event\":\"meeting.started\",\"payload\":{\"object\":{\"topic\":\"Café 😀👨\u{200d}👩\u{200d}👧\",\"id\":\"85746065\"}}}";

#[test]
fn vectors_with_emoji_escapes_and_reordered_keys() {
    let vectors: [(&[u8], &str); 5] = [
        (CALM_BODY.as_bytes(), CALM),
        (
            br#"{"event":"meeting.started","payload":{"topic":"Caf\u00e9 \ud83d\ude00 \/ \u2028 \t"}}"#,
            "v0=973165d1239604931a996fe30c5a25bff4e8f5456cb5afe970a1d4510f1d60b8",
        ),
        (
            b"{\"payload\":{\"b\":1,\"a\":2.50,\"big\":12345678901234567890,\"a\":3}, \"event\" : \"x\" }\n",
            "v0=faa344e08e1f16853dde0eb27bf11270d01a4b41858c8f2b660367b079931909",
        ),
        (b"", "v0=79f16550e39d35d3ebd0b0ef40b2ab6d40a52bedb88db9b0e9c86a1df4b3a664"),
        // What is no text at all is checked all the same.
        (
            &[0xff, 0, b'\r', b'\n'],
            "v0=96dd0245feff4f8cda82026f9c6262c7fa5bcf5f8045ba82cc583c023f9b33ed",
        ),
    ];
    for (body, signature) in vectors {
        assert_eq!(outcome(NOW, signature, body), Ok(()), "{signature}");
        let upper = signature.to_uppercase().replace("V0=", "v0=");
        assert_eq!(outcome(NOW, &upper, body), Ok(()), "{upper}");
        let changed = [body, b" "].concat();
        assert_eq!(
            outcome(NOW, signature, &changed),
            Err(WebhookError::Signature)
        );
    }
    // The same data as another writer of JSON puts it.
    let reordered = br#"{"payload":{"object":{"id":"85746065","topic":"Caf\u00e9"}},"event":"meeting.started"}"#;
    assert_eq!(outcome(NOW, CALM, reordered), Err(WebhookError::Signature));
}

#[test]
fn what_is_no_signature_is_refused() {
    let digits = CALM.trim_start_matches("v0=");
    let cut = &CALM[..CALM.len() - 2];
    let odd = &CALM[..CALM.len() - 1];
    let longer = format!("{CALM}00");
    let other = CALM.replace('1', "2");
    for wrong in [
        "", "v0=", digits, cut, odd, &longer, &other, "v0=zz", "v1=18fe", "v0=é",
    ] {
        let result = outcome(NOW, wrong, CALM_BODY.as_bytes());
        // A value that is no text counts as none.
        let missing = WebhookError::Missing {
            header: "x-zoo-signature",
        };
        assert!(
            result == Err(WebhookError::Signature) || result == Err(missing),
            "{wrong}: {result:?}"
        );
    }
    let both = format!("v0=00, {CALM}");
    assert_eq!(outcome(NOW, &both, CALM_BODY.as_bytes()), Ok(()));
    // As several headers of one name, too, which is the same as one with commas.
    for first in ["v0=00", "v0=é"] {
        let mut repeated = headers(&[("x-zoo-timestamp", NOW)]);
        for signature in [first, CALM] {
            repeated.append("x-zoo-signature", signature.parse().expect("a value"));
        }
        let result = webhook(ZOO, SECRET).verify(&repeated, CALM_BODY.as_bytes());
        assert!(result.is_ok(), "{first}: {result:?}");
    }
    let one = headers(&[("x-zoo-signature", CALM)]);
    let result = webhook(ZOO, SECRET).verify(&one, b"").map(|_| ());
    assert_eq!(
        result,
        Err(WebhookError::Missing {
            header: "x-zoo-timestamp"
        })
    );
    let error = Webhook::new(ZOO, "").verify(&one, b"").map(|_| ());
    assert_eq!(error, Err(WebhookError::NoSecret));
}

#[test]
fn messages_are_believed_within_five_minutes_of_now() {
    let stale = |by| {
        Err(WebhookError::Stale {
            by: Duration::from_secs(by),
        })
    };
    let cases = [
        (
            "1795650899",
            "f63f2ffad9afb2247090cba05890310cd1f9f5af9b2624cb8ba518c92cee675a",
            stale(301),
        ),
        (
            "1795650900",
            "46b6351a64dc9ed47a0a99a270a0e65f2a0fd407cac1bd329ad5fec81ed25b89",
            Ok(()),
        ),
        (
            "1795651500",
            "ff6f6d9f6bf11f61312e6ed6a9ace5f48b362fe8cd1a1fcb486ac5854dccb12c",
            Ok(()),
        ),
        (
            "1795651501",
            "864fd195b7c43a5122131ec7cc1147cb9392158a6dd99508b225c7ba5bec5097",
            stale(301),
        ),
        // Milliseconds.
        (
            "1795651200123",
            "299beb6e23dd9928292c36a300221dcb8bef1572206a2e05ae0b85ca1766f7d0",
            Ok(()),
        ),
        (
            "soon",
            "5105cffed8027c8cee5f718a63b3549cb3c5c47c3d8801e10b33eedc166429da",
            Err(WebhookError::Time),
        ),
        (
            "99999999999999999999",
            "27397fddc60f8b5408cae197285ffb8af33e9d8593947bbb981735d54160b6fd",
            Err(WebhookError::Time),
        ),
    ];
    for (timestamp, signature, expected) in cases {
        let signature = format!("v0={signature}");
        assert_eq!(
            outcome(timestamp, &signature, b"{}"),
            expected,
            "{timestamp}"
        );
        // A changed time does not match the signature, and the error does not contain it.
        let result = outcome(NOW, &signature, b"{}");
        assert_eq!(result, Err(WebhookError::Signature));
    }
}

#[test]
fn two_secrets_are_believed_while_one_is_changed_for_the_other() {
    let old = "v0=8397885ddbd03f7ed987c93d7fecb036dde06a2b952816862f7c8315567cf931";
    let headers = headers(&[
        ("x-zoo-timestamp", NOW),
        ("x-zoo-signature", old),
        ("x-zoo-id", "m7"),
    ]);
    let alone = webhook(ZOO, SECRET).verify(&headers, b"{}").map(|_| ());
    assert_eq!(alone, Err(WebhookError::Signature));
    let both = webhook(ZOO, SECRET).or_secret("the old one");
    let message = both.verify(&headers, b"{}").expect("the vendor's");
    assert_eq!(message.id(), Some("m7"));
    let shown = format!("{both:?} {message:?} {:?}", alone);
    assert!(
        !shown.contains("c4n4ry") && !shown.contains("the old one"),
        "{shown}"
    );
}

#[test]
fn a_challenge_is_answered_and_nothing_else_is() {
    let body = br#"{"payload":{"plainToken":"qgg8vlvZRS6UYooatFL8Aw"},"event_ts":1654503849680,"event":"endpoint.url_validation"}"#;
    let signature = "v0=f4246111ce0ae8dbec05d88d907c0df2351d8fbfde1a34a2d0d5efb4b8261b13";
    let lines = [("x-zoo-timestamp", NOW), ("x-zoo-signature", signature)];
    let webhook = webhook(ZOO, SECRET);
    let headers_of_challenge = headers(&lines);
    let message = webhook
        .verify(&headers_of_challenge, body)
        .expect("the vendor's");
    assert_eq!(
        message.challenge_answer().as_deref(),
        Some(
            r#"{"plainToken":"qgg8vlvZRS6UYooatFL8Aw","encryptedToken":"5da899ce8cae1e726532d4a54dd00d8bbbd9a908d24425fa065f7ad1a5d14ef4"}"#
        )
    );
    let headers = headers(&[("x-zoo-timestamp", NOW), ("x-zoo-signature", CALM)]);
    let message = webhook
        .verify(&headers, CALM_BODY.as_bytes())
        .expect("the vendor's");
    assert_eq!(message.challenge_answer(), None);
    let json: Json = message.json().expect("JSON");
    assert_eq!(
        json.get("event").and_then(Json::as_str),
        Some("meeting.started")
    );
}

#[test]
fn other_vendors_are_data_too() {
    const DIGEST: Scheme = Scheme::new("x-hub-signature-256", "{body}").prefix("sha256=");
    let signature = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
    let headers_of_one = headers(&[("x-hub-signature-256", signature)]);
    let one = webhook(DIGEST, "It's a Secret to Everybody");
    assert!(one.verify(&headers_of_one, b"Hello, World!").is_ok());

    const NAMED: Scheme = Scheme::new("webhook-signature", "{id}.{timestamp}.{body}")
        .prefix("v1,")
        .base64()
        .timestamp_header("webhook-timestamp")
        .id_header("webhook-id");
    let signature = "v1,RXT30IFSZbZNQJxvn9Bie2XrpRgKVJGiFte8mGTkknQ=";
    let lines = [
        ("webhook-id", "msg_1"),
        ("webhook-timestamp", NOW),
        ("webhook-signature", signature),
    ];
    assert!(
        webhook(NAMED, SECRET)
            .verify(&headers(&lines), b"{}")
            .is_ok()
    );
    let result = webhook(NAMED, SECRET)
        .verify(&headers(&lines[1..]), b"{}")
        .map(|_| ());
    assert_eq!(
        result,
        Err(WebhookError::Missing {
            header: "webhook-id"
        })
    );
}
