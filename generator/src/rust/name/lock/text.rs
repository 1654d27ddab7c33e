//! The lock as text: one line a name.

use std::collections::BTreeMap;
use std::fmt;

use crate::ground::diagnostic::is_invisible;

use super::super::reserved::{is_keyword, is_path_keyword};
use super::{Lock, Method, Module, Shape};

const HEAD: &str = "\
# The names of the generated client, a line for each. `posthaste generate` adds to them and leaves them as
# they are: change a name here to rename it, delete this file to have everything named anew.
";

/// Why a lock cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LockError {
    /// What is the matter, in one sentence without a full stop.
    pub message: String,
    /// The byte at which the line begins.
    pub offset: usize,
}

impl fmt::Display for LockError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for LockError {}

/// Text as it is written and read again.
impl fmt::Display for Lock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(HEAD)?;
        for (name, module) in &self.modules {
            writeln!(f, "\nmod {name} = {}", quoted(&module.service))?;
            for (name, method) in &module.methods {
                writeln!(f, "  fn {name} {} = {}", method.stem, quoted(&method.key))?;
                members(f, "arg", &method.inputs)?;
                members(f, "err", &method.errors)?;
            }
            shapes(f, &module.shapes)?;
        }
        if !self.shared.is_empty() {
            writeln!(f, "\nshared")?;
            shapes(f, &self.shared)?;
        }
        Ok(())
    }
}

fn shapes(f: &mut fmt::Formatter<'_>, shapes: &BTreeMap<String, Shape>) -> fmt::Result {
    for (name, shape) in shapes {
        writeln!(f, "  type {name} = {}", shape.routes.join(", "))?;
        members(f, "has", &shape.members)?;
    }
    Ok(())
}

fn members(f: &mut fmt::Formatter<'_>, word: &str, all: &BTreeMap<String, String>) -> fmt::Result {
    for (name, key) in all {
        match key == name {
            true => writeln!(f, "    {word} {name}")?,
            false => writeln!(f, "    {word} {name} = {}", quoted(key))?,
        }
    }
    Ok(())
}

/// As it is, or as JSON where it would not be read again as it is.
fn quoted(text: &str) -> String {
    let plain = !text.is_empty()
        && text.trim() == text
        && !text.starts_with('"')
        && !text.contains(is_invisible);
    match plain {
        true => text.to_owned(),
        false => escaped(&serde_json::Value::from(text).to_string()),
    }
}

/// A JSON string in which nothing is invisible.
fn escaped(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for letter in json.chars() {
        if is_invisible(letter) {
            let units = letter.encode_utf16(&mut [0; 2]).to_vec();
            out.extend(units.iter().map(|unit| format!("\\u{unit:04x}")));
        } else {
            out.push(letter);
        }
    }
    out
}

fn unquoted(text: &str) -> Option<String> {
    match text.starts_with('"') {
        true => serde_json::from_str(text).ok(),
        false => Some(text.to_owned()),
    }
}

/// What lines begin with.
const WORDS: [&str; 7] = ["mod", "shared", "fn", "arg", "err", "type", "has"];

/// Where the reader stands.
enum Scope {
    Nowhere,
    Module(String),
    Shared,
}

enum Holder {
    None,
    Method(String),
    Shape(String),
}

impl Lock {
    /// Whether a text begins as [`Lock`] writes it.
    pub fn is_marked(text: &str) -> bool {
        let first = HEAD.lines().next().unwrap_or(HEAD);
        let (mark, _) = first.split_once(',').unwrap_or((first, ""));
        text.trim_start().starts_with(mark)
    }

    /// Reads what [`Lock`] writes.
    ///
    /// # Errors
    /// A line is none of a lock's, names what is no identifier, or a name of its scope a second time.
    pub fn parse(text: &str) -> Result<Self, LockError> {
        let mut reader = Reader {
            lock: Self::default(),
            scope: Scope::Nowhere,
            holder: Holder::None,
        };
        let mut offset = 0;
        for whole in text.split_inclusive('\n') {
            let line = whole.trim();
            if !line.is_empty() && !line.starts_with('#') {
                let wrong = |message| LockError { message, offset };
                reader.line(line).map_err(wrong)?;
            }
            offset += whole.len();
        }
        Ok(reader.lock)
    }
}

struct Reader {
    lock: Lock,
    scope: Scope,
    holder: Holder,
}

impl Reader {
    fn line(&mut self, line: &str) -> Result<(), String> {
        let unreadable = || "this is no line of a lock".to_owned();
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        if !WORDS.contains(&word) {
            return Err(unreadable());
        }
        let (head, key) = match rest.split_once(" = ") {
            Some((head, key)) => (head, Some(unquoted(key).ok_or_else(unreadable)?)),
            None => (rest, None),
        };
        let mut names = head.split(' ').filter(|name| !name.is_empty());
        let name = names.next().unwrap_or_default().to_owned();
        let second = names.next();
        for name in [Some(name.as_str()), second].into_iter().flatten() {
            let usable = match word {
                "shared" => true,
                "mod" => is_module(name),
                _ => is_name(name),
            };
            if !usable {
                return Err(format!("`{name}` is no name"));
            }
        }
        let fresh = match (word, key, second) {
            ("shared", None, None) if name.is_empty() => {
                (self.scope, self.holder) = (Scope::Shared, Holder::None);
                true
            }
            ("mod", Some(service), None) => self.module(&name, service),
            ("fn", Some(key), Some(stem)) => {
                self.method(&name, stem, key).ok_or_else(unreadable)?
            }
            ("type", Some(routes), None) => self.shape(&name, &routes).ok_or_else(unreadable)?,
            ("arg" | "err" | "has", key, None) => {
                let key = key.unwrap_or_else(|| name.clone());
                let members = self.members(word).ok_or_else(unreadable)?;
                members.insert(name.clone(), key).is_none()
            }
            _ => return Err(unreadable()),
        };
        match fresh {
            true => Ok(()),
            false => Err(format!("`{name}` is named twice")),
        }
    }

