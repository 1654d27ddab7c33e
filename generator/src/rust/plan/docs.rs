//! The docs of calls, errors and setters, from facts and descriptions.

use crate::ground::diagnostic::one_line;
use crate::model::api::{
    BodyKind, Bounds, ErrorCase, Inference, InferenceKind, NoteStyle, Operation, Status, Value,
};
use crate::model::sample::Shortened;

use super::model::{Docs, ErrorVariant};
use super::response_docs::{response_headers, stream};
use crate::ground::prose::{ProseCache, capitalised, code, fence, plain, wrapped};
use crate::ground::words::same_letters;

/// The longest name of an operation that is used as its summary, in characters.
const SUMMARY: usize = 120;

/// Adds lines after an empty one.
pub(super) fn paragraphs(lines: &mut Docs, more: Docs) {
    if !lines.is_empty() && !more.is_empty() {
        lines.push(String::new());
    }
    lines.extend(more);
}

/// Adds a line after an empty one.
pub(super) fn paragraph(lines: &mut Docs, more: String) {
    paragraphs(lines, vec![more]);
}

/// What the docs of a method are made of.
pub(super) struct Page<'a> {
    pub prose: &'a ProseCache,
    pub operation: &'a Operation,
    /// The ways to authenticate, in a sentence, where there is a choice.
    pub credentials: Option<String>,
    /// The method's name, for operations without a name of their own.
    pub method: &'a str,
    /// The required arguments with their descriptions.
    pub arguments: Vec<(String, Option<&'a str>)>,
    pub error: &'a str,
    pub errors: &'a [ErrorVariant],
    /// The documented messages of each variant.
    pub meanings: Vec<String>,
    /// The type of the call, where it has `items` and `pages`.
    pub paged: Option<&'a str>,
    /// Whether the answer is any JSON because none is documented.
    pub assumed: bool,
    /// What the type of the answer is inferred from, if none is documented.
    pub inference: Option<&'a Inference>,
    pub example: Vec<String>,
    /// Whether the example sends everything that the curl command sends.
    pub whole: bool,
    pub curl: Shortened,
}

/// The docs of a method: what it does, its HTTP line, what is known of it, its errors, an example, and the curl command.
pub(super) fn method(page: &Page<'_>) -> Docs {
    let operation = page.operation;
    let mut lines = vec![title(operation, page.method)];
    paragraph(&mut lines, code(&operation.key.to_string()));
    let described = described(page, lines.first());
    paragraphs(&mut lines, described);
    paragraphs(&mut lines, arguments(page.prose, &page.arguments));
    paragraphs(&mut lines, effects(page.prose, operation));
    let credentials = page.credentials.as_deref().map(wrapped);
    paragraphs(&mut lines, credentials.unwrap_or_default());
    paragraphs(&mut lines, other_bodies(operation));
    if let Some(builder) = page.paged {
        paragraphs(&mut lines, wrapped(&whole_list(builder)));
    }
    if page.assumed {
        paragraphs(&mut lines, wrapped(&assumed(operation)));
    }
    if let Some(inference) = page.inference {
        paragraphs(&mut lines, wrapped(&inferred(inference)));
    }
    paragraphs(&mut lines, stream(operation));
    paragraphs(&mut lines, response_headers(operation));
    if !page.errors.is_empty() {
        paragraph(&mut lines, "# Errors".to_owned());
        paragraphs(&mut lines, errors(page));
    }
    if !page.example.is_empty() {
        paragraph(&mut lines, "# Example".to_owned());
        paragraphs(&mut lines, fence("no_run", &page.example.join("\n")));
    }
    paragraphs(&mut lines, folded(page));
    lines
}

/// The media types in which callers may write the body themselves; empty where the document has only one.
fn other_bodies(operation: &Operation) -> Docs {
    let others = operation.body.iter().flat_map(|body| &body.others);
    let types: Vec<String> = others.map(|other| code(&other.media_type)).collect();
    match types.as_slice() {
        [] => Docs::new(),
        types => wrapped(&format!(
            "The service also accepts a body of {}, which `with_body` of the call sends.",
            types.join(" or ")
        )),
    }
}

/// The operation's description, without a first paragraph that only repeats the title.
fn described(page: &Page<'_>, title: Option<&String>) -> Docs {
    let text = page.operation.description.as_deref();
    let lines = text.map(|text| page.prose.block(text)).unwrap_or_default();
    let end = lines
        .iter()
        .position(String::is_empty)
        .unwrap_or(lines.len());
    let first = lines[..end].concat();
    match title.is_some_and(|title| same_letters(title, &first)) {
        true => lines[end..].iter().skip(1).cloned().collect(),
        false => lines,
    }
}

