//! Credentials in the source that look as if somebody could use them.

use serde_json::Value;

use crate::ground::diagnostic::{Code, Diagnostic, Diagnostics, Origin};

use super::super::model::{
    Auth, BodyKind, Environment, Item, Pair, Request, SavedResponse, Variable,
};
use super::super::variables::text;
use crate::ground::secret;

/// Warnings about credentials in an environment that look real; those in collections are warned of when these are
/// lowered.
pub(in super::super) fn credentials(environment: &Environment) -> Diagnostics {
    let mut warnings = Diagnostics::new();
    Watch(&mut warnings).variables(&environment.values);
    warnings
}

/// Warns of each place that holds what looks like a real credential.
pub(super) struct Watch<'d>(pub(super) &'d mut Diagnostics);

impl Watch<'_> {
    /// What an item sends and what was saved of it.
    pub(super) fn item(&mut self, item: &Item) {
        self.prose("the description", item.description.as_deref(), &item.origin);
        self.request(&item.request, "");
        for saved in &item.responses {
            if let Some(request) = &saved.original {
                self.request(request, " of a saved request");
            }
            self.response(saved);
        }
    }

    fn request(&mut self, request: &Request, whose: &str) {
        self.auth(&request.auth);
        self.pairs("header", whose, &request.headers);
        self.pairs("query key", whose, &request.url.query);
        self.variables(&request.url.variables);
        let url = &request.url;
        let credentials = url
            .credentials
            .as_deref()
            .and_then(|both| both.split_once(':'));
        let password =
            credentials.is_some_and(|(_, word)| !word.is_empty() && !word.contains("{{"));
        if password {
            self.warn(&format!("the URL{whose}"), &url.origin);
        } else if secret::has_secret_segment(&format!("{}/{}", url.host, url.path.join("/"))) {
            self.warn(&format!("the path{whose}"), &url.origin);
        }
        let Some(body) = &request.body else { return };
        match &body.kind {
            BodyKind::UrlEncoded(pairs) => self.pairs("form field", whose, pairs),
            BodyKind::FormData(parts) => {
                for part in parts {
                    self.pairs("form field", whose, std::slice::from_ref(&part.pair));
                }
            }
            BodyKind::Raw { text, .. } => self.text("body", whose, (text, 0), &body.origin),
            BodyKind::GraphQl {
                query, variables, ..
            } => {
                let variables = variables.as_deref().unwrap_or_default();
                if secret::has_credential(query, 0) || secret::has_credential(variables, 0) {
                    self.warn(&format!("the body{whose}"), &body.origin);
                }
            }
            BodyKind::File { .. } => {}
        }
    }

    fn response(&mut self, saved: &SavedResponse) {
        let whose = " of a saved response";
        self.pairs("header", whose, &saved.headers);
        if let Some(body) = &saved.body {
            // Answers hand out tokens, and the documentation's own are short.
            self.text("body", whose, (body, 16), &saved.origin);
        }
    }

    fn text(&mut self, what: &str, whose: &str, (text, least): (&str, usize), origin: &Origin) {
        if secret::has_credential(text, least) {
            self.warn(&format!("the {what}{whose}"), origin);
        }
    }

    /// A text whose secrets were hidden when it was read.
    pub(super) fn prose(&mut self, what: &str, text: Option<&str>, origin: &Origin) {
        if text.is_some_and(|text| text.contains(secret::HIDDEN)) {
            self.warn(what, origin);
        }
    }

    fn pairs(&mut self, what: &str, whose: &str, pairs: &[Pair]) {
        for pair in pairs.iter().filter(|pair| is_real(&pair.key, &pair.value)) {
            let key = secret::hide_in_prose(&pair.key).escape_debug().to_string();
            self.warn(&format!("the {what} `{key}`{whose}"), &pair.origin);
        }
    }

    /// Variables of any scope.
    pub(super) fn variables(&mut self, variables: &[Variable]) {
        for variable in variables {
            let declared = variable.kind.as_deref() == Some("secret");
            let key = if declared {
                "secret"
            } else {
                variable.key.as_str()
            };
            if is_real(key, &variable.value) {
                let key = secret::hide_in_prose(&variable.key)
                    .escape_debug()
                    .to_string();
                self.warn(&format!("the variable `{key}`"), &variable.origin);
            }
        }
    }

    /// An auth block.
    pub(super) fn auth(&mut self, auth: &Auth) {
        let Auth::Scheme(scheme) = auth else { return };
        // The value of an API key is called just `value`.
        let key = |name: &str| {
            if name == "value" {
                "secret".to_owned()
            } else {
                name.to_owned()
            }
        };
        let real = scheme
            .attributes
            .iter()
            .filter(|(name, value)| secret::is_real_credential(&key(name), &text(value)));
        let names: Vec<String> = real
            .map(|(name, _)| format!("`{}`", name.escape_debug()))
            .collect();
        if !names.is_empty() {
            let place = format!(
                "{} of the `{}` auth",
                names.join(", "),
                scheme.kind.escape_debug()
            );
            self.warn(&place, &scheme.origin);
        }
    }

    fn warn(&mut self, place: &str, origin: &Origin) {
        let message = format!("{place} holds what looks like a real credential");
        let help = "take it out of the collection, and revoke it if the file was ever shared";
        self.0.push(
            Diagnostic::new(Code::RealSecret, message)
                .at(origin)
                .help(help),
        );
    }
}

fn is_real(key: &str, value: &Option<Value>) -> bool {
    value
        .as_ref()
        .is_some_and(|value| secret::is_real_credential(key, &text(value)))
}
