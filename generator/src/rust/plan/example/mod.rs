//! One example call in Rust, with the values of the document's own example.

mod choice;
mod source;
mod value;

use std::collections::BTreeSet;

use serde_json::Value;

use crate::model::api::{BodyKind, Operation, OperationInput, SchemeId, SecurityKind, Type};
use crate::model::sample::{self, CallBody};

use super::doctest::LINE;
use super::input::Input;
use super::item::Context;
use super::model::{Answer, Example};
use super::types::TypeRef;

use choice::{chosen, is_whole};
pub(super) use source::Limits;
use source::example_values;

/// Writes one example: the statements and imports collected so far, and what expressions are made from.
pub(super) struct Maker<'a> {
    pub context: &'a Context<'a>,
    /// The name of the crate in paths: `zoom_client`.
    pub library: &'a str,
    /// The operation's module.
    pub module: &'a str,
    pub limits: Limits,
    pub uses: BTreeSet<String>,
    /// Imports that only the set-up of the client needs.
    pub setup_uses: BTreeSet<String>,
    pub lets: Vec<String>,
    /// The names of arguments and setters, which local variables must not have.
    pub inputs: BTreeSet<String>,
    /// Whether a part of the documented values was shortened, left out or replaced; [`Example::whole`] is then false.
    pub partial: bool,
}

/// Names of local variables of every example.
const LOCALS: [&str; 4] = ["answer", "client", "example", "params"];

/// The method that an example calls.
pub(super) struct Parts<'a> {
    pub method: &'a str,
    pub params: Option<&'a str>,
    pub inputs: &'a [Input<'a>],
    pub answer: &'a Answer,
}

