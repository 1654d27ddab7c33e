//! Doc comments hold any text.

use quote::quote;

use crate::rust::emit::tokens::{docs, inner_docs};

use super::written;

/// Texts that could end a comment, a line or a string.
fn odd_texts() -> Vec<String> {
    let texts = [
        "*/ and /* and */",
        "`code` and ``two ` ticks`` and ```",
        "\"quoted\" \\ \\n \\u{41} r#\"raw\"#",
        "a\rb",
        "a\r\nb",
        "a\nb",
        "naïve 日本語 🦀 \u{202e}\u{200b}",
        "\u{85}\u{2028}\u{b}\u{c}\0\t.",
        "{braces} {{twice}} #[attribute] //! /// // #!",
        "/ begins with a slash",
        "! begins with an exclamation mark",
        "$crate $name",
        "   indented",
        "trailing   ",
        "",
    ];
    let long = ["word ".repeat(400), "x".repeat(5000)];
    texts.map(str::to_owned).into_iter().chain(long).collect()
}

/// The text of the doc comments of an item, a line each, as rustc reads them.
fn read(attributes: &[syn::Attribute]) -> Vec<String> {
    let read = attributes.iter().map(|attribute| match &attribute.meta {
        syn::Meta::NameValue(pair) => match &pair.value {
            syn::Expr::Lit(syn::ExprLit {
                lit: syn::Lit::Str(text),
                ..
            }) => text.value(),
            _ => panic!("no text"),
        },
        _ => panic!("no text"),
    });
    read.collect()
}

/// The line of a doc comment for a text.
fn expected(text: &str) -> String {
    let line = format!(" {}", text.replace(['\r', '\n'], " "));
    line.trim_end().to_owned()
}

#[test]
fn any_text_stays_in_its_line_of_a_doc_comment() {
    for text in odd_texts() {
        let docs = docs(&["Before.", text.as_str(), "After."]);
        let written = written(|file| file.item(quote!(#docs pub struct Thing;)));
        let parsed = syn::parse_file(&written).unwrap();
        let [syn::Item::Struct(thing)] = parsed.items.as_slice() else {
            panic!("{written}");
        };
        let lines = [" Before.".to_owned(), expected(&text), " After.".to_owned()];
        assert_eq!(read(&thing.attrs), lines, "{text:?}");
        assert_eq!(written.lines().count(), 4, "{written:?}");
    }
}

#[test]
fn any_text_stays_in_its_line_of_a_module_doc() {
    for text in odd_texts() {
        let docs = inner_docs(&["Before.", text.as_str()]);
        let file = super::File::new(quote!(#docs));
        let written = file.done().unwrap();
        let parsed = syn::parse_file(&written).unwrap();
        assert_eq!(
            read(&parsed.attrs),
            [" Before.".to_owned(), expected(&text)],
            "{text:?}"
        );
    }
}

#[test]
fn texts_in_code_come_back_unchanged() {
    for text in odd_texts() {
        let written = written(|file| file.item(quote!(const TEXT: &str = #text;)));
        let parsed = syn::parse_file(&written).unwrap();
        let [syn::Item::Const(constant)] = parsed.items.as_slice() else {
            panic!("{written}");
        };
        let syn::Expr::Lit(syn::ExprLit {
            lit: syn::Lit::Str(literal),
            ..
        }) = &*constant.expr
        else {
            panic!("{written}");
        };
        assert_eq!(literal.value(), text);
    }
}
