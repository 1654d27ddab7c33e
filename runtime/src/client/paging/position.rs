//! Where in a list a reader stands.

use std::fmt;
use std::str::FromStr;

/// A place in a list that is read page by page: a page, and how many of its items are behind. As text it
/// can be kept and read back later; it holds the service's token as it is.
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
    /// What the page is asked for by; the first page is asked for without it.
    pub(crate) page: Option<String>,
    pub(crate) item: usize,
}

impl Position {
    /// What the page is asked for by: its token, number, offset or URL; nothing for the first page.
    pub fn page(&self) -> Option<&str> {
        self.page.as_deref()
    }

    /// How many items of the page have been handed out.
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

/// The page is not shown: a token or a link may hold secrets.
impl fmt::Debug for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Position")
            .field("is_first_page", &self.page.is_none())
            .field("item", &self.item)
            .finish()
    }
}
