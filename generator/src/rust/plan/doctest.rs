//! An example as a documentation test.

use super::model::Example;

/// The example as the body of a documentation test.
pub(super) fn doctest(library: &str, example: &Example) -> Vec<String> {
    let mut lines: Vec<String> = example
        .uses
        .iter()
        .map(|path| format!("use {path};"))
        .collect();
    if !lines.is_empty() {
        lines.push(String::new());
    }
    lines.push("# async fn example() -> Result<(), Box<dyn std::error::Error>> {".to_owned());
    let setup = example.setup.concat();
    lines.push(format!(
        "# let client = {library}::Client::builder(){setup}.build()?;"
    ));
    for statement in &example.lets {
        lines.extend(statement.lines().map(str::to_owned));
    }
    lines.extend(awaited(example));
    lines.extend(["# Ok(())".to_owned(), "# }".to_owned()]);
    lines
}

/// The call, awaited, and its answer, printed.
pub(super) fn awaited(example: &Example) -> Vec<String> {
    let link = if example.call.contains('\n') {
        "\n    .await?;"
    } else {
        ".await?;"
    };
    let answer = if example.answers { "let answer = " } else { "" };
    let whole = format!("{answer}{}{link}", example.call);
    let mut lines: Vec<String> = whole.lines().map(str::to_owned).collect();
    if example.answers {
        lines.push("println!(\"{answer:?}\");".to_owned());
    }
    lines
}
