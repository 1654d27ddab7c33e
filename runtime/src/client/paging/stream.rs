//! Lists as pages and as items.

use std::collections::BTreeMap;
use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::vec;

use bytes::Bytes;

use super::Position;
use super::page::{Page, in_fields};
use super::pager::Pager;
use crate::client::Request;
use crate::error::{ApiError, DecodeError, Error, Failure, Response};
use crate::execute::Slot;
use crate::json::sketch::steps;
use crate::json::{Decode, Json, Mismatch, decode_item};

/// The pages of a list. Created by `pages()` of a call.
///
/// Each page is requested with the call's request, in which only the page parameter changes. After an error reading
/// ends, and [`Pages::position`] is where it can be resumed.
#[must_use = "nothing is asked for until `try_next` is called"]
pub struct Pages<T, E> {
    pager: Pager,
    /// The last page as its type.
    typed: Slot<Result<T, DecodeError>>,
    types: PhantomData<fn() -> E>,
}

impl<T: Decode, E: ApiError> Pages<T, E> {
    /// The pages of this request's operation.
    pub fn new(request: Request) -> Self {
        let typed = Slot::default();
        let filled = typed.clone();
        let on_response = move |response: &Response<Bytes>| {
            filled.put(response.clone().json().map(Response::into_body));
        };
        Pages {
            pager: Pager::new(request, E::cases().documented, Some(Arc::new(on_response))),
            typed,
            types: PhantomData,
        }
    }

    /// Starts at a position of an earlier reading.
    pub fn resume(mut self, position: &Position) -> Self {
        self.pager.begin_at(position.page.clone());
        self
    }

    /// Sets the maximum number of pages in a row without items. More of them are an error
    /// ([`PageErrorKind::Empty`](crate::PageErrorKind::Empty)), since such a list may have no end; the position is
    /// then the next page. The default is 500, and the minimum 1.
    pub fn most_empty_pages(mut self, limit: u32) -> Self {
        self.pager.largest_empty = limit.max(1);
        self
    }

    /// The next page; `None` at the end.
    ///
    /// # Errors
    /// The call failed; the page cannot be decoded (only then further pages can be read); the service returned a page
    /// that was read before; or too many pages in a row had no items.
    pub async fn try_next(&mut self) -> Result<Option<T>, Error<E>> {
        poll_fn(|cx| self.poll(cx)).await.transpose()
    }

    /// The position of the next page; `None` at the end.
    pub fn position(&self) -> Option<Position> {
        let page = self.pager.next_page()?;
        Some(Position { page, item: 0 })
    }

    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<T, Error<E>>>> {
        let page = ready!(self.pager.poll_page(cx));
        Poll::Ready(page.map(|page| {
            let typed = page.and_then(|_| self.typed.take());
            typed.map_err(Failure::into_error)?.map_err(Error::Decode)
        }))
    }
}

fn unreadable<E>(mismatch: &Mismatch, response: &Response<Bytes>) -> Error<E> {
    Error::Decode(DecodeError::mismatch(mismatch, response.clone()))
}

/// The items of a list, from all pages. Created by `items()` of a call.
///
/// An item that cannot be decoded is an error of this item only: the next call of [`Items::try_next`] returns the
/// item after it. This holds for items that are not valid JSON, too, as long as their brackets and quotes match. An
/// unpaired surrogate (`"\ud83d"`) is decoded as U+FFFD. Fields that the type does not declare are not checked. Any
/// other error ends the reading, and [`Items::position`] is where it can be resumed. To limit the time of the whole
/// reading, put `tokio::time::timeout` around it; afterwards reading can go on.
#[must_use = "nothing is asked for until `try_next` is called"]
pub struct Items<T, E> {
    pager: Pager,
    page: Option<OpenPage>,
    /// How many items of the next page are skipped.
    skip: usize,
    types: PhantomData<fn() -> (T, E)>,
}

/// A page whose items are being returned.
struct OpenPage {
    items: vec::IntoIter<Json>,
    /// The texts of the items that the strict parser refuses, by index.
    invalid: BTreeMap<usize, String>,
    /// The index of the next item.
    index: usize,
    /// The path of the list.
    path: Vec<&'static str>,
    response: Response<Bytes>,
}

