//! Actions of one path, and items that are examples of another's operation.

use super::Made;

#[test]
fn a_query_key_that_says_the_action_makes_an_operation_of_each() {
    let Some(made) = Made::case("dispatch-in-query") else {
        return;
    };
    assert_eq!(made.understood.api.operations.len(), 4);
    made.assert_has(&[
        r#"query(("m", "gate_list"))"#,
        r#"query(("m", "gate_detail"))"#,
        r#"query(("m", "keeper_add"))"#,
        r#"query(("m", "keeper_delete"))"#,
        "pub fn site(mut self",
        "pub fn id(mut self",
        "pub fn name(mut self",
    ]);
    made.assert_lacks(&["pub fn m(mut self"]);
}

#[test]
fn a_field_that_says_the_action_makes_an_operation_of_each() {
    let Some(made) = Made::case("dispatch-in-form") else {
        return;
    };
    assert_eq!(made.understood.api.operations.len(), 3);
    made.assert_has(&[
        r#"request.field("action", &"getUser");"#,
        r#"request.field("action", &"deleteUser");"#,
        r#"request.field("action", &"suspendUser");"#,
    ]);
    made.assert_lacks(&["pub fn action("]);
}

#[test]
fn what_an_item_accepts_goes_with_its_own_parameters() {
    let Some(made) = Made::case("one-path-two-media-types") else {
        return;
    };
    let operations = &made.understood.api.operations;
    let sent = |operation: usize| -> Vec<&str> {
        let parameters = operations[operation].parameters.iter();
        parameters
            .filter_map(|parameter| parameter.constant.as_deref())
            .collect()
    };
    assert_eq!(sent(0), ["csv", "text/csv"]);
    assert_eq!(sent(1), ["pdf", "application/pdf"]);
}

#[test]
fn filters_are_no_actions_and_actions_need_no_answers() {
    let made = Made::rule("actions");
    let constants: Vec<(String, Vec<&str>)> = made
        .understood
        .api
        .operations
        .iter()
        .map(|operation| {
            let parameters = operation.parameters.iter();
            let constants = parameters.filter_map(|parameter| parameter.constant.as_deref());
            (operation.key.to_string(), constants.collect())
        })
        .collect();
    let expected: &[(&str, &[&str])] = &[
        // One filter with answers of one shape: one operation.
        ("GET /orders", &[]),
        // Two keys tell the actions apart.
        ("GET /index.php", &["user", "list"]),
        ("GET /index.php", &["order", "list"]),
        ("GET /index.php", &["order", "get"]),
        // A header does.
        ("POST /", &["Boats_20240101.ListBoats"]),
        ("POST /", &["Boats_20240101.DeleteBoat"]),
        // What is asked for of one record is data.
        ("GET /boats", &[]),
        // And so is what only sounds like an action.
        ("GET /quotes", &[]),
    ];
    let expected = expected
        .iter()
        .map(|(key, values)| ((*key).to_owned(), values.to_vec()));
    assert_eq!(constants, expected.collect::<Vec<_>>());
}

#[test]
fn tests_of_refusals_are_examples_of_what_is_refused() {
    if let Some(made) = Made::case("negative-tests-are-not-operations") {
        assert_eq!(made.keys(), ["POST /payments", "GET /payments/{paymentId}"]);
        let create = &made.understood.api.operations[0];
        assert_eq!(
            create
                .errors
                .iter()
                .map(|error| error.status.to_string())
                .collect::<Vec<_>>(),
            ["400"]
        );
        made.assert_has(&["pub amount: Option<", "pub card: Option<String>"]);
    }
    let made = Made::rule("refusals");
    let names: Vec<&str> = made
        .understood
        .api
        .operations
        .iter()
        .map(|operation| operation.name.as_str())
        .collect();
    // The test comes first and does not lead; a body with a key of its own, and a test that succeeds, stay apart.
    assert_eq!(
        names,
        [
            "Create boat",
            "Create boat with wrong crew",
            "List expired permits"
        ]
    );
}

#[test]
fn a_json_rpc_call_sends_its_method_by_itself() {
    let made = Made::rule("json-rpc");
    assert_eq!(made.understood.api.operations.len(), 2);
    made.assert_has(&[
        r#"request.member("jsonrpc", &"2.0");"#,
        r#"request.member("method", &"user.get");"#,
        r#"request.member("method", &"user.remove");"#,
        r#"request.member("id", &1i64);"#,
        "pub fn call_get(&self, params: &",
    ]);
    made.assert_lacks(&["pub fn method(", "pub method:"]);
}
