//! An estimate of how many values a JSONPath visits, made before it is evaluated.
//!
//! By RFC 9535 (section 2.5.2.2) a value is a result once for each path that leads to it, so that every further `..`
//! multiplies the number of visited values by up to the depth of the document. A query from the root within a filter
//! is evaluated once for each candidate.

use std::collections::BTreeSet;

use serde_json::Value;

/// The most values that a target may visit in a document.
pub(super) const LIMIT: usize = 10_000_000;

/// An estimate of how many values of a document a path visits. Without a filter it visits no more than this.
pub(super) fn estimate(path: &str, document: &Value) -> usize {
    let cost = Cost::of_json_path(path);
    let mut levels = Vec::new();
    count_levels(document, 0, &mut levels);
    let values: usize = levels.iter().sum();
    let visited = levels.iter().enumerate().map(|(depth, count)| {
        let ways = binomial(depth + 1, cost.descents.saturating_sub(1));
        count.saturating_mul(ways.max(1))
    });
    let visited = visited.fold(0_usize, usize::saturating_add);
    let visited = visited.saturating_mul(cost.repetitions);
    (0..cost.root_scans).fold(visited, |visited, _| visited.saturating_mul(values))
}

/// The parts of a path that multiply the number of visited values.
#[derive(Debug)]
struct Cost {
    /// The number of `..`.
    descents: usize,
    /// The number of queries from the root within filters that visit more than one value a segment.
    root_scans: usize,
    /// How often brackets such as `[*, *]` select the same value.
    repetitions: usize,
}

/// The content of brackets or parentheses.
#[derive(Debug, Default)]
struct Brackets {
    selectors: Vec<String>,
    selector: String,
    /// Whether a selector is a wildcard, a slice or a filter.
    selects_many: bool,
}

impl Cost {
    /// The cost of a JSONPath, by its selectors.
    fn of_json_path(path: &str) -> Self {
        let mut cost = Self {
            descents: 0,
            root_scans: 0,
            repetitions: 1,
        };
        let mut open: Vec<Brackets> = Vec::new();
        let mut rest = path;
        while let Some(letter) = rest.chars().next() {
            let (token, after) = rest.split_at(token_length(rest, letter));
            if let Some(brackets) = open.last_mut() {
                brackets.add(letter, token);
            }
            match letter {
                '[' | '(' => open.push(Brackets::default()),
                ']' | ')' => {
                    let closed = open.pop().unwrap_or_default();
                    if letter == ']' {
                        cost.repetitions = cost.repetitions.saturating_mul(closed.repetitions());
                    }
                }
                '$' if !open.is_empty() && visits_many(after) => cost.root_scans += 1,
                '.' if token == ".." => cost.descents += 1,
                _ => {}
            }
            rest = after;
        }
        cost
    }
}

impl Brackets {
    fn add(&mut self, letter: char, token: &str) {
        self.selects_many |= matches!(letter, '*' | '?' | ':');
        match letter {
            ']' | ')' => {}
            ',' => self.selectors.push(std::mem::take(&mut self.selector)),
            '\'' | '"' => self.selector.push_str(token.trim_matches(letter)),
            _ => self.selector.push_str(token.trim()),
        }
    }

    /// How often the brackets can select the same value.
    fn repetitions(mut self) -> usize {
        self.selectors.push(self.selector);
        let all = self.selectors.len();
        if self.selects_many {
            return all;
        }
        let different: BTreeSet<String> = self.selectors.into_iter().collect();
        all - different.len() + 1
    }
}

/// The length in bytes of the first token of a text: a text in quotes, `..` or a single character.
fn token_length(text: &str, first: char) -> usize {
    if text.starts_with("..") {
        return 2;
    }
    if !matches!(first, '\'' | '"') {
        return first.len_utf8();
    }
    let mut escaped = false;
    for (index, letter) in text.char_indices().skip(1) {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if letter == first => return index + letter.len_utf8(),
            _ => {}
        }
    }
    text.len()
}

/// Whether a segment of a query selects more than one value. The text starts after the `$` of the query, which ends at
/// an operator, a comma or a closing bracket that the query did not open.
fn visits_many(query: &str) -> bool {
    let (mut depth, mut rest) = (0_usize, query);
    while let Some(letter) = rest.chars().next() {
        let (token, after) = rest.split_at(token_length(rest, letter));
        match letter {
            '*' | '?' | ':' => return true,
            '.' if token == ".." => return true,
            ',' if depth > 0 => return true,
            '[' => depth += 1,
            ']' if depth > 0 => depth -= 1,
            ']' | ')' | ',' | '=' | '!' | '<' | '>' | '&' | '|' => return false,
            _ => {}
        }
        rest = after;
    }
    false
}

/// Counts the values on each level. The recursion is as deep as the parser let the document be.
fn count_levels(value: &Value, depth: usize, levels: &mut Vec<usize>) {
    match levels.get_mut(depth) {
        Some(level) => *level += 1,
        None => levels.push(1),
    }
    match value {
        Value::Array(items) => items
            .iter()
            .for_each(|item| count_levels(item, depth + 1, levels)),
        Value::Object(fields) => fields
            .values()
            .for_each(|field| count_levels(field, depth + 1, levels)),
        _ => {}
    }
}

/// The binomial coefficient: the number of ways to choose `some` of `all`.
fn binomial(all: usize, some: usize) -> usize {
    if some > all {
        return 0;
    }
    (0..some).fold(1_usize, |ways, index| {
        ways.saturating_mul(all - index) / (index + 1)
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn descents_scans_and_repetitions_multiply_and_text_in_quotes_does_not() {
        let list: Vec<Value> = (0..10_000)
            .map(|index| json!({"a": {"b": [{"c": index}]}}))
            .collect();
        let document = json!({ "item": list });
        let plain = estimate("$.item[*].a", &document);
        for path in [
            "$..c",
            "$.item['..$..$', \"a'..\"]",
            "$..[?@.a == $.info.name]",
            "$..[?@.a == $['info'] [0] && @.c == 1]",
            "$.item[0, 1, 2]",
        ] {
            assert_eq!(estimate(path, &document), plain, "{path}");
        }
        assert_eq!(estimate("$.item[*, *]", &document), 2 * plain);
        assert_eq!(estimate("$['item', \"item\"][0,0,0]", &document), 6 * plain);
        assert!(estimate("$..a..c", &document) > 4 * plain);
        for path in [
            "$..[?@.a == $..b]",
            "$..[?count($.item[*]) > 1]",
            "$.item[?@[?@ == $.item[0:9].a]]",
        ] {
            assert!(estimate(path, &document) > LIMIT, "{path}");
        }
        assert!(plain < LIMIT);
    }

    #[test]
    fn the_estimate_is_no_less_than_what_descents_find() {
        let document = json!({"a": [{"b": [1, {"c": [2]}]}, [[3]]]});
        for path in ["$..*", "$..*..*", "$..*..*..*", "$..*[*,*]..*"] {
            let found = serde_json_path::JsonPath::parse(path).unwrap();
            let found = found.query(&document).len();
            assert!(found <= estimate(path, &document), "{path}: {found}");
        }
    }
}
