//! Lists as they are read: page after page, item after item.

use std::collections::BTreeMap;
use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::vec;

use bytes::Bytes;

use super::Position;
use super::pager::{Page, Pager, taken};
use crate::client::Request;
use crate::error::{ApiError, DecodeError, Error, Failure, Response};
use crate::execute::Slot;
use crate::json::{Decode, Json, Mismatch, decode_item};

/// The pages of a list, asked for one by one. Made by `pages()` of a call.
///
/// Each page is asked for by the call's own request, with nothing but the page changed. What fails ends
/// the reading; [`Pages::position`] then says where to take it up again.
#[must_use = "nothing is asked for until `try_next` is called"]
pub struct Pages<'c, T, E> {
    pager: Pager<'c>,
    /// The page that was read last, as its type.
    typed: Slot<Result<T, DecodeError>>,
    types: PhantomData<fn() -> E>,
}

impl<'c, T: Decode, E: ApiError> Pages<'c, T, E> {
    /// The pages of a request's operation.
    pub fn new(request: Request<'c>) -> Self {
        let typed = Slot::default();
        let filled = typed.clone();
        let also = move |response: &Response<Bytes>| {
            filled.put(response.clone().json().map(Response::into_body));
        };
        Pages {
            pager: Pager::new(request, E::cases().documented, Some(Arc::new(also))),
            typed,
            types: PhantomData,
        }
    }

    /// Begins at a page that was not read to its end.
    pub fn resume(mut self, position: &Position) -> Self {
        self.pager.begin_at(position.page.clone());
        self
    }

    /// Sets how many pages without an item are read in a row. Behind them comes a page error
    /// ([`PageErrorKind::Empty`](crate::PageErrorKind::Empty)), since such a list may have no end; the position is then
    /// the next page. The limit is 500 if not set, and 1 at least.
    pub fn most_empty_pages(mut self, limit: u32) -> Self {
        self.pager.largest_empty = limit.max(1);
        self
    }

    /// The next page; nothing behind the last one.
    ///
    /// # Errors
    /// The call of a page failed, the page cannot be read as its type (only then there may be further
    /// ones), the service sent to a page that was read already, or too many pages in a row had no items.
    pub async fn try_next(&mut self) -> Result<Option<T>, Error<E>> {
        poll_fn(|cx| self.poll(cx)).await.transpose()
    }

    /// Where the next page is; nothing behind the last one.
    pub fn position(&self) -> Option<Position> {
        let page = self.pager.ahead()?;
        Some(Position { page, item: 0 })
    }

    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<T, Error<E>>>> {
        let page = ready!(self.pager.poll_page(cx));
        Poll::Ready(page.map(|page| {
            let typed = page.and_then(|_| self.typed.take());
            typed.map_err(Failure::typed)?.map_err(Error::Decode)
        }))
    }
}

fn unreadable<E>(mismatch: &Mismatch, response: &Response<Bytes>) -> Error<E> {
    Error::Decode(DecodeError::mismatch(mismatch, response.clone()))
}

/// The items of a list, page after page. Made by `items()` of a call.
///
/// An item that cannot be read is an error and costs only itself: the next call of [`Items::try_next`]
/// gives the item behind it. That holds for text that is no JSON, too, as long as the item's brackets and quotes match.
/// Half a character (`"\ud83d"`) is read as U+FFFD, and what a type does not read is not looked at. For a limit on the time
/// of the whole reading, put `tokio::time::timeout` around it; a reading that stopped so can go on. Any other failure ends the reading; [`Items::position`] then says where to
/// take it up again.
#[must_use = "nothing is asked for until `try_next` is called"]
pub struct Items<'c, T, E> {
    pager: Pager<'c>,
    page: Option<Open>,
    /// How many items of the first page that is read are left out.
    skip: usize,
    types: PhantomData<fn() -> (T, E)>,
}

/// A page that is being handed out.
struct Open {
    items: vec::IntoIter<Json>,
    /// The texts of the items that the strict reader refuses, by their position.
    odd: BTreeMap<usize, String>,
    /// The position of the next item.
    index: usize,
    response: Response<Bytes>,
}

impl<'c, T: Decode, E: ApiError> Items<'c, T, E> {
    /// The items of a request's operation.
    pub fn new(request: Request<'c>) -> Self {
        Items {
            pager: Pager::new(request, E::cases().documented, None),
            page: None,
            skip: 0,
            types: PhantomData,
        }
    }

