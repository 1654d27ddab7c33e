//! How an operation returns a list page by page.

/// How an operation returns a list page by page. The steps of a path are separated by `/`; the empty path is the
/// whole body.
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

/// How the next page is requested.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// A token of the response is sent as a parameter.
    Token {
        parameter: &'static str,
        field: &'static str,
    },
    /// The number of the page is sent as a parameter.
    Number { parameter: &'static str, first: u64 },
    /// The number of items before the page is sent as a parameter.
    Offset { parameter: &'static str },
    /// A field of the response holds the URL of the next page.
    Link { field: &'static str },
    /// The `Link` header of the response holds the URL of the next page.
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

    /// The field of the response is sent as the query parameter. If it is absent, null or empty, there is no further
    /// page.
    pub const fn token(parameter: &'static str, field: &'static str) -> Paging {
        Paging::new(Style::Token { parameter, field })
    }

    /// The query parameter is the number of the page, beginning with `first`. A page without items is the last one,
    /// unless the response contains the number of pages.
    pub const fn number(parameter: &'static str, first: u64) -> Paging {
        Paging::new(Style::Number { parameter, first })
    }

    /// The query parameter is the number of items to skip. A page without items is the last one, unless the response
    /// contains the number of items.
    pub const fn offset(parameter: &'static str) -> Paging {
        Paging::new(Style::Offset { parameter })
    }

    /// The field of the response holds the URL of the next page.
    pub const fn link(field: &'static str) -> Paging {
        Paging::new(Style::Link { field })
    }

    /// The `Link` header of the response holds the URL of the next page.
    pub const fn link_header() -> Paging {
        Paging::new(Style::LinkHeader)
    }

    /// Sets the path of the list of items.
    #[must_use]
    pub const fn items(mut self, path: &'static str) -> Paging {
        self.items = path;
        self
    }

    /// Sets the path of the number of pages.
    #[must_use]
    pub const fn pages(mut self, path: &'static str) -> Paging {
        self.pages = Some(path);
        self
    }

    /// The parameter is a field of the request's body (a form or a JSON object) instead of a query parameter.
    #[must_use]
    pub const fn in_body(mut self) -> Paging {
        self.in_body = true;
        self
    }

    /// Sets the path of the number of items on all pages.
    #[must_use]
    pub const fn total(mut self, path: &'static str) -> Paging {
        self.total = Some(path);
        self
    }
}
