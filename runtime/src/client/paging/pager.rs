//! The part of [`Pages`](super::Pages) and [`Items`](super::Items) that does not depend on their types.

use std::collections::BTreeSet;
use std::hash::{BuildHasher, DefaultHasher, Hash, Hasher, RandomState};
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http::Uri;

use super::link::next_link;
use super::page::Page;
use crate::client::Request;
use crate::error::{Case, Failure, PageError, PageErrorKind, RequestError, Response};
use crate::execute::{self, RequestData, Slot, Vendor};
use crate::ground::{BoxFuture, percent, url};
use crate::json::Json;
use crate::operation::{Paging, Style};

/// The default limit of pages in a row without items.
const EMPTY_PAGES: u32 = 500;

/// A function that also decodes the response, on the thread that parses the page.
pub(super) type OnResponse = Arc<dyn Fn(&Response<Bytes>) + Send + Sync>;

pub(super) struct Pager {
    /// The request of the first page. Further pages differ only in the page parameter.
    request: RequestData,
    pub(super) paging: Option<Paging>,
    cases: &'static [Case],
    next: Next,
    /// The parameter of the page that was read last.
    pub(super) current: Option<String>,
    /// Hashes of the requested tokens or links, which may be long and many. The hash keys are random, so that a
    /// service cannot cause a collision.
    seen: BTreeSet<u64>,
    keys: RandomState,
    /// How many pages in a row had no items, and how many may have none.
    empty: u32,
    pub(super) largest_empty: u32,
    /// The hash of the previous page's items, and the number of items so far.
    last_items: Option<u64>,
    count: u64,
    on_response: Option<OnResponse>,
    page_request: Option<BoxFuture<'static, Result<Page, Failure>>>,
}

/// The next step.
enum Next {
    /// Request the page with this parameter.
    Page(Option<String>),
    /// Requesting this page failed. Reading ends, but can be resumed here.
    Failed(Option<String>),
    /// The next page cannot be requested.
    Refused(PageErrorKind),
    /// Too many pages in a row had no items. Reading ends with an error, and can be resumed at this page.
    Halted(Option<String>),
    Done,
}

impl Pager {
    pub(super) fn new(
        request: Request,
        cases: &'static [Case],
        on_response: Option<OnResponse>,
    ) -> Self {
        let request = request.into_data();
        let paging = request.operation.paging;
        Pager {
            next: match paging {
                Some(_) => Next::Page(None),
                None => Next::Refused(PageErrorKind::NotPaged),
            },
            paging,
            request,
            cases,
            current: None,
            seen: BTreeSet::new(),
            keys: RandomState::new(),
            empty: 0,
            largest_empty: EMPTY_PAGES,
            last_items: None,
            count: 0,
            on_response,
            page_request: None,
        }
    }

    /// Starts at another page.
    pub(super) fn begin_at(&mut self, page: Option<String>) {
        if self.paging.is_some() {
            self.next = Next::Page(page);
        }
    }

    /// The parameter of the next page; `None` at the end.
    pub(super) fn next_page(&self) -> Option<Option<String>> {
        match &self.next {
            Next::Page(page) | Next::Failed(page) | Next::Halted(page) => Some(page.clone()),
            Next::Refused(_) | Next::Done => None,
        }
    }

    /// The next page; `None` at the end and after an error.
    pub(super) fn poll_page(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Page, Failure>>> {
        let page = match &self.next {
            Next::Page(page) => page.clone(),
            Next::Failed(_) | Next::Done => return Poll::Ready(None),
            Next::Halted(page) => {
                let page = page.clone();
                return self.fail(page, PageError::new(PageErrorKind::Empty).into());
            }
            Next::Refused(kind) => {
                let error = PageError::new(*kind);
                self.next = Next::Done;
                return Poll::Ready(Some(Err(error.into())));
            }
        };
        let page_request = match &mut self.page_request {
            Some(page_request) => page_request,
            None => match self.request_for(page.as_deref()) {
                Ok(request) => {
                    let page_request = self.request_page(request);
                    self.page_request.insert(page_request)
                }
                Err(failure) => return self.fail(page, failure),
            },
        };
        let result = ready!(page_request.as_mut().poll(cx));
        self.page_request = None;
        let opened = match result {
            Ok(opened) => opened,
            Err(failure) => return self.fail(page, failure),
        };
        if let Some(page) = &page {
            self.seen.insert(self.keys.hash_one(page));
        }
        let next = self.step_after(page.as_deref(), &opened);
        self.next = self.limit_empty_pages(next, opened.items().is_empty());
        self.current = page;
        Poll::Ready(Some(Ok(opened)))
    }

    /// Sends the request and parses the page, both within the timeout of the call. A large page is parsed on a thread
    /// for blocking work.
    fn request_page(&self, request: RequestData) -> BoxFuture<'static, Result<Page, Failure>> {
        let items = self.paging.map_or("", |paging| paging.items);
        let (cases, on_response, slot) = (self.cases, self.on_response.clone(), Slot::default());
        let filled = slot.clone();
        let read = move |response| {
            let page = Page::parse(response, items)?;
            if let Some(on_response) = on_response {
                on_response(&page.response);
            }
            filled.put(page);
            Ok(())
        };
        Box::pin(async move {
            execute::send_and_decode(request, cases, Box::new(read)).await?;
            slot.take()
        })
    }

