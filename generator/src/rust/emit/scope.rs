//! The `use` declarations of a module.

use super::imports::Imports;
use super::page::{Kind, Page};

/// The `use` declarations of a module.
pub(super) fn imports(page: &mut Page, imports: &Imports, root: &str) {
    if imports.map {
        page.uses("use std::collections", ["BTreeMap"]);
    }
    if imports.bytes {
        page.uses("use posthaste_runtime::bytes", ["Bytes"]);
    }
    page.uses("use posthaste_runtime", imports.runtime.iter().copied());
    let own = [("Call", imports.call), ("types", imports.shared)];
    let own = own.iter().filter(|(_, used)| *used).map(|(name, _)| *name);
    page.uses(&format!("use {root}"), own);
}

/// Re-exports of shared types under the names that they had in this module in an earlier run.
pub(super) fn aliases(page: &mut Page, aliases: &[(String, String)], root: &str) {
    if aliases.is_empty() {
        return;
    }
    page.item(Kind::Use);
    page.begin();
    page.put("pub use ");
    page.path(root);
    page.put("::types::");
    page.list(aliases, |page, (shared, alias)| {
        page.name(shared);
        if shared != alias {
            page.put(" as ");
            page.name(alias);
        }
    });
}

impl Page {
    /// Adds a `use` declaration of some names of a module.
    pub(super) fn uses<'n>(&mut self, module: &str, names: impl IntoIterator<Item = &'n str>) {
        let names: Vec<&str> = names.into_iter().collect();
        if names.is_empty() {
            return;
        }
        self.item(Kind::Use);
        self.begin();
        self.put(module);
        self.put("::");
        self.list(&names, |page, name| page.name(name));
    }

    /// Ends a `use` declaration with a name, or with a list in braces.
    fn list<T>(&mut self, names: &[T], mut write: impl FnMut(&mut Self, &T)) {
        if let [name] = names {
            write(self, name);
        } else {
            self.put("{");
            self.group(names, write);
            self.put("}");
        }
        self.put(";");
        self.end_names();
    }
}
