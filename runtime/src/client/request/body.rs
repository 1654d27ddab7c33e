//! The methods of [`Request`] that set the body.

use bytes::Bytes;

use super::Request;
use crate::body::{Content, File, Part, Payload};
use crate::client::Param;
use crate::json::{Encode, Json, Object, Write, Writer};

impl Request<'_> {
    /// Sets a JSON body.
    #[must_use]
    pub fn json(self, value: &dyn Encode) -> Self {
        self.json_as("application/json", value)
    }

    /// Sets a JSON body with another media type.
    #[must_use]
    pub fn json_as(mut self, media_type: &str, value: &dyn Encode) -> Self {
        let bytes = self.json_bytes("body", value);
        self.0.payload = Payload::text(media_type, bytes);
        self
    }

    /// Adds a field to a JSON object.
    #[must_use]
    pub fn member(mut self, name: &str, value: &dyn Encode) -> Self {
        let value = value.encode();
        // Checks the value now, because its name is known here.
        self.json_bytes(name, &value);
        self.0.payload.add_member(name, value);
        self
    }

    /// Sets a text body.
    #[must_use]
    pub fn text(mut self, media_type: &str, text: &str) -> Self {
        self.0.payload = Payload::text(media_type, text.to_owned());
        self
    }

    /// Sets a body of bytes.
    #[must_use]
    pub fn bytes(mut self, media_type: &str, bytes: impl Into<Bytes>) -> Self {
        self.0.payload = Payload::text(media_type, bytes);
        self
    }

    /// Sets a file as the whole body.
    #[must_use]
    pub fn file(mut self, file: File) -> Self {
        self.0.payload = Payload::file(file);
        self
    }

    /// Sets a field of an urlencoded form.
    #[must_use]
    pub fn field(self, name: &str, value: &dyn Param) -> Self {
        self.field_list(name, &[value])
    }

    /// Sets a field of an urlencoded form to several values, repeating its name.
    #[must_use]
    pub fn field_list<P: Param>(mut self, name: &str, values: &[P]) -> Self {
        for value in values {
            self.check_value(name, value);
        }
        let values = values.iter().map(|value| value.to_param().into_owned());
        self.0.payload.set_field(name, values.collect());
        self
    }

    /// Sets a field of an urlencoded form to JSON text.
    #[must_use]
    pub fn field_json(mut self, name: &str, value: &dyn Encode) -> Self {
        let bytes = self.json_bytes(name, value);
        self.field(name, &String::from_utf8_lossy(&bytes))
    }

    /// Sets a text part of a multipart form. The value is sent unchanged.
    #[must_use]
    pub fn part(self, name: &str, value: &dyn Param) -> Self {
        self.part_list(name, &[value])
    }

    /// Sets a text part with a media type.
    #[must_use]
    pub fn part_typed(mut self, name: &str, media_type: &str, value: &dyn Param) -> Self {
        self.check_value(name, value);
        let content = value.to_param().into_owned().into();
        self.set_parts(name, Some(media_type), vec![content]);
        self
    }

    /// Sets several text parts with the same name.
    #[must_use]
    pub fn part_list<P: Param>(mut self, name: &str, values: &[P]) -> Self {
        for value in values {
            self.check_value(name, value);
        }
        let contents = values
            .iter()
            .map(|value| value.to_param().into_owned().into());
        self.set_parts(name, None, contents.collect());
        self
    }

    /// Sets a part to JSON.
    #[must_use]
    pub fn part_json(mut self, name: &str, value: &dyn Encode) -> Self {
        let bytes = self.json_bytes(name, value);
        self.set_parts(name, Some("application/json"), vec![bytes.into()]);
        self
    }

    /// Sets a file part of a multipart form.
    #[must_use]
    pub fn part_file(self, name: &str, file: File) -> Self {
        self.part_files(name, vec![file])
    }

    /// Sets several file parts with the same name.
    #[must_use]
    pub fn part_files(mut self, name: &str, files: Vec<File>) -> Self {
        let part = |file: File| Part {
            name: name.to_owned(),
            file_name: Some(file.name),
            media_type: file.media_type,
            content: file.content,
        };
        let parts = files.into_iter().map(part).collect();
        self.0.payload.set_parts(name, true, parts);
        self
    }

    fn set_parts(&mut self, name: &str, media_type: Option<&str>, contents: Vec<Bytes>) {
        let part = |content| Part {
            name: name.to_owned(),
            file_name: None,
            media_type: media_type.map(str::to_owned),
            content: Content::Bytes(content),
        };
        let parts = contents.into_iter().map(part).collect();
        self.0.payload.set_parts(name, false, parts);
    }

    /// Sets a GraphQL document. The operation's name and the variables are left out if they are `None` or `null`.
    #[must_use]
    pub fn graphql(self, query: &str, operation: Option<&str>, variables: &dyn Encode) -> Self {
        let variables = Some(variables.encode()).filter(|variables| !variables.is_null());
        self.json(&Object::of(&GraphQl {
            query,
            operation,
            variables,
        }))
    }

    fn json_bytes(&mut self, subject: &str, value: &dyn Encode) -> Vec<u8> {
        Writer::of(value).unwrap_or_else(|| {
            self.set_error(subject, "it holds a number that is not finite");
            Vec::new()
        })
    }
}

struct GraphQl<'g> {
    query: &'g str,
    operation: Option<&'g str>,
    variables: Option<Json>,
}

impl Write for GraphQl<'_> {
    fn write(&self, object: &mut Object) {
        object.put("query", &self.query);
        object.put("operationName", &self.operation);
        object.put("variables", &self.variables);
    }
}