    /// The next step, unless too many pages in a row had no items.
    fn limit_empty_pages(&mut self, next: Next, is_empty: bool) -> Next {
        self.empty = match is_empty {
            true => self.empty.saturating_add(1),
            false => 0,
        };
        match next {
            Next::Page(page) if self.empty >= self.largest_empty => Next::Halted(page),
            next => next,
        }
    }

    fn fail(
        &mut self,
        page: Option<String>,
        failure: Failure,
    ) -> Poll<Option<Result<Page, Failure>>> {
        self.next = Next::Failed(page);
        Poll::Ready(Some(Err(failure)))
    }

    /// The request of the first page with this page parameter.
    fn request_for(&self, page: Option<&str>) -> Result<RequestData, Failure> {
        let mut request = self.request.clone();
        let (Some(page), Some(paging)) = (page, &self.paging) else {
            return Ok(request);
        };
        match paging.style {
            Style::Token { parameter, .. }
            | Style::Number { parameter, .. }
            | Style::Offset { parameter } => {
                if !paging.in_body {
                    let encoding = request.query_encoding();
                    percent::set_query(&mut request.query, parameter, page, encoding);
                } else if !request
                    .payload
                    .set(parameter, &page_json(paging.style, page))
                {
                    let reason = "the body has no fields that the page could be put into";
                    return Err(RequestError::new(parameter, reason).into());
                }
            }
            Style::Link { .. } | Style::LinkHeader => {
                request.target = Some(self.resolve_link(page).map_err(PageError::new)?.to_string());
            }
        }
        Ok(request)
    }

    /// Resolves a link, which must lead to one of the vendor's hosts.
    fn resolve_link(&self, link: &str) -> Result<Uri, PageErrorKind> {
        let request_url = self.request_url().map_err(|_| PageErrorKind::BadLink)?;
        let url = url::resolve(&request_url, link).map_err(|_| PageErrorKind::BadLink)?;
        match Vendor::of(self.request.shared.session.info).trusts(&request_url, &url) {
            true => Ok(url),
            false => Err(PageErrorKind::ForeignLink),
        }
    }

    fn request_url(&self) -> Result<Uri, RequestError> {
        let server = self.request.shared.server(self.request.operation.server)?;
        let path = self.request.path_with_values()?;
        url::parse(&url::join(server, &path, "")).map_err(|reason| RequestError::new("URL", reason))
    }

    /// The next step after a page.
    fn step_after(&mut self, page: Option<&str>, opened: &Page) -> Next {
        let Some(paging) = self.paging else {
            return Next::Done;
        };
        let json = &opened.json;
        match paging.style {
            Style::Token { parameter, field } => {
                // The caller may have started in the middle by setting the parameter.
                let value = self.caller_value(parameter);
                self.seen
                    .extend(value.map(|value| self.keys.hash_one(&value)));
                self.unless_seen(json.at_path(field).and_then(token_text))
            }
            Style::Link { field } => {
                let next = json
                    .at_path(field)
                    .and_then(Json::as_str)
                    .and_then(non_empty);
                self.after_link(next)
            }
            Style::LinkHeader => self.after_link(next_link(opened.response.headers())),
            Style::Number { parameter, first } => {
                let number = parse_number(page)
                    .or_else(|| parse_number(self.caller_value(parameter).as_deref()));
                let number = number.unwrap_or(first);
                let last = count_at(json, paging.pages)
                    .map(|pages| pages.saturating_add(first).saturating_sub(1));
                self.after_count(paging, opened, last.map(|last| number >= last), number, 1)
            }
            Style::Offset { parameter } => {
                let offset = parse_number(page)
                    .or_else(|| parse_number(self.caller_value(parameter).as_deref()));
                let offset = offset.unwrap_or_default();
                let got = opened.items().len() as u64;
                self.after_count(paging, opened, None, offset, got)
            }
        }
    }

