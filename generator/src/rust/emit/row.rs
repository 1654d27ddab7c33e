//! Constants that describe operations.

use crate::rust::plan::model::{PagingRow, PagingStyle, Row};

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
fn paging(page: &mut Page, row: &PagingRow) {
    page.put("Paging::");
    style(page, &row.style);
    page.put(if row.in_body { ".in_body()" } else { "" });
    let items = Some(&row.items).filter(|items| !items.is_empty());
    let parts = [
        (".items(", items),
        (".pages(", row.pages.as_ref()),
        (".total(", row.total.as_ref()),
    ];
    for (start, value) in parts {
        if let Some(value) = value {
            page.put(start);
            page.text(value);
            page.put(")");
        }
    }
}

fn style(page: &mut Page, style: &PagingStyle) {
    let (start, text) = match style {
        PagingStyle::Token(parameter, _) => ("token(", parameter),
        PagingStyle::Number(parameter, _) => ("number(", parameter),
        PagingStyle::Offset(parameter) => ("offset(", parameter),
        PagingStyle::Link(field) => ("link(", field),
        PagingStyle::LinkHeader => return page.put("link_header()"),
    };
    page.put(start);
    page.text(text);
    match style {
        PagingStyle::Token(_, field) => {
            page.put(", ");
            page.text(field);
        }
        PagingStyle::Number(_, first) => {
            page.put(", ");
            page.number(first);
        }
        _ => {}
    }
    page.put(")");
}
