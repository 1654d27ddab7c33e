//! Methods, the types of their calls with setters, and structs of arguments.

use proc_macro2::TokenStream;
use quote::quote;

use crate::rust::plan::model::{
    Answer, AnswerEnum, AnswerReader, Argument, ListStyle, Method, Operand, ParameterStyle, Setter,
    Step, StepKind, StyleForm,
};

use super::error::statuses;
use super::file::File;
use super::tokens::{docs, ident, ty};

/// A method.
pub(super) fn method(method: &Method) -> TokenStream {
    let (docs, deprecated) = (docs(&method.docs), deprecated(method.deprecated));
    let (name, call) = (ident(&method.name), ident(&method.call));
    let (arguments, constant) = (arguments(method), ident(&method.constant));
    let request = ident(local(method));
    let steps = method.steps.iter().map(step);
    let body = match method.steps.is_empty() {
        true => quote!(#call(self.client.request(&#constant))),
        false => quote! {
            let mut #request = self.client.request(&#constant);
            #(#request.#steps;)*
            #call(#request)
        },
    };
    quote! {
        #docs
        #deprecated
        pub fn #name(&self #arguments) -> #call {
            #body
        }
    }
}

/// The local variable of the request: a name that no argument has.
fn local(method: &Method) -> &'static str {
    let is_free = |name: &&str| {
        method
            .arguments
            .iter()
            .all(|argument| argument.name != *name)
    };
    ["request", "call", "outgoing"]
        .into_iter()
        .find(is_free)
        .unwrap_or("prepared")
}

