//! Parses Markdown and writes it anew with few kinds of markup.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::text::{code, escape, escape_start, fence};

/// Converts Markdown to strict Markdown, with lines not yet wrapped.
pub(super) fn render(markdown: &str) -> String {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let mut writer = Writer::default();
    for event in Parser::new_ext(markdown, options) {
        writer.event(event);
    }
    writer.finish()
}

#[derive(Default)]
struct Writer {
    /// Finished blocks.
    out: String,
    /// The current paragraph, heading or table cell.
    line: String,
    lists: Vec<List>,
    /// Whether the next line starts a list item.
    starts_item: bool,
    /// The open links: the target and the start of the text in `line`; `None` for a link that is left out.
    links: Vec<Option<(String, usize)>>,
    /// The content of the current code block.
    code: Option<String>,
    /// The cells of the current row.
    row: Option<Vec<String>>,
    columns: usize,
    in_image: bool,
}

/// An open list.
struct List {
    /// The number of the next item, if the items have numbers.
    number: Option<u64>,
    /// The indentation of the items' text; 0 before the first item is written.
    indent: usize,
}

impl Writer {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(&text),
            Event::Code(text) => self.line.push_str(&code(&text)),
            Event::Html(text) | Event::InlineHtml(text) => self.text(&text),
            Event::SoftBreak => self.line.push(' '),
            Event::HardBreak => self.hard_break(),
            Event::Rule => self.flush(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(code) = &mut self.code {
            code.push_str(&text.replace('\u{1}', ""));
            return;
        }
        for (index, part) in text.split('\u{1}').enumerate() {
            if index > 0 {
                self.hard_break();
            }
            self.line.push_str(&escape(&part.replace('\n', " ")));
        }
    }

    /// Adds a line break, which is kept when lines are wrapped. In a table cell it is a space.
    fn hard_break(&mut self) {
        if self.row.is_some() || self.line.trim().is_empty() {
            self.line.push(' ');
        } else {
            self.line.push('\n');
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph | Tag::Heading { .. } | Tag::BlockQuote(_) | Tag::HtmlBlock => {
                self.flush()
            }
            Tag::List(first) => {
                self.flush();
                self.lists.push(List {
                    number: first,
                    indent: 0,
                });
            }
            Tag::Item => {
                self.flush();
                self.starts_item = true;
            }
            Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) => {
                self.flush();
                self.code = Some(String::new());
            }
            Tag::Table(alignments) => {
                self.flush();
                self.columns = alignments.len();
            }
            Tag::TableHead | Tag::TableRow => self.row = Some(Vec::new()),
            Tag::Link { dest_url, .. } => {
                let target = absolute_url(&dest_url);
                self.links.push(target.map(|url| (url, self.line.len())));
            }
            Tag::Image { .. } => self.in_image = true,
            Tag::Strong => self.line.push('\u{2}'),
            Tag::Emphasis => self.line.push('\u{3}'),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Item | TagEnd::BlockQuote(_) | TagEnd::HtmlBlock => {
                self.flush()
            }
            TagEnd::Heading(_) => {
                // A heading would be on one level with those that the generator writes.
                let text = with_emphasis(std::mem::take(&mut self.line))
                    .replace("**", "")
                    .replace('\n', " ");
                if !text.trim().is_empty() {
                    self.line = format!("**{}**", text.trim());
                }
                self.flush();
            }
            TagEnd::List(_) => {
                self.flush();
                self.lists.pop();
                self.starts_item = false;
                if self.lists.is_empty() {
                    self.out.push('\n');
                }
            }
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::TableCell => {
                let cell = with_emphasis(std::mem::take(&mut self.line));
                if let Some(row) = &mut self.row {
                    row.push(cell.trim().to_owned());
                }
            }
            TagEnd::TableHead => self.end_row(true),
            TagEnd::TableRow => self.end_row(false),
            TagEnd::Table => self.out.push('\n'),
            TagEnd::Link => self.end_link(),
            TagEnd::Image => self.in_image = false,
            TagEnd::Strong => self.line.push('\u{2}'),
            TagEnd::Emphasis => self.line.push('\u{3}'),
            _ => {}
        }
    }

    fn end_link(&mut self) {
        let Some(Some((url, start))) = self.links.pop() else {
            return;
        };
        let text = self.line.split_off(start.min(self.line.len()));
        // A URL in the text was converted to a link, and links cannot be nested.
        let text = text.replace(['<', '>', '\n'], "").replace("\\\\", "\\");
        let bare: String = text
            .chars()
            .filter(|letter| !matches!(letter, '\\' | '\u{2}' | '\u{3}'))
            .collect();
        if bare.trim().is_empty() || bare.trim() == url || bare.contains("://") {
            self.line.push_str(&format!("<{url}>"));
        } else {
            self.line.push_str(&format!("[{}]({url})", text.trim()));
        }
    }

    fn end_code(&mut self) {
        let Some(text) = self.code.take() else { return };
        if text.trim().is_empty() {
            return;
        }
        let indent = self.indent();
        if self.lists.is_empty() && !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
        for line in fence("text", &text) {
            self.out.push_str(&format!("{indent}{line}\n"));
        }
        self.out.push('\n');
    }

    fn end_row(&mut self, head: bool) {
        let Some(mut cells) = self.row.take() else {
            return;
        };
        cells.resize(self.columns, String::new());
        self.out.push_str(&format!("| {} |\n", cells.join(" | ")));
        if head {
            self.out
                .push_str(&format!("|{}\n", "---|".repeat(self.columns)));
        }
    }

    /// The indentation of a line that continues the open list items.
    fn indent(&self) -> String {
        let indent: usize = self.lists.iter().map(|list| list.indent).sum();
        " ".repeat(indent.min(12))
    }

    /// Writes the current line: a paragraph behind an empty line, or the first line of a list item.
    fn flush(&mut self) {
        if self.row.is_some() {
            return;
        }
        let text = with_emphasis(std::mem::take(&mut self.line));
        let lines = text.split('\n').map(str::trim);
        let lines: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
        if lines.is_empty() {
            return;
        }
        // Without an empty line, a paragraph of an item would continue the line before it, which may be that of an inner item.
        let is_paragraph = self.lists.is_empty() || !self.starts_item;
        if is_paragraph && !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
        let start = self.line_start();
        let indent = self.indent();
        let lines: Vec<String> = lines.into_iter().map(escape_start).collect();
        let lines = lines.join(&format!("\\\n{indent}"));
        self.out.push_str(&format!("{start}{lines}\n"));
        if self.lists.is_empty() {
            self.out.push('\n');
        }
    }

    /// The start of the next line: the marker of a list item, or the indentation of the open items.
    fn line_start(&mut self) -> String {
        if !std::mem::take(&mut self.starts_item) {
            return self.indent();
        }
        if let Some(list) = self.lists.last_mut() {
            list.indent = 0;
        }
        let before = self.indent();
        let Some(list) = self.lists.last_mut() else {
            return before;
        };
        let mark = match &mut list.number {
            Some(number) => {
                let mark = format!("{}. ", (*number).min(999));
                *number = number.saturating_add(1);
                mark
            }
            None => "- ".to_owned(),
        };
        list.indent = mark.len();
        before + &mark
    }

    fn finish(mut self) -> String {
        self.flush();
        let mut out = String::with_capacity(self.out.len());
        for line in self.out.trim().lines() {
            if !(line.trim().is_empty() && out.ends_with("\n\n")) {
                out.push_str(line.trim_end());
                out.push('\n');
            }
        }
        out
    }
}

