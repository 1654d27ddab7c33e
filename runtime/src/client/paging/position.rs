//! Positions in a list.

use std::fmt;
use std::str::FromStr;

/// A position in a list that is read page by page: a page, and the number of its items that were returned. It can be
/// stored as text and parsed later. It contains the token of the service unchanged.
///
/// ```
/// use posthaste_runtime::Position;
///
/// let place: Position = "3:bXkgdG9rZW4".parse()?;
/// assert_eq!(place.to_string(), "3:bXkgdG9rZW4");
/// # Ok::<(), std::num::ParseIntError>(())
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Position {
    /// The parameter of the page; `None` for the first page.
    pub(crate) page: Option<String>,
    pub(crate) item: usize,
}

impl Position {
    /// The parameter of the page: its token, number, offset or URL; `None` for the first page.
    pub fn page(&self) -> Option<&str> {
        self.page.as_deref()
    }

    /// How many items of the page were returned.
    pub fn item(&self) -> usize {
        self.item
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.page {
            Some(page) => write!(f, "{}:{page}", self.item),
            None => write!(f, "{}", self.item),
        }
    }
}

impl FromStr for Position {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Position, Self::Err> {
        let (item, page) = match text.split_once(':') {
            Some((item, page)) => (item, Some(page.to_owned())),
            None => (text, None),
        };
        Ok(Position {
            page,
            item: item.parse()?,
        })
    }
}

/// Does not show the page, because a token or a link may contain secrets.
impl fmt::Debug for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Position")
            .field("is_first_page", &self.page.is_none())
            .field("item", &self.item)
            .finish()
    }
}
