//! Methods, the types of calls with setters, and structs of arguments.

use crate::rust::plan::model::{
    Answer, Argument, Builder, ListStyle, Method, Operand, Setter, Step, StepKind,
};

use super::page::{Kind, Page};

/// A method.
pub(super) fn method(page: &mut Page, method: &Method) {
    page.docs(&method.docs);
    if method.deprecated {
        page.line("#[deprecated]");
    }
    page.line("#[inline]");
    page.begin();
    page.put("pub fn ");
    page.name(&method.name);
    page.put("(");
    page.open();
    page.put("&self");
    arguments(page, method);
    page.close();
    page.put(") -> ");
    result(page, method);
    page.put(" {");
    page.end_signature();
    page.inside(|page| body(page, method));
    page.line("}");
}

/// The arguments after `&self`.
fn arguments(page: &mut Page, method: &Method) {
    let Some(params) = &method.params else {
        for Argument { name, ty, .. } in &method.arguments {
            page.comma();
            page.name(name);
            page.put(": ");
            page.ty(ty, None);
        }
        return;
    };
    page.comma();
    page.put("params: ");
    page.name(params);
    if borrows(method) {
        page.generic("'_");
    }
}

fn borrows(method: &Method) -> bool {
    method
        .arguments
        .iter()
        .any(|argument| argument.ty.borrows())
}

/// The return type of a method: the type of its call, where it has one.
fn result(page: &mut Page, method: &Method) {
    if let Some(builder) = &method.builder {
        page.name(&builder.name);
        return page.generic("'c");
    }
    page.put("Call<");
    page.open();
    page.put("'c");
    page.comma();
    answer(page, &method.answer);
    page.comma();
    page.name(&method.error.name);
    page.close();
    page.put(">");
}

/// The expression of the request with its arguments.
fn body(page: &mut Page, method: &Method) {
    page.begin();
    page.put("Call::");
    page.put(constructor(method));
    page.put("(self.client");
    page.link();
    page.put("request(&");
    page.name(&method.constant);
    page.put(")");
    for planned in &method.steps {
        page.link();
        step(page, planned);
    }
    page.put(")");
    page.end_row();
}

/// The type of the answer.
fn answer(page: &mut Page, answer: &Answer) {
    match answer {
        Answer::Empty => page.put("()"),
        Answer::Json(ty) => page.ty(ty, None),
        Answer::Optional(ty) => {
            page.put("Option<");
            page.open();
            page.ty(ty, None);
            page.close();
            page.put(">");
        }
        Answer::Text => page.put("String"),
        Answer::Bytes => page.put("Bytes"),
    }
}

/// The name of the runtime's constructor for this kind of answer.
fn constructor(method: &Method) -> &'static str {
    match &method.answer {
        _ if method.item.is_some() => "for_list",
        Answer::Empty => "for_nothing",
        Answer::Json(_) | Answer::Optional(_) => "for_json",
        Answer::Text => "for_text",
        Answer::Bytes => "for_bytes",
    }
}

/// A method call on the request.
fn step(page: &mut Page, step: &Step) {
    page.name(request_method(step.kind));
    page.put("(");
    for (index, planned) in step.operands.iter().enumerate() {
        if index > 0 {
            page.put(", ");
        }
        operand(page, planned);
    }
    page.put(")");
}

/// The method of the runtime's request.
fn request_method(kind: StepKind) -> &'static str {
    match kind {
        StepKind::Path => "path",
        StepKind::PathTwice => "path_twice",
        StepKind::Query => "query",
        StepKind::QueryList => "query_list",
        StepKind::QueryFlag => "query_flag",
        StepKind::Header => "header",
        StepKind::Member => "member",
        StepKind::Field => "field",
        StepKind::FieldList => "field_list",
        StepKind::FieldJson => "field_json",
        StepKind::Part => "part",
        StepKind::PartTyped => "part_typed",
        StepKind::PartList => "part_list",
        StepKind::PartJson => "part_json",
        StepKind::PartFile => "part_file",
        StepKind::PartFiles => "part_files",
        StepKind::Json => "json",
        StepKind::JsonAs => "json_as",
        StepKind::Text => "text",
        StepKind::File => "file",
        StepKind::GraphQl => "graphql",
    }
}

/// An argument of a method call on the request.
fn operand(page: &mut Page, operand: &Operand) {
    match operand {
        Operand::Text(value) => page.text(value),
        Operand::OptionalText(None) => page.put("None"),
        Operand::OptionalText(Some(value)) => {
            page.put("Some(");
            page.text(value);
            page.put(")");
        }
        Operand::Value(name) => place(page, name),
        Operand::Reference(name) => {
            page.put("&");
            place(page, name);
        }
        Operand::Encoded(name) => {
            page.put("&");
            place(page, name);
            page.put(".encode()");
        }
        Operand::Constant(value) => {
            page.put("&");
            page.text(value);
        }
        Operand::Style(style) => {
            page.put("ListStyle::");
            page.name(match style {
                ListStyle::Repeat => "Repeat",
                ListStyle::Comma => "Comma",
                ListStyle::Space => "Space",
                ListStyle::Pipe => "Pipe",
            });
        }
        Operand::Unit => page.put("&()"),
    }
}

/// A variable or a field of one: `params.user_id`.
fn place(page: &mut Page, path: &str) {
    for (index, step) in path.split('.').enumerate() {
        if index > 0 {
            page.put(".");
        }
        page.name(step);
    }
}

/// The struct of a call's arguments, and its type, where it has them.
pub(super) fn parts(page: &mut Page, method: &Method, handle: &str) {
    let name = method.name.trim_start_matches("r#");
    if let Some(params) = &method.params {
        let docs = format!("What [`{handle}::{name}`] must be given.");
        params_struct(page, method, params, &docs);
    }
    if let Some(planned) = &method.builder {
        let docs = format!(
            "A call of [`{handle}::{name}`], ready to be sent; optional values are set on it."
        );
        builder(page, method, planned, &docs);
    }
}

/// The struct of a call's arguments.
fn params_struct(page: &mut Page, method: &Method, name: &str, docs: &str) {
    page.item(Kind::Type);
    page.sentence(docs);
    page.line("#[derive(Debug, Clone)]");
    page.begin();
    page.put("pub struct ");
    page.name(name);
    if borrows(method) {
        page.generic("'a");
    }
    page.fields(&method.arguments, |page, argument| {
        page.field(&argument.docs, &argument.name, &argument.ty, Some("'a"));
    });
}

/// The type of a call, with its setters.
fn builder(page: &mut Page, method: &Method, builder: &Builder, docs: &str) {
    page.item(Kind::Declared);
    page.line("call! {");
    page.inside(|page| {
        page.sentence(docs);
        page.begin();
        page.put("pub type ");
        page.name(&builder.name);
        page.put(" = Call<");
        answer(page, &method.answer);
        page.put(", ");
        page.name(&method.error.name);
        if let Some(item) = &method.item {
            page.put(", ");
            page.ty(item, None);
        }
        page.put(">");
        page.block(&builder.setters, setter);
    });
    page.line("}");
}

/// A setter.
fn setter(page: &mut Page, setter: &Setter) {
    page.docs(&setter.docs);
    if setter.deprecated {
        page.line("#[deprecated]");
    }
    page.begin();
    page.name(&setter.name);
    if let Some(ty) = &setter.ty {
        page.put(": ");
        page.ty(ty, None);
    }
    page.put(" => ");
    step(page, &setter.step);
    page.end_arrow();
}
