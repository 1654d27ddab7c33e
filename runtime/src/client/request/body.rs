//! The methods of [`Request`] that set the body.

use bytes::Bytes;

use super::Request;
use crate::body::{Content, File, Part, Payload};
use crate::client::Param;
use crate::json::{Encode, Json, Object, Write, Writer};

impl Request {
    /// Sets a JSON body.
    pub fn json(&mut self, value: &dyn Encode) {
        self.json_as("application/json", value)
    }

    /// Sets a JSON body with another media type.
    pub fn json_as(&mut self, media_type: &str, value: &dyn Encode) {
        let bytes = self.json_bytes("body", value);
        self.0.payload = Payload::text(media_type, bytes);
    }

    /// Adds a field to a JSON object.
    pub fn member(&mut self, name: &str, value: &dyn Encode) {
        let value = value.encode();
        // Checks the value now, because its name is known here.
        self.json_bytes(name, &value);
        self.0.payload.add_member(name, value);
    }

    /// Sets a text body.
    pub fn text(&mut self, media_type: &str, text: &str) {
        self.0.payload = Payload::text(media_type, text.to_owned());
    }

    /// Sets a body of bytes.
    pub fn bytes(&mut self, media_type: &str, bytes: impl Into<Bytes>) {
        self.0.payload = Payload::text(media_type, bytes);
    }

    /// Sets a file as the whole body.
    pub fn file(&mut self, file: File) {
        self.0.payload = Payload::file(file);
    }

    /// Sets a field of an urlencoded form.
    pub fn field(&mut self, name: &str, value: &dyn Param) {
        self.field_list(name, &[value])
    }

    /// Sets a field of an urlencoded form to several values, repeating its name.
    pub fn field_list<P: Param>(&mut self, name: &str, values: &[P]) {
        for value in values {
            self.check_value(name, value);
        }
        let values = values.iter().map(|value| value.to_param().into_owned());
        self.0.payload.set_field(name, values.collect());
    }

    /// Sets a field of an urlencoded form to JSON text.
    pub fn field_json(&mut self, name: &str, value: &dyn Encode) {
        let bytes = self.json_bytes(name, value);
        self.field(name, &String::from_utf8_lossy(&bytes))
    }

    /// Sets a text part of a multipart form. The value is sent unchanged.
    pub fn part(&mut self, name: &str, value: &dyn Param) {
        self.part_list(name, &[value])
    }

    /// Sets a text part with a media type.
    pub fn part_typed(&mut self, name: &str, media_type: &str, value: &dyn Param) {
        self.check_value(name, value);
        let content = value.to_param().into_owned().into();
        self.set_parts(name, Some(media_type), vec![content]);
    }

    /// Sets several text parts with the same name.
    pub fn part_list<P: Param>(&mut self, name: &str, values: &[P]) {
        for value in values {
            self.check_value(name, value);
        }
        let contents = values
            .iter()
            .map(|value| value.to_param().into_owned().into());
        self.set_parts(name, None, contents.collect());
    }

    /// Sets a part to JSON.
    pub fn part_json(&mut self, name: &str, value: &dyn Encode) {
        let bytes = self.json_bytes(name, value);
        self.set_parts(name, Some("application/json"), vec![bytes.into()]);
    }

    /// Sets a file part of a multipart form.
    pub fn part_file(&mut self, name: &str, file: File) {
        self.part_files(name, vec![file])
    }

    /// Sets several file parts with the same name.
    pub fn part_files(&mut self, name: &str, files: Vec<File>) {
        let part = |file: File| Part {
            name: name.to_owned(),
            file_name: Some(file.name),
            media_type: file.media_type,
            content: file.content,
        };
        let parts = files.into_iter().map(part).collect();
        self.0.payload.set_parts(name, true, parts);
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
    pub fn graphql(&mut self, query: &str, operation: Option<&str>, variables: &dyn Encode) {
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
