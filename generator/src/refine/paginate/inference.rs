//! Infers an operation's pagination from its parameters and its response.

use crate::ground::diagnostic::{Code, Diagnostic};
use crate::ground::words::same_letters;
use crate::model::api::{
    Api, BodyKind, Field, Location, Operation, PageStyle, Pagination, Parameter, Record, Status,
    StringFormat, Type, TypeId,
};
use crate::model::profile::PaginationWords;

use super::records::{Records, field_names};

/// What the pagination of one operation is inferred from.
pub(super) struct Inference<'a> {
    pub(super) words: &'a PaginationWords,
    pub(super) operation: &'a Operation,
    records: Records<'a>,
}

impl<'a> Inference<'a> {
    pub(super) fn new(api: &'a Api, words: &'a PaginationWords, operation: &'a Operation) -> Self {
        let records = Records {
            api,
            envelopes: &words.envelopes,
        };
        Self {
            words,
            operation,
            records,
        }
    }

    /// The inferred pagination, if there is one.
    pub(super) fn pagination(&self) -> Option<Pagination> {
        let response = self.response()?;
        let (style, items) = self.token_and_items(response).or_else(|| {
            let items = self.items(response)?;
            let style = self
                .page()
                .or_else(|| self.offset())
                .or_else(|| self.link(response))?;
            Some((style, items))
        })?;
        Some(self.complete(style, items))
    }

    /// The pagination of this style and list of items, with the inferred further facts.
    pub(super) fn complete(&self, style: PageStyle, items: Vec<String>) -> Pagination {
        let size = self.query_parameter(&self.words.size_parameters);
        let is_count = |ty: &Type| matches!(ty, Type::Integer | Type::Unsigned);
        let count = |words: &[String]| self.records.find_field(self.response()?, words, &is_count);
        let is_page = matches!(style, PageStyle::Page { .. });
        let is_offset = matches!(style, PageStyle::Offset { .. });
        let pages = is_page.then(|| count(&self.words.page_count_fields));
        let total = (is_page || is_offset).then(|| count(&self.words.total_fields));
        Pagination {
            in_body: style.parameter().is_some_and(|name| self.is_in_body(name)),
            size: size.map(|size| size.name.clone()),
            style,
            items,
            pages: pages.flatten(),
            total: total.flatten(),
        }
    }

    /// The inferred style where the list of items is known.
    pub(super) fn style(&self, items: &[String]) -> Option<PageStyle> {
        let response = self.response()?;
        self.token(response, items)
            .or_else(|| self.page())
            .or_else(|| self.offset())
            .or_else(|| self.link(response))
    }

