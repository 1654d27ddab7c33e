//! Where a generated crate finds its runtime.

use std::fmt;
use std::str::FromStr;

use camino::Utf8PathBuf;
use serde::Deserialize;

/// Where a generated crate finds `posthaste-runtime`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum Runtime {
    /// In its own `runtime/` folder: the crate builds with nothing but the registry.
    #[default]
    Embedded,
    /// In a folder, given relative to the working directory (or to `posthaste.toml`).
    Path(Utf8PathBuf),
    /// In a git repository, by URL.
    Git(String),
    /// In the registry, by version requirement.
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

/// A requirement as cargo reads it; `*` alone would be any version, which nobody means.
fn is_version(text: &str) -> bool {
    semver::VersionReq::parse(text).is_ok_and(|wanted| wanted != semver::VersionReq::STAR)
}

/// An address without what parts words or ends a text.
fn is_address(text: &str) -> bool {
    let odd = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '"' | '\'' | '\\');
    !text.is_empty() && !text.contains(odd)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_spelling() {
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
