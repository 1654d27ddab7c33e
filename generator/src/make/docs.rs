//! How much of the descriptions of the inputs goes into the crate.

use crate::model::api::Api;
use crate::model::graph::change_descriptions;
use crate::read::config::Docs;

/// Shortens or removes every description. The texts of errors stay: errors are distinguished by them.
pub(super) fn shorten(mut api: Api, docs: Docs) -> Api {
    match docs {
        Docs::Full => {}
        Docs::Summary => change_descriptions(&mut api, |text| {
            let first = text.take().map(|text| sentence(&text));
            *text = first.filter(|text| !text.is_empty());
        }),
        Docs::None => change_descriptions(&mut api, |text| *text = None),
    }
    api
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
