//! The lock as TOML, a line for each name.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error};

use crate::ground::diagnostic::is_invisible;

use super::super::reserved::{escaped, is_path_keyword};
use super::{Lock, Module, Shape, old};

const HEAD: &str = "\
# The names of the generated client. `posthaste generate` adds to them and leaves them as they are: change a name here to
# rename it, delete this file to name everything by the rules again.
";

/// Why a lock cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LockError {
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// The first byte of what is wrong.
    pub offset: usize,
}

impl fmt::Display for LockError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for LockError {}

/// Writes the lock as TOML, as [`Lock::parse`] reads it.
impl fmt::Display for Lock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(HEAD)?;
        for (name, module) in &self.modules {
            let table = format!("mod.{}", key(name));
            writeln!(f, "\n[{table}]\ngroup = {}", quoted(&module.group))?;
            for (name, method) in &module.methods {
                writeln!(f, "\n[{table}.fn.{}]", key(name))?;
                writeln!(f, "operation = {}", quoted(&method.operation))?;
                writeln!(f, "stem = {}", quoted(&method.stem))?;
                members(f, "input", &method.inputs)?;
                members(f, "error", &method.errors)?;
            }
            types(f, &format!("{table}.type"), &module.types)?;
        }
        types(f, "shared", &self.shared)
    }
}

/// Writes the types of a module, or the shared ones, each as a table inside `table`.
fn types(f: &mut fmt::Formatter<'_>, table: &str, types: &BTreeMap<String, Shape>) -> fmt::Result {
    for (name, shape) in types {
        writeln!(f, "\n[{table}.{}]", key(name))?;
        match shape.used.as_slice() {
            [path] => writeln!(f, "used = [{}]", quoted(path))?,
            paths => {
                let lines = paths.iter().map(|path| format!("    {},\n", quoted(path)));
                writeln!(f, "used = [\n{}]", lines.collect::<String>())?;
            }
        }
        members(f, "member", &shape.members)?;
    }
    Ok(())
}

/// Writes a line for each name: `input.user_id = "path userId"`.
fn members(
    f: &mut fmt::Formatter<'_>,
    kind: &str,
    members: &BTreeMap<String, String>,
) -> fmt::Result {
    for (name, value) in members {
        writeln!(f, "{kind}.{} = {}", key(name), quoted(value))?;
    }
    Ok(())
}

/// A name as a key of TOML, without `r#`.
pub(super) fn key(name: &str) -> String {
    let bare = name.strip_prefix("r#").unwrap_or(name);
    let is_plain = bare
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if is_plain {
        bare.to_owned()
    } else {
        quoted(bare)
    }
}

/// A text as a string of TOML in which nothing is invisible.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => out.extend(['\\', letter]),
            '\n' => out.push_str("\\n"),
            _ if letter.is_control() || is_invisible(letter) => {
                out.push_str(&format!("\\U{:08X}", u32::from(letter)));
            }
            _ => out.push(letter),
        }
    }
    out.push('"');
    out
}

impl Lock {
    /// Whether a text begins as [`Lock`] writes it.
    pub fn is_marked(text: &str) -> bool {
        text.trim_start()
            .starts_with("# The names of the generated client")
    }

    /// Reads what [`Lock`] writes, and what it wrote before it wrote TOML.
    ///
    /// # Errors
    /// The text is not TOML, a table or a key in it is not a lock's, or a name is not an identifier.
    pub fn parse(text: &str) -> Result<Self, LockError> {
        if let Some(converted) = old::to_toml(text) {
            return toml::from_str(&converted).map_err(|error| LockError {
                message: format!(
                    "a lock of an earlier version, with a mistake: {}",
                    error.message()
                ),
                offset: 0,
            });
        }
        toml::from_str(text).map_err(|error| LockError {
            message: error.message().to_owned(),
            offset: error.span().map_or(0, |span| span.start),
        })
    }
}

/// A name of the lock: an identifier, raw where it is a keyword.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Name(String);

impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let bare = text.strip_prefix("r#").unwrap_or(&text);
        if is_path_keyword(bare) || syn::parse_str::<syn::Ident>(&format!("{bare}_")).is_err() {
            return Err(D::Error::custom(format!("`{text}` is not an identifier")));
        }
        Ok(Self(escaped(bare.to_owned())))
    }
}

pub(super) fn name<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Ok(Name::deserialize(deserializer)?.0)
}

pub(super) fn names<'de, D: Deserializer<'de>, V: Deserialize<'de>>(
    deserializer: D,
) -> Result<BTreeMap<String, V>, D::Error> {
    let names = BTreeMap::<Name, V>::deserialize(deserializer)?;
    Ok(names
        .into_iter()
        .map(|(name, value)| (name.0, value))
        .collect())
}

/// The name of a module, which is also a file's and, in camel case, a type's.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct ModuleName(String);

impl<'de> Deserialize<'de> for ModuleName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Name(name) = Name::deserialize(deserializer)?;
        if name.starts_with("r#") || !name.starts_with(char::is_alphabetic) {
            return Err(D::Error::custom(format!(
                "`{name}` cannot be the name of a module"
            )));
        }
        Ok(Self(name))
    }
}

pub(super) fn modules<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<BTreeMap<String, Module>, D::Error> {
    let names = BTreeMap::<ModuleName, Module>::deserialize(deserializer)?;
    Ok(names
        .into_iter()
        .map(|(name, module)| (name.0, module))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"
[mod.users]
group = ""

[mod.users.fn.list]
operation = "GET /users"
stem = "ListUsers"
input.type = "query type"
error.NotFound1001 = "404 1001"

[mod.users.type.User]
used = [
    "GET /users response:200 users.[]",
    "GET /users/{} response:200 .",
]
member.id = "id"
member.kind = "two\nlines and \U0000202E"

[shared.Page]
used = ["GET /a response:200 ."]
"#;

    #[test]
    fn what_is_written_is_read() {
        let lock = Lock::parse(TEXT).unwrap();
        let users = &lock.modules["users"];
        assert_eq!(users.types["User"].used.len(), 2);
        assert_eq!(
            users.types["User"].members["kind"],
            "two\nlines and \u{202e}"
        );
        assert_eq!(users.methods["list"].stem, "ListUsers");
        assert_eq!(users.methods["list"].inputs["r#type"], "query type");
        assert_eq!(lock.to_string(), format!("{HEAD}{TEXT}"));
        assert_eq!(Lock::parse(&lock.to_string()).unwrap(), lock);
    }

    #[test]
    fn mistakes_have_their_place() {
        for (wrong, message) in [
            ("nonsense", "expected"),
            ("[types]", "unknown field `types`"),
            ("[mod.\"a-b\"]\ngroup = \"\"", "`a-b` is not an identifier"),
            (
                "[mod.type]\ngroup = \"\"",
                "`r#type` cannot be the name of a module",
            ),
            (
                "[mod._9]\ngroup = \"\"",
                "`_9` cannot be the name of a module",
            ),
            (
                "[mod.a]\ngroup = \"\"\n[mod.a.fn.self]\noperation = \"\"\nstem = \"A\"",
                "`self` is not",
            ),
            (
                "[mod.a]\ngroup = \"\"\n[mod.a.fn.b]\noperation = \"\"\nstem = \"A b\"",
                "`A b` is not",
            ),
            ("[mod.a]", "missing field `group`"),
            (
                "[shared.A]\nused = []\n[shared.A]\nused = []",
                "duplicate key",
            ),
            ("<<<<<<< ours", "no value"),
        ] {
            let text = format!("# head\n{wrong}");
            let error = Lock::parse(&text).unwrap_err();
            assert!(error.message.contains(message), "{wrong}: {error}");
            assert!(
                error.offset >= 7 && error.offset <= text.len(),
                "{wrong}: {}",
                error.offset
            );
        }
    }
}
