//! Which operations an entry of `[operations]` is about.

use std::fmt;

use crate::model::api::Operation;

/// The key of an entry of `[operations]`: it names one operation or several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    text: String,
    kind: Kind,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    /// `*`: every operation.
    All,
    /// `Users/*`: every operation of a folder and of the folders in it.
    Folder(Vec<String>),
    /// `PUT /users/{userId}/password`
    Key(String),
    /// `Users/Update a user's password`: an item by its name, after any of the folders around it.
    Item(Vec<String>, String),
}

impl Address {
    /// Parses an address. Every text is valid: what has no other form is the name of an item.
    pub fn parse(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            kind: Kind::parse(text.trim()),
        }
    }

    /// Whether it is a pattern for many operations, of which a correction may apply to some only.
    pub fn is_general(&self) -> bool {
        matches!(self.kind, Kind::All | Kind::Folder(_))
    }

    /// Whether it is the name of one item.
    pub fn is_item(&self) -> bool {
        matches!(self.kind, Kind::Item(..))
    }

    /// Entries of a lower rank are applied first, so that particular ones override general ones.
    pub(super) fn rank(&self) -> u8 {
        match self.kind {
            Kind::All => 0,
            Kind::Folder(_) => 1,
            Kind::Key(_) | Kind::Item(..) => 2,
        }
    }

    /// Whether it matches an operation that was made of the requests at these paths.
    pub fn matches(&self, operation: &Operation, source_paths: &[String]) -> bool {
        match &self.kind {
            Kind::Key(key) => *key == operation.key.to_string(),
            kind => source_paths.iter().any(|path| kind.matches(path)),
        }
    }

    /// Whether it matches an item of this method, path and label (`folder / … / item`).
    pub fn matches_item(&self, method: &str, path: &str, label: &str) -> bool {
        match &self.kind {
            Kind::Key(key) => key.split_once(' ') == Some((method, path)),
            kind => kind.matches(label),
        }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Kind {
    fn parse(text: &str) -> Self {
        if text == "*" {
            return Self::All;
        }
        let is_method = |method: &str| {
            let mut letters = method.chars();
            letters.all(|letter| letter.is_ascii_uppercase() || letter == '-')
        };
        match text.split_once(' ') {
            Some((method, path)) if path.starts_with('/') && is_method(method) => {
                return Self::Key(text.to_owned());
            }
            _ => {}
        }
        match text.strip_suffix("/*") {
            Some(folder) => Self::Folder(segments(folder)),
            None => {
                let mut folders = segments(text);
                let name = folders.pop().unwrap_or_default();
                Self::Item(folders, name)
            }
        }
    }

    fn matches(&self, label: &str) -> bool {
        let mut folders = segments(label);
        let name = folders.pop().unwrap_or_default();
        match self {
            Self::All => true,
            Self::Key(_) => false,
            Self::Folder(expected) => is_subsequence(expected, &folders),
            Self::Item(expected, item) => *item == name && is_subsequence(expected, &folders),
        }
    }
}

/// The segments of a path of names, without regard to letter case and to blanks around the slashes.
fn segments(text: &str) -> Vec<String> {
    text.split('/')
        .map(|segment| segment.trim().to_lowercase())
        .collect()
}

/// Whether a list contains these segments in this order, with any others between them.
fn is_subsequence(segments: &[String], list: &[String]) -> bool {
    let mut list = list.iter();
    segments
        .iter()
        .all(|segment| list.any(|other| other == segment))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LABEL: &str = "users / {user Id} / Update a user's password";

    fn matches(address: &str) -> bool {
        Address::parse(address).matches_item("PUT", "/users/{userId}/password", LABEL)
    }

    #[test]
    fn method_and_path_must_be_equal() {
        assert!(matches("PUT /users/{userId}/password"));
        for other in [
            "GET /users/{userId}/password",
            "PUT /users/{id}/password",
            "PUT /users/{userId}",
            "put /users/{userId}/password",
        ] {
            assert!(!matches(other), "{other}");
        }
    }

    #[test]
    fn folders_may_be_left_out_of_a_name() {
        for address in [
            "Update a user's password",
            "Users/Update a user's password",
            "users / {user Id} / Update a user's password",
            "{user id}/update a user's password",
        ] {
            assert!(matches(address), "{address}");
        }
        for other in [
            "password",
            "Rooms/Update a user's password",
            "{user Id}/users/Update a user's password",
            "Users/Update",
        ] {
            assert!(!matches(other), "{other}");
        }
    }

    #[test]
    fn a_star_matches_everything_in_a_folder() {
        assert!(matches("*") && matches("Users/*") && matches("{user id}/*"));
        assert!(!matches("Rooms/*") && !matches("Users/Update a user's password/*"));
        // A slash in an item's name splits it into segments, too.
        assert!(Address::parse("Get a/b").matches_item("GET", "/", "x / Get a/b"));
    }
}
