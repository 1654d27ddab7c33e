//! Updates a user's password and prints what came back.
//!
//! `ZOOM_TOKEN` is the access token and `ZOOM_BASE_URL` where to send it, Zoom itself unless it is set. Without
//! either the request goes to a server on this machine that answers as the collection documents.

use std::env;
use std::error::Error as StdError;

use posthaste::commands::mock::Mock;
use posthaste::make::Inputs;
use posthaste::read::config;
use zoom_client::{Call, Client};

const COLLECTION: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../collections/zoom/zoom.postman_collection.json"
);

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn StdError>> {
    let (token, url) = (env::var("ZOOM_TOKEN").ok(), env::var("ZOOM_BASE_URL").ok());
    // Answers for as long as it is held.
    let mock = if token.is_none() && url.is_none() {
        Some(mock()?)
    } else {
        None
    };
    let mut builder = Client::builder().bearer(token.unwrap_or_else(|| "any-token".to_owned()));
    if let Some(url) = url.or_else(|| mock.as_ref().map(Mock::url)) {
        println!("Asking {url}");
        builder = builder.base_url(url);
    }
    let client = builder.build()?;

    let response = match client
        .users()
        .update_password("me", "dolor Excepteur minim")
        .raw()
        .await
    {
        Ok(response) => response,
        Err(error) => {
            println!("{error}");
            return Ok(());
        }
    };
    println!("Response Status Code = {}", response.status().as_u16());
    if response.status() != 204 {
        println!("Response Header:\n{:#?}", response.headers());
        println!(
            "Response Body:\n{}",
            String::from_utf8_lossy(response.body())
        );
        println!("Failed.");
        return Ok(());
    }
    println!("Success.");
    Ok(())
}

/// A server that answers as Zoom's collection documents.
fn mock() -> Result<Mock, Box<dyn StdError>> {
    let collection = config::Client {
        inputs: vec![COLLECTION.into()],
        ..config::Client::default()
    };
    let understood = Inputs::read(&collection)
        .map_err(|failure| failure.to_string())?
        .understand();
    Ok(Mock::start(understood.api, 0)?)
}
