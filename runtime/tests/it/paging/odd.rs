//! Items that the strict reader refuses, and pages without any.

use super::*;

/// The ids that were read and the places of the errors.
async fn outcome(mut items: Animals) -> (Vec<String>, Vec<String>) {
    let (mut ids, mut places) = (Vec::new(), Vec::new());
    loop {
        match items.try_next().await {
            Ok(Some(animal)) => ids.extend(animal.id),
            Ok(None) => return (ids, places),
            Err(Error::Decode(error)) => places.push(error.path().to_owned()),
            Err(other) => panic!("{other}"),
        }
    }
}

/// What is read of a page with `a`, an item with this field, and `c`.
async fn read_with(field: &str) -> (Vec<String>, Vec<String>) {
    let text = format!(
        r#"{{"meta": {{"next": ""}}, "animals": [{{"id": "a"}}, {{"id": "b", {field}}}, {{"id": "c"}}]}}"#
    );
    let server = Server::start([Answer::json("200 OK", &text)]).await;
    outcome(items(&Zoo::at(&server), &BY_TOKEN)).await
}

#[tokio::test]
async fn what_no_type_reads_costs_nothing() {
    let deep = |levels: usize| format!("\"new\": {}1{}", "[".repeat(levels), "]".repeat(levels));
    let objects = format!("\"new\": {}1{}", "{\"a\": ".repeat(130), "}".repeat(130));
    for field in [
        r#""new": "\ud83d""#,
        r#""\udc00": 1"#,
        r#""new": 1e999"#,
        r#""new": [-1e999, {"a": "]}\"\\\ud83d"}]"#,
        r#""new": 1, "new": 2"#,
        &deep(130),
        &deep(200_000),
        &objects,
    ] {
        let (ids, places) = read_with(field).await;
        assert_eq!(ids, ["a", "b", "c"], "{field:.60} {places:?}");
    }
}