impl<T: Decode, E: ApiError> Items<T, E> {
    /// The items of this request's operation.
    pub fn new(request: Request) -> Self {
        Items {
            pager: Pager::new(request, E::cases().documented, None),
            page: None,
            skip: 0,
            types: PhantomData,
        }
    }

    /// Starts at a position of an earlier reading.
    pub fn resume(mut self, position: &Position) -> Self {
        self.pager.begin_at(position.page.clone());
        self.skip = position.item;
        self
    }

    /// Sets the maximum number of pages in a row without items. More of them are an error
    /// ([`PageErrorKind::Empty`](crate::PageErrorKind::Empty)), since such a list may have no end; the position is
    /// then the next page. The default is 500, and the minimum 1.
    pub fn most_empty_pages(mut self, limit: u32) -> Self {
        self.pager.largest_empty = limit.max(1);
        self
    }

    /// The next item; `None` at the end.
    ///
    /// # Errors
    /// The call of a page failed; the item cannot be decoded (only then further items can be read); the service
    /// returned a page that was read before; or too many pages in a row had no items.
    pub async fn try_next(&mut self) -> Result<Option<T>, Error<E>> {
        poll_fn(|cx| self.poll(cx)).await.transpose()
    }

    /// All remaining items.
    ///
    /// # Errors
    /// As [`Items::try_next`]. Reading stops at the first error.
    pub async fn try_collect(mut self) -> Result<Vec<T>, Error<E>> {
        let mut all = Vec::new();
        while let Some(item) = self.try_next().await? {
            all.push(item);
        }
        Ok(all)
    }

    /// The position of the next item; `None` at the end.
    pub fn position(&self) -> Option<Position> {
        match &self.page {
            Some(open) if !open.items.as_slice().is_empty() => Some(Position {
                page: self.pager.current.clone(),
                item: open.index,
            }),
            _ => {
                let page = self.pager.next_page()?;
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
                if item.is_null() && !T::NULL_IS_VALUE {
                    continue;
                }
                let item = match open.invalid.remove(&index) {
                    Some(text) => decode_item(&text),
                    None => T::decode(item),
                };
                return Poll::Ready(Some(item.map_err(|mismatch| {
                    unreadable(
                        &in_fields(mismatch.in_item(index), &open.path),
                        &open.response,
                    )
                })));
            }
            self.page = None;
            let page = match ready!(self.pager.poll_page(cx)) {
                None => return Poll::Ready(None),
                Some(Err(failure)) => return Poll::Ready(Some(Err(failure.into_error()))),
                Some(Ok(page)) => page,
            };
            match self.pager.open(page, std::mem::take(&mut self.skip)) {
                Ok(open) => self.page = Some(open),
                Err(error) => return Poll::Ready(Some(Err(Error::Decode(error)))),
            }
        }
    }
}

/// The part that does not depend on the type of the items, so that it is compiled once.
impl Pager {
    fn open(&self, page: Page, skip: usize) -> Result<OpenPage, DecodeError> {
        let Page {
            response,
            items,
            depth,
            invalid,
            ..
        } = page;
        let items = match items {
            Ok(items) => items,
            Err(mismatch) => return Err(DecodeError::mismatch(&mismatch, response)),
        };
        let mut path = steps(self.paging.map_or("", |paging| paging.items));
        path.truncate(depth);
        let index = skip.min(items.len());
        let mut items = items.into_iter();
        items.by_ref().take(index).for_each(drop);
        Ok(OpenPage {
            items,
            invalid,
            index,
            path,
            response,
        })
    }
}

macro_rules! stream {
    ($($name:ident),*) => {$(
        impl<T, E> fmt::Debug for $name<T, E> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let is_done = self.pager.next_page().is_none();
                f.debug_struct(stringify!($name)).field("is_done", &is_done).finish_non_exhaustive()
            }
        }

        #[cfg(feature = "stream")]
        impl<T: Decode, E: ApiError> futures_core::Stream for $name<T, E> {
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
