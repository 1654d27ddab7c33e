//! Warnings about credentials in the source that look real.

use serde_json::Value;

use crate::ground::diagnostic::{Code, Diagnostic, Diagnostics, Origin};

use super::super::model::{
    Auth, BodyKind, Environment, Item, Pair, Request, SavedResponse, Variable,
};
use super::super::variables::text;
use super::response::shown_name;
use crate::ground::secret;

/// Warnings about credentials in an environment that look real; those in collections are warned of when these are
/// lowered.
pub(in super::super) fn credentials(environment: &Environment) -> Diagnostics {
    let mut warnings = Diagnostics::new();
    Watch(&mut warnings).variables(&environment.values);
    warnings
}

/// How many fields of a body a warning names.
const NAMED: usize = 3;

/// Warns of each place that holds what looks like a real credential.
pub(super) struct Watch<'d>(pub(super) &'d mut Diagnostics);

impl Watch<'_> {
    /// An item: its request and its saved responses.
    pub(super) fn item(&mut self, item: &Item) {
        self.description("the description", item.description.as_deref(), &item.origin);
        self.request(&item.request, "");
        for saved in &item.responses {
            if let Some(request) = &saved.original {
                self.request(request, " of a saved request");
            }
            self.warn_about_response(saved);
        }
    }

    fn request(&mut self, request: &Request, suffix: &str) {
        self.auth(&request.auth);
        self.pairs("header", suffix, &request.headers);
        self.pairs("query key", suffix, &request.url.query);
        self.variables(&request.url.variables);
        let url = &request.url;
        let credentials = url.credentials.as_deref();
        let password = credentials.and_then(|credentials| Some(credentials.split_once(':')?.1));
        if password.is_some_and(|password| !password.is_empty() && !password.contains("{{")) {
            self.warn(&format!("the URL{suffix}"), &url.origin);
        } else if secret::has_secret_segment(&format!("{}/{}", url.host, url.path.join("/"))) {
            self.warn(&format!("the path{suffix}"), &url.origin);
        }
        let Some(body) = &request.body else { return };
        match &body.kind {
            BodyKind::UrlEncoded(pairs) => self.pairs("form field", suffix, pairs),
            BodyKind::FormData(parts) => {
                for part in parts {
                    self.pairs("form field", suffix, std::slice::from_ref(&part.pair));
                }
            }
            BodyKind::Raw { text, .. } => self.body(suffix, (text, 0), &body.origin),
            BodyKind::GraphQl {
                query, variables, ..
            } => {
                let variables = variables.as_deref().unwrap_or_default();
                let is_real = |text| secret::has_credential(text, 0);
                if is_real(query) || is_real(variables) {
                    self.warn(&format!("the body{suffix}"), &body.origin);
                }
            }
            BodyKind::File { .. } => {}
        }
    }

    fn warn_about_response(&mut self, saved: &SavedResponse) {
        let suffix = format!(" of the saved response{}", shown_name(saved));
        self.pairs("header", &suffix, &saved.headers);
        if let Some(body) = &saved.body {
            // Responses contain tokens; those of documentation are short.
            self.body(&suffix, (body, 16), &saved.origin);
        }
    }

    /// A body: of JSON, the warning names the fields that hold credentials.
    fn body(&mut self, suffix: &str, (text, least): (&str, usize), origin: &Origin) {
        if !secret::has_credential(text, least) {
            return;
        }
        let fields = secret::credential_fields(text, least);
        let more = fields.len().saturating_sub(NAMED);
        let mut names: Vec<String> = fields
            .iter()
            .take(NAMED)
            .map(|field| format!("`{}`", secret::hide_in_prose(field).escape_debug()))
            .collect();
        if more > 0 {
            names.push(format!("{more} more"));
        }
        let list = match names.split_last() {
            None => return self.warn(&format!("the body{suffix}"), origin),
            Some((last, [])) => last.clone(),
            Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        };
        let verb = if names.len() > 1 { "hold" } else { "holds" };
        self.warn_with(&format!("{list} in the body{suffix}"), verb, origin);
    }

    /// A description, whose secrets the reader replaced by a mark.
    pub(super) fn description(&mut self, what: &str, text: Option<&str>, origin: &Origin) {
        if text.is_some_and(|text| text.contains(secret::HIDDEN)) {
            self.warn(what, origin);
        }
    }

    fn pairs(&mut self, what: &str, suffix: &str, pairs: &[Pair]) {
        for pair in pairs.iter().filter(|pair| is_real(&pair.key, &pair.value)) {
            let key = secret::hide_in_prose(&pair.key).escape_debug().to_string();
            self.warn(&format!("the {what} `{key}`{suffix}"), &pair.origin);
        }
    }

    /// Variables of any scope.
    pub(super) fn variables(&mut self, variables: &[Variable]) {
        for variable in variables {
            let key = match variable.kind.as_deref() {
                Some("secret") => "secret",
                _ => variable.key.as_str(),
            };
            if is_real(key, &variable.value) {
                let key = secret::hide_in_prose(&variable.key)
                    .escape_debug()
                    .to_string();
                self.warn(&format!("the variable `{key}`"), &variable.origin);
            }
        }
    }

    /// The attributes of an auth.
    pub(super) fn auth(&mut self, auth: &Auth) {
        let Auth::Scheme(scheme) = auth else { return };
        let is_real = |(name, value): &&(String, Value)| {
            // The attribute `value` of an API key is its secret.
            let name = if name == "value" { "secret" } else { name };
            secret::is_real_credential(name, &text(value))
        };
        let real = scheme.attributes.iter().filter(is_real);
        let names: Vec<String> = real
            .map(|(name, _)| format!("`{}`", name.escape_debug()))
            .collect();
        if !names.is_empty() {
            let kind = scheme.kind.escape_debug();
            let what = format!("{} of the `{kind}` auth", names.join(", "));
            self.warn(&what, &scheme.origin);
        }
    }

    fn warn(&mut self, what: &str, origin: &Origin) {
        self.warn_with(what, "holds", origin);
    }

    fn warn_with(&mut self, what: &str, verb: &str, origin: &Origin) {
        let message = format!("{what} {verb} what looks like a real credential");
        let help = "take it out of the collection, and revoke it if the file was ever shared";
        let diagnostic = Diagnostic::new(Code::RealSecret, message).at(origin);
        self.0.push(diagnostic.help(help));
    }
}

fn is_real(key: &str, value: &Option<Value>) -> bool {
    let value = value.as_ref();
    value.is_some_and(|value| secret::is_real_credential(key, &text(value)))
}
