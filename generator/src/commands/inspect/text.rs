//! An inspection as text for people.

use indexmap::IndexMap;

use super::{Inspection, OperationRow, TypeRow, ValueFacts};
use crate::commands::terminal::count;
use crate::ground::diagnostic::is_invisible;

/// The operations by service, the skipped requests, and how much was not used.
///
/// Diagnostics are not in the text; they are printed with excerpts of their files.
pub fn text(inspection: &Inspection) -> String {
    let totals = &inspection.totals;
    let mut out = format!(
        "{}: {}, {}, {} joined, {} skipped\n",
        printable(&inspection.title),
        count(totals.requests, "request"),
        count(totals.operations, "operation"),
        totals.joined,
        totals.skipped,
    );
    let counts = inspection.counts.iter();
    let counts: Vec<String> = counts
        .filter(|(kind, count)| **count > 0 && **kind != "operations")
        .map(|(kind, count)| format!("{count} {}", kind.replace('_', " ")))
        .collect();
    if !counts.is_empty() {
        out += &format!("the document has {}\n", counts.join(", "));
    }
    for server in &inspection.servers {
        let url = match server.url.is_empty() {
            true => "the caller gives it",
            false => &server.url,
        };
        out += &format!("server {}: {}\n", printable(&server.name), printable(url));
    }
    for (service, rows) in by_service(&inspection.operations) {
        out += &format!("\n{service}\n");
        rows.iter().for_each(|row| push_operation(&mut out, row));
    }
    push_skipped(&mut out, &inspection.operations);
    if !inspection.unused.is_empty() {
        out += "\nseen and not used\n";
        for (kind, number) in &inspection.unused {
            out += &format!("  {number:>5} {}\n", printable(kind));
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

fn push_operation(out: &mut String, row: &OperationRow) {
    let key = row.key.as_deref().unwrap_or_default();
    let function = row.function.as_deref().unwrap_or_default();
    let (arguments, responses) = (arguments(row), responses(row));
    *out += &format!(
        "  {}\n    {function}({arguments}){responses}\n",
        printable(key)
    );
    let facts = operation_facts(row);
    if !facts.is_empty() {
        *out += &format!("    {}\n", facts.join("; "));
    }
    for condition in &row.prerequisites {
        *out += &format!("    needs: {}\n", printable(condition));
    }
    for joined in &row.joined {
        *out += &format!("    joined with {}\n", printable(joined));
    }
}

/// `errors 404/1001`, `auth bearer`, …: what is known of an operation beside its arguments and responses.
fn operation_facts(row: &OperationRow) -> Vec<String> {
    let list = |label: &str, texts: &[String]| {
        let is_there = !texts.is_empty();
        is_there.then(|| format!("{label} {}", printable(&texts.join(" "))))
    };
    let errors = row.errors.iter().map(|error| match &error.code {
        Some(code) => format!("{}/{code}", error.status),
        None => error.status.to_string(),
    });
    let rate_label = row.rate_label.as_ref();
    let facts = [
        list("errors", &errors.collect::<Vec<_>>()),
        row.security
            .as_ref()
            .map(|security| format!("auth {security}")),
        list("scopes", &row.scopes),
        rate_label.map(|label| format!("rate {}", printable(label))),
        row.deprecated.then(|| "deprecated".to_owned()),
        list("granular scopes", &row.granular_scopes),
        row.pagination
            .as_ref()
            .map(|pages| format!("pages by {}", pages.style)),
    ];
    facts.into_iter().flatten().collect()
}

/// `userId: string, page_size?: integer, json { name: string }`.
fn arguments(row: &OperationRow) -> String {
    let set_by_caller = row
        .parameters
        .iter()
        .filter(|parameter| parameter.constant.is_none());
    let mut arguments: Vec<String> = set_by_caller
        .map(|parameter| {
            argument(
                &parameter.name,
                parameter.required,
                &parameter.ty,
                &parameter.facts,
            )
        })
        .collect();
    if let Some(body) = &row.body {
        let fields = body.fields.iter();
        let fields = fields.filter(|field| field.constant.is_none());
        let fields =
            fields.map(|field| argument(&field.name, field.required, &field.ty, &field.facts));
        let fields: Vec<String> = fields.collect();
        arguments.push(match fields.is_empty() {
            true => body.kind.to_owned(),
            false => format!("{} {{ {} }}", body.kind, fields.join(", ")),
        });
    }
    arguments.join(", ")
}

/// `page_size?: integer = 30 (1 to 300)`.
fn argument(name: &str, required: bool, ty: &TypeRow, facts: &ValueFacts) -> String {
    let optional = if required { "" } else { "?" };
    let mut text = format!("{}{optional}: {}", printable(name), printable(&ty.line()));
    if let Some(default) = &facts.default {
        text += &format!(" = {}", printable(default));
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
    let remarks = [
        bounds,
        length,
        facts.accepts_me.then(|| "or `me`".to_owned()),
        facts.deprecated.then(|| "deprecated".to_owned()),
    ];
    let remarks: Vec<String> = remarks.into_iter().flatten().collect();
    if !remarks.is_empty() {
        text += &format!(" ({})", printable(&remarks.join(", ")));
    }
    text
}

/// ` -> 200 json, 204 empty`.
fn responses(row: &OperationRow) -> String {
    let responses = row.responses.iter().map(|response| match &response.status {
        Some(status) => format!("{status} {}", response.content),
        None if response.assumed => format!("{} (assumed)", response.content),
        None => format!("default {}", response.content),
    });
    let responses: Vec<String> = responses.collect();
    match responses.is_empty() {
        true => String::new(),
        false => format!(" -> {}", responses.join(", ")),
    }
}

fn push_skipped(out: &mut String, rows: &[OperationRow]) {
    let skipped = rows
        .iter()
        .filter_map(|row| Some((row, row.skipped.as_ref()?)));
    for (index, (row, reason)) in skipped.enumerate() {
        if index == 0 {
            *out += "\nskipped\n";
        }
        *out += &format!("  {}: {}\n", printable(&row.item), printable(reason));
    }
}

/// A text of the input on one line, without characters that move a terminal's cursor or change the direction of text.
fn printable(text: &str) -> String {
    let visible = |c| if is_invisible(c) { ' ' } else { c };
    text.chars().map(visible).collect()
}
