//! Update a user: PATCH /users/{userId}
//!
//! Cargo.toml: zoom-client = { path = "zoom-client" }
//!             tokio = { version = "1", features = ["macros", "rt"] }

use zoom_client::{Call, Client};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder().bearer("<access_token>").build()?;

    let sent = client
        .users()
        .update("ut amet")
        .login_type(24)
        .first_name("pariatur ullamco cillum")
        .last_name("tempor enim qui")
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
    if answer.status() != 204 {
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
