//! Headers of responses.

use crate::model::api::{ResponseHeader, Type};
use crate::read::source::At;

use super::super::value::OpenApiValue;
use super::Lowering;
use super::path::is_token;

impl<'d> Lowering<'d> {
    /// Adds the headers that a response declares and no other response of the operation does. `Content-Type` is none of
    /// them (OpenAPI 3, "Response Object").
    pub(super) fn response_headers(
        &mut self,
        node: &At<'d>,
        operation: &str,
        headers: &mut Vec<ResponseHeader>,
    ) {
        for (name, node) in node.entries_of("headers") {
            let is_known = headers
                .iter()
                .any(|header| header.name.eq_ignore_ascii_case(name));
            if is_known || name.eq_ignore_ascii_case("content-type") || !is_token(name) {
                continue;
            }
            let Some(node) = self.followed(&node) else {
                continue;
            };
            headers.push(ResponseHeader {
                name: name.to_owned(),
                ty: self.header_type(&node, operation, name),
                description: node.prose_of("description"),
                origin: node.origin.clone(),
            });
        }
    }

    /// The type of a header's value: a number, a boolean, a text with its format, or a list of these; else text. In Swagger 2
    /// the header itself declares it.
    fn header_type(&mut self, node: &At<'d>, operation: &str, name: &str) -> Type {
        let schema = match (node.get("schema"), node.declares("content")) {
            (Some(schema), _) => schema,
            (None, false) => node.clone(),
            (None, true) => return Type::string(),
        };
        let path = [operation, "header", name].map(str::to_owned);
        match self.schema(&schema, &path).ty {
            Type::Array(item) if is_scalar(&item) => Type::Array(item),
            ty if is_scalar(&ty) => ty,
            _ => Type::string(),
        }
    }
}

fn is_scalar(ty: &Type) -> bool {
    matches!(
        ty,
        Type::Boolean | Type::Integer | Type::Unsigned | Type::Number | Type::String(_)
    )
}
