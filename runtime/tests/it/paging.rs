//! Lists that come page by page, and what services do to them.

mod odd;

use posthaste_runtime::{
    Error, ErrorResponse, Items, Json, Operation, PageErrorKind, Pages, Paging, Position,
};

use crate::support::zoo::{Animal, Zoo};
use crate::support::{Answer, Server, filled};

static BY_TOKEN: Operation = Operation::new("GET", "/animals")
    .secured(0)
    .paged(Paging::token("next_page_token", "meta/next").items("animals"));
static BY_NUMBER: Operation =
    Operation::new("GET", "/animals").paged(Paging::number("page", 1).items("animals"));
static BY_NUMBER_WITH_COUNT: Operation = Operation::new("GET", "/animals").paged(
    Paging::number("page", 0)
        .items("animals")
        .pages("page_count"),
);
static BY_OFFSET: Operation =
    Operation::new("GET", "/animals").paged(Paging::offset("skip").items("").total("total"));
static BY_OFFSET_WITH_TOTAL: Operation =
    Operation::new("GET", "/animals").paged(Paging::offset("skip").items("data").total("total"));
static BY_LINK: Operation =
    Operation::new("GET", "/animals").paged(Paging::link("next").items("animals"));
static BY_HEADER: Operation =
    Operation::new("GET", "/animals").paged(Paging::link_header().items(""));

type Animals = Items<Animal, ErrorResponse>;

fn items(zoo: &Zoo, operation: &'static Operation) -> Animals {
    Items::new(filled(zoo.request(operation), |request| {
        request.query("q", &"a b");
        request.query("limit", &2);
    }))
}

/// A page of animals by their ids, and its other fields.
fn page(ids: &[&str], more: &str) -> Answer {
    let animals: Vec<String> = ids.iter().map(|id| format!("{{\"id\": {id:?}}}")).collect();
    let text = format!("{{{more} \"animals\": [{}]}}", animals.join(", "));
    Answer::json("200 OK", &text)
}

/// What was read before the end or the first error.
async fn read(mut items: Animals) -> (Vec<String>, Option<Error<ErrorResponse>>) {
    let mut ids = Vec::new();
    loop {
        match items.try_next().await {
            Ok(Some(animal)) => ids.push(animal.id.unwrap_or_default()),
            Ok(None) => return (ids, None),
            Err(error) => return (ids, Some(error)),
        }
    }
}

async fn ids(items: Animals) -> Vec<String> {
    let (ids, error) = read(items).await;
    assert!(error.is_none(), "{error:?}");
    ids
}

fn targets(server: &Server) -> Vec<String> {
    let received = server.received();
    let target = |line: &str| line.split(' ').nth(1).unwrap_or_default().to_owned();
    received
        .iter()
        .map(|request| target(request.line()))
        .collect()
}

#[tokio::test]
async fn every_item_comes_once_and_the_query_stays() {
    for end in [
        "",
        "\"meta\": {},",
        "\"meta\": {\"next\": null},",
        "\"meta\": {\"next\": \"\"},",
    ] {
        let server = Server::start([
            page(&["a", "b"], "\"meta\": {\"next\": \"t/1=\"},"),
            page(&[], "\"meta\": {\"next\": 2},"),
            Answer::json("200 OK", "{\"meta\": {\"next\": \"t3\"}}"),
            page(&["c"], end),
        ])
        .await;
        assert_eq!(
            ids(items(&Zoo::at(&server), &BY_TOKEN)).await,
            ["a", "b", "c"]
        );
        let first = "/animals?q=a%20b&limit=2";
        let page = |token: &str| format!("{first}&next_page_token={token}");
        assert_eq!(
            targets(&server),
            [first.to_owned(), page("t/1%3D"), page("2"), page("t3")]
        );
        let received = server.received();
        assert!(
            received
                .iter()
                .all(|request| request.header("authorization") == Some("Bearer t0ken"))
        );
    }
}

#[tokio::test]
async fn a_token_that_comes_again_is_an_error_behind_the_items() {
    let again = |ids| page(ids, "\"meta\": {\"next\": \"t1\"},");
    for answers in [
        vec![again(&["a"]), again(&["b"])],
        vec![
            again(&["a"]),
            page(&["b"], "\"meta\": {\"next\": \"t2\"},"),
            again(&[]),
        ],
    ] {
        let count = answers.len();
        let server = Server::start(answers).await;
        let (ids, error) = read(items(&Zoo::at(&server), &BY_TOKEN)).await;
        assert_eq!(ids, ["a", "b"]);
        let Some(Error::Page(error)) = error else {
            panic!("{error:?}")
        };
        assert_eq!(error.kind(), PageErrorKind::Repeated);
        assert_eq!(targets(&server).len(), count);
    }
}

