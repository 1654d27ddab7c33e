//! "Did you mean …": the nearest of the words that would have been right.

/// How alike two words must be (Jaro-Winkler, 0 to 1) for one to be offered instead of the other.
const ALIKE: f64 = 0.75;

/// The candidate most like `word`, if one is like it at all; case does not count.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    nearest_of(word, candidates, 1).into_iter().next()
}

/// Up to `limit` candidates like `word`, the most alike first.
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
        .filter(|(score, _)| *score >= ALIKE)
        .collect();
    // A stable sort: among equals the first one named wins.
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
    fn offers_only_what_is_alike() {
        assert_eq!(
            nearest("ouput", ["inputs", "output", "name"]),
            Some("output")
        );
        assert_eq!(nearest("OUTPUT", ["output"]), Some("output"));
        assert_eq!(nearest("zzz", ["inputs", "output"]), None);
    }
}
