//! Documents as services may write them, and broken ones.

use proptest::prelude::*;
use proptest::sample::select;

/// Scalars of every kind, well-formed and not.
const SCALARS: &[&str] = &[
    "null",
    "true",
    "false",
    "0",
    "1",
    "-1",
    "-0",
    "-0.0",
    "7",
    "300",
    "3.0",
    "3.5",
    "1e2",
    "1E-2",
    "0.1",
    "2.2250738585072014e-308",
    "123456789.123456789e-7",
    "9007199254740993",
    "9223372036854775807",
    "18446744073709551615",
    "18446744073709551616",
    "1e400",
    "01",
    "1.",
    "+1",
    "NaN",
    "nul",
    "tru",
    "\"\"",
    "\" \"",
    "\"1\"",
    "\"0\"",
    "\"true\"",
    "\"False\"",
    "\"3.0\"",
    "\" 7 \"",
    "\"1e400\"",
    "\"12345678901234567890.10\"",
    "\"active\"",
    "\"a\"",
    "\"b\"",
    "\"round\"",
    "\"square\"",
    "\"ü\\n\\\"\"",
    "\"\\u0041\"",
    "\"\\ud83d\\ude00\"",
    "\"\\ud800\"",
    "\"\\q\"",
    "\"tab\t\"",
    "\"open",
    "[]",
    "{}",
];

/// Names: most are fields of the types under test.
const NAMES: &[&str] = &[
    "text",
    "whole",
    "small",
    "natural",
    "double",
    "single",
    "flag",
    "number",
    "list",
    "maybes",
    "map",
    "tri",
    "null",
    "status",
    "kind",
    "blank",
    "tagged",
    "untagged",
    "json",
    "inner",
    "boxed",
    "nothing",
    "type",
    "extra",
    "te\\u0078t",
    "",
    "size",
    "side",
    "$serde_json::private::Number",
    "$serde_json::private::RawValue",
];

/// A value's text; `depth` levels at most.
fn value(depth: u32) -> BoxedStrategy<String> {
    let scalar = select(SCALARS).prop_map(str::to_owned);
    let space = select(&["", " ", "\n\t"][..]);
    scalar
        .prop_recursive(depth, 48, 8, move |inner| {
            let list = (prop::collection::vec(inner.clone(), 0..5), space.clone())
                .prop_map(|(items, space)| format!("[{space}{}]", items.join(",")));
            let field = (select(NAMES), inner, space.clone())
                .prop_map(|(name, value, space)| format!("\"{name}\"{space}:{value}"));
            let object = (prop::collection::vec(field, 0..8), space.clone())
                .prop_map(|(fields, space)| format!("{{{}{space}}}", fields.join(",")));
            prop_oneof![list, object.clone(), object]
        })
        .boxed()
}

/// An object's bytes, which are sometimes damaged in one place.
pub(crate) fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let damage = prop_oneof![
        3 => Just(None),
        1 => (any::<prop::sample::Index>(), prop_oneof![Just(None), any::<u8>().prop_map(Some)]).prop_map(Some),
    ];
    let field = (select(NAMES), value(4)).prop_map(|(name, value)| format!("\"{name}\":{value}"));
    let object =
        prop::collection::vec(field, 0..10).prop_map(|all| format!("{{{}}}", all.join(",")));
    let text = prop_oneof![1 => value(3), 4 => object];
    (text, damage).prop_map(|(text, damage)| {
        let mut bytes = text.into_bytes();
        match damage {
            Some((at, byte)) if !bytes.is_empty() => {
                let at = at.index(bytes.len());
                match byte {
                    Some(byte) => bytes[at] = byte,
                    None => bytes.truncate(at),
                }
            }
            _ => {}
        }
        bytes
    })
}
