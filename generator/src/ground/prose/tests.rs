use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag};

use super::*;

fn joined(text: &str) -> String {
    block(text).join("\n")
}

fn line(text: &str) -> String {
    super::one_line(&rendered(text))
}

#[test]
fn html_becomes_markdown() {
    assert_eq!(
        joined("One<br>two<br/>\n**three**"),
        "One\\\ntwo\n\n**three**"
    );
    assert_eq!(
        joined("<p>One</p><ul><li>a</li><li>b</li></ul>"),
        "One\n\n- a\n- b"
    );
    assert_eq!(joined("1. a\n2. b\n   - c"), "1. a\n2. b\n   - c");
    assert_eq!(
        joined("<a href=\"https://example.com/x\">here</a>"),
        "[here](https://example.com/x)"
    );
    assert_eq!(
        joined("Pass <token> or <b>none</b>"),
        "Pass \\<token\\> or **none**"
    );
    assert_eq!(joined("a<script>alert(1)</script>b"), "ab");
}

#[test]
fn links_are_absolute_or_become_text() {
    assert_eq!(
        joined("[a](https://example.com) [b](/docs) [c] [d][e]"),
        "[a](https://example.com) b \\[c\\] \\[d\\]\\[e\\]"
    );
    assert_eq!(
        joined("See https://example.com/a_b."),
        "See <https://example.com/a_b>."
    );
    assert_eq!(
        joined("[https://example.com](https://example.com)"),
        "<https://example.com>"
    );
    assert_eq!(joined("![x](https://example.com/x.png)"), "x");
}

#[test]
fn code_never_becomes_a_test() {
    assert_eq!(joined("    let x = 1;"), "```text\nlet x = 1;\n```");
    assert_eq!(joined("```rust\npanic!()\n```"), "```text\npanic!()\n```");
    assert_eq!(joined("an `unbalanced tick"), "an \\`unbalanced tick");
    assert_eq!(joined("``a`b``"), "``a`b``");
}

#[test]
fn headings_are_only_bold_and_tables_stay() {
    assert_eq!(joined("# Title\ntext"), "**Title**\n\ntext");
    assert_eq!(
        joined("|a|b|\n|-|-|\n|1|`x`|"),
        "| a | b |\n|---|---|\n| 1 | `x` |"
    );
}

#[test]
fn invisible_characters_are_removed() {
    assert_eq!(joined("a\u{202e}b\u{0}c\u{feff} */ d"), "abc \\*/ d");
    assert_eq!(joined("snake_case and #1 of $x"), "snake_case and #1 of $x");
}

#[test]
fn long_text_is_wrapped_and_limited() {
    let lines = block(&"word ".repeat(100_000));
    assert!(
        lines.len() < 200 && lines.iter().all(|line| line.len() <= WIDTH),
        "{}",
        lines.len()
    );
    assert_eq!(lines.last().map(String::as_str), Some("\u{2026}"));
}

#[test]
fn one_line() {
    assert_eq!(line("**Error**<br>two\n\nthree"), "**Error** two three");
    assert_eq!(line("a<br>b"), "a b");
    assert_eq!(line("- a\n- b"), "a b");
    assert_eq!(line(""), "");
}

#[test]
fn inline_code_of_anything() {
    assert_eq!(code("a`b"), "``a`b``");
    assert_eq!(code("`"), "`` ` ``");
    assert_eq!(code(" \n"), "*empty*");
}

/// What rustdoc would make of it: no tag, no bracket that could be an item, no code in Rust.
fn is_safe(markdown: &str) -> Result<(), String> {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES;
    let mut broken = Vec::new();
    let parser = Parser::new_with_broken_link_callback(
        markdown,
        options,
        Some(|link: pulldown_cmark::BrokenLink<'_>| {
            Some((format!("broken:{}", link.reference).into(), "".into()))
        }),
    );
    for event in parser {
        match event {
            Event::Html(text) | Event::InlineHtml(text) => broken.push(format!("tag {text:?}")),
            Event::Start(Tag::Link { dest_url, .. }) if !dest_url.starts_with("http") => {
                broken.push(format!("link {dest_url:?}"));
            }
            Event::Start(Tag::CodeBlock(kind)) if !is_fenced_text(&kind) => {
                broken.push(format!("code {kind:?}"));
            }
            Event::FootnoteReference(name) => broken.push(format!("footnote {name}")),
            _ => {}
        }
    }
    if broken.is_empty() {
        Ok(())
    } else {
        Err(broken.join(", "))
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]
    #[test]
    fn any_text_is_safe(text in "[ \\-a-b0-9.`*_#<>\\[\\]()|\\\\\n/!&~=+:\"'\u{202e}\u{e9}]{0,60}") {
        for markdown in [joined(&text), line(&text), plain(&text)] {
            prop_assert!(is_safe(&markdown).is_ok(), "{:?} became {:?}: {:?}", text, markdown, is_safe(&markdown));
            let turned = markdown.contains('\u{202e}');
            prop_assert!(!turned);
        }
        prop_assert!(!line(&text).contains('\n'));
    }

    #[test]
    fn tags_and_fences_are_safe(parts in prop::collection::vec(prop::sample::select(vec![
        "<br>", "<b>", "</b>", "<a href='https://x.y'>", "</a>", "<pre>", "</pre>", "<li>", "<p>", "<x>", "```", "~~~",
        "    ", "\n", "text", "[a]", "(b)", "](https://x.y)", "| a |", "|-|", "**", "*", "`", "<!--", "-->", "&lt;", "1. ", "- ", "> ",
    ]), 0..14)) {
        let text = parts.concat();
        for markdown in [joined(&text), line(&text)] {
            prop_assert!(is_safe(&markdown).is_ok(), "{:?} became {:?}: {:?}", text, markdown, is_safe(&markdown));
        }
    }
}

fn is_fenced_text(kind: &pulldown_cmark::CodeBlockKind<'_>) -> bool {
    matches!(kind, pulldown_cmark::CodeBlockKind::Fenced(info) if &**info == "text")
}

/// A text through everything that may mean something.
fn whole(text: &str) -> String {
    markdown::render(&html::to_markdown(&text::clean(text)))
}

proptest! {
    #[test]
    fn the_fast_path_has_the_same_result(text in "([A-Za-z0-9 ,.;:'\"()/!?%$@+=#-]{0,6}\n?){0,6}") {
        if let Some(same) = simple::rendered(&text) {
            prop_assert_eq!(same, whole(&text));
        }
    }
}

#[test]
fn paragraphs_of_plain_lines_take_the_fast_path() {
    let text = "A user, or 1) more.\nStill the first\n\n\nOther (see above)";
    let expected = "A user, or 1) more. Still the first\n\nOther (see above)\n";
    assert_eq!(simple::rendered(text).as_deref(), Some(expected));
    assert_eq!(whole(text), expected);
    assert_eq!(simple::rendered("a *b*"), None);
}

#[test]
fn a_paragraph_behind_an_inner_list_belongs_to_the_outer_item() {
    let text = "- Any of:\n  - `name`\n  - `group`\n\n  For example, both.\n- Nothing.\n";
    let expected = "- Any of:\n  - `name`\n  - `group`\n\n  For example, both.\n- Nothing.\n";
    assert_eq!(whole(text), expected);
}