/// The curl command in a `<details>` element. CommonMark reads what is between the tags as Markdown because blank lines surround it.
fn folded(page: &Page<'_>) -> Docs {
    let title = match (page.curl.whole, page.whole) {
        (false, _) => "curl, shortened",
        (true, true) => "curl",
        (true, false) => "curl, with all values",
    };
    let mut lines = vec![format!("<details><summary>{title}</summary>")];
    paragraphs(&mut lines, fence("text", &page.curl.text));
    paragraph(&mut lines, "</details>".to_owned());
    lines
}

/// How an undocumented response is read. The field of the example is one that the operation sends.
fn assumed(operation: &Operation) -> String {
    let kind = operation.body.as_ref().map(|body| &body.kind);
    let sample = operation
        .examples
        .first()
        .and_then(|example| match &example.body {
            Some(Value::Text(text)) if matches!(kind, Some(BodyKind::Json(_))) => first_key(text),
            _ => None,
        });
    format!(
        "No answer is documented: any JSON is read, and an empty body is `null`. \
         `answer.get(\"{}\")` gives a field; `.read_as::<T>()` reads a type of your own.",
        sample.as_deref().unwrap_or("id")
    )
}

/// The first key of an object, if it is a plain name.
fn first_key(text: &str) -> Option<String> {
    let object: serde_json::Value = serde_json::from_str(text).ok()?;
    let key = object.as_object()?.keys().next()?;
    let is_plain = key
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    (is_plain && !key.is_empty() && key.len() <= 40).then(|| key.clone())
}

/// What the type of an undocumented response is inferred from, and what that means.
fn inferred(inference: &Inference) -> String {
    let name: String = one_line(&inference.operation)
        .chars()
        .filter(|letter| !"*_`[]<>\\".contains(*letter))
        .collect();
    let source = match inference.kind {
        InferenceKind::Sent => format!("as *{}* sends it", name.trim()),
        InferenceKind::Returned => format!("as *{}* returns it", name.trim()),
        InferenceKind::Listed => format!("as *{}* lists it", name.trim()),
        InferenceKind::Described => "as the description shows it".to_owned(),
    };
    format!(
        "No answer is documented: its type is inferred, {source}. Fields of another type are left out; \
         `answer.json()` is the whole answer."
    )
}

fn whole_list(builder: &str) -> String {
    format!(
        "In pages: [`.items()`]({builder}::items) and [`.pages()`]({builder}::pages) read them all."
    )
}

/// The operation's name as a sentence, without a number in front; the words of the method's name where the operation has none, or
/// where its name repeats method and path.
pub(super) fn title(operation: &Operation, method: &str) -> String {
    let named = operation.summary.as_ref().unwrap_or(&operation.name);
    let name = plain(without_number(named));
    let name = if name.is_empty() || name.chars().count() > SUMMARY || is_address(operation, named)
    {
        let words = method.strip_prefix("r#").unwrap_or(method);
        capitalised(&words.replace('_', " "))
    } else {
        name
    };
    if name.ends_with(['.', '!', '?']) {
        name
    } else {
        format!("{name}.")
    }
}

/// A name without the number of its place in a list: `1. Create a profile`, `2.3 - Send`, `4) Wait`.
fn without_number(name: &str) -> &str {
    let name = name.trim();
    let rest = name.trim_start_matches(|letter: char| letter.is_ascii_digit() || letter == '.');
    let number = &name[..name.len() - rest.len()];
    let text = rest
        .trim_start()
        .trim_start_matches([')', '-', ':', '\u{2013}'])
        .trim_start();
    // `2 users` begins with a quantity.
    let is_place = number.contains('.') || rest.trim_start().len() > text.len();
    match is_place
        && number.starts_with(|letter: char| letter.is_ascii_digit())
        && text.starts_with(char::is_alphabetic)
    {
        true => text,
        false => name,
    }
}

/// Whether an operation's name is a URL or a path, or repeats its method and path.
fn is_address(operation: &Operation, name: &str) -> bool {
    let name = name.trim();
    let rest = name
        .strip_prefix(operation.key.method.as_str())
        .unwrap_or(name)
        .trim_start();
    rest.starts_with(['/', '{']) || rest.starts_with("http://") || rest.starts_with("https://")
}

