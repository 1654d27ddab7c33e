//! The page that lists every call with its names, for review.

use crate::rust::plan::model::{Answer, Crate, Method, Module, Operand, Step, StepKind};
use crate::rust::plan::{Generated, TypeRef};

/// The page: for each operation of the document, the names in the crate.
pub fn names_page(crate_: &Crate) -> String {
    let mut lines = vec![
        format!("# Names of `{}`", crate_.package.name),
        String::new(),
        "Written by `posthaste generate`; the names themselves are kept in `names.lock`."
            .to_owned(),
    ];
    for module in &crate_.modules {
        lines.extend([
            String::new(),
            format!("## `{}`", module.name),
            String::new(),
        ]);
        lines.push("| item | call | sends | answers | fails with |".to_owned());
        lines.push("|---|---|---|---|---|".to_owned());
        lines.extend(module.methods.iter().map(|method| row(module, method)));
    }
    lines.join("\n") + "\n"
}

fn row(module: &Module, method: &Method) -> String {
    let item = match method.row.name.as_str() {
        "" => String::new(),
        name => format!("{}<br>", cell(name)),
    };
    let http = cell(&format!("{} {}", method.row.method, method.row.path));
    let arguments: Vec<&str> = match &method.params {
        Some(params) => vec![params],
        None => method
            .arguments
            .iter()
            .map(|feature| feature.name.as_str())
            .collect(),
    };
    let call = format!(
        "{}().{}({})",
        module.name,
        method.name,
        arguments.join(", ")
    );
    let answers = match &method.answer {
        Answer::Empty => String::new(),
        Answer::Json(ty) => code(&text(ty)),
        Answer::Optional(ty) => code(&format!("Option<{}>", text(ty))),
        Answer::Text => code("String"),
        Answer::Bytes => code("Bytes"),
        Answer::Choice(choice) => code(&choice.name),
    };
    let items = method
        .item
        .as_ref()
        .map(|ty| format!(", each {}", code(&text(ty))));
    format!(
        "| {item}`{http}` | `{call}` | {} | {answers}{} | `{}` |",
        sends(method),
        items.unwrap_or_default(),
        method.error.name,
    )
}

/// The type of the call, and the types of bodies.
fn sends(method: &Method) -> String {
    let call = Some(code(&method.call));
    let arguments = method
        .arguments
        .iter()
        .map(|argument| (&argument.name, &argument.ty));
    let setters = method.setters.iter();
    let all = arguments.chain(
        setters
            .clone()
            .filter_map(|setter| Some((&setter.name, setter.ty.as_ref()?))),
    );
    let steps = method
        .steps
        .iter()
        .chain(setters.map(|setter| &setter.step));
    let bodies: Vec<&Step> = steps
        .filter(|step| matches!(step.kind, StepKind::Json | StepKind::JsonAs))
        .collect();
    let is_body = |name: &String| {
        bodies
            .iter()
            .flat_map(|step| &step.operands)
            .any(|operand| match operand {
                Operand::Value(used) | Operand::Reference(used) => {
                    used.strip_prefix("params.").unwrap_or(used) == name
                }
                _ => false,
            })
    };
    let bodies = all
        .filter(|(name, _)| is_body(name))
        .map(|(_, ty)| code(&text(ty)));
    call.into_iter()
        .chain(bodies)
        .collect::<Vec<_>>()
        .join(", ")
}

fn code(text: &str) -> String {
    format!("`{text}`")
}

/// Text that is safe in a cell of a table.
fn cell(text: &str) -> String {
    text.replace(['|', '`', '<'], " ")
}

/// The text of a type without references: the page lists types, not how they are passed.
fn text(ty: &TypeRef) -> String {
    let text = ty.text(&|generated| match generated {
        Generated::Local(name) => name.to_owned(),
        Generated::Shared(name) => format!("types::{name}"),
    });
    text.replace('&', "")
}