    /// The type of the first successful JSON response.
    pub(super) fn response(&self) -> Option<&'a Type> {
        let mut responses = self.operation.responses.iter();
        responses.find_map(|response| match response.status {
            Status::Code(300..) => None,
            _ => response.content.json(),
        })
    }

    /// A token, and the list beside the field that holds it, or else any list of items.
    fn token_and_items(&self, response: &Type) -> Option<(PageStyle, Vec<String>)> {
        let field = self.token_field(response, &self.token_parameter()?);
        let beside = field.and_then(|field| {
            let (_, parents) = field.split_last()?;
            let list = self.items_in(self.records.at_path(response, parents)?.1)?;
            Some(parents.iter().cloned().chain([list]).collect())
        });
        let items: Vec<String> = beside.or_else(|| self.items(response))?;
        Some((self.token(response, &items)?, items))
    }

    /// A token whose field the response has, or has beside its items by the profile's `echoed_tokens`.
    fn token(&self, response: &Type, items: &[String]) -> Option<PageStyle> {
        let parameter = self.token_parameter()?;
        let echoed = || {
            let mut words = self.words.echoed_tokens.iter();
            let is_echoed = words.any(|word| same_letters(word, &parameter));
            let (_, parents) = items.split_last().filter(|_| is_echoed)?;
            Some([parents, std::slice::from_ref(&parameter)].concat())
        };
        let field = self.token_field(response, &parameter).or_else(echoed)?;
        Some(PageStyle::Token { parameter, field })
    }

    /// The response field with the next token: one of the parameter's name, or one of the usual names.
    fn token_field(&self, response: &Type, parameter: &String) -> Option<Vec<String>> {
        let same_name = std::slice::from_ref(parameter);
        let find = |words| self.records.find_field(response, words, &may_be_token);
        find(same_name).or_else(|| find(&self.words.token_fields))
    }

    /// The fields of the object that lacks a key of this path, if one does.
    pub(super) fn fields_at_missing_key(&self, path: &[String]) -> Option<Vec<&'a str>> {
        let mut ty = self.response()?;
        for key in path {
            let (_, record) = self.records.record(ty)?;
            match record.fields.iter().find(|field| field.name == *key) {
                Some(field) => ty = &field.ty,
                None => return Some(field_names(record)),
            }
        }
        None
    }

    /// The field for the token where the response does not have it, and its record.
    pub(super) fn missing_token_field(&self, found: &Pagination) -> Option<(TypeId, Field)> {
        let PageStyle::Token { field, .. } = &found.style else {
            return None;
        };
        let (name, parents) = field.split_last()?;
        let (id, record) = self.records.at_path(self.response()?, parents)?;
        if record.fields.iter().any(|field| field.name == *name) {
            return None;
        }
        let description = "The token of the next page; empty or absent on the last one.";
        let field = Field {
            nullable: true,
            description: Some(description.to_owned()),
            ..Field::new(name, Type::string())
        };
        Some((id, field))
    }

    fn page(&self) -> Option<PageStyle> {
        let parameter = self.numeric_parameter(&self.words.page_parameters)?;
        let first = parameter.default.as_ref().or(parameter.examples.first());
        Some(PageStyle::Page {
            parameter: parameter.name.clone(),
            first: u64::from(first.is_none_or(|number| number.trim() != "0")),
        })
    }

    fn offset(&self) -> Option<PageStyle> {
        let parameter = self.numeric_parameter(&self.words.offset_parameters)?;
        Some(PageStyle::Offset {
            parameter: parameter.name.clone(),
        })
    }

    fn link(&self, response: &Type) -> Option<PageStyle> {
        let is_url = |ty: &Type| matches!(ty, Type::String(StringFormat::Url));
        let field = self
            .records
            .find_field(response, &self.words.link_fields, &is_url);
        let responses = self.operation.responses.iter();
        let mut headers = responses.flat_map(|response| &response.headers);
        let is_next_link = |(name, value): &(String, String)| {
            name.eq_ignore_ascii_case("link") && value.replace('\'', "\"").contains("rel=\"next\"")
        };
        let field = field.or_else(|| headers.any(is_next_link).then(Vec::new))?;
        Some(PageStyle::Link { field })
    }

    /// The name of the query parameter for the token, or of the field of the body.
    fn token_parameter(&self) -> Option<String> {
        let words = &self.words.token_parameters;
        if let Some(parameter) = self.query_parameter(words) {
            return Some(parameter.name.clone());
        }
        let fields = self.body_fields();
        let named = |word: &String| fields.iter().find(|field| same_letters(field, word));
        words.iter().find_map(named).map(|name| (*name).to_owned())
    }

    /// The names of the body's fields.
    pub(super) fn body_fields(&self) -> Vec<&'a str> {
        match self.operation.body.as_ref().map(|body| &body.kind) {
            Some(BodyKind::Form(fields) | BodyKind::Multipart(fields)) => {
                fields.iter().map(|field| field.name.as_str()).collect()
            }
            Some(BodyKind::Json(ty)) => self
                .records
                .record(ty)
                .map_or_else(Vec::new, |(_, record)| field_names(record)),
            _ => Vec::new(),
        }
    }

    fn is_in_body(&self, name: &str) -> bool {
        let is_query =
            |parameter: &Parameter| parameter.location == Location::Query && parameter.name == name;
        !self.operation.parameters.iter().any(is_query) && self.body_fields().contains(&name)
    }

    /// The query parameter with the earliest of these names.
    fn query_parameter(&self, words: &[String]) -> Option<&'a Parameter> {
        words.iter().find_map(|word| {
            self.operation.parameters.iter().find(|parameter| {
                parameter.location == Location::Query
                    && parameter.constant.is_none()
                    && same_letters(&parameter.name, word)
            })
        })
    }

    /// The query parameter with the earliest of these names, if it may be a number.
    fn numeric_parameter(&self, words: &[String]) -> Option<&'a Parameter> {
        let parameter = self.query_parameter(words)?;
        let is_numeric = match &parameter.ty {
            Type::Integer | Type::Unsigned | Type::Number | Type::Any => true,
            // Text is the type of parameters without examples, and of those with filler text.
            Type::String(StringFormat::Plain) => {
                parameter.examples.is_empty() || name_suggests_number(&parameter.name)
            }
            _ => false,
        };
        is_numeric.then_some(parameter)
    }

    /// The path to the list of items; empty where the response itself is the list.
    pub(super) fn items(&self, response: &Type) -> Option<Vec<String>> {
        match response {
            Type::Array(_) => Some(Vec::new()),
            _ => self.records.find(response, &|record| self.items_in(record)),
        }
    }

    /// The list of a record that holds the items: its only list, or the one of a usual name, or of the name of the
    /// operation's resource (`meetings` of `/users/{id}/meetings`), or the one whose name all other lists contain
    /// (`messages` beside `edited_messages`).
    fn items_in(&self, record: &Record) -> Option<String> {
        let is_list = |field: &&Field| matches!(field.ty, Type::Array(_));
        let lists: Vec<&str> = record
            .fields
            .iter()
            .filter(is_list)
            .map(|field| field.name.as_str())
            .collect();
        if let [] | [_] = lists.as_slice() {
            return lists.first().map(|&list| list.to_owned());
        }
        let named = |word: &str| lists.iter().find(|list| same_letters(list, word));
        let mut segments = self.operation.key.path.rsplit('/');
        let resource = segments.find(|segment| !segment.contains('{'));
        let mut words = self.words.items_fields.iter();
        let list = words
            .find_map(|word| named(word))
            .or_else(|| named(resource?))
            .or_else(|| {
                let mut all = lists.iter();
                all.find(|list| lists.iter().all(|other| other.contains(**list)))
            });
        list.map(|&list| list.to_owned())
    }

    /// The diagnostic for an operation with a token and without a pagination, since its list of items is unclear.
    pub(super) fn unclear_items(&self) -> Option<Diagnostic> {
        let response = self.response()?;
        self.query_parameter(&self.words.token_parameters)?;
        self.records
            .find_field(response, &self.words.token_fields, &may_be_token)?;
        let message = format!(
            "`{}` is paginated, but it is unclear which list holds the items",
            self.operation.key
        );
        Some(Diagnostic::new(Code::PageItemsUnclear, message).at(&self.operation.origin))
    }
}

/// Whether a parameter's name says that it is a number, whatever text its examples are.
fn name_suggests_number(name: &str) -> bool {
    let lower = name.to_lowercase();
    let ends = |end: &&str| lower.ends_with(end);
    ["number", "_no", "num", "index", "offset"].iter().any(ends)
}

fn may_be_token(ty: &Type) -> bool {
    matches!(
        ty,
        Type::String(_) | Type::Any | Type::Integer | Type::Unsigned
    )
}
