//! What goes over the wire, byte for byte.

use posthaste_runtime::{
    ApiInfo, Call, Client, ClientBuilder, Credentials, Error, ErrorResponse, File, Json, ListStyle,
    Number, Operation, ParamStyle, Request,
};

use crate::support::zoo::{API, Animal, LIST, RENAME, UPLOAD, Zoo};
use crate::support::{Answer, Server, filled};

type Done = Result<(), Box<dyn std::error::Error>>;
type SetValues<'a> = &'a dyn Fn(&mut Request);

static STYLED: Operation = Operation::new("GET", "/animals/{id}").strict_query();
static SEND: Operation = Operation::new("POST", "/send").headers(&[("X-Fixed", "1")]);

async fn server() -> Server {
    Server::start([Answer::no_content()]).await
}

#[tokio::test]
async fn a_value_of_a_path_is_one_segment() -> Done {
    let server = server().await;
    let zoo = Zoo::at(&server);
    let cases = [
        ("me", "me"),
        ("a b", "a%20b"),
        ("ü/..%2F", "%C3%BC%2F..%252F"),
        ("j.doe+x@example.com", "j.doe%2Bx%40example.com"),
        ("..", "%2E%2E"),
        (".", "%2E"),
        ("?#&=;", "%3F%23%26%3D%3B"),
    ];
    for (value, _) in cases {
        zoo.rename(value, "x").await?;
    }
    for ((_, segment), received) in cases.iter().zip(server.received()) {
        assert_eq!(
            received.line(),
            format!("PUT /animals/{segment}/name HTTP/1.1")
        );
    }
    let twice = filled(zoo.request(&RENAME), |request| {
        request.path_twice("animalId", &"/a=b");
    });
    twice.read_nothing().await?;
    let last = server
        .received()
        .pop()
        .map(|received| received.line().to_owned());
    assert_eq!(
        last.as_deref(),
        Some("PUT /animals/%252Fa%253Db/name HTTP/1.1")
    );
    Ok(())
}

