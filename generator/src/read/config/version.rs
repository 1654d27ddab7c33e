//! The version of a crate.

use serde::Deserialize;

/// A version that cargo accepts: `1.2.3`, `0.1.0-beta.2`.
#[derive(Debug, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Version(pub(super) String);

impl TryFrom<String> for Version {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        match semver::Version::parse(&text) {
            Ok(_) => Ok(Self(text)),
            Err(error) => Err(format!(
                "`{text}` is no version of a crate ({error}): write it as `1.2.3`"
            )),
        }
    }
}
