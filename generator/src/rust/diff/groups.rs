//! The client, its servers and its groups of operations.

use crate::rust::plan::Crate;
use crate::rust::plan::model::{Module, ServerType};

use super::change::{About, Found, Kind, Severity, Subject};
use super::security;

/// Compares what stands around the operations.
pub(super) fn compare(old: &Crate, new: &Crate, found: &mut Found) {
    client(old, new, found);
    security::client(old, new, found);
    for server in &old.servers {
        match new.servers.iter().find(|one| one.name == server.name) {
            Some(same) => compare_server(server, same, found),
            None => {
                let about = About::new(Subject::Client, format!("servers::{}", server.name));
                found.breaking(&about, Kind::Removed, false, "is gone");
            }
        }
    }
    for server in &new.servers {
        if !old.servers.iter().any(|one| one.name == server.name) {
            let about = About::new(Subject::Client, format!("servers::{}", server.name));
            found.add(&about, Kind::Added, Severity::Addition, "is new");
        }
    }
    for module in &old.modules {
        match new.modules.iter().find(|one| one.name == module.name) {
            Some(same) => group(module, same, found),
            None => {
                let about = About::new(Subject::Group, module.name.as_str());
                let message = format!("is gone, and with it the feature `{}`", module.feature);
                found.breaking(&about, Kind::Removed, false, message);
            }
        }
    }
    for module in &new.modules {
        if !old.modules.iter().any(|one| one.name == module.name) {
            let about = About::new(Subject::Group, module.name.as_str());
            let message = format!("is new, with the feature `{}`", module.feature);
            found.add(&about, Kind::Added, Severity::Addition, message);
        }
    }
}

fn client(old: &Crate, new: &Crate, found: &mut Found) {
    let about = About::new(Subject::Client, "Client");
    let mut changed = |differs: bool, severity: Severity, message: String| {
        if differs {
            found.add(&about, Kind::Changed, severity, message);
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

fn compare_server(old: &ServerType, new: &ServerType, found: &mut Found) {
    let about = About::new(Subject::Client, format!("servers::{}", old.name));
    let needed = |server: &ServerType| {
        let needed = server.variables.iter().filter(|one| one.default.is_none());
        needed.map(|one| one.name.clone()).collect::<Vec<_>>()
    };
    let (before, after) = (needed(old), needed(new));
    if before.len() != after.len() {
        let message = format!(
            "is made from ({}) instead of ({})",
            after.join(", "),
            before.join(", ")
        );
        found.breaking(&about, Kind::Changed, false, message);
    } else if before != after {
        let message = format!(
            "is made from ({}) instead of ({})",
            after.join(", "),
            before.join(", ")
        );
        found.breaking(&about, Kind::Changed, true, message);
    }
    for variable in &old.variables {
        if !new.variables.iter().any(|one| one.name == variable.name) {
            let message = format!("has no `{}` any more", variable.name);
            found.breaking(&about, Kind::Changed, false, message);
        }
    }
    for variable in &new.variables {
        if !old.variables.iter().any(|one| one.name == variable.name) {
            let message = format!("has a new `{}`", variable.name);
            found.add(&about, Kind::Changed, Severity::Addition, message);
        }
    }
    if old.url != new.url {
        let message = "has another URL";
        found.add(&about, Kind::Changed, Severity::Behaviour, message);
    }
}

fn group(old: &Module, new: &Module, found: &mut Found) {
    let about = About::new(Subject::Group, old.name.as_str());
    if old.handle != new.handle {
        let message = format!(
            "has the handle `{}` instead of `{}`",
            new.handle, old.handle
        );
        found.breaking(&about, Kind::Renamed, false, message);
    }
    if old.feature != new.feature {
        let message = format!(
            "has the feature `{}` instead of `{}`",
            new.feature, old.feature
        );
        found.breaking(&about, Kind::Renamed, true, message);
    }
    if old.docs != new.docs {
        let message = "is described otherwise";
        found.add(&about, Kind::Changed, Severity::Documentation, message);
    }
}