/// The target of a link, if it is an absolute URL.
fn absolute_url(url: &str) -> Option<String> {
    let is_web = url.starts_with("https://") || url.starts_with("http://");
    let is_plain = url
        .chars()
        .all(|letter| letter.is_ascii_graphic() && !r#"<>()[]{}|\`"'"#.contains(letter));
    (is_web && is_plain && !url.ends_with("//")).then(|| url.to_owned())
}

/// Writes `**` and `*` for the marks of emphasis, in pairs around words. A mark that would not be emphasis in Markdown is
/// removed.
fn with_emphasis(mut text: String) -> String {
    if !text.contains(['\u{2}', '\u{3}']) {
        return text;
    }
    for (mark, sign) in [('\u{2}', "**"), ('\u{3}', "*")] {
        let parts: Vec<String> = text.split(mark).map(str::to_owned).collect();
        text = String::new();
        for (index, part) in parts.iter().enumerate() {
            if index % 2 == 0 || index + 1 == parts.len() {
                text.push_str(part);
                continue;
            }
            let inner = part.trim();
            let before_word = text.chars().next_back().is_some_and(char::is_alphanumeric);
            let after = parts.get(index + 1).and_then(|next| next.chars().next());
            let after_word =
                part.ends_with(char::is_whitespace) || !after.is_some_and(char::is_alphanumeric);
            let starts_with_space = part.starts_with(char::is_whitespace);
            let is_valid = !inner.contains('\n')
                && inner.starts_with(char::is_alphanumeric)
                && inner.ends_with(char::is_alphanumeric)
                && (!before_word || starts_with_space)
                && after_word;
            let sign = if is_valid { sign } else { "" };
            let space = |is_needed| if is_needed { " " } else { "" };
            let ends_with_space = part.ends_with(char::is_whitespace);
            let (before, after) = (space(starts_with_space), space(ends_with_space));
            text.push_str(&format!("{before}{sign}{inner}{sign}{after}"));
        }
    }
    text
}