#[tokio::test]
async fn a_callers_own_token_counts_as_seen() {
    let server = Server::start([page(&["c"], "\"meta\": {\"next\": \"t1\"},")]).await;
    let zoo = Zoo::at(&server);
    let request = filled(zoo.request(&BY_TOKEN), |request| {
        request.query("next_page_token", &"t1");
        request.query("limit", &2);
    });
    let (ids, error) = read(Items::new(request)).await;
    assert_eq!(ids, ["c"]);
    assert!(matches!(error, Some(Error::Page(_))), "{error:?}");
    assert_eq!(targets(&server), ["/animals?next_page_token=t1&limit=2"]);
}

#[tokio::test]
async fn one_bad_item_costs_only_itself() {
    let bad =
        r#"{"animals": [{"id": "a"}, {"id": "b", "legs": [4]}, {"id": "c"}, 7, {"id": "d"}]}"#;
    let server = Server::start([Answer::json("200 OK", bad)]).await;
    let zoo = Zoo::at(&server);
    let mut items = items(&zoo, &BY_TOKEN);
    let (mut ids, mut paths) = (Vec::new(), Vec::new());
    loop {
        match items.try_next().await {
            Ok(Some(animal)) => ids.extend(animal.id),
            Ok(None) => break,
            Err(Error::Decode(error)) => paths.push(error.path().to_owned()),
            Err(other) => panic!("{other}"),
        }
    }
    assert_eq!(ids, ["a", "c", "d"]);
    assert_eq!(paths, ["$.animals[1].legs", "$.animals[3]"]);
}

