//! The constant that describes how the vendor signs messages to webhooks.

use crate::rust::plan::model::{ChallengeRow, WebhookRow};

use super::page::{Kind, Page};

/// The constant with the scheme of the signatures.
pub(super) fn webhook(page: &mut Page, row: &WebhookRow) {
    page.item(Kind::Other);
    page.docs(&["How the service signs what it sends to webhooks, for [`Webhook`](runtime::webhook::Webhook)."]);
    if let Some(feature) = row.feature {
        page.gate(&[feature.to_owned()]);
    }
    page.begin();
    page.put("pub const WEBHOOK: runtime::webhook::Scheme = ");
    page.chain();
    page.put("runtime::webhook::Scheme::new(");
    page.group([&row.signature_header, &row.message], |page, text| {
        page.text(text)
    });
    page.put(")");
    for (name, value) in &row.texts {
        page.call_text(name, value);
    }
    if row.base64 {
        page.call("base64", None);
    }
    if let Some(seconds) = row.window {
        page.call("window", Some(&|page: &mut Page| page.number(seconds)));
    }
    if let Some(row) = &row.challenge {
        page.call("challenge", Some(&|page: &mut Page| challenge(page, row)));
    }
    page.unchain();
    page.put(";");
    page.end();
}

fn challenge(page: &mut Page, row: &ChallengeRow) {
    page.chain();
    page.put("runtime::webhook::Challenge::new(");
    page.group([&row.field, &row.value, &row.token], |page, text| {
        page.text(text)
    });
    page.put(")");
    page.link();
    page.put("answer(");
    page.group([&row.token_answer, &row.proof_answer], |page, text| {
        page.text(text)
    });
    page.put(")");
    page.unchain();
}
