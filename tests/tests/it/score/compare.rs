//! How far a reader's facts agree with the declared ones.

use std::collections::BTreeMap;

use super::fact::{Fact, Facts, Section};

/// So many of so many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Share {
    pub(crate) part: usize,
    pub(crate) whole: usize,
}

impl Share {
    fn count(&mut self, agrees: bool) {
        self.part += usize::from(agrees);
        self.whole += 1;
    }
}

impl Share {
    #[allow(clippy::cast_precision_loss)] // Counts of a few thousand.
    pub(crate) fn percent(self) -> f64 {
        100.0 * self.part as f64 / self.whole as f64
    }
}

impl std::fmt::Display for Share {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.whole {
            0 => f.write_str("–"),
            whole => write!(f, "{:.1} % of {whole}", self.percent()),
        }
    }
}

/// What agrees in one section, over all operations that both have.
#[derive(Debug, Clone, Default)]
pub(crate) struct Score {
    /// Declared values that the reader knows at all.
    pub(crate) known: Share,
    /// Of those, the ones of equal type.
    pub(crate) kind: Share,
    /// Of those, the ones that both hold required, or both optional.
    pub(crate) required: Share,
    /// Of those, the ones of equal choices; most have none.
    pub(crate) choices: Share,
    /// Of the declared enums, those found with the same values.
    pub(crate) enums: Share,
    /// Of the declared formats, those found.
    pub(crate) formats: Share,
}

/// A disagreement: `("type", read, declared)`.
pub(crate) type Disagreement = (&'static str, String, String);

/// The scores by section, and how often each disagreement occurs.
#[derive(Debug, Default)]
pub(crate) struct Comparison {
    pub(crate) operations: usize,
    pub(crate) scores: BTreeMap<Section, Score>,
    pub(crate) disagreements: BTreeMap<Disagreement, usize>,
}

pub(crate) fn compare(read: &Facts, declared: &Facts) -> Comparison {
    let mut comparison = Comparison {
        operations: read.operations.intersection(&declared.operations).count(),
        ..Comparison::default()
    };
    for (place, fact) in &declared.by_place {
        if !read.operations.contains(&place.0) {
            continue;
        }
        let score = comparison.scores.entry(place.1).or_default();
        let found = read.by_place.get(place);
        score.known.count(found.is_some());
        if let Some(found) = found {
            count(score, found, fact);
            for disagreement in disagreements(found, fact) {
                *comparison.disagreements.entry(disagreement).or_default() += 1;
            }
        }
    }
    comparison
}

fn count(score: &mut Score, found: &Fact, declared: &Fact) {
    score.kind.count(found.kind == declared.kind);
    if let (Some(found), Some(declared)) = (found.required, declared.required) {
        score.required.count(found == declared);
    }
    score.choices.count(found.choices == declared.choices);
    if !declared.choices.is_empty() {
        score.enums.count(found.choices == declared.choices);
    }
    if let Some(format) = declared
        .format
        .as_deref()
        .filter(|format| says_more_than_type(format))
    {
        score.formats.count(found.format.as_deref() == Some(format));
    }
}

/// Whether a format says more than the type: `int64` and `double` do not.
fn says_more_than_type(format: &str) -> bool {
    !matches!(
        format,
        "int64" | "int32" | "int" | "double" | "float" | "string"
    )
}

fn disagreements(found: &Fact, declared: &Fact) -> Vec<Disagreement> {
    let mut list = Vec::new();
    if found.kind != declared.kind {
        list.push(("type", found.kind.to_owned(), declared.kind.to_owned()));
    }
    if let (Some(read), Some(said)) = (found.required, declared.required)
        && read != said
    {
        list.push(("presence", presence(read), presence(said)));
    }
    if found.choices != declared.choices {
        let (read, said) = match (found.choices.is_empty(), declared.choices.is_empty()) {
            (true, _) => ("no enum", "an enum"),
            (false, true) => ("an enum", "no enum"),
            (false, false) => ("other values", "an enum"),
        };
        list.push(("choices", read.to_owned(), said.to_owned()));
    }
    let said = declared
        .format
        .as_deref()
        .filter(|format| says_more_than_type(format));
    let read = found.format.as_deref();
    if read != said {
        let word = |format: Option<&str>| format.unwrap_or("no format").to_owned();
        list.push(("format", word(read), word(said)));
    }
    list
}

fn presence(required: bool) -> String {
    if required { "required" } else { "optional" }.to_owned()
}
