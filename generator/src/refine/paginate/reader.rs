//! What parameters and response say about an operation's pages.

use crate::ground::diagnostic::{Code, Diagnostic};
use crate::ground::words::same_letters;
use crate::model::api::{
    Api, BodyKind, Content, Field, Location, Operation, PageStyle, Pagination, Parameter, Record,
    Status, StringFormat, Type, TypeId, TypeShape,
};
use crate::model::profile::PaginationWords;

/// Envelopes in envelopes that are searched: `paging.cursors.after`.
const MAX_ENVELOPES: usize = 3;

pub(super) struct Reader<'a> {
    pub(super) api: &'a Api,
    pub(super) words: &'a PaginationWords,
    pub(super) operation: &'a Operation,
}

impl Reader<'_> {
    /// The style that the words say, if they say one.
    pub(super) fn pagination(&self) -> Option<Pagination> {
        let response = self.response()?;
        let (style, items) = self.token(response).or_else(|| {
            let items = self.items(response)?;
            let style = self
                .page()
                .or_else(|| self.offset())
                .or_else(|| self.link(response))?;
            Some((style, items))
        })?;
        Some(self.complete(style, items))
    }

    /// A style with all the facts beside it.
    pub(super) fn complete(&self, style: PageStyle, items: Vec<String>) -> Pagination {
        let size = self.parameter(&self.words.size_parameters);
        let is_count = |ty: &Type| matches!(ty, Type::Integer | Type::Unsigned);
        let count = |words: &[String]| {
            let response = self.response()?;
            self.field(response, words, &is_count)
        };
        let pages = match style {
            PageStyle::Page { .. } => count(&self.words.page_count_fields),
            _ => None,
        };
        let total = match style {
            PageStyle::Page { .. } | PageStyle::Offset { .. } => count(&self.words.total_fields),
            _ => None,
        };
        Pagination {
            in_body: self.is_in_body(&style),
            size: size.map(|size| size.name.clone()),
            style,
            items,
            pages,
            total,
        }
    }

    /// The style where it is known which list holds the items.
    pub(super) fn style(&self, items: &[String]) -> Option<PageStyle> {
        let response = self.response()?;
        self.token_of(response, items)
            .or_else(|| self.page())
            .or_else(|| self.offset())
            .or_else(|| self.link(response))
    }

    /// What the first success carries.
    pub(super) fn response(&self) -> Option<&Type> {
        self.operation.responses.iter().find_map(|response| {
            match (&response.status, &response.content) {
                (Status::Code(200..=299) | Status::Default, Content::Json(ty)) => Some(ty),
                _ => None,
            }
        })
    }

    /// A token is the surest sign. The items are beside it, or anywhere.
    fn token(&self, response: &Type) -> Option<(PageStyle, Vec<String>)> {
        let parameter = self.token_parameter()?;
        let own = std::slice::from_ref(&parameter);
        let field = self
            .field(response, own, &may_be_token)
            .or_else(|| self.field(response, &self.words.token_fields, &may_be_token));
        let beside = field.and_then(|field| self.items_beside(response, &field));
        let items = beside.or_else(|| self.items(response))?;
        Some((self.token_of(response, &items)?, items))
    }

    /// The token beside these items, or anywhere.
    fn token_of(&self, response: &Type, items: &[String]) -> Option<PageStyle> {
        let parameter = self.token_parameter()?;
        let own = std::slice::from_ref(&parameter);
        let echoed = || {
            let mut words = self.words.echoed_tokens.iter();
            let is_echoed = words.any(|word| same_letters(word, &parameter));
            let (_, holder) = items.split_last().filter(|_| is_echoed)?;
            Some([holder, own].concat())
        };
        let field = self
            .field(response, own, &may_be_token)
            .or_else(|| self.field(response, &self.words.token_fields, &may_be_token))
            .or_else(echoed)?;
        Some(PageStyle::Token { parameter, field })
    }

    /// The list in the record that holds the field.
    fn items_beside(&self, response: &Type, field: &[String]) -> Option<Vec<String>> {
        let (_, holder) = field.split_last()?;
        let name = self.only_list(self.record_at(response, holder)?.1)?;
        Some(holder.iter().cloned().chain([name]).collect())
    }

    /// Where a list was declared and the object does not have it: the fields that it has.
    pub(super) fn fields_at_missing_key(&self, items: &[String]) -> Option<Vec<&str>> {
        let mut ty = self.response()?;
        for key in items {
            let (_, record) = self.record(ty)?;
            match record.fields.iter().find(|field| field.name == *key) {
                Some(field) => ty = &field.ty,
                None => return Some(record.fields.iter().map(|one| one.name.as_str()).collect()),
            }
        }
        None
    }

    /// The field for the token where the response has none yet, and the record that it belongs to.
    pub(super) fn missing_token(&self, found: &Pagination) -> Option<(TypeId, Field)> {
        let PageStyle::Token { field, .. } = &found.style else {
            return None;
        };
        let (name, holder) = field.split_last()?;
        let (id, record) = self.record_at(self.response()?, holder)?;
        let known = record.fields.iter().any(|field| field.name == *name);
        (!known).then(|| {
            let description = "The token of the next page; empty or absent on the last one.";
            let field = Field {
                nullable: true,
                description: Some(description.to_owned()),
                ..Field::new(name, Type::string())
            };
            (id, field)
        })
    }

    fn record_at(&self, ty: &Type, path: &[String]) -> Option<(TypeId, &Record)> {
        let mut record = self.record(ty)?;
        for key in path {
            let field = record.1.fields.iter().find(|field| field.name == *key)?;
            record = self.record(&field.ty)?;
        }
        Some(record)
    }

    fn page(&self) -> Option<PageStyle> {
        let parameter = self.numeric(&self.words.page_parameters)?;
        // What the prose calls the default is the first page; an example may show any.
        let zero = parameter.default.as_ref().or(parameter.examples.first());
        let first = u64::from(zero.is_none_or(|example| example.trim() != "0"));
        Some(PageStyle::Page {
            parameter: parameter.name.clone(),
            first,
        })
    }

    fn offset(&self) -> Option<PageStyle> {
        let parameter = self.numeric(&self.words.offset_parameters)?;
        Some(PageStyle::Offset {
            parameter: parameter.name.clone(),
        })
    }

    fn link(&self, response: &Type) -> Option<PageStyle> {
        let is_url = |ty: &Type| matches!(ty, Type::String(StringFormat::Url));
        if let Some(field) = self.field(response, &self.words.link_fields, &is_url) {
            return Some(PageStyle::Link { field });
        }
        let header = self
            .operation
            .responses
            .iter()
            .flat_map(|response| &response.headers)
            .any(|(name, value)| {
                name.eq_ignore_ascii_case("link")
                    && value.replace('\'', "\"").contains("rel=\"next\"")
            });
        header.then(|| PageStyle::Link { field: Vec::new() })
    }

    /// What takes the token: a query parameter, or a field of what a search posts.
    fn token_parameter(&self) -> Option<String> {
        let words = &self.words.token_parameters;
        let query = self.parameter(words).map(|one| one.name.clone());
        query.or_else(|| {
            let fields = self.body_fields();
            let named = |word: &String| fields.iter().find(|field| same_letters(field, word));
            words.iter().find_map(named).map(|name| (*name).to_owned())
        })
    }

    /// The names of the fields that the body holds itself.
    pub(super) fn body_fields(&self) -> Vec<&str> {
        match self.operation.body.as_ref().map(|body| &body.kind) {
            Some(BodyKind::Form(fields) | BodyKind::Multipart(fields)) => {
                fields.iter().map(|field| field.name.as_str()).collect()
            }
            Some(BodyKind::Json(ty)) => self.record(ty).map_or_else(Vec::new, |(_, record)| {
                let fields = record.fields.iter();
                fields.map(|field| field.name.as_str()).collect()
            }),
            _ => Vec::new(),
        }
    }

    /// Whether what moves from page to page is a field of the body.
    fn is_in_body(&self, style: &PageStyle) -> bool {
        let Some(name) = sent_name(style) else {
            return false;
        };
        let mut parameters = self.operation.parameters.iter();
        let in_query = parameters.any(|one| one.location == Location::Query && one.name == name);
        !in_query && self.body_fields().contains(&name)
    }

    /// The query parameter of the earliest of these words.
    fn parameter(&self, words: &[String]) -> Option<&Parameter> {
        words.iter().find_map(|word| {
            self.operation
                .parameters
                .iter()
                .filter(|parameter| parameter.location == Location::Query)
                .find(|parameter| {
                    parameter.constant.is_none() && same_letters(&parameter.name, word)
                })
        })
    }

    /// The same of those that take a number, as far as is known.
    fn numeric(&self, words: &[String]) -> Option<&Parameter> {
        self.parameter(words)
            .filter(|parameter| match &parameter.ty {
                Type::Integer | Type::Unsigned | Type::Number | Type::Any => true,
                // Without an example a type is only assumed.
                Type::String(StringFormat::Plain) => {
                    parameter.examples.is_empty() || is_number_by_name(&parameter.name)
                }
                _ => false,
            })
    }

    fn record(&self, ty: &Type) -> Option<(TypeId, &Record)> {
        let Type::Named(id) = ty else { return None };
        match &self.api.types.get(id.0 as usize)?.shape {
            TypeShape::Record(record) => Some((*id, record)),
            TypeShape::Enum(_) | TypeShape::Union(_) | TypeShape::Identifier => None,
        }
    }

    /// The field of the earliest of these words, here or in an envelope.
    fn field(
        &self,
        ty: &Type,
        words: &[String],
        fits: &dyn Fn(&Type) -> bool,
    ) -> Option<Vec<String>> {
        self.search(ty, MAX_ENVELOPES, &|record| {
            words.iter().find_map(|word| {
                let mut fields = record.fields.iter();
                let field =
                    fields.find(|field| same_letters(&field.name, word) && fits(&field.ty))?;
                Some(field.name.clone())
            })
        })
    }

    /// The first thing found in a record, else in one of its envelopes, else in another record right
    /// inside it, as a path of keys.
    fn search(
        &self,
        ty: &Type,
        depth: usize,
        find: &dyn Fn(&Record) -> Option<String>,
    ) -> Option<Vec<String>> {
        let (_, record) = self.record(ty)?;
        if let Some(name) = find(record) {
            return Some(vec![name]);
        }
        let inner = depth.checked_sub(1)?;
        let envelope = |name: &str| {
            self.words
                .envelopes
                .iter()
                .any(|word| same_letters(name, word))
        };
        // Only a record has fields, so that nothing else is compared with the words.
        let records = || {
            let fields = record.fields.iter();
            fields.filter(|field| matches!(field.ty, Type::Named(_)))
        };
        let envelopes = records().filter(|field| envelope(&field.name));
        let others = records().filter(|field| depth == MAX_ENVELOPES && !envelope(&field.name));
        let mut searched = envelopes
            .map(|field| (field, inner))
            .chain(others.map(|field| (field, 0)));
        searched.find_map(|(field, depth)| {
            let mut path = self.search(&field.ty, depth, find)?;
            path.insert(0, field.name.clone());
            Some(path)
        })
    }

    /// The list that holds the items: the response itself, its only list, or the one with a known name.
    pub(super) fn items(&self, response: &Type) -> Option<Vec<String>> {
        match response {
            Type::Array(_) => Some(Vec::new()),
            _ => self.search(response, MAX_ENVELOPES, &|record| self.only_list(record)),
        }
    }

    fn only_list(&self, record: &Record) -> Option<String> {
        let lists: Vec<_> = record
            .fields
            .iter()
            .filter(|field| matches!(field.ty, Type::Array(_)))
            .collect();
        let named = |words: &[String]| {
            let mut names = words
                .iter()
                .flat_map(|word| lists.iter().filter(|list| same_letters(&list.name, word)));
            names.next().map(|list| list.name.clone())
        };
        match lists.as_slice() {
            [] => None,
            [only] => Some(only.name.clone()),
            _ => named(&self.words.items_fields)
                .or_else(|| named(&self.resources()))
                .or_else(|| {
                    lists
                        .iter()
                        .find(|list| leads(list, &lists))
                        .map(|list| list.name.clone())
                }),
        }
    }

    /// The last fixed segment of the path: `/users/{id}/meetings` lists `meetings`.
    fn resources(&self) -> Vec<String> {
        let segments = self.operation.key.path.rsplit('/');
        segments
            .filter(|segment| !segment.contains('{'))
            .take(1)
            .map(str::to_owned)
            .collect()
    }

    /// The diagnostic where all but the list of items is known.
    pub(super) fn ambiguous(&self, found: Option<&Pagination>) -> Option<Diagnostic> {
        let response = self.response().filter(|_| found.is_none())?;
        self.parameter(&self.words.token_parameters)?;
        self.field(response, &self.words.token_fields, &may_be_token)?;
        let message = format!(
            "`{}` is read page by page, but no list is surely its items",
            self.operation.key
        );
        Some(Diagnostic::new(Code::PageItemsUnclear, message).at(&self.operation.origin))
    }
}

/// Whether a name says that it is a number, whatever filler text an example holds.
fn is_number_by_name(name: &str) -> bool {
    let lower = name.to_lowercase();
    let ends = |end: &&str| lower.ends_with(end);
    ["number", "_no", "num", "index", "offset"].iter().any(ends)
}

/// What moves from page to page, where it is sent by a name.
pub(super) fn sent_name(style: &PageStyle) -> Option<&str> {
    match style {
        PageStyle::Token { parameter, .. }
        | PageStyle::Page { parameter, .. }
        | PageStyle::Offset { parameter } => Some(parameter),
        PageStyle::Link { .. } => None,
    }
}

/// Whether all other lists are called after this one: `messages` beside `edited_messages`.
fn leads(list: &Field, all: &[&Field]) -> bool {
    all.iter()
        .all(|other| other.name == list.name || other.name.contains(&list.name))
}

fn may_be_token(ty: &Type) -> bool {
    matches!(
        ty,
        Type::String(_) | Type::Any | Type::Integer | Type::Unsigned
    )
}
