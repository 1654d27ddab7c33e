//! Checks of the whole collection: unused features, circular variables, credentials that look real.

use crate::ground::diagnostic::Code;

use super::super::model::{Collection, Folder, Node};
use super::Lowering;
use super::credentials::Watch;

impl Lowering<'_> {
    /// Counts unused features, and warns of circular variables and of credentials that look real.
    pub(super) fn check_collection(&mut self, collection: &Collection) {
        for (kind, _) in &collection.unused {
            *self.provenance.unused.entry(kind.clone()).or_default() += 1;
        }
        if let Some((name, binding)) = self.scope.circular_variable() {
            let message = format!("the variable `{name}` leads back to itself");
            let origin = binding.origin.clone();
            self.report(Code::VariableCircle, message, &origin);
        }
        if let Some((name, binding)) = self.scope.oversized() {
            let message =
                format!("the value of the variable `{name}` would multiply beyond all use");
            let help = "it is left as it stands; let it hold the others less often";
            let origin = binding.origin.clone();
            self.report_with_help(Code::VariableGrowth, message, &origin, help);
        }
        let mut watch = Watch(&mut self.diagnostics);
        watch.variables(&collection.variables);
        watch.auth(&collection.auth);
        let mut open: Vec<&Node> = collection.nodes.iter().rev().collect();
        while let Some(node) = open.pop() {
            match node {
                Node::Folder(folder) => {
                    let description = folder.description.as_deref();
                    watch.description("the description", description, &folder.origin);
                    watch.auth(&folder.auth);
                    watch.variables(&folder.variables);
                    count_variables(&mut self.provenance.unused, folder);
                    open.extend(folder.nodes.iter().rev());
                }
                Node::Item(item) => watch.item(item),
            }
        }
    }
}

/// Counts the variables of a folder: Postman ignores them.
fn count_variables(unused: &mut indexmap::IndexMap<String, usize>, folder: &Folder) {
    if !folder.variables.is_empty() {
        *unused.entry("folder variables".to_owned()).or_default() += folder.variables.len();
    }
}
