//! Variables that contain each other more than once: `a` is `{{b}}{{b}}`, `b` is `{{c}}{{c}}`, and so on to gigabytes.

use indexmap::{IndexMap, IndexSet};

use super::template::{self, Piece};

/// How much longer than the longest value a filled variable may be.
const LARGEST: usize = 64 << 10;

/// A value by its length without templates, and the indices of the variables in it.
struct Parts {
    plain: usize,
    inner: Vec<usize>,
}

/// The names of variables whose values are longer than the limit after this many rounds of substitution.
///
/// Only lengths are computed, so that the work is linear in the lengths of the values.
pub(super) fn oversized<'v>(
    variables: impl Iterator<Item = (&'v str, &'v str)>,
    rounds: usize,
) -> IndexSet<String> {
    let values: IndexMap<&str, &str> = variables.collect();
    if !values.values().any(|text| text.contains("{{")) {
        return IndexSet::new();
    }
    let longest = values.values().map(|text| text.len()).max().unwrap_or(0);
    let limit = longest + LARGEST;
    let parts: Vec<Parts> = values.values().map(|text| parts(text, &values)).collect();
    let mut lengths: Vec<usize> = values.values().map(|text| text.len()).collect();
    for _ in 0..rounds {
        let next = |parts: &Parts| {
            let inner = parts.inner.iter().filter_map(|index| lengths.get(*index));
            inner.fold(parts.plain, |sum, length| sum.saturating_add(*length))
        };
        let grown: Vec<usize> = parts.iter().map(next).collect();
        if grown == lengths {
            break;
        }
        lengths = grown;
    }
    let grown = values.keys().zip(&lengths);
    let grown = grown.filter(|(_, length)| **length > limit);
    grown.map(|(name, _)| (*name).to_owned()).collect()
}

fn parts(text: &str, values: &IndexMap<&str, &str>) -> Parts {
    let mut parts = Parts {
        plain: 0,
        inner: Vec::new(),
    };
    for piece in template::pieces(text) {
        match piece {
            Piece::Text(plain) => parts.plain += plain.len(),
            Piece::Template(name) => match values.get_index_of(name) {
                Some(index) => parts.inner.push(index),
                None => parts.plain += name.len() + 4,
            },
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(values: &[(&str, &str)]) -> Vec<String> {
        let found = oversized(values.iter().copied(), 19);
        found.into_iter().collect()
    }

    #[test]
    fn what_doubles_often_is_found() {
        let names: Vec<String> = (0..=18).map(|at| format!("v{at}")).collect();
        let mut values: Vec<(String, String)> = names
            .windows(2)
            .map(|pair| (pair[0].clone(), format!("{{{{{0}}}}}{{{{{0}}}}}", pair[1])))
            .collect();
        values.push(("v18".to_owned(), "sixteen letters.".to_owned()));
        let values: Vec<_> = values
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str()))
            .collect();
        // 16 letters doubled twelve times are 64 KiB.
        assert_eq!(found(&values), ["v0", "v1", "v2", "v3", "v4", "v5"]);
        assert_eq!(found(&[("a", "{{a}}{{a}}")]), ["a"]);
    }

    #[test]
    fn what_nests_and_what_is_long_is_not() {
        let long = "x".repeat(3 * LARGEST);
        let values = [
            ("long", long.as_str()),
            ("host", "{{region}}.test"),
            ("region", "eu"),
            ("circle", "{{circle}}"),
            ("body", "<{{long}}>"),
        ];
        assert_eq!(found(&values), Vec::<String>::new());
    }
}
