//! Examples.

use indexmap::IndexMap;
use serde_json::Value as Json;

use crate::ground::secret;
use crate::model::api::{Example, Location, Parameter, Type, Value};
use crate::read::source::At;

use super::super::value::OpenApiValue;
use super::{Call, Lowering};

impl<'d> Lowering<'d> {
    /// The example call of an operation, from the examples of its parameters and its body; `None` where there are none.
    pub(super) fn example(
        &mut self,
        declared: &[At<'d>],
        parameters: &[Parameter],
        call: &Call<'d>,
    ) -> Option<Example> {
        let mut example = Example {
            path: IndexMap::new(),
            ..Example::default()
        };
        for node in declared {
            let name = node.scalar_text("name").unwrap_or_default();
            let schema = node.get("schema");
            let Some(value) = self
                .parameter_examples(node, schema.as_ref(), &name)
                .into_iter()
                .next()
            else {
                continue;
            };
            match node.scalar_text("in").unwrap_or_default().as_str() {
                "path" => {
                    example.path.insert(name, value);
                }
                "query" => {
                    let values = in_query(parameters, &name, value).into_iter();
                    let pairs = values.map(|value| (name.clone(), Some(value)));
                    example.query.extend(pairs);
                }
                "header" => example.headers.push((name, value)),
                "cookie" => example.cookies.push((name, value)),
                _ => {}
            }
        }
        example.body = self.body_example(declared, call).map(Value::Text);
        let is_empty = example.path.is_empty()
            && example.query.is_empty()
            && example.headers.is_empty()
            && example.cookies.is_empty()
            && example.body.is_none();
        (!is_empty).then_some(example)
    }

    /// The example of a body that is JSON.
    fn body_example(&mut self, declared: &[At<'d>], call: &Call<'d>) -> Option<String> {
        if let Some(body) = call.operation.get("requestBody") {
            let body = self.references.target(&body).ok()?;
            let content = body.entries_of("content");
            let (_, media) = content
                .into_iter()
                .find(|(media, _)| media.contains("json"))?;
            return self.media_example(&media);
        }
        let body = declared
            .iter()
            .find(|node| node.scalar_text("in").as_deref() == Some("body"))?;
        self.media_example(body)
    }

    /// The example that a media type, or its schema, declares, without secrets.
    pub(super) fn media_example(&mut self, media: &At<'d>) -> Option<String> {
        let value = self.declared_example(media).or_else(|| {
            let schema = self.references.target(&media.get("schema")?).ok()?;
            self.declared_example(&schema)
        })?;
        let text = match value.value {
            Json::String(text) => text.clone(),
            value => serde_json::to_string_pretty(value).ok()?,
        };
        Some(secret::hide_in_example(&text).into_owned())
    }

    /// The first example of a parameter, a media type or a schema. An entry of `examples` holds its value under `value`.
    pub(super) fn declared_example(&self, node: &At<'d>) -> Option<At<'d>> {
        if let Some(example) = node.get("example").or_else(|| node.get("x-example")) {
            return Some(example);
        }
        let examples = node.get("examples")?;
        let first = match examples.value {
            Json::Array(_) => examples.elements().into_iter().next()?,
            _ => examples.entries().into_iter().next()?.1,
        };
        let first = self.references.target(&first).ok()?;
        let values = ["value", "dataValue"]
            .into_iter()
            .find_map(|key| first.get(key));
        Some(values.unwrap_or(first))
    }

    /// The examples of a parameter that documentation may show, as it is written.
    pub(super) fn parameter_examples(
        &mut self,
        node: &At<'d>,
        schema: Option<&At<'d>>,
        name: &str,
    ) -> Vec<String> {
        let own = self.declared_example(node);
        let schema = schema.and_then(|schema| self.references.target(schema).ok());
        let value = own.or_else(|| self.declared_example(&schema?));
        let text = value.and_then(|value| match value.value {
            Json::Array(list) if list.iter().any(|item| item.is_object() || item.is_array()) => {
                Some(secret::hide_in_example(&value.value.to_string()).into_owned())
            }
            Json::Array(list) => Some(list.iter().map(text).collect::<Vec<_>>().join(",")),
            Json::Object(_) => Some(secret::hide_in_example(&value.value.to_string()).into_owned()),
            _ => value.text(),
        });
        let shown = text.and_then(|text| secret::example(name, &text));
        shown
            .into_iter()
            .filter(|text| !text.trim().is_empty())
            .collect()
    }
}

/// The values that a query has for a parameter: one for each item of a list that is repeated.
fn in_query(parameters: &[Parameter], name: &str, value: String) -> Vec<String> {
    let mut parameters = parameters.iter();
    let parameter = parameters
        .find(|parameter| parameter.location == Location::Query && parameter.name == name);
    let is_list = parameter.is_some_and(|parameter| matches!(parameter.ty, Type::Array(_)));
    match parameter.filter(|_| is_list && !value.starts_with('[')) {
        Some(parameter) => match parameter.style.separator() {
            Some(separator) => vec![value.replace(',', &separator.to_string())],
            None => value.split(',').map(str::to_owned).collect(),
        },
        None => vec![value],
    }
}

/// A string as it is, other values as JSON.
fn text(value: &Json) -> String {
    match value {
        Json::String(text) => text.clone(),
        other => other.to_string(),
    }
}
