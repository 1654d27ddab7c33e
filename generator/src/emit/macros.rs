//! What the formatter does not know how to lay out: calls of the runtime's macros, and rows.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{ItemMacro, ItemStatic, LitStr, MacroDelimiter};

/// How wide a line may be.
const WIDTH: usize = 100;

/// A macro's call: a table on one line or filling several, or an item laid out as one.
pub(super) fn call(item: &ItemMacro) -> String {
    let attributes = item
        .attrs
        .iter()
        .map(|attribute| line(attribute.to_token_stream()) + "\n");
    let attributes: String = attributes.collect();
    let name = item.mac.path.to_token_stream();
    let tokens = item.mac.tokens.clone();
    if matches!(item.mac.delimiter, MacroDelimiter::Brace(_)) {
        return format!("{attributes}{name}! {{\n{}}}", declared(tokens, 1));
    }
    let whole = format!("{name}!({});", line(tokens.clone()));
    let call = if whole.len() <= WIDTH {
        whole
    } else {
        table(&name, tokens)
    };
    attributes + &call
}

/// A row: a chain of calls that fills its lines.
pub(super) fn row(item: &ItemStatic) -> String {
    let (name, ty) = (&item.ident, item.ty.to_token_stream());
    let mut links = vec![TokenStream::new()];
    for tree in item.expr.to_token_stream() {
        match &tree {
            TokenTree::Punct(sign) if sign.as_char() == '.' => links.push(TokenStream::new()),
            _ => {
                if let Some(last) = links.last_mut() {
                    last.extend([tree]);
                }
            }
        }
    }
    let mut text = format!("static {name}: {ty} = ");
    let mut width = text.len();
    for (index, link) in links.into_iter().enumerate() {
        let link = if index == 0 {
            line(link)
        } else {
            format!(".{}", line(link))
        };
        if index > 0 && width + link.len() + 1 > WIDTH {
            text.push_str("\n    ");
            width = 4;
        }
        width += link.len();
        text.push_str(&link);
    }
    text + ";"
}

/// Tokens of an item with braces: attributes, head, and a line for each part.
fn declared(tokens: TokenStream, depth: usize) -> String {
    let indent = "    ".repeat(depth);
    let (mut text, rest) = attributes(tokens, &indent);
    let mut head = TokenStream::new();
    for tree in rest {
        match tree {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                text.push_str(&opened(&line(std::mem::take(&mut head)), &indent));
                let parts = parts(group.stream());
                let rows = parts.into_iter().map(|part| declared(part, depth + 1));
                let rows: String = rows.collect();
                match rows.is_empty() {
                    true => text.push_str("}\n"),
                    false => text.push_str(&format!("\n{rows}{indent}}}\n")),
                }
            }
            tree => head.extend([tree]),
        }
    }
    if !head.is_empty() {
        text.push_str(&format!("{}{},\n", indent, folded(&line(head), &indent)));
    }
    text
}

/// The head of an item up to its brace.
fn opened(head: &str, indent: &str) -> String {
    let folded = folded(head, indent);
    match folded.contains('\n') {
        true => format!("{indent}{folded}\n{indent}{{"),
        false => format!("{indent}{folded} {{"),
    }
}

/// What is too long for a line goes on in the next one with what the arrow leads to.
fn folded(row: &str, indent: &str) -> String {
    match row.split_once(" => ") {
        Some((name, rest)) if indent.len() + row.len() + 2 > WIDTH => {
            format!("{name}\n{indent}    => {rest}")
        }
        _ => row.to_owned(),
    }
}

/// The attributes at the start of tokens, a line each, and the rest.
fn attributes(tokens: TokenStream, indent: &str) -> (String, TokenStream) {
    let mut text = String::new();
    let mut trees = tokens.into_iter().peekable();
    while matches!(trees.peek(), Some(TokenTree::Punct(sign)) if sign.as_char() == '#') {
        let (_, attribute) = (trees.next(), trees.next());
        let Some(TokenTree::Group(attribute)) = attribute else {
            continue;
        };
        let doc = attribute.stream().into_iter().nth(2);
        let doc = doc.and_then(|text| syn::parse2::<LitStr>(text.into()).ok());
        text.push_str(&match doc {
            Some(doc) => format!("{indent}///{}\n", doc.value()),
            None => format!("{indent}#[{}]\n", line(attribute.stream())),
        });
    }
    (text, trees.collect())
}