#[tokio::test]
async fn what_cannot_be_sent_is_an_error_and_nothing_is_sent() -> Done {
    let server = server().await;
    let zoo = Zoo::at(&server);
    let text_of = |error: posthaste_runtime::Error<ErrorResponse>| error.to_string();
    let nan = Json::from(vec![Json::from(f64::NAN)]);
    let not_finite = Number::from(f64::NAN);
    let cases: [(SetValues<'_>, &str); 8] = [
        (
            &|request| request.header("X-Line", &"a\r\nX-Evil: 1"),
            "X-Line",
        ),
        (&|request| request.query("ratio", &f64::NAN), "ratio"),
        (&|request| request.json(&f64::INFINITY), "body"),
        (&|request| request.with_field("share", &f64::NAN), "share"),
        (&|request| request.field("json", &nan), "json"),
        (&|request| request.query("n", &not_finite), "n"),
        (
            &|request| {
                request.field("a", &1);
                request.with_field("b", &nan);
            },
            "b",
        ),
        (
            &|request| request.part_file("f", File::path("/no/such/file")),
            "/no/such/file",
        ),
    ];
    let mut requests = vec![
        (
            filled(zoo.request(&RENAME), |request| {
                request.path("animalId", &"")
            }),
            "animalId",
        ),
        (zoo.request(&RENAME), "animalId"),
    ];
    requests.extend(
        cases.map(|(set_values, subject)| (filled(zoo.request(&SEND), set_values), subject)),
    );
    for (request, subject) in requests {
        let error = request.read_nothing().await.expect_err(subject);
        assert!(
            matches!(error, posthaste_runtime::Error::Request(_)),
            "{error}"
        );
        assert!(text_of(error).contains(subject));
    }
    assert!(server.received().is_empty());
    Ok(())
}

#[tokio::test]
async fn a_multipart_form_is_sent_byte_for_byte() -> Done {
    let server = server().await;
    let password = "quo\"te\r\nnew\nline -- ü %00 ";
    Zoo::at(&server).rename("me", password).await?;
    let received = server.only();
    let boundary = received
        .header("content-type")
        .and_then(|value| value.strip_prefix("multipart/form-data; boundary="))
        .expect("a boundary");
    let expected = format!(
        "--{boundary}\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\n{password}\r\n--{boundary}--\r\n"
    );
    assert_eq!(received.text(), expected);
    assert_eq!(
        received.header("content-length"),
        Some(expected.len().to_string().as_str())
    );
    assert_eq!(received.header("authorization"), Some("Bearer t0ken"));
    assert_eq!(received.header("host"), Some(server.host.as_str()));
    assert_eq!(received.header("user-agent"), Some("zoo-client/1.0.0"));
    assert_eq!(received.header("transfer-encoding"), None);
    Ok(())
}

#[tokio::test]
async fn a_file_from_disk_is_streamed_with_its_exact_length() -> Done {
    let content: Vec<u8> = (0..300_000_u32).flat_map(u32::to_le_bytes).collect();
    let path = std::env::temp_dir().join(format!("posthaste-upload-{}.png", std::process::id()));
    std::fs::write(&path, &content)?;
    let server = server().await;
    let sent = Zoo::at(&server).upload(File::path(&path)).await;
    let _ = std::fs::remove_file(&path);
    sent?;
    let received = server.only();
    let head = "Content-Disposition: form-data; name=\"file\"; filename=\"posthaste-upload-";
    let text = String::from_utf8_lossy(&received.body);
    assert!(text.contains(head) && text.contains("Content-Type: image/png\r\n\r\n"));
    assert!(text.contains("name=\"title\"\r\n\r\nA \"title\"\r\nin two lines\r\n"));
    assert!(
        received
            .body
            .windows(content.len())
            .any(|window| window == content)
    );
    assert_eq!(
        received.header("content-length"),
        Some(received.body.len().to_string().as_str())
    );
    Ok(())
}

#[tokio::test]
async fn queries_lists_and_flags() -> Done {
    let server = server().await;
    let zoo = Zoo::at(&server);
    let request = filled(zoo.request(&LIST), |request| {
        request.query("q", &"a&b=c d+é/%");
        request.query("f[x]", &1);
        request.query_list("id", &[1, 2], ListStyle::Repeat);
        request.query_list("tag", &["a", "b,c"], ListStyle::Comma);
        request.query_list("k", &["x"], ListStyle::Brackets);
        request.query_list("p", &["x", "y"], ListStyle::Pipe);
        request.query_flag("all");
    });
    request.read_nothing().with_query("more", "1").await?;
    let query =
        "q=a%26b%3Dc%20d%2B%C3%A9/%25&f[x]=1&id=1&id=2&tag=a,b%2Cc&k[]=x&p=x%7Cy&all&more=1";
    assert_eq!(
        server.only().line(),
        format!("GET /animals?{query} HTTP/1.1")
    );
    assert_eq!(server.only().header("content-length"), None);
    Ok(())
}

#[tokio::test]
async fn parameters_in_a_style() -> Done {
    let server = server().await;
    let zoo = Zoo::at(&server);
    let color = |red: i64| Json::Object(vec![("R".to_owned(), red.into())]);
    let request = filled(zoo.request(&STYLED), |request| {
        request.path_as("id", &vec!["a", "b/c"], ParamStyle::MATRIX);
        request.query("at", &"10:00/a,b");
        request.query_as("color", &color(1), ParamStyle::FORM.exploded());
        request.query_as("filter[x]", &color(1), ParamStyle::DEEP);
        request.query_flag("all");
        // The second value replaces all pairs of the first.
        let other = Json::Object(vec![("G".to_owned(), 2.into())]);
        request.query_as("color", &other, ParamStyle::FORM.exploded());
        request.header_as("X-Color", &color(1), ParamStyle::SIMPLE.exploded());
        request.cookie_as("a", &"x; y", ParamStyle::FORM.exploded());
        request.cookie_as("b", &vec![1, 2], ParamStyle::FORM.exploded());
    });
    request.read_nothing().await?;
    let query = "at=10%3A00%2Fa%2Cb&filter%5Bx%5D%5BR%5D=1&all&G=2";
    let sent = server.only();
    assert_eq!(
        sent.line(),
        format!("GET /animals/;id=a,b%2Fc?{query} HTTP/1.1")
    );
    assert_eq!(sent.header("x-color"), Some("R=1"));
    assert_eq!(sent.header("cookie"), Some("a=x%3B%20y; b=1; b=2"));
    Ok(())
}

#[tokio::test]
async fn values_that_a_header_or_a_cookie_cannot_carry_are_refused() -> Done {
    let server = server().await;
    let zoo = Zoo::at(&server);
    let fills: [SetValues<'_>; 3] = [
        &|request| request.header_as("X-A", &vec!["a", "b\r\nX-Admin: 1"], ParamStyle::SIMPLE),
        &|request| request.cookie_as("a", &"1; admin=1", ParamStyle::COOKIE),
        &|request| request.cookie_as("a", &f64::NAN, ParamStyle::FORM),
    ];
    for fill in fills {
        let sent = filled(zoo.request(&LIST), fill).read_nothing().await;
        assert!(matches!(sent, Err(Error::Request(_))), "{sent:?}");
    }
    assert_eq!(server.received().len(), 0);
    Ok(())
}

#[tokio::test]
async fn bodies_and_their_media_types() -> Done {
    let server = server().await;
    let zoo = Zoo::at(&server);
    let animal = Animal {
        id: Some("7".to_owned()),
        ..Animal::default()
    };
    let bodies: [SetValues<'_>; 8] = [
        &|request| request.json(&animal),
        &|request| request.text("text/plain", "hi"),
        &|request| request.bytes("image/png", &b"\x00\xff"[..]),
        &|request| {
            request.field("a b", &"x&y");
            request.field("n", &5);
        },
        &|request| request.file(File::bytes("x.pdf", "pdf")),
        &|request| {
            request.json(&animal);
            request.header("Content-Type", &"application/vnd.zoo+json");
        },
        &|request| request.graphql("query Q($a:Int){x(a:$a)}", Some("Q"), &animal),
        &|_| {},
    ];
    for set_body in bodies {
        let request = filled(zoo.request(&SEND), set_body);
        request.read_nothing().await?;
    }
    let seen: Vec<(Option<String>, String)> = server
        .received()
        .iter()
        .map(|received| {
            assert_eq!(received.header("x-fixed"), Some("1"));
            let length = received.body.len().to_string();
            assert_eq!(received.header("content-length"), Some(length.as_str()));
            let body = String::from_utf8_lossy(&received.body).into_owned();
            (received.header("content-type").map(str::to_owned), body)
        })
        .collect();
    let expected = [
        (Some("application/json"), r#"{"id":"7","young":[]}"#),
        (Some("text/plain"), "hi"),
        (Some("image/png"), "\u{0}\u{fffd}"),
        (Some("application/x-www-form-urlencoded"), "a%20b=x%26y&n=5"),
        (Some("application/pdf"), "pdf"),
        (Some("application/vnd.zoo+json"), r#"{"id":"7","young":[]}"#),
        (
            Some("application/json"),
            r#"{"query":"query Q($a:Int){x(a:$a)}","operationName":"Q","variables":{"id":"7","young":[]}}"#,
        ),
        (None, ""),
    ];
    for (seen, expected) in seen.iter().zip(expected) {
        assert_eq!((seen.0.as_deref(), seen.1.as_str()), expected);
    }
    assert_eq!(seen.len(), expected.len());
    Ok(())
}

#[tokio::test]
async fn a_server_may_carry_a_path_and_a_query() -> Done {
    let server = server().await;
    let base = format!("{}/v2/?tenant=1", server.url);
    let zoo: Zoo = Zoo::builder().base_url(base).user_agent("mine/2").build()?;
    zoo.list()
        .page_size(3)
        .with_header("X-One", "1")
        .raw()
        .await?;
    let received = server.only();
    assert_eq!(
        received.line(),
        "GET /v2/animals?tenant=1&page_size=3 HTTP/1.1"
    );
    assert_eq!(
        (received.header("x-one"), received.header("user-agent")),
        (Some("1"), Some("mine/2"))
    );
    Ok(())
}

#[test]
fn a_builder_names_what_is_wrong() {
    let refusal = |builder: ClientBuilder<Zoo>| match builder.build() {
        Ok(_) => "built".to_owned(),
        Err(error) => error.to_string(),
    };
    assert_eq!(refusal(Zoo::builder()), "built");
    assert!(refusal(Zoo::builder().base_url("zoo.invalid")).contains("zoo.invalid"));
    assert!(!refusal(Zoo::builder().base_url("ftp://me:s3cret@h/")).contains("s3cret"));
    let user = refusal(Zoo::builder().base_url("http://me:s3cret@h/"));
    assert!(
        user.contains("`.basic(user, password)`") && !user.contains("s3cret"),
        "{user}"
    );
    assert!(refusal(Zoo::builder().bearer(" ")).contains("the token is empty"));
    assert!(refusal(Zoo::builder().user_agent("a\nb")).contains("user agent"));
    let server = posthaste_runtime::ServerUrl::new(7, "http://h");
    assert!(refusal(Zoo::builder().server(server)).contains("server 7"));
    assert_eq!((API.servers(&[]), UPLOAD.method).1, "POST");
}

#[test]
fn credentials_are_refused_for_http_beyond_this_machine() {
    let at = |url: &str| Zoo::builder().base_url(url);
    let why = |builder: ClientBuilder<Zoo>| builder.build().err().map(|error| error.to_string());
    for url in [
        "http://zoo.example",
        "HTTP://zoo.example/v2",
        "http://10.0.0.1:8080",
        "http://localhost.zoo.example",
    ] {
        for builder in [
            at(url).bearer("t"),
            at(url).basic("me", "s3cret"),
            at(url).api_key("s3cret"),
            at(url).credentials(Credentials::hook(|_, _| Ok(()))),
        ] {
            let why = why(builder).expect(url);
            assert!(
                why.contains("allow_http_credentials(true)") && why.contains("https://"),
                "{why}"
            );
            assert!(!why.contains("s3cret"), "{why}");
        }
        assert_eq!(why(at(url)), None, "{url}");
        assert_eq!(why(at(url).bearer("t").allow_http_credentials(true)), None);
    }
    for url in [
        "https://zoo.example",
        "http://127.0.0.1:1",
        "http://127.1.2.3",
        "http://[::1]:8080",
        "http://localhost:3000/v2",
    ] {
        assert_eq!(why(at(url).bearer("t")), None, "{url}");
    }
}

#[cfg(feature = "oauth2")]
#[tokio::test]
async fn a_clients_secret_is_refused_for_an_http_token_url() {
    use posthaste_runtime::OAuth2;
    let account = |url: &str| OAuth2::client_credentials("id", "s3cret").token_url(url);
    let builder = |url: &str| Zoo::builder().credentials(account(url));
    let error = builder("http://auth.zoo.example/token").build();
    let error = error.expect_err("a refusal").to_string();
    assert!(error.contains("http://auth.zoo.example/token"), "{error}");
    assert!(!error.contains("s3cret"), "{error}");
    for url in ["https://auth.zoo.example/token", "http://127.0.0.1:1/token"] {
        builder(url).build().expect(url);
    }
    // Tokens that are asked for by another client than the one that they were built into.
    let zoo: Client = ClientBuilder::new(&API).build().expect("a client");
    let error = account("http://auth.zoo.example/token").sign_in(&zoo).await;
    let error = error.expect_err("a refusal").to_string();
    assert!(error.contains("http://"), "{error}");
}

#[tokio::test]
async fn headers_that_frame_the_message_are_refused_by_name() -> Done {
    let server = server().await;
    let zoo = Zoo::at(&server);
    for name in [
        "Content-Length",
        "transfer-encoding",
        " Connection ",
        "Keep-Alive",
        "Proxy-Connection",
        "TE",
        "Trailer",
        "Upgrade",
    ] {
        for value in ["5", "identity", "bad\r\nvalue"] {
            let error = zoo.rename("me", "Leo").with_header(name, value).await;
            let error = error.expect_err(name);
            assert!(matches!(error, posthaste_runtime::Error::Request(_)));
            assert!(error.to_string().contains(name), "{error}");
            let request = filled(zoo.request(&SEND), |request| request.header(name, &value));
            let error = request.read_nothing().await;
            assert!(error.expect_err(name).to_string().contains(name));
        }
    }
    assert!(server.received().is_empty());
    // A name that only resembles one is the service's own.
    zoo.rename("me", "Leo")
        .with_header("X-Content-Length", "5")
        .with_header("Host", "zoo.example")
        .await?;
    assert_eq!(server.only().header("x-content-length"), Some("5"));
    Ok(())
}

#[tokio::test]
async fn control_characters_of_a_header_never_stand_raw_in_an_error() {
    let zoo = Zoo::builder().build().expect("a client");
    for (name, value) in [
        ("X-A\r\nlevel=ERROR forged: 1", "1"),
        ("X-B\u{1b}[2J", "1"),
        ("X-C\u{9b}\0", "1"),
        ("X-D", "one\r\nX-Forged: two"),
        ("X-E", "\u{1b}[31m"),
    ] {
        let error = zoo.list().with_header(name, value).await;
        let error = error.expect_err(name);
        for shown in [error.to_string(), format!("{error:?}")] {
            assert!(!shown.contains(char::is_control), "{shown:?}");
            assert!(!shown.contains("Forged"), "{shown:?}");
            assert!(shown.contains(&name[..3]), "{shown:?}");
        }
    }
    // The name that a key goes by, and a URL.
    static BARE: ApiInfo =
        ApiInfo::new("bare", "1").servers(&[posthaste_runtime::Server::new("", "https://h")]);
    let named = Credentials::api_key("k").named("X-F\r\nlevel=ERROR");
    let bare: ClientBuilder<Client> = ClientBuilder::new(&BARE);
    let bare = bare.credentials(named).build().expect("a client");
    let error = bare.request(&SEND).read_nothing().await;
    let error = error.expect_err("no name of a header").to_string();
    assert!(
        error.contains("X-F") && !error.contains(char::is_control),
        "{error:?}"
    );
    let url = Zoo::builder().base_url("https://h/\r\nlevel=ERROR").build();
    let error = url.expect_err("no URL").to_string();
    assert!(!error.contains(char::is_control), "{error:?}");
}
