//! Types: structs, open enums, unions.

use crate::rust::plan::model::{Field, Item, ItemKind, ShapeVariant, Value};

use super::page::{Kind, Page};

/// A type, with the macro call that implements reading and writing.
pub(super) fn item(page: &mut Page, item: &Item) {
    match &item.kind {
        ItemKind::Record(fields) => record(page, item, fields),
        ItemKind::Identifier => identifier(page, item),
        ItemKind::Enum { values, numeric } => open_enum(page, item, values, *numeric),
        ItemKind::Union { tag, shapes } => union(page, item, tag.as_deref(), shapes),
    }
}

/// The doc comment of a type, and its `cfg` attribute.
fn head(page: &mut Page, item: &Item) {
    page.item(Kind::Type);
    page.docs(&item.docs);
    page.gate(&item.features);
}

/// The start of the macro call that belongs to the type.
fn table(page: &mut Page, item: &Item, start: &str) {
    page.item(Kind::Table);
    page.gate(&item.features);
    page.begin();
    page.put(start);
    page.name(&item.name);
}

/// The start of a macro call that declares the type.
fn declared(page: &mut Page, item: &Item, name: &str, write: impl FnOnce(&mut Page)) {
    page.item(Kind::Declared);
    page.gate(&item.features);
    page.line(name);
    page.inside(|page| {
        page.docs(&item.docs);
        page.begin();
        write(page);
    });
    page.line("}");
}

/// A struct.
fn record(page: &mut Page, item: &Item, fields: &[Field]) {
    declared(page, item, "record! {", |page| {
        page.put("pub struct ");
        page.name(&item.name);
        page.put(":");
        for (used, word) in [(item.read, " read"), (item.write, " write")] {
            page.put(if used { word } else { "" });
        }
        page.block(fields, field);
    });
}

/// A field: its name, its type, and its key where that differs from the name.
fn field(page: &mut Page, field: &Field) {
    page.docs(&field.docs);
    page.begin();
    page.put("pub ");
    page.name(&field.name);
    page.put(": ");
    page.ty(&field.ty, None);
    if field.name != field.key {
        page.put(" as ");
        page.text(&field.key);
    }
    page.end_field();
}

/// A newtype of a string.
fn identifier(page: &mut Page, item: &Item) {
    head(page, item);
    page.line("#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]");
    page.begin();
    page.put("pub struct ");
    page.name(&item.name);
    page.put("(");
    page.group(["String"], Page::put);
    page.put(");");
    page.end();
    table(page, item, "identifier!(");
    page.put(");");
    page.end_table();
}

/// An open enum.
fn open_enum(page: &mut Page, item: &Item, values: &[Value], numeric: bool) {
    declared(page, item, "open_enum! {", |page| {
        page.put("pub enum ");
        page.name(&item.name);
        page.put(if numeric { ": number" } else { "" });
        page.block(values, |page, value| {
            page.docs(&value.docs);
            page.begin();
            pair(page, &value.name, &value.value);
            page.put(",");
            page.end_as_it_is();
        });
    });
}

fn pair(page: &mut Page, name: &str, value: &str) {
    page.name(name);
    page.put(" = ");
    page.text(value);
}

/// A union.
fn union(page: &mut Page, item: &Item, tag: Option<&str>, shapes: &[ShapeVariant]) {
    head(page, item);
    page.line("#[derive(Debug, Clone)]");
    page.line("#[non_exhaustive]");
    page.begin();
    page.put("pub enum ");
    page.name(&item.name);
    page.put(" {");
    page.end();
    page.inside(|page| {
        for shape in shapes {
            variant(page, shape);
        }
        page.line("/// A value of another shape.");
        page.line("Unknown(Json),");
    });
    page.line("}");
    table(page, item, "union!(");
    match tag {
        None => page.rows(shapes, |page, shape| page.name(&shape.name)),
        Some(tag) => {
            // The tag is written before the first variant, on the same row.
            let mut tag = Some(tag);
            page.rows(shapes, |page, shape| {
                if let Some(tag) = tag.take() {
                    page.put("tag ");
                    page.text(tag);
                    page.put(": ");
                }
                pair(page, &shape.name, &shape.value);
            });
        }
    }
    page.put(");");
    page.end_table();
}

fn variant(page: &mut Page, shape: &ShapeVariant) {
    page.docs(&shape.docs);
    page.begin();
    page.name(&shape.name);
    page.put("(");
    page.group([&shape.ty], |page, ty| page.ty(ty, None));
    page.put("),");
    page.end();
}
