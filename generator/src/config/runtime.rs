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
            Some(("git", url)) if !url.is_empty() => Ok(Self::Git(url.to_owned())),
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

fn is_version(text: &str) -> bool {
    let digits = text.trim_start_matches(['=', '^', '~', '>', '<', ' ']);
    let allowed = |c: char| c.is_ascii_alphanumeric() || ".-+*, =<>^~".contains(c);
    digits.starts_with(|c: char| c.is_ascii_digit()) && text.chars().all(allowed)
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
        for wrong in ["", "path:", "embeded", "0.1\"\n[x]"] {
            assert!(wrong.parse::<Runtime>().is_err(), "{wrong}");
        }
    }
}
