//! What services answer to a client that is made of an OpenAPI document: typed errors by status, range and `default`, headers
//! with types, several media types, and several answers. The client is generated and called on a loopback server.

use std::fs;
use std::path::Path;

use camino::Utf8PathBuf;
use posthaste::make::Generator;
use posthaste::read::config::Runtime;
use posthaste_tests::scratch;
use posthaste_tests::server::{Answer, Received, Server};
use posthaste_tests::shared::root;

const MANIFEST: &str = r#"
[package]
name = "kiosk-program"
version = "0.0.0"
edition = "2024"
publish = false

[dependencies]
kiosk-client = { path = "client" }
tokio = { version = "1", default-features = false, features = ["macros", "rt"] }

[workspace]
members = ["client"]
"#;

/// One line for each call.
const PROGRAM: &str = r#"
use kiosk_client::orders::{CreateOrderAnswer, CreateOrderError, ListOrdersError, Order};
use kiosk_client::{Call, Client, Error, headers};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let url = std::env::args().nth(1).ok_or("no URL")?;
    let client = Client::builder().base_url(&url).build()?;
    let orders = client.orders();

    let response = orders.list().send().await?;
    println!(
        "list {} left {:?} closed {:?}",
        response.body().len(),
        response.value_of(headers::X_CALLS_LEFT),
        response.value_of(headers::X_CLOSED),
    );
    println!("csv {:?}", orders.list().read_csv().await?.into_body());
    let mut stream = orders.list().read_event_stream().await?;
    println!("stream {:?}", stream.chunk().await?);

    for _ in 0..5 {
        match orders.list().with_attempts(1).await {
            Err(Error::Api(ListOrdersError::NotFound(error))) => {
                println!("not found: {:?}", error.body().and_then(|problem| problem.counter));
            }
            Err(Error::Api(ListOrdersError::ClientError(error))) => println!(
                "client error {}: body {:?}, code {:?}, message {:?}, bytes {}",
                error.status(),
                error.body().map(|problem| &problem.title),
                error.code(),
                error.message(),
                error.response().body().len(),
            ),
            Err(Error::Api(ListOrdersError::ServiceUnavailable(error))) => {
                println!("closed: {:?}", error.value_of(headers::RETRY_AFTER));
            }
            Err(Error::Api(ListOrdersError::Other(error))) => {
                println!("other: {:?}", error.body().and_then(|fault| fault.fault.as_deref()));
            }
            other => println!("unexpected {other:?}"),
        }
    }

    let order = Order { dish: "soup".to_owned(), ..Order::default() };
    for _ in 0..4 {
        match orders.create(&order).await {
            Ok(CreateOrderAnswer::Created(order)) => println!("created {:?}", order.id),
            Ok(CreateOrderAnswer::Accepted(ticket)) => println!("accepted {:?}", ticket.ticket),
            Ok(CreateOrderAnswer::NoContent) => println!("nothing"),
            Err(Error::Api(CreateOrderError::NoCheese(error))) => {
                println!("no cheese: {:?}", error.body().and_then(|problem| problem.title.as_deref()));
            }
            other => println!("unexpected {other:?}"),
        }
    }
    println!("receipt {}", orders.get_receipt(7).await?.len());
    Ok(())
}
"#;

fn put(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("created");
    if !fs::read_to_string(path).is_ok_and(|old| old == text) {
        fs::write(path, text).expect("written");
    }
}

fn utf8(path: std::path::PathBuf) -> Utf8PathBuf {
    Utf8PathBuf::from_path_buf(path).expect("a path in UTF-8")
}

#[test]
fn a_client_reads_what_the_document_declares_of_responses() {
    let folder = root().join("target/openapi-responses");
    let made = Generator::new()
        .input(utf8(root().join("tests/fixtures/kiosk.openapi.json")))
        .output(utf8(folder.join("client")))
        .name("kiosk-client")
        .runtime(Runtime::Path(utf8(root().join("runtime"))))
        .force(true)
        .run();
    made.expect("the crate is generated");
    put(&folder.join("Cargo.toml"), MANIFEST);
    put(&folder.join("src/main.rs"), PROGRAM);
    let output = scratch::cargo(&folder)
        .args(["build", "--quiet", "--offline"])
        .output()
        .expect("cargo runs");
    let messages = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success() && !messages.contains("warning"),
        "{messages}"
    );

    let problem = |status, body: &str| {
        Answer::new(
            status,
            &[("content-type", "application/problem+json")],
            body,
        )
    };
    let headers = [
        ("content-type", "application/json"),
        ("X-Calls-Left", "9"),
        ("X-Closed", "soup, bread"),
    ];
    let server = Server::start(vec![
        Answer::new(200, &headers, r#"[{"dish": "soup"}]"#),
        Answer::new(200, &[("content-type", "text/csv")], "dish\nsoup\n"),
        Answer::new(
            200,
            &[("content-type", "text/event-stream")],
            "data: {}\n\n",
        ),
        problem(404, r#"{"title": "No such counter", "counter": 3}"#),
        // Not of the declared type: everything else is still there.
        Answer::json(
            422,
            r#"{"counter": "third", "title": {}, "code": 17, "message": "No."}"#,
        ),
        Answer::new(503, &[("retry-after", "30")], ""),
        Answer::json(500, r#"{"fault": "oven"}"#),
        problem(410, r#"{"title": "Gone"}"#),
        Answer::json(201, r#"{"id": 5, "dish": "soup"}"#),
        Answer::json(202, r#"{"ticket": "t1"}"#),
        Answer::new(204, &[], ""),
        Answer::json(409, r#"{"code": 4092, "title": "Sold out"}"#),
        Answer::new(200, &[("content-type", "application/pdf")], "%PDF"),
    ]);
    let program = scratch::target()
        .join("debug")
        .join(format!("kiosk-program{}", std::env::consts::EXE_SUFFIX));
    let output = std::process::Command::new(program)
        .arg(server.url())
        .output()
        .expect("the program runs");
    let lines = String::from_utf8_lossy(&output.stdout);
    let expected = [
        r#"list 1 left Some(9) closed Some(["soup", "bread"])"#,
        r#"csv "dish\nsoup\n""#,
        r#"stream Some(b"data: {}\n\n")"#,
        "not found: Some(3)",
        "client error 422 Unprocessable Entity: body None, code Some(\"17\"), message Some(\"No.\"), bytes 63",
        "closed: Some(30)",
        "other: Some(\"oven\")",
        "client error 410 Gone: body Some(Some(\"Gone\")), code None, message Some(\"Gone\"), bytes 17",
        "created Some(5)",
        "accepted Some(\"t1\")",
        "nothing",
        "no cheese: Some(\"Sold out\")",
        "receipt 4",
    ];
    let shown: Vec<&str> = lines.lines().collect();
    assert_eq!(
        shown,
        expected,
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );

    let received: Vec<Received> = server.received();
    let accepted: Vec<Option<&str>> = received
        .iter()
        .map(|request| request.header("accept"))
        .collect();
    assert_eq!(
        accepted[..3],
        [
            Some("application/json"),
            Some("text/csv"),
            Some("text/event-stream")
        ]
    );
    assert_eq!(accepted[12], Some("application/pdf"));
}