#[tokio::test]
async fn whatever_is_bad_in_an_item_costs_that_item_only() {
    let deep = format!(
        "\"young\": {}1{}",
        "[{\"young\": ".repeat(70),
        "}]".repeat(70)
    );
    for (field, place) in [
        (r#""legs": 1e999"#, "$.animals[1].legs"),
        (r#""new": 1e999, "legs": [4]"#, "$.animals[1].legs"),
        (
            r#""young": [{"legs": 4}, {"legs": -1e999}]"#,
            "$.animals[1].young[1].legs",
        ),
        (r#""young": "\ud83d""#, "$.animals[1].young"),
        (r#""legs": NaN"#, "$.animals[1]"),
        (r#""legs": tru"#, "$.animals[1]"),
        ("\"new\": \"a\nb\"", "$.animals[1]"),
        (r#""new": "\x""#, "$.animals[1]"),
        (r#""new": 1,, "legs": 2"#, "$.animals[1]"),
    ] {
        let (ids, places) = read_with(field).await;
        assert_eq!(
            (ids, places),
            (vec!["a".into(), "c".into()], vec![place.into()]),
            "{field}"
        );
    }
    let (ids, places) = read_with(&deep).await;
    assert_eq!(ids, ["a", "c"]);
    assert!(
        places.len() == 1 && places[0].starts_with("$.animals[1].young[0]"),
        "{places:?}"
    );
}

#[tokio::test]
async fn a_bare_list_in_the_place_of_an_object_is_the_list_of_items() {
    for (page, expected, places) in [
        (r#"[{"id": "a"}, {"id": "b"}]"#, &["a", "b"][..], &[][..]),
        (
            r#"[{"id": "a"}, {"legs": tru}, null, {"legs": {"x": 1}}]"#,
            &["a"],
            &["$[1]", "$[3].legs"],
        ),
        (
            r#"{"animals": {"0": {"id": "a"}, "2": {"id": "b"}}}"#,
            &["a", "b"],
            &[],
        ),
        ("[]", &[], &[]),
        ("{}", &[], &[]),
    ] {
        let server = Server::start([Answer::json("200 OK", page)]).await;
        let (ids, errors) = outcome(items(&Zoo::at(&server), &BY_TOKEN)).await;
        assert_eq!(
            (ids.as_slice(), errors.as_slice()),
            (texts(expected).as_slice(), texts(places).as_slice()),
            "{page}"
        );
    }
    for page in [r#""none""#, "7", "true"] {
        let server = Server::start([Answer::json("200 OK", page)]).await;
        let (ids, errors) = outcome(items(&Zoo::at(&server), &BY_TOKEN)).await;
        assert_eq!((ids, errors), (texts(&[]), texts(&["$"])), "{page}");
    }
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

#[tokio::test]
async fn half_a_character_is_read_as_the_replacement_character() {
    for (text, expected) in [
        (r#"x\ud83d"#, "x\u{fffd}"),
        (r#"\ud83d\ude00\ude00\n"#, "\u{1f600}\u{fffd}\n"),
        (r#"\ud83dé\/\"\\"#, "\u{fffd}é/\"\\"),
    ] {
        let page = format!("{{\"animals\": [{{\"id\": \"{text}\"}}, {{\"id\": \"c\"}}]}}");
        let server = Server::start([Answer::json("200 OK", &page)]).await;
        let (ids, places) = outcome(items(&Zoo::at(&server), &BY_TOKEN)).await;
        assert_eq!((ids, places), (vec![expected.into(), "c".into()], vec![]));
    }
    // Whoever cuts text by bytes cuts characters, too.
    let page = b"{\"animals\": [{\"id\": \"\xf0\x9f\"}, {\"id\": \"c\"}]}";
    let json = [("content-type", "application/json; charset=utf-8")];
    let server = Server::start([Answer::new("200 OK", &json, page)]).await;
    assert_eq!(
        outcome(items(&Zoo::at(&server), &BY_TOKEN)).await.0,
        ["\u{fffd}", "c"]
    );
}

#[tokio::test]
async fn an_odd_page_leads_to_the_next_one_and_a_broken_page_is_an_error() {
    let odd = |next: &str| {
        format!(
            r#"{{"animals": [{{"id": "a", "x": 1e999}}], "meta": {{"next": "{next}", "x": 1e999}}}}"#
        )
    };
    let server = Server::start([Answer::json("200 OK", &odd("t1")), page(&["b"], "")]).await;
    assert_eq!(ids(items(&Zoo::at(&server), &BY_TOKEN)).await, ["a", "b"]);
    let server = Server::start([Answer::json("200 OK", &odd("t1")), page(&["b"], "")]).await;
    let zoo = Zoo::at(&server);
    let mut pages: Pages<Json, ErrorResponse> = Pages::new(zoo.request(&BY_TOKEN));
    let first = pages.try_next().await.expect("a page").expect("a page");
    assert_eq!(
        first
            .at(&["animals", "0", "x"])
            .map(Json::to_string)
            .as_deref(),
        Some("1e999")
    );
    assert!(pages.try_next().await.expect("a page").is_some());
    // Where anything but an item is broken, the list may be cut.
    for text in [
        r#"{"animals": [{"id": "a", "x": 1e999}], "meta": {"next": tru}}"#,
        r#"{"animals": [{"id": "a", "x": 1e999}"#,
        r#"{"animals": [{"id": "a", "x": 1e999}]"#,
        r#"{"animals": [{"id": "a", "x": 1e999} {"id": "b"}]}"#,
        r#"{"animals": [{"id": "a", "x": 1e999}]} {}"#,
    ] {
        let server = Server::start([Answer::json("200 OK", text)]).await;
        let (ids, error) = read(items(&Zoo::at(&server), &BY_TOKEN)).await;
        assert!(
            ids.is_empty() && matches!(error, Some(Error::Decode(_))),
            "{text} {error:?}"
        );
    }
}

#[tokio::test]
async fn answers_that_are_no_lists_are_read_as_tolerantly() {
    let get = |text: &str| {
        let text = text.to_owned();
        async move {
            let server = Server::start([Answer::json("200 OK", &text)]).await;
            Zoo::at(&server).get("7").await
        }
    };
    let deep = format!(
        "{{\"id\": \"a\", \"new\": {}{}}}",
        "[".repeat(5000),
        "]".repeat(5000)
    );
    for text in [
        r#"{"id": "a", "new": 1e999}"#,
        r#"{"id": "a", "new": "\ud83d"}"#,
        &deep,
    ] {
        assert_eq!(get(text).await.expect("an animal").id.as_deref(), Some("a"));
    }
    for (text, place) in [
        (
            r#"{"id": "a", "young": [{"legs": 1e999}]}"#,
            "$.young[0].legs",
        ),
        (r#"{"id": "a", "new": 1e999"#, "$.new"),
    ] {
        let Err(Error::Decode(error)) = get(text).await else {
            panic!("{text}")
        };
        assert_eq!(error.path(), place);
    }
}

/// So many pages without an item, and one with; each token is as long as this.
fn empty_pages(count: usize, length: usize) -> Vec<Answer> {
    let token = |n: usize| format!("\"meta\": {{\"next\": \"t{n}{}\"}},", "x".repeat(length));
    let empty = (0..count).map(|n| page(&[], &token(n)));
    empty.chain([page(&["a"], "")]).collect()
}

#[tokio::test]
async fn empty_pages_in_a_row_come_to_an_end_and_can_be_resumed() {
    let server = Server::start(empty_pages(502, 10)).await;
    let zoo = Zoo::at(&server);
    let mut list = items(&zoo, &BY_TOKEN);
    let Err(Error::Page(error)) = list.try_next().await else {
        panic!("a page error was expected")
    };
    assert_eq!(error.kind(), PageErrorKind::Empty);
    assert!(error.to_string().contains("no items"), "{error}");
    assert_eq!(targets(&server).len(), 500);
    let position = list.position().expect("the next page");
    assert!(position.page().is_some_and(|page| page.starts_with("t499")));
    assert!(list.try_next().await.expect("the end").is_none());
    let resumed = items(&zoo, &BY_TOKEN).resume(&position);
    assert_eq!(ids(resumed).await, ["a"]);
    assert_eq!(targets(&server).len(), 503);

    // The limit can be set, for pages as well; what ends before is no error.
    let server = Server::start(empty_pages(3, 0)).await;
    let zoo = Zoo::at(&server);
    let mut pages: Pages<Json, ErrorResponse> =
        Pages::new(zoo.request(&BY_TOKEN)).most_empty_pages(2);
    for _ in 0..2 {
        assert!(pages.try_next().await.expect("a page").is_some());
    }
    assert!(matches!(pages.try_next().await, Err(Error::Page(_))));
    let server = Server::start(empty_pages(3, 0)).await;
    let zoo = Zoo::at(&server);
    let few = items(&zoo, &BY_TOKEN).most_empty_pages(4);
    assert_eq!(ids(few).await, ["a"]);
}
