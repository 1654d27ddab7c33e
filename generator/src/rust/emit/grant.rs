//! `oauth2.rs`: functions for grant types of this vendor.

use crate::rust::plan::model::Grant;

use super::page::{Kind, Page};

/// `oauth2.rs`.
pub(super) fn grants(page: &mut Page, grants: &[Grant]) {
    page.inner_docs(&["Ways to get tokens: credentials for [`ClientBuilder::credentials`](posthaste_runtime::ClientBuilder::credentials)."]);
    let names = ["OAuth2", "SignIn", "TokenStore", "Tokens"];
    page.uses("pub use posthaste_runtime", names);
    grants.iter().for_each(|declared| grant(page, declared));
}

/// The function of a grant type.
fn grant(page: &mut Page, grant: &Grant) {
    page.item(Kind::Other);
    page.docs(&grant.docs);
    page.begin();
    page.put("pub fn ");
    page.name(&grant.name);
    page.put("(");
    let own = ["client_id", "client_secret"];
    let taken = grant.arguments.iter().map(|(name, _)| name.as_str());
    page.group(own.into_iter().chain(taken), |page, name| {
        page.name(name);
        page.put(": impl Into");
        page.generic("String");
    });
    page.put(") -> OAuth2 {");
    page.end();
    page.inside(|page| body(page, grant));
    page.line("}");
}

fn body(page: &mut Page, grant: &Grant) {
    page.begin();
    page.chain();
    page.put("OAuth2::grant(");
    page.open();
    page.text(&grant.grant);
    page.comma();
    page.put("client_id");
    page.comma();
    page.put("client_secret");
    page.close();
    page.put(")");
    for (name, parameter) in &grant.arguments {
        page.link();
        page.put("parameter(");
        page.open();
        page.text(parameter);
        page.comma();
        page.name(name);
        page.close();
        page.put(")");
    }
    page.unchain();
    page.end();
}
