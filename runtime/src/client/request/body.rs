//! The methods of [`Request`] that set the body.

use bytes::Bytes;

use super::Request;
use crate::body::{Content, FieldText, File, Part, Payload, lines};
use crate::client::Param;
use crate::ground::percent::{self, QueryEncoding};
use crate::json::{Encode, Json, Object, Write, Writer};
use crate::parameter::{self, ParamStyle};

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

    /// Sets a file as the whole body, with the media type that the service expects.
    pub fn file_as(&mut self, media_type: &str, file: File) {
        self.file(file.media_type(media_type));
    }

    /// Sets a body of several JSON values, each on a line: the items of a list.
    pub fn json_lines(&mut self, media_type: &str, items: &dyn Encode) {
        // Checks the values.
        self.json_bytes("body", items);
        self.text(media_type, &lines::text(media_type, &items.encode()));
    }

    /// Sets a body of XML. `description` says how the value is written: a JSON object with the element's `name`, and where they
    /// differ from the keys, the names, namespaces, attributes and wrappers in it.
    #[cfg(feature = "xml")]
    pub fn xml(&mut self, media_type: &str, value: &dyn Encode, description: &str) {
        match crate::body::xml::document(&value.encode(), description) {
            Ok(text) => self.text(media_type, &text),
            Err(why) => self.set_error("body", why),
        }
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
        let values = values.map(FieldText::Plain).collect();
        self.0.payload.set_field(name, values);
    }

    /// Sets a field of an urlencoded form in the style of a query parameter. Nothing is sent of `null`, and of a list or an object
    /// in which nothing else is.
    pub fn field_as(&mut self, name: &str, value: &dyn Encode, style: ParamStyle) {
        let pairs = self.pairs(name, value, style);
        let pairs = Some(pairs).filter(|pairs| !pairs.is_empty());
        let pairs = pairs.map(FieldText::Pairs).into_iter().collect();
        self.0.payload.set_field(name, pairs);
    }

    /// Sets a field of an urlencoded form to JSON text, repeated for each item of a list.
    pub fn field_json_list(&mut self, name: &str, values: &dyn Encode) {
        let texts = self.json_items(name, values);
        self.field_list(name, &texts)
    }

    /// The pairs of a value in a style, encoded; empty where nothing is sent or the value cannot be sent.
    fn pairs(&mut self, name: &str, value: &dyn Encode, style: ParamStyle) -> String {
        let pairs = parameter::in_query(name, &value.encode(), style, QueryEncoding::Strict);
        pairs.unwrap_or_else(|why| {
            self.set_error(name, why);
            String::new()
        })
    }

    /// The JSON of each item of a list; of another value, its own.
    fn json_items(&mut self, name: &str, values: &dyn Encode) -> Vec<String> {
        // Checks the values.
        self.json_bytes(name, values);
        match values.encode() {
            Json::Array(items) => items.iter().map(Json::to_string).collect(),
            single => vec![single.to_string()],
        }
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

    /// Sets a part of JSON for each item of a list.
    pub fn part_json_list(&mut self, name: &str, values: &dyn Encode) {
        let contents = self.json_items(name, values).into_iter();
        let contents = contents.map(Bytes::from).collect();
        self.set_parts(name, Some("application/json"), contents);
    }

    /// Sets text parts in the style of a query parameter, without percent-encoding.
    pub fn part_as(&mut self, name: &str, value: &dyn Encode, style: ParamStyle) {
        let pairs = self.pairs(name, value, style);
        let pairs = pairs.split('&').filter_map(|pair| pair.split_once('='));
        let mut parts: Vec<(String, Vec<Bytes>)> = Vec::new();
        for (name, text) in pairs {
            let (name, content) = (percent::decode(name), Bytes::from(percent::decode(text)));
            match parts.iter_mut().find(|part| part.0 == name) {
                Some((_, contents)) => contents.push(content),
                None => parts.push((name, vec![content])),
            }
        }
        for (name, contents) in parts {
            self.set_parts(&name, None, contents);
        }
    }

    /// Sets a file part of a multipart form. A file without a media type has this one.
    pub fn part_file_as(&mut self, name: &str, media_type: &str, file: File) {
        self.part_files_as(name, media_type, vec![file])
    }

    /// Sets several file parts with the same name. Files without a media type have this one.
    pub fn part_files_as(&mut self, name: &str, media_type: &str, files: Vec<File>) {
        let typed = |file: File| match file.media_type {
            Some(_) => file,
            None => file.media_type(media_type),
        };
        self.part_files(name, files.into_iter().map(typed).collect())
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
