//! What each kind of item looks like.

use proc_macro2::TokenStream;

use super::file::File;

mod calls;
mod docs;
mod items;
mod layout;

/// The text of a file to which these items are added, without its header.
fn written(add: impl FnOnce(&mut File)) -> String {
    let mut file = File::new(TokenStream::new());
    add(&mut file);
    let text = file.done().unwrap();
    // What is written must be Rust again.
    syn::parse_file(&text).unwrap();
    let (_, items) = text.split_once("edit.\n\n").unwrap();
    items.to_owned()
}

/// Lines without their indent in this source.
fn lines(text: &str) -> String {
    let lines = text.trim_matches('\n').lines();
    let indent = |line: &&str| line.len() - line.trim_start().len();
    let common = lines
        .clone()
        .filter(|line| !line.trim().is_empty())
        .map(|line| indent(&line))
        .min();
    let lines = lines.map(|line| line.get(common.unwrap_or(0)..).unwrap_or_default());
    lines
        .map(|line| format!("{}\n", line.trim_end()))
        .collect::<String>()
        .trim_end()
        .to_owned()
        + "\n"
}
