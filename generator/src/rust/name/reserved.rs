//! Names that generated code must not have.

use super::lists::RESERVED;

/// Whether the name is a strict or reserved keyword of any edition.
pub(super) fn is_keyword(name: &str) -> bool {
    RESERVED.has("keyword", name)
}

/// Whether the name is a keyword that cannot even be written `r#word`.
pub(super) fn is_path_keyword(name: &str) -> bool {
    RESERVED.has("path_keyword", name)
}

/// Whether a generated module may use a type of this name, or readers know it as a type of HTTP.
pub(super) fn is_type(name: &str) -> bool {
    RESERVED.has("type", name)
}

/// Whether the crate's root has a module, a function or a feature of this name.
pub(super) fn is_root(name: &str) -> bool {
    RESERVED.has("root", name)
}

/// Whether Windows reserves the name for a device: no file may have it.
pub(super) fn is_device(name: &str) -> bool {
    let numbered = |port: &str| {
        let number = name.strip_prefix(port);
        number.is_some_and(|rest| rest.len() == 1 && rest.bytes().all(|byte| byte.is_ascii_digit()))
    };
    matches!(name, "con" | "prn" | "aux" | "nul") || numbered("com") || numbered("lpt")
}

/// Whether a handle has a method of this name from elsewhere.
pub(super) fn is_handle_method(name: &str) -> bool {
    RESERVED.has("handle_method", name)
}

/// Whether every call has a method of this name.
pub(super) fn is_call_method(name: &str) -> bool {
    RESERVED.has("call_method", name) || name == "with" || name.starts_with("with_")
}

/// A word as an identifier: raw where it is a keyword, with `n` before a digit.
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
            assert!(is_call_method(name), "{name}");
        }
        assert!(is_call_method("with_anything"));
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
