//! Messages as single lines, as cargo shows those of build scripts.

use super::{Message, folded};
use crate::ground::diagnostic::{Severity, one_line};

/// A line for each message with its severity, without [`Severity::Info`] and with only the first of each code.
pub fn lines(messages: &[Message]) -> Vec<(Severity, String)> {
    let (printed, mut more) = folded(messages, false);
    more.sort();
    let lines = printed
        .into_iter()
        .map(|message| (message.severity(), line(message)));
    let more = more.into_iter().map(|(code, count)| {
        let line = format!("{count} more like this: {} [{code}]", code.title());
        (code.severity(), line)
    });
    lines.chain(more).collect()
}

/// `shop.json:7:3: the request has no URL [PH0200]; help`.
fn line(message: &Message) -> String {
    let place = match &message.place {
        Some(place) => format!("{}:{}:{}: ", place.file, place.line, place.column),
        None => String::new(),
    };
    let help = match &message.help {
        Some(help) => format!("; {help}"),
        None => String::new(),
    };
    one_line(&format!(
        "{place}{} [{}]{help}",
        message.message, message.code
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ground::diagnostic::Code;
    use crate::read::report::Place;

    #[test]
    fn a_line_has_place_code_and_help() {
        let message = |code| Message {
            code,
            message: "two\nlines".to_owned(),
            help: Some("mend it".to_owned()),
            place: Some(Place {
                file: "a.json".to_owned(),
                line: 7,
                column: 3,
                excerpt: None,
            }),
        };
        let mut messages = vec![message(Code::MissingUrl); 5];
        messages.push(message(Code::Joined));
        let lines = lines(&messages);
        assert_eq!(lines.len(), 4, "{lines:?}");
        let first = "a.json:7:3: two lines [PH0200]; mend it".to_owned();
        assert_eq!(lines[0], (Severity::Warning, first));
        assert!(lines[3].1.starts_with("2 more like this"), "{lines:?}");
    }
}