fn arguments(prose: &ProseCache, arguments: &[(String, Option<&str>)]) -> Docs {
    let documented = arguments.iter().filter_map(|(name, description)| {
        let text = prose.line((*description)?);
        (!text.is_empty()).then(|| format!("- `{}`: {text}", name.trim_start_matches("r#")))
    });
    documented.flat_map(|text| wrapped(&text)).collect()
}

/// Scopes, rate limit label and notes.
fn effects(prose: &ProseCache, operation: &Operation) -> Docs {
    let effects = &operation.effects;
    let list = |names: &[String]| {
        names
            .iter()
            .map(|name| code(name))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let mut facts = Vec::new();
    if effects.deprecated {
        facts.push("**Deprecated.**".to_owned());
    }
    if !effects.scopes.is_empty() {
        facts.push(format!("Scopes: {}.", list(&effects.scopes)));
    }
    for (title, names) in operation.notes.of_style(NoteStyle::Names) {
        facts.push(format!("{title}: {}.", list(names)));
    }
    if let Some(label) = &effects.rate_label {
        facts.push(format!("Rate limit label: {}.", code(label)));
    }
    let mut lines = if facts.is_empty() {
        Vec::new()
    } else {
        wrapped(&facts.join(" "))
    };
    for (title, texts) in operation.notes.of_style(NoteStyle::Sentences) {
        let sentences = prose.lines(texts);
        if !sentences.is_empty() {
            paragraph(&mut lines, format!("{title}:"));
            let items = sentences.iter().map(|sentence| format!("- {sentence}"));
            lines.extend(items.flat_map(|item| wrapped(&item)));
        }
    }
    lines
}

/// The status that has no variant in any operation: `Error::RateLimited` reports it.
pub(super) const RATE_LIMITED: u16 = 429;

/// The table of the documented errors, by status, with those of a code first.
fn errors(page: &Page<'_>) -> Docs {
    // An empty column is left out.
    let has_meanings = page.meanings.iter().any(|meaning| !meaning.is_empty());
    let (head, rule) = if has_meanings {
        (" Meaning |", "---|")
    } else {
        ("", "")
    };
    let mut lines = vec![
        format!("| Status | Code |{head} Variant |"),
        format!("|---|---|{rule}---|"),
    ];
    let mut rows: Vec<(&ErrorVariant, &String)> = page.errors.iter().zip(&page.meanings).collect();
    rows.sort_by_key(|(variant, _)| (variant.status, variant.code.is_none()));
    for (variant, meaning) in rows {
        let shared = |other: &ErrorVariant| other.status == variant.status && other.code.is_some();
        let code = match variant.code.as_deref() {
            Some(own) => code(own),
            None if page.errors.iter().any(shared) => "other".to_owned(),
            None => "any".to_owned(),
        };
        let meaning = if has_meanings {
            format!(" {meaning} |")
        } else {
            String::new()
        };
        let (status, error, name) = (variant.status, page.error, &variant.name);
        let link = match status {
            Status::Code(RATE_LIMITED) => {
                "[`Error::RateLimited`](crate::Error::RateLimited)".to_owned()
            }
            _ => format!("[`{name}`]({error}::{name})"),
        };
        lines.push(format!("| {status} | {code} |{meaning} {link} |"));
    }
    lines
}

/// The documented messages of some cases, as one line.
pub(super) fn meaning<'a>(
    prose: &ProseCache,
    cases: impl Iterator<Item = &'a ErrorCase>,
) -> String {
    let mut seen: Vec<String> = Vec::new();
    for message in cases.flat_map(|case| &case.messages) {
        let text = prose.line(message);
        if !text.is_empty() && !seen.contains(&text) {
            seen.push(text);
        }
    }
    let sentences = seen.iter().map(|text| match text.chars().next_back() {
        Some('.' | '!' | '?' | ':' | '\u{2026}' | '`') => text.clone(),
        _ => format!("{text}."),
    });
    sentences.collect::<Vec<_>>().join(" ")
}

/// The docs of the variant for all other errors, with what is documented about them.
pub(super) fn other(prose: &ProseCache, operation: &Operation) -> Docs {
    let errors = operation.errors.iter();
    let others = errors.filter(|case| case.status == Status::Default && case.code.is_none());
    match meaning(prose, others).as_str() {
        "" => vec!["Any other error response.".to_owned()],
        meaning => wrapped(&format!("Any other error response: {meaning}")),
    }
}

