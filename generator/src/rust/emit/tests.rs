//! How code is laid out, and that it is as the formatter for syntax trees lays it out.

use proptest::prelude::*;

use super::page::{Kind, Page};

/// A page without the lines that every file starts with.
fn shown(write: impl FnOnce(&mut Page)) -> String {
    let mut page = Page::new();
    let start = page.len();
    write(&mut page);
    page.done().unwrap().split_off(start)
}

/// A line of code, ended in one way or another.
fn line(write: impl FnOnce(&mut Page), end: impl FnOnce(&mut Page)) -> String {
    shown(|page| {
        page.begin();
        write(page);
        end(page);
    })
}

#[test]
fn items_are_set_apart_and_neighbours_are_not() {
    let text = shown(|page| {
        page.inner_docs(&["Users."]);
        for kind in [
            Kind::Use,
            Kind::Use,
            Kind::Type,
            Kind::Table,
            Kind::Row,
            Kind::Row,
        ] {
            page.item(kind);
            page.line("x");
        }
    });
    assert_eq!(text, "//! Users.\n\nx\nx\n\nx\nx\n\nx\nx\n");
}

#[test]
fn lines_of_documentation_stand_alone_without_spaces_at_their_ends() {
    let docs = [
        "See http://a.test, ",
        "",
        "  b",
        " ",
        "one\nfn two() {}\rthree",
    ];
    let text = shown(|page| page.inside(|page| page.docs(&docs)));
    let expected = "    /// See http://a.test,\n    ///\n    ///   b\n    ///\n    \
        /// one fn two() {} three\n";
    assert_eq!(text, expected);
}

#[test]
fn a_sentence_that_is_too_long_takes_two_lines() {
    let sentence = |text: &str| shown(|page| page.inside(|page| page.sentence(text)));
    let (fits, more) = (format!("a {}", "b".repeat(90)), "b".repeat(91));
    assert_eq!(sentence(&fits), format!("    /// {fits}\n"));
    assert_eq!(
        sentence(&format!("a {more}")),
        format!("    /// a\n    /// {more}\n")
    );
}

#[test]
fn an_invalid_identifier_is_an_error() {
    let mut page = Page::new();
    page.name("right");
    page.name("not right");
    page.name("1");
    assert_eq!(
        page.done(),
        Err("`not right` is not an identifier".to_owned())
    );
}

fn row(links: &[(&str, &str)]) -> String {
    let write = |page: &mut Page| {
        page.put("static A: Operation = Operation::new(\"GET\", \"/a\")");
        for (name, value) in links {
            page.link();
            page.put(name);
            page.put("(");
            page.text(value);
            page.put(")");
        }
        page.put(";");
    };
    line(write, Page::end_row)
}

#[test]
fn rows_fill_their_lines() {
    let short = row(&[("name", "A"), ("label", "a")]);
    assert_eq!(
        short,
        "static A: Operation = Operation::new(\"GET\", \"/a\").name(\"A\").label(\"a\");\n"
    );
    let name = "n".repeat(35);
    let fits = row(&[("name", &name), ("b", "")]);
    assert_eq!((fits.lines().count(), fits.len()), (1, 101));
    let long = row(&[("name", &(name + "n")), ("b", ""), ("c", "d")]);
    let second = long.lines().nth(1);
    assert_eq!(
        (long.lines().count(), second),
        (2, Some("    .b(\"\").c(\"d\");"))
    );
}

/// A function's head with arguments of these types and a call as its result, a step in.
fn head(types: &[&str], answer: &str) -> String {
    shown(|page| {
        page.inside(|page| {
            page.begin();
            page.put("pub fn method(");
            page.open();
            page.put("&self");
            for ty in types {
                page.comma();
                page.put("one: ");
                page.put(ty);
            }
            page.close();
            page.put(") -> Call<");
            page.group(["'c", answer], |page, part| page.put(part));
            page.put("> {");
            page.end_signature();
        });
    })
}

