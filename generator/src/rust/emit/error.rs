//! Error enums.

use crate::rust::plan::model::{ErrorEnum, ErrorVariant};

use super::page::{Kind, Page};

/// An operation's error enum.
pub(super) fn error(page: &mut Page, error: &ErrorEnum) {
    page.item(Kind::Declared);
    page.line("api_error! {");
    page.inside(|page| {
        page.docs(&error.docs);
        page.begin();
        page.put("pub enum ");
        page.name(&error.name);
        page.block(&error.variants, case);
    });
    page.line("}");
}

/// The status and code of a variant.
fn case(page: &mut Page, variant: &ErrorVariant) {
    page.docs(&variant.docs);
    page.begin();
    page.name(&variant.name);
    page.put(" = (");
    page.number(variant.status);
    if let Some(code) = &variant.code {
        page.put(", ");
        page.text(code);
    }
    page.put("),");
    page.end_as_it_is();
}
