//! The client, its servers and its groups of operations.

use crate::rust::plan::Crate;
use crate::rust::plan::model::{Module, ServerType};

use super::change::{About, Changes, Kind, Severity, Subject};
use super::security;

/// Compares everything in the client except operations and types.
pub(super) fn compare(old: &Crate, new: &Crate, changes: &mut Changes) {
    client(old, new, changes);
    security::client(old, new, changes);
    for server in &old.servers {
        match new.servers.iter().find(|other| other.name == server.name) {
            Some(same) => compare_server(server, same, changes),
            None => {
                let about = About::new(Subject::Client, format!("server_urls::{}", server.name));
                changes.breaking(&about, Kind::Removed, false, "is gone");
            }
        }
    }
    for server in &new.servers {
        if !old.servers.iter().any(|other| other.name == server.name) {
            let about = About::new(Subject::Client, format!("server_urls::{}", server.name));
            changes.add(&about, Kind::Added, Severity::Addition, "is new");
        }
    }
    for module in &old.modules {
        match new.modules.iter().find(|other| other.name == module.name) {
            Some(same) => group(module, same, changes),
            None => {
                let about = About::new(Subject::Group, module.name.as_str());
                let message = format!("is gone, and with it the feature `{}`", module.feature);
                changes.breaking(&about, Kind::Removed, false, message);
            }
        }
    }
    for module in &new.modules {
        if !old.modules.iter().any(|other| other.name == module.name) {
            let about = About::new(Subject::Group, module.name.as_str());
            let message = format!("is new, with the feature `{}`", module.feature);
            changes.add(&about, Kind::Added, Severity::Addition, message);
        }
    }
}

fn client(old: &Crate, new: &Crate, changes: &mut Changes) {
    let about = About::new(Subject::Client, "Client");
    let mut changed = |differs: bool, severity: Severity, message: String| {
        if differs {
            changes.add(&about, Kind::Changed, severity, message);
        }
    };
    let urls = |crate_: &Crate| {
        let urls = crate_.api.servers.iter().map(|(_, url)| format!("`{url}`"));
        urls.collect::<Vec<_>>().join(", ")
    };
    let (before, after) = (urls(old), urls(new));
    let message = format!("calls {after} where it called {before}");
    changed(before != after, Severity::Behaviour, message);
    let message = "reads the bodies of failures otherwise".to_owned();
    changed(
        old.api.errors != new.api.errors,
        Severity::Behaviour,
        message,
    );
}

fn compare_server(old: &ServerType, new: &ServerType, changes: &mut Changes) {
    let about = About::new(Subject::Client, format!("server_urls::{}", old.name));
    let needed = |server: &ServerType| {
        let needed = server
            .variables
            .iter()
            .filter(|variable| variable.default.is_none());
        needed
            .map(|variable| variable.name.clone())
            .collect::<Vec<_>>()
    };
    let (before, after) = (needed(old), needed(new));
    if before.len() != after.len() {
        let message = format!(
            "is made from ({}) instead of ({})",
            after.join(", "),
            before.join(", ")
        );
        changes.breaking(&about, Kind::Changed, false, message);
    } else if before != after {
        let message = format!(
            "is made from ({}) instead of ({})",
            after.join(", "),
            before.join(", ")
        );
        changes.breaking(&about, Kind::Changed, true, message);
    }
    for variable in &old.variables {
        if !new
            .variables
            .iter()
            .any(|other| other.name == variable.name)
        {
            let message = format!("has no `{}` any more", variable.name);
            changes.breaking(&about, Kind::Changed, false, message);
        }
    }
    for variable in &new.variables {
        if !old
            .variables
            .iter()
            .any(|other| other.name == variable.name)
        {
            let message = format!("has a new `{}`", variable.name);
            changes.add(&about, Kind::Changed, Severity::Addition, message);
        }
    }
    if old.url != new.url {
        let message = "has another URL";
        changes.add(&about, Kind::Changed, Severity::Behaviour, message);
    }
}

fn group(old: &Module, new: &Module, changes: &mut Changes) {
    let about = About::new(Subject::Group, old.name.as_str());
    if old.handle != new.handle {
        let message = format!(
            "has the handle `{}` instead of `{}`",
            new.handle, old.handle
        );
        changes.breaking(&about, Kind::Renamed, false, message);
    }
    if old.feature != new.feature {
        let message = format!(
            "has the feature `{}` instead of `{}`",
            new.feature, old.feature
        );
        changes.breaking(&about, Kind::Renamed, true, message);
    }
    if old.docs != new.docs {
        let message = "is described otherwise";
        changes.add(&about, Kind::Changed, Severity::Documentation, message);
    }
}
