//! What of generated text is code: its items, attributes and keywords, without names, values and prose.

use std::collections::BTreeMap;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag};

/// How often each piece of code stands in a crate.
pub(crate) type Skeleton = BTreeMap<String, usize>;

/// Words that begin an item, change what code may do, or bring other code in.
const WORDS: &[&str] = &[
    "async", "cfg", "const", "enum", "extern", "fn", "impl", "let", "loop", "macro", "match",
    "mod", "move", "process", "pub", "static", "struct", "trait", "type", "union", "unsafe", "use",
    "where", "while",
];

/// Macros that bring other code in or stop the compiler. Without `!` behind it, such a word is a name: that of a method, say.
const MACROS: &[&str] = &[
    "asm",
    "compile_error",
    "env",
    "include",
    "include_bytes",
    "include_str",
    "macro_rules",
    "panic",
];

/// Adds the pieces of one file.
pub(crate) fn add(skeleton: &mut Skeleton, file: &syn::File) {
    for item in &file.items {
        count(skeleton, format!("item {}", kind(item)));
    }
    let mut prose = Vec::new();
    tokens(skeleton, quote::ToTokens::to_token_stream(file), &mut prose);
    for lines in prose {
        document(skeleton, &lines.join("\n"));
    }
}

fn count(skeleton: &mut Skeleton, what: String) {
    *skeleton.entry(what).or_default() += 1;
}

fn kind(item: &syn::Item) -> String {
    match item {
        syn::Item::Const(_) => "const".to_owned(),
        syn::Item::Enum(_) => "enum".to_owned(),
        syn::Item::Fn(_) => "fn".to_owned(),
        syn::Item::Impl(_) => "impl".to_owned(),
        syn::Item::Macro(item) => quote::quote!(#item)
            .into_iter()
            .next()
            .map_or_else(String::new, |first| format!("{first}!")),
        syn::Item::Mod(_) => "mod".to_owned(),
        syn::Item::Struct(_) => "struct".to_owned(),
        syn::Item::Type(_) => "type".to_owned(),
        syn::Item::Use(_) => "use".to_owned(),
        _ => "other".to_owned(),
    }
}

/// Counts keywords and attributes at any depth, inside macros too. The lines of `doc` attributes are added to `prose`, those
/// of each item as a document of its own: rustdoc reads them so.
fn tokens(skeleton: &mut Skeleton, stream: TokenStream, prose: &mut Vec<Vec<String>>) {
    let all: Vec<TokenTree> = stream.into_iter().collect();
    let mut lines = Vec::new();
    for (at, token) in all.iter().enumerate() {
        match token {
            TokenTree::Group(group) => {
                let behind = |back: usize| {
                    at.checked_sub(back)
                        .and_then(|at| all.get(at))
                        .map(ToString::to_string)
                };
                let inner = behind(1).as_deref() == Some("!") && behind(2).as_deref() == Some("#");
                let attribute = group.delimiter() == Delimiter::Bracket
                    && (inner || behind(1).as_deref() == Some("#"));
                match attribute.then(|| doc(&group.stream())).flatten() {
                    Some(line) => lines.push(line),
                    None => {
                        if attribute {
                            count(
                                skeleton,
                                format!(
                                    "attribute {}{}",
                                    if inner { "!" } else { "" },
                                    first(&group.stream())
                                ),
                            );
                        }
                        tokens(skeleton, group.stream(), prose);
                    }
                }
            }
            TokenTree::Ident(ident) => {
                prose.push(std::mem::take(&mut lines));
                let is_called = all.get(at + 1).is_some_and(|next| next.to_string() == "!");
                let word = ident.to_string();
                let word = word.as_str();
                if WORDS.contains(&word) || (is_called && MACROS.contains(&word)) {
                    count(skeleton, format!("word {ident}"));
                }
            }
            _ => {}
        }
    }
    prose.push(lines);
}

fn first(stream: &TokenStream) -> String {
    stream
        .clone()
        .into_iter()
        .next()
        .map_or_else(String::new, |token| token.to_string())
}

/// The line of `doc = "…"`.
fn doc(stream: &TokenStream) -> Option<String> {
    let mut tokens = stream.clone().into_iter();
    let is_doc = tokens
        .next()
        .is_some_and(|token| token.to_string() == "doc");
    let value = tokens.nth(1).filter(|_| is_doc)?;
    syn::parse_str::<syn::LitStr>(&value.to_string())
        .ok()
        .map(|text| text.value())
}

/// Counts what prose makes rustdoc do: code blocks by their language, and raw HTML.
fn document(skeleton: &mut Skeleton, prose: &str) {
    for event in Parser::new(prose) {
        match event {
            // Foreign code is shown as text; rustdoc leaves it alone.
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language)))
                if *language != *"text" =>
            {
                count(skeleton, format!("fence {language}"))
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => {
                count(skeleton, "indented code".to_owned())
            }
            Event::Html(_) | Event::InlineHtml(_) => count(skeleton, "HTML".to_owned()),
            _ => {}
        }
    }
}
