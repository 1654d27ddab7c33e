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

/// Whether the builder of clients has a method of this name, or of one that every type may have.
pub(super) fn is_builder_method(name: &str) -> bool {
    RESERVED.has("builder_method", name) || is_handle_method(name)
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
    use crate::ground::index::Id;
    use crate::model::api::testing::{operation, origin, query};
    use crate::model::api::{Api, OperationId, Service, Type};

    #[test]
    fn keywords() {
        assert_eq!(escaped("type".to_owned()), "r#type");
        assert_eq!(escaped("self".to_owned()), "self_");
        assert_eq!(escaped("yield".to_owned()), "r#yield");
        assert_eq!(escaped("gen".to_owned()), "r#gen");
        assert_eq!(escaped("2fa".to_owned()), "n2fa");
        assert_eq!(escaped("user".to_owned()), "user");
    }

    /// The methods that a source declares after `start`, by the words before their names, without docs and hidden methods. A
    /// setter may have the name of a hidden one, because only generic code calls that.
    fn declared<'s>(source: &'s str, start: &str, word: &'s str) -> Vec<&'s str> {
        let (_, source) = source.split_once(start).unwrap();
        let (source, _) = source.split_once("\n}").unwrap();
        let lines: Vec<&str> = source.lines().map(str::trim_start).collect();
        let pairs = lines.windows(2).filter(|pair| pair[0] != "#[doc(hidden)]");
        let names = pairs.filter_map(|pair| pair[1].strip_prefix(word));
        names
            .map(|rest| rest.split(['(', '<']).next().unwrap_or_default())
            .collect()
    }

    #[test]
    fn methods_that_every_call_has_are_no_setters() {
        let of_macro = include_str!("../../../../runtime/src/macros/call.rs");
        let of_trait = include_str!("../../../../runtime/src/client/call.rs");
        let blocking = include_str!("../../../../runtime/src/client/blocking.rs");
        let methods = [
            declared(of_macro, "macro_rules! call {", "pub fn "),
            declared(of_trait, "pub trait Call: Sized", "fn "),
            declared(blocking, "pub trait Wait: IntoFuture {", "fn "),
        ];
        let methods = methods.concat();
        for name in ["send", "items", "pages", "with_timeout", "raw", "wait"] {
            assert!(methods.contains(&name), "{name}: {methods:?}");
        }
        for name in methods {
            assert!(is_call_method(name), "{name}");
        }
        assert!(is_call_method("into_future") && is_call_method("with_anything"));
        assert!(!is_call_method("status"));
    }

    #[test]
    fn methods_of_the_builder_are_no_setters_of_schemes() {
        let builder = include_str!("../../../../runtime/src/client/builder.rs");
        let methods = declared(
            builder,
            "impl<C: From<Client>> ClientBuilder<C> {",
            "pub fn ",
        );
        for name in methods.iter().chain(&["credentials_for", "clock"]) {
            assert!(is_builder_method(name), "{name}");
        }
        assert!(methods.contains(&"bearer") && !is_builder_method("petstore_auth"));
    }

    #[test]
    fn a_parameter_with_the_name_of_a_calls_method_has_another_setter() {
        let mut list = operation("GET", "/things");
        let names = [
            "send",
            "items",
            "pages",
            "raw",
            "wait",
            "download",
            "with_timeout",
            "request",
        ];
        list.parameters = names.map(|name| query(name, Type::string())).into();
        let api = Api {
            services: vec![Service::new("Things", origin())].into(),
            operations: vec![list],
            ..Api::default()
        };
        let names = crate::rust::name::names(&api);
        let setters: Vec<&str> = names
            .operation(OperationId::at(0))
            .inputs
            .iter()
            .map(|name| &**name)
            .collect();
        assert_eq!(setters.len(), 8);
        for setter in &setters[..7] {
            assert!(!is_call_method(setter), "{setters:?}");
        }
        assert_eq!(setters[7], "request");
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
