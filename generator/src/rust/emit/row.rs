//! Constants that describe operations.

use crate::rust::plan::model::{PageStyle, Pagination, Row};

use super::page::{Kind, Page};

/// The constant that describes an operation.
pub(super) fn row(page: &mut Page, constant: &str, row: &Row) {
    page.item(Kind::Row);
    page.begin();
    page.put("static ");
    page.name(constant);
    page.put(": Operation = Operation::new(");
    page.text(&row.method);
    page.put(", ");
    page.text(&row.path);
    page.put(")");
    optional(
        page,
        "name",
        Some(&row.name).filter(|name| !name.is_empty()),
    );
    links(page, row);
    page.put(";");
    page.end_row();
}

fn links(page: &mut Page, row: &Row) {
    if let Some(scheme) = row.secured {
        secured(page, scheme);
    }
    if row.server > 0 {
        call(page, "server", |page| page.number(row.server));
    }
    list(page, "success", &row.success, |page, status| {
        page.number(status)
    });
    pairs(page, &row.headers);
    list(page, "scopes", &row.scopes, |page, text| page.text(text));
    list(
        page,
        "granular_scopes",
        &row.granular_scopes,
        |page, text| page.text(text),
    );
    optional(page, "rate_label", row.rate_label.as_ref());
    list(page, "prerequisites", &row.prerequisites, |page, text| {
        page.text(text)
    });
    if row.deprecated {
        call(page, "deprecated", |_| {});
    }
    if let Some(idempotent) = row.idempotent {
        call(page, "idempotent", |page| {
            page.put(if idempotent { "true" } else { "false" })
        });
    }
    if let Some(paged) = &row.paging {
        call(page, "paged", |page| paging(page, paged));
    }
}

fn call(page: &mut Page, name: &str, write: impl FnOnce(&mut Page)) {
    page.link();
    page.put(name);
    page.put("(");
    write(page);
    page.put(")");
}

fn optional(page: &mut Page, name: &str, value: Option<&String>) {
    if let Some(value) = value {
        call(page, name, |page| page.text(value));
    }
}

fn list<T>(page: &mut Page, name: &str, values: &[T], mut write: impl FnMut(&mut Page, &T)) {
    if values.is_empty() {
        return;
    }
    call(page, name, |page| {
        page.put("&[");
        for (index, value) in values.iter().enumerate() {
            page.put(if index > 0 { ", " } else { "" });
            write(page, value);
        }
        page.put("]");
    });
}

fn pairs(page: &mut Page, pairs: &[(String, String)]) {
    if pairs.is_empty() {
        return;
    }
    call(page, "headers", |page| {
        page.put("&[");
        for (index, (name, value)) in pairs.iter().enumerate() {
            page.put(if index > 0 { ", (" } else { "(" });
            page.text(name);
            page.put(", ");
            page.text(value);
            page.put(")");
        }
        page.put("]");
    });
}

/// The security scheme of an operation.
fn secured(page: &mut Page, scheme: usize) {
    match scheme {
        0..=15 => call(page, "secured", |page| page.number(scheme)),
        _ => list(page, "secured_by_any", &[scheme], |page, index| {
            page.number(index)
        }),
    }
}

/// The pagination of an operation.
fn paging(page: &mut Page, pagination: &Pagination) {
    page.put("Paging::");
    match &pagination.style {
        PageStyle::Token { parameter, field } => texts(page, "token(", &[parameter, &path(field)]),
        PageStyle::Page { parameter, first } => {
            page.put("number(");
            page.text(parameter);
            page.put(", ");
            page.number(first);
            page.put(")");
        }
        PageStyle::Offset { parameter } => texts(page, "offset(", &[parameter]),
        PageStyle::Link { field } if field.is_empty() => page.put("link_header()"),
        PageStyle::Link { field } => texts(page, "link(", &[&path(field)]),
    }
    page.put(if pagination.in_body { ".in_body()" } else { "" });
    let items = Some(path(&pagination.items)).filter(|items| !items.is_empty());
    let fields = [
        (".items(", items),
        (".pages(", pagination.pages.as_deref().map(path)),
        (".total(", pagination.total.as_deref().map(path)),
    ];
    for (start, field) in fields {
        if let Some(field) = field {
            texts(page, start, &[&field]);
        }
    }
}

/// The runtime's form of a path of keys.
fn path(keys: &[String]) -> String {
    keys.join("/")
}

fn texts(page: &mut Page, start: &str, texts: &[&str]) {
    page.put(start);
    for (index, text) in texts.iter().enumerate() {
        page.put(if index > 0 { ", " } else { "" });
        page.text(text);
    }
    page.put(")");
}
