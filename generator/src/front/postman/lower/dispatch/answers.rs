//! What the saved answers of the items of a path have in common.

use indexmap::IndexSet;
use serde_json::Value;

use super::super::super::model::SavedResponse;

/// How the saved answers to the values of a key compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Answers {
    /// Fewer than two values have saved answers.
    Unknown,
    /// No two have a key in common.
    Different,
    /// Two have the same keys.
    Alike,
    /// No two have the same keys, but two share a key.
    Mixed,
}

impl Answers {
    /// Compares the keys of the answers to each value.
    pub(super) fn compare<'k>(answers: impl Iterator<Item = &'k IndexSet<String>>) -> Self {
        let answers: Vec<&IndexSet<String>> = answers.filter(|keys| !keys.is_empty()).collect();
        let pairs = || {
            let rest = |index: usize| answers.iter().skip(index + 1);
            let lefts = answers.iter().enumerate();
            lefts.flat_map(move |(index, left)| rest(index).map(move |right| (left, right)))
        };
        if answers.len() < 2 {
            return Self::Unknown;
        }
        if pairs().all(|(left, right)| left.is_disjoint(right)) {
            return Self::Different;
        }
        match pairs().any(|(left, right)| left == right) {
            true => Self::Alike,
            false => Self::Mixed,
        }
    }
}

/// The outermost keys of a successful answer in JSON; `[]` for a list, and none for other answers.
pub(super) fn answer_keys(saved: &SavedResponse) -> Vec<String> {
    if !matches!(saved.code, None | Some(200..300)) {
        return Vec::new();
    }
    match serde_json::from_str(saved.body.as_deref().unwrap_or_default()) {
        Ok(Value::Object(object)) => object.into_iter().map(|(key, _)| key).collect(),
        Ok(Value::Array(_)) => vec!["[]".to_owned()],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_compared_by_their_keys() {
        let compare = |answers: &[&[&str]]| {
            let keys = |answer: &&[&str]| answer.iter().map(|key| (*key).to_owned()).collect();
            let answers: Vec<IndexSet<String>> = answers.iter().map(keys).collect();
            Answers::compare(answers.iter())
        };
        assert_eq!(compare(&[&["a"], &[]]), Answers::Unknown);
        assert_eq!(compare(&[&["a"], &["b"], &["c", "d"]]), Answers::Different);
        assert_eq!(compare(&[&["a", "b"], &["c"], &["b", "a"]]), Answers::Alike);
        assert_eq!(compare(&[&["a", "b"], &["b", "c"]]), Answers::Mixed);
    }
}
