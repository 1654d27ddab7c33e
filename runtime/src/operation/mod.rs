//! What the statics of a generated client say: its API and operations as data. Nothing here reads an answer.

mod api_info;
mod error_format;
mod paging;
mod plan;
mod rate_format;
mod scheme;

pub use api_info::{ApiInfo, Server, TokenService};
pub use error_format::ErrorFormat;
pub use paging::Paging;
pub(crate) use paging::Style;
pub use plan::{Limit, Plan};
pub use rate_format::RateFormat;
pub use scheme::{Place, Scheme};

/// What is known of an operation: one constant each in a client, filled in by the generator.
///
/// ```
/// use posthaste_runtime::Operation;
///
/// static UPDATE: Operation = Operation::new("PUT", "/users/{userId}/password")
///     .name("Update a user's password")
///     .secured(0)
///     .success(&[204])
///     .scopes(&["user:write:admin", "user:write"])
///     .rate_label("Medium");
/// assert_eq!((UPDATE.method, UPDATE.rate_label), ("PUT", Some("Medium")));
/// ```
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Operation {
    /// The HTTP method.
    pub method: &'static str,
    /// The path below the server's URL, with `{parameters}`; its fixed parts are encoded already.
    pub path: &'static str,
    /// The name in the source's words.
    pub name: &'static str,
    /// The documented successes. Every 2xx is a success; others only if they are listed here.
    pub success: &'static [u16],
    /// Ways to authenticate, by position in the API's schemes; the first with credentials is used.
    pub secured: &'static [usize],
    /// Whether the operation also works without credentials.
    pub anonymous: bool,
    /// Which of the API's servers it is sent to.
    pub server: usize,
    /// Headers that are always sent.
    pub headers: &'static [(&'static str, &'static str)],
    /// The scopes that a token needs.
    pub scopes: &'static [&'static str],
    /// The scopes of the service's second, finer set.
    pub granular_scopes: &'static [&'static str],
    /// What must be true of the account, in the source's words.
    pub prerequisites: &'static [&'static str],
    /// Whether the vendor advises against it.
    pub deprecated: bool,
    /// Whether doing it twice is doing it once, so that a request whose fate is unknown may be sent again.
    /// It follows from the method (RFC 9110, 9.2.2) unless set.
    pub idempotent: bool,
    /// The service's word for how often it may be called.
    pub rate_label: Option<&'static str>,
    /// How it is read page by page, if it is.
    pub paging: Option<Paging>,
}

/// `SINGLE[i]` is a list of only `i`, for a constant function cannot make one.
const SINGLE: [[usize; 1]; 16] = [
    [0],
    [1],
    [2],
    [3],
    [4],
    [5],
    [6],
    [7],
    [8],
    [9],
    [10],
    [11],
    [12],
    [13],
    [14],
    [15],
];

impl Operation {
    /// An operation by its method and path.
    pub const fn new(method: &'static str, path: &'static str) -> Operation {
        Operation {
            method,
            path,
            name: "",
            success: &[],
            secured: &[],
            anonymous: false,
            server: 0,
            headers: &[],
            scopes: &[],
            granular_scopes: &[],
            prerequisites: &[],
            deprecated: false,
            idempotent: is_idempotent(method),
            rate_label: None,
            paging: None,
        }
    }

    /// Sets the name in the source's words.
    #[must_use]
    pub const fn name(mut self, name: &'static str) -> Operation {
        self.name = name;
        self
    }

    /// Sets the one way to authenticate, by position in the API's schemes (up to 15).
    #[must_use]
    pub const fn secured(mut self, scheme: usize) -> Operation {
        self.secured = &SINGLE[scheme];
        self
    }

    /// Sets several ways to authenticate, any of which will do.
    #[must_use]
    pub const fn secured_by_any(mut self, schemes: &'static [usize]) -> Operation {
        self.secured = schemes;
        self
    }

    /// The operation also works without credentials.
    #[must_use]
    pub const fn anonymous(mut self) -> Operation {
        self.anonymous = true;
        self
    }

    /// Sets the documented successes.
    #[must_use]
    pub const fn success(mut self, statuses: &'static [u16]) -> Operation {
        self.success = statuses;
        self
    }

    /// Sets which of the API's servers it is sent to.
    #[must_use]
    pub const fn server(mut self, server: usize) -> Operation {
        self.server = server;
        self
    }

    /// Sets headers that are always sent.
    #[must_use]
    pub const fn headers(mut self, headers: &'static [(&'static str, &'static str)]) -> Operation {
        self.headers = headers;
        self
    }

    /// Sets the scopes that a token needs.
    #[must_use]
    pub const fn scopes(mut self, scopes: &'static [&'static str]) -> Operation {
        self.scopes = scopes;
        self
    }

    /// Sets the scopes of the service's second, finer set.
    #[must_use]
    pub const fn granular_scopes(mut self, scopes: &'static [&'static str]) -> Operation {
        self.granular_scopes = scopes;
        self
    }

    /// Sets what must be true of the account.
    #[must_use]
    pub const fn prerequisites(mut self, conditions: &'static [&'static str]) -> Operation {
        self.prerequisites = conditions;
        self
    }

    /// The vendor advises against it.
    #[must_use]
    pub const fn deprecated(mut self) -> Operation {
        self.deprecated = true;
        self
    }

    /// Sets whether doing it twice is doing it once, where the method misleads.
    #[must_use]
    pub const fn idempotent(mut self, yes: bool) -> Operation {
        self.idempotent = yes;
        self
    }

    /// Sets the service's word for how often it may be called.
    #[must_use]
    pub const fn rate_label(mut self, label: &'static str) -> Operation {
        self.rate_label = Some(label);
        self
    }

    /// Sets how it is read page by page.
    #[must_use]
    pub const fn paged(mut self, paging: Paging) -> Operation {
        self.paging = Some(paging);
        self
    }
}

const fn is_idempotent(method: &str) -> bool {
    matches!(
        method.as_bytes(),
        b"GET" | b"HEAD" | b"OPTIONS" | b"TRACE" | b"PUT" | b"DELETE"
    )
}
