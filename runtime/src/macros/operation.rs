//! The table of an operation.

/// Declares the constant of an operation: its method, its path, and values of [`Operation`](crate::Operation) by the names of
/// their setters. Lists are written without brackets.
///
/// ```
/// use posthaste_runtime::operation;
///
/// operation!(static UPDATE_PASSWORD(
///     "PUT", "/users/{userId}/password", name("Update a user's password"), secured(0), success(204),
///     scopes("user:write:admin", "user:write")
/// ));
/// assert_eq!(UPDATE_PASSWORD.method, "PUT");
/// assert_eq!(UPDATE_PASSWORD.scopes, ["user:write:admin", "user:write"]);
/// ```
#[macro_export]
macro_rules! operation {
    (static $name:ident($method:literal, $path:literal $(, $setter:ident($($value:expr),+ $(,)?))* $(,)?)) => {
        static $name: $crate::Operation =
            $crate::Operation::new($method, $path)$(.$setter($crate::operation!(@ $setter $($value),+)))*;
    };
    (@ success $($value:expr),+) => { &[$($value),+] };
    (@ secured_by_any $($value:expr),+) => { &[$($value),+] };
    (@ headers $($value:expr),+) => { &[$($value),+] };
    (@ query $($value:expr),+) => { &[$($value),+] };
    (@ scopes $($value:expr),+) => { &[$($value),+] };
    (@ granular_scopes $($value:expr),+) => { &[$($value),+] };
    (@ prerequisites $($value:expr),+) => { &[$($value),+] };
    (@ $setter:ident $value:expr) => { $value };
}
