// Calls with a parameter of each kind, as a person writes them; compiled into the driver of `parameters.rs`.
use loopback_parameters::places::{Order, ReadPathParams, Span};
use loopback_parameters::{Client, Error};

pub async fn all(host: &str) {
    crate::report(calls(host).await);
}

async fn calls(host: &str) -> crate::Outcome {
    let client = Client::builder().base_url(format!("http://{host}")).build()?;
    let places = client.places();
    let span = Span { from: Some(1), to: Some(2), ..Span::default() };
    let text = Span { label: Some("a=b&c, d".to_owned()), ..span.clone() };

    places
        .read_path(ReadPathParams {
            text: "a/b",
            list: &["x,y", "z"],
            label: &["l", "m"],
            matrix: &span,
            span: &text,
            json: &span,
        })
        .await?;
    places
        .search_queries("10:00/a,b")
        .at("2024-01-02T03:04:05Z")
        .order(Order::Desc)
        .repeated(&["a", "b"])
        .joined(&["a,b", "c"])
        .spaced(&["a", "b c"])
        .piped(&[1, 2])
        .deep(&text)
        .expand(&["data", "data.owner"])
        .spread(&text)
        .map(&[("k".to_owned(), "v,w".to_owned())].into())
        .link("/next?x=1#y")
        .filter(std::slice::from_ref(&span))
        .await?;
    // What is empty is left out, and defaults are not sent.
    places.search_queries("").repeated(&[]).deep(&Span::default()).await?;
    places.read_whole(&text).await?;
    places
        .list_headers("a; b")
        .x_tags(&["a", "b"])
        .x_span(&span)
        .x_meta(&text)
        .tags(&["a", "b"])
        .set_raw("a%20b")
        .await?;
    for refused in [
        places.list_headers("s").set_raw("a; admin=1").await,
        places.list_headers("s").x_tags(&["a\r\nX-Admin: 1"]).await,
    ] {
        match refused {
            Err(Error::Request(error)) => println!("{error}"),
            other => println!("{other:?}"),
        }
    }
    let empty = ReadPathParams { text: "t", list: &[], label: &[], matrix: &span, span: &span, json: &span };
    match places.read_path(empty).await {
        Err(Error::Request(error)) => println!("{error}"),
        other => println!("{other:?}"),
    }
    Ok(())
}
