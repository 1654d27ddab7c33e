//! An example as a documentation test.

use std::collections::BTreeMap;

use super::model::Example;

/// The example as the body of a documentation test.
pub(super) fn doctest(library: &str, example: &Example) -> Vec<String> {
    let mut lines = imports(&example.uses);
    lines.push("# async fn example() -> Result<(), Box<dyn std::error::Error>> {".to_owned());
    let hidden = example.setup_uses.iter();
    lines.extend(hidden.map(|path| format!("# use {path};")));
    let setup = example.setup.concat();
    lines.push(format!(
        "# let client = {library}::Client::builder(){setup}.build()?;"
    ));
    lines.extend(statements(example));
    lines.extend(["# Ok(())".to_owned(), "# }".to_owned()]);
    lines
}

/// The longest line, in bytes.
pub(super) const LINE: usize = 92;

/// `use` declarations of these paths, one for each module, and an empty line; nothing for no paths.
pub(super) fn imports(paths: &[String]) -> Vec<String> {
    let mut modules: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for path in paths {
        let (module, name) = path.rsplit_once("::").unwrap_or(("", path));
        let names = modules.entry(module).or_default();
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let declaration = |(module, mut names): (&str, Vec<&str>)| {
        names.sort_unstable();
        let text = match names.as_slice() {
            [name] if module.is_empty() => format!("use {name};"),
            [name] => format!("use {module}::{name};"),
            names => format!("use {module}::{{{}}};", names.join(", ")),
        };
        match text.len() > LINE && names.len() > 1 {
            true => {
                let lines = names.iter().map(|name| format!("    {name},"));
                let first = std::iter::once(format!("use {module}::{{"));
                first.chain(lines).chain(["};".to_owned()]).collect()
            }
            false => vec![text],
        }
    };
    let mut lines: Vec<String> = modules.into_iter().flat_map(declaration).collect();
    lines.extend((!lines.is_empty()).then(String::new));
    lines
}

/// The values that the call needs, the call, awaited, and its answer, printed.
pub(super) fn statements(example: &Example) -> Vec<String> {
    let values = example.lets.iter().flat_map(|text| text.lines());
    let mut lines: Vec<String> = values.map(str::to_owned).collect();
    lines.extend(awaited(example));
    lines
}

fn awaited(example: &Example) -> Vec<String> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_declaration_imports_from_a_module() {
        let paths = ["a::b::Y", "a::b::X", "a::Z", "a::b::X"].map(str::to_owned);
        assert_eq!(imports(&[]), Vec::<String>::new());
        assert_eq!(imports(&paths), ["use a::Z;", "use a::b::{X, Y};", ""]);
    }
}
