//! The inspection for people.

use indexmap::IndexMap;

use super::{Inspection, OperationRow, ValueFacts};
use crate::ground::diagnostic::is_invisible;

/// The inspection as text: services with their operations, what was skipped, what was not used.
///
/// Diagnostics are not in it: they are printed with their excerpts.
pub fn text(inspection: &Inspection) -> String {
    let totals = &inspection.totals;
    let mut out = format!(
        "{}: {}, {}, {} joined, {} skipped\n",
        line(&inspection.title),
        count(totals.requests, "request"),
        count(totals.operations, "operation"),
        totals.joined,
        totals.skipped,
    );
    for server in &inspection.servers {
        let url = if server.url.is_empty() {
            "the caller gives it"
        } else {
            &server.url
        };
        out.push_str(&format!("server {}: {}\n", line(&server.name), line(url)));
    }
    for (service, rows) in by_service(&inspection.operations) {
        out.push_str(&format!("\n{service}\n"));
        rows.iter().for_each(|row| push(&mut out, row));
    }
    push_skipped(&mut out, &inspection.operations);
    if !inspection.unused.is_empty() {
        out.push_str("\nseen and not used\n");
        for (kind, number) in &inspection.unused {
            out.push_str(&format!("  {number:>5} {}\n", line(kind)));
        }
    }
    out
}

fn by_service(rows: &[OperationRow]) -> IndexMap<&str, Vec<&OperationRow>> {
    let mut services: IndexMap<&str, Vec<&OperationRow>> = IndexMap::new();
    for row in rows {
        if let Some(service) = &row.service {
            services.entry(service).or_default().push(row);
        }
    }
    services
}

fn push(out: &mut String, row: &OperationRow) {
    let key = row.key.as_deref().unwrap_or("");
    out.push_str(&format!("  {}\n", line(key)));
    out.push_str(&format!(
        "    {}({}){}\n",
        row.function.as_deref().unwrap_or(""),
        arguments(row),
        answers(row)
    ));
    let mut facts = Vec::new();
    if !row.errors.is_empty() {
        let errors = row.errors.iter().map(|error| match &error.code {
            Some(code) => format!("{}/{}", error.status, line(code)),
            None => error.status.to_string(),
        });
        facts.push(format!("errors {}", errors.collect::<Vec<_>>().join(" ")));
    }
    facts.extend(row.security.map(|security| format!("auth {security}")));
    if !row.scopes.is_empty() {
        facts.push(format!("scopes {}", line(&row.scopes.join(" "))));
    }
    facts.extend(
        row.rate_label
            .as_ref()
            .map(|label| format!("rate {}", line(label))),
    );
    facts.extend(row.deprecated.then(|| "deprecated".to_owned()));
    if !row.granular_scopes.is_empty() {
        facts.push(format!(
            "granular scopes {}",
            line(&row.granular_scopes.join(" "))
        ));
    }
    facts.extend(
        row.pagination
            .as_ref()
            .map(|pages| format!("pages by {}", pages.style)),
    );
    if !facts.is_empty() {
        out.push_str(&format!("    {}\n", facts.join("; ")));
    }
    for condition in &row.prerequisites {
        out.push_str(&format!("    needs: {}\n", line(condition)));
    }
    for joined in &row.joined {
        out.push_str(&format!("    joined with {}\n", line(joined)));
    }
}

/// `userId: string, page_size?: integer, json {…}`.
fn arguments(row: &OperationRow) -> String {
    let set_by_caller = row.parameters.iter().filter(|one| one.constant.is_none());
    let mut arguments: Vec<String> = set_by_caller
        .map(|one| {
            format!(
                "{}{}: {}{}",
                line(&one.name),
                optional(one.required),
                line(&one.ty.line()),
                facts_text(&one.facts)
            )
        })
        .collect();
    if let Some(body) = &row.body {
        let fields: Vec<String> = body
            .fields
            .iter()
            .map(|one| {
                format!(
                    "{}{}: {}{}",
                    line(&one.name),
                    optional(one.required),
                    line(&one.ty.line()),
                    facts_text(&one.facts)
                )
            })
            .collect();
        let fields = if fields.is_empty() {
            String::new()
        } else {
            format!(" {{ {} }}", fields.join(", "))
        };
        arguments.push(format!("{}{fields}", body.kind));
    }
    arguments.join(", ")
}

/// ` = 30 (1 to 300)`: what prose says of a value.
fn facts_text(facts: &ValueFacts) -> String {
    let mut text = String::new();
    if let Some(default) = &facts.default {
        text.push_str(&format!(" = {}", line(default)));
    }
    let bounds = match (&facts.minimum, &facts.maximum) {
        (Some(least), Some(most)) => Some(format!("{least} to {most}")),
        (Some(least), None) => Some(format!("at least {least}")),
        (None, Some(most)) => Some(format!("at most {most}")),
        (None, None) => None,
    };
    let length = facts
        .max_length
        .map(|most| format!("at most {most} characters"));
    let marks = [
        bounds,
        length,
        facts.accepts_me.then(|| "or `me`".to_owned()),
        facts.deprecated.then(|| "deprecated".to_owned()),
    ];
    let marks: Vec<String> = marks.into_iter().flatten().collect();
    if !marks.is_empty() {
        text.push_str(&format!(" ({})", line(&marks.join(", "))));
    }
    text
}

fn optional(required: bool) -> &'static str {
    if required { "" } else { "?" }
}

fn answers(row: &OperationRow) -> String {
    let answers: Vec<String> = row
        .responses
        .iter()
        .map(|one| {
            let status = one
                .status
                .map_or_else(|| "default".to_owned(), |status| status.to_string());
            format!("{status} {}", one.content)
        })
        .collect();
    if answers.is_empty() {
        String::new()
    } else {
        format!(" -> {}", answers.join(", "))
    }
}

fn push_skipped(out: &mut String, rows: &[OperationRow]) {
    let mut rows = rows
        .iter()
        .filter_map(|row| row.skipped.as_ref().map(|reason| (row, reason)))
        .peekable();
    if rows.peek().is_some() {
        out.push_str("\nskipped\n");
    }
    for (row, reason) in rows {
        out.push_str(&format!("  {}: {}\n", line(&row.item), line(reason)));
    }
}

fn count(number: usize, word: &str) -> String {
    format!("{number} {word}{}", if number == 1 { "" } else { "s" })
}

/// A text of the source on one line, without what would move a terminal's cursor or turn its text around.
fn line(text: &str) -> String {
    text.chars()
        .map(|c| if is_invisible(c) { ' ' } else { c })
        .collect()
}
