//! Lists whose next page must not be asked for.

use std::fmt;

/// Why the next page of a list is not asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum PageErrorKind {
    /// The service sent to a page that was read already: the list would have no end.
    Repeated,
    /// The link to the next page leads to a server that is not the vendor's own and must not get the credentials.
    ForeignLink,
    /// The link to the next page is no URL.
    BadLink,
    /// So many pages in a row had no item that the list may have no end. The position of the reading is the next page, so
    /// that it can be resumed.
    Empty,
    /// The operation says nothing of pages.
    NotPaged,
}

/// The next page of a list is not asked for. All items before it have been handed out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageError {
    kind: PageErrorKind,
}

impl PageError {
    pub(crate) fn new(kind: PageErrorKind) -> PageError {
        PageError { kind }
    }

    /// What is wrong.
    pub fn kind(&self) -> PageErrorKind {
        self.kind
    }
}

/// Neither tokens nor links are shown: they may hold secrets.
impl fmt::Display for PageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            PageErrorKind::Repeated => "the next page is one that was read already",
            PageErrorKind::ForeignLink => "the link to the next page leads to another server",
            PageErrorKind::BadLink => "the link to the next page is not a URL",
            PageErrorKind::Empty => {
                "too many pages in a row have no items; the reading can be resumed from its position"
            }
            PageErrorKind::NotPaged => "the operation is not read page by page",
        })
    }
}

impl std::error::Error for PageError {}
