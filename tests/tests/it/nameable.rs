//! What the root of a generated crate has.

use posthaste_tests::shared::root;

// Generated code names the types of the runtime by these paths only; this fails to compile where one is missing.
#[allow(unused_imports, reason = "the imports are the test")]
use zoom_client::{
    ApiError, Call, Client, Error, ErrorCode, ErrorResponse, File, Json, Nullable, Response,
};

#[test]
fn the_root_has_what_a_first_program_names_and_all_else_is_in_runtime() {
    let text = std::fs::read_to_string(root().join("generated-client/src/lib.rs")).expect("lib.rs");
    let exported: Vec<&str> = text
        .lines()
        .filter(|line| line.starts_with("pub use "))
        .collect();
    let all = exported.join(" ");
    assert_eq!(
        all,
        "pub use client::Client; pub use error_code::ErrorCode; pub use posthaste_runtime as runtime; pub use \
         posthaste_runtime::{"
    );
    let (_, names) = text
        .split_once("pub use posthaste_runtime::{")
        .expect("a list");
    let (names, _) = names.split_once('}').expect("its end");
    let names: Vec<&str> = names
        .split(',')
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .collect();
    let expected = [
        "ApiError",
        "Call",
        "Error",
        "ErrorResponse",
        "File",
        "Json",
        "Nullable",
        "Response",
    ];
    assert_eq!(names, expected);
}
