//! The names that the code of a module uses from elsewhere.

use std::collections::BTreeSet;

use crate::rust::plan::TypeRef;
use crate::rust::plan::model::{Answer, Item, ItemKind, Method, Operand, Step};

/// The names that the code of a module uses from elsewhere.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Imports {
    /// From the runtime.
    pub runtime: BTreeSet<&'static str>,
    /// `Bytes` from the runtime's `bytes`.
    pub bytes: bool,
    /// `BTreeMap` from `std`.
    pub map: bool,
    /// The crate's own `Call`.
    pub call: bool,
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

    fn method(&mut self, method: &Method) {
        self.call = true;
        self.runtime.extend(["Client", "Operation", "api_error"]);
        if let Some(item) = &method.item {
            self.runtime.insert("Paging");
            self.ty(item);
        }
        if let Some(builder) = &method.builder {
            self.runtime.insert("call");
            for setter in &builder.setters {
                setter.ty.iter().for_each(|ty| self.ty(ty));
                self.step(&setter.step);
            }
        }
        self.bytes |= method.answer == Answer::Bytes;
        method
            .arguments
            .iter()
            .for_each(|argument| self.ty(&argument.ty));
        method.steps.iter().for_each(|step| self.step(step));
        if let Answer::Json(ty) | Answer::Optional(ty) = &method.answer {
            self.ty(ty);
        }
    }

    fn step(&mut self, step: &Step) {
        for operand in &step.operands {
            match operand {
                Operand::Style(_) => self.runtime.insert("ListStyle"),
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

    fn ty(&mut self, ty: &TypeRef) {
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
            TypeRef::Nullable(inner) => {
                self.runtime.insert("Nullable");
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
