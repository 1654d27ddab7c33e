//! What a newcomer reads first: the docs of the crate's root, and the programs in them and in the readme.

use std::cmp::Reverse;

use crate::ground::prose;

use super::docs::{paragraph, paragraphs};
use super::doctest::{imports, statements};
use super::model::{Docs, Guide, Method, Module, Package};

/// The programs; empty for an API without operations.
pub(super) fn guide(library: &str, modules: &[Module]) -> Guide {
    let Some(shown) = showcase(modules, |_| true) else {
        return Guide::default();
    };
    let is_short_list = |method: &Method| method.item.is_some() && method.example.lets.is_empty();
    let has_errors =
        |method: &Method| !method.error.variants.is_empty() && method.example.lets.is_empty();
    Guide {
        program: program(library, shown.method),
        list: showcase(modules, is_short_list)
            .map(|shown| list(shown.method))
            .unwrap_or_default(),
        errors: showcase(modules, has_errors)
            .map(|shown| errors(library, &shown))
            .unwrap_or_default(),
    }
}

/// A title in the middle of a sentence: `the Zoom API`.
pub(super) fn named(title: &str) -> String {
    let title = title.trim_end_matches('.');
    let has_article = title
        .split(' ')
        .next()
        .is_some_and(|word| word.eq_ignore_ascii_case("the"));
    match title.ends_with(" API") && !has_article {
        true => format!("the {title}"),
        false => title.to_owned(),
    }
}

/// A method and the module that it is called on.
struct Shown<'m> {
    module: &'m Module,
    method: &'m Method,
}

/// The method to show of those that `fit`, by preference: not deprecated, a `GET`, with an answer, with few arguments, a list, in a
/// large module.
fn showcase(modules: &[Module], fit: impl Fn(&Method) -> bool) -> Option<Shown<'_>> {
    let all = modules.iter().flat_map(|module| {
        module
            .methods
            .iter()
            .map(move |method| Shown { module, method })
    });
    let rank = |Shown { module, method }: &Shown<'_>| {
        (
            method.deprecated,
            method.row.method != "GET",
            !method.example.answers,
            method.arguments.len() + method.example.lets.len(),
            method.name != "list",
            !method.name.starts_with("list"),
            Reverse(module.methods.len()),
        )
    };
    all.filter(|shown| fit(shown.method)).min_by_key(rank)
}

/// A whole program around one call.
fn program(library: &str, method: &Method) -> Vec<String> {
    let example = &method.example;
    let mut paths = vec![format!("{library}::Client")];
    paths.extend(example.uses.iter().chain(&example.setup_uses).cloned());
    let mut lines = imports(&paths);
    lines.extend([
        "#[tokio::main]".to_owned(),
        "async fn main() -> Result<(), Box<dyn std::error::Error>> {".to_owned(),
    ]);
    let setup = match example.setup.as_slice() {
        [] => vec!["let client = Client::builder().build()?;".to_owned()],
        [call] => vec![format!("let client = Client::builder(){call}.build()?;")],
        calls => {
            let calls = calls.iter().map(|call| format!("    {call}"));
            let start = std::iter::once("let client = Client::builder()".to_owned());
            start
                .chain(calls)
                .chain(["    .build()?;".to_owned()])
                .collect()
        }
    };
    let body = setup.into_iter().chain(statements(example));
    lines.extend(body.map(|line| format!("    {line}")));
    lines.extend(["    Ok(())".to_owned(), "}".to_owned()]);
    lines
}

/// Statements that read a list to its end.
fn list(method: &Method) -> Vec<String> {
    let call = &method.example.call;
    let link = if call.contains('\n') { "\n    ." } else { "." };
    let first = format!("let mut items = {call}{link}items();");
    let mut lines = imports(&method.example.uses);
    lines.extend(first.lines().map(str::to_owned));
    lines.extend([
        "while let Some(item) = items.try_next().await? {".to_owned(),
        "    println!(\"{item:?}\");".to_owned(),
        "}".to_owned(),
    ]);
    lines
}