    /// The next step for the link to the next page.
    fn after_link(&self, link: Option<String>) -> Next {
        // Links are compared after resolving them, because a service may write one in several ways.
        match link.map(|link| self.resolve_link(&link)) {
            None => Next::Done,
            Some(Ok(url)) => self.unless_seen(Some(url.to_string())),
            Some(Err(kind)) => Next::Refused(kind),
        }
    }

    fn unless_seen(&self, page: Option<String>) -> Next {
        match page {
            None => Next::Done,
            Some(page) if self.seen.contains(&self.keys.hash_one(&page)) => {
                Next::Refused(PageErrorKind::Repeated)
            }
            page => Next::Page(page),
        }
    }

    /// The next step if pages or items are counted.
    fn after_count(
        &mut self,
        paging: Paging,
        opened: &Page,
        is_last: Option<bool>,
        number: u64,
        step: u64,
    ) -> Next {
        let items = opened.items();
        self.count += items.len() as u64;
        let is_whole = match (paging.style, count_at(&opened.json, paging.total)) {
            (Style::Offset { .. }, total) => {
                total.map(|total| number.saturating_add(step) >= total)
            }
            // Items that the caller skipped are not counted.
            (_, total) => total.map(|total| self.count >= total),
        };
        let next = Next::Page(Some(number.saturating_add(step.max(1)).to_string()));
        match is_last.or(is_whole) {
            Some(true) => return Next::Done,
            Some(false) if items.is_empty() && is_last.is_some() => return next,
            _ if items.is_empty() => return Next::Done,
            _ => {}
        }
        // A service that ignores the parameter returns the same page forever.
        let hash = Some(hash_items(items));
        if self.last_items == hash {
            return Next::Refused(PageErrorKind::Repeated);
        }
        self.last_items = hash;
        next
    }

    /// The value of the page parameter in the caller's request.
    fn caller_value(&self, parameter: &str) -> Option<String> {
        let value = match self.paging {
            Some(paging) if paging.in_body => self.request.payload.get(parameter),
            _ => percent::get_query(&self.request.query, parameter),
        };
        value.filter(|text| !text.is_empty())
    }
}

/// The page parameter as JSON: tokens are strings, numbers of pages and items are numbers.
fn page_json(style: Style, page: &str) -> Json {
    match (style, page.parse::<u64>()) {
        (Style::Number { .. } | Style::Offset { .. }, Ok(number)) => number.into(),
        _ => page.into(),
    }
}

/// The text of a token. `null`, `""`, `0` and `false` mean that there is none.
fn token_text(json: &Json) -> Option<String> {
    match json {
        Json::String(text) => non_empty(text),
        Json::Number(number) => Some(number.to_string()).filter(|text| text != "0"),
        _ => None,
    }
}

fn non_empty(text: &str) -> Option<String> {
    (!text.trim().is_empty()).then(|| text.to_owned())
}

fn parse_number(text: Option<&str>) -> Option<u64> {
    text?.trim().parse().ok()
}

fn count_at(json: &Json, path: Option<&str>) -> Option<u64> {
    match json.at_path(path?)? {
        Json::String(text) => parse_number(Some(text)),
        other => other.as_i64().and_then(|count| u64::try_from(count).ok()),
    }
}

fn hash_items(items: &[Json]) -> u64 {
    let mut hasher = DefaultHasher::new();
    for item in items {
        item.to_string().hash(&mut hasher);
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn null_zero_and_empty_tokens_mean_the_end() -> Result<(), crate::json::ParseError> {
        for (text, expected) in [
            ("null", None),
            ("\"\"", None),
            ("\" \"", None),
            ("0", None),
            ("false", None),
            ("{}", None),
            ("7", Some("7")),
            ("\"a\"", Some("a")),
        ] {
            assert_eq!(token_text(&text.parse()?).as_deref(), expected, "{text}");
        }
        Ok(())
    }
}
