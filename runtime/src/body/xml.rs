//! Values of JSON as XML.
//!
//! How a value is written is described by a JSON object. Without a description, a member is an element with its key as
//! name, the items of a list are elements with the name of the list, and everything else is text.
//!
//! | member | means |
//! |---|---|
//! | `name` | the element's or the attribute's name |
//! | `prefix`, `namespace` | the prefix of the name, and the namespace that the element declares for it |
//! | `attribute` | `true`: an attribute of the element around it |
//! | `text` | `true`: the text of the element around it |
//! | `wrapped` | the name of an element around the items of a list |
//! | `item` | the description of the items of a list |
//! | `fields` | the descriptions of the members of an object, by their keys |
//! | `type` | the key in `types` of the outermost description that describes this value further |

use crate::json::Json;

/// The greatest depth of elements in each other.
const DEPTH: usize = 128;

/// A value as an XML document without a declaration.
///
/// # Errors
/// The description is no JSON, a name is no name of XML, a text has a character that XML has not, or the value is too deep.
pub(crate) fn document(value: &Json, description: &str) -> Result<String, &'static str> {
    let root: Json = description
        .parse()
        .map_err(|_| "the description of its XML is malformed")?;
    let mut writer = Writer {
        text: String::new(),
        types: root.get("types"),
    };
    writer.value("root", value, Some(&root), DEPTH)?;
    Ok(writer.text)
}

struct Writer<'d> {
    text: String,
    types: Option<&'d Json>,
}

type Written = Result<(), &'static str>;

