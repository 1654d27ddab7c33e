//! Several JSON values as one body, each on a line.

use crate::json::Json;

/// The items of a list, each on a line; another value is the only line. In a JSON text sequence (RFC 7464) each one follows
/// a record separator.
pub(crate) fn text(media_type: &str, value: &Json) -> String {
    let separator = match media_type.contains("json-seq") {
        true => "\u{1e}",
        false => "",
    };
    let items = value.as_array().unwrap_or(std::slice::from_ref(value));
    items
        .iter()
        .map(|item| format!("{separator}{item}\n"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_item_is_a_line() -> Result<(), crate::ParseError> {
        let list: Json = r#"[{"a":1},"b"]"#.parse()?;
        assert_eq!(text("application/jsonl", &list), "{\"a\":1}\n\"b\"\n");
        assert_eq!(text("application/json-seq", &Json::from(1)), "\u{1e}1\n");
        Ok(())
    }
}
