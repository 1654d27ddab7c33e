//! Signatures of bodies: their kinds and keys as text. Items of one path with equal signatures are one operation.

use indexmap::IndexSet;
use jsonc_parser::{JsonValue, parse_to_value};

use super::super::model::{Body, BodyKind, FormPart, Item, Pair};
use super::super::template;
use super::super::wire::is_pruned;
use super::Lowering;
use super::body::RawKind;
use super::json;

/// The depth beyond which bodies count as equal.
const DEPTH: usize = 12;

impl Lowering<'_> {
    /// The signature of an item's body.
    pub(super) fn signature(&self, item: &Item) -> String {
        let Some(body) = item.request.body.as_ref().filter(|_| !is_pruned(item)) else {
            return String::new();
        };
        match &body.kind {
            BodyKind::Raw { text, language } => {
                match self.raw_kind(&item.request, text, language.as_deref()) {
                    RawKind::Empty => String::new(),
                    RawKind::Json => self.json_signature(text),
                    RawKind::Text => {
                        format!("text {} {}", soap_action(item), markup_signature(text))
                    }
                }
            }
            _ => form_signature(body),
        }
    }

    fn json_signature(&self, text: &str) -> String {
        let typed = json::for_inference(text, &self.scope);
        // A template outside a string is not JSON.
        let text = template::map(&typed, str::to_owned, |_| "0".to_owned());
        let Ok(Some(value)) = parse_to_value(&text, &jsonc_parser::ParseOptions::default()) else {
            return "json".to_owned();
        };
        let mut signature = format!("json {}", rpc_method(&value));
        outline(value, DEPTH, &mut signature);
        signature
    }
}

/// The method of a JSON-RPC call: all calls have one URL and one shape.
fn rpc_method<'v>(value: &'v JsonValue<'_>) -> &'v str {
    let JsonValue::Object(map) = value else {
        return "";
    };
    let rpc = map.get("jsonrpc").is_some() || map.get("params").is_some();
    match map.get("method") {
        Some(JsonValue::String(method)) if rpc => method,
        _ => "",
    }
}

/// Writes the keys and the nesting of a value without its scalars; lists by their first element.
fn outline(value: JsonValue<'_>, depth: usize, out: &mut String) {
    match value {
        JsonValue::Object(map) if depth > 0 => {
            let mut members: Vec<_> = map.into_iter().collect();
            members.sort_by(|(a, _), (b, _)| a.cmp(b));
            out.push('{');
            for (key, inner) in members {
                out.push_str(&key);
                out.push(':');
                outline(inner, depth - 1, out);
                out.push(',');
            }
            out.push('}');
        }
        JsonValue::Array(items) if depth > 0 => {
            out.push('[');
            if let Some(first) = items.into_iter().next() {
                outline(first, depth - 1, out);
            }
            out.push(']');
        }
        JsonValue::Object(_) => out.push('{'),
        JsonValue::Array(_) => out.push('['),
        // Scalars of different kinds may be values of one field.
        _ => out.push('v'),
    }
}

fn form_signature(body: &Body) -> String {
    let (kind, mut keys): (&str, Vec<String>) = match &body.kind {
        BodyKind::UrlEncoded(pairs) => {
            ("form", pairs.iter().map(|pair| pair.key.clone()).collect())
        }
        BodyKind::FormData(parts) => {
            let key = |part: &FormPart| match part.files {
                Some(_) => format!("{} file", part.pair.key),
                None => part.pair.key.clone(),
            };
            ("parts", parts.iter().map(key).collect())
        }
        BodyKind::File { .. } => ("file", Vec::new()),
        BodyKind::GraphQl {
            query, operation, ..
        } => {
            let operation = operation.clone().unwrap_or_default();
            ("graphql", vec![query.clone(), operation])
        }
        BodyKind::Raw { .. } => ("raw", Vec::new()),
    };
    keys.sort();
    keys.dedup();
    format!("{kind} {}", keys.join("\n"))
}

fn soap_action(item: &Item) -> String {
    let mut headers = item.request.headers.iter();
    let header = headers.find(|pair| pair.is_header("soapaction"));
    header.map(Pair::text).unwrap_or_default()
}

/// The names of the elements of XML, each once, and the values of their `type` attributes.
fn markup_signature(text: &str) -> String {
    let marks: IndexSet<&str> = text.split('<').skip(1).flat_map(tag_marks).collect();
    marks.into_iter().collect::<Vec<_>>().join(" ")
}

/// The local name of an opening tag, and the value of its `type` attribute.
fn tag_marks(tag: &str) -> impl Iterator<Item = &str> {
    let inner = tag.split('>').next().unwrap_or_default();
    let name = inner
        .split([' ', '\t', '\r', '\n', '/'])
        .next()
        .unwrap_or_default();
    let local = name.rsplit(':').next().unwrap_or(name);
    let opening = local.starts_with(|c: char| c.is_alphabetic() || c == '_');
    let stated = inner
        .split_once("type=\"")
        .and_then(|(_, rest)| rest.split('"').next());
    opening
        .then_some(local)
        .into_iter()
        .chain(stated.filter(|_| opening))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> JsonValue<'_> {
        parse_to_value(text, &jsonc_parser::ParseOptions::default())
            .ok()
            .flatten()
            .unwrap()
    }

    fn of(text: &str) -> String {
        let mut out = String::new();
        outline(parsed(text), DEPTH, &mut out);
        out
    }

    #[test]
    fn outlines_compare_keys_not_values() {
        assert_eq!(
            of("{a: 1, b: ['x']}"),
            of("{\"b\": [\"y\", \"z\"], \"a\": 2,}")
        );
        assert_ne!(of("{\"a\": 1}"), of("{\"a\": {\"b\": 1}}"));
        assert_ne!(of("{\"a\": 1}"), of("{\"b\": 1}"));
    }

    #[test]
    fn calls_of_one_url_stay_apart() {
        let add = "<?xml version=\"1.0\"?>\n<soap:Envelope xmlns:soap=\"x\"><soap:Header/><soap:Body><m:Add><a>1</a></m:Add></soap:Body></soap:Envelope>";
        let subtract = add.replace("Add", "Subtract");
        assert_eq!(markup_signature(add), "Envelope Header Body Add a");
        assert_eq!(
            markup_signature("<b xsi:type=\"x.Get\"/><b>1</b>"),
            "b x.Get"
        );
        assert_ne!(markup_signature(add), markup_signature(&subtract));
        assert_eq!(
            rpc_method(&parsed("{\"jsonrpc\": \"2.0\", \"method\": \"user.get\"}")),
            "user.get"
        );
        assert_eq!(rpc_method(&parsed("{\"method\": \"card\"}")), "");
    }
}
