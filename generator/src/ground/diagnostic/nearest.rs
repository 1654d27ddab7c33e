//! Words for "did you mean …": the valid words that are most similar to an invalid one.

/// The smallest similarity (Jaro-Winkler, 0 to 1) of a word that is suggested instead of another.
const SIMILAR: f64 = 0.75;

/// The candidate that is most similar to `word`, if any is similar; case does not count.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    nearest_of(word, candidates, 1).into_iter().next()
}

/// Up to `limit` candidates that are similar to `word`, the most similar first.
pub fn nearest_of<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
    limit: usize,
) -> Vec<&'a str> {
    let word = word.to_lowercase();
    let mut scored: Vec<(f64, &str)> = candidates
        .into_iter()
        .map(|candidate| {
            (
                strsim::jaro_winkler(&word, &candidate.to_lowercase()),
                candidate,
            )
        })
        .filter(|(score, _)| *score >= SIMILAR)
        .collect();
    // The sort is stable: of equally similar candidates the first is kept first.
    scored.sort_by(|left, right| right.0.total_cmp(&left.0));
    scored
        .into_iter()
        .take(limit)
        .map(|(_, candidate)| candidate)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_similar_words_are_suggested() {
        assert_eq!(
            nearest("ouput", ["inputs", "output", "name"]),
            Some("output")
        );
        assert_eq!(nearest("OUTPUT", ["output"]), Some("output"));
        assert_eq!(nearest("zzz", ["inputs", "output"]), None);
    }
}
