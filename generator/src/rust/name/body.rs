//! What a body says of its operation: the operations of a service with one URL differ in their bodies.

use crate::model::api::{BodyKind, Field, Operation, Type, TypeDef, TypeShape, Value};

use super::words::Words;

/// The operation's name inside its request: SOAP's action, GraphQL's operation or root field, JSON-RPC's method, the
/// element in an envelope.
pub(super) fn name_in_body(operation: &Operation) -> Words {
    let action = operation
        .parameters
        .iter()
        .find(|parameter| parameter.name.eq_ignore_ascii_case("soapaction"))
        .and_then(|parameter| {
            parameter
                .constant
                .as_deref()
                .or(parameter.examples.first().map(String::as_str))
        });
    if let Some(action) = action {
        return Words::of(
            action
                .trim_matches('"')
                .rsplit(['/', '#', ':'])
                .next()
                .unwrap_or_default(),
        );
    }
    let text = match operation
        .examples
        .first()
        .and_then(|example| example.body.as_ref())
    {
        Some(Value::Text(text)) => text.as_str(),
        _ => "",
    };
    let name = match operation.body.as_ref().map(|body| &body.kind) {
        Some(BodyKind::GraphQl {
            query, operation, ..
        }) => operation.clone().or_else(|| root_field(query)),
        Some(BodyKind::Json(_)) => rpc_method(text),
        Some(BodyKind::Object(fields)) => {
            let constant = |name: &str| {
                let field = fields.iter().find(|field| field.name == name)?;
                field.constant.clone()
            };
            constant("jsonrpc").and_then(|_| constant("method"))
        }
        Some(BodyKind::Text) => element(text).map(str::to_owned),
        _ => None,
    };
    name.map(|name| Words::of(&name)).unwrap_or_default()
}

/// The first field of a GraphQL document's selection.
fn root_field(query: &str) -> Option<String> {
    let (_, selection) = query.split_once('{')?;
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let start = selection.find(is_name)?;
    let field: String = selection[start..]
        .chars()
        .take_while(|c| is_name(*c))
        .collect();
    Some(field)
}

fn rpc_method(text: &str) -> Option<String> {
    let value: serde_json::Value = serde_json::from_str(text).ok()?;
    let method = value.get("method")?.as_str()?;
    (value.get("jsonrpc").is_some() || value.get("params").is_some()).then(|| method.to_owned())
}

/// The element that a SOAP body holds, else the root.
fn element(text: &str) -> Option<&str> {
    let mut names = text.split('<').skip(1).filter_map(|tag| {
        let name = tag.split([' ', '\t', '\r', '\n', '/', '>']).next()?;
        let local = name.rsplit(':').next()?;
        local.starts_with(char::is_alphabetic).then_some(local)
    });
    let first = names.next()?;
    if !first.eq_ignore_ascii_case("envelope") {
        return Some(first);
    }
    names.find(|name| name.eq_ignore_ascii_case("body"))?;
    names.next()
}

/// The words of the names in a body, of its first two levels.
pub(super) fn body_keys(operation: &Operation, types: &[TypeDef]) -> Words {
    let names: Vec<String> = match operation.body.as_ref().map(|body| &body.kind) {
        Some(BodyKind::Object(fields) | BodyKind::Form(fields) | BodyKind::Multipart(fields)) => {
            fields.iter().map(|field| field.name.clone()).collect()
        }
        Some(BodyKind::Json(ty)) => {
            let own = fields(ty, types);
            let inner = own.iter().flat_map(|field| fields(&field.ty, types));
            own.iter()
                .chain(inner)
                .map(|field| field.name.clone())
                .collect()
        }
        _ => Vec::new(),
    };
    Words(names.iter().flat_map(|name| Words::of(name).0).collect())
}

fn fields<'a>(ty: &Type, types: &'a [TypeDef]) -> &'a [Field] {
    match ty {
        Type::Array(item) => fields(item, types),
        Type::Named(id) => match types.get(id.0 as usize).map(|def| &def.shape) {
            Some(TypeShape::Record(record)) => &record.fields,
            _ => &[],
        },
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_are_named_inside_their_bodies() {
        assert_eq!(
            root_field("query Q($a: Int) { getTest(a: $a) { id } }").as_deref(),
            Some("getTest")
        );
        assert_eq!(
            root_field("{\n  issues { id } }").as_deref(),
            Some("issues")
        );
        assert_eq!(root_field("query"), None);
        assert_eq!(
            rpc_method(r#"{"jsonrpc": "2.0", "method": "user.get"}"#).as_deref(),
            Some("user.get")
        );
        assert_eq!(rpc_method(r#"{"method": "card"}"#), None);
        let soap = "<?xml version=\"1.0\"?><s:Envelope><s:Header/><s:Body><m:Add><a>1</a></m:Add></s:Body></s:Envelope>";
        assert_eq!(element(soap), Some("Add"));
        assert_eq!(element("<login><user/></login>"), Some("login"));
        assert_eq!(element("plain"), None);
    }
}