/// The docs of a variant: `400`, code `300`, and its documented messages.
pub(super) fn variant(
    status: Status,
    vendor: Option<&str>,
    documented: bool,
    meaning: &str,
) -> Docs {
    let mut text = match status {
        Status::Default => "Any status".to_owned(),
        status => format!("`{status}`"),
    };
    match vendor {
        // A 2xx is an error only by the code in its body.
        Some(vendor) if status.is_success() => {
            text.push_str(&format!(" with the code {} in its body", code(vendor)));
        }
        Some(vendor) => text.push_str(&format!(", code {}", code(vendor))),
        None if !documented => text.push_str(" with another code or none"),
        None => {}
    }
    match meaning {
        "" => text.push('.'),
        _ => text.push_str(&format!(": {meaning}")),
    }
    wrapped(&text)
}

/// What is known of a value that callers set.
#[derive(Debug, Clone, Default)]
pub(super) struct Known<'a> {
    pub description: Docs,
    pub default: Option<&'a str>,
    /// The value that is sent by itself.
    pub preset: Option<&'a str>,
    pub bounds: Option<&'a Bounds>,
    /// An example value that says something.
    pub example: Option<&'a str>,
    /// The name on the wire, where it differs from the identifier in more than case and separators.
    pub wire: Option<&'a str>,
    pub deprecated: bool,
}

/// The docs of a setter or an argument: its description, then facts in one paragraph; empty where nothing is known.
pub(super) fn known(known: Known<'_>) -> Docs {
    let mut lines = known.description;
    let mut facts = Vec::new();
    if known.deprecated {
        facts.push("**Deprecated.**".to_owned());
    }
    facts.extend(known.wire.map(|name| format!("Sent as {}.", code(name))));
    facts.extend(known.bounds.and_then(bounds));
    let default = known.default.filter(|text| !text.is_empty());
    facts.extend(default.map(|text| format!("Default: {}.", code(text))));
    facts.extend(
        known
            .preset
            .map(|text| format!("{} is sent if it is not set.", code(text))),
    );
    let example = known
        .example
        .filter(|text| Some(*text) != default && known.preset.is_none());
    facts.extend(example.map(|text| format!("Example: {}.", code(text))));
    if !facts.is_empty() {
        paragraphs(&mut lines, wrapped(&facts.join(" ")));
    }
    lines
}

/// `From 1 to 300.`
fn bounds(bounds: &Bounds) -> Option<String> {
    let (least, greatest) = (bounds.minimum.as_deref(), bounds.maximum.as_deref());
    let number = match (least, greatest) {
        (Some(least), Some(greatest)) => {
            Some(format!("From {} to {}.", code(least), code(greatest)))
        }
        (Some(least), None) => Some(format!("At least {}.", code(least))),
        (None, Some(greatest)) => Some(format!("At most {}.", code(greatest))),
        (None, None) => None,
    };
    let length = bounds
        .max_length
        .map(|length| format!("At most {length} characters."));
    match (number, length) {
        (Some(number), Some(length)) => Some(format!("{number} {length}")),
        (number, length) => number.or(length),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::api::testing::operation;

    #[test]
    fn a_title_is_a_sentence_without_its_number() {
        let titled = |name: &str| {
            let named = Operation {
                name: name.to_owned(),
                ..operation("GET", "/users/{id}")
            };
            title(&named, "get_user")
        };
        for (name, expected) in [
            ("Get a user", "Get a user."),
            ("1. Get a user", "Get a user."),
            ("2.3 - Get a user", "Get a user."),
            ("4) Get it!", "Get it!"),
            ("2 users", "2 users."),
            ("3D models", "3D models."),
            ("1.", "1."),
            ("GET /users/:id", "Get user."),
            ("https://example.com/users", "Get user."),
            ("", "Get user."),
        ] {
            assert_eq!(titled(name), expected, "{name}");
        }
    }

    #[test]
    fn facts_are_one_paragraph_and_unknown_values_have_no_docs() {
        assert_eq!(known(Known::default()), Docs::new());
        let bounds = Bounds {
            minimum: Some("1".to_owned()),
            maximum: Some("300".to_owned()),
            max_length: None,
        };
        let facts = Known {
            description: vec!["The size.".to_owned()],
            default: Some("30"),
            bounds: Some(&bounds),
            example: Some("30"),
            ..Known::default()
        };
        assert_eq!(
            known(facts),
            ["The size.", "", "From `1` to `300`. Default: `30`."]
        );
    }
}
