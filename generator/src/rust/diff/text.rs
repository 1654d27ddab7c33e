//! A comparison as text, as Markdown for a changelog and as JSON.

use std::fmt::Write;

use serde_json::{Value, json};

use super::change::{Bump, Change, Comparison, Severity};

/// How many changes of the documentation are listed; a count says how many more there are.
const LISTED_REWORDINGS: usize = 5;

/// Headings of a changelog, the worst first.
const HEADINGS: [(Severity, &str); 4] = [
    (Severity::Breaking, "Breaking"),
    (Severity::Addition, "Added"),
    (Severity::Behaviour, "Changed on the wire"),
    (Severity::Documentation, "Documentation"),
];

impl Comparison {
    /// A line for each change, then a summary.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for change in &self.changes {
            let _ = writeln!(text, "{:<14}{}", change.severity.as_str(), line(change, ""));
        }
        text + &self.summary() + "\n"
    }

    /// A fragment of a changelog in Markdown; nothing where nothing changed.
    pub fn markdown(&self) -> String {
        let mut text = String::new();
        for (severity, heading) in HEADINGS {
            let own = self
                .changes
                .iter()
                .filter(|change| change.severity == severity);
            let lines: Vec<String> = own.map(|change| line(change, "`")).collect();
            if lines.is_empty() {
                continue;
            }
            let shown = match severity {
                Severity::Documentation => LISTED_REWORDINGS.min(lines.len()),
                _ => lines.len(),
            };
            let _ = write!(text, "### {heading}\n\n");
            for line in lines.iter().take(shown) {
                let _ = writeln!(text, "- {line}");
            }
            if lines.len() > shown {
                let _ = writeln!(text, "- and {} more pages", lines.len() - shown);
            }
            text.push('\n');
        }
        text
    }

    /// The comparison as JSON, for programs.
    pub fn json(&self) -> Value {
        let changes = self.changes.iter().map(|change| {
            json!({
                "subject": change.subject.as_str(),
                "kind": change.kind.as_str(),
                "severity": change.severity.as_str(),
                "silent": change.silent,
                "path": change.path,
                "operation": change.operation,
                "message": change.message,
            })
        });
        let counts: serde_json::Map<String, Value> = HEADINGS
            .iter()
            .map(|(severity, _)| (severity.as_str().to_owned(), self.count(*severity).into()))
            .collect();
        json!({
            "bump": self.bump().as_str(),
            "counts": counts,
            "changes": changes.collect::<Vec<_>>(),
        })
    }

    fn summary(&self) -> String {
        if self.changes.is_empty() {
            return "no difference to a caller".to_owned();
        }
        let counts = HEADINGS.iter().filter_map(|(severity, _)| {
            let count = self.count(*severity);
            (count > 0).then(|| format!("{count} {}", severity.as_str()))
        });
        let counts: Vec<String> = counts.collect();
        let bump = match self.bump() {
            Bump::Major => "major (minor before 1.0)",
            Bump::Minor => "minor (patch before 1.0)",
            other => other.as_str(),
        };
        format!("{}; suggested version step: {bump}", counts.join(", "))
    }
}

/// `users::list` is gone (`GET /users`).
fn line(change: &Change, tick: &str) -> String {
    let operation = match &change.operation {
        Some(key) => format!(" ({tick}{key}{tick})"),
        None => String::new(),
    };
    let silent = if change.silent {
        "; the compiler does not notice"
    } else {
        ""
    };
    let group = match change.subject {
        super::Subject::Group => "group ",
        _ => "",
    };
    format!(
        "{group}{tick}{}{tick} {}{operation}{silent}",
        change.path, change.message
    )
}
