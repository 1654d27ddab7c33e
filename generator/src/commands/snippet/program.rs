//! A whole program that calls one operation, prints the response and says whether it is a success.

use crate::ground::diagnostic::one_line;
use crate::ground::index::Id;
use crate::model::api::{Api, Operation, OperationId};
use crate::rust::name::{self, Lock};
use crate::rust::plan::{self, Example, Options};

/// The greatest width of a chain of calls on one line, as in rustfmt.
const CHAIN: usize = 60;

/// A program that calls an operation of the generated crate and prints the response.
///
/// `lock` holds the names of an earlier run; `name` is the crate's name, if it is not made from the API's title. None if
/// the API has no such operation.
pub fn program(api: &Api, lock: &Lock, id: OperationId, name: Option<&str>) -> Option<String> {
    let operation = api.operations.get(id.position())?;
    let names = name::locked_names(api, lock);
    let options = Options {
        crate_name: name.unwrap_or_default().to_owned(),
        ..Options::default()
    };
    let plan = plan::plan(api, &names, &options);
    let module = &names.service(operation.service).module;
    let method = &names.operation(id).method;
    let module = plan
        .modules
        .iter()
        .find(|candidate| *candidate.name == **module)?;
    let method = module
        .methods
        .iter()
        .find(|candidate| *candidate.name == **method)?;
    let package = &plan.package;
    Some(
        Program {
            operation,
            package: &package.name,
            library: &package.library,
            example: &method.example,
            success: &method.row.success,
        }
        .text(),
    )
}

struct Program<'a> {
    operation: &'a Operation,
    package: &'a str,
    library: &'a str,
    example: &'a Example,
    success: &'a [u16],
}

impl Program<'_> {
    fn text(&self) -> String {
        let mut lines = self.header_lines();
        lines.extend(self.import_lines());
        lines.push("#[tokio::main(flavor = \"current_thread\")]".to_owned());
        lines.push("async fn main() -> Result<(), Box<dyn std::error::Error>> {".to_owned());
        lines.extend(indented(&self.builder_statement(), 1));
        for statement in &self.example.lets {
            lines.extend(indented(statement, 1));
        }
        lines.push(String::new());
        lines.extend(indented(&self.call_statement(), 1));
        lines.extend(self.result_lines());
        lines.join("\n") + "\n"
    }

    fn header_lines(&self) -> Vec<String> {
        let title = one_line(&self.operation.name);
        let key = one_line(&self.operation.key.to_string());
        vec![
            format!("//! {title}: {key}"),
            "//!".to_owned(),
            format!(
                "//! Cargo.toml: {} = {{ path = \"{}\" }}",
                self.package, self.package
            ),
            "//!             tokio = { version = \"1\", features = [\"macros\", \"rt\"] }"
                .to_owned(),
            String::new(),
        ]
    }

    fn import_lines(&self) -> Vec<String> {
        let client = format!("{}::{{Call, Client}}", self.library);
        let mut paths: Vec<&String> = self
            .example
            .uses
            .iter()
            .chain(&self.example.setup_uses)
            .chain([&client])
            .collect();
        paths.sort();
        paths.dedup();
        let lines = paths.into_iter().map(|path| format!("use {path};"));
        lines.chain([String::new()]).collect()
    }

    fn builder_statement(&self) -> String {
        let setup = self.example.setup.iter().map(String::as_str);
        let calls: Vec<&str> = ["Client::builder()"]
            .into_iter()
            .chain(setup)
            .chain([".build()?"])
            .collect();
        let line = calls.concat();
        match line.len() > CHAIN {
            true => format!("let client = {};", calls.join("\n    ")),
            false => format!("let client = {line};"),
        }
    }

    fn call_statement(&self) -> String {
        let call = &self.example.call;
        let links: Vec<&str> = call.lines().map(str::trim).collect();
        let is_chain = links.iter().skip(1).all(|link| link.starts_with('.'));
        let line = format!("{}.raw().await", links.concat());
        if is_chain && line.len() <= CHAIN {
            return format!("let sent = {line};");
        }
        let first = call
            .strip_prefix("client.")
            .and_then(|rest| rest.split_once("()."));
        let call = match first.filter(|_| links.len() == 1) {
            Some((group, rest)) => format!("client\n    .{group}()\n    .{rest}"),
            None => call.clone(),
        };
        format!("let sent = {call}\n    .raw()\n    .await;")
    }

    /// Prints whether the response is a success.
    fn result_lines(&self) -> Vec<String> {
        let failed = match self.success {
            [] => "!answer.status().is_success()".to_owned(),
            [status] => format!("answer.status() != {status}"),
            statuses => format!("!{statuses:?}.contains(&answer.status().as_u16())"),
        };
        let text = format!(
            r#"    let answer = match sent {{
        Ok(answer) => answer,
        Err(error) => {{
            eprintln!("{{error}}");
            return Ok(());
        }}
    }};

    println!("Response Status Code = {{}}", answer.status().as_u16());
    if {failed} {{
        println!("Response Header:");
        for (name, value) in answer.headers() {{
            println!("{{name}}: {{}}", String::from_utf8_lossy(value.as_bytes()));
        }}
        println!("Response Body:");
        println!("{{}}", String::from_utf8_lossy(answer.body()));
        println!("Failed.");
        return Ok(());
    }}
    println!("Success.");
    Ok(())
}}"#
        );
        text.lines().map(str::to_owned).collect()
    }
}

/// The lines of a piece of code with an indent. If it has a raw string, only the first line is indented.
fn indented(text: &str, steps: usize) -> Vec<String> {
    let indent = "    ".repeat(steps);
    let raw = text.contains("r#") || text.contains("r\"");
    let line = |(number, line): (usize, &str)| match raw && number > 0 {
        true => line.to_owned(),
        false => format!("{indent}{line}").trim_end().to_owned(),
    };
    text.lines().enumerate().map(line).collect()
}
