//! The names that the code of a module uses from elsewhere.

use std::collections::BTreeSet;

use quote::quote;

use crate::rust::plan::TypeRef;
use crate::rust::plan::model::{Answer, Item, ItemKind, Method, Operand, Step};

use super::file::File;
use super::tokens::{ident, path};

/// The names that the code of a module uses from elsewhere.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Imports {
    /// From the runtime.
    pub runtime: BTreeSet<&'static str>,
    /// From the runtime's `value`.
    pub values: BTreeSet<&'static str>,
    /// `BTreeMap` from `std`.
    pub map: bool,
    /// The crate's own shared types.
    pub shared: bool,
}

impl Imports {
    /// The names that methods and types use.
    pub(super) fn of(methods: &[Method], items: &[Item]) -> Self {
        let mut imports = Self::default();
        methods.iter().for_each(|method| imports.method(method));
        items.iter().for_each(|item| imports.item(item));
        imports
    }

    /// Adds the `use` declarations to a file, in the order of rustfmt.
    pub(super) fn write(&self, file: &mut File, root: &str) {
        let mut first = true;
        let mut add = |used: bool, declaration| match (used, std::mem::take(&mut first)) {
            (false, was_first) => first = was_first,
            (true, true) => file.item(declaration),
            (true, false) => file.next(declaration),
        };
        let root = path(root);
        let names: Vec<_> = self.runtime.iter().map(|name| ident(name)).collect();
        add(self.shared, quote!(use #root::types;));
        let values: Vec<_> = self.values.iter().map(|name| ident(name)).collect();
        add(
            !values.is_empty(),
            quote!(use posthaste_runtime::value::{#(#values),*};),
        );
        add(
            !names.is_empty(),
            quote!(use posthaste_runtime::{#(#names),*};),
        );
        add(
            self.map,
            quote!(
                use std::collections::BTreeMap;
            ),
        );
    }

    fn method(&mut self, method: &Method) {
        self.runtime
            .extend(["Client", "Request", "api_error", "call", "operation"]);
        let error = &method.error;
        let bodies = error.variants.iter().map(|variant| &variant.body);
        for body in bodies.chain([&error.other_body]) {
            self.runtime.insert(match body {
                Some(_) => "TypedErrorResponse",
                None => "ErrorResponse",
            });
            body.iter().for_each(|ty| self.ty(ty));
        }
        if let Some(item) = &method.item {
            self.runtime.insert("Paging");
            self.ty(item);
        }
        for setter in &method.setters {
            setter.ty.iter().for_each(|ty| self.ty(ty));
            self.step(&setter.step);
        }
        method
            .arguments
            .iter()
            .for_each(|argument| self.ty(&argument.ty));
        method.steps.iter().for_each(|step| self.step(step));
        if let Answer::Choice(_) = &method.answer {
            self.runtime.insert("answers");
        }
        for reader in &method.readers {
            self.runtime.insert(match reader.answer {
                Some(_) => "Sending",
                None => "Downloading",
            });
        }
        let read = method
            .readers
            .iter()
            .filter_map(|reader| reader.answer.as_ref());
        let answers = read.chain([&method.answer]);
        answers.flat_map(Answer::types).for_each(|ty| self.ty(ty));
    }

    fn step(&mut self, step: &Step) {
        for operand in &step.operands {
            match operand {
                Operand::Style(_) => self.runtime.insert("ListStyle"),
                Operand::ParameterStyle(_) => self.runtime.insert("ParamStyle"),
                Operand::Encoded(_) => self.runtime.insert("Encode"),
                _ => false,
            };
        }
    }

    fn item(&mut self, item: &Item) {
        match &item.kind {
            ItemKind::Record(fields) => {
                fields.iter().for_each(|field| self.ty(&field.ty));
                self.runtime.insert("record");
            }
            ItemKind::Identifier => {
                self.runtime.insert("identifier");
            }
            ItemKind::Enum { .. } => {
                self.runtime.insert("open_enum");
            }
            ItemKind::Union { shapes, .. } => {
                self.runtime.extend(["Json", "union"]);
                shapes.iter().for_each(|shape| self.ty(&shape.ty));
            }
        }
    }

    /// Adds the names that a type uses.
    pub(super) fn ty(&mut self, ty: &TypeRef) {
        match ty {
            TypeRef::Json => {
                self.runtime.insert("Json");
            }
            TypeRef::Number => {
                self.runtime.insert("Number");
            }
            TypeRef::File => {
                self.runtime.insert("File");
            }
            TypeRef::Value(value) | TypeRef::Into(value) => {
                self.values.insert(value.name());
            }
            TypeRef::Nullable(inner) => {
                self.runtime.insert("Nullable");
                self.ty(inner);
            }
            TypeRef::Inferred(inner) => {
                self.runtime.insert("Inferred");
                self.ty(inner);
            }
            TypeRef::Shared(_) => self.shared = true,
            TypeRef::Map(inner) => {
                self.map = true;
                self.ty(inner);
            }
            TypeRef::Reference(inner)
            | TypeRef::Slice(inner)
            | TypeRef::Vec(inner)
            | TypeRef::Option(inner)
            | TypeRef::Box(inner) => self.ty(inner),
            _ => {}
        }
    }
}