#[tokio::test]
async fn what_is_no_list_is_an_error_with_its_place() {
    let server = Server::start([Answer::json("200 OK", r#"{"animals": 7}"#)]).await;
    let (_, error) = read(items(&Zoo::at(&server), &BY_TOKEN)).await;
    let Some(Error::Decode(error)) = error else {
        panic!("{error:?}")
    };
    assert_eq!(error.path(), "$.animals");
}

#[tokio::test]
async fn a_reading_can_be_resumed_behind_what_failed() {
    let server = Server::start([
        page(&["a", "b"], "\"meta\": {\"next\": \"t:1\"},"),
        Answer::json("500 Oops", "{}"),
        page(&["c", "d", "e"], ""),
        page(&["c", "d", "e"], ""),
    ])
    .await;
    let zoo = Zoo::at(&server);
    let mut first = items(&zoo, &BY_TOKEN);
    assert_eq!(first.position(), Some(Position::default()));
    assert!(matches!(first.try_next().await, Ok(Some(_))));
    assert_eq!(first.position().map(|at| at.item()), Some(1));
    assert!(matches!(first.try_next().await, Ok(Some(_))));
    assert!(matches!(first.try_next().await, Err(Error::Api(_))));
    // The reading is over: nobody who goes on all the same calls for ever.
    assert!(matches!(first.try_next().await, Ok(None)));
    let kept = first.position().expect("a position").to_string();
    assert_eq!(kept, "0:t:1");

    let mut second = items(&zoo, &BY_TOKEN).resume(&kept.parse().unwrap());
    let animal = second.try_next().await.unwrap().unwrap();
    assert_eq!(animal.id.as_deref(), Some("c"));
    let kept = second.position().expect("a position");
    assert_eq!((kept.page(), kept.item()), (Some("t:1"), 1));
    assert!(!format!("{kept:?} {second:?}").contains("t:1"));

    let third = items(&zoo, &BY_TOKEN).resume(&kept);
    assert_eq!(ids(third).await, ["d", "e"]);
    assert_eq!(targets(&server).len(), 4);
}

#[tokio::test]
async fn numbers_go_on_until_a_page_is_empty() {
    let server = Server::start([page(&["a", "b"], ""), page(&["c", "d"], ""), page(&[], "")]).await;
    assert_eq!(
        ids(items(&Zoo::at(&server), &BY_NUMBER)).await,
        ["a", "b", "c", "d"]
    );
    let first = "/animals?q=a%20b&limit=2";
    assert_eq!(
        targets(&server),
        [
            first.to_owned(),
            format!("{first}&page=2"),
            format!("{first}&page=3")
        ]
    );
}

#[tokio::test]
async fn a_known_number_of_pages_is_kept() {
    let counted = |ids| page(ids, "\"page_count\": 3,");
    let server = Server::start([counted(&["a"]), counted(&[]), counted(&["b"])]).await;
    let zoo = Zoo::at(&server);
    assert_eq!(ids(items(&zoo, &BY_NUMBER_WITH_COUNT)).await, ["a", "b"]);
    assert_eq!(targets(&server).len(), 3);
    // A caller may begin later.
    let request = filled(zoo.request(&BY_NUMBER_WITH_COUNT), |request| {
        request.query("page", &2)
    });
    assert_eq!(ids(Items::new(request)).await, ["b"]);
    assert_eq!(targets(&server).len(), 4);
}

#[tokio::test]
async fn an_absurd_number_of_pages_ends_no_list() {
    static FROM_ONE: Operation = Operation::new("GET", "/animals").paged(
        Paging::number("page", 1)
            .items("animals")
            .pages("page_count"),
    );
    let absurd = format!("\"page_count\": \"{}\",", u64::MAX);
    let server = Server::start([page(&["a"], &absurd), page(&["b"], "\"page_count\": 2,")]).await;
    assert_eq!(ids(items(&Zoo::at(&server), &FROM_ONE)).await, ["a", "b"]);
}

#[tokio::test]
async fn a_service_that_knows_no_pages_does_not_go_on_for_ever() {
    let server = Server::start([page(&["a", "b"], "")]).await;
    let (ids, error) = read(items(&Zoo::at(&server), &BY_NUMBER)).await;
    assert_eq!(ids, ["a", "b", "a", "b"]);
    assert!(matches!(error, Some(Error::Page(_))), "{error:?}");
}

#[tokio::test]
async fn offsets_count_items() {
    let list = |text: &str| Answer::json("200 OK", text);
    let answers = [
        list(r#"[{"id": "a"}, {"id": "b"}]"#),
        list(r#"[{"id": "c"}]"#),
        list("[]"),
    ];
    let server = Server::start(answers).await;
    assert_eq!(
        ids(items(&Zoo::at(&server), &BY_OFFSET)).await,
        ["a", "b", "c"]
    );
    let first = "/animals?q=a%20b&limit=2";
    let expected = [
        first.to_owned(),
        format!("{first}&skip=2"),
        format!("{first}&skip=3"),
    ];
    assert_eq!(targets(&server), expected);

    let total = r#"{"total": "3", "data": [{"id": "c"}]}"#;
    let server = Server::start([list(total)]).await;
    let zoo = Zoo::at(&server);
    let request = filled(zoo.request(&BY_OFFSET_WITH_TOTAL), |request| {
        request.query("skip", &2)
    });
    assert_eq!(ids(Items::new(request)).await, ["c"]);
    assert_eq!(targets(&server).len(), 1);
}

#[tokio::test]
async fn links_are_followed_on_the_same_server() {
    let server = Server::start([page(&["a"], "\"next\": \"/v2/more?cursor=x%2Fy\",")]).await;
    let second = Server::start([
        page(&["a"], "\"next\": \"/v2/more?cursor=x%2Fy\","),
        page(&["b"], "\"next\": \"?cursor=z\","),
        page(&["c"], "\"next\": null,"),
    ])
    .await;
    assert_eq!(
        ids(items(&Zoo::at(&second), &BY_LINK)).await,
        ["a", "b", "c"]
    );
    assert_eq!(
        targets(&second)[1..],
        ["/v2/more?cursor=x%2Fy", "/animals?cursor=z"]
    );

    let foreign = format!("\"next\": \"{}/more\",", second.url);
    let server_with_foreign = Server::start([page(&["a"], &foreign)]).await;
    let (ids, error) = read(items(&Zoo::at(&server_with_foreign), &BY_LINK)).await;
    assert_eq!(ids, ["a"]);
    let Some(Error::Page(error)) = error else {
        panic!("{error:?}")
    };
    assert_eq!(error.kind(), PageErrorKind::ForeignLink);
    assert_eq!(targets(&second).len(), 3);

    let (ids, error) = read(items(&Zoo::at(&server), &BY_LINK)).await;
    assert_eq!(ids, ["a", "a"]);
    assert!(matches!(error, Some(Error::Page(_))), "{error:?}");
}

#[tokio::test]
async fn link_headers_are_followed() {
    let answer = |link: &str, id: &str| {
        let body = format!("[{{\"id\": {id:?}}}]");
        Answer::new("200 OK", &[("Link", link)], &body)
    };
    let server = Server::start([
        answer("</animals?page=2>; rel=\"next\"", "a"),
        answer("</animals?page=1>; rel=\"prev\"", "b"),
    ])
    .await;
    assert_eq!(ids(items(&Zoo::at(&server), &BY_HEADER)).await, ["a", "b"]);
    assert_eq!(targets(&server)[1], "/animals?page=2");
}

#[tokio::test]
async fn pages_come_whole() {
    let server = Server::start([
        page(&["a"], "\"meta\": {\"next\": \"t1\"},"),
        page(&["b", "c"], ""),
    ])
    .await;
    let zoo = Zoo::at(&server);
    let mut pages: Pages<Json, ErrorResponse> = Pages::new(zoo.request(&BY_TOKEN));
    let mut sizes = Vec::new();
    while let Some(page) = pages.try_next().await.unwrap() {
        sizes.push(
            page.get("animals")
                .and_then(Json::as_array)
                .map_or(0, <[_]>::len),
        );
    }
    assert_eq!(sizes, [1, 2]);
    assert_eq!(pages.position(), None);
}

#[tokio::test]
async fn nothing_is_sent_for_an_operation_without_pages() {
    let server = Server::start([page(&["a"], "")]).await;
    let zoo = Zoo::at(&server);
    let (_, error) = read(Items::new(zoo.request(&crate::support::zoo::LIST))).await;
    assert!(matches!(error, Some(Error::Page(_))), "{error:?}");
    assert!(server.received().is_empty());
}

#[cfg(feature = "stream")]
#[tokio::test]
async fn items_are_a_stream() {
    use std::future::poll_fn;
    use std::pin::Pin;

    use futures_core::Stream;

    let server = Server::start([page(&["a", "b"], "")]).await;
    let zoo = Zoo::at(&server);
    let mut items = items(&zoo, &BY_TOKEN);
    let mut count = 0;
    while let Some(item) = poll_fn(|cx| Pin::new(&mut items).poll_next(cx)).await {
        count += usize::from(item.is_ok());
    }
    assert_eq!(count, 2);
}

static BY_TOKEN_IN_BODY: Operation = Operation::new("POST", "/search")
    .paged(Paging::token("cursor", "next").in_body().items("animals"));
static BY_NUMBER_IN_BODY: Operation =
    Operation::new("POST", "/search").paged(Paging::number("page", 1).in_body().items("animals"));

#[tokio::test]
async fn what_moves_may_be_a_field_of_the_body() {
    let bodies = |server: &Server| -> Vec<String> {
        let received = server.received();
        let body = |request: &crate::support::Received| request.text().to_owned();
        received.iter().map(body).collect()
    };
    let pages = || {
        [
            page(&["a"], "\"next\": \"t1\","),
            page(&["b"], "\"next\": \"t2\","),
            page(&[], "\"next\": null,"),
        ]
    };
    let server = Server::start(pages()).await;
    let query = Json::Object(vec![("text".to_owned(), "x".into())]);
    let zoo = Zoo::at(&server);
    let search = filled(zoo.request(&BY_TOKEN_IN_BODY), |request| {
        request.json(&query)
    });
    assert_eq!(ids(Items::new(search)).await, ["a", "b"]);
    let expected = [
        r#"{"text":"x"}"#,
        r#"{"text":"x","cursor":"t1"}"#,
        r#"{"text":"x","cursor":"t2"}"#,
    ];
    assert_eq!(bodies(&server), expected);
    assert_eq!(targets(&server), ["/search"; 3]);

    // A caller begins in the middle; in JSON a page is a number, in a form it is text.
    let server = Server::start(pages()).await;
    let query = Json::Object(vec![("page".to_owned(), 3.into())]);
    let zoo = Zoo::at(&server);
    let search = filled(zoo.request(&BY_NUMBER_IN_BODY), |request| {
        request.json(&query)
    });
    assert_eq!(ids(Items::new(search)).await, ["a", "b"]);
    assert_eq!(
        bodies(&server),
        [r#"{"page":3}"#, r#"{"page":4}"#, r#"{"page":5}"#]
    );
    let server = Server::start(pages()).await;
    let zoo = Zoo::at(&server);
    let search = filled(zoo.request(&BY_NUMBER_IN_BODY), |request| {
        request.field("text", &"x")
    });
    assert_eq!(ids(Items::new(search)).await, ["a", "b"]);
    assert_eq!(
        bodies(&server),
        ["text=x", "text=x&page=2", "text=x&page=3"]
    );

    // Text has no fields.
    let server = Server::start(pages()).await;
    let zoo = Zoo::at(&server);
    let search = filled(zoo.request(&BY_TOKEN_IN_BODY), |request| {
        request.text("text/plain", "x")
    });
    let (read, error) = read(Items::new(search)).await;
    assert_eq!(read, ["a"]);
    assert!(matches!(error, Some(Error::Request(_))), "{error:?}");
}