/// A `match` on the result of a call, with an arm for one of its documented errors; empty where it has none.
fn errors(library: &str, shown: &Shown<'_>) -> Vec<String> {
    let Shown { module, method } = shown;
    // A variant that is called after its code says more than one that is called after its status.
    let named = method
        .error
        .variants
        .iter()
        .find(|variant| variant.code.is_some());
    let Some(variant) = named.or(method.error.variants.first()) else {
        return Vec::new();
    };
    let error = &method.error.name;
    let mut paths = vec![
        format!("{library}::Error"),
        format!("{library}::{}::{error}", module.name),
    ];
    paths.extend(method.example.uses.iter().cloned());
    let mut lines = imports(&paths);
    let call = format!("match {}.await {{", method.example.call);
    let answer = match method.example.answers {
        true => "    Ok(answer) => println!(\"{answer:?}\"),",
        false => "    Ok(()) => println!(\"done\"),",
    };
    lines.extend(call.lines().map(str::to_owned));
    lines.extend([
        answer.to_owned(),
        format!(
            "    Err(Error::Api({error}::{}(response))) => println!(\"{{response}}\"),",
            variant.name
        ),
        "    Err(Error::RateLimited(response)) => println!(\"wait {:?}\", response.retry_after()),"
            .to_owned(),
        "    Err(error) => println!(\"{error}\"),".to_owned(),
        "}".to_owned(),
    ]);
    lines
}

/// The docs of the crate's root.
pub(super) fn root_docs(package: &Package) -> Docs {
    let mut lines = vec![format!("A client for {}.", package.title)];
    paragraphs(&mut lines, package.prose.clone());
    let guide = &package.guide;
    section(
        &mut lines,
        "Calls",
        "[`Client::builder`] sets up a client, and each group of operations is a method of [`Client`]. Required values are \
         arguments, optional ones are set on the call, and `.await` sends it. `.send().await` returns status and headers, too.",
        testable(&guide.program),
    );
    if !guide.list.is_empty() {
        let about = "`.items()` and `.pages()` of a list request page after page.";
        section(
            &mut lines,
            "Lists",
            about,
            within(&package.library, &guide.list),
        );
    }
    if !guide.errors.is_empty() {
        let about = "[`Error`] distinguishes connections, timeouts, credentials, rate limits and decoding. Its variant `Api` has the \
                     operation's own error: an enum with a variant for each documented status and code.";
        section(
            &mut lines,
            "Errors",
            about,
            within(&package.library, &guide.errors),
        );
    }
    lines
}

fn section(lines: &mut Docs, title: &str, about: &str, program: Vec<String>) {
    paragraph(lines, format!("# {title}"));
    paragraphs(lines, prose::wrapped(about));
    if !program.is_empty() {
        paragraphs(lines, prose::fence("no_run", &program.join("\n")));
    }
}

/// The program as a documentation test: without the attribute of tokio, which the crate does not depend on.
fn testable(program: &[String]) -> Vec<String> {
    let lines = program.iter().filter(|line| *line != "#[tokio::main]");
    let named = lines.map(|line| line.replace("async fn main()", "async fn example()"));
    named.collect()
}

/// Statements as a documentation test, in a function that rustdoc hides.
fn within(library: &str, statements: &[String]) -> Vec<String> {
    let has_uses = statements
        .first()
        .is_some_and(|line| line.starts_with("use "));
    let blank = statements.iter().position(String::is_empty);
    let body = blank.filter(|_| has_uses).map_or(0, |blank| blank + 1);
    let (uses, rest) = statements.split_at(body);
    let mut lines = uses.to_vec();
    lines.push(format!(
        "# async fn example(client: {library}::Client) -> Result<(), Box<dyn std::error::Error>> {{"
    ));
    lines.extend_from_slice(rest);
    lines.extend(["# Ok(())".to_owned(), "# }".to_owned()]);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_apis_have_an_article() {
        assert_eq!(named("Zoom API"), "the Zoom API");
        assert_eq!(named("The Cat API."), "The Cat API");
        assert_eq!(named("Clinic Notes"), "Clinic Notes");
    }
}
