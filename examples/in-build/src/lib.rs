//! A crate that holds no client and has one: `build.rs` writes it.

include!(concat!(env!("OUT_DIR"), "/zoom.rs"));

use zoom::users::UpdatePasswordError;

/// Gives a user another password.
///
/// # Errors
/// Zoom refuses, or cannot be reached.
pub async fn change_password(
    zoom: &zoom::Client,
    user: &str,
    password: &str,
) -> Result<(), zoom::Error<UpdatePasswordError>> {
    zoom.users().update_password(user, password).await
}
