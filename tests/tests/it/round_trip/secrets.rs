//! The secrets of `zoom-client`: a canary in every secret of every record and call, of which `Debug` shows nothing.

use std::fmt::Write as _;
use std::process::Command;

use posthaste::rust::plan::model::{Argument, Crate, Item, ItemKind, Method, Module};
use posthaste::rust::plan::{TypeRef, ValueType};
use posthaste_tests::canary::{CANARY, shows};

use super::zoom;

/// `holds` makes sure that the canary is there: it is in the JSON of a record that is sent.
const MAIN: &str = "\
#![allow(clippy::all)]

use zoom_client::runtime::value::Secret;
use zoom_client::runtime::Encode;

fn show(name: &str, value: &dyn std::fmt::Debug) {
    println!(\"{name}\\t{}\\t{}\", format!(\"{value:?}\"), format!(\"{value:#?}\").replace('\\n', \" \"));
}

fn holds(value: &impl Encode) {
    assert!(value.encode().to_string().contains(CANARY), \"the canary is not in the JSON\");
}

";

#[test]
fn debug_shows_no_secret_of_any_record_or_call() {
    let planned = zoom::planned();
    let mut statements = Vec::new();
    for item in &planned.shared {
        statements.extend(record("types", item));
    }
    for module in &planned.modules {
        let records = module.items.iter();
        statements.extend(records.filter_map(|item| record(&module.name, item)));
        let calls = module.methods.iter();
        statements.extend(calls.filter_map(|method| call(module, method)));
    }
    let program = zoom::build("secrets", &main(&planned, &statements));
    let output = Command::new(program).output().expect("the program runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let text = String::from_utf8(output.stdout).expect("text");
    assert_eq!(text.lines().count(), statements.len());
    let wrong: Vec<&str> = text.lines().filter(|line| shows(line)).collect();
    assert!(
        wrong.is_empty(),
        "{}",
        wrong.join("\n").replace(CANARY, "<CANARY>")
    );
    assert!(statements.len() > 20, "{} secrets", statements.len());
}

/// A program of statements that each show one value.
fn main(planned: &Crate, statements: &[String]) -> String {
    assert!(!planned.modules.is_empty());
    let mut main = MAIN.to_owned();
    _ = writeln!(main, "const CANARY: &str = {CANARY:?};\n\nfn main() {{");
    main.push_str(
        "    let client = zoom_client::Client::builder().build().expect(\"a client\");\n",
    );
    main.extend(statements.iter().map(|line| format!("    {line}\n")));
    main + "}\n"
}

/// A record with the canary in its secrets; `None` if it has none.
fn record(home: &str, item: &Item) -> Option<String> {
    let ItemKind::Record(fields) = &item.kind else {
        return None;
    };
    let secrets = fields.iter().filter_map(|field| {
        let value = secret(&field.ty)?;
        Some(format!("value.{} = {value};", field.name))
    });
    let secrets: Vec<String> = secrets.collect();
    let path = format!("zoom_client::{home}::{}", item.name);
    (!secrets.is_empty()).then(|| {
        format!(
            "{{ let mut value = {path}::default(); {} holds(&value); show({path:?}, &value); }}",
            secrets.join(" ")
        )
    })
}

/// The canary as a value of this type; `None` if that holds no secret.
fn secret(ty: &TypeRef) -> Option<String> {
    match ty {
        TypeRef::Value(ValueType::Secret) => Some("Secret::from(CANARY)".to_owned()),
        TypeRef::Into(ValueType::Secret) => Some("CANARY".to_owned()),
        TypeRef::Option(inner) => Some(format!("Some({})", secret(inner)?)),
        TypeRef::Vec(inner) => Some(format!("vec![{}]", secret(inner)?)),
        _ => None,
    }
}

/// A call with the canary in its secrets, and the struct of its arguments; `None` if it has none.
fn call(module: &Module, method: &Method) -> Option<String> {
    let setters = method.setters.iter().filter_map(|setter| {
        let value = secret(setter.ty.as_ref()?)?;
        Some(format!(".{}({value})", setter.name))
    });
    let setters: String = setters.collect();
    let is_secret = |argument: &Argument| secret(&argument.ty).is_some();
    if setters.is_empty() && !method.arguments.iter().any(is_secret) {
        return None;
    }
    let path = format!("zoom_client::{}", module.name);
    let value = |argument: &Argument| {
        let of_secret = secret(&argument.ty);
        of_secret.unwrap_or_else(|| other(&argument.ty, &path))
    };
    let name = format!("{path}::{}", method.name);
    let call = |arguments: &str| {
        format!(
            "client.{}().{}({arguments}){setters}",
            module.name, method.name
        )
    };
    Some(match &method.params {
        None => {
            let arguments: Vec<String> = method.arguments.iter().map(value).collect();
            format!("show({name:?}, &{});", call(&arguments.join(", ")))
        }
        Some(params) => {
            let field = |argument: &Argument| format!("{}: {}", argument.name, value(argument));
            let fields: Vec<String> = method.arguments.iter().map(field).collect();
            format!(
                "{{ let params = {path}::{params} {{ {} }}; show({name:?}, &(params.clone(), {})); }}",
                fields.join(", "),
                call("params")
            )
        }
    })
}

/// A value of a type without a secret.
fn other(ty: &TypeRef, home: &str) -> String {
    match ty {
        TypeRef::Bool => "true".to_owned(),
        TypeRef::I64 | TypeRef::U64 => "1".to_owned(),
        TypeRef::F64 => "1.5".to_owned(),
        TypeRef::Into(_) => "\"x\"".to_owned(),
        TypeRef::Value(_) => "\"x\".into()".to_owned(),
        TypeRef::Local(name) => format!("{home}::{name}::from(\"x\")"),
        TypeRef::Shared(name) => format!("zoom_client::types::{name}::from(\"x\")"),
        TypeRef::Reference(inner) => match &**inner {
            TypeRef::Str => "\"x\"".to_owned(),
            TypeRef::Slice(_) => "&[]".to_owned(),
            _ => "&Default::default()".to_owned(),
        },
        TypeRef::File => "zoom_client::File::bytes(\"x\", b\"x\".as_slice())".to_owned(),
        other => panic!("no argument beside a secret is {other:?}"),
    }
}
