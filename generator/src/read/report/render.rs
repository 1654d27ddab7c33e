//! Messages as text in the form of rustc's.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use anstream::adapter::strip_str;

use super::{Message, Place, folded};
use crate::ground::diagnostic::{Severity, is_invisible};

/// How messages are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Whether colours are used.
    pub colour: bool,
    /// Whether all messages of a code are printed, and those of [`Severity::Info`].
    pub all: bool,
}

impl Style {
    /// Text without colours, with the first messages of each code.
    pub const PLAIN: Self = Self {
        colour: false,
        all: false,
    };
}

/// The messages, errors last, then the number of messages of each code that are not printed.
pub fn render(messages: &[Message], style: Style) -> String {
    let renderer = if style.colour {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let renderer = renderer.decor_style(DecorStyle::Ascii).term_width(110);
    let (printed, more) = folded(by_severity(messages), style.all);
    let mut text = String::new();
    for message in printed {
        push_rendered(&mut text, &renderer.render(&[message_group(message)]));
    }
    for (code, count) in more {
        let (severity, title) = (code.severity(), code.title());
        text.push_str(&format!(
            "{severity}[{code}]: {count} more like this: {title}\n"
        ));
    }
    text
}

/// The number of errors and warnings, as `2 errors and 14 warnings`; `None` where there are none.
pub fn summary(messages: &[Message]) -> Option<String> {
    let count = |severity| {
        let is_counted = |message: &&Message| message.severity() == severity;
        messages.iter().filter(is_counted).count()
    };
    let words = |number: usize, word: &str| match number {
        0 => None,
        1 => Some(format!("1 {word}")),
        many => Some(format!("{many} {word}s")),
    };
    match (
        words(count(Severity::Error), "error"),
        words(count(Severity::Warning), "warning"),
    ) {
        (Some(errors), Some(warnings)) => Some(format!("{errors} and {warnings}")),
        (errors, warnings) => errors.or(warnings),
    }
}

/// Adds a rendered message without the line `:::` that annotate-snippets writes between an [`Origin`] and a snippet. The
/// origin is given separately because the column of the masked line is not that of the source.
fn push_rendered(text: &mut String, rendered: &str) {
    for line in rendered.lines() {
        if strip_str(line).to_string().trim() != ":::" {
            text.push_str(line);
            text.push('\n');
        }
    }
    text.push('\n');
}

fn by_severity(messages: &[Message]) -> Vec<&Message> {
    let mut sorted: Vec<&Message> = messages.iter().collect();
    sorted.sort_by_key(|message| message.severity());
    sorted
}

fn message_group(message: &Message) -> Group<'_> {
    let level = match message.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let title = level
        .primary_title(clean(&message.message))
        .id(message.code.to_string());
    let mut group = Group::with_title(title);
    if let Some(place) = &message.place {
        group = with_place(group, place);
    }
    match &message.help {
        Some(help) => group.element(Level::HELP.message(clean(help))),
        None => group,
    }
}

fn with_place<'a>(group: Group<'a>, place: &'a Place) -> Group<'a> {
    let origin = Origin::path(clean(&place.file))
        .line(place.line)
        .char_column(place.column);
    let group = group.element(origin);
    match &place.excerpt {
        Some(excerpt) => group.element(
            Snippet::source(excerpt.text.as_str())
                .line_start(place.line)
                .fold(false)
                .annotation(AnnotationKind::Primary.span(excerpt.start..excerpt.end)),
        ),
        None => group,
    }
}

/// A text without characters that would move the cursor of a terminal or change the direction of text.
fn clean(text: &str) -> String {
    text.replace(|letter| is_invisible(letter) && letter != '\n', "\u{fffd}")
}

#[cfg(test)]
mod tests {
    use super::super::Excerpt;
    use super::*;
    use crate::ground::diagnostic::Code;

    fn a_message(code: Code) -> Message {
        let text = r#"  "url": 5"#.to_owned();
        Message {
            code,
            message: "the url is a number".to_owned(),
            help: Some("write it as text".to_owned()),
            place: Some(Place {
                file: "a.json".to_owned(),
                line: 7,
                column: 10,
                excerpt: Some(Excerpt {
                    text,
                    start: 9,
                    end: 10,
                }),
            }),
        }
    }

    #[test]
    fn a_message_looks_like_one_of_rustc() {
        let text = render(&[a_message(Code::DuplicateKey)], Style::PLAIN);
        assert_eq!(
            text,
            "warning[PH0007]: the url is a number\n --> a.json:7:10\n  |\n7 |   \"url\": 5\n  |          ^\n  |\n  = help: write it as text\n\n"
        );
    }

    #[test]
    fn messages_beyond_the_limit_are_counted() {
        let many = vec![a_message(Code::DuplicateKey); 5];
        let text = render(&many, Style::PLAIN);
        assert_eq!(text.matches("-->").count(), 3);
        assert!(
            text.ends_with("warning[PH0007]: 2 more like this: key repeated\n"),
            "{text}"
        );
        let all = render(
            &many,
            Style {
                colour: false,
                all: true,
            },
        );
        assert_eq!(all.matches("-->").count(), 5);
    }

    #[test]
    fn a_summary_counts_errors_and_warnings() {
        let messages = [a_message(Code::NotJson), a_message(Code::DuplicateKey)];
        assert_eq!(summary(&messages).as_deref(), Some("1 error and 1 warning"));
        assert_eq!(summary(&[]), None);
    }

    #[test]
    fn a_message_cannot_move_the_cursor() {
        let mut message = a_message(Code::NotJson);
        message.message = "a\u{1b}[2J\u{202e}b".to_owned();
        assert!(
            render(&[message], Style::PLAIN).starts_with("error[PH0003]: a\u{fffd}[2J\u{fffd}b")
        );
    }
}