/// `name!(Head { part, part });` with parts that fill the lines between the braces.
fn table(name: &TokenStream, tokens: TokenStream) -> String {
    let mut head = TokenStream::new();
    let mut text = String::new();
    for tree in tokens {
        match tree {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                text = format!("{name}!({} {{\n", line(std::mem::take(&mut head)));
                let parts: Vec<String> = parts(group.stream()).into_iter().map(line).collect();
                text.push_str(&filled(&parts));
                text.push('}');
            }
            tree => head.extend([tree]),
        }
    }
    if text.is_empty() {
        let arguments = parts(head)
            .into_iter()
            .map(|part| format!("    {},\n", line(part)));
        return format!("{name}!(\n{});", arguments.collect::<String>());
    }
    format!("{text}{});", line(head))
}

fn filled(parts: &[String]) -> String {
    let mut text = String::new();
    let mut width = 0;
    for part in parts {
        if width > 0 && width + part.len() + 2 > WIDTH {
            text.push('\n');
            width = 0;
        }
        if width == 0 {
            text.push_str("   ");
            width = 3;
        }
        text.push_str(&format!(" {part},"));
        width += part.len() + 2;
    }
    text + "\n"
}

/// The parts between commas, but for those between angle brackets.
fn parts(tokens: TokenStream) -> Vec<TokenStream> {
    let mut parts = vec![TokenStream::new()];
    let (mut depth, mut arrow) = (0, false);
    for tree in tokens {
        let sign = match &tree {
            TokenTree::Punct(sign) => sign.as_char(),
            _ => ' ',
        };
        match sign {
            '<' => depth += 1,
            '>' if !arrow => depth -= 1,
            _ => {}
        }
        arrow = matches!(sign, '=' | '-');
        match sign {
            ',' if depth == 0 => parts.push(TokenStream::new()),
            _ => {
                if let Some(last) = parts.last_mut() {
                    last.extend([tree]);
                }
            }
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// Tokens on one line, spaced as rustfmt does.
fn line(tokens: TokenStream) -> String {
    let mut text = String::new();
    // Whether the next token follows without a space.
    let mut glued = true;
    for tree in tokens {
        match tree {
            TokenTree::Group(group) => {
                let inner = line(group.stream());
                match group.delimiter() {
                    Delimiter::Brace if inner.is_empty() => text.push_str(" {}"),
                    Delimiter::Brace => text.push_str(&format!(" {{ {inner} }}")),
                    Delimiter::Bracket => text.push_str(&format!("[{inner}]")),
                    Delimiter::Parenthesis => {
                        let space = if text.ends_with('=') { " " } else { "" };
                        text.push_str(&format!("{space}({inner})"));
                    }
                    Delimiter::None => text.push_str(&inner),
                }
                glued = false;
            }
            TokenTree::Punct(sign) => {
                let joint = sign.spacing() == Spacing::Joint;
                match sign.as_char() {
                    close @ (',' | '.' | ':' | '<' | '>' | '#' | '\'') if !text.ends_with('=') => {
                        text.push(close)
                    }
                    '&' => {
                        if !glued && !text.is_empty() {
                            text.push(' ');
                        }
                        text.push('&');
                    }
                    other => {
                        let arrow = other == '>' && text.ends_with('=');
                        if !text.ends_with(' ') && !glued && !arrow {
                            text.push(' ');
                        }
                        text.push(other);
                    }
                }
                glued = joint || text.ends_with("::") || text.ends_with(['.', '<', '#', '&', '\'']);
            }
            other => {
                if !glued && !text.is_empty() {
                    text.push(' ');
                }
                text.push_str(&other.to_string());
                glued = false;
            }
        }
    }
    text
}
