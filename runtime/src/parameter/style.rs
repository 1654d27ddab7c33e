//! The styles of parameters.

/// How the value of a parameter is written: with which delimiters, or as JSON.
///
/// The constants are the styles of OpenAPI, which are forms of RFC 6570. Where a value is a list or an object, each item is
/// percent-encoded before it is joined to the others, and `null` is left out.
///
/// ```
/// use posthaste_runtime::ParamStyle;
///
/// // id=1&id=2
/// const REPEATED: ParamStyle = ParamStyle::FORM.exploded();
/// assert_ne!(REPEATED, ParamStyle::FORM);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ParamStyle {
    pub(super) kind: Kind,
    pub(super) explode: bool,
    pub(super) reserved: bool,
    pub(super) empty: bool,
}

/// What a value looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Form,
    Simple,
    Label,
    Matrix,
    Space,
    Pipe,
    Tab,
    Deep,
    Cookie,
    Json,
    UrlEncoded,
}

impl ParamStyle {
    /// `a=1,2`, and an object as `a=key,1`; exploded `a=1&a=2`, and an object as `key=1`
    pub const FORM: ParamStyle = ParamStyle::of(Kind::Form);
    /// `1,2`, and an object as `key,1`; exploded, an object is `key=1`
    pub const SIMPLE: ParamStyle = ParamStyle::of(Kind::Simple);
    /// `.1,2`; exploded `.1.2`
    pub const LABEL: ParamStyle = ParamStyle::of(Kind::Label);
    /// `;a=1,2`; exploded `;a=1;a=2`
    pub const MATRIX: ParamStyle = ParamStyle::of(Kind::Matrix);
    /// Joined by spaces: `a=1%202`
    pub const SPACE: ParamStyle = ParamStyle::of(Kind::Space);
    /// Joined by bars: `a=1%7C2`
    pub const PIPE: ParamStyle = ParamStyle::of(Kind::Pipe);
    /// Joined by tabs: `a=1%092`
    pub const TAB: ParamStyle = ParamStyle::of(Kind::Tab);
    /// `a[key]=1`, with the brackets percent-encoded. A list is `a[]=1&a[]=2`.
    pub const DEEP: ParamStyle = ParamStyle::of(Kind::Deep);
    /// Cookies as they are, without percent-encoding
    pub const COOKIE: ParamStyle = ParamStyle::of(Kind::Cookie);
    /// JSON text
    pub const JSON: ParamStyle = ParamStyle::of(Kind::Json);
    /// The text of a form: `key=1&other=2`
    pub const URL_ENCODED: ParamStyle = ParamStyle::of(Kind::UrlEncoded);

    const fn of(kind: Kind) -> ParamStyle {
        ParamStyle {
            kind,
            explode: false,
            reserved: false,
            empty: false,
        }
    }

    /// Writes each item of a list and each member of an object on its own.
    #[must_use]
    pub const fn exploded(mut self) -> ParamStyle {
        self.explode = true;
        self
    }

    /// Leaves the reserved characters of RFC 3986 that have no meaning where the value is, and `%XX` that is in the value already.
    #[must_use]
    pub const fn reserved(mut self) -> ParamStyle {
        self.reserved = true;
        self
    }

    /// Accepts a value of the path that is written as nothing, which is refused otherwise: it may change which operation is called.
    #[must_use]
    pub const fn or_empty(mut self) -> ParamStyle {
        self.empty = true;
        self
    }
}
