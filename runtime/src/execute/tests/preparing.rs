use http::header::{AUTHORIZATION, CONTENT_TYPE, HeaderValue};

use super::*;
use crate::body::{Content, Part};
use crate::error::{Error, Failure, RequestError};
use crate::execute::deliver::Reading;
use crate::execute::prepare;

fn client() -> Arc<Shared> {
    let session = session(&Script::new([]), Retries::none());
    shared(session, vec![Credentials::bearer("s3cret")])
}

async fn prepared(request: RequestData, region: Option<&str>) -> Result<InFlight, String> {
    let prepared = prepare::in_flight(request, region, Reading::Whole).await;
    prepared.map_err(|Failure(error)| crate::execute::watch::error_type(&error).to_owned())
}

#[tokio::test]
async fn path_and_query_are_appended_to_the_server() {
    let shared = client();
    let mut request = request(&shared, &READ);
    request.query = "name=a%26b".to_owned();
    let request = prepared(request, None).await.unwrap();
    assert_eq!(
        request.uri.to_string(),
        "https://zoo.example/v1/animals/7?name=a%26b"
    );
    assert_eq!(request.headers["user-agent"], "zoo-client/1.0.0");
    assert!(request.repeatable);
}

#[tokio::test]
async fn a_path_parameter_without_a_value_is_an_error() {
    let shared = client();
    let mut request = request(&shared, &READ);
    request.path.clear();
    assert_eq!(prepared(request, None).await.err().unwrap(), "request");
}

#[tokio::test]
async fn a_header_of_the_call_replaces_the_one_of_the_operation() {
    static LIST: Operation =
        Operation::new("GET", "/animals").headers(&[("accept", "text/csv"), ("x-zoo", "north")]);
    let shared = client();
    let mut request = request(&shared, &LIST);
    let south = HeaderValue::from_static("south");
    request.headers.insert("x-zoo", south);
    let headers = prepared(request, None).await.unwrap().headers;
    assert_eq!(
        (&headers["accept"], &headers["x-zoo"]),
        (
            &HeaderValue::from_static("text/csv"),
            &HeaderValue::from_static("south")
        )
    );
}

#[tokio::test]
async fn the_media_type_of_a_multipart_form_replaces_any_other() {
    let shared = client();
    let mut request = request(&shared, &CREATE);
    let wrong = HeaderValue::from_static("multipart/form-data");
    request.headers.insert(CONTENT_TYPE, wrong);
    request.payload = Payload::Multipart(vec![Part {
        name: "name".to_owned(),
        file_name: None,
        media_type: None,
        content: Content::Bytes(Bytes::from_static(b"Ann")),
    }]);
    let headers = prepared(request, None).await.unwrap().headers;
    let media_type = headers[CONTENT_TYPE].to_str().unwrap();
    assert!(media_type.contains("boundary="), "{media_type}");
}

#[tokio::test]
async fn the_base_url_of_the_account_replaces_a_trusted_server_only() {
    let shared = client();
    for (region, host) in [
        ("https://eu.zoo.example", Some("eu.zoo.example")),
        ("https://evil.example", Some("zoo.example")),
        ("http://eu.zoo.example", Some("zoo.example")),
    ] {
        let request = prepared(request(&shared, &READ), Some(region)).await;
        assert_eq!(request.unwrap().uri.host(), host, "{region}");
    }
}

#[tokio::test]
async fn the_base_url_of_the_account_does_not_replace_a_server_that_the_user_set() {
    let session = session(&Script::new([]), Retries::none());
    let mut shared = shared(session, Vec::new());
    Arc::get_mut(&mut shared).unwrap().replaced_servers = vec![0];
    let request = prepared(request(&shared, &READ), Some("https://eu.zoo.example")).await;
    assert_eq!(request.unwrap().uri.host(), Some("zoo.example"));
}

#[test]
fn an_authorization_header_of_the_call_replaces_the_credentials() {
    let shared = client();
    let mut request = request(&shared, &READ);
    assert!(prepare::signers(&mut request).is_ok_and(|signers| signers.len() == 1));
    let own = HeaderValue::from_static("Own proof");
    request.headers.insert(AUTHORIZATION, own);
    assert!(prepare::signers(&mut request).is_ok_and(|signers| signers.is_empty()));
}

#[test]
fn only_urls_of_the_vendor_get_credentials() {
    let shared = client();
    for (url, signed) in [
        ("https://zoo.example/other", true),
        ("https://files.zoo.example/a", true),
        ("https://evil.example/zoo.example", false),
        ("http://zoo.example/other", false),
    ] {
        let mut request = request(&shared, &READ);
        request.by_hand = Some(url.to_owned());
        let signers = prepare::signers(&mut request);
        assert!(
            signers.is_ok_and(|signers| signers.is_empty() != signed),
            "{url}"
        );
    }
}

#[test]
fn a_value_that_cannot_be_sent_is_the_error_of_the_request() {
    let shared = client();
    let mut request = request(&shared, &READ);
    request.problem = Some(RequestError::new("id", "it is empty"));
    let Err(Failure(Error::Request(error))) = prepare::signers(&mut request) else {
        panic!("the request cannot be sent")
    };
    assert_eq!(error.subject(), "id");
}

#[test]
fn credentials_are_sent_unencrypted_to_this_machine_only() {
    let session = session(&Script::new([]), Retries::none());
    for (url, allowed) in [
        ("https://zoo.example/", true),
        ("http://127.0.0.1:8080/", true),
        ("http://zoo.example/", false),
    ] {
        let mut request = in_flight(Method::GET, url, Prepared::none());
        let refusal = prepare::refuse_exposure(&session, &request);
        assert_eq!(refusal.is_ok(), allowed, "{url}");
        request.signers.clear();
        assert!(prepare::refuse_exposure(&session, &request).is_ok());
    }
}
