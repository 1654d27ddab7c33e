//! What no generated name may be.

/// Strict and reserved keywords of every edition.
pub(super) fn is_keyword(name: &str) -> bool {
    const WORDS: &[&str] = &[
        "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do",
        "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in",
        "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref",
        "return", "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe",
        "unsized", "use", "virtual", "where", "while", "yield",
    ];
    WORDS.binary_search(&name).is_ok()
}

/// Words that cannot even be written `r#word`.
pub(super) fn is_path_keyword(name: &str) -> bool {
    matches!(name, "self" | "super" | "crate" | "Self" | "_")
}

/// Types that a generated module may use by their bare name, what the prelude brings in, and words that
/// readers know as types of HTTP.
pub(super) fn is_type(name: &str) -> bool {
    const WORDS: &[&str] = &[
        "Api",
        "ApiError",
        "ApiInfo",
        "Arc",
        "AsMut",
        "AsRef",
        "BTreeMap",
        "Body",
        "Box",
        "BuildError",
        "Builder",
        "Bytes",
        "Call",
        "Client",
        "ClientBuilder",
        "Clone",
        "Copy",
        "Cow",
        "Credentials",
        "Date",
        "DateTime",
        "Debug",
        "Decode",
        "DecodeError",
        "Default",
        "Deref",
        "Deserialize",
        "Display",
        "Drop",
        "Duration",
        "Encode",
        "Eq",
        "Err",
        "Error",
        "ErrorFormat",
        "ErrorResponse",
        "Extend",
        "FieldError",
        "File",
        "Fn",
        "FnMut",
        "FnOnce",
        "From",
        "FromIterator",
        "Future",
        "Hash",
        "IntoFuture",
        "IntoIterator",
        "Into",
        "Iterator",
        "Json",
        "ListStyle",
        "Map",
        "Mismatch",
        "None",
        "Nullable",
        "Number",
        "Object",
        "Ok",
        "Operation",
        "Option",
        "Ord",
        "Page",
        "Pages",
        "Paging",
        "Param",
        "PartialEq",
        "PartialOrd",
        "Read",
        "Request",
        "RequestError",
        "Response",
        "Result",
        "Scheme",
        "Self",
        "Send",
        "Serialize",
        "Server",
        "ServerUrl",
        "Sized",
        "Some",
        "String",
        "Sync",
        "ToOwned",
        "ToString",
        "Transport",
        "TransportError",
        "TryFrom",
        "TryInto",
        "Type",
        "Unknown",
        "Unpin",
        "Vec",
        "Write",
    ];
    WORDS.contains(&name)
}

/// Modules, functions and features of the crate's root that are taken.
pub(super) fn is_root(name: &str) -> bool {
    const WORDS: &[&str] = &[
        "alloc",
        "blocking",
        "br",
        "builder",
        "client",
        "clone",
        "core",
        "default",
        "error",
        "error_code",
        "errors",
        "ext",
        "full",
        "gzip",
        "lib",
        "main",
        "new",
        "oauth2",
        "posthaste_runtime",
        "proc_macro",
        "runtime",
        "serialize",
        "server",
        "servers",
        "std",
        "stream",
        "test",
        "tests",
        "tower",
        "tracing",
        "types",
        "webhook",
        "zstd",
    ];
    WORDS.contains(&name)
}

/// What Windows takes for a device whatever stands behind it: no file may be called so.
pub(super) fn is_device(name: &str) -> bool {
    let numbered = |port: &str| {
        let number = name.strip_prefix(port);
        number.is_some_and(|rest| rest.len() == 1 && rest.bytes().all(|one| one.is_ascii_digit()))
    };
    matches!(name, "con" | "prn" | "aux" | "nul") || numbered("com") || numbered("lpt")
}

/// Methods that a handle has from elsewhere, or that clippy knows by another meaning.
pub(super) fn is_handle_method(name: &str) -> bool {
    matches!(
        name,
        "new"
            | "into"
            | "try_into"
            | "clone"
            | "clone_from"
            | "cmp"
            | "fmt"
            | "deref"
            | "as_ref"
            | "borrow"
    )
}

/// Methods that every call has, or that clippy knows by another meaning.
pub(super) fn is_setter(name: &str) -> bool {
    const WORDS: &[&str] = &[
        "add",
        "bitand",
        "bitor",
        "bitxor",
        "clone",
        "div",
        "download",
        "fmt",
        "for_bytes",
        "for_json",
        "for_list",
        "for_nothing",
        "for_text",
        "into_future",
        "items",
        "mul",
        "neg",
        "new",
        "not",
        "operation",
        "pages",
        "raw",
        "read_as",
        "rem",
        "send",
        "shl",
        "shr",
        "sub",
        "wait",
    ];
    WORDS.contains(&name) || name == "with" || name.starts_with("with_")
}

/// The word as an identifier: raw where it is a keyword, with a leading letter where it has none.
pub(super) fn escaped(name: String) -> String {
    match name.chars().next() {
        Some(first) if first.is_ascii_digit() => format!("n{name}"),
        _ if is_path_keyword(&name) => name + "_",
        _ if is_keyword(&name) => format!("r#{name}"),
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords() {
        assert_eq!(escaped("type".to_owned()), "r#type");
        assert_eq!(escaped("self".to_owned()), "self_");
        assert_eq!(escaped("yield".to_owned()), "r#yield");
        assert_eq!(escaped("gen".to_owned()), "r#gen");
        assert_eq!(escaped("2fa".to_owned()), "n2fa");
        assert_eq!(escaped("user".to_owned()), "user");
    }

    #[test]
    fn methods_that_every_call_has_are_no_setters() {
        let calls = include_str!("../../../../runtime/src/macros/call.rs");
        let (_, wait) = include_str!("../../../../runtime/src/client/blocking.rs")
            .split_once("pub trait Wait")
            .unwrap();
        let (wait, _) = wait.split_once("\n}").unwrap();
        let names = calls
            .split("pub fn ")
            .skip(1)
            .chain(wait.split("    fn ").skip(1));
        let names = names.map(|rest| rest.split(['(', '<']).next().unwrap_or_default());
        let methods: Vec<&str> = names.filter(|name| !name.starts_with('$')).collect();
        for name in ["send", "items", "for_list", "with_timeout", "wait"] {
            assert!(methods.contains(&name), "{methods:?}");
        }
        for name in methods {
            assert!(is_setter(name), "{name}");
        }
        assert!(is_setter("with_anything"));
    }

    #[test]
    fn devices() {
        for name in ["con", "nul", "com1", "lpt9"] {
            assert!(is_device(name), "{name}");
        }
        for name in ["conn", "com", "com10", "lpta", "user"] {
            assert!(!is_device(name), "{name}");
        }
    }
}
