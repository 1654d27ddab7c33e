//! Locks as they were written before they were TOML, so that their names are kept.

use super::text::{key, quoted};

/// The lock as TOML, where a text begins as an earlier version wrote it. Lines that it did not write stay as they are, for
/// the reader of TOML to refuse.
pub(super) fn to_toml(text: &str) -> Option<String> {
    let lines = text.lines().map(str::trim);
    let mut lines = lines
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .peekable();
    let first = lines.peek()?;
    if !first.starts_with("mod ") && *first != "shared" {
        return None;
    }
    let (mut toml, mut module) = (String::new(), String::new());
    for line in lines {
        let (head, value) = line.split_once(" = ").unwrap_or((line, ""));
        let value = serde_json::from_str(value).unwrap_or_else(|_| value.to_owned());
        let words: Vec<&str> = head.split_whitespace().collect();
        toml += &match words.as_slice() {
            ["shared"] => {
                module = "shared".to_owned();
                String::new()
            }
            ["mod", name] => {
                module = format!("mod.{}", key(name));
                format!("[{module}]\ngroup = {}\n", quoted(&value))
            }
            ["fn", name, stem] => {
                let (name, operation) = (key(name), quoted(&value));
                format!(
                    "[{module}.fn.{name}]\noperation = {operation}\nstem = {}\n",
                    quoted(stem)
                )
            }
            ["type", name] => {
                let kind = if module == "shared" { "" } else { ".type" };
                let used: Vec<String> = value.split(", ").map(quoted).collect();
                format!(
                    "[{module}{kind}.{}]\nused = [{}]\n",
                    key(name),
                    used.join(", ")
                )
            }
            ["arg" | "err" | "has", name] => {
                let kind = match words[0] {
                    "arg" => "input",
                    "err" => "error",
                    _ => "member",
                };
                let value = if head == line { *name } else { &value };
                format!("{kind}.{} = {}\n", key(name), quoted(value))
            }
            _ => format!("{line}\n"),
        };
    }
    Some(toml)
}

#[cfg(test)]
mod tests {
    use super::super::Lock;

    #[test]
    fn a_lock_of_an_earlier_version_keeps_its_names() {
        let lock = Lock::parse(
            "# The names\n\nmod users = \"\"\n  fn list ListUsers = GET /users # List\n    arg r#type = query type\n    \
             err NotFound = 404\n  type User = GET /users response users.[], GET /u response .\n    has id\n    has kind = \
             \"two\\nlines\"\n\nshared\n  type Page = GET /a response .\n",
        );
        let lock = lock.unwrap();
        let users = &lock.modules["users"];
        assert_eq!(users.methods["list"].operation, "GET /users # List");
        assert_eq!(users.methods["list"].inputs["r#type"], "query type");
        assert_eq!(users.methods["list"].errors["NotFound"], "404");
        assert_eq!(
            users.types["User"].used,
            ["GET /users response users.[]", "GET /u response ."]
        );
        assert_eq!(users.types["User"].members["id"], "id");
        assert_eq!(users.types["User"].members["kind"], "two\nlines");
        assert_eq!(lock.shared["Page"].used, ["GET /a response ."]);
        assert!(Lock::parse("mod users = x\nnonsense").is_err());
    }
}
