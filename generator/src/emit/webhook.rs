//! How the vendor signs messages to webhooks.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, TokenStreamExt, quote};

use crate::rust::model::WebhookRow;

use super::tokens::{ident, text};

/// The constant that describes it.
pub(super) struct WebhookTokens<'a>(pub &'a WebhookRow);

impl ToTokens for WebhookTokens<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let (header, message) = (text(&self.0.signature_header), text(&self.0.message));
        let texts = self.0.texts.iter().map(|(name, value)| {
            let (name, value) = (ident(name), text(value));
            quote!(.#name(#value))
        });
        let base64 = self.0.base64.then(|| quote!(.base64()));
        let window = self.0.window.map(Literal::u64_unsuffixed);
        let window = window.map(|seconds| quote!(.window(#seconds)));
        let challenge = self.0.challenge.as_ref().map(|[field, value, token, answer, proof]| {
            let [field, value, token] = [field, value, token].map(|one| text(one));
            let [answer, proof] = [answer, proof].map(|one| text(one));
            quote!(.challenge(runtime::webhook::Challenge::new(#field, #value, #token).answer(#answer, #proof)))
        });
        let gate = self
            .0
            .feature
            .map(|feature| quote!(#[cfg(feature = #feature)]));
        tokens.append_all(quote! {
            #[doc = " How the service signs what it sends to webhooks, for [`Webhook`](runtime::webhook::Webhook)."]
            #gate
            pub const WEBHOOK: runtime::webhook::Scheme = runtime::webhook::Scheme::new(#header, #message)
                #(#texts)* #base64 #window #challenge;
        });
    }
}
