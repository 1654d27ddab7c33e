//! The rate limits of the service.

use crate::rust::plan::model::{LimitRow, LimitRows};

use super::page::Page;

/// The calls about limits in the constant that describes the API.
pub(super) fn limits(page: &mut Page, rows: &LimitRows) {
    if rows.daily.is_some() || rows.concurrent.is_some() {
        page.call("rates", Some(&|page: &mut Page| rates(page, rows)));
    }
    if !rows.plans.is_empty() {
        page.call(
            "plans",
            Some(&|page: &mut Page| page.slice(&rows.plans, plan)),
        );
    }
}

fn rates(page: &mut Page, rows: &LimitRows) {
    page.chain();
    page.put("RateFormat::DEFAULT");
    for (name, words) in [("daily", &rows.daily), ("concurrent", &rows.concurrent)] {
        if let Some(words) = words {
            page.call(name, Some(&|page: &mut Page| page.texts(words)));
        }
    }
    page.unchain();
}

fn plan(page: &mut Page, (name, limits): &(String, Vec<LimitRow>)) {
    page.put("Plan::new(");
    page.open();
    page.text(name);
    page.comma();
    page.slice(limits, limit);
    page.close();
    page.put(")");
}

/// One limit.
fn limit(page: &mut Page, row: &LimitRow) {
    page.put("Limit::new(");
    page.open();
    page.texts(&row.labels);
    page.comma();
    page.number(row.count);
    page.comma();
    page.number(row.seconds);
    page.close();
    page.put(")");
}
