//! The table of an operation.

/// Declares the constant of an operation: its method, its path, and calls of the setters of
/// [`Operation`](crate::Operation).
///
/// ```
/// use posthaste_runtime::operation;
///
/// operation!(UPDATE_PASSWORD(
///     "PUT", "/users/{userId}/password", name("Update a user's password"), secured(0), success(&[204])
/// ));
/// assert_eq!(UPDATE_PASSWORD.method, "PUT");
/// ```
#[macro_export]
macro_rules! operation {
    ($name:ident($method:literal, $path:literal $(, $setter:ident($($value:expr),* $(,)?))* $(,)?)) => {
        static $name: $crate::Operation =
            $crate::Operation::new($method, $path)$(.$setter($($value),*))*;
    };
}
