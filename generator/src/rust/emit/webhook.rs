//! The constant that describes how the vendor signs messages to webhooks.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::rust::plan::model::{ChallengeRow, WebhookRow};

use super::tokens::{cfg, ident};

/// The constant with the scheme of the signatures.
pub(super) fn webhook(row: &WebhookRow) -> TokenStream {
    let feature: Vec<String> = row
        .feature
        .iter()
        .map(|&feature| feature.to_owned())
        .collect();
    let cfg = cfg(&feature);
    let (header, message) = (&row.signature_header, &row.message);
    let texts = row.texts.iter().map(|(setter, value)| {
        let setter = ident(setter);
        quote!(.#setter(#value))
    });
    let base64 = row.base64.then(|| quote!(.base64()));
    let window = row.window.map(|seconds| {
        let seconds = Literal::u64_unsuffixed(seconds);
        quote!(.window(#seconds))
    });
    let challenge = row.challenge.as_ref().map(challenge);
    quote! {
        /// How the service signs what it sends to webhooks, for [`Webhook`](runtime::webhook::Webhook).
        #cfg
        #[rustfmt::skip]
        pub const WEBHOOK: runtime::webhook::Scheme =
            runtime::webhook::Scheme::new(#header, #message) #(#texts)* #base64 #window #challenge;
    }
}

fn challenge(row: &ChallengeRow) -> TokenStream {
    let ChallengeRow {
        field,
        value,
        token,
        token_answer,
        proof_answer,
    } = row;
    quote! {
        .challenge(
            runtime::webhook::Challenge::new(#field, #value, #token).answer(#token_answer, #proof_answer)
        )
    }
}