fn deprecated(deprecated: bool) -> Option<TokenStream> {
    deprecated.then(|| quote!(#[deprecated]))
}

/// The arguments after `&self`.
fn arguments(method: &Method) -> TokenStream {
    if let Some(params) = &method.params {
        let params = ident(params);
        let lifetime = borrows(method).then(|| quote!(<'_>));
        return quote!(, params: #params #lifetime);
    }
    let arguments = method.arguments.iter().map(|argument| {
        let (name, ty) = (ident(&argument.name), ty(&argument.ty, None));
        quote!(#name: #ty)
    });
    quote!(#(, #arguments)*)
}

fn borrows(method: &Method) -> bool {
    method
        .arguments
        .iter()
        .any(|argument| argument.ty.borrows())
}

/// A method call on the request.
fn step(step: &Step) -> TokenStream {
    let method = ident(request_method(step.kind));
    let operands = step.operands.iter().map(operand);
    quote!(#method(#(#operands),*))
}

/// The method of the runtime's request.
fn request_method(kind: StepKind) -> &'static str {
    match kind {
        StepKind::Path => "path",
        StepKind::PathTwice => "path_twice",
        StepKind::Url => "url",
        StepKind::Query => "query",
        StepKind::QueryList => "query_list",
        StepKind::QueryFlag => "query_flag",
        StepKind::Header => "header",
        StepKind::PathAs => "path_as",
        StepKind::QueryAs => "query_as",
        StepKind::HeaderAs => "header_as",
        StepKind::CookieAs => "cookie_as",
        StepKind::WholeQuery => "whole_query",
        StepKind::Member => "member",
        StepKind::Field => "field",
        StepKind::FieldList => "field_list",
        StepKind::FieldJson => "field_json",
        StepKind::FieldJsonList => "field_json_list",
        StepKind::FieldAs => "field_as",
        StepKind::Part => "part",
        StepKind::PartAs => "part_as",
        StepKind::PartTyped => "part_typed",
        StepKind::PartList => "part_list",
        StepKind::PartJson => "part_json",
        StepKind::PartJsonList => "part_json_list",
        StepKind::PartFile => "part_file",
        StepKind::PartFiles => "part_files",
        StepKind::PartFileAs => "part_file_as",
        StepKind::PartFilesAs => "part_files_as",
        StepKind::Json => "json",
        StepKind::JsonAs => "json_as",
        StepKind::JsonLines => "json_lines",
        StepKind::Xml => "xml",
        StepKind::Text => "text",
        StepKind::File => "file",
        StepKind::FileAs => "file_as",
        StepKind::GraphQl => "graphql",
    }
}

/// An argument of a method call on the request.
fn operand(operand: &Operand) -> TokenStream {
    match operand {
        Operand::Text(value) => quote!(#value),
        Operand::OptionalText(None) => quote!(None),
        Operand::OptionalText(Some(value)) => quote!(Some(#value)),
        Operand::Value(name) => variable(name),
        Operand::Reference(name) => {
            let name = variable(name);
            quote!(&#name)
        }
        Operand::Converted(name) => {
            let name = variable(name);
            quote!(&#name.into())
        }
        Operand::Encoded(name) => {
            let name = variable(name);
            quote!(&#name.encode())
        }
        Operand::Constant(value) => quote!(&#value),
        Operand::Integer(value) => quote!(&#value),
        Operand::Style(style) => {
            let style = ident(match style {
                ListStyle::Repeat => "Repeat",
                ListStyle::Comma => "Comma",
                ListStyle::Space => "Space",
                ListStyle::Pipe => "Pipe",
            });
            quote!(ListStyle::#style)
        }
        Operand::ParameterStyle(style) => parameter_style(*style),
        Operand::Unit => quote!(&()),
    }
}

/// The runtime's constant of a style.
fn parameter_style(style: ParameterStyle) -> TokenStream {
    let form = ident(match style.form {
        StyleForm::Form | StyleForm::Flag => "FORM",
        StyleForm::Simple => "SIMPLE",
        StyleForm::Label => "LABEL",
        StyleForm::Matrix => "MATRIX",
        StyleForm::Space => "SPACE",
        StyleForm::Pipe => "PIPE",
        StyleForm::Tab => "TAB",
        StyleForm::Deep => "DEEP",
        StyleForm::Cookie => "COOKIE",
        StyleForm::Json => "JSON",
        StyleForm::UrlEncoded => "URL_ENCODED",
    });
    let explode = style.explode.then(|| quote!(.exploded()));
    let reserved = style.reserved.then(|| quote!(.reserved()));
    let empty = style.empty.then(|| quote!(.or_empty()));
    quote!(ParamStyle::#form #explode #reserved #empty)
}

/// A variable or a field of one: `params.user_id`.
fn variable(path: &str) -> TokenStream {
    let steps = path.split('.').map(ident);
    quote!(#(#steps).*)
}

/// Adds the struct of a call's arguments, where it has one, and the type of the call.
pub(super) fn call(file: &mut File, method: &Method, handle: &str) {
    let about = format!("{handle}::{}", method.name.trim_start_matches("r#"));
    if let Some(params) = &method.params {
        file.item(params_struct(method, params, &about));
    }
    let name = ident(&method.call);
    let about = docs(&[format!("A call of [`{about}`].")]);
    file.item(quote! {
        #about
        #[must_use = "a call does nothing until it is awaited"]
        pub struct #name(Request);
    });
    file.next(table(method, &name));
    let setters = method.setters.iter().map(setter);
    let readers = method
        .readers
        .iter()
        .map(|reader| self::reader(method, reader));
    let methods: Vec<TokenStream> = setters.chain(readers).collect();
    if !methods.is_empty() {
        file.item(quote!(impl #name { #(#methods)* }));
    }
    if let Answer::Choice(choice) = &method.answer {
        answers(file, choice);
    }
}

/// The method that reads the answer in another media type.
fn reader(method: &Method, reader: &AnswerReader) -> TokenStream {
    let (docs, name) = (docs(&reader.docs), ident(&reader.name));
    let (error, media_type) = (ident(&method.error.name), &reader.media_type);
    let (result, call) = match &reader.answer {
        None => (quote!(Downloading<#error>), "accept_stream"),
        Some(answer) => {
            let call = match answer {
                Answer::Text => "accept_text",
                Answer::Empty | Answer::Bytes => "accept_bytes",
                Answer::Json(_) | Answer::Optional(_) | Answer::Choice(_) => "accept_json",
            };
            let ty = answer_type(answer).unwrap_or_else(|| quote!(posthaste_runtime::bytes::Bytes));
            (quote!(Sending<#ty, #error>), call)
        }
    };
    let call = ident(call);
    quote! {
        #docs
        pub fn #name(self) -> #result {
            self.0.#call(#media_type)
        }
    }
}

/// The type of an answer; `None` for one without a body.
fn answer_type(answer: &Answer) -> Option<TokenStream> {
    match answer {
        Answer::Empty => None,
        Answer::Json(_) | Answer::Optional(_) => json(answer),
        Answer::Text => Some(quote!(String)),
        Answer::Bytes => Some(quote!(posthaste_runtime::bytes::Bytes)),
        Answer::Choice(choice) => Some(ident(&choice.name)),
    }
}

/// Adds the enum of several answers, and its table of statuses.
fn answers(file: &mut File, choice: &AnswerEnum) {
    let (about, name) = (docs(&choice.docs), ident(&choice.name));
    let variants = choice.variants.iter().map(|variant| {
        let (docs, name) = (docs(&variant.docs), ident(&variant.name));
        let body = answer_type(&variant.answer).map(|ty| quote!((#ty)));
        quote!(#docs #name #body)
    });
    file.item(quote! {
        #about
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
        }
    });
    let rows = choice.variants.iter().flat_map(|variant| {
        let kind = match &variant.answer {
            Answer::Empty => quote!(nothing),
            Answer::Text => quote!(text),
            Answer::Bytes | Answer::Choice(_) => quote!(bytes),
            Answer::Json(_) | Answer::Optional(_) => {
                let ty = json(&variant.answer);
                quote!(json #ty)
            }
        };
        let name = ident(&variant.name);
        let rows = variant.statuses.iter().map(move |status| {
            let statuses = statuses(*status);
            quote!(#name(#statuses) as #kind)
        });
        rows.collect::<Vec<_>>()
    });
    file.next(quote!(answers!(read #name(#(#rows),*));));
}

/// The macro call that implements the call: how its answer is read, and its types.
fn table(method: &Method, name: &TokenStream) -> TokenStream {
    let error = ident(&method.error.name);
    if let (Some(item), Some(answer)) = (&method.item, json(&method.answer)) {
        let item = ty(item, None);
        return quote!(call!(list #name(#answer, #error, #item)););
    }
    match &method.answer {
        Answer::Empty => quote!(call!(nothing #name(#error));),
        Answer::Text => quote!(call!(text #name(#error));),
        Answer::Bytes => quote!(call!(bytes #name(#error));),
        Answer::Choice(choice) => {
            let answer = ident(&choice.name);
            quote!(call!(answers #name(#answer, #error));)
        }
        Answer::Json(_) | Answer::Optional(_) => {
            let answer = json(&method.answer);
            quote!(call!(json #name(#answer, #error));)
        }
    }
}

/// The type of an answer in JSON.
fn json(answer: &Answer) -> Option<TokenStream> {
    match answer {
        Answer::Json(answer) => Some(ty(answer, None)),
        Answer::Optional(answer) => {
            let answer = ty(answer, None);
            Some(quote!(Option<#answer>))
        }
        Answer::Empty | Answer::Text | Answer::Bytes | Answer::Choice(_) => None,
    }
}

fn params_struct(method: &Method, name: &str, about: &str) -> TokenStream {
    let lifetime = borrows(method).then(|| quote!('a));
    let fields = method.arguments.iter().map(
        |Argument {
             docs: lines,
             name,
             ty: of,
         }| {
            let (docs, name, ty) = (docs(lines), ident(name), ty(of, lifetime.as_ref()));
            quote!(#docs pub #name: #ty)
        },
    );
    let (about, name) = (
        docs(&[format!("The arguments of [`{about}`].")]),
        ident(name),
    );
    let generic = lifetime.as_ref().map(|lifetime| quote!(<#lifetime>));
    quote! {
        #about
        #[derive(Debug, Clone)]
        pub struct #name #generic {
            #(#fields,)*
        }
    }
}

fn setter(setter: &Setter) -> TokenStream {
    let (docs, deprecated) = (docs(&setter.docs), deprecated(setter.deprecated));
    let (name, step) = (ident(&setter.name), step(&setter.step));
    let argument = setter.ty.iter().map(|of| {
        let ty = ty(of, None);
        quote!(, #name: #ty)
    });
    quote! {
        #docs
        #deprecated
        pub fn #name(mut self #(#argument)*) -> Self {
            self.0.#step;
            self
        }
    }
}