#[test]
fn arguments_fill_the_lines_between_the_parentheses() {
    assert_eq!(
        head(&["&str"], "()"),
        "    pub fn method(&self, one: &str) -> Call<'c, ()> {\n"
    );
    let long = "A".repeat(79);
    assert_eq!(
        head(&["&str", "B"], &long),
        format!(
            "    pub fn method(\n        &self, one: &str, one: B,\n    ) -> Call<'c, {long}> {{\n"
        )
    );
    let two = ["B".repeat(40), "C".repeat(40)];
    let two = [two[0].as_str(), two[1].as_str()];
    let expected = format!(
        "    pub fn method(\n        &self, one: {},\n        one: {},\n    ) -> Call<'c, ()> {{\n",
        two[0], two[1]
    );
    assert_eq!(head(&two, "()"), expected);
}

#[test]
fn rows_of_a_declaration_go_on_in_the_next_line_where_they_are_too_long() {
    let (long, longer) = ("T".repeat(86), "T".repeat(87));
    let row = |ty: &str, sign: &str| {
        shown(|page| {
            page.inside(|page| {
                page.begin();
                page.put(ty);
                page.put(sign);
                page.put("\"key\"");
                match sign {
                    " as " => page.end_field(),
                    _ => page.end_arrow(),
                }
            });
        })
    };
    for sign in [" as ", " => "] {
        assert_eq!(row(&long, sign), format!("    {long}{sign}\"key\",\n"));
        assert_eq!(
            row(&longer, sign),
            format!("    {longer}\n        {}\"key\",\n", sign.trim_start())
        );
    }
}

#[test]
fn a_head_that_is_too_long_has_its_brace_below() {
    let block = |name: &str, rows: &[&str]| {
        shown(|page| {
            page.begin();
            page.put(name);
            page.put(" = Call<A>");
            page.block(rows, |page, row| page.line(row));
        })
    };
    assert_eq!(block("a", &[]), "a = Call<A> {}\n");
    assert_eq!(block("a", &["b,"]), "a = Call<A> {\n    b,\n}\n");
    let name = "n".repeat(90);
    assert_eq!(
        block(&name, &["b,"]),
        format!("{name}\n    = Call<A>\n{{\n    b,\n}}\n")
    );
}

#[test]
fn features_of_a_gate_fill_their_lines() {
    let gate = |count: usize| {
        let features: Vec<String> = (0..count).map(|one| format!("a-feature-{one}")).collect();
        shown(|page| page.gate(&features))
    };
    assert_eq!(gate(0), "");
    assert_eq!(gate(1), "#[cfg(feature = \"a-feature-0\")]\n");
    let text = gate(5);
    assert!(
        text.starts_with("#[cfg(any(\n    feature = \"a-feature-0\", feature"),
        "{text}"
    );
    assert!(
        text.ends_with("feature = \"a-feature-4\",\n))]\n"),
        "{text}"
    );
    assert!(text.lines().all(|line| line.len() <= 100), "{text}");
}

#[test]
fn tables_fill_their_lines_between_the_braces() {
    let table = |names: &[&str]| {
        let write = |page: &mut Page| {
            page.put("record!(SomeVeryLongNameOfARecordThatIsRead: read");
            page.rows(names, |page, name| page.name(name));
            page.put(");");
        };
        line(write, Page::end_table)
    };
    assert_eq!(
        table(&[]),
        "record!(SomeVeryLongNameOfARecordThatIsRead: read {});\n"
    );
    assert_eq!(
        table(&["a", "b"]),
        "record!(SomeVeryLongNameOfARecordThatIsRead: read { a, b });\n"
    );
    let long = "a_long_name_for_a_field_of_a_record";
    let expected = format!(
        "record!(SomeVeryLongNameOfARecordThatIsRead: read {{\n    {long}, {long},\n    {long},\n}});\n"
    );
    assert_eq!(table(&[long; 3]), expected);
}

/// Something that may be too long for a line.
#[derive(Debug, Clone)]
enum Piece {
    Name(usize),
    Call(usize, Vec<Piece>),
    Slice(Vec<Piece>),
    Chain(usize, Vec<(usize, Vec<Piece>)>),
    Struct(usize, Vec<(usize, usize)>),
}

fn name(length: usize) -> String {
    format!("N{}", "n".repeat(length))
}

