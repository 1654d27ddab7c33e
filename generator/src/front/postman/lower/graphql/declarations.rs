//! The variables that a GraphQL document declares.

use crate::model::api::Type;

/// How deep lists may nest in a declaration.
const NESTING: usize = 16;

/// `$name: Type = default`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Declaration {
    pub(super) name: String,
    pub(super) ty: Declared,
    pub(super) required: bool,
}

/// A declared type; of input objects and of scalars that are not built in, only that they are declared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Declared {
    Known(Type),
    List(Box<Declared>),
    Input,
}

/// The variables that the operation of this name declares, or the first operation with variables if there is no name.
pub(super) fn declarations(query: &str, operation: Option<&str>) -> Vec<Declaration> {
    let tokens = tokens(query);
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate() {
        match token.as_str() {
            "{" => depth += 1,
            "}" => depth = depth.saturating_sub(1),
            "query" | "mutation" | "subscription" if depth == 0 => {
                let name = tokens.get(at + 1).filter(|next| is_name(next));
                let open = at + 1 + usize::from(name.is_some());
                let fits = operation.is_none_or(|sent| name.is_some_and(|name| name == sent));
                if fits && tokens.get(open).is_some_and(|next| next == "(") {
                    return list(&tokens[open + 1..]);
                }
            }
            _ => {}
        }
    }
    Vec::new()
}

/// The declarations up to the closing parenthesis.
fn list(tokens: &[String]) -> Vec<Declaration> {
    let mut found = Vec::new();
    let mut at = 0;
    let mut depth = 0_usize;
    while let Some(token) = tokens.get(at) {
        match token.as_str() {
            ")" if depth == 0 => break,
            "(" | "{" | "[" => depth += 1,
            ")" | "}" | "]" => depth = depth.saturating_sub(1),
            "$" if depth == 0 && tokens.get(at + 2).is_some_and(|colon| colon == ":") => {
                let mut next = at + 3;
                if let (Some(name), Some((ty, strict))) =
                    (tokens.get(at + 1), read(tokens, &mut next, NESTING))
                {
                    let defaulted = tokens.get(next).is_some_and(|equals| equals == "=");
                    found.push(Declaration {
                        name: name.clone(),
                        ty,
                        required: strict && !defaulted,
                    });
                }
                at = next;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    found
}

/// A type and whether it is strict (`!`).
fn read(tokens: &[String], at: &mut usize, depth: usize) -> Option<(Declared, bool)> {
    let token = tokens.get(*at)?;
    *at += 1;
    let ty = if token == "[" {
        let (item, _) = read(tokens, at, depth.checked_sub(1)?)?;
        if tokens.get(*at)? != "]" {
            return None;
        }
        *at += 1;
        Declared::List(Box::new(item))
    } else {
        builtin(token)
    };
    let strict = tokens.get(*at).is_some_and(|mark| mark == "!");
    *at += usize::from(strict);
    Some((ty, strict))
}

fn builtin(name: &str) -> Declared {
    match name {
        "ID" | "String" => Declared::Known(Type::string()),
        "Int" => Declared::Known(Type::Integer),
        "Float" => Declared::Known(Type::Number),
        "Boolean" => Declared::Known(Type::Boolean),
        _ => Declared::Input,
    }
}

/// The names and the punctuation of a document, without strings, numbers and comments.
fn tokens(query: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut rest = query;
    while let Some(c) = rest.chars().next() {
        let length = if is_name(&rest[..c.len_utf8()]) {
            let end = rest
                .find(|c: char| !c.is_ascii_alphanumeric() && c != '_')
                .unwrap_or(rest.len());
            tokens.push(rest[..end].to_owned());
            end
        } else if c == '#' {
            rest.find('\n').unwrap_or(rest.len())
        } else if let Some(block) = rest.strip_prefix("\"\"\"") {
            block.find("\"\"\"").map_or(rest.len(), |end| end + 6)
        } else if c == '"' {
            string_length(rest)
        } else {
            if "{}()[]:$!=".contains(c) {
                tokens.push(c.to_string());
            }
            c.len_utf8()
        };
        rest = &rest[length..];
    }
    tokens
}

fn string_length(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' | '\n' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(name: &str, ty: Type, required: bool) -> Declaration {
        Declaration {
            name: name.to_owned(),
            ty: Declared::Known(ty),
            required,
        }
    }

    #[test]
    fn declarations_are_read() {
        let query = "# $x: Int\nfragment F on A { a(q: \"$y: Int\") }\n\
                     query Find($id: ID!, $n: Int = 5, $l: [String!]! = [\"a\"], $in: UserInput) @d(a: 1) { x(id: $id) }";
        let found = declarations(query, None);
        assert_eq!(found[0], known("id", Type::string(), true));
        assert_eq!(found[1], known("n", Type::Integer, false));
        assert_eq!(
            found[2].ty,
            Declared::List(Box::new(Declared::Known(Type::string())))
        );
        assert!(!found[2].required);
        assert_eq!(
            (found[3].name.as_str(), &found[3].ty),
            ("in", &Declared::Input)
        );
        assert_eq!(found.len(), 4);
    }

    #[test]
    fn of_several_operations_the_named_one_counts() {
        let query =
            "query One($a: Int!) { one } mutation Two($b: ID) { two } query Three { three }";
        let names = |operation| -> Vec<String> {
            declarations(query, operation)
                .into_iter()
                .map(|declaration| declaration.name)
                .collect()
        };
        assert_eq!(names(Some("Two")), ["b"]);
        assert_eq!(names(None), ["a"]);
        assert_eq!(names(Some("Three")), [""; 0]);
    }

    #[test]
    fn odd_documents_do_no_harm() {
        for query in [
            "{ a }",
            "query",
            "query (",
            "query Q($",
            "query Q($a",
            "query Q($a:",
            "query Q($a: [",
            "mutation M($é: Int)",
            "\"",
            "\"\"\"",
        ] {
            let _ = declarations(query, None);
        }
        assert_eq!(
            declarations(&format!("query Q($a: {}Int)", "[".repeat(10_000)), None),
            []
        );
    }
}
