//! Errors of lists.

use std::fmt;

/// Why the next page of a list cannot be requested.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum PageErrorKind {
    /// The next page was read before: the list would never end.
    Repeated,
    /// The link to the next page leads to a host that is not the vendor's, and must not receive the credentials.
    ForeignLink,
    /// The link to the next page is not a URL.
    BadLink,
    /// Too many pages in a row had no items, so the list may never end. Reading can be resumed from the position,
    /// which is the next page.
    Empty,
    /// The operation does not return pages.
    NotPaged,
}

/// The next page of a list cannot be requested. All items before it were returned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageError {
    kind: PageErrorKind,
}

impl PageError {
    pub(crate) fn new(kind: PageErrorKind) -> PageError {
        PageError { kind }
    }

    /// The reason.
    pub fn kind(&self) -> PageErrorKind {
        self.kind
    }
}

/// Shows neither tokens nor links, which may contain secrets.
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
