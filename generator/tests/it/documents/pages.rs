//! Lists of a real collection are read page by page.

use std::collections::BTreeMap;

use posthaste::model::api::{Location, Operation, PageStyle};

use super::understood;

fn query(operation: &Operation, name: &str) -> bool {
    let parameters = &operation.parameters;
    parameters
        .iter()
        .any(|parameter| parameter.location == Location::Query && parameter.name == name)
}

#[test]
fn every_list_of_the_collection_has_pages() {
    let Some((api, _)) = understood("corpus/zoom/zoom-api-2022-08.postman_collection.json") else {
        return;
    };
    let (mut styles, mut lists): (BTreeMap<&str, usize>, _) = (BTreeMap::new(), 0);
    for operation in &api.operations {
        let style = match operation
            .pagination
            .as_ref()
            .map(|pagination| &pagination.style)
        {
            Some(PageStyle::Token { parameter, field }) => {
                assert_eq!(field.last(), Some(parameter), "{}", operation.key);
                "token"
            }
            Some(PageStyle::Page { .. }) => "page",
            Some(PageStyle::Offset { .. }) => "offset",
            Some(PageStyle::Link { .. }) => "link",
            None => "none",
        };
        let asked = ["next_page_token", "page_number"]
            .iter()
            .any(|name| query(operation, name));
        if asked && operation.key.method == "GET" {
            lists += 1;
            // Its example lacks the beginning, so that nothing is known of its answer.
            let broken = operation.key.path == "/report/activities";
            assert_ne!(broken, style != "none", "{}", operation.key);
        }
        *styles.entry(style).or_default() += 1;
    }
    assert_eq!(lists, 57);
    assert_eq!(
        styles,
        BTreeMap::from([("none", 254), ("page", 1), ("token", 55)])
    );
}
