//! Bodies that a request only shows elsewhere.

use super::Made;

#[test]
fn a_body_of_a_saved_request_is_the_body_of_the_request() {
    if let Some(made) = Made::case("body-only-in-saved-request") {
        made.assert_has(&[
            "pub fn create(&self, body: &CreateGuestRequest)",
            "pub seats: Option<i64>",
            "pub notes: Option<Vec<String>>",
            "pub fn update(&self, guest_id: &str, body: &UpdateGuestRequest)",
            "pub fn source(mut self",
        ]);
        let recount = &made.understood.api.operations[2];
        assert!(recount.body.is_none() && recount.parameters.is_empty());
    }
    let made = Made::rule("saved-bodies");
    // A GET has no body; JSON without text is any JSON.
    made.assert_has(&[
        "pub name: Option<String>",
        "pub fn body(mut self, body: &Json)",
    ]);
    let has_body = |index: usize| made.understood.api.operations[index].body.is_some();
    assert_eq!(
        [0, 1, 2, 3, 4].map(has_body),
        [true, false, true, true, false]
    );
}

#[test]
fn a_form_that_is_written_as_text_is_a_form() {
    if let Some(made) = Made::case("form-written-as-raw-text") {
        made.assert_has(&["pub fn grant_type(", "pub fn username(", "pub fn scope("]);
        let examples = &made.understood.api.operations[0].examples;
        assert!(format!("{examples:?}").contains("read write"));
    }
    let made = Made::rule("raw-forms");
    made.assert_has(&["pub fn user_name(", "pub fn note("]);
    let operations = &made.understood.api.operations;
    let kinds: Vec<String> = operations
        .iter()
        .map(|operation| format!("{:?}", operation.body.as_ref().unwrap().kind))
        .collect();
    assert!(kinds[0].starts_with("Form"), "{kinds:?}");
    assert!(
        kinds[1].starts_with("Text") && kinds[2].starts_with("Text"),
        "{kinds:?}"
    );
    // Decoded, and its variable filled.
    let example = format!("{:?}", operations[0].examples);
    assert!(
        example.contains("kim & co") && example.contains("100%"),
        "{example}"
    );
}