    fn module(&mut self, name: &str, service: String) -> bool {
        (self.scope, self.holder) = (Scope::Module(name.to_owned()), Holder::None);
        let module = Module {
            service,
            ..Module::default()
        };
        self.lock.modules.insert(name.to_owned(), module).is_none()
    }

    fn method(&mut self, name: &str, stem: &str, key: String) -> Option<bool> {
        let Scope::Module(module) = &self.scope else {
            return None;
        };
        self.holder = Holder::Method(name.to_owned());
        let method = Method {
            key,
            stem: stem.to_owned(),
            ..Method::default()
        };
        let methods = &mut self.lock.modules.get_mut(module)?.methods;
        Some(methods.insert(name.to_owned(), method).is_none())
    }

    fn shapes(&mut self) -> Option<&mut BTreeMap<String, Shape>> {
        match &self.scope {
            Scope::Nowhere => None,
            Scope::Shared => Some(&mut self.lock.shared),
            Scope::Module(module) => Some(&mut self.lock.modules.get_mut(module)?.shapes),
        }
    }

    fn shape(&mut self, name: &str, routes: &str) -> Option<bool> {
        self.holder = Holder::Shape(name.to_owned());
        let shape = Shape {
            routes: routes.split(", ").map(str::to_owned).collect(),
            ..Shape::default()
        };
        Some(self.shapes()?.insert(name.to_owned(), shape).is_none())
    }

    fn members(&mut self, word: &str) -> Option<&mut BTreeMap<String, String>> {
        let holder = std::mem::replace(&mut self.holder, Holder::None);
        let members = match (&holder, word, &self.scope) {
            (Holder::Method(name), "arg" | "err", Scope::Module(module)) => {
                let module = self.lock.modules.get_mut(module)?;
                let method = module.methods.get_mut(name)?;
                match word {
                    "arg" => &mut method.inputs,
                    _ => &mut method.errors,
                }
            }
            (Holder::Shape(name), "has", Scope::Shared) => {
                &mut self.lock.shared.get_mut(name)?.members
            }
            (Holder::Shape(name), "has", Scope::Module(module)) => {
                let module = self.lock.modules.get_mut(module)?;
                &mut module.shapes.get_mut(name)?.members
            }
            _ => return None,
        };
        self.holder = holder;
        Some(members)
    }
}

/// An identifier; a keyword only as a raw one, and of the keywords none that cannot be raw.
fn is_name(name: &str) -> bool {
    if is_plain(name) {
        return true;
    }
    match name.strip_prefix("r#") {
        Some("_" | "self" | "Self" | "super" | "crate") => false,
        Some(bare) => syn::parse_str::<syn::Ident>(&format!("{bare}_")).is_ok(),
        // The parser does not know the keywords of every edition.
        None => !is_keyword(name) && syn::parse_str::<syn::Ident>(name).is_ok(),
    }
}

/// Whether a name is plainly one, as all but keywords and foreign letters are: no parser is needed to tell.
fn is_plain(name: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let begins = |first: &u8| first.is_ascii_alphabetic();
    name.as_bytes().first().is_some_and(begins)
        && name.bytes().all(is_letter)
        && !is_keyword(name)
        && !is_path_keyword(name)
}

/// A module's name is a file's, and a type's too: it has no `r#`, and begins with a letter.
fn is_module(name: &str) -> bool {
    is_name(name) && name.starts_with(char::is_alphabetic) && !name.starts_with("r#")
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "\
mod users = \"\"
  fn list ListUsers = GET /users
    arg r#type = query type
    err NotFound1001 = 404 1001
  type User = GET /users response users.[], GET /users/{} response .
    has id
    has kind = \"two\\nlines\"

shared
  type Page = GET /a response .
";

    #[test]
    fn what_is_written_is_read() {
        let lock = Lock::parse(TEXT).unwrap();
        let user = &lock.modules["users"].shapes["User"];
        assert_eq!(user.routes.len(), 2);
        assert_eq!(user.members["kind"], "two\nlines");
        assert_eq!(lock.modules["users"].methods["list"].stem, "ListUsers");
        assert_eq!(lock.to_string(), format!("{HEAD}\n{TEXT}"));
        assert_eq!(Lock::parse(&lock.to_string()).unwrap(), lock);
    }

    #[test]
    fn what_is_wrong_is_placed() {
        for (wrong, told) in [
            ("nonsense", "no line"),
            ("  fn a A = GET /", "no line"),
            ("mod a-b = x", "`a-b` is no name"),
            ("mod r#type = x", "`r#type` is no name"),
            ("mod _9 = x", "`_9` is no name"),
            ("mod a = x\n  fn r#self A = GET /", "`r#self` is no name"),
            ("mod a = \"x", "no line"),
            ("mod users = x\nmod users = y", "twice"),
            ("shared\n  type A = x\n    arg b = c", "no line"),
            ("<<<<<<< ours", "no line"),
        ] {
            let text = format!("# head\n{wrong}");
            let error = Lock::parse(&text).unwrap_err();
            assert!(error.message.contains(told), "{wrong}: {error}");
            assert!(error.offset >= 7 && error.offset < text.len(), "{wrong}");
        }
    }
}
