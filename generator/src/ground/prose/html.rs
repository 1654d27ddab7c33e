//! Converts HTML tags to Markdown. Unknown tags are kept as text.

/// The mark of a line break: a control character, which clean text does not have, at the end of a line.
const BREAK: &str = "\u{1}\n";

/// A text with its HTML tags converted to Markdown or removed.
pub(super) fn to_markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut links: Vec<String> = Vec::new();
    while let Some(at) = rest.find(['<', '`']) {
        let (before, here) = rest.split_at(at);
        out.push_str(before);
        if here.starts_with('`') {
            let length = code_length(here);
            out.push_str(&here[..length]);
            rest = &here[length..];
            continue;
        }
        match tag(here) {
            Some((tag, length)) => {
                rest = &here[length..];
                if tag.is_removed() && !tag.is_closing {
                    rest = skip_to_end(rest, tag.name);
                }
                write(&tag, &mut out, &mut links);
            }
            None => {
                out.push('<');
                rest = &here[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

/// The length of the inline code at the start of a text with its backticks; that of the backticks, if nothing closes
/// them.
fn code_length(text: &str) -> usize {
    let ticks = text.len() - text.trim_start_matches('`').len();
    let fence = &text[..ticks];
    let mut at = ticks;
    while let Some(found) = text[at..].find(fence) {
        let start = at + found;
        let run = text[start..].len() - text[start..].trim_start_matches('`').len();
        if run == ticks {
            return start + ticks;
        }
        at = start + run;
    }
    ticks
}

struct Tag<'t> {
    name: &'t str,
    is_closing: bool,
    attributes: &'t str,
}

impl Tag<'_> {
    /// Whether the content of the element is removed, too.
    fn is_removed(&self) -> bool {
        ["script", "style", "head"]
            .iter()
            .any(|name| self.name.eq_ignore_ascii_case(name))
    }

    /// The value of an attribute.
    fn attribute(&self, name: &str) -> Option<&str> {
        let at = self
            .attributes
            .to_ascii_lowercase()
            .find(&format!("{name}="))?;
        let value = &self.attributes[at + name.len() + 1..];
        match value.chars().next()? {
            quote @ ('"' | '\'') => value[1..].split(quote).next(),
            _ => value.split_whitespace().next(),
        }
    }
}

/// The tag or comment at the start of a text, and its length.
fn tag(text: &str) -> Option<(Tag<'_>, usize)> {
    let tag = |name, is_closing, attributes| Tag {
        name,
        is_closing,
        attributes,
    };
    if let Some(comment) = text.strip_prefix("<!--") {
        let length = comment.find("-->").map_or(text.len(), |end| end + 7);
        return Some((tag("!", false, ""), length));
    }
    let end = text.find('>')?;
    let inner = &text[1..end];
    let (is_closing, inner) = match inner.strip_prefix('/') {
        Some(inner) => (true, inner),
        None => (false, inner),
    };
    let name_end = inner.find(|letter: char| !letter.is_ascii_alphanumeric());
    let (name, attributes) = inner.split_at(name_end.unwrap_or(inner.len()));
    let is_ended = attributes.is_empty() || attributes.starts_with([' ', '/', '\n']);
    (is_element(name) && is_ended).then(|| (tag(name, is_closing, attributes), end + 1))
}

/// The names of HTML elements.
const ELEMENTS: &str = "\
    a abbr article aside b big blockquote body br button caption center code col colgroup dd del \
    details div dl dt em figure font footer form h1 h2 h3 h4 h5 h6 head header hr html i iframe \
    img ins kbd li main mark nav ol p pre s samp script section small span strike strong style \
    sub summary sup svg table tbody td tfoot th thead tr tt u ul video";

fn is_element(name: &str) -> bool {
    let mut elements = ELEMENTS.split(' ');
    elements.any(|element| name.eq_ignore_ascii_case(element))
}

/// The text from the end tag of an element on; empty, if there is none.
fn skip_to_end<'t>(text: &'t str, name: &str) -> &'t str {
    let end = format!("</{}", name.to_ascii_lowercase());
    text.to_ascii_lowercase()
        .find(&end)
        .map_or("", |at| &text[at..])
}

/// Writes the Markdown for a tag.
fn write(tag: &Tag<'_>, out: &mut String, links: &mut Vec<String>) {
    let in_table = out
        .rsplit('\n')
        .next()
        .is_some_and(|line| line.trim_start().starts_with('|'));
    let name = tag.name.to_ascii_lowercase();
    // A cell of a table has no line breaks.
    let break_lines = |lines: &'static str| if in_table { " " } else { lines };
    match name.as_str() {
        "br" => out.push_str(break_lines(BREAK)),
        "b" | "strong" => out.push_str("**"),
        "i" | "em" => out.push('*'),
        "code" | "kbd" | "samp" | "tt" => out.push('`'),
        "pre" => out.push_str("\n```\n"),
        "li" if !tag.is_closing => out.push_str(break_lines("\n- ")),
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" if !tag.is_closing => {
            out.push_str(break_lines("\n\n#### "))
        }
        "a" if tag.is_closing => {
            if let Some(target) = links.pop() {
                out.push_str(&format!("]({target})"));
            }
        }
        "a" => {
            let target = tag.attribute("href").unwrap_or_default();
            let is_absolute =
                target.starts_with("http") && !target.contains(['(', ')', ' ', '<', '\n']);
            if is_absolute {
                links.push(target.to_owned());
                out.push('[');
            }
        }
        "td" | "th" | "dd" => out.push(' '),
        "p" | "div" | "ul" | "ol" | "table" | "tr" | "dl" | "dt" | "h1" | "h2" | "h3" | "h4"
        | "h5" | "h6" | "hr" | "blockquote" | "section" | "header" | "footer" | "details"
        | "summary" | "article" | "body" | "caption" | "center" => {
            out.push_str(break_lines("\n\n"))
        }
        _ => {}
    }
}
