//! Blank lines, widths, files, and what is refused.

use quote::quote;

use crate::make::plan;
use crate::model::api::testing::{operation, origin};
use crate::model::api::{Api, Service};
use crate::rust::emit::files;
use crate::rust::emit::tokens::ident;
use crate::rust::plan::model::{Crate, Item, ItemKind, Value};
use crate::rust::plan::{Options, TypeRef};

use super::calls::plain;
use super::{lines, written};

/// The plan of a crate with one module and one operation.
fn crate_() -> Crate {
    let api = Api {
        services: vec![Service::new("Orders", origin())].into(),
        operations: vec![operation("GET", "/orders")],
        ..Api::default()
    };
    plan(&api, &Options::default()).0
}

fn value(name: String) -> Value {
    Value {
        docs: Vec::new(),
        value: name.clone(),
        name,
    }
}

#[test]
fn a_blank_line_is_between_items_and_between_methods_and_nowhere_else() {
    let written = written(|file| {
        file.item(quote! {
            impl Thing {
                fn first() {
                    if true {
                        call();
                    }
                }
                fn second() {
                    2
                }
                fn third(&self) -> i64 {
                    3
                }
            }
        });
        file.next(quote!(table!(Thing());));
        file.item(quote!(
            struct Other;
        ));
    });
    let expected = lines(
        r"
        impl Thing {
            fn first() {
                if true {
                    call();
                }
            }

            fn second() {
                2
            }

            fn third(&self) -> i64 {
                3
            }
        }
        table!(Thing());

        struct Other;
        ",
    );
    assert_eq!(written, expected);
}

