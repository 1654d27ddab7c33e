//! Names of errors, and of the codes of services.

use super::*;
use crate::model::api::testing::{operation, origin};

fn names(cases: &[(u16, Option<&str>)]) -> Vec<String> {
    let operation = operation("GET", "/x");
    let errors = cases
        .iter()
        .map(|(status, code)| {
            ErrorCase::new(Status::Code(*status), code.map(str::to_owned), origin())
        })
        .collect();
    let operation = Operation {
        errors,
        ..operation
    };
    variants(&operation, &BTreeMap::new(), &mut Vec::new())
        .into_iter()
        .map(|variant| variant.name.to_string())
        .collect()
}

#[test]
fn the_seeds_variants() {
    let expected = ["BadRequest300", "NotFound1001", "BadRequest", "NotFound"];
    assert_eq!(names(&[(400, Some("300")), (404, Some("1001"))]), expected);
}

#[test]
fn codes_of_words_stand_for_themselves_unless_two_statuses_share_one() {
    assert_eq!(
        names(&[(404, Some("user_not_found"))]),
        ["UserNotFound", "NotFound"]
    );
    let shared = names(&[(400, Some("invalid")), (422, Some("invalid"))]);
    let expected = [
        "BadRequestInvalid",
        "UnprocessableEntityInvalid",
        "BadRequest",
        "UnprocessableEntity",
    ];
    assert_eq!(shared, expected);
}

#[test]
fn our_own_words_take_the_place_of_numbers() {
    let mut operation = operation("GET", "/x");
    let case = |status, code: &str, word: Option<&str>| ErrorCase {
        word: word.map(str::to_owned),
        ..ErrorCase::new(Status::Code(status), Some(code.to_owned()), origin())
    };
    operation.errors = vec![
        case(404, "1001", Some("UserNotFound")),
        case(400, "1001", Some("UserNotFound")),
        case(400, "300", None),
        case(400, "user_gone", None),
    ];
    // An earlier name gives way.
    let pins = BTreeMap::from([("NotFound1001".to_owned(), "404 1001".to_owned())]);
    let names: Vec<String> = variants(&operation, &pins, &mut Vec::new())
        .into_iter()
        .map(|variant| variant.name.to_string())
        .collect();
    let expected = [
        "UserNotFound404",
        "UserNotFound400",
        "BadRequest300",
        "UserGone",
        "NotFound",
        "BadRequest",
    ];
    assert_eq!(names, expected);
    let api = Api {
        operations: vec![operation],
        ..Api::default()
    };
    let pair = |code: &str, name: &str| (code.to_owned(), Ident::new(name.to_owned()));
    let expected = [
        pair("300", "Code300"),
        pair("1001", "UserNotFound"),
        pair("user_gone", "UserGone"),
    ];
    assert_eq!(codes(&api), expected);
}

#[test]
fn messages_name_codes_that_are_numbers() {
    let case = |status, code: &str, message: &str| ErrorCase {
        messages: vec![message.to_owned()],
        ..ErrorCase::new(Status::Code(status), Some(code.to_owned()), origin())
    };
    let errors = vec![
        case(400, "300", "Invalid password."),
        case(404, "1001", "User does not exist: $userId."),
        case(404, "1002", "Not found."),
        case(400, "7", "Your name is required"),
        case(400, "8", "A name is required"),
        case(400, "no_quota", "You have used all of it."),
        case(400, "9", "Error"),
    ];
    let operation = Operation {
        errors,
        ..operation("GET", "/x")
    };
    let names = |pins: &MemberPins| -> Vec<String> {
        variants(&operation, pins, &mut Vec::new())
            .into_iter()
            .map(|variant| variant.name.to_string())
            .collect()
    };
    let expected = [
        "InvalidPassword",
        "UserNotFound",
        "NotFound1002",
        "MissingName7",
        "MissingName8",
        "NoQuota",
        "BadRequest9",
        "BadRequest",
        "NotFound",
    ];
    assert_eq!(names(&BTreeMap::new()), expected);
    // A name of the lock stays.
    let pins = BTreeMap::from([("BadRequest300".to_owned(), "400 300".to_owned())]);
    assert_eq!(names(&pins)[0], "BadRequest300");
}

#[test]
fn a_code_has_the_name_that_most_operations_give_it() {
    let of = |path: &str, errors: Vec<ErrorCase>| Operation {
        errors,
        ..operation("GET", path)
    };
    let case = |code: &str, message: &str, word: Option<&str>| ErrorCase {
        messages: vec![message.to_owned()],
        word: word.map(str::to_owned),
        ..ErrorCase::new(Status::Code(400), Some(code.to_owned()), origin())
    };
    let api = Api {
        operations: vec![
            of(
                "/a",
                vec![
                    case("300", "Invalid name", None),
                    case("5", "Gone", Some("Lost")),
                ],
            ),
            of(
                "/b",
                vec![
                    case("300", "Invalid value", None),
                    case("6", "Invalid value", None),
                ],
            ),
            of(
                "/c",
                vec![case("300", "Invalid value", None), case("7", "Error", None)],
            ),
        ],
        ..Api::default()
    };
    let names: Vec<String> = codes(&api)
        .into_iter()
        .map(|(_, name)| name.to_string())
        .collect();
    assert_eq!(names, ["Lost", "InvalidValue6", "Code7", "InvalidValue300"]);
}

#[test]
fn a_code_that_is_the_reason_again_does_not_stutter() {
    assert_eq!(
        names(&[
            (404, Some("not_found")),
            (403, Some("forbidden")),
            (403, None)
        ]),
        ["NotFoundCode", "ForbiddenCode", "NotFound", "Forbidden"]
    );
    assert_eq!(
        names(&[(401, Some("forbidden")), (403, None)]),
        ["UnauthorizedForbidden", "Unauthorized", "Forbidden"]
    );
    assert_eq!(
        names(&[(404, Some("not_found_user")), (410, Some("not_found_user"))]),
        ["NotFoundUser404", "GoneNotFoundUser", "NotFound", "Gone"]
    );
}

#[test]
fn odd_statuses_and_successes() {
    assert_eq!(
        names(&[(444, Some("7")), (444, None)]),
        ["Status444Code7", "Status444"]
    );
}

#[test]
fn a_failure_is_not_named_after_a_success() {
    assert_eq!(names(&[(200, Some("300"))]), ["Code300"]);
    assert_eq!(
        names(&[(300, Some("200")), (400, Some("200"))]),
        ["Code200", "BadRequest200", "MultipleChoices", "BadRequest"]
    );
    assert_eq!(
        names(&[(200, Some("300")), (300, Some("300"))]),
        ["Status200Code300", "Status300Code300", "MultipleChoices"]
    );
}
