//! A program that uses all that a crate offers, as strictly as the crate's promise allows: every type is
//! spelled out, so that the compiler notices whatever `posthaste diff` calls breaking.

use std::fmt::Write;

use posthaste::rust::plan::TypeRef;
use posthaste::rust::plan::model::{Answer, Crate, Item, ItemKind, Method, Module, ServerType};

const HEAD: &str = "\
#![allow(warnings)]
fn any<T>() -> T { loop {} }
fn read<T: client::runtime::Decode>() {}
fn written<T: client::runtime::Encode>() {}
";

/// The program; the crate is called `client` in it.
pub(crate) fn program(crate_: &Crate) -> String {
    let mut text = HEAD.to_owned();
    for module in &crate_.modules {
        for method in &module.methods {
            call(&mut text, module, method);
        }
        for item in &module.items {
            define(&mut text, &module.name, item);
        }
    }
    for item in &crate_.shared {
        define(&mut text, "types", item);
    }
    if let Some(item) = &crate_.codes {
        define(&mut text, "", item);
    }
    for server in &crate_.servers {
        reach(&mut text, server);
    }
    text
}

fn call(text: &mut String, module: &Module, method: &Method) {
    let (home, name) = (&module.name, &method.name);
    let plain = name.trim_start_matches("r#");
    let value = |ty: &TypeRef| format!("any::<{}>()", type_text(ty, home));
    let arguments: Vec<String> = match &method.params {
        None => method
            .arguments
            .iter()
            .map(|argument| value(&argument.ty))
            .collect(),
        Some(params) => {
            let fields = method.arguments.iter();
            let fields = fields.map(|field| format!("{}: {}", field.name, value(&field.ty)));
            let fields: Vec<String> = fields.collect();
            vec![format!(
                "client::{home}::{params} {{ {} }}",
                fields.join(", ")
            )]
        }
    };
    _ = write!(
        text,
        "async fn call_{home}_{plain}(client: &client::Client) {{
    let handle: client::{home}::{}<'_> = client.{home}();
    let call = handle.{name}({});\n",
        module.handle,
        arguments.join(", ")
    );
    for setter in &method.setters {
        let value = setter.ty.as_ref().map(value).unwrap_or_default();
        _ = writeln!(text, "    let call = call.{}({value});", setter.name);
    }
    let error = format!("client::{home}::{}", method.error.name);
    if let Some(item) = &method.item {
        let item = type_text(item, home);
        _ = write!(
            text,
            "    if any() {{
        let items: client::runtime::Items<{item}, {error}> = call.items();
        return;
    }}\n"
        );
    }
    _ = write!(
        text,
        "    let answer: Result<{}, client::Error<{error}>> = call.await;
    if let Err(client::Error::Api(error)) = answer {{
        match error {{\n",
        answer(&method.answer, home)
    );
    for variant in &method.error.variants {
        _ = writeln!(text, "            {error}::{}(_) => {{}}", variant.name);
    }
    text.push_str("            _ => {}\n        }\n    }\n}\n");
}

fn define(text: &mut String, home: &str, item: &Item) {
    let path = match home {
        "" => format!("client::{}", item.name),
        home => format!("client::{home}::{}", item.name),
    };
    _ = writeln!(text, "fn use_{home}_{}() {{", item.name);
    match &item.kind {
        ItemKind::Record(fields) => {
            let values = fields.iter().map(|field| {
                let ty = type_text(&field.ty, home);
                format!("{}: any::<{ty}>(), ", field.name)
            });
            let values: String = values.collect();
            // What only answers hold is non-exhaustive, so callers cannot write it down.
            let value = match item.read && !item.write {
                true => format!("any::<{path}>()"),
                false => format!("{path} {{ {values}..Default::default() }}"),
            };
            _ = writeln!(text, "    let value = {value};");
            for field in fields {
                let ty = type_text(&field.ty, home);
                _ = writeln!(text, "    let _: {ty} = value.{};", field.name);
            }
            for (is, bound) in [(item.read, "read"), (item.write, "written")] {
                if is {
                    _ = writeln!(text, "    {bound}::<{path}>();");
                }
            }
        }
        ItemKind::Identifier => {
            _ = writeln!(text, "    let _ = {path}::new(\"a\");");
        }
        ItemKind::Enum { values, .. } => {
            for value in values {
                _ = writeln!(text, "    let _ = {path}::{};", value.name);
            }
        }
        ItemKind::Union { shapes, .. } => {
            for shape in shapes {
                let ty = type_text(&shape.ty, home);
                _ = writeln!(text, "    let _ = {path}::{}(any::<{ty}>());", shape.name);
            }
        }
    }
    text.push_str("}\n");
}

fn reach(text: &mut String, server: &ServerType) {
    let (needed, optional): (Vec<_>, Vec<_>) = server
        .variables
        .iter()
        .partition(|input| input.default.is_none());
    let needed: Vec<&str> = needed.iter().map(|_| "\"\"").collect();
    let setters = optional
        .iter()
        .map(|input| format!(".{}(\"\")", input.name));
    let setters: String = setters.collect();
    let name = &server.name;
    _ = writeln!(
        text,
        "fn reach_{name}() {{ let _ = client::server_urls::{name}::new({}){setters}; }}",
        needed.join(", ")
    );
}

fn answer(answer: &Answer, home: &str) -> String {
    match answer {
        Answer::Empty => "()".to_owned(),
        Answer::Json(ty) => type_text(ty, home),
        Answer::Optional(ty) => format!("Option<{}>", type_text(ty, home)),
        Answer::Text => "String".to_owned(),
        Answer::Bytes => "client::runtime::bytes::Bytes".to_owned(),
        Answer::Choice(choice) => format!("client::{home}::{}", choice.name),
    }
}

fn type_text(ty: &TypeRef, home: &str) -> String {
    let inner = |ty| type_text(ty, home);
    match ty {
        TypeRef::Bool => "bool".to_owned(),
        TypeRef::I64 => "i64".to_owned(),
        TypeRef::U64 => "u64".to_owned(),
        TypeRef::F64 => "f64".to_owned(),
        TypeRef::Str => "str".to_owned(),
        TypeRef::String => "String".to_owned(),
        TypeRef::Json => "client::Json".to_owned(),
        TypeRef::Number => "client::runtime::Number".to_owned(),
        TypeRef::File => "client::File".to_owned(),
        TypeRef::Value(value) | TypeRef::Into(value) => {
            format!("client::runtime::value::{}", value.name())
        }
        TypeRef::Local(name) => format!("client::{home}::{name}"),
        TypeRef::Shared(name) => format!("client::types::{name}"),
        TypeRef::Reference(ty) => format!("&{}", inner(ty)),
        TypeRef::Slice(ty) => format!("[{}]", inner(ty)),
        TypeRef::Vec(ty) => format!("Vec<{}>", inner(ty)),
        TypeRef::Option(ty) => format!("Option<{}>", inner(ty)),
        TypeRef::Inferred(ty) => format!("client::runtime::Inferred<{}>", inner(ty)),
        TypeRef::Nullable(ty) => format!("client::runtime::Nullable<{}>", inner(ty)),
        TypeRef::Box(ty) => format!("Box<{}>", inner(ty)),
        TypeRef::Map(ty) => format!("std::collections::BTreeMap<String, {}>", inner(ty)),
    }
}
