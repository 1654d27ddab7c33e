//! What the collection as a whole shows: what is not used, circles, secrets that look real.

use crate::ground::diagnostic::{Code, Diagnostic};

use super::super::model::{Collection, Folder, Node};
use super::Lowering;
use super::credentials::Watch;

impl Lowering<'_> {
    /// Counts what is not used and tells of variables and secrets that need a person.
    pub(super) fn survey(&mut self, collection: &Collection) {
        for (kind, _) in &collection.unused {
            *self.provenance.unused.entry(kind.clone()).or_default() += 1;
        }
        if let Some((name, binding)) = self.scope.circle() {
            let message = format!("the variable `{name}` leads back to itself");
            let diagnostic = Diagnostic::new(Code::VariableCircle, message).at(&binding.origin);
            self.diagnostics.push(diagnostic);
        }
        if let Some((name, binding)) = self.scope.multiplying() {
            let message =
                format!("the value of the variable `{name}` would multiply beyond all use");
            let diagnostic = Diagnostic::new(Code::VariableGrowth, message).at(&binding.origin);
            self.diagnostics.push(
                diagnostic.help("it is left as it stands; let it hold the others less often"),
            );
        }
        let mut watch = Watch(&mut self.diagnostics);
        watch.variables(&collection.variables);
        watch.auth(&collection.auth);
        let mut open: Vec<&Node> = collection.nodes.iter().rev().collect();
        while let Some(node) = open.pop() {
            match node {
                Node::Folder(folder) => {
                    let description = folder.description.as_deref();
                    watch.prose("the description", description, &folder.origin);
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

/// Postman's runtime ignores a folder's variables.
fn count_variables(unused: &mut indexmap::IndexMap<String, usize>, folder: &Folder) {
    if !folder.variables.is_empty() {
        *unused.entry("folder variables".to_owned()).or_default() += folder.variables.len();
    }
}
