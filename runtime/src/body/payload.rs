//! The content of a request, and its conversion to a body for each attempt.

use bytes::Bytes;

use super::{Body, Content, FieldText, File, Part, form, multipart};
use crate::ground::{RequestError, disk};
use crate::json::Json;

/// The content of a request.
#[derive(Debug, Clone, Default)]
pub(crate) enum Payload {
    #[default]
    None,
    Plain {
        media_type: Option<String>,
        content: Content,
    },
    /// The fields of a JSON object, in order.
    Object(Vec<(String, Json)>),
    Form(Vec<(String, FieldText)>),
    Multipart(Vec<Part>),
}

/// A request body that can be sent repeatedly, unless it contains a stream.
#[derive(Debug, Clone)]
pub(crate) struct Prepared {
    pub(crate) media_type: Option<String>,
    pieces: Vec<Piece>,
    /// The length in bytes; unknown for some streams.
    pub(crate) length: Option<u64>,
}

#[derive(Debug, Clone)]
pub(crate) struct Piece {
    pub(crate) content: Content,
    pub(crate) length: Option<u64>,
}

impl Payload {
    /// A body that is the file and nothing else; its name is not sent.
    pub(crate) fn file(file: File) -> Payload {
        Payload::Plain {
            media_type: file.media_type,
            content: file.content,
        }
    }

    pub(crate) fn text(media_type: &str, text: impl Into<Bytes>) -> Payload {
        Payload::Plain {
            media_type: Some(media_type.to_owned()),
            content: Content::Bytes(text.into()),
        }
    }

    /// Sets a field of a JSON object. Another kind of content is replaced.
    pub(crate) fn add_member(&mut self, name: &str, value: Json) {
        let member = (name.to_owned(), value);
        match self {
            Payload::Object(members) => {
                members.retain(|member| member.0 != name);
                members.push(member);
            }
            _ => *self = Payload::Object(vec![member]),
        }
    }

    /// Sets the values of a field of an urlencoded form. Another kind of content is replaced.
    pub(crate) fn set_field(&mut self, name: &str, values: Vec<FieldText>) {
        let new = values.into_iter().map(|value| (name.to_owned(), value));
        match self {
            Payload::Form(fields) => {
                fields.retain(|field| field.0 != name);
                fields.extend(new);
            }
            _ => *self = Payload::Form(new.collect()),
        }
    }

    /// Sets the file parts, or the text parts, of this name in a multipart form. Another kind of content is replaced.
    /// Text and file parts may have the same name.
    ///
    /// Text parts are placed before file parts: some services read a form while it arrives, and use only the fields
    /// before the file.
    pub(crate) fn set_parts(&mut self, name: &str, are_files: bool, new: Vec<Part>) {
        match self {
            Payload::Multipart(parts) => {
                parts.retain(|part| part.name != name || part.file_name.is_some() != are_files);
                let texts = parts.iter().take_while(|part| part.file_name.is_none());
                let index = if are_files {
                    parts.len()
                } else {
                    texts.count()
                };
                parts.splice(index..index, new);
            }
            _ => *self = Payload::Multipart(new),
        }
    }

    /// Replaces a field of a form or a JSON object; returns `false` if the content has no fields.
    pub(crate) fn set(&mut self, name: &str, value: &Json) -> bool {
        match self {
            Payload::Form(fields) => fields.retain(|field| field.0 != name),
            Payload::Multipart(parts) => parts.retain(|part| part.name != name),
            // `add_member` replaces the field.
            Payload::None | Payload::Object(_) | Payload::Plain { .. } => {}
        }
        self.add(name, value)
    }

    /// The value of a field, if it is a text or a number.
    pub(crate) fn get(&self, name: &str) -> Option<String> {
        match self {
            Payload::Form(fields) => form::get(fields, name),
            Payload::Multipart(parts) => {
                let part = parts.iter().rev().find(|part| part.name == name)?;
                let Content::Bytes(bytes) = &part.content else {
                    return None;
                };
                String::from_utf8(bytes.to_vec()).ok()
            }
            Payload::Plain {
                content: Content::Bytes(bytes),
                ..
            } => as_text(Json::from_slice(bytes).ok()?.get(name)?),
            Payload::Object(members) => {
                let member = members.iter().rev().find(|member| member.0 == name)?;
                as_text(&member.1)
            }
            Payload::None | Payload::Plain { .. } => None,
        }
    }

