//! How often the service may be called.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, TokenStreamExt, quote};

use crate::rust::model::{LimitRow, LimitRows};

use super::tokens::text;

/// What is said of limits in the constant that describes the API.
pub(super) struct LimitsTokens<'a>(pub &'a LimitRows);

impl ToTokens for LimitsTokens<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let LimitRows {
            daily,
            concurrent,
            plans,
        } = self.0;
        let list = |words: &Vec<String>| {
            let words = words.iter().map(|word| text(word));
            quote!(&[#(#words),*])
        };
        if daily.is_some() || concurrent.is_some() {
            let daily = daily.as_ref().map(list).map(|words| quote!(.daily(#words)));
            let concurrent = concurrent.as_ref().map(list);
            let concurrent = concurrent.map(|words| quote!(.concurrent(#words)));
            tokens.append_all(quote!(.rates(RateFormat::DEFAULT #daily #concurrent)));
        }
        let plans = plans.iter().map(|(name, limits)| {
            let (name, limits) = (text(name), limits.iter().map(LimitTokens));
            quote!(Plan::new(#name, &[#(#limits),*]))
        });
        if plans.len() > 0 {
            tokens.append_all(quote!(.plans(&[#(#plans),*])));
        }
    }
}

/// One limit.
struct LimitTokens<'a>(&'a LimitRow);

impl ToTokens for LimitTokens<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let labels = self.0.labels.iter().map(|label| text(label));
        let count = Literal::u32_unsuffixed(self.0.count);
        let seconds = Literal::u32_unsuffixed(self.0.seconds);
        tokens.append_all(quote!(Limit::new(&[#(#labels),*], #count, #seconds)));
    }
}
