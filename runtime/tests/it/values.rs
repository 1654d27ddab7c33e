//! Values with a format: whatever a service writes is kept, character by character.

use std::sync::{Arc, Mutex};

use posthaste_runtime::http;
use posthaste_runtime::value::{Date, Decimal, Duration, Secret, Time, Timestamp, Url, Uuid};
use posthaste_runtime::{
    ApiInfo, Body, BoxFuture, Client, ClientBuilder, ErrorResponse, Items, Json, Operation, Paging,
    Server, Transport, TransportError, record,
};
use proptest::prelude::*;

static API: ApiInfo =
    ApiInfo::new("zoo", "1").servers(&[Server::new("baseUrl", "https://zoo.invalid")]);
static GET: Operation = Operation::new("GET", "/one");
static LIST: Operation =
    Operation::new("GET", "/all").paged(Paging::token("page", "next").items("items"));

#[derive(Clone, Default, PartialEq)]
struct Values {
    date: Option<Date>,
    decimal: Option<Decimal>,
    duration: Option<Duration>,
    secret: Option<Secret>,
    time: Option<Time>,
    timestamp: Option<Timestamp>,
    url: Option<Url>,
    uuid: Option<Uuid>,
    number: Option<f64>,
}
record!(read write Values(
    date, decimal, duration, secret, time, timestamp, url, uuid, number
));

const NAMES: [&str; 8] = [
    "date",
    "decimal",
    "duration",
    "secret",
    "time",
    "timestamp",
    "url",
    "uuid",
];

impl Values {
    fn texts(&self) -> [Option<&str>; 8] {
        [
            self.date.as_ref().map(Date::as_str),
            self.decimal.as_ref().map(Decimal::as_str),
            self.duration.as_ref().map(Duration::as_str),
            self.secret.as_ref().map(Secret::expose),
            self.time.as_ref().map(Time::as_str),
            self.timestamp.as_ref().map(Timestamp::as_str),
            self.url.as_ref().map(Url::as_str),
            self.uuid.as_ref().map(Uuid::as_str),
        ]
    }
}

/// A transport whose answers have the body that is set.
#[derive(Clone, Default)]
struct Says(Arc<Mutex<String>>);

impl Transport for Says {
    fn send(
        &self,
        _: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let body = self.0.lock().expect("the body").clone();
        Box::pin(async move { Ok(http::Response::new(Body::from(body))) })
    }
}

/// Reads values as a record, and as the items of a list.
fn read(object: &str) -> [Values; 2] {
    let says = Says::default();
    let builder: ClientBuilder<Client> = ClientBuilder::new(&API);
    let client = builder.transport(says.clone()).build().expect("a client");
    let executor = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .expect("an executor");
    let say = |body: String| *says.0.lock().expect("the body") = body;
    executor.block_on(async {
        say(object.to_owned());
        let one = client.request(&GET).read_as::<Values>().await;
        say(format!(r#"{{"items":[{object}]}}"#));
        let mut items = Items::<Values, ErrorResponse>::new(client.request(&LIST));
        let item = items.try_next().await;
        [
            one.expect("values"),
            item.expect("values").expect("an item"),
        ]
    })
}

fn object(json: &str) -> String {
    let fields = NAMES.map(|name| format!("\"{name}\":{json}"));
    format!("{{{}}}", fields.join(","))
}

/// Any number of JSON's grammar (RFC 8259, section 6).
fn number() -> impl Strategy<Value = String> {
    "-?(0|[1-9][0-9]{0,25})(\\.[0-9]{1,20})?([eE][+-]?[0-9]{1,3})?"
}

proptest! {
    #[test]
    fn any_number_is_read_as_its_digits_and_written_as_them(number in number()) {
        for values in read(&object(&number)) {
            prop_assert_eq!(values.texts(), [Some(number.as_str()); 8]);
            prop_assert_eq!(posthaste_runtime::Encode::encode(&values).to_string(), object(&number));
        }
    }

    #[test]
    fn any_text_is_read_and_written_unchanged(text in "\\PC{1,40}|[ \\n\"\\\\/0-9TZ:.+-]{1,30}") {
        let json = Json::from(text.as_str()).to_string();
        for values in read(&object(&json)) {
            prop_assert_eq!(values.texts(), [Some(text.as_str()); 8]);
            prop_assert_eq!(posthaste_runtime::Encode::encode(&values).to_string(), object(&json));
        }
    }
}

#[test]
fn doubles_beside_them_are_read_as_ever() {
    for (number, expected) in [("1.50", 1.5), ("-0", -0.0), ("3", 3.0), ("1e3", 1000.0)] {
        for values in read(&format!(r#"{{"decimal":19.90,"number":{number}}}"#)) {
            assert_eq!(values.decimal, Some(Decimal::from("19.90")));
            assert_eq!(
                values.number.map(f64::to_bits),
                Some(f64::to_bits(expected))
            );
        }
    }
}

#[test]
fn values_are_equal_if_their_texts_are() {
    let number: Json = "7".parse().expect("JSON");
    let text: Json = "\"7\"".parse().expect("JSON");
    assert_eq!(number.to::<Decimal>(), text.to::<Decimal>());
    assert_ne!(Decimal::from("7"), Decimal::from("7.0"));
}
