//! What the collection as a whole shows: what is not used, circles, secrets that look real.

use crate::diagnostic::{Code, Diagnostic, Origin};

use super::super::model::{Auth, Collection, Folder, Node};
use super::super::secret;
use super::super::template;
use super::super::variables::text;
use super::Lowering;

impl Lowering<'_> {
    /// Counts what is not used and tells of variables and secrets that need a person.
    pub(super) fn survey(&mut self, collection: &Collection) {
        for (kind, _) in &collection.unused {
            *self.api.unused.entry(kind.clone()).or_default() += 1;
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
        let real = |value: &Option<serde_json::Value>| {
            value.as_ref().is_some_and(|value| is_real(&text(value)))
        };
        for variable in collection.variables.iter().filter(|one| real(&one.value)) {
            self.warn_of_secret(
                &format!("the variable `{}`", variable.key),
                &variable.origin,
            );
        }
        self.survey_auth(&collection.auth);
        self.survey_nodes(collection);
    }

    fn survey_nodes(&mut self, collection: &Collection) {
        let mut open: Vec<&Node> = collection.nodes.iter().rev().collect();
        while let Some(node) = open.pop() {
            match node {
                Node::Folder(folder) => {
                    self.survey_folder(folder);
                    open.extend(folder.nodes.iter().rev());
                }
                Node::Item(item) => {
                    self.survey_auth(&item.request.auth);
                    for pair in &item.request.headers {
                        if pair
                            .value
                            .as_ref()
                            .is_some_and(|value| is_real(&text(value)))
                        {
                            self.warn_of_secret(
                                &format!("the header `{}`", pair.key.escape_debug()),
                                &pair.origin,
                            );
                        }
                    }
                }
            }
        }
    }

    fn survey_folder(&mut self, folder: &Folder) {
        self.survey_auth(&folder.auth);
        if !folder.variables.is_empty() {
            *self
                .api
                .unused
                .entry("folder variables".to_owned())
                .or_default() += folder.variables.len();
        }
    }

    fn survey_auth(&mut self, auth: &Auth) {
        let Auth::Scheme(scheme) = auth else { return };
        for (name, value) in &scheme.attributes {
            if is_real(&text(value)) {
                self.warn_of_secret(
                    &format!(
                        "`{}` of the `{}` auth",
                        name.escape_debug(),
                        scheme.kind.escape_debug()
                    ),
                    &scheme.origin,
                );
            }
        }
    }

    fn warn_of_secret(&mut self, place: &str, origin: &Origin) {
        let message = format!("{place} holds what looks like a real credential");
        let help = "take it out of the collection, and revoke it if the file was ever shared";
        self.diagnostics.push(
            Diagnostic::new(Code::RealSecret, message)
                .at(origin)
                .help(help),
        );
    }
}

fn is_real(value: &str) -> bool {
    secret::is_secret_value(value) && !template::any(value)
}
