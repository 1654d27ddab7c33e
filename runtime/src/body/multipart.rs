//! Serialization of `multipart/form-data`.

use bytes::Bytes;

use super::Content;
use crate::ground::random;

/// One part of a multipart form.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    pub(crate) name: String,
    pub(crate) file_name: Option<String>,
    pub(crate) media_type: Option<String>,
    pub(crate) content: Content,
}

impl Part {
    /// The boundary and the headers of the part.
    fn head(&self, boundary: &str) -> String {
        let mut head = format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"{}\"",
            escape(&self.name)
        );
        if let Some(file_name) = &self.file_name {
            head.push_str(&format!("; filename=\"{}\"", escape(file_name)));
        }
        if let Some(media_type) = &self.media_type {
            head.push_str(&format!("\r\nContent-Type: {}", one_line(media_type)));
        }
        head.push_str("\r\n\r\n");
        head
    }
}

/// The content of a form: text and file contents in order.
pub(crate) fn pieces(parts: &[Part], boundary: &str) -> Vec<Content> {
    let mut pieces = Vec::new();
    // Adjacent text is joined, so that a form without files is one piece.
    let mut text: Vec<u8> = Vec::new();
    for part in parts {
        text.extend_from_slice(part.head(boundary).as_bytes());
        match &part.content {
            Content::Bytes(bytes) => text.extend_from_slice(bytes),
            file => {
                pieces.push(Content::Bytes(Bytes::from(std::mem::take(&mut text))));
                pieces.push(file.clone());
            }
        }
        text.extend_from_slice(b"\r\n");
    }
    text.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    pieces.push(Content::Bytes(Bytes::from(text)));
    pieces
}

/// A random boundary of 128 bits, which no content contains by chance.
pub(crate) fn boundary() -> String {
    format!("posthaste-{:016x}{:016x}", random(), random())
}

/// Escapes a name as browsers do (WHATWG), because a quote or a line break would end the header.
fn escape(name: &str) -> String {
    name.replace('"', "%22")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn one_line(value: &str) -> String {
    value.replace(['\r', '\n'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_part(name: &str, text: &'static str) -> Part {
        let content = Content::Bytes(Bytes::from(text));
        Part {
            name: name.to_owned(),
            file_name: None,
            media_type: None,
            content,
        }
    }

    #[test]
    fn text_is_sent_byte_for_byte_and_names_are_escaped() {
        let parts = [
            text_part("a\"\r\nb", "quote \" and\r\nlines\n"),
            text_part("c", ""),
        ];
        let pieces = pieces(&parts, "B");
        let [Content::Bytes(bytes)] = pieces.as_slice() else {
            panic!("{pieces:?}")
        };
        let expected = "--B\r\nContent-Disposition: form-data; name=\"a%22%0D%0Ab\"\r\n\r\n\
             quote \" and\r\nlines\n\r\n--B\r\nContent-Disposition: form-data; name=\"c\"\r\n\r\n\r\n--B--\r\n";
        assert_eq!(std::str::from_utf8(bytes), Ok(expected));
    }

    #[test]
    fn a_media_type_cannot_add_headers() {
        let part = Part {
            media_type: Some("a/b\r\nX-Evil: 1".to_owned()),
            ..text_part("n", "v")
        };
        assert!(
            part.head("B")
                .ends_with("Content-Type: a/b  X-Evil: 1\r\n\r\n")
        );
    }

    #[test]
    fn boundaries_differ() {
        assert_ne!(boundary(), boundary());
    }
}
