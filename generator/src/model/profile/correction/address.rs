//! Which operations an entry is about.

use std::fmt;

use crate::model::api::Operation;

/// The operations that an entry of `[operations]` is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    text: String,
    kind: Kind,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    /// `*`: every operation.
    All,
    /// `Users/*`: every operation of a folder, and of the folders in it.
    Folder(Vec<String>),
    /// `PUT /users/{userId}/password`
    Key(String),
    /// `Users/Update a user's password`: an item by its name, with any of the folders above it.
    Item(Vec<String>),
}

impl Address {
    /// Reads an address; every text is one.
    pub fn of(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            kind: Kind::of(text.trim()),
        }
    }

    /// Whether it may be about many operations, of which not all need to fit.
    pub fn is_general(&self) -> bool {
        matches!(self.kind, Kind::All | Kind::Folder(_))
    }

    /// Whether it names one item, so that it must not be about several.
    pub fn is_name(&self) -> bool {
        matches!(self.kind, Kind::Item(_))
    }

    /// The general ones are applied before the particular ones.
    pub(super) fn rank(&self) -> u8 {
        match self.kind {
            Kind::All => 0,
            Kind::Folder(_) => 1,
            Kind::Key(_) | Kind::Item(_) => 2,
        }
    }

    /// Whether an operation is meant.
    pub fn is_about(&self, operation: &Operation) -> bool {
        match &self.kind {
            Kind::Key(key) => *key == operation.key.to_string(),
            kind => operation.items.iter().any(|label| kind.names(label)),
        }
    }

    /// Whether an item is meant, given its method and path and its label (`folder / … / item`).
    pub fn is_about_item(&self, method: &str, path: &str, label: &str) -> bool {
        match &self.kind {
            Kind::Key(key) => key
                .strip_prefix(method)
                .and_then(|rest| rest.strip_prefix(' '))
                .is_some_and(|rest| rest == path),
            kind => kind.names(label),
        }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Kind {
    fn of(text: &str) -> Self {
        if text == "*" {
            return Self::All;
        }
        if let Some((method, path)) = text.split_once(' ')
            && path.starts_with('/')
            && method
                .chars()
                .all(|one| one.is_ascii_uppercase() || one == '-')
        {
            return Self::Key(text.to_owned());
        }
        match text.strip_suffix("/*") {
            Some(folder) => Self::Folder(steps(folder)),
            None => Self::Item(steps(text)),
        }
    }

    fn names(&self, label: &str) -> bool {
        match self {
            Self::All => true,
            Self::Key(_) => false,
            Self::Folder(folder) => {
                let mut label = steps(label);
                label.pop();
                stands_in(folder, &label)
            }
            Self::Item(wanted) => {
                let (label, mut folders) = (steps(label), wanted.clone());
                let name = folders.pop();
                name.is_some()
                    && label.last() == name.as_ref()
                    && stands_in(&folders, label.split_last().map_or(&[], |(_, rest)| rest))
            }
        }
    }
}

/// The steps of a path of names; letter case and blanks around the slashes do not count.
fn steps(text: &str) -> Vec<String> {
    text.split('/')
        .map(|step| step.trim().to_lowercase())
        .collect()
}

/// Whether steps stand among others in this order, whatever stands between them.
fn stands_in(wanted: &[String], all: &[String]) -> bool {
    let mut all = all.iter();
    wanted.iter().all(|step| all.any(|one| one == step))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LABEL: &str = "users / {user Id} / Update a user's password";

    fn about(address: &str) -> bool {
        Address::of(address).is_about_item("PUT", "/users/{userId}/password", LABEL)
    }

    #[test]
    fn method_and_path_are_taken_to_the_letter() {
        assert!(about("PUT /users/{userId}/password"));
        for other in [
            "GET /users/{userId}/password",
            "PUT /users/{id}/password",
            "PUT /users/{userId}",
            "put /users/{userId}/password",
        ] {
            assert!(!about(other), "{other}");
        }
    }

    #[test]
    fn folders_may_be_left_out_of_a_name() {
        for one in [
            "Update a user's password",
            "Users/Update a user's password",
            "users / {user Id} / Update a user's password",
            "{user id}/update a user's password",
        ] {
            assert!(about(one), "{one}");
        }
        for other in [
            "password",
            "Rooms/Update a user's password",
            "{user Id}/users/Update a user's password",
            "Users/Update",
        ] {
            assert!(!about(other), "{other}");
        }
    }

    #[test]
    fn a_star_is_all_that_stands_in_a_folder() {
        assert!(about("*") && about("Users/*") && about("{user id}/*"));
        assert!(!about("Rooms/*") && !about("Users/Update a user's password/*"));
        // A slash in a name is a step like any other.
        assert!(Address::of("Get a/b").is_about_item("GET", "/", "x / Get a/b"));
    }
}
