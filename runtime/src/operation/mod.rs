//! The constants of a generated client: the description of its API and its operations. Plain data.

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

/// The description of an operation. A generated client has one constant for each.
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
    /// The path below the server's URL, with `{parameters}`. Its fixed parts are percent-encoded.
    pub path: &'static str,
    /// The name of the operation in the documentation.
    pub name: &'static str,
    /// Documented statuses of success. Every 2xx is a success; other statuses only if listed here.
    pub success: &'static [u16],
    /// The ways to authenticate, each as the indices of the schemes that it needs. The first one is used for which the client
    /// has all credentials.
    pub secured: &'static [&'static [usize]],
    /// Whether the operation can also be called without credentials.
    pub anonymous: bool,
    /// The index of the server that the request is sent to.
    pub server: usize,
    /// Headers that are sent unless the call or the client sets them.
    pub headers: &'static [(&'static str, &'static str)],
    /// Query parameters that are sent unless the call or the client sets them.
    pub query: &'static [(&'static str, &'static str)],
    /// Whether the names and values of the query are percent-encoded except for the unreserved characters of RFC 3986. Otherwise
    /// characters like `/`, `:` and `,` are left.
    pub strict_query: bool,
    /// The scopes that the token needs.
    pub scopes: &'static [&'static str],
    /// The scopes of a second, finer set that the service documents.
    pub granular_scopes: &'static [&'static str],
    /// Documented conditions on the account.
    pub prerequisites: &'static [&'static str],
    /// Whether the vendor has deprecated the operation.
    pub deprecated: bool,
    /// Whether sending the request twice has the same effect as sending it once, so that it may be sent again if its
    /// outcome is unknown. Follows from the method (RFC 9110, 9.2.2) unless set.
    pub idempotent: bool,
    /// The service's name for the rate limit of this operation.
    pub rate_label: Option<&'static str>,
    /// How the operation returns a list page by page, if it does.
    pub paging: Option<Paging>,
}

/// `SINGLE[i]` is the one way that needs only `i`; a `const fn` cannot create one.
const SINGLE: [[&[usize]; 1]; 16] = [
    [&[0]],
    [&[1]],
    [&[2]],
    [&[3]],
    [&[4]],
    [&[5]],
    [&[6]],
    [&[7]],
    [&[8]],
    [&[9]],
    [&[10]],
    [&[11]],
    [&[12]],
    [&[13]],
    [&[14]],
    [&[15]],
];

impl Operation {
    /// An operation with a method and a path.
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
            query: &[],
            strict_query: false,
            scopes: &[],
            granular_scopes: &[],
            prerequisites: &[],
            deprecated: false,
            idempotent: is_idempotent(method),
            rate_label: None,
            paging: None,
        }
    }

    /// Sets the name of the operation in the documentation.
    #[must_use]
    pub const fn name(mut self, name: &'static str) -> Operation {
        self.name = name;
        self
    }

    /// Sets the one accepted authentication scheme, by its index (up to 15).
    #[must_use]
    pub const fn secured(mut self, scheme: usize) -> Operation {
        self.secured = &SINGLE[scheme];
        self
    }

    /// Sets the ways to authenticate, of which one is enough. Each is the indices of the schemes that it needs, all of them.
    ///
    /// ```
    /// use posthaste_runtime::Operation;
    ///
    /// // The first scheme, or the second and the third together.
    /// static READ: Operation = Operation::new("GET", "/users").secured_by(&[&[0], &[1, 2]]);
    /// assert_eq!(READ.secured.len(), 2);
    /// ```
    #[must_use]
    pub const fn secured_by(mut self, ways: &'static [&'static [usize]]) -> Operation {
        self.secured = ways;
        self
    }

    /// The operation can also be called without credentials.
    #[must_use]
    pub const fn anonymous(mut self) -> Operation {
        self.anonymous = true;
        self
    }

    /// Sets the documented statuses of success.
    #[must_use]
    pub const fn success(mut self, statuses: &'static [u16]) -> Operation {
        self.success = statuses;
        self
    }

    /// Sets the index of the server that the request is sent to.
    #[must_use]
    pub const fn server(mut self, server: usize) -> Operation {
        self.server = server;
        self
    }

    /// Sets headers that are sent unless the call or the client sets them.
    #[must_use]
    pub const fn headers(mut self, headers: &'static [(&'static str, &'static str)]) -> Operation {
        self.headers = headers;
        self
    }

    /// Sets query parameters that are sent unless the call or the client sets them.
    #[must_use]
    pub const fn query(mut self, query: &'static [(&'static str, &'static str)]) -> Operation {
        self.query = query;
        self
    }

    /// Percent-encodes everything in the query except the unreserved characters of RFC 3986.
    #[must_use]
    pub const fn strict_query(mut self) -> Operation {
        self.strict_query = true;
        self
    }

    /// Sets the scopes that the token needs.
    #[must_use]
    pub const fn scopes(mut self, scopes: &'static [&'static str]) -> Operation {
        self.scopes = scopes;
        self
    }

    /// Sets the scopes of the second, finer set.
    #[must_use]
    pub const fn granular_scopes(mut self, scopes: &'static [&'static str]) -> Operation {
        self.granular_scopes = scopes;
        self
    }

    /// Sets the documented conditions on the account.
    #[must_use]
    pub const fn prerequisites(mut self, conditions: &'static [&'static str]) -> Operation {
        self.prerequisites = conditions;
        self
    }

    /// The vendor has deprecated the operation.
    #[must_use]
    pub const fn deprecated(mut self) -> Operation {
        self.deprecated = true;
        self
    }

    /// Sets whether sending the request twice has the same effect as sending it once, if this does not follow from
    /// the method.
    #[must_use]
    pub const fn idempotent(mut self, yes: bool) -> Operation {
        self.idempotent = yes;
        self
    }

    /// Sets the service's name for the rate limit of this operation.
    #[must_use]
    pub const fn rate_label(mut self, label: &'static str) -> Operation {
        self.rate_label = Some(label);
        self
    }

    /// Sets how the operation returns a list page by page.
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
