//! Markdown parsed and written anew, in the few forms that are sure to read well.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::text::{code, escape, fence, harmless_start};

/// Strict Markdown of any Markdown, lines not yet wrapped.
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
    /// The paragraph, heading or cell that is being written.
    line: String,
    lists: Vec<List>,
    /// Whether the next line starts an item.
    item: bool,
    /// Where a link leads to, if it is kept, and where its text starts.
    links: Vec<Option<(String, usize)>>,
    /// The code block that is being read.
    code: Option<String>,
    /// The cells of the row that is being read.
    row: Option<Vec<String>>,
    columns: usize,
    in_image: bool,
}

/// An open list.
struct List {
    /// The next item's number, if the items have numbers.
    number: Option<u64>,
    /// How far its items' text is indented; nothing before the first one is written.
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

    /// A break that still is one when the line before it is wrapped; in a cell there is none.
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
                self.item = true;
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
                let target = absolute(&dest_url);
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
                // A heading of its own would stand beside ours.
                let text = emphasised(std::mem::take(&mut self.line))
                    .replace("**", "")
                    .replace('\n', " ");
                self.line = if text.trim().is_empty() {
                    String::new()
                } else {
                    format!("**{}**", text.trim())
                };
                self.flush();
            }
            TagEnd::List(_) => {
                self.flush();
                self.lists.pop();
                self.item = false;
                if self.lists.is_empty() {
                    self.out.push('\n');
                }
            }
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::TableCell => {
                let cell = emphasised(std::mem::take(&mut self.line));
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
        // A URL in the text became a link of its own, and links do not nest.
        let text = text.replace(['<', '>', '\n'], "").replace("\\\\", "\\");
        let bare: String = text
            .chars()
            .filter(|one| !matches!(one, '\\' | '\u{2}' | '\u{3}'))
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

    /// How far a line is indented that continues the open items.
    fn indent(&self) -> String {
        " ".repeat(
            self.lists
                .iter()
                .map(|list| list.indent)
                .sum::<usize>()
                .min(12),
        )
    }

    /// Ends the line that is being written; outside lists, an empty line follows.
    fn flush(&mut self) {
        if self.row.is_some() {
            return;
        }
        let text = emphasised(std::mem::take(&mut self.line));
        let lines: Vec<&str> = text
            .split('\n')
            .map(str::trim)
            .filter(|one| !one.is_empty())
            .collect();
        let Some(last) = lines.len().checked_sub(1) else {
            return;
        };
        if self.lists.is_empty() && !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
        let mark = self.mark();
        for (index, line) in lines.into_iter().enumerate() {
            let start = if index == 0 {
                mark.clone()
            } else {
                self.indent()
            };
            let end = if index == last { "" } else { "\\" };
            self.out
                .push_str(&format!("{start}{}{end}\n", harmless_start(line)));
        }
        if self.lists.is_empty() {
            self.out.push('\n');
        }
    }

    /// What the next line starts with: an item's mark, or the indentation of the open items.
    fn mark(&mut self) -> String {
        if !std::mem::take(&mut self.item) {
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

/// Where a link leads to, if it leads out of the source document.
fn absolute(url: &str) -> Option<String> {
    let is_web = url.starts_with("https://") || url.starts_with("http://");
    let is_plain = url
        .chars()
        .all(|one| one.is_ascii_graphic() && !r#"<>()[]{}|\`"'"#.contains(one));
    (is_web && is_plain && !url.ends_with("//")).then(|| url.to_owned())
}

/// Puts the marks of emphasis in their places, in pairs and close to words; a mark that would not work there
/// is dropped.
fn emphasised(line: String) -> String {
    if !line.contains(['\u{2}', '\u{3}']) {
        return line;
    }
    let mut text = line;
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
            let (left, right) = (
                part.len() - part.trim_start().len(),
                part.len() - part.trim_end().len(),
            );
            let tight =
                inner.starts_with(char::is_alphanumeric) && inner.ends_with(char::is_alphanumeric);
            let good = !inner.is_empty()
                && !inner.contains('\n')
                && tight
                && (!before_word || left > 0)
                && after_word;
            text.push_str(&" ".repeat(left.min(1)));
            text.push_str(&if good {
                format!("{sign}{inner}{sign}")
            } else {
                inner.to_owned()
            });
            text.push_str(&" ".repeat(right.min(1)));
        }
    }
    text
}
