//! Compares the names of a run with those that an earlier run kept, for callers who no longer have the earlier inputs.

use std::collections::BTreeMap;

use crate::disk;
use crate::ground::diagnostic::{Code, Diagnostic};
use crate::read::report::locate;
use crate::rust::diff::{Change, Comparison, Kind, Severity, Subject};
use crate::rust::name::{Entry, Lock, Named};

use super::{Compared, Failure, Generator, options, plan};

/// The names of both runs by their entries.
type Names = BTreeMap<Entry, String>;

impl Generator {
    /// Compares the names that an earlier run gave, which its file of names holds, with those of a fresh run.
    ///
    /// It finds operations, arguments, errors, types and fields that were removed, added or renamed. It cannot find changes
    /// of types and of what is required; [`Generator::compare`] finds them, and needs the older inputs.
    ///
    /// # Errors
    /// There is no file of names, an input cannot be read, or the inputs have no operation.
    pub fn compare_with_names(&self) -> Result<Compared, Failure> {
        self.need_names()?;
        let new = self.understand()?;
        let options = options::options(&self.client, &new.profile, &new.lock);
        let (_, fresh) = plan(&new.api, &options);
        Ok(Compared {
            comparison: compare(&new.lock, &fresh),
            old: Vec::new(),
            new: locate(&new.diagnostics, &new.sources),
        })
    }

    /// A missing file of names is an error where the names of an earlier run are asked for.
    pub(super) fn need_names(&self) -> Result<(), Failure> {
        let help = "`posthaste generate` writes it; check it in";
        let message = match &self.client.names {
            Some(path) if disk::exists(path) => return Ok(()),
            Some(path) => format!("there is no {path}, which holds the names of earlier runs"),
            None => "no file holds the names of earlier runs".to_owned(),
        };
        Err(Failure::of(
            Diagnostic::new(Code::Unreadable, message).help(help),
        ))
    }
}

fn compare(old: &Lock, new: &Lock) -> Comparison {
    let (old, new) = (old.entries(), new.entries());
    let mut changes = missing(&old, &new, Kind::Removed);
    changes.extend(missing(&new, &old, Kind::Added));
    for (entry, key) in &old {
        let Some(now) = new.get(entry).filter(|now| *now != key) else {
            continue;
        };
        let (severity, silent) = match entry.named {
            // Callers do not write the names of folders.
            Named::Group | Named::Type => continue,
            Named::Operation => (Severity::Breaking, true),
            _ => (Severity::Behaviour, false),
        };
        let message = format!("{}stands for `{now}` instead of `{key}`", part(entry));
        let change = change(entry, &new, Kind::Changed, severity, message);
        changes.push(Change { silent, ..change });
    }
    Comparison::of(changes)
}

/// What one side has and the other has not; of what is missing as a whole, no parts are listed.
fn missing(here: &Names, there: &Names, kind: Kind) -> Vec<Change> {
    let (severity, is) = match kind {
        Kind::Added => (Severity::Addition, "is new"),
        _ => (Severity::Breaking, "is gone"),
    };
    let is_listed = |entry: &&Entry| !there.contains_key(entry) && whole(entry, there);
    let absent = here.keys().filter(is_listed);
    absent
        .map(|entry| change(entry, here, kind, severity, format!("{}{is}", part(entry))))
        .collect()
}

/// Whether what an entry is a part of is there.
fn whole(entry: &Entry, there: &Names) -> bool {
    let owner = |named: Named, path: &str| {
        there.contains_key(&Entry {
            named,
            path: path.to_owned(),
            part: String::new(),
        })
    };
    match entry.named {
        Named::Input | Named::Error => owner(Named::Operation, &entry.path),
        Named::Member => owner(Named::Type, &entry.path),
        // Operations and types are listed one by one, even if their group is gone.
        Named::Group | Named::Operation | Named::Type => true,
    }
}

fn part(entry: &Entry) -> String {
    let word = match entry.named {
        Named::Input => "argument or setter",
        Named::Error => "error",
        Named::Member => "member",
        Named::Group | Named::Operation | Named::Type => return String::new(),
    };
    format!("{word} `{}` ", entry.part)
}

fn change(entry: &Entry, names: &Names, kind: Kind, severity: Severity, message: String) -> Change {
    let subject = match entry.named {
        Named::Group => Subject::Group,
        Named::Operation | Named::Input | Named::Error => Subject::Operation,
        Named::Type | Named::Member => Subject::Type,
    };
    let operation = Entry {
        named: Named::Operation,
        path: entry.path.clone(),
        part: String::new(),
    };
    Change {
        subject,
        path: entry.path.clone(),
        operation: names.get(&operation).cloned(),
        kind: if entry.part.is_empty() {
            kind
        } else {
            Kind::Changed
        },
        severity,
        silent: false,
        message,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = r#"[mod.users]
group = "Users"

[mod.users.fn.get]
operation = "GET /users/{} # Get a user"
stem = "GetUser"
input.deep = "query deep"

[mod.users.fn.list]
operation = "GET /users # List users"
stem = "ListUsers"
input.status = "query status"

[mod.users.type.User]
used = ["GET /users response:200 users.[]"]
member.id = "id"
member.name = "name"
"#;

    #[test]
    fn names_that_are_gone_or_new_are_told() {
        let (before, rest) = OLD.split_once("[mod.users.fn.get]").unwrap();
        let (_, after) = rest.split_once("[mod.users.fn.list]").unwrap();
        let new = format!("{before}[mod.users.fn.list]{after}")
            .replace("query status", "query state")
            .replace("member.name", "member.title");
        let comparison = compare(&Lock::parse(OLD).unwrap(), &Lock::parse(&new).unwrap());
        let lines: Vec<String> = comparison.text().lines().map(str::to_owned).collect();
        let has = |severity: &str, rest: &str| {
            let found = |line: &&String| line.starts_with(severity) && line.ends_with(rest);
            assert!(lines.iter().any(|line| found(&line)), "{rest}: {lines:?}");
        };
        has("breaking", "users::get is gone (GET /users/{})");
        has("breaking", "users::User member `name` is gone");
        has("addition", "users::User member `title` is new");
        has(
            "behaviour",
            "users::list argument or setter `status` stands for `query state` instead of `query status` (GET /users)",
        );
        assert_eq!(comparison.changes.len(), 4, "{lines:?}");
        assert!(comparison.is_breaking());
    }
}
