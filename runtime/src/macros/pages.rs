/// Makes a call of a list readable page by page and item by item: from the call, the answer, the item and
/// the operation's error.
///
/// ```
/// use posthaste_runtime::{ErrorResponse, Json, Request, pages};
///
/// pub struct ListUsers<'c>(Request<'c>);
/// pages!(ListUsers => Json, String, ErrorResponse);
///
/// # async fn example(call: ListUsers<'_>) -> Result<(), Box<dyn std::error::Error>> {
/// let mut users = call.items();
/// while let Some(user) = users.try_next().await? {
///     println!("{user}");
/// }
/// # Ok(()) }
/// ```
#[macro_export]
macro_rules! pages {
    ($name:ident => $answer:ty, $item:ty, $error:ty $(,)?) => {
        impl<'c> $name<'c> {
            /// All items; each further page is asked for when its first item is.
            #[inline]
            pub fn items(self) -> $crate::Items<'c, $item, $error> {
                $crate::Items::new(self.0)
            }

            /// All pages; each is asked for when its turn comes.
            #[inline]
            pub fn pages(self) -> $crate::Pages<'c, $answer, $error> {
                $crate::Pages::new(self.0)
            }
        }
    };
}
