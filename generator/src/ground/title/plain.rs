//! Names without markup.

/// Elements that names are marked up with.
const ELEMENTS: [&str; 20] = [
    "a", "b", "br", "code", "del", "div", "em", "font", "h1", "h2", "h3", "i", "mark", "p", "s",
    "small", "span", "strong", "sup", "u",
];

/// Entities and the letters that they stand for.
const ENTITIES: [(&str, &str); 8] = [
    ("&amp;", "&"),
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&quot;", "\""),
    ("&apos;", "'"),
    ("&#39;", "'"),
    ("&#x27;", "'"),
    ("&nbsp;", " "),
];

/// A name without HTML tags and entities, its `&` between words as `and`, its white space as single spaces.
pub(super) fn text(name: &str) -> String {
    let mut text = if name.contains('<') {
        without_tags(name)
    } else {
        name.to_owned()
    };
    if text.contains('&') {
        for (entity, letter) in ENTITIES {
            text = text.replace(entity, letter);
        }
        text = text.replace(" & ", " and ");
    }
    // `user(s)` is a plural.
    text = text.replace("(s)", "s").replace("(es)", "es");
    let words = text.split_whitespace();
    let words: Vec<&str> = words.filter(|word| !is_version_of_path(word)).collect();
    words.join(" ")
}

/// Whether a word is the version of a path: `/v5`.
fn is_version_of_path(word: &str) -> bool {
    let number = word.strip_prefix("/v").unwrap_or_default();
    !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
}

fn without_tags(name: &str) -> String {
    let mut text = String::new();
    let mut rest = name;
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(before);
        let inner = after.split('>').next().unwrap_or_default();
        if inner.len() < after.len() && is_html_element(inner) {
            rest = &after[inner.len() + 1..];
            if inner.starts_with("br") {
                text.push(' ');
            }
        } else {
            text.push('<');
            rest = after;
        }
    }
    text + rest
}

/// Whether the text between `<` and `>` is an element of HTML; `<userId>` is none.
fn is_html_element(inner: &str) -> bool {
    let name = inner.trim_start_matches('/').trim_end_matches('/');
    let name = name.split_whitespace().next().unwrap_or_default();
    ELEMENTS.contains(&name.to_ascii_lowercase().as_str())
}