fn put(page: &mut Page, piece: &Piece) {
    match piece {
        Piece::Name(length) => page.name(&name(*length)),
        Piece::Call(length, parts) => {
            page.name(&name(*length));
            page.put("(");
            page.group(parts, put);
            page.put(")");
        }
        Piece::Slice(parts) => page.slice(parts, put),
        Piece::Chain(length, links) => {
            page.chain();
            page.name(&name(*length));
            for (length, parts) in links {
                page.link();
                page.name(&name(*length));
                page.put("(");
                page.group(parts, put);
                page.put(")");
            }
            page.unchain();
        }
        Piece::Struct(length, fields) => {
            page.literal(&name(*length), fields, |page, (name_, value)| {
                page.name(&name(*name_));
                page.put(": \"");
                page.put(&name(*value));
                page.put("\"");
            })
        }
    }
}

fn piece() -> impl Strategy<Value = Piece> {
    let name = (0_usize..20).prop_map(Piece::Name);
    let fields = prop::collection::vec((0_usize..12, 0_usize..12), 0..3);
    let of = (0_usize..12, fields).prop_map(|(name, fields)| Piece::Struct(name, fields));
    prop_oneof![name, of].prop_recursive(4, 24, 4, |inner| {
        let parts = || prop::collection::vec(inner.clone(), 0..4);
        // A list in its own braces alone between the parentheses is another matter, which nothing needs.
        let calls = parts().prop_filter("blocks", |parts| {
            !matches!(parts.as_slice(), [Piece::Struct(..)])
        });
        let links = prop::collection::vec((0_usize..12, calls.clone()), 1..4);
        prop_oneof![
            (0_usize..20, calls).prop_map(|(name, parts)| Piece::Call(name, parts)),
            parts().prop_map(Piece::Slice),
            (0_usize..20, links).prop_map(|(name, links)| Piece::Chain(name, links)),
        ]
    })
}

proptest! {
    #[test]
    fn expressions_break_as_the_formatter_breaks_them(piece in piece(), depth in 0_usize..4) {
        let text = shown(|page| function(page, &piece, depth));
        let file = syn::parse_file(&text).unwrap();
        prop_assert_eq!(&text, &prettyplease::unparse(&file), "{}", text);
    }
}

/// A function that ends with the piece, so many modules in.
fn function(page: &mut Page, piece: &Piece, depth: usize) {
    if depth > 0 {
        page.line("mod m {");
        page.inside(|page| function(page, piece, depth - 1));
        return page.line("}");
    }
    page.line("fn f() {");
    page.inside(|page| {
        page.begin();
        put(page, &Piece::Call(1, vec![piece.clone(), Piece::Name(1)]));
        page.end();
    });
    page.line("}");
}

/// Type arguments, each with so many levels and so long a name.
fn signature(page: &mut Page, arguments: &[(usize, usize)], result: (usize, usize)) {
    let ty = |page: &mut Page, (depth, length): (usize, usize)| {
        (0..depth).for_each(|_| {
            page.put("Option<");
            page.open();
        });
        page.name(&name(length));
        (0..depth).for_each(|_| {
            page.close();
            page.put(">");
        });
    };
    page.begin();
    page.put("pub fn name(");
    page.open();
    page.put("&self");
    for (index, one) in arguments.iter().enumerate() {
        page.comma();
        page.name(&format!("a{index}"));
        page.put(": &");
        ty(page, *one);
    }
    page.close();
    page.put(") -> ");
    ty(page, result);
    page.put(" {");
    page.end();
}

proptest! {
    #[test]
    fn signatures_break_as_the_formatter_breaks_them(
        arguments in prop::collection::vec((0_usize..3, 0_usize..40), 0..4),
        result in (0_usize..4, 0_usize..80),
    ) {
        let text = shown(|page| {
            page.line("impl A {");
            page.inside(|page| {
                signature(page, &arguments, result);
                page.line("    a");
                page.line("}");
            });
            page.line("}");
        });
        let file = syn::parse_file(&text).unwrap();
        prop_assert_eq!(&text, &prettyplease::unparse(&file), "{}", text);
    }

    #[test]
    fn names_in_scope_fill_their_lines_as_with_the_formatter(
        lengths in prop::collection::vec(0_usize..30, 1..12),
    ) {
        let names: Vec<String> = lengths.iter().map(|length| name(*length)).collect();
        let text = shown(|page| page.uses("use a", names.iter().map(String::as_str)));
        let file = syn::parse_file(&text).unwrap();
        prop_assert_eq!(text.trim_start(), prettyplease::unparse(&file));
    }
}
