//! Parameters of operations.

use crate::ground::diagnostic::Origin;

use super::{Notes, Type};

/// The part of a request that holds a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Location {
    /// A `{name}` of the path.
    Path,
    /// The query.
    Query,
    /// The query as a whole, which is one value.
    WholeQuery,
    /// A header.
    Header,
    /// A cookie.
    Cookie,
}

impl Location {
    /// Its name in messages and addresses: `path`, `query`, `header` or `cookie`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query | Self::WholeQuery => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
        }
    }
}

/// How often a path value is percent-encoded.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum PathEncoding {
    /// Once.
    #[default]
    Once,
    /// Twice if it contains a slash, for services that decode it twice.
    Twice,
    /// Not at all: it is the whole URL of the request, as another answer gives it.
    WholeUrl,
}

/// How a value is written: with which delimiters, or as what text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ParameterStyle {
    /// The delimiters or the format.
    pub form: StyleForm,
    /// Whether the items of a list and the members of an object are written on their own, and not joined.
    pub explode: bool,
    /// Whether reserved characters of RFC 3986 are left in a value.
    pub reserved: bool,
    /// Whether a value of the path may be written as nothing.
    pub empty: bool,
}

/// The delimiters or the format of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StyleForm {
    /// `name=value`: a list is `a=1,2`, and exploded `a=1&a=2`.
    Form,
    /// The value without its name: a list is `1,2`.
    Simple,
    /// `.1,2`, and exploded `.1.2`.
    Label,
    /// `;a=1,2`, and exploded `;a=1;a=2`.
    Matrix,
    /// As [`StyleForm::Form`], joined by spaces.
    Space,
    /// As [`StyleForm::Form`], joined by bars.
    Pipe,
    /// As [`StyleForm::Form`], joined by tabs.
    Tab,
    /// `name[key]=value` for each member of an object.
    Deep,
    /// As [`StyleForm::Form`], without percent-encoding.
    Cookie,
    /// The key without `=`, sent if the value is true.
    Flag,
    /// JSON text.
    Json,
    /// The text of an urlencoded form.
    UrlEncoded,
}

impl ParameterStyle {
    /// The key repeated: `a=1&a=2`.
    pub const REPEATED: Self = Self::of(StyleForm::Form, true);
    /// `a=1,2`.
    pub const COMMA: Self = Self::of(StyleForm::Form, false);
    /// `a=1%202`.
    pub const SPACE: Self = Self::of(StyleForm::Space, false);
    /// `a=1%7C2`.
    pub const PIPE: Self = Self::of(StyleForm::Pipe, false);
    /// The key without `=`.
    pub const FLAG: Self = Self::of(StyleForm::Flag, false);
    /// `1,2`.
    pub const SIMPLE: Self = Self::of(StyleForm::Simple, false);
    /// JSON text.
    pub const JSON: Self = Self::of(StyleForm::Json, false);

    /// A style that encodes reserved characters and refuses an empty path.
    pub const fn of(form: StyleForm, explode: bool) -> Self {
        Self {
            form,
            explode,
            reserved: false,
            empty: false,
        }
    }

    /// The style of values in a place where nothing says another.
    pub const fn usual(location: Location) -> Self {
        match location {
            Location::Path | Location::Header => Self::SIMPLE,
            Location::Query | Location::Cookie => Self::REPEATED,
            Location::WholeQuery => Self::of(StyleForm::UrlEncoded, false),
        }
    }

    /// The character between the items of a list that is written as one value; `None` where each item is written on its own, or
    /// the list is in another format.
    pub fn separator(self) -> Option<char> {
        match self.form {
            _ if self.explode && self.form != StyleForm::Simple => None,
            StyleForm::Form | StyleForm::Simple | StyleForm::Label | StyleForm::Matrix => Some(','),
            StyleForm::Cookie => Some(','),
            StyleForm::Space => Some(' '),
            StyleForm::Pipe => Some('|'),
            StyleForm::Tab => Some('\t'),
            StyleForm::Deep | StyleForm::Flag | StyleForm::Json | StyleForm::UrlEncoded => None,
        }
    }
}

/// The bounds of a value, as far as they are documented.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Bounds {
    /// The least number, in decimal.
    pub minimum: Option<String>,
    /// The greatest number, in decimal.
    pub maximum: Option<String>,
    /// The greatest number of characters.
    pub max_length: Option<u64>,
}

/// A parameter of the path, the query, the headers or the cookies.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// Its name on the wire.
    pub name: String,
    /// The part of the request that holds it.
    pub location: Location,
    /// Its type; [`Type::Array`] if it is a list.
    pub ty: Type,
    /// How a value is written.
    pub style: ParameterStyle,
    /// How often a value in the path is percent-encoded.
    pub encoding: PathEncoding,
    /// Whether a call must send it.
    pub required: bool,
    /// The value of a parameter that is always sent and that callers do not set (`Accept: application/vnd.x+json`).
    pub constant: Option<String>,
    /// The value that is sent where the caller sets none (`Acme-Version: 2022-06-28`).
    pub preset: Option<String>,
    /// The value that the service assumes if it is absent.
    pub default: Option<String>,
    /// The bounds of its values.
    pub bounds: Bounds,
    /// Facts that are only printed.
    pub notes: Notes,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// Its description, without the markers that became facts.
    pub description: Option<String>,
    /// Distinct example values, in the source's order, without secrets.
    pub examples: Vec<String>,
    /// Its location in the source.
    pub origin: Origin,
}

impl Parameter {
    /// A parameter of which only the type is known; required if it is a part of the path.
    pub fn new(name: impl Into<String>, location: Location, ty: Type, origin: Origin) -> Self {
        Self {
            name: name.into(),
            location,
            ty,
            style: ParameterStyle::usual(location),
            encoding: PathEncoding::default(),
            required: location == Location::Path,
            constant: None,
            preset: None,
            default: None,
            bounds: Bounds::default(),
            notes: Notes::default(),
            deprecated: false,
            description: None,
            examples: Vec::new(),
            origin,
        }
    }
}
