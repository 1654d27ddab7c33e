//! The source of a generated crate's dependency `posthaste-runtime`.

use std::fmt;
use std::str::FromStr;

use camino::Utf8PathBuf;
use serde::Deserialize;

/// The source of a generated crate's dependency `posthaste-runtime`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum Runtime {
    /// A copy in the crate's folder `runtime/`, so that the crate needs only the registry.
    #[default]
    Embedded,
    /// A folder, relative to the working directory or to `posthaste.toml`.
    Path(Utf8PathBuf),
    /// The URL of a git repository.
    Git(String),
    /// A version requirement, for the registry.
    Version(String),
}

impl FromStr for Runtime {
    type Err = String;

    /// Reads `embedded`, `path:DIR`, `git:URL` or a version requirement such as `0.1`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.split_once(':') {
            None if text == "embedded" => Ok(Self::Embedded),
            None if is_version(text) => Ok(Self::Version(text.to_owned())),
            Some(("path", folder)) if !folder.is_empty() => Ok(Self::Path(folder.into())),
            Some(("git", url)) if is_address(url) => Ok(Self::Git(url.to_owned())),
            _ => Err(format!(
                "`{text}` is no runtime: write `embedded`, `path:DIR`, `git:URL` or a version such as `0.1`"
            )),
        }
    }
}

impl fmt::Display for Runtime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Embedded => f.write_str("embedded"),
            Self::Path(folder) => write!(f, "path:{folder}"),
            Self::Git(url) => write!(f, "git:{url}"),
            Self::Version(version) => f.write_str(version),
        }
    }
}

impl TryFrom<String> for Runtime {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

/// Whether a text is a version requirement of cargo. `*`, which any version satisfies, is not accepted.
fn is_version(text: &str) -> bool {
    semver::VersionReq::parse(text).is_ok_and(|requirement| requirement != semver::VersionReq::STAR)
}

/// Whether a text is not empty and can be written as a TOML string without escapes.
fn is_address(text: &str) -> bool {
    let is_unsafe = |letter: char| {
        letter.is_whitespace() || letter.is_control() || matches!(letter, '"' | '\'' | '\\')
    };
    !text.is_empty() && !text.contains(is_unsafe)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_form_is_read_and_others_are_refused() {
        assert_eq!("embedded".parse(), Ok(Runtime::Embedded));
        assert_eq!("path:runtime".parse(), Ok(Runtime::Path("runtime".into())));
        assert_eq!(
            "git:https://example.com/a".parse(),
            Ok(Runtime::Git("https://example.com/a".into()))
        );
        assert_eq!("=0.1.2".parse(), Ok(Runtime::Version("=0.1.2".into())));
        for wrong in [
            "",
            "path:",
            "embeded",
            "0.1\"\n[x]",
            "1.2.3.4",
            "01",
            "0.1 0.2",
            "*",
            "git:a b",
        ] {
            assert!(wrong.parse::<Runtime>().is_err(), "{wrong}");
        }
    }
}
