//! Types.

use crate::rust::emit::error::error;
use crate::rust::emit::item::item;
use crate::rust::plan::TypeRef;
use crate::rust::plan::model::{
    Constant, ErrorEnum, ErrorVariant, Field, FieldRole, Item, ItemKind, ShapeVariant, Status,
    Value,
};

use super::{lines, written};

fn declared(name: &str, read: bool, write: bool, kind: ItemKind) -> Item {
    Item {
        docs: vec!["A thing.".to_owned()],
        name: name.to_owned(),
        features: Vec::new(),
        read,
        write,
        kind,
    }
}

fn field(name: &str, key: &str, ty: TypeRef) -> Field {
    Field {
        docs: Vec::new(),
        name: name.to_owned(),
        key: key.to_owned(),
        ty,
        role: FieldRole::Plain,
    }
}

fn optional(ty: TypeRef) -> TypeRef {
    TypeRef::Option(Box::new(ty))
}

fn text(declared: &Item) -> String {
    written(|file| item(file, declared))
}

#[test]
fn a_record_is_a_plain_struct_with_a_table_of_its_fields() {
    let fields = vec![
        field("id", "id", optional(TypeRef::String)),
        field("r#type", "type", optional(TypeRef::I64)),
        field(
            "user_name",
            "user-name",
            TypeRef::Vec(Box::new(TypeRef::Shared("User".to_owned()))),
        ),
        field(
            "extra",
            "extra",
            TypeRef::Map(Box::new(TypeRef::Nullable(Box::new(TypeRef::Json)))),
        ),
    ];
    let expected = lines(
        r#"
        /// A thing.
        #[derive(Clone, Default, PartialEq)]
        #[non_exhaustive]
        pub struct Thing {
            pub id: Option<String>,
            pub r#type: Option<i64>,
            pub user_name: Vec<types::User>,
            pub extra: BTreeMap<String, Nullable<Json>>,
        }
        record!(read Thing(id, r#type("type"), user_name("user-name"), extra));
        "#,
    );
    assert_eq!(
        text(&declared("Thing", true, false, ItemKind::Record(fields))),
        expected
    );
}

#[test]
fn a_record_that_callers_fill_in_can_be_written_as_a_whole() {
    let record = |read, write| {
        text(&declared(
            "Thing",
            read,
            write,
            ItemKind::Record(Vec::new()),
        ))
    };
    let expected = lines(
        r"
        /// A thing.
        #[derive(Clone, Default, PartialEq)]
        pub struct Thing {}
        record!(write Thing());
        ",
    );
    assert_eq!(record(false, true), expected);
    let both = record(true, true);
    assert!(both.contains("record!(read write Thing());"), "{both}");
    assert!(!both.contains("non_exhaustive"), "{both}");
}

#[test]
fn a_type_of_several_features_has_the_condition_on_its_table_too() {
    let mut thing = declared("Thing", true, false, ItemKind::Record(Vec::new()));
    thing.features = vec!["chat".to_owned(), "users".to_owned()];
    let text = text(&thing);
    let condition = "#[cfg(any(feature = \"chat\", feature = \"users\"))]\n";
    assert_eq!(text.matches(condition).count(), 2, "{text}");
    assert!(text.contains(&format!("{condition}record!(")), "{text}");
}

#[test]
fn an_open_enum_has_a_table_of_its_values_and_a_variant_for_others() {
    let value = |name: &str, value: &str| Value {
        docs: vec![format!("`{value}`")],
        name: name.to_owned(),
        value: value.to_owned(),
    };
    let values = vec![value("Active", "active"), value("Quoted", "\"a\\b\"\n")];
    let expected = lines(
        r#"
        /// A thing.
        #[derive(Debug, Clone, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum Status {
            /// `active`
            Active,
            /// `"a\b" `
            Quoted,
            /// A value that the documentation does not name.
            Unknown(String),
        }
        open_enum!(text Status(Active("active"), Quoted("\"a\\b\"\n")));
        "#,
    );
    let kind = |numeric| ItemKind::Enum {
        values: values.clone(),
        numeric,
    };
    assert_eq!(text(&declared("Status", true, true, kind(false))), expected);
    let numeric = text(&declared("Status", true, true, kind(true)));
    assert!(numeric.contains("open_enum!(number Status("), "{numeric}");
}

#[test]
fn a_union_has_a_table_of_its_variants_with_the_values_of_the_tag() {
    let shape = |name: &str, ty| ShapeVariant {
        docs: Vec::new(),
        name: name.to_owned(),
        value: name.to_lowercase(),
        tags: vec![name.to_lowercase()],
        listed: Vec::new(),
        ty,
    };
    let shapes = vec![
        shape("Round", TypeRef::Local("Round".to_owned())),
        shape(
            "Square",
            TypeRef::Box(Box::new(TypeRef::Local("Square".to_owned()))),
        ),
    ];
    let union = |tag: Option<&str>| {
        let (tag, shapes) = (tag.map(str::to_owned), shapes.clone());
        text(&declared(
            "Shape",
            true,
            false,
            ItemKind::Union {
                tag,
                default: None,
                shapes,
            },
        ))
    };
    let expected = lines(
        r#"
        /// A thing.
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum Shape {
            Round(Round),
            Square(Box<Square>),
            /// A value that fits none of the types.
            Unknown(Json),
        }
        union!(tag "kind" Shape(Round("round"), Square("square")));
        "#,
    );
    assert_eq!(union(Some("kind")), expected);
    let untagged = union(None);
    assert!(
        untagged.contains("union!(untagged Shape(Round, Square));"),
        "{untagged}"
    );
}

#[test]
fn a_table_of_variants_has_several_tags_a_default_and_listed_keys() {
    let shape = |tags: &[&str], listed: &[(&str, Option<&str>)]| ShapeVariant {
        docs: Vec::new(),
        name: "Round".to_owned(),
        value: "round".to_owned(),
        tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
        listed: listed
            .iter()
            .map(|(key, value)| ((*key).to_owned(), value.map(str::to_owned)))
            .collect(),
        ty: TypeRef::Local("Round".to_owned()),
    };
    let union = |tag: Option<&str>, default: Option<&str>, shape: ShapeVariant| {
        let kind = ItemKind::Union {
            tag: tag.map(str::to_owned),
            default: default.map(str::to_owned),
            shapes: vec![shape],
        };
        text(&declared("Shape", true, true, kind))
    };
    let tagged = union(Some("kind"), Some("Round"), shape(&["a", "b"], &[]));
    let expected = r#"union!(tag "kind" Shape(Round("a" | "b"), ..Round));"#;
    assert!(tagged.contains(expected), "{tagged}");
    let untagged = union(None, None, shape(&[], &[("r", None), ("kind", Some("x"))]));
    let expected = r#"union!(untagged Shape(Round["r", "kind" = "x"]));"#;
    assert!(untagged.contains(expected), "{untagged}");
}

#[test]
fn a_table_of_fields_has_constants_fields_that_are_only_read_and_the_rest() {
    let with = |role, field| Field { role, ..field };
    let text_of = |text: &str| Constant::Text(text.to_owned());
    let fields = vec![
        with(
            FieldRole::Read,
            field("id", "_id", optional(TypeRef::String)),
        ),
        with(
            FieldRole::Constant(text_of("x")),
            field("kind", "kind", optional(TypeRef::String)),
        ),
        with(
            FieldRole::Constant(Constant::Integer(1)),
            field("n", "n", optional(TypeRef::I64)),
        ),
        with(
            FieldRole::Rest,
            field("extra", "", TypeRef::Map(Box::new(TypeRef::Json))),
        ),
    ];
    let text = text(&declared("Thing", true, true, ItemKind::Record(fields)));
    let expected = r#"record!(read write Thing(id("_id") : read, kind = "x", n = 1i64, ..extra));"#;
    assert!(text.contains(expected), "{text}");
}

#[test]
fn an_identifier_is_a_newtype_of_its_text() {
    let expected = lines(
        r"
        /// A thing.
        #[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct UserId(String);
        identifier!(UserId);
        ",
    );
    assert_eq!(
        text(&declared("UserId", true, true, ItemKind::Identifier)),
        expected
    );
}

#[test]
fn an_error_enum_has_a_table_of_statuses_and_codes() {
    let variant = |name: &str, status, code: Option<&str>| ErrorVariant {
        docs: vec![format!("{status}")],
        name: name.to_owned(),
        status,
        code: code.map(str::to_owned),
        body: None,
    };
    let errors = ErrorEnum {
        docs: vec!["The errors of a rename.".to_owned()],
        name: "RenameError".to_owned(),
        variants: vec![
            variant("NameTaken", Status::Code(400), Some("300")),
            variant("NotFound", Status::Code(404), None),
        ],
        other_docs: vec!["Any other error response.".to_owned()],
        other_body: None,
    };
    let expected = lines(
        r#"
        /// The errors of a rename.
        #[non_exhaustive]
        pub enum RenameError {
            /// 400
            NameTaken(ErrorResponse),
            /// 404
            NotFound(ErrorResponse),
            /// Any other error response.
            Other(ErrorResponse),
        }
        api_error!(cases RenameError(NameTaken(400, "300"), NotFound(404)));
        "#,
    );
    assert_eq!(written(|file| error(file, &errors)), expected);
    let none = ErrorEnum {
        variants: Vec::new(),
        ..errors.clone()
    };
    let text = written(|file| error(file, &none));
    assert!(text.contains("api_error!(cases RenameError());"), "{text}");
    let body = |variant: ErrorVariant| ErrorVariant {
        body: Some(TypeRef::Local("Problem".to_owned())),
        ..variant
    };
    let typed = ErrorEnum {
        variants: vec![
            body(variant("ClientError", Status::Range(4), None)),
            body(variant("NameTaken", Status::Default, Some("300"))),
        ],
        other_body: Some(TypeRef::Json),
        ..errors
    };
    let expected = lines(
        r#"
        /// The errors of a rename.
        #[non_exhaustive]
        pub enum RenameError {
            /// 4XX
            ClientError(TypedErrorResponse<Problem>),
            /// default
            NameTaken(TypedErrorResponse<Problem>),
            /// Any other error response.
            Other(TypedErrorResponse<Json>),
        }
        api_error!(
            cases RenameError(ClientError(400 to 499) as Problem, NameTaken(100 to 599, "300") as
            Problem); other as Json
        );
        "#,
    );
    assert_eq!(written(|file| error(file, &typed)), expected);
}