    /// Adds a field to a form or a JSON object; empty content becomes a JSON object. Returns `false` if the content
    /// has no fields.
    pub(crate) fn add(&mut self, name: &str, value: &Json) -> bool {
        let text = || match value {
            Json::String(text) => text.clone(),
            Json::Null => String::new(),
            other => other.to_string(),
        };
        match self {
            Payload::Form(fields) => fields.push((name.to_owned(), FieldText::Plain(text()))),
            Payload::Multipart(parts) => parts.push(Part {
                name: name.to_owned(),
                file_name: None,
                media_type: None,
                content: Content::Bytes(text().into()),
            }),
            Payload::None | Payload::Object(_) => self.add_member(name, value.clone()),
            Payload::Plain {
                content: Content::Bytes(bytes),
                ..
            } => match Json::from_slice(bytes) {
                Ok(Json::Object(mut fields)) => {
                    fields.retain(|field| field.0 != name);
                    fields.push((name.to_owned(), value.clone()));
                    *bytes = Json::Object(fields).to_string().into();
                }
                _ => return false,
            },
            Payload::Plain { .. } => return false,
        }
        true
    }

    /// Determines the lengths of files, so that the length of the body is known.
    pub(crate) async fn prepare(self) -> Result<Prepared, RequestError> {
        let (media_type, contents) = match self {
            Payload::None => return Ok(Prepared::none()),
            Payload::Plain {
                media_type,
                content,
            } => (media_type, vec![content]),
            Payload::Object(members) => {
                let text = Json::Object(members).to_string();
                let media_type = "application/json".to_owned();
                (Some(media_type), vec![Content::Bytes(Bytes::from(text))])
            }
            Payload::Form(fields) => {
                let text = form::text(&fields);
                let media_type = "application/x-www-form-urlencoded".to_owned();
                (Some(media_type), vec![Content::Bytes(Bytes::from(text))])
            }
            Payload::Multipart(parts) => {
                let boundary = multipart::boundary();
                let media_type = format!("multipart/form-data; boundary={boundary}");
                (Some(media_type), multipart::pieces(&parts, &boundary))
            }
        };
        let mut prepared = Prepared {
            media_type,
            ..Prepared::none()
        };
        for content in contents {
            let length = length_of(&content).await?;
            prepared.length = prepared
                .length
                .zip(length)
                .map(|(total, length)| total + length);
            prepared.pieces.push(Piece { content, length });
        }
        Ok(prepared)
    }
}

async fn length_of(content: &Content) -> Result<Option<u64>, RequestError> {
    let path = match content {
        Content::Bytes(bytes) => return Ok(Some(bytes.len() as u64)),
        Content::Once(once) => return Ok(once.length),
        Content::Path(path) => path,
    };
    let subject = path.display().to_string();
    match disk::length(path).await {
        Ok(Some(length)) => Ok(Some(length)),
        Ok(None) => Err(RequestError::new(subject, "it is not a file")),
        Err(error) => Err(RequestError::file(subject, error)),
    }
}

impl Prepared {
    /// No body.
    pub(crate) fn none() -> Prepared {
        Prepared {
            media_type: None,
            pieces: Vec::new(),
            length: Some(0),
        }
    }

    /// Whether a stream in it was read, so that it cannot be sent again.
    pub(crate) fn is_spent(&self) -> bool {
        let is_spent =
            |piece: &Piece| matches!(&piece.content, Content::Once(once) if once.is_spent());
        self.pieces.iter().any(is_spent)
    }

    /// The whole body, if it is in memory.
    pub(crate) fn bytes(&self) -> Option<Bytes> {
        match self.pieces.as_slice() {
            [] => Some(Bytes::new()),
            [
                Piece {
                    content: Content::Bytes(bytes),
                    ..
                },
            ] => Some(bytes.clone()),
            _ => None,
        }
    }

    /// Whether there is a body; it may be empty.
    pub(crate) fn is_some(&self) -> bool {
        !self.pieces.is_empty()
    }

    /// A new body with the whole content.
    pub(crate) fn open(&self) -> Body {
        match self.bytes() {
            Some(bytes) => Body::from(bytes),
            None => Body::pieces(self.pieces.clone(), self.length),
        }
    }
}

/// The value as text, if it is a text or a number.
fn as_text(value: &Json) -> Option<String> {
    match value {
        Json::String(text) => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_parts_are_placed_before_files() {
        let part = |name: &str, file_name: Option<&str>| Part {
            name: name.to_owned(),
            file_name: file_name.map(str::to_owned),
            media_type: None,
            content: Content::Bytes(Bytes::new()),
        };
        let mut payload = Payload::None;
        for (name, file_name) in [
            ("a", None),
            ("file", Some("f")),
            ("b", None),
            ("more", Some("g")),
        ] {
            payload.set_parts(name, file_name.is_some(), vec![part(name, file_name)]);
        }
        let Payload::Multipart(parts) = payload else {
            panic!("a form of parts");
        };
        let names: Vec<&str> = parts.iter().map(|part| part.name.as_str()).collect();
        assert_eq!(names, ["a", "b", "file", "more"]);
    }
}