impl<'d> Writer<'d> {
    /// A member of a description, of itself or of the type that it names.
    fn part(&self, description: Option<&'d Json>, name: &str) -> Option<&'d Json> {
        let description = description?;
        description.get(name).or_else(|| {
            let of_type = description.get("type")?.as_str()?;
            self.types?.get(of_type)?.get(name)
        })
    }

    fn text_part(&self, description: Option<&'d Json>, name: &str) -> Option<&'d str> {
        self.part(description, name).and_then(Json::as_str)
    }

    fn has(&self, description: Option<&'d Json>, name: &str) -> bool {
        self.part(description, name).and_then(Json::as_bool) == Some(true)
    }

    /// The elements of a value with the key `key`.
    fn value(
        &mut self,
        key: &str,
        value: &Json,
        description: Option<&'d Json>,
        depth: usize,
    ) -> Written {
        let depth = depth
            .checked_sub(1)
            .ok_or("its elements are too deep in each other")?;
        let Json::Array(items) = value else {
            let name = self.text_part(description, "name").unwrap_or(key);
            return self.element(name, value, description, depth);
        };
        let item = self.part(description, "item");
        let wrapper = self.text_part(description, "wrapped");
        let name = self.text_part(item, "name");
        // The name of a list counts only where the list has an element of its own.
        let name = name.or(wrapper).unwrap_or(key);
        if let Some(wrapper) = wrapper {
            self.open(wrapper, description)?;
            self.text.push('>');
        }
        for item_value in items.iter().filter(|item| !item.is_null()) {
            self.element(name, item_value, item, depth)?;
        }
        if let Some(wrapper) = wrapper {
            self.close(wrapper, description);
        }
        Ok(())
    }

    fn element(
        &mut self,
        name: &str,
        value: &Json,
        description: Option<&'d Json>,
        depth: usize,
    ) -> Written {
        self.open(name, description)?;
        let members = value.as_object().unwrap_or_default();
        let members: Vec<_> = members
            .iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(key, value)| {
                let fields = self.part(description, "fields");
                (key, value, fields.and_then(|fields| fields.get(key)))
            })
            .collect();
        for (key, value, field) in &members {
            if self.has(*field, "attribute") {
                self.text.push(' ');
                self.name(self.text_part(*field, "name").unwrap_or(key), *field)?;
                self.text.push_str("=\"");
                self.escaped(&scalar(value), true)?;
                self.text.push('"');
            }
        }
        self.text.push('>');
        match value {
            Json::Object(_) => {
                for (key, value, field) in members {
                    match (self.has(field, "attribute"), self.has(field, "text")) {
                        (true, _) => {}
                        (_, true) => self.escaped(&scalar(value), false)?,
                        _ => self.value(key, value, field, depth)?,
                    }
                }
            }
            Json::Array(_) => self.value(name, value, self.part(description, "item"), depth)?,
            text => self.escaped(&scalar(text), false)?,
        }
        self.close(name, description);
        Ok(())
    }

    /// The start of an element, without `>`.
    fn open(&mut self, name: &str, description: Option<&'d Json>) -> Written {
        self.text.push('<');
        self.name(name, description)?;
        if let Some(namespace) = self.text_part(description, "namespace") {
            self.text.push_str(" xmlns");
            if let Some(prefix) = self.text_part(description, "prefix") {
                self.text.push(':');
                self.text.push_str(prefix);
            }
            self.text.push_str("=\"");
            self.escaped(namespace, true)?;
            self.text.push('"');
        }
        Ok(())
    }

    fn close(&mut self, name: &str, description: Option<&'d Json>) {
        self.text.push_str("</");
        // The name was checked when the element was opened.
        let _ = self.name(name, description);
        self.text.push('>');
    }

    fn name(&mut self, name: &str, description: Option<&'d Json>) -> Written {
        let prefix = self.text_part(description, "prefix");
        for part in prefix.into_iter().chain([name]) {
            if !is_name(part) {
                return Err("a key of it is no name of an XML element");
            }
        }
        if let Some(prefix) = prefix {
            self.text.push_str(prefix);
            self.text.push(':');
        }
        self.text.push_str(name);
        Ok(())
    }

    fn escaped(&mut self, text: &str, in_attribute: bool) -> Written {
        for c in text.chars() {
            match c {
                '&' => self.text.push_str("&amp;"),
                '<' => self.text.push_str("&lt;"),
                '>' => self.text.push_str("&gt;"),
                '"' if in_attribute => self.text.push_str("&quot;"),
                '\n' | '\t' if in_attribute => {
                    self.text.push_str(if c == '\n' { "&#10;" } else { "&#9;" });
                }
                '\r' => self.text.push_str("&#13;"),
                '\t' | '\n' => self.text.push(c),
                c if c < ' ' || matches!(c, '\u{fffe}' | '\u{ffff}') => {
                    return Err("it holds a control character, which XML has not");
                }
                c => self.text.push(c),
            }
        }
        Ok(())
    }
}

/// A string as it is, another value as JSON.
fn scalar(value: &Json) -> String {
    match value {
        Json::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Whether a text is a name of XML (a `Name` of XML 1.0); those beyond ASCII count as letters.
fn is_name(text: &str) -> bool {
    let is_start = |c: char| c.is_ascii_alphabetic() || c == '_' || c == ':' || !c.is_ascii();
    let is_rest = |c: char| is_start(c) || c.is_ascii_digit() || c == '-' || c == '.';
    text.starts_with(is_start) && text.chars().all(is_rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn xml(value: &str, description: &str) -> Result<String, &'static str> {
        let value: Json = value.parse().map_err(|_| "no JSON")?;
        document(&value, description)
    }

    #[test]
    fn a_value_is_written_as_its_description_says() {
        let cases = [
            (
                r#"{"id":1,"name":"a & b <c>"}"#,
                r#"{"name":"Person"}"#,
                "<Person><id>1</id><name>a &amp; b &lt;c&gt;</name></Person>",
            ),
            (
                r#"{"id":"\"1\"","name":"n","gone":null}"#,
                r#"{"name":"P","fields":{"id":{"attribute":true}}}"#,
                r#"<P id="&quot;1&quot;"><name>n</name></P>"#,
            ),
            (
                r#"{"name":"n"}"#,
                r#"{"name":"P","namespace":"http://r","fields":{"name":{"prefix":"s","namespace":"http://e"}}}"#,
                r#"<P xmlns="http://r"><s:name xmlns:s="http://e">n</s:name></P>"#,
            ),
            (
                r#"{"animals":["a","b"]}"#,
                r#"{"name":"P"}"#,
                "<P><animals>a</animals><animals>b</animals></P>",
            ),
            (
                r#"{"animals":["a"]}"#,
                r#"{"name":"P","fields":{"animals":{"wrapped":"aliens","item":{"name":"animal"}}}}"#,
                "<P><aliens><animal>a</animal></aliens></P>",
            ),
            (
                r#"{"animals":["a"]}"#,
                r#"{"name":"P","fields":{"animals":{"wrapped":"aliens"}}}"#,
                "<P><aliens><aliens>a</aliens></aliens></P>",
            ),
            (
                r#"{"n":{"n":{"v":true}}}"#,
                r#"{"name":"P","type":"N","types":{"N":{"fields":{"n":{"name":"next","type":"N"}}}}}"#,
                "<P><next><next><v>true</v></next></next></P>",
            ),
        ];
        for (value, description, expected) in cases {
            assert_eq!(
                xml(value, description).as_deref(),
                Ok(expected),
                "{description}"
            );
        }
    }

    #[test]
    fn what_xml_cannot_hold_is_refused() {
        assert!(xml(r#"{"a b":1}"#, r#"{"name":"P"}"#).is_err());
        assert!(xml(r#"{"a":"\u0001"}"#, r#"{"name":"P"}"#).is_err());
        let deep = format!("{}1{}", r#"{"a":"#.repeat(200), "}".repeat(200));
        assert!(xml(&deep, r#"{"name":"P"}"#).is_err());
    }
}