impl Maker<'_> {
    /// The example call of an operation.
    pub(super) fn example(mut self, operation: &Operation, parts: &Parts<'_>) -> Example {
        let arguments = self.arguments(operation, parts);
        let shown = chosen(
            self.context.types.api,
            operation,
            parts.inputs,
            &self.limits,
        );
        let whole = is_whole(self.context.types.api, operation, parts.inputs, &shown);
        let setters: Vec<(String, String)> = shown
            .into_iter()
            .map(|input| {
                let value = input.ty.as_ref().map(|_| self.argument(operation, input));
                (input.name.clone(), value.unwrap_or_default())
            })
            .collect();
        let links = [
            (self.module.to_owned(), String::new()),
            (parts.method.to_owned(), arguments),
        ];
        let length: usize = links
            .iter()
            .map(|(name, value)| name.len() + value.len() + 3)
            .sum();
        let is_short = setters.is_empty() && length + "let answer = client.await?;".len() <= LINE;
        let link = if is_short { "." } else { "\n    ." };
        let chain = links
            .iter()
            .chain(&setters)
            .map(|(name, value)| format!("{link}{name}({value})"));
        let call = format!("client{}", chain.collect::<String>());
        Example {
            setup: self.setup(operation),
            setup_uses: self.setup_uses.into_iter().collect(),
            uses: self.uses.into_iter().collect(),
            lets: self.lets,
            call,
            whole: whole && !self.partial,
            answers: *parts.answer != Answer::Empty,
        }
    }

    /// The arguments of the method, or the name of a local variable with the struct of them.
    fn arguments(&mut self, operation: &Operation, parts: &Parts<'_>) -> String {
        let inputs = parts.inputs.iter();
        let required = inputs.filter(|input| input.required && input.ty.is_some());
        let required: Vec<(&Input<'_>, String)> = required
            .map(|input| (input, self.argument(operation, input)))
            .collect();
        let Some(params) = parts.params else {
            let values = required.into_iter().map(|(_, value)| value);
            return values.collect::<Vec<_>>().join(", ");
        };
        self.import(params);
        let field = |(input, value): &(&Input<'_>, String)| {
            // An argument takes what converts, a field the value itself.
            let converts = matches!(input.ty, Some(TypeRef::Into(_)));
            let into = if converts { ".into()" } else { "" };
            format!("    {}{value}{into},\n", label(&input.name, value))
        };
        let fields: String = required.iter().map(field).collect();
        self.lets
            .push(format!("let params = {params} {{\n{fields}}};"));
        "params".to_owned()
    }

    /// The calls on the client's builder that the operation needs.
    fn setup(&mut self, operation: &Operation) -> Vec<String> {
        let api = self.context.types.api;
        let mut setup = Vec::new();
        let has_url = api
            .servers
            .first()
            .is_some_and(|server| super::server::default_url(server).is_some());
        if !has_url {
            setup.push(".base_url(\"https://api.example.com\")".to_owned());
        }
        let way = operation.authentication().into_iter();
        let has_setters = super::credentials::has_setters(api);
        for needed in way.flat_map(|way| &way.schemes) {
            let Some(scheme) = api.security.get(needed.scheme) else {
                continue;
            };
            let call = match has_setters {
                true => self.named_credentials(needed.scheme, &scheme.kind),
                false => self.credentials(&scheme.kind),
            };
            setup.extend(call.filter(|call| !setup.contains(call)));
        }
        setup
    }

    /// The call of the setter for the credentials of a scheme.
    fn named_credentials(&mut self, id: SchemeId, kind: &SecurityKind) -> Option<String> {
        let name = self.context.types.names.scheme(id);
        let value = match kind {
            SecurityKind::Bearer { .. } => "\"<access_token>\"".to_owned(),
            SecurityKind::Basic => "\"<user>\", \"<password>\"".to_owned(),
            SecurityKind::ApiKey { .. } => "\"<api_key>\"".to_owned(),
            SecurityKind::OAuth2(_) | SecurityKind::OpenIdConnect { .. } => {
                let path = format!("{}::runtime::Credentials", self.library);
                self.setup_uses.insert(path);
                "Credentials::bearer(\"<access_token>\")".to_owned()
            }
            _ => return None,
        };
        self.setup_uses
            .insert(format!("{}::SetCredentials", self.library));
        Some(format!(".{name}({value})"))
    }

    fn credentials(&mut self, kind: &SecurityKind) -> Option<String> {
        Some(match kind {
            SecurityKind::Bearer { .. }
            | SecurityKind::OAuth2(_)
            | SecurityKind::OpenIdConnect { .. } => ".bearer(\"<access_token>\")".to_owned(),
            SecurityKind::Basic => ".basic(\"<user>\", \"<password>\")".to_owned(),
            SecurityKind::ApiKey { .. } => ".api_key(\"<api_key>\")".to_owned(),
            SecurityKind::Digest { .. } => {
                self.import("Credentials");
                ".credentials(Credentials::digest(\"<user>\", \"<password>\"))".to_owned()
            }
            _ => return None,
        })
    }

    /// The name of the local variable for an argument: the argument's, unless that is a keyword or one of [`LOCALS`].
    fn local(&self, name: &str) -> String {
        let bare = name.strip_prefix("r#").unwrap_or(name);
        if bare == name && !LOCALS.contains(&bare) {
            return name.to_owned();
        }
        let mut local = format!("{bare}_value");
        while self.inputs.contains(&local) {
            local.push('_');
        }
        local
    }

    /// Imports a type: the runtime's from the crate's root, others from the operation's module.
    fn import(&mut self, name: &str) {
        let root = matches!(name, "Credentials" | "File" | "Json" | "Number");
        let path = if root {
            format!("{}::{name}", self.library)
        } else {
            format!("{}::{}::{name}", self.library, self.module)
        };
        self.uses.insert(path);
    }

    /// The expression of an argument or of a setter's value.
    fn argument(&mut self, operation: &Operation, input: &Input<'_>) -> String {
        let api = self.context.types.api;
        let (ty, text) = match input.source {
            OperationInput::Parameter(parameter) => (
                Some(&parameter.ty),
                sample::parameter(api, operation, parameter),
            ),
            OperationInput::Field(field) => {
                (Some(&field.ty), sample::form_field(api, operation, field))
            }
            OperationInput::Body(body) => {
                (body.kind.value_type(), body_text(self.context, operation))
            }
        };
        let Some(rust) = &input.ty else {
            return String::new();
        };
        let ty = ty.unwrap_or(&Type::Any);
        match example_values(operation, input.source).filter(|_| self.limits.whole) {
            Some(values) => self.example_value(&input.name, rust, ty, &values),
            None => self.value(&input.name, rust, ty, &text),
        }
    }
}

/// `name: ` before a field's value, and nothing before a local variable of the field's name.
fn label(name: &str, value: &str) -> String {
    if name == value {
        String::new()
    } else {
        format!("{name}: ")
    }
}

fn body_text(context: &Context<'_>, operation: &Operation) -> String {
    let body = sample::call(context.types.api, operation).body;
    let text = match body {
        Some(CallBody::Text { text, .. }) => text,
        _ => String::new(),
    };
    let graphql = matches!(
        operation.body.as_ref().map(|body| &body.kind),
        Some(BodyKind::GraphQl { .. })
    );
    match serde_json::from_str::<Value>(&text) {
        Ok(value) if graphql => value
            .get("variables")
            .map(Value::to_string)
            .unwrap_or_default(),
        _ => text,
    }
}
