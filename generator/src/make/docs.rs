//! How much of the descriptions of the inputs goes into the crate.

use crate::model::api::{Api, TypeShape};
use crate::read::config::Docs;

/// Shortens or removes every description. The texts of errors stay: errors are distinguished by them.
pub(super) fn shorten(mut api: Api, docs: Docs) -> Api {
    if docs != Docs::Full {
        limit(&mut api, docs);
    }
    api
}

fn limit(api: &mut Api, docs: Docs) {
    let limit = |text: &mut Option<String>| match docs {
        Docs::None => *text = None,
        _ => {
            *text = text
                .take()
                .map(|text| sentence(&text))
                .filter(|text| !text.is_empty())
        }
    };
    limit(&mut api.description);
    for server in &mut api.servers {
        limit(&mut server.description);
        server
            .variables
            .iter_mut()
            .for_each(|variable| limit(&mut variable.description));
    }
    api.services
        .iter_mut()
        .for_each(|service| limit(&mut service.description));
    for operation in &mut api.operations {
        limit(&mut operation.description);
        operation
            .parameters
            .iter_mut()
            .for_each(|parameter| limit(&mut parameter.description));
        operation
            .responses
            .iter_mut()
            .for_each(|response| limit(&mut response.description));
        if let Some(body) = &mut operation.body {
            limit(&mut body.description);
            let fields = body.kind.fields_mut().into_iter().flatten();
            fields.for_each(|field| limit(&mut field.description));
        }
    }
    for def in &mut api.types {
        limit(&mut def.description);
        match &mut def.shape {
            TypeShape::Record(record) => {
                record
                    .fields
                    .iter_mut()
                    .for_each(|field| limit(&mut field.description));
            }
            TypeShape::Enum(values) => {
                values
                    .iter_mut()
                    .for_each(|value| limit(&mut value.description));
            }
            TypeShape::Union(_) | TypeShape::Identifier => {}
        }
    }
}

/// The first sentence of the first paragraph, which may be Markdown or HTML.
fn sentence(text: &str) -> String {
    let text = text.trim_start();
    let paragraph = ["\n\n", "\r\n\r\n", "<br>", "<br/>", "</p>"]
        .iter()
        .filter_map(|end| text.find(end))
        .min()
        .map_or(text, |end| text.get(..end).unwrap_or(text));
    // An abbreviation or a number is followed by no capital.
    let end = paragraph.match_indices(". ").find(|(at, _)| {
        paragraph
            .get(at + 2..)
            .is_some_and(|rest| rest.starts_with(char::is_uppercase))
    });
    end.map_or(paragraph, |(at, _)| {
        paragraph.get(..=at).unwrap_or(paragraph)
    })
    .trim_end()
    .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::api::testing::operation;

    #[test]
    fn the_first_sentence() {
        assert_eq!(
            sentence("Lists users, e.g. yours. Needs a token.\n\nMore."),
            "Lists users, e.g. yours."
        );
        assert_eq!(sentence("One<br>two"), "One");
        assert_eq!(sentence("Version 2.0 of it"), "Version 2.0 of it");
    }

    #[test]
    fn each_level() {
        let of = |docs| {
            let mut api = Api {
                operations: vec![operation("GET", "/a")],
                ..Api::default()
            };
            api.operations[0].description = Some("One. Two.".to_owned());
            let mut api = shorten(api, docs);
            api.operations[0].description.take()
        };
        assert_eq!(of(Docs::Full).as_deref(), Some("One. Two."));
        assert_eq!(of(Docs::Summary).as_deref(), Some("One."));
        assert_eq!(of(Docs::None), None);
    }
}
