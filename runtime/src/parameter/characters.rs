//! The characters that a part of a request can contain, and how the others are written.

use percent_encoding::{AsciiSet, utf8_percent_encode};

use crate::ground::percent::{
    COOKIE_NAME, COOKIE_VALUE, QUERY, QUERY_NAME, QueryEncoding, RESERVED_PATH, RESERVED_QUERY,
    STRICT,
};

/// Why a value cannot be sent.
pub(super) type Problem = &'static str;

/// How the characters of a value are written.
#[derive(Clone, Copy)]
pub(super) enum Characters {
    /// Those of the set are percent-encoded.
    Encoded(&'static AsciiSet),
    /// Those of the set are percent-encoded, and `%XX` is left.
    KeepingTriples(&'static AsciiSet),
    /// All are left.
    Unchanged,
    /// All are left; those that no cookie can contain are refused (RFC 6265, 4.1.1).
    OfCookie,
}

/// The characters of names and values in a query.
pub(super) fn of_query(encoding: QueryEncoding, reserved: bool) -> (Characters, Characters) {
    let (name, value) = match encoding {
        QueryEncoding::Strict => (STRICT, STRICT),
        QueryEncoding::Lenient => (QUERY_NAME, QUERY),
    };
    let value = match reserved {
        true => Characters::KeepingTriples(RESERVED_QUERY),
        false => Characters::Encoded(value),
    };
    (Characters::Encoded(name), value)
}

/// The characters of names and values in a path.
pub(super) fn of_path(reserved: bool) -> (Characters, Characters) {
    let value = match reserved {
        true => Characters::KeepingTriples(RESERVED_PATH),
        false => Characters::Encoded(STRICT),
    };
    (Characters::Encoded(STRICT), value)
}

/// The characters of names and JSON values in a cookie.
pub(super) fn of_cookie() -> (Characters, Characters) {
    (
        Characters::Encoded(COOKIE_NAME),
        Characters::Encoded(COOKIE_VALUE),
    )
}

impl Characters {
    /// A text as these characters write it.
    ///
    /// # Errors
    /// A cookie cannot contain one of its characters.
    pub(super) fn of(self, text: &str) -> Result<String, Problem> {
        Ok(match self {
            Self::Encoded(set) => utf8_percent_encode(text, set).to_string(),
            Self::KeepingTriples(set) => keeping_triples(text, set),
            Self::Unchanged => text.to_owned(),
            Self::OfCookie if text.bytes().all(is_cookie_octet) => text.to_owned(),
            Self::OfCookie => {
                return Err("a cookie cannot carry one of its characters (RFC 6265, 4.1.1)");
            }
        })
    }

    /// An item of a list that is joined by a separator, which is encoded in the item where anything is.
    pub(super) fn of_item(self, text: &str, separator: &str) -> Result<String, Problem> {
        let written = self.of(text)?;
        let bare = separator.len() == 1 && written.contains(separator);
        Ok(match self {
            Self::Encoded(_) | Self::KeepingTriples(_) if bare => written.replace(
                separator,
                &utf8_percent_encode(separator, STRICT).to_string(),
            ),
            _ => written,
        })
    }
}

/// A text with the characters of the set percent-encoded, and `%` only where two hexadecimal digits do not follow it.
fn keeping_triples(text: &str, set: &'static AsciiSet) -> String {
    let mut written = String::with_capacity(text.len());
    for (index, piece) in text.split('%').enumerate() {
        if index > 0 {
            let is_triple =
                piece.len() >= 2 && piece.bytes().take(2).all(|b| b.is_ascii_hexdigit());
            written.push_str(if is_triple { "%" } else { "%25" });
        }
        written.extend(utf8_percent_encode(piece, set));
    }
    written
}

fn is_cookie_octet(byte: u8) -> bool {
    matches!(byte, 0x21 | 0x23..=0x2B | 0x2D..=0x3A | 0x3C..=0x5B | 0x5D..=0x7E)
}
