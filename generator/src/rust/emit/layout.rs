//! Formatted items as rustfmt lays them out by the crate's `rustfmt.toml`, where prettyplease breaks lines in other places.

/// The longest line (`max_width` of the crate's `rustfmt.toml`).
const WIDTH: usize = 89;

/// The longest line of a list of names in a `use` declaration. Lines of prettyplease have up to two characters more.
const USE_WIDTH: usize = 88;

/// A `use` declaration, with its names in lines as long as rustfmt makes them.
pub(super) fn use_declaration(item: &str) -> String {
    let lines = item.trim_end().split_once("{\n").and_then(|(head, rest)| {
        let (names, end) = rest.rsplit_once("\n}")?;
        Some((head, names, end))
    });
    let Some((head, names, end)) = lines else {
        return item.to_owned();
    };
    let mut text = format!("{head}{{\n");
    let mut line = String::new();
    let names = names
        .split(',')
        .map(|name| name.split_whitespace().collect::<Vec<_>>().join(" "));
    for name in names.filter(|name| !name.is_empty()) {
        if line.is_empty() || line.len() + name.len() + 2 > USE_WIDTH {
            if !line.is_empty() {
                push_line(&mut text, &line);
            }
            line = format!("    {name},");
        } else {
            line.push_str(&format!(" {name},"));
        }
    }
    push_line(&mut text, &line);
    text.push('}');
    text.push_str(end);
    text.push('\n');
    text
}

/// An item, with a blank line after each method but the last, and its long lines broken as rustfmt breaks them.
pub(super) fn item(item: &str) -> String {
    let lines: Vec<&str> = item.lines().collect();
    let mut text = String::with_capacity(item.len());
    let mut rest = lines.as_slice();
    while let [line, after @ ..] = rest {
        let relaid = long_field(rest)
            .or_else(|| long_cfg(rest))
            .or_else(|| long_call(rest))
            .or_else(|| long_request(rest));
        let Some((relaid, count)) = relaid else {
            push_line(&mut text, line);
            if *line == "    }" && after.first().is_some_and(|next| *next != "}") {
                text.push('\n');
            }
            rest = after;
            continue;
        };
        relaid.iter().for_each(|line| push_line(&mut text, line));
        rest = rest.get(count..).unwrap_or_default();
    }
    text
}

fn push_line(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}

/// Lines, and how many lines they take the place of.
type Relaid = (Vec<String>, usize);

/// A field whose type is too long for its line: rustfmt moves the type to a line of its own.
fn long_field(lines: &[&str]) -> Option<Relaid> {
    let [head, inner, end, ..] = lines else {
        return None;
    };
    let (name, outer) = head.strip_suffix('<')?.split_once(": ")?;
    if end.trim() != ">," || !name.trim_start().starts_with("pub ") {
        return None;
    }
    let ty = format!(
        "{}    {outer}<{}>,",
        indentation(head),
        inner.trim().trim_end_matches(',')
    );
    (ty.chars().count() <= WIDTH).then(|| (vec![format!("{name}:"), ty], 3))
}

/// A list of features that is too long for its line: rustfmt opens both parentheses in one line.
fn long_cfg(lines: &[&str]) -> Option<Relaid> {
    let (head, rest) = lines.split_first()?;
    let indent = indentation(head);
    let any = rest.first()?.trim().strip_prefix("any(")?;
    if head.trim() != "#[cfg(" {
        return None;
    }
    let (features, count) = match any.strip_suffix(')') {
        Some(features) => (indented(features, indent), 3),
        None => {
            let (features, count) = block(&rest[1..], &format!("{indent}    )"))?;
            // The lines before the block, and `)` and `)]` after it.
            (features, count + 4)
        }
    };
    let mut relaid = vec![format!("{indent}#[cfg(any(")];
    relaid.extend(features);
    relaid.push(format!("{indent}))]"));
    Some((relaid, count))
}

/// The entries of a list in lines of their own.
fn indented(list: &str, indent: &str) -> Vec<String> {
    let mut lines: Vec<String> = list
        .split(", ")
        .map(|entry| format!("{indent}    {entry},"))
        .collect();
    if let Some(last) = lines.last_mut() {
        last.pop();
    }
    lines
}

/// A call on the request whose arguments are too long for its line: rustfmt leaves the receiver in the line of the method.
fn long_call(lines: &[&str]) -> Option<Relaid> {
    let (receiver, rest) = lines.split_first()?;
    let indent = indentation(receiver);
    let method = rest.first()?.trim();
    if receiver.trim() != "self.0" || !method.ends_with('(') {
        return None;
    }
    let (inner, count) = block(&rest[1..], &format!("{indent}    );"))?;
    let mut relaid = vec![format!("{receiver}{method}")];
    relaid.extend(inner);
    relaid.push(format!("{indent});"));
    Some((relaid, count + 3))
}

/// A request whose operation has too long a name for the line: rustfmt moves the whole chain to a line of its own.
fn long_request(lines: &[&str]) -> Option<Relaid> {
    let [head, client, request, ..] = lines else {
        return None;
    };
    let head = head.strip_suffix(" self")?;
    if !head.ends_with(" =") || client.trim() != ".client" {
        return None;
    }
    let chain = format!("{}    self.client{}", indentation(head), request.trim());
    (chain.len() <= WIDTH).then(|| (vec![head.to_owned(), chain], 3))
}

/// The lines before `end`, each with one level of indentation less, and their number.
fn block(lines: &[&str], end: &str) -> Option<(Vec<String>, usize)> {
    let count = lines.iter().position(|line| *line == end)?;
    let inner = lines[..count].iter();
    let inner = inner.map(|line| line.strip_prefix("    ").unwrap_or(line).to_owned());
    Some((inner.collect(), count))
}

fn indentation(line: &str) -> &str {
    let text = line.trim_start();
    &line[..line.len() - text.len()]
}
