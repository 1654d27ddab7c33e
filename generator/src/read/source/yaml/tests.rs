//! YAML as documents of people have it.

use super::*;
use crate::read::source::spans::Text;
use serde_json::json;

fn read(text: &str) -> Value {
    parse(SourceId(0), text).unwrap().0.value
}

#[test]
fn scalars_are_read_by_their_spelling() {
    let text =
        "a: 1\nb: 1.5\nc: yes\nd: true\ne: '2'\nf: ~\ng: 007\nh: |-\n  x\n  y\ni:\n? j\n: k\n";
    let expected = json!({ "a": 1, "b": 1.5, "c": "yes", "d": true, "e": "2", "f": null, "g": "007", "h": "x\ny",
        "i": null, "j": "k" });
    assert_eq!(read(text), expected);
    assert_eq!(read("- a\n- {b: [c]}\n"), json!(["a", { "b": ["c"] }]));
    assert_eq!(read("# nothing\n"), json!(null));
}

#[test]
fn a_flow_map_may_end_less_deep_than_it_begins() {
    let text = "a:\n    b: {\n      c: [\n        1\n      ]\n  }\nd: 2\n";
    assert_eq!(read(text), json!({ "a": { "b": { "c": [1] } }, "d": 2 }));
    let spans = spans(text).map(|mut spans| {
        spans.find(
            Text {
                text,
                repeats: true,
            },
            "/d",
        )
    });
    assert_eq!(spans.map(|range| &text[range]), Some("d: 2"));
}

#[test]
fn aliases_repeat_values_within_limits() {
    assert_eq!(
        read("a: &x {b: 1}\nc: *x\n"),
        json!({ "a": { "b": 1 }, "c": { "b": 1 } })
    );
    let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..12 {
        let inner = format!("*a{}, ", level - 1).repeat(10);
        bomb.push_str(&format!("a{level}: &a{level} [{inner}]\n"));
    }
    assert_eq!(
        parse(SourceId(0), &bomb).unwrap_err().code,
        Code::LimitExceeded
    );
}

#[test]
fn aliases_are_counted_by_the_bytes_that_they_repeat() {
    let text = "y".repeat(1_000_000);
    let document = |aliases: usize| format!("d: &d '{text}'\nz: [{}]\n", "*d,".repeat(aliases));
    let read = parse(SourceId(0), &document(10)).unwrap().0.value;
    assert_eq!(read["z"][9], read["d"]);
    let large = document(3_000);
    let error = parse(SourceId(0), &large).unwrap_err();
    assert_eq!(error.code, Code::LimitExceeded);
    assert!(error.help.unwrap().contains("alias"));
    // Sixteen texts fit into the limit.
    let first = large.find("*d").unwrap() + 16 * "*d,".len();
    assert_eq!(error.origin.unwrap().offset(), Some(first));
}

#[test]
fn aliases_cannot_exceed_the_nesting_limit() {
    let mut text = "a0: &a0 x\n".to_owned();
    for level in 1..500 {
        let (open, close) = ("[".repeat(100), "]".repeat(100));
        text.push_str(&format!(
            "a{level}: &a{level} {open}*a{}{close}\n",
            level - 1
        ));
    }
    let error = parse(SourceId(0), &text).unwrap_err();
    assert_eq!(error.code, Code::LimitExceeded);
    assert!(error.message.contains("127 levels"));
}

#[test]
fn a_deep_document_is_an_error() {
    assert_eq!(
        parse(SourceId(0), &"[".repeat(10_000)).unwrap_err().code,
        Code::LimitExceeded
    );
    let nested: String = (0..300)
        .map(|level| format!("{}a:\n", " ".repeat(level)))
        .collect();
    assert_eq!(
        parse(SourceId(0), &nested).unwrap_err().code,
        Code::LimitExceeded
    );
}

#[test]
fn an_unquoted_template_is_an_error_with_its_position() {
    let text = "url: {{base}}/x\n";
    let error = parse(SourceId(0), text).unwrap_err();
    assert_eq!(error.code, Code::NotJson);
    assert!(error.help.unwrap().contains("quotes"));
    assert!(error.origin.unwrap().offset().unwrap() >= 5);
}

#[test]
fn pointers_lead_to_their_bytes() {
    let text = "ü: 1\nlist:\n  - name: x\n";
    let mut spans = spans(text).unwrap();
    let repeats = true;
    let found = spans.find(Text { text, repeats }, "/list/0/name");
    assert_eq!(&text[found], "name: x");
}

#[test]
fn yaml_is_recognised_by_its_name_or_first_line() {
    assert!(is_yaml("a.yml", "") && is_yaml("-", "# c\n$kind: x") && is_yaml("-", "---\na"));
    assert!(
        !is_yaml("a.json", "{\"a\": 1") && !is_yaml("-", "<a>") && !is_yaml("-", "plain text: no")
    );
}
