//! What stands on the request line.

use posthaste_tests::canary::CANARY;
use posthaste_tests::server::{Answer, Server};
use proptest::prelude::*;
use tokio::runtime::Runtime;
use zoom_client::past_meetings::MeetingUuid;
use zoom_client::runtime::Operation;
use zoom_client::types::MeetingId;
use zoom_client::{Call, Client};

static ONCE: Operation = Operation::new("GET", "/things/{id}/end");

/// What makes trouble in paths, mixed with anything at all.
fn identifier() -> impl Strategy<Value = String> {
    let pieces = prop_oneof![
        Just("/".to_owned()),
        Just("//".to_owned()),
        Just("..".to_owned()),
        Just(".".to_owned()),
        Just("%".to_owned()),
        Just("%2F".to_owned()),
        Just("%252F".to_owned()),
        Just("+".to_owned()),
        Just("=".to_owned()),
        Just("?#&;".to_owned()),
        Just(" ".to_owned()),
        "[a-zA-Z0-9+/=]{1,24}",
        "\\PC{1,6}",
    ];
    proptest::collection::vec(pieces, 1..5).prop_map(|pieces| pieces.concat())
}

fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::new();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let hex = text
            .get(at + 1..at + 3)
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match (byte, hex) {
            (b'%', Some(value)) => {
                decoded.push(value);
                at += 3;
            }
            _ => {
                decoded.push(*byte);
                at += 1;
            }
        }
    }
    String::from_utf8(decoded).expect("text again")
}

/// The segment of the raw request line that holds the identifier.
fn segment(target: &str) -> String {
    let inner = target
        .strip_prefix("/things/")
        .and_then(|rest| rest.strip_suffix("/end"));
    let inner = inner.unwrap_or_else(|| panic!("{target}"));
    assert!(
        !inner.contains('/') && inner != "." && inner != "..",
        "{target}"
    );
    inner.to_owned()
}

struct Line {
    runtime: Runtime,
    server: Server,
    client: Client,
}

impl Line {
    fn new() -> Self {
        let server = Server::start(vec![Answer::new(204, &[], "")]);
        let client = Client::builder()
            .base_url(server.url())
            .bearer(CANARY)
            .build()
            .expect("a client");
        Self {
            runtime: Runtime::new().expect("a runtime"),
            server,
            client,
        }
    }

    fn of(&self, request: zoom_client::runtime::Request) -> String {
        let call = request.read_nothing();
        self.runtime
            .block_on(call.into_future())
            .expect("an answer");
        let received = self.server.received();
        received.last().expect("a request").target().to_owned()
    }
}

#[test]
fn the_raw_request_line_decoded_as_often_as_documented_gives_back_the_input() {
    let line = Line::new();
    let mut runner = proptest::test_runner::TestRunner::default();
    let outcome = runner.run(&identifier(), |id| {
        let mut request = line.client.runtime().request(&ONCE);
        request.path("id", &id);
        let once = segment(&line.of(request));
        prop_assert_eq!(decode(&once), id.clone());
        let mut request = line.client.runtime().request(&ONCE);
        request.path_twice("id", &id);
        let twice = segment(&line.of(request));
        // Documented for identifiers with a slash; others are encoded once.
        let whole = if id.contains('/') {
            decode(&decode(&twice))
        } else {
            decode(&twice)
        };
        prop_assert_eq!(whole, id);
        Ok(())
    });
    outcome.expect("every identifier comes back");
}

#[test]
fn a_meeting_s_uuid_arrives_whatever_is_in_it() {
    let line = Line::new();
    let call = async |uuid: &str| {
        line.client
            .past_meetings()
            .get_participants(&MeetingUuid::new(uuid))
            .raw()
            .await
    };
    for (uuid, segment) in [
        (
            "/ajXp112QmuoKj4854875==",
            "%252FajXp112QmuoKj4854875%253D%253D",
        ),
        ("a//b+c=", "a%252F%252Fb%252Bc%253D"),
        ("abc+d==", "abc%2Bd%3D%3D"),
        ("81234567890", "81234567890"),
    ] {
        line.runtime.block_on(call(uuid)).expect("an answer");
        let received = line.server.received();
        let target = received.last().expect("a request").target().to_owned();
        assert_eq!(target, format!("/past_meetings/{segment}/participants"));
    }
}

#[test]
fn what_is_generated_gives_back_every_identifier() {
    let line = Line::new();
    let mut runner = proptest::test_runner::TestRunner::default();
    let outcome = runner.run(&identifier(), |id| {
        let uuid = MeetingUuid::from(id.as_str());
        let call = async {
            line.client
                .past_meetings()
                .get_participants(&uuid)
                .raw()
                .await
        };
        line.runtime.block_on(call).expect("an answer");
        let received = line.server.received();
        let target = received.last().expect("a request").target().to_owned();
        let segment = target.strip_prefix("/past_meetings/");
        let segment = segment.and_then(|rest| rest.strip_suffix("/participants"));
        let segment = segment.unwrap_or_else(|| panic!("{target}"));
        prop_assert!(!segment.contains('/') && segment != "." && segment != "..");
        let times = if id.contains('/') { 2 } else { 1 };
        let decoded = (0..times).fold(segment.to_owned(), |text, _| decode(&text));
        prop_assert_eq!(decoded, id);
        Ok(())
    });
    outcome.expect("every identifier comes back");
}

#[test]
fn an_empty_identifier_is_refused_before_anything_is_sent() {
    let line = Line::new();
    let mut request = line.client.runtime().request(&ONCE);
    request.path("id", &"");
    let call = request.read_nothing();
    line.runtime
        .block_on(call.into_future())
        .expect_err("no segment");
    let empty = MeetingUuid::default();
    let call = async {
        line.client
            .past_meetings()
            .get_participants(&empty)
            .raw()
            .await
    };
    line.runtime.block_on(call).expect_err("no segment");
    assert!(line.server.received().is_empty());
}

#[test]
fn an_id_may_be_a_uuid_where_either_is_taken() {
    let line = Line::new();
    for (id, segment) in [
        ("/a+b//c==", "%252Fa%252Bb%252F%252Fc%253D%253D"),
        ("85746065123", "85746065123"),
    ] {
        let id = MeetingId::new(id);
        let call = line.client.meetings().get_recordings(&id).raw();
        line.runtime
            .block_on(call.into_future())
            .expect("an answer");
        let received = line.server.received();
        let target = received.last().expect("a request").target().to_owned();
        assert_eq!(target, format!("/meetings/{segment}/recordings"));
    }
}
