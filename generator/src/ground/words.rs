//! The words of names, their singular, and the forms in which two texts are compared when their spelling does not matter.

/// The letters and digits of a name in lower case: `meetingUUID`, `meeting_uuid` and `Meeting Uuid` have the same.
pub fn letters_and_digits(name: &str) -> String {
    lowercase_letters(name).collect()
}

/// Whether two names have the same letters and digits, whatever their case and separators.
pub fn same_letters(left: &str, right: &str) -> bool {
    if left.is_ascii() && right.is_ascii() {
        return ascii_letters(left).eq(ascii_letters(right));
    }
    lowercase_letters(left).eq(lowercase_letters(right))
}

/// As [`lowercase_letters`] for text that is all ASCII, and faster.
fn ascii_letters(text: &str) -> impl Iterator<Item = u8> {
    let letters = text.bytes().filter(u8::is_ascii_alphanumeric);
    letters.map(|letter| letter.to_ascii_lowercase())
}

/// A text in lower case, with one space for each run of white space and none at its ends.
pub fn lowercase_words(text: &str) -> String {
    let lowercase = text.to_lowercase();
    let words: Vec<&str> = lowercase.split_whitespace().collect();
    words.join(" ")
}

fn lowercase_letters(text: &str) -> impl Iterator<Item = char> {
    let letters = text.chars().filter(|letter| letter.is_alphanumeric());
    letters.flat_map(char::to_lowercase)
}

/// The singular of a plural by its ending: `grower` of `growers`, `company` of `companies`, `box` of `boxes`. Other words
/// stay as they are, among them `status` and `address`.
pub fn singular(word: &str) -> String {
    let stem = |ending: &str| word.strip_suffix(ending).filter(|stem| stem.len() > 1);
    if let Some(stem) = stem("ies") {
        return format!("{stem}y");
    }
    let without_es = stem("es").filter(|stem| {
        let endings = ["ss", "sh", "ch", "x"];
        let mut before = endings
            .iter()
            .filter_map(|ending| stem.strip_suffix(ending));
        before.any(|before| before.len() > 1)
    });
    if let Some(one) = without_es {
        return one.to_owned();
    }
    let is_singular = ["ss", "us", "is"]
        .iter()
        .any(|ending| word.ends_with(ending));
    match stem("s") {
        Some(one) if !is_singular => one.to_owned(),
        _ => word.to_owned(),
    }
}

/// The words of a name in lower case: `start_time`, `startTime` and `Start-Time` have the same. Digits belong to the word before
/// them.
pub fn split_words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut before = ' ';
    for letter in name.chars() {
        let ends_word = before.is_lowercase() || before.is_ascii_digit();
        let is_start = !before.is_alphanumeric() || (ends_word && letter.is_uppercase());
        match words.last_mut() {
            _ if !letter.is_alphanumeric() => {}
            Some(word) if !is_start => word.extend(letter.to_lowercase()),
            _ => words.push(letter.to_lowercase().collect()),
        }
        before = letter;
    }
    words
}

/// Whether a segment of a path says nothing about the resource: `api`, `rest`, `v2`, `2.0`, `2010-04-01`.
pub fn is_preamble(segment: &str) -> bool {
    let lower = segment.to_ascii_lowercase();
    let version = lower.strip_prefix('v').unwrap_or(&lower);
    let is_part = |letter: char| letter.is_ascii_digit() || matches!(letter, '.' | '-');
    ["api", "rest", "services"].contains(&lower.as_str())
        || (version.starts_with(|first: char| first.is_ascii_digit())
            && version.chars().all(is_part))
}

/// How many segments at their start all paths share, so that each has another fixed one behind them.
pub fn shared_start<'a>(mut paths: impl Iterator<Item = &'a str>) -> usize {
    let segments = |path: &'a str| -> Vec<&'a str> {
        path.split('/').filter(|text| !text.is_empty()).collect()
    };
    let is_fixed = |text: &&str| !text.contains('{');
    // All fixed segments but the last, and what is between them.
    let start = |all: &[&str]| all.iter().rposition(is_fixed).unwrap_or_default();
    let Some(first) = paths.next().map(segments) else {
        return 0;
    };
    let mut shared = start(&first);
    let mut is_only = true;
    for path in paths.map(segments) {
        is_only &= path == first;
        let same = first
            .iter()
            .zip(&path)
            .take_while(|(left, right)| left == right);
        shared = shared.min(same.count()).min(start(&path));
    }
    if is_only { 0 } else { shared }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_separators_do_not_count() {
        assert_eq!(
            letters_and_digits("meeting_UUID"),
            letters_and_digits("Meeting Uuid")
        );
        assert!(same_letters("next_page_token", "nextPageToken"));
        assert!(!same_letters("next_page_token", "nextPageTokens"));
        assert_eq!(lowercase_words(" Get  a\tUser "), "get a user");
    }

    #[test]
    fn plurals_have_a_singular() {
        for (many, one) in [
            ("growers", "grower"),
            ("companies", "company"),
            ("addresses", "address"),
            ("boxes", "box"),
            ("branches", "branch"),
            ("licenses", "license"),
            ("status", "status"),
            ("address", "address"),
            ("analysis", "analysis"),
            ("axes", "axe"),
            ("is", "is"),
            ("s", "s"),
        ] {
            assert_eq!(singular(many), one);
        }
    }

    #[test]
    fn names_have_words() {
        assert_eq!(split_words("stopLimitPrice"), ["stop", "limit", "price"]);
        assert_eq!(split_words("gate_list"), ["gate", "list"]);
        assert_eq!(split_words("user.get"), ["user", "get"]);
        assert_eq!(
            split_words("PayPal-Request-Id"),
            ["pay", "pal", "request", "id"]
        );
        assert_eq!(split_words("address2Line"), ["address2", "line"]);
        assert_eq!(split_words("items[0]"), ["items", "0"]);
        assert!(split_words("").is_empty());
    }

    #[test]
    fn versions_say_nothing_about_a_resource() {
        for segment in ["api", "REST", "v2", "2.0", "V1.1", "2010-04-01", "3"] {
            assert!(is_preamble(segment), "{segment}");
        }
        for segment in ["users", "v", "2fa", "values", "-1", ""] {
            assert!(!is_preamble(segment), "{segment}");
        }
    }

    #[test]
    fn what_all_paths_share_says_nothing() {
        assert_eq!(
            shared_start(["/data/core/a", "/data/core/a/{id}"].into_iter()),
            2
        );
        assert_eq!(
            shared_start(["/{shop}/carts", "/{shop}/carts/{id}/items"].into_iter()),
            1
        );
        assert_eq!(shared_start(["/users", "/users/{id}"].into_iter()), 0);
        assert_eq!(shared_start(["/a/b"].into_iter()), 0);
    }
}
