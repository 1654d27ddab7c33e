//! The table of an operation.

/// Declares the constant of an operation.
///
/// ```text
/// operation!(static NAME(METHOD, PATH, SETTER(VALUE, ..), SETTER, ..));
/// ```
///
/// Each `SETTER` is a method of [`Operation`](crate::Operation). A list that it takes is written without brackets
/// (`success(200, 201)`), a list of lists with the inner ones in brackets (`secured_by([0], [1, 2])`), and a setter without
/// values without parentheses (`deprecated`).
///
/// ```
/// use posthaste_runtime::operation;
///
/// operation!(static UPDATE_PASSWORD(
///     "PUT", "/users/{userId}/password", name("Update a user's password"), secured(0), success(204),
///     scopes("user:write:admin", "user:write"), query(("notify", "yes")), deprecated
/// ));
/// assert_eq!(UPDATE_PASSWORD.method, "PUT");
/// assert_eq!(UPDATE_PASSWORD.scopes, ["user:write:admin", "user:write"]);
/// assert_eq!(UPDATE_PASSWORD.query, [("notify", "yes")]);
/// assert!(UPDATE_PASSWORD.deprecated);
///
/// operation!(static LIST("GET", "/users", secured_by([0], [1, 2]), anonymous));
/// assert_eq!(LIST.secured, [&[0][..], &[1, 2]]);
/// ```
#[macro_export]
macro_rules! operation {
    (static $name:ident($method:literal, $path:literal $(, $setter:ident $(($($value:expr),+ $(,)?))?)* $(,)?)) => {
        static $name: $crate::Operation =
            $crate::Operation::new($method, $path)$(.$setter($($crate::operation!(@ $setter $($value),+))?))*;
    };
    (@ success $($value:expr),+) => { &[$($value),+] };
    (@ secured_by $($value:expr),+) => { &[$(&$value),+] };
    (@ headers $($value:expr),+) => { &[$($value),+] };
    (@ query $($value:expr),+) => { &[$($value),+] };
    (@ scopes $($value:expr),+) => { &[$($value),+] };
    (@ granular_scopes $($value:expr),+) => { &[$($value),+] };
    (@ prerequisites $($value:expr),+) => { &[$($value),+] };
    (@ $setter:ident $value:expr) => { $value };
}
