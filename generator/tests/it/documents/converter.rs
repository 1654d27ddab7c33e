//! What Postman's converter makes of an OpenAPI document, read back: every type, marker and scheme that
//! survives the conversion.

use std::fmt::Write;

use posthaste::model::api::{
    Api, BodyKind, Content, FormField, Operation, StringFormat, Type, TypeId, TypeShape,
};

use super::understood;

/// Placeholders have more of the types than examples have, in both versions of the converter.
#[test]
fn what_the_converter_leaves_is_recovered() {
    for name in [
        "v1_schema",
        "v1_example",
        "v2_schema",
        "v2_example",
        "v2_opt",
        "v2_types",
    ] {
        let file = format!("conformance/converter/collection-{name}.json");
        let Some((api, diagnostics)) = understood(&file) else {
            return;
        };
        let mut text = Outline {
            api: &api,
            around: Vec::new(),
        }
        .text();
        for diagnostic in &diagnostics {
            let _ = writeln!(text, "{}: {}", diagnostic.code, diagnostic.message);
        }
        insta::assert_snapshot!(format!("converter_{name}"), text);
    }
}

/// An API in lines that a person compares with the document it came from.
struct Outline<'a> {
    api: &'a Api,
    /// The named shapes that are being written.
    around: Vec<TypeId>,
}

impl Outline<'_> {
    fn text(&mut self) -> String {
        let mut text = String::new();
        for server in &self.api.servers {
            let _ = writeln!(text, "server {} {}", server.name, server.url);
            for variable in &server.variables {
                let default = variable.default.as_deref().unwrap_or("-");
                let _ = writeln!(
                    text,
                    "  {} = {default} of {:?}",
                    variable.name, variable.choices
                );
            }
        }
        for (index, scheme) in self.api.security.iter().enumerate() {
            let _ = writeln!(text, "security {index}: {:?}", scheme.kind);
        }
        for operation in &self.api.operations {
            self.operation(&mut text, operation);
        }
        text
    }

    fn operation(&mut self, text: &mut String, operation: &Operation) {
        let security = operation
            .authentication()
            .and_then(|way| way.schemes.first())
            .map_or("none".to_owned(), |needed| needed.scheme.0.to_string());
        let _ = writeln!(
            text,
            "\n{} (server {}, security {security})",
            operation.key, operation.server
        );
        for parameter in &operation.parameters {
            let mark = if parameter.required { "" } else { "?" };
            let ty = self.ty(&parameter.ty);
            let place = parameter.location.as_str();
            let _ = writeln!(
                text,
                "  {place} {}{mark}: {ty} {:?}",
                parameter.name, parameter.style
            );
        }
        if let Some(body) = &operation.body {
            let kind = match &body.kind {
                BodyKind::Json(ty) => self.ty(ty),
                BodyKind::Form(fields) | BodyKind::Multipart(fields) => self.fields(fields),
                other => format!("{other:?}"),
            };
            let _ = writeln!(text, "  body {} {kind}", body.media_type);
        }
        for response in &operation.responses {
            let content = match &response.content {
                Content::Json(ty) => self.ty(ty),
                other => format!("{other:?}"),
            };
            let headers: Vec<&str> = response
                .headers
                .iter()
                .map(|(name, _)| name.as_str())
                .collect();
            let _ = writeln!(text, "  {:?} {headers:?} {content}", response.status);
        }
        for case in &operation.errors {
            let code = case.code.as_deref().unwrap_or("-");
            let _ = writeln!(text, "  error {} {code} {:?}", case.status, case.messages);
        }
    }

    fn fields(&mut self, fields: &[FormField]) -> String {
        let mut text = String::from("{");
        for field in fields {
            let mark = if field.required { "" } else { "?" };
            let ty = self.ty(&field.ty);
            let content = field.content_type.as_deref().unwrap_or_default();
            let _ = write!(text, "\n    {}{mark}: {ty} {content}", field.name);
        }
        text + "\n  }"
    }

    fn ty(&mut self, ty: &Type) -> String {
        match ty {
            Type::Array(element) => format!("[{}]", self.ty(element)),
            Type::Map(value) => format!("map<{}>", self.ty(value)),
            Type::String(StringFormat::Plain) => "string".to_owned(),
            Type::String(StringFormat::Other(format)) => format!("string({format})"),
            Type::String(format) => format!("{format:?}").to_lowercase(),
            Type::Named(id) => self.named(*id),
            other => format!("{other:?}").to_lowercase(),
        }
    }

    fn named(&mut self, id: TypeId) -> String {
        let def = self.api.type_def(id);
        let name = def.declared_name.clone().unwrap_or_default();
        if self.around.contains(&id) {
            return format!("^{name}");
        }
        self.around.push(id);
        let text = match &def.shape {
            TypeShape::Record(record) => {
                let mut text = format!("{name}{{");
                for field in &record.fields {
                    let mark = if field.nullable { "?" } else { "" };
                    let _ = write!(text, " {}{mark}: {},", field.name, self.ty(&field.ty));
                }
                text + " }"
            }
            TypeShape::Identifier => format!("{name} identifier"),
            TypeShape::Enum(values) => {
                let values: Vec<&str> = values.iter().map(|value| value.value.as_str()).collect();
                format!("one of {values:?}")
            }
            TypeShape::Union(union) => {
                let all: Vec<String> = union
                    .variants
                    .iter()
                    .map(|variant| self.ty(&variant.ty))
                    .collect();
                all.join(" | ")
            }
        };
        self.around.pop();
        text
    }
}
