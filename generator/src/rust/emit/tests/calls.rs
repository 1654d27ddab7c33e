//! Methods, the types of their calls, and the constants of their operations.

use crate::rust::emit::call::{call, method};
use crate::rust::emit::operation::operation;
use crate::rust::plan::TypeRef;
use crate::rust::plan::model::{
    Answer, AnswerEnum, AnswerReader, AnswerVariant, Argument, ErrorEnum, Example, ListStyle,
    Method, Operand, PageStyle, Pagination, Row, SchemeUse, Setter, Status, Step, StepKind,
};

use super::{lines, written};

pub(super) fn row() -> Row {
    Row {
        method: "PUT".to_owned(),
        path: "/things/{id}".to_owned(),
        name: String::new(),
        secured: Vec::new(),
        success: Vec::new(),
        server: 0,
        headers: Vec::new(),
        query: Vec::new(),
        strict_query: false,
        scopes: Vec::new(),
        granular_scopes: Vec::new(),
        prerequisites: Vec::new(),
        deprecated: false,
        rate_label: None,
        idempotent: None,
        paging: None,
    }
}

/// A way to authenticate that needs these schemes.
fn needed(schemes: &[usize]) -> Vec<SchemeUse> {
    let schemes = schemes.iter();
    let uses = schemes.map(|scheme| SchemeUse {
        scheme: *scheme,
        scopes: Vec::new(),
    });
    uses.collect()
}

pub(super) fn plain(name: &str) -> Method {
    Method {
        docs: vec!["Does it.".to_owned()],
        name: name.to_owned(),
        deprecated: false,
        arguments: Vec::new(),
        params: None,
        constant: "DO_IT".to_owned(),
        row: row(),
        steps: Vec::new(),
        call: "DoIt".to_owned(),
        setters: Vec::new(),
        answer: Answer::Empty,
        readers: Vec::new(),
        assumed: false,
        item: None,
        error: ErrorEnum {
            docs: Vec::new(),
            name: "DoItError".to_owned(),
            variants: Vec::new(),
            other_docs: Vec::new(),
            other_body: None,
        },
        example: Example::default(),
    }
}

fn argument(name: &str, ty: TypeRef) -> Argument {
    Argument {
        docs: vec![format!("Its {name}.")],
        name: name.to_owned(),
        ty,
    }
}

fn reference(ty: TypeRef) -> TypeRef {
    TypeRef::Reference(Box::new(ty))
}

fn step(kind: StepKind, operands: Vec<Operand>) -> Step {
    Step { kind, operands }
}

/// A method that sets a parameter of the path and a query parameter.
fn with_arguments(id: &str) -> Method {
    let named = |name: &str| Operand::Text(name.to_owned());
    Method {
        arguments: vec![
            argument(id, reference(TypeRef::Str)),
            argument("r#type", TypeRef::I64),
        ],
        steps: vec![
            step(
                StepKind::Path,
                vec![named("id"), Operand::Reference(id.to_owned())],
            ),
            step(
                StepKind::Query,
                vec![named("type"), Operand::Reference("r#type".to_owned())],
            ),
        ],
        ..plain("do_it")
    }
}

