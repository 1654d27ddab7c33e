//! The OpenAPI and Swagger documents of the corpus.

use std::sync::LazyLock;

use posthaste_tests::shared::{openapi_corpus, shared};

use super::{Outcome, check_crates, check_outcomes, outcomes, table};

/// All OpenAPI documents, generated once for all tests of this file.
static OUTCOMES: LazyLock<Vec<Outcome>> = LazyLock::new(|| outcomes(&openapi_corpus()));

#[test]
fn every_document_becomes_a_crate() {
    if shared("corpus").is_none() {
        return;
    }
    check_outcomes(&OUTCOMES, 1000);
    insta::assert_snapshot!(table(&OUTCOMES));
}

#[test]
fn every_crate_is_free_of_warnings() {
    check_crates(|| &OUTCOMES, "corpus-openapi", &["all"]);
}
