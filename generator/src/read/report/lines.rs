//! Messages as lines, for programs that show one line each.

use std::collections::BTreeMap;

use super::{Message, REPEATS};
use crate::ground::diagnostic::{Code, Severity, one_line};

/// A line for each message with its severity, remarks left out and repeats folded.
pub fn lines(messages: &[Message]) -> Vec<(Severity, String)> {
    let mut seen: BTreeMap<Code, usize> = BTreeMap::new();
    let mut lines = Vec::new();
    for message in messages {
        if message.severity() == Severity::Info {
            continue;
        }
        let count = seen.entry(message.code).or_default();
        *count += 1;
        if *count <= REPEATS {
            lines.push((message.severity(), line(message)));
        }
    }
    for (code, count) in seen.into_iter().filter(|(_, count)| *count > REPEATS) {
        let more = count - REPEATS;
        let line = format!("{more} more like this: {} [{code}]", code.title());
        lines.push((code.severity(), line));
    }
    lines
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
        let told = lines(&messages);
        assert_eq!(told.len(), 4, "{told:?}");
        let first = "a.json:7:3: two lines [PH0200]; mend it".to_owned();
        assert_eq!(told[0], (Severity::Warning, first));
        assert!(told[3].1.starts_with("2 more like this"), "{told:?}");
    }
}