fn method_text(planned: &Method) -> String {
    let body = method(planned);
    written(|file| file.item(quote::quote!(impl Things { #body })))
}

fn call_text(planned: &Method) -> String {
    written(|file| call(file, planned, "Things"))
}

#[test]
fn a_method_fills_a_request_and_returns_the_call() {
    let expected = lines(
        r#"
        impl Things {
            /// Does it.
            pub fn do_it(&self, id: &str, r#type: i64) -> DoIt {
                let mut request = self.client.request(&DO_IT);
                request.path("id", &id);
                request.query("type", &r#type);
                DoIt(request)
            }
        }
        "#,
    );
    assert_eq!(method_text(&with_arguments("id")), expected);
    let mut plain = plain("r#match");
    plain.deprecated = true;
    let expected = lines(
        r"
        impl Things {
            /// Does it.
            #[deprecated]
            pub fn r#match(&self) -> DoIt {
                DoIt(self.client.request(&DO_IT))
            }
        }
        ",
    );
    assert_eq!(method_text(&plain), expected);
}

#[test]
fn the_local_variable_of_the_request_hides_no_argument() {
    let text = method_text(&with_arguments("request"));
    assert!(
        text.contains("let mut call = self.client.request(&DO_IT);"),
        "{text}"
    );
    assert!(text.contains("call.path(\"id\", &request);"), "{text}");
}

#[test]
fn many_arguments_are_a_struct_that_borrows_where_they_do() {
    let mut many = with_arguments("id");
    many.params = Some("DoItParams".to_owned());
    many.steps = vec![step(
        StepKind::Path,
        vec![
            Operand::Text("id".to_owned()),
            Operand::Reference("params.id".to_owned()),
        ],
    )];
    let expected = lines(
        r#"
        impl Things {
            /// Does it.
            pub fn do_it(&self, params: DoItParams<'_>) -> DoIt {
                let mut request = self.client.request(&DO_IT);
                request.path("id", &params.id);
                DoIt(request)
            }
        }
        "#,
    );
    assert_eq!(method_text(&many), expected);
    let expected = lines(
        r"
        /// The arguments of [`Things::do_it`].
        #[derive(Debug, Clone)]
        pub struct DoItParams<'a> {
            /// Its id.
            pub id: &'a str,
            /// Its r#type.
            pub r#type: i64,
        }
        ",
    );
    let text = call_text(&many);
    assert!(text.starts_with(&expected), "{text}");
    many.arguments.remove(0);
    let text = call_text(&many);
    assert!(text.contains("pub struct DoItParams {"), "{text}");
    let text = method_text(&many);
    assert!(text.contains("params: DoItParams)"), "{text}");
}

#[test]
fn a_call_is_a_type_of_its_own_with_its_setters() {
    let mut planned = plain("do_it");
    let named = |name: &str| Operand::Text(name.to_owned());
    let setter = |name: &str, ty, deprecated, step| Setter {
        docs: vec![format!("Sets {name}.")],
        name: name.to_owned(),
        deprecated,
        ty,
        step,
    };
    let strings = reference(TypeRef::Slice(Box::new(reference(TypeRef::Str))));
    planned.setters = vec![
        setter(
            "tags",
            Some(strings),
            false,
            step(
                StepKind::QueryList,
                vec![
                    named("tags"),
                    Operand::Value("tags".to_owned()),
                    Operand::Style(ListStyle::Comma),
                ],
            ),
        ),
        setter(
            "all",
            None,
            true,
            step(StepKind::QueryFlag, vec![named("all")]),
        ),
    ];
    let expected = lines(
        r#"
        /// A call of [`Things::do_it`].
        #[must_use = "a call does nothing until it is awaited"]
        pub struct DoIt(Request);
        call!(nothing DoIt(DoItError));

        impl DoIt {
            /// Sets tags.
            pub fn tags(mut self, tags: &[&str]) -> Self {
                self.0.query_list("tags", tags, ListStyle::Comma);
                self
            }

            /// Sets all.
            #[deprecated]
            pub fn all(mut self) -> Self {
                self.0.query_flag("all");
                self
            }
        }
        "#,
    );
    assert_eq!(call_text(&planned), expected);
}

#[test]
fn the_table_of_a_call_says_how_its_answer_is_read() {
    let answer = || TypeRef::Local("Thing".to_owned());
    let list = TypeRef::Vec(Box::new(answer()));
    for (answered, item, table) in [
        (Answer::Empty, None, "call!(nothing DoIt(DoItError));"),
        (Answer::Text, None, "call!(text DoIt(DoItError));"),
        (Answer::Bytes, None, "call!(bytes DoIt(DoItError));"),
        (
            Answer::Json(answer()),
            None,
            "call!(json DoIt(Thing, DoItError));",
        ),
        (
            Answer::Optional(answer()),
            None,
            "call!(json DoIt(Option<Thing>, DoItError));",
        ),
        (
            Answer::Json(list.clone()),
            Some(answer()),
            "call!(list DoIt(Vec<Thing>, DoItError, Thing));",
        ),
    ] {
        let text = call_text(&Method {
            answer: answered,
            item,
            ..plain("do_it")
        });
        assert!(
            text.contains(&format!("pub struct DoIt(Request);\n{table}\n")),
            "{text}"
        );
    }
}

#[test]
fn the_table_of_an_operation_has_what_is_documented() {
    let text = |row: &Row| written(|file| file.item(operation("DO_IT", row)));
    assert_eq!(
        text(&row()),
        "operation!(static DO_IT(\"PUT\", \"/things/{id}\"));\n"
    );
    let full = Row {
        name: "Do \"it\"".to_owned(),
        secured: vec![needed(&[1])],
        success: vec![200, 204],
        server: 2,
        headers: vec![("Accept".to_owned(), "text/csv".to_owned())],
        query: vec![("version".to_owned(), "2".to_owned())],
        scopes: vec!["a:b".to_owned()],
        granular_scopes: vec!["c".to_owned()],
        prerequisites: vec!["An owner.".to_owned()],
        deprecated: true,
        rate_label: Some("Light".to_owned()),
        idempotent: Some(false),
        paging: Some(Pagination {
            style: PageStyle::Token {
                parameter: "next".to_owned(),
                field: vec!["meta".to_owned(), "next".to_owned()],
            },
            items: vec!["things".to_owned()],
            in_body: false,
            size: None,
            pages: None,
            total: None,
        }),
        ..row()
    };
    let text = text(&full);
    for setter in [
        r#"name("Do \"it\"")"#,
        "secured(1)",
        "success(200, 204)",
        "server(2)",
        r#"headers(("Accept", "text/csv"))"#,
        r#"query(("version", "2"))"#,
        r#"scopes("a:b")"#,
        r#"granular_scopes("c")"#,
        r#"prerequisites("An owner.")"#,
        "deprecated, ",
        r#"rate_label("Light")"#,
        "idempotent(false)",
        r#"paged(Paging::token("next", "meta/next").items("things"))"#,
    ] {
        let one_line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let one_line = one_line.replace(" .items", ".items");
        assert!(one_line.contains(setter), "{setter}: {text}");
    }
    let many = Row {
        secured: vec![needed(&[16])],
        ..row()
    };
    let text = written(|file| file.item(operation("X", &many)));
    assert!(text.contains("secured_by([16])"), "{text}");
}

#[test]
fn a_call_reads_other_media_types_by_methods_of_their_own() {
    let reader = |name: &str, media_type: &str, answer| AnswerReader {
        docs: Vec::new(),
        name: name.to_owned(),
        media_type: media_type.to_owned(),
        answer,
    };
    let method = Method {
        readers: vec![
            reader("read_csv", "text/csv", Some(Answer::Text)),
            reader(
                "read_full",
                "application/x.full+json",
                Some(Answer::Json(TypeRef::Json)),
            ),
            reader("read_png", "image/png", Some(Answer::Bytes)),
            reader("read_event_stream", "text/event-stream", None),
        ],
        ..plain("do_it")
    };
    let expected = lines(
        r#"
        impl DoIt {
            pub fn read_csv(self) -> Sending<String, DoItError> {
                self.0.accept_text("text/csv")
            }

            pub fn read_full(self) -> Sending<Json, DoItError> {
                self.0.accept_json("application/x.full+json")
            }

            pub fn read_png(self) -> Sending<posthaste_runtime::bytes::Bytes, DoItError> {
                self.0.accept_bytes("image/png")
            }

            pub fn read_event_stream(self) -> Downloading<DoItError> {
                self.0.accept_stream("text/event-stream")
            }
        }
        "#,
    );
    let text = written(|file| call(file, &method, "Things"));
    assert!(text.contains(&expected), "{text}");
}

#[test]
fn several_answers_are_an_enum_with_a_table_of_statuses() {
    let variant = |name: &str, statuses: &[Status], answer| AnswerVariant {
        docs: vec![format!("{}.", statuses[0])],
        name: name.to_owned(),
        statuses: statuses.to_vec(),
        answer,
    };
    let job = TypeRef::Vec(Box::new(TypeRef::Local("Job".to_owned())));
    let method = Method {
        answer: Answer::Choice(AnswerEnum {
            docs: vec!["The answers.".to_owned()],
            name: "DoItAnswer".to_owned(),
            variants: vec![
                variant(
                    "Ok",
                    &[Status::Code(200), Status::Code(201)],
                    Answer::Json(job),
                ),
                variant("NoContent", &[Status::Code(204)], Answer::Empty),
                variant("Success", &[Status::Range(2)], Answer::Text),
            ],
        }),
        ..plain("do_it")
    };
    let expected = lines(
        r#"
        call!(answers DoIt(DoItAnswer, DoItError));

        /// The answers.
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum DoItAnswer {
            /// 200.
            Ok(Vec<Job>),
            /// 204.
            NoContent,
            /// 2XX.
            Success(String),
        }
        answers!(
            read DoItAnswer(Ok(200) as json Vec<Job>, Ok(201) as json Vec<Job>,
            NoContent(204) as nothing, Success(200 to 299) as text)
        );
        "#,
    );
    let text = written(|file| call(file, &method, "Things"));
    assert!(text.contains(&expected), "{text}");
}
