//! Lists that are requested page by page.

mod link;
mod page;
mod pager;
mod position;
mod stream;

pub use position::Position;
pub use stream::{Items, Pages};
