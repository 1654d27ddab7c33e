//! Types, and `cfg` attributes of items.

use crate::rust::plan::TypeRef;

use super::layout::Sign;
use super::page::Page;

impl Page {
    /// Adds a type, with a lifetime for references where it must be named.
    pub(super) fn ty(&mut self, ty: &TypeRef, lifetime: Option<&str>) {
        match ty {
            TypeRef::Bool => self.put("bool"),
            TypeRef::I64 => self.put("i64"),
            TypeRef::U64 => self.put("u64"),
            TypeRef::F64 => self.put("f64"),
            TypeRef::Str => self.put("str"),
            TypeRef::String => self.put("String"),
            TypeRef::Json => self.put("Json"),
            TypeRef::Number => self.put("Number"),
            TypeRef::File => self.put("File"),
            TypeRef::Local(name) => self.name(name),
            TypeRef::Shared(name) => {
                self.put("types::");
                self.name(name);
            }
            TypeRef::Reference(ty) => {
                self.put("&");
                if let Some(lifetime) = lifetime {
                    self.put(lifetime);
                    self.put(" ");
                }
                self.ty(ty, lifetime);
            }
            TypeRef::Slice(ty) => {
                self.put("[");
                self.ty(ty, lifetime);
                self.put("]");
            }
            TypeRef::Vec(ty) => self.of("Vec", ty, lifetime),
            TypeRef::Option(ty) => self.of("Option", ty, lifetime),
            TypeRef::Nullable(ty) => self.of("Nullable", ty, lifetime),
            TypeRef::Box(ty) => self.of("Box", ty, lifetime),
            TypeRef::Map(ty) => {
                self.put("BTreeMap<");
                self.open();
                self.put("String");
                self.comma();
                self.ty(ty, lifetime);
                self.close();
                self.put(">");
            }
        }
    }

    fn of(&mut self, name: &str, ty: &TypeRef, lifetime: Option<&str>) {
        self.put(name);
        self.put("<");
        self.open();
        self.ty(ty, lifetime);
        self.close();
        self.put(">");
    }

    /// Adds the argument of a generic type.
    pub(super) fn generic(&mut self, argument: &str) {
        self.put("<");
        self.open();
        self.put(argument);
        self.close();
        self.put(">");
    }

    /// Adds the fields of a struct after its name.
    pub(super) fn fields<T>(&mut self, fields: &[T], mut write: impl FnMut(&mut Self, &T)) {
        if fields.is_empty() {
            self.put(" {}");
            return self.end();
        }
        self.put(" {");
        self.end();
        self.inside(|page| fields.iter().for_each(|field| write(page, field)));
        self.line("}");
    }

    /// Adds a field.
    pub(super) fn field(&mut self, docs: &[String], name: &str, ty: &TypeRef, of: Option<&str>) {
        self.docs(docs);
        self.begin();
        self.put("pub ");
        self.name(name);
        self.put(": ");
        self.ty(ty, of);
        self.put(",");
        self.end();
    }

    /// Adds the rows of a macro call in braces.
    pub(super) fn rows<T>(&mut self, rows: &[T], mut write: impl FnMut(&mut Self, &T)) {
        self.put(" {");
        if !rows.is_empty() {
            self.mark(Sign::Open(0));
            self.put(" ");
            for (index, row) in rows.iter().enumerate() {
                if index > 0 {
                    self.comma();
                }
                write(self, row);
            }
            self.put(" ");
            self.mark(Sign::Close);
        }
        self.put("}");
    }

    /// Adds a `cfg` attribute for any of these features; nothing where there are none.
    pub(super) fn gate(&mut self, features: &[String]) {
        if !features.is_empty() {
            self.condition(features);
            self.end_signature();
        }
    }

    fn condition(&mut self, features: &[String]) {
        self.begin();
        self.put("#[cfg(");
        match features {
            [feature] => self.feature(feature),
            features => {
                self.put("any(");
                self.open();
                for (index, feature) in features.iter().enumerate() {
                    if index > 0 {
                        self.comma();
                    }
                    self.feature(feature);
                }
                self.close();
                self.put(")");
            }
        }
        self.put(")]");
    }

    fn feature(&mut self, feature: &str) {
        self.put("feature = ");
        self.text(feature);
    }
}
