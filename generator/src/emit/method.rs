//! Calls: methods of a handle, builders, params structs, rows.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, TokenStreamExt, quote};

use crate::rust::model::{
    Answer, Builder, Method, Operand, PagingRow, PagingStyle, Row, Setter, Step,
};

use super::tokens::{DocTokens, TypeTokens, ident, place, text};

/// A method of a handle.
pub(super) struct MethodTokens<'a>(pub &'a Method);

impl ToTokens for MethodTokens<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Method {
            docs,
            name,
            constant,
            steps,
            answer,
            error,
            ..
        } = self.0;
        let (docs, name, constant) = (DocTokens(docs), ident(name), ident(constant));
        let deprecated = self.0.deprecated.then(|| quote!(#[deprecated]));
        let arguments = ArgumentsTokens(self.0);
        let steps = steps.iter().map(StepTokens);
        let request = quote!(self.client.request(&#constant) #(.#steps)*);
        let (result, body) = match &self.0.builder {
            Some(builder) => {
                let name = ident(&builder.name);
                (quote!(#name<'c>), quote!(#name(#request)))
            }
            None => {
                let (answer, error, how) = (AnswerTokens(answer), ident(&error.name), how(answer));
                (
                    quote!(Call<'c, #answer, #error>),
                    quote!(Call::#how(#request)),
                )
            }
        };
        tokens.append_all(quote! {
            #docs
            #deprecated
            #[inline]
            pub fn #name(&self #arguments) -> #result { #body }
        });
    }
}

/// What stands behind `&self`.
struct ArgumentsTokens<'a>(&'a Method);

impl ToTokens for ArgumentsTokens<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        if let Some(params) = &self.0.params {
            let name = ident(params);
            let lifetime = self
                .0
                .arguments
                .iter()
                .any(|one| one.ty.borrows())
                .then(|| quote!(<'_>));
            tokens.append_all(quote!(, params: #name #lifetime));
            return;
        }
        for argument in &self.0.arguments {
            let (name, ty) = (ident(&argument.name), TypeTokens(&argument.ty, None));
            tokens.append_all(quote!(, #name: #ty));
        }
    }
}

/// What an awaited call gives.
struct AnswerTokens<'a>(&'a Answer);

impl ToTokens for AnswerTokens<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.append_all(match self.0 {
            Answer::Empty => quote!(()),
            Answer::Json(ty) => TypeTokens(ty, None).to_token_stream(),
            Answer::Optional(ty) => {
                let ty = TypeTokens(ty, None);
                quote!(Option<#ty>)
            }
            Answer::Text => quote!(String),
            Answer::Bytes => quote!(Bytes),
        });
    }
}

/// The runtime's word for how an answer is read.
fn how(answer: &Answer) -> TokenStream {
    match answer {
        Answer::Empty => quote!(empty),
        Answer::Json(_) => quote!(json),
        Answer::Optional(_) => quote!(optional),
        Answer::Text => quote!(text),
        Answer::Bytes => quote!(bytes),
    }
}

/// A call on the request.
struct StepTokens<'a>(&'a Step);

impl ToTokens for StepTokens<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let (method, operands) = (
            ident(self.0.method),
            self.0.operands.iter().map(OperandTokens),
        );
        tokens.append_all(quote!(#method(#(#operands),*)));
    }
}

/// What a call on the request is given.
struct OperandTokens<'a>(&'a Operand);

impl ToTokens for OperandTokens<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.append_all(match self.0 {
            Operand::Text(value) => text(value).to_token_stream(),
            Operand::OptionalText(None) => quote!(None),
            Operand::OptionalText(Some(value)) => {
                let value = text(value);
                quote!(Some(#value))
            }
            Operand::Value(name) => place(name),
            Operand::Reference(name) => {
                let name = place(name);
                quote!(&#name)
            }
            Operand::Encoded(name) => {
                let name = place(name);
                quote!(&#name.encode())
            }
            Operand::Constant(value) => {
                let value = text(value);
                quote!(&#value)
            }
            Operand::Style(style) => {
                let style = ident(style);
                quote!(ListStyle::#style)
            }
            Operand::Unit => quote!(&()),
        });
    }
}

/// The struct of a call's many arguments.
pub(super) struct ParamsTokens<'a>(pub &'a Method, pub &'a str);

impl ToTokens for ParamsTokens<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let (name, handle) = (self.0.params.as_deref().map(ident), self.1);
        let summary = format!(
            " What [`{handle}::{}`] must be given.",
            self.0.name.trim_start_matches("r#")
        );
        let borrows = self.0.arguments.iter().any(|one| one.ty.borrows());
        let lifetime = borrows.then(|| quote!(<'a>));
        let fields = self.0.arguments.iter().map(|argument| {
            let (docs, name, ty) = (
                DocTokens(&argument.docs),
                ident(&argument.name),
                TypeTokens(&argument.ty, Some("'a")),
            );
            quote!(#docs pub #name: #ty)
        });
        tokens.append_all(quote! {
            #[doc = #summary]
            #[derive(Debug, Clone)]
            pub struct #name #lifetime { #(#fields,)* }
        });
    }
}

/// A call on which optional values are set.
pub(super) struct BuilderTokens<'a>(pub &'a Method, pub &'a Builder, pub &'a str);

impl ToTokens for BuilderTokens<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self(method, builder, handle) = self;
        let (name, error, how) = (
            ident(&builder.name),
            ident(&method.error.name),
            how(&method.answer),
        );
        let summary = format!(
            " A call of [`{handle}::{}`], ready to be sent; optional values are set on it.",
            method.name.trim_start_matches("r#"),
        );
        let setters = builder.setters.iter().map(SetterTokens);
        let ty = match &method.answer {
            Answer::Json(ty) | Answer::Optional(ty) => Some(TypeTokens(ty, None)),
            _ => None,
        };
        let ty = ty.map(|ty| quote!((#ty)));
        let pages = method.item.as_ref().map(|item| {
            let item = TypeTokens(item, None);
            let answer = AnswerTokens(&method.answer);
            quote!(pages!(#name => #answer, #item, #error);)
        });
        tokens.append_all(quote! {
            call! {
                #[doc = #summary]
                pub struct #name => #how #ty, #error { #(#setters,)* }
            }
            #pages
        });
    }
}

/// A value that may be set, and where it goes.
struct SetterTokens<'a>(&'a Setter);

impl ToTokens for SetterTokens<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Setter {
            docs,
            name,
            deprecated,
            ty,
            step,
        } = self.0;
        let (docs, name, step) = (DocTokens(docs), ident(name), StepTokens(step));
        let deprecated = deprecated.then(|| quote!(#[deprecated]));
        let ty = ty.iter().map(|ty| TypeTokens(ty, None));
        tokens.append_all(quote!(#docs #deprecated #name #(: #ty)* => #step));
    }
}

/// The constant that describes an operation.
pub(super) struct RowTokens<'a>(pub &'a str, pub &'a Row);

impl ToTokens for RowTokens<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self(constant, row) = self;
        let (constant, method, path) = (ident(constant), text(&row.method), text(&row.path));
        let name = (!row.name.is_empty()).then(|| text(&row.name)).into_iter();
        let secured = row.secured.map(SecuredTokens);
        let statuses: Vec<Literal> = row
            .success
            .iter()
            .copied()
            .map(Literal::u16_unsuffixed)
            .collect();
        let success = (!statuses.is_empty()).then(|| quote!(.success(&[#(#statuses),*])));
        let server = (row.server > 0).then(|| {
            let index = Literal::usize_unsuffixed(row.server);
            quote!(.server(#index))
        });
        let pairs = row.headers.iter().map(|(name, value)| {
            let (name, value) = (text(name), text(value));
            quote!((#name, #value))
        });
        let headers = (!row.headers.is_empty()).then(|| quote!(.headers(&[#(#pairs),*])));
        let listed = row.scopes.iter().map(|scope| text(scope));
        let scopes = (!row.scopes.is_empty()).then(|| quote!(.scopes(&[#(#listed),*])));
        let listed = row.granular_scopes.iter().map(|scope| text(scope));
        let granular =
            (!row.granular_scopes.is_empty()).then(|| quote!(.granular_scopes(&[#(#listed),*])));
        let listed = row.prerequisites.iter().map(|one| text(one));
        let needs =
            (!row.prerequisites.is_empty()).then(|| quote!(.prerequisites(&[#(#listed),*])));
        let deprecated = row.deprecated.then(|| quote!(.deprecated()));
        let me = row.accepts_me.then(|| quote!(.accepts_me()));
        let paging = row.paging.as_ref().map(PagingTokens);
        let label = row.rate_label.as_deref().map(text).into_iter();
        let idempotent = row.idempotent.into_iter();
        tokens.append_all(quote! {
            static #constant: Operation = Operation::new(#method, #path)
                #(.name(#name))* #secured #server #success #headers #scopes #granular
                #(.rate_label(#label))* #needs #deprecated #me #(.idempotent(#idempotent))* #paging;
        });
    }
}

/// How an operation is read page by page.
struct PagingTokens<'a>(&'a PagingRow);

impl ToTokens for PagingTokens<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let PagingRow {
            style,
            in_body,
            items,
            pages,
            total,
        } = self.0;
        let style = match style {
            PagingStyle::Token(parameter, field) => {
                let (parameter, field) = (text(parameter), text(field));
                quote!(token(#parameter, #field))
            }
            PagingStyle::Number(parameter, first) => {
                let (parameter, first) = (text(parameter), Literal::u64_unsuffixed(*first));
                quote!(number(#parameter, #first))
            }
            PagingStyle::Offset(parameter) => {
                let parameter = text(parameter);
                quote!(offset(#parameter))
            }
            PagingStyle::Link(field) => {
                let field = text(field);
                quote!(link(#field))
            }
            PagingStyle::LinkHeader => quote!(link_header()),
        };
        let place = in_body.then(|| quote!(.in_body()));
        let items = (!items.is_empty()).then(|| text(items)).into_iter();
        let pages = pages.as_deref().map(text).into_iter();
        let total = total.as_deref().map(text).into_iter();
        tokens.append_all(quote! {
            .paged(Paging::#style #place #(.items(#items))* #(.pages(#pages))* #(.total(#total))*)
        });
    }
}

/// Which scheme an operation asks for.
struct SecuredTokens(usize);

impl ToTokens for SecuredTokens {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let index = Literal::usize_unsuffixed(self.0);
        tokens.append_all(match self.0 {
            0..=15 => quote!(.secured(#index)),
            _ => quote!(.secured_by_any(&[#index])),
        });
    }
}
