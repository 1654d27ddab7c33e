//! List users: GET /users
//!
//! Cargo.toml: zoom-client = { path = "zoom-client" }
//!             tokio = { version = "1", features = ["macros", "rt"] }

use zoom_client::users::UserStatus;
use zoom_client::{Call, Client};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder().bearer("<access_token>").build()?;

    let sent = client
        .users()
        .list()
        .status(UserStatus::Active)
        .page_size(30)
        .raw()
        .await;
    let answer = match sent {
        Ok(answer) => answer,
        Err(error) => {
            eprintln!("{error}");
            return Ok(());
        }
    };

    println!("Response Status Code = {}", answer.status().as_u16());
    if answer.status() != 200 {
        println!("Response Header:");
        for (name, value) in answer.headers() {
            println!("{name}: {}", String::from_utf8_lossy(value.as_bytes()));
        }
        println!("Response Body:");
        println!("{}", String::from_utf8_lossy(answer.body()));
        println!("Failed.");
        return Ok(());
    }
    println!("Success.");
    Ok(())
}