#[test]
fn names_of_a_use_declaration_fill_lines_as_rustfmt_fills_them() {
    let names: Vec<_> = (0..40)
        .map(|n| ident(&format!("Name{}", "x".repeat(n % 13))))
        .collect();
    let text = written(|file| file.item(quote!(pub use models::{#(#names),*, Last as Final};)));
    let (first, inner) = text.split_once('\n').unwrap();
    assert_eq!(first, "pub use models::{");
    let inner: Vec<&str> = inner.lines().collect();
    let (end, inner) = inner.split_last().unwrap();
    assert_eq!(*end, "};");
    assert!(inner.last().unwrap().ends_with("Last as Final,"), "{text}");
    for pair in inner.windows(2) {
        let (line, next) = (pair[0], pair[1].trim_start());
        let (word, _) = next.split_once(',').unwrap();
        assert!(
            line.len() <= 88 && line.len() + word.len() + 2 > 88,
            "{text}"
        );
    }
    let short = written(|file| {
        file.item(quote!(
            use a::{B, C};
        ))
    });
    assert_eq!(short, "use a::{B, C};\n");
}

#[test]
fn a_long_table_is_filled_and_not_one_row_a_line() {
    let rows = (0..60).map(|n| ident(&format!("field_{n}")));
    let text = written(|file| file.item(quote!(record!(read Thing(#(#rows),*));)));
    assert!(text.lines().all(|line| line.len() <= 89), "{text}");
    assert!(text.lines().count() < 12, "{text}");
}

#[test]
fn what_is_no_identifier_is_an_error_and_no_file() {
    for name in [
        "", "a b", "1a", "a-b", "r#", "r#a b", "_", "fn", "a;b", "日 本", "\"", "r#1",
    ] {
        let mut crate_ = crate_();
        crate_.modules[0].methods[0].call = name.to_owned();
        let (path, _) = files(crate_).unwrap_err();
        assert_eq!(path, "src/orders.rs", "{name}");
    }
    for name in ["a", "_a", "r#fn", "日本", "Ж1"] {
        assert!(!ident(name).to_string().contains("# "), "{name}");
        assert_ne!(ident(name).to_string(), "#", "{name}");
    }
}

#[test]
fn a_long_module_is_a_folder_whose_types_are_in_a_file_of_their_own() {
    let mut whole = crate_();
    let thing = |name: &str, values: usize| Item {
        docs: Vec::new(),
        name: name.to_owned(),
        features: Vec::new(),
        read: true,
        write: true,
        kind: ItemKind::Enum {
            values: (0..values).map(|n| value(format!("V{n}"))).collect(),
            numeric: false,
        },
    };
    whole.modules[0].items = vec![thing("Zebra", 3000), thing("Apple", 1500)];
    let files = files(whole).unwrap();
    let find = |path: &str| {
        let found = files.iter().find(|(found, _)| found == path);
        found
            .map(|(_, text)| text.as_str())
            .unwrap_or_else(|| panic!("no {path}"))
    };
    let (calls, types) = (find("src/orders/mod.rs"), find("src/orders/models.rs"));
    assert!(calls.contains("\nmod models;\n"), "{calls}");
    assert!(
        calls.contains("\npub use models::{Apple, Zebra};\n"),
        "{calls}"
    );
    assert!(!calls.contains("pub enum Apple"), "{calls}");
    assert!(types.contains("pub enum Apple") && types.contains("\n    text Zebra("));
    assert!(types.contains("//! Types of [`Orders`](super::Orders)."));
    for (path, text) in &files {
        syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}"));
        assert!(
            text.starts_with("// @generated by posthaste; do not edit.\n"),
            "{path}"
        );
        assert!(
            !text.contains("\n\n\n") && !text.ends_with("\n\n"),
            "{path}"
        );
    }
}

#[test]
fn a_module_imports_what_its_code_names() {
    let mut whole = crate_();
    whole.modules[0].methods = vec![plain("do_it")];
    let text = files(whole).unwrap().pop().unwrap().1;
    let head =
        "use posthaste_runtime::{Client, ErrorResponse, Request, api_error, call, operation};\n";
    assert!(text.contains(head), "{text}");
    let mut whole = crate_();
    whole.modules[0].items = vec![Item {
        docs: Vec::new(),
        name: "Thing".to_owned(),
        features: Vec::new(),
        read: true,
        write: false,
        kind: ItemKind::Record(vec![crate::rust::plan::model::Field {
            docs: Vec::new(),
            name: "map".to_owned(),
            key: "map".to_owned(),
            ty: TypeRef::Map(Box::new(TypeRef::Shared("User".to_owned()))),
            role: crate::rust::plan::model::FieldRole::Plain,
        }]),
    }];
    let text = files(whole).unwrap().pop().unwrap().1;
    for declaration in [
        "use crate::types;\n",
        "record,",
        "use std::collections::BTreeMap;\n",
    ] {
        assert!(text.contains(declaration), "{declaration}: {text}");
    }
}

#[test]
fn long_lines_are_broken_where_rustfmt_breaks_them() {
    let written = written(|file| {
        file.item(quote! {
            #[cfg(any(feature = "first-of-the-groups", feature = "second-of-the-groups", feature = "third"))]
            pub struct Thing {
                pub a_name_of_a_field_that_is_rather_long_already: Option<types::ATypeWithALongNameOfItsOwn>,
            }
        });
        file.item(quote! {
            impl Thing {
                pub fn include_deleted_and_edited_messages(mut self, include_deleted_and_edited_messages: &str) -> Self {
                    self.0.query("include_deleted_and_edited_messages", &include_deleted_and_edited_messages);
                    self
                }
                pub fn list(&self) -> List {
                    let mut request = self.client.request(&LIST_PUBLIC_EVENTS_FOR_NETWORK_OF_REPOSITORIES);
                    List(request)
                }
            }
        });
    });
    let expected = lines(
        r#"
        #[cfg(any(
            feature = "first-of-the-groups",
            feature = "second-of-the-groups",
            feature = "third"
        ))]
        pub struct Thing {
            pub a_name_of_a_field_that_is_rather_long_already:
                Option<types::ATypeWithALongNameOfItsOwn>,
        }

        impl Thing {
            pub fn include_deleted_and_edited_messages(
                mut self,
                include_deleted_and_edited_messages: &str,
            ) -> Self {
                self.0.query(
                    "include_deleted_and_edited_messages",
                    &include_deleted_and_edited_messages,
                );
                self
            }

            pub fn list(&self) -> List {
                let mut request =
                    self.client.request(&LIST_PUBLIC_EVENTS_FOR_NETWORK_OF_REPOSITORIES);
                List(request)
            }
        }
        "#,
    );
    assert_eq!(written, expected);
}
