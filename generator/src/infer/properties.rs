//! No prose makes the functions of this room panic.

use proptest::prelude::*;

use super::*;
use crate::model::profile::Profile;

/// Labels that the patterns match, in any order and with any text between them.
fn prose() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "**Scopes:** ",
            "`a:b`",
            "<br>",
            "\n",
            "**Error Code:** ",
            "`300`",
            "(Required) ",
            " (This can only be one of a,b)",
            "**Prerequisites:**",
            "* ",
            "<p",
            ">",
            "`",
            "| 300 | x |",
            "**HTTP Status Code:** `400`",
            "Default: ",
            "one of ",
            "é",
            "<",
            "</br",
            "日本",
            "\u{202e}",
        ])
        .prop_map(str::to_owned),
        "\\PC{0,8}",
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn no_prose_makes_the_readers_fail(text in prose()) {
        let profile = Profile::default();
        let facts = operation_facts(&profile, &text);
        prop_assert!(facts.text.len() <= text.len());
        parameter_facts(&profile, Some(&text));
        success_text(&profile, &text);
        body_error(&profile, &text, None);
        for fact in error_facts(&profile, &text, Some(400)) {
            prop_assert!(fact.code.is_none_or(|code| text.contains(&code)));
        }
    }
}

/// Long texts for which the time of a careless search grows with the square of the length.
#[test]
fn long_texts_are_read_in_time() {
    let profile = Profile::default();
    for piece in [
        "<",
        "{{",
        "`",
        "**Scope:** `a:b` ",
        "**Error Code:** `1`",
        "* `a` - x\n",
        "<br>",
        "[",
        "{\"a\":",
    ] {
        let text = piece.repeat(200_000 / piece.len());
        operation_facts(&profile, &text);
        parameter_facts(&profile, Some(&text));
        error_facts(&profile, &text, Some(400));
        success_text(&profile, &text);
        assert!(Shape::from_json_text(&text).is_err(), "{piece}");
        Shape::from_scalars(&[&text]);
    }
}
