//! Messages as text, in the manner of rustc.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use anstream::adapter::strip_str;
use indexmap::IndexMap;

use super::{Message, Place, REPEATS};
use crate::ground::diagnostic::{Code, Severity, is_invisible};

/// How messages are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// With colours, for a terminal.
    pub colour: bool,
    /// Each message, however often its code repeats, and [`Severity::Info`] too.
    pub all: bool,
}

impl Style {
    /// Text without colours, repeats folded.
    pub const PLAIN: Self = Self {
        colour: false,
        all: false,
    };
}

/// The messages, the worst last, where a terminal's reader looks; then what was folded.
pub fn render(messages: &[Message], style: Style) -> String {
    let renderer = if style.colour {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let renderer = renderer.decor_style(DecorStyle::Ascii).term_width(110);
    let mut seen: IndexMap<Code, usize> = IndexMap::new();
    let mut text = String::new();
    for message in by_severity(messages) {
        if !style.all && message.severity() == Severity::Info {
            continue;
        }
        let count = seen.entry(message.code).or_default();
        *count += 1;
        if style.all || *count <= REPEATS {
            push(&mut text, &renderer.render(&[group(message)]));
        }
    }
    for (code, count) in seen
        .iter()
        .filter(|(_, count)| !style.all && **count > REPEATS)
    {
        let more = count - REPEATS;
        text.push_str(&format!(
            "{}[{code}]: {more} more like this: {}\n",
            code.severity(),
            code.title()
        ));
    }
    text
}

/// `2 errors and 14 warnings`, or nothing where there is neither.
pub fn summary(messages: &[Message]) -> Option<String> {
    let count = |severity| {
        messages
            .iter()
            .filter(|one| one.severity() == severity)
            .count()
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

/// Adds a rendered message, without the mark that a snippet behind an [`Origin`] begins with: the file is
/// already named, with a column that the masked line could not give.
fn push(text: &mut String, rendered: &str) {
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

fn group(message: &Message) -> Group<'_> {
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
        group = shown(group, place);
    }
    match &message.help {
        Some(help) => group.element(Level::HELP.message(clean(help))),
        None => group,
    }
}

fn shown<'a>(group: Group<'a>, place: &'a Place) -> Group<'a> {
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

/// Without what would move a terminal's cursor or turn its text around.
fn clean(text: &str) -> String {
    let hostile = |c: char| is_invisible(c) && c != '\n';
    text.chars()
        .map(|c| if hostile(c) { '\u{fffd}' } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::Excerpt;
    use super::*;

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
    fn looks_like_rustc() {
        let text = render(&[a_message(Code::DuplicateKey)], Style::PLAIN);
        assert_eq!(
            text,
            "warning[PH0007]: the url is a number\n --> a.json:7:10\n  |\n7 |   \"url\": 5\n  |          ^\n  |\n  = help: write it as text\n\n"
        );
    }

    #[test]
    fn repeats_are_counted() {
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
    fn counts_in_words() {
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