    /// Begins where a reading ended earlier.
    pub fn resume(mut self, position: &Position) -> Self {
        self.pager.begin_at(position.page.clone());
        self.skip = position.item;
        self
    }

    /// Sets how many pages without an item are read in a row. Behind them comes a page error
    /// ([`PageErrorKind::Empty`](crate::PageErrorKind::Empty)), since such a list may have no end; the position is then
    /// the next page. The limit is 500 if not set, and 1 at least.
    pub fn most_empty_pages(mut self, limit: u32) -> Self {
        self.pager.largest_empty = limit.max(1);
        self
    }

    /// The next item; nothing behind the last one.
    ///
    /// # Errors
    /// The call of a page failed, an item cannot be read as its type (only then there may be further
    /// ones), the service sent to a page that was read already, or too many pages in a row had no items.
    pub async fn try_next(&mut self) -> Result<Option<T>, Error<E>> {
        poll_fn(|cx| self.poll(cx)).await.transpose()
    }

    /// All items that are left.
    ///
    /// # Errors
    /// As [`Items::try_next`]; the first error ends it.
    pub async fn try_collect(mut self) -> Result<Vec<T>, Error<E>> {
        let mut all = Vec::new();
        while let Some(item) = self.try_next().await? {
            all.push(item);
        }
        Ok(all)
    }

    /// Where the next item is; nothing behind the last one.
    pub fn position(&self) -> Option<Position> {
        match &self.page {
            Some(open) if !open.items.as_slice().is_empty() => Some(Position {
                page: self.pager.current.clone(),
                item: open.index,
            }),
            _ => {
                let page = self.pager.ahead()?;
                let item = self.skip;
                Some(Position { page, item })
            }
        }
    }

    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<T, Error<E>>>> {
        loop {
            if let Some(open) = &mut self.page
                && let Some(item) = open.items.next()
            {
                let index = open.index;
                open.index += 1;
                let item = match open.odd.remove(&index) {
                    Some(text) => decode_item(&text),
                    None => T::decode(item),
                };
                return Poll::Ready(Some(item.map_err(|mismatch| {
                    unreadable(&self.pager.inside(mismatch.in_item(index)), &open.response)
                })));
            }
            self.page = None;
            let page = match ready!(self.pager.poll_page(cx)) {
                None => return Poll::Ready(None),
                Some(Err(failure)) => return Poll::Ready(Some(Err(failure.typed()))),
                Some(Ok(page)) => page,
            };
            match self.pager.open(page, std::mem::take(&mut self.skip)) {
                Ok(open) => self.page = Some(open),
                Err(error) => return Poll::Ready(Some(Err(Error::Decode(error)))),
            }
        }
    }
}

/// What does not depend on the items' type, so that it is compiled once.
impl Pager<'_> {
    /// A place of the list, seen from the whole answer.
    fn inside(&self, mismatch: Mismatch) -> Mismatch {
        let path = self.paging.map_or("", |paging| paging.items);
        let steps = path.rsplit('/').filter(|step| !step.is_empty());
        steps.fold(mismatch, Mismatch::in_field)
    }

    fn open(&self, page: Page, skip: usize) -> Result<Open, DecodeError> {
        let path = self.paging.map_or("", |paging| paging.items);
        let Page {
            response,
            json,
            odd,
        } = page;
        match Vec::<Json>::decode(taken(json, path)) {
            Ok(items) => {
                let index = skip.min(items.len());
                let mut items = items.into_iter();
                items.by_ref().take(index).for_each(drop);
                Ok(Open {
                    items,
                    odd,
                    index,
                    response,
                })
            }
            Err(mismatch) => Err(DecodeError::mismatch(&self.inside(mismatch), response)),
        }
    }
}

macro_rules! stream {
    ($($name:ident),*) => {$(
        impl<T, E> fmt::Debug for $name<'_, T, E> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let is_done = self.pager.ahead().is_none();
                f.debug_struct(stringify!($name)).field("is_done", &is_done).finish_non_exhaustive()
            }
        }

        #[cfg(feature = "stream")]
        impl<T: Decode, E: ApiError> futures_core::Stream for $name<'_, T, E> {
            type Item = Result<T, Error<E>>;

            fn poll_next(
                self: std::pin::Pin<&mut Self>,
                cx: &mut Context<'_>,
            ) -> Poll<Option<Self::Item>> {
                self.get_mut().poll(cx)
            }
        }
    )*};
}
stream!(Pages, Items);
