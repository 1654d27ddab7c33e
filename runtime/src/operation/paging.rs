//! How an operation is read page by page.

/// How an operation is read page by page. Paths go inwards with `/`; the empty path is the answer itself.
///
/// ```
/// use posthaste_runtime::{Operation, Paging};
///
/// static LIST: Operation = Operation::new("GET", "/users")
///     .paged(Paging::token("next_page_token", "next_page_token").items("users"));
/// assert!(LIST.paging.is_some());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paging {
    pub(crate) style: Style,
    pub(crate) items: &'static str,
    pub(crate) pages: Option<&'static str>,
    pub(crate) total: Option<&'static str>,
    pub(crate) in_body: bool,
}

/// What moves from page to page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// A text of the answer is sent back.
    Token {
        parameter: &'static str,
        field: &'static str,
    },
    /// Pages are counted.
    Number { parameter: &'static str, first: u64 },
    /// Items are counted.
    Offset { parameter: &'static str },
    /// The answer holds the next page's URL.
    Link { field: &'static str },
    /// The answer's `Link` header does.
    LinkHeader,
}

impl Paging {
    const fn new(style: Style) -> Paging {
        Paging {
            style,
            items: "",
            pages: None,
            total: None,
            in_body: false,
        }
    }

    /// The answer's field is sent back as the query parameter. Absent, null and empty mean the end.
    pub const fn token(parameter: &'static str, field: &'static str) -> Paging {
        Paging::new(Style::Token { parameter, field })
    }

    /// The query parameter counts pages, beginning with `first`. A page without items is the last one,
    /// unless the answer tells how many there are.
    pub const fn number(parameter: &'static str, first: u64) -> Paging {
        Paging::new(Style::Number { parameter, first })
    }

    /// The query parameter counts the items that are left out. A page without items is the last one,
    /// unless the answer tells how many there are.
    pub const fn offset(parameter: &'static str) -> Paging {
        Paging::new(Style::Offset { parameter })
    }

    /// The answer's field holds the URL of the next page.
    pub const fn link(field: &'static str) -> Paging {
        Paging::new(Style::Link { field })
    }

    /// The answer's `Link` header holds the URL of the next page.
    pub const fn link_header() -> Paging {
        Paging::new(Style::LinkHeader)
    }

    /// Sets the path to the list of items.
    #[must_use]
    pub const fn items(mut self, path: &'static str) -> Paging {
        self.items = path;
        self
    }

    /// Sets the path to the number of pages.
    #[must_use]
    pub const fn pages(mut self, path: &'static str) -> Paging {
        self.pages = Some(path);
        self
    }

    /// What moves from page to page is a field of the body, a form or a JSON object, and no query parameter.
    #[must_use]
    pub const fn in_body(mut self) -> Paging {
        self.in_body = true;
        self
    }

    /// Sets the path to the number of items on all pages.
    #[must_use]
    pub const fn total(mut self, path: &'static str) -> Paging {
        self.total = Some(path);
        self
    }
}
