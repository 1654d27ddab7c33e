//! The page.

use std::cmp::Reverse;
use std::fmt::Write as _;

use super::compare::{Comparison, Disagreement};

const HEAD: &str = "\
# Score

How well types are read from examples and prose: what was inferred from Zoom's collection of 2022 (310 operations, no
schemas), held against what Zoom's OpenAPI documents of 2025 and 2026 declare for the operations that are in both. Written and
checked by `tests/tests/it/score`, which also says what is counted and how other readers are scored.

*In both* is the share of the declared values that the reader knows at all: the service has grown by many fields since 2022,
which no reader of the collection can know. The other columns count only values that both have: *type* (equal), *presence*
(required in both or in neither), *enums* (of the declared ones, those with the same values) and *formats* (of the declared ones
that say more than the type, those found).

| reader | operations | values | in both | type | presence | enums | formats |
|---|---|---|---|---|---|---|---|
";

/// Why the commonest disagreements are as they are: aspect, read, declared, reason.
const REASONS: &[(&str, &str, &str, &str)] = &[
    (
        "choices",
        "no enum",
        "an enum",
        "the collection lists no values there; samples alone never make an enum",
    ),
    (
        "choices",
        "other values",
        "an enum",
        "the list has changed since 2022; enums are open, so that both work",
    ),
    (
        "choices",
        "an enum",
        "no enum",
        "the prose of 2022 lists the values, the document does not",
    ),
    (
        "format",
        "email",
        "no format",
        "a mail address, or an identifier that is written like one; a note in the docs, the type is text",
    ),
    (
        "format",
        "binary",
        "no format",
        "a file: the prose of 2022 asks for its path",
    ),
    (
        "format",
        "uri",
        "no format",
        "a link in every example; a note in the docs, the type is text",
    ),
    (
        "type",
        "string",
        "integer",
        "the example writes the number in quotes; a number is read there as well",
    ),
    (
        "type",
        "string",
        "boolean",
        "the example holds a word or a quoted `true`; a boolean is read there as well",
    ),
    (
        "type",
        "integer",
        "string",
        "every example is a whole number; text is an error that names its place",
    ),
    ("type", "array", "string", "the example is a list"),
    (
        "type",
        "object",
        "array",
        "the example is one object where the document of today has a list of them",
    ),
    (
        "type",
        "string",
        "array",
        "the example is text, or an empty field",
    ),
    (
        "presence",
        "optional",
        "required",
        "the field of an answer is required only where all examples prove it; a field of a JSON form value is never marked",
    ),
    (
        "presence",
        "required",
        "optional",
        "the prose of 2022 marks it as required",
    ),
];

/// A line of the table.
#[derive(Debug)]
pub(crate) struct Row(String);

impl Row {
    /// The lines of one reader: of the sections that it reads at all.
    pub(crate) fn of(name: &str, comparison: &Comparison) -> Vec<Self> {
        let sections = comparison.scores.iter();
        let read = sections.filter(|(_, score)| score.known.part > 0);
        read.map(|(section, score)| {
            Self(format!(
                "| {name} | {} | {} | {} | {} | {} | {} | {} |",
                comparison.operations,
                section.title(),
                score.known,
                score.kind,
                score.required,
                score.enums,
                score.formats
            ))
        })
        .collect()
    }
}

/// The lines of other readers in a page that was written before.
pub(crate) fn rows_of_others(page: &str) -> Vec<Row> {
    page.lines()
        .filter(|line| line.ends_with('|') && line.split('|').count() == 10)
        .filter(|line| {
            !["| reader", "|---", "| Posthaste"]
                .iter()
                .any(|own| line.starts_with(own))
        })
        .map(|line| Row(line.to_owned()))
        .collect()
}

/// The table for all readers, and our own disagreements.
pub(crate) fn page(rows: &[Row], ours: &Comparison) -> String {
    let mut page = HEAD.to_owned();
    for Row(row) in rows {
        let _ = writeln!(page, "{row}");
    }
    disagreements(&mut page, ours);
    page
}

fn disagreements(page: &mut String, comparison: &Comparison) {
    let _ = write!(
        page,
        "\n## Where Posthaste disagrees\n\nThe ten commonest.\n\n| times | what | read | declared | why |\n|---|---|---|---|---|\n"
    );
    let mut all: Vec<(&Disagreement, &usize)> = comparison.disagreements.iter().collect();
    all.sort_by_key(|(_, count)| Reverse(**count));
    for ((what, read, declared), count) in all.into_iter().take(10) {
        let why = REASONS
            .iter()
            .find(|row| (row.0, row.1, row.2) == (*what, read.as_str(), declared.as_str()))
            .map_or("not looked into", |row| row.3);
        let _ = writeln!(page, "| {count} | {what} | {read} | {declared} | {why} |");
    }
}
