//! The first settings file, as `posthaste init` writes it.

use camino::Utf8PathBuf;

/// What `posthaste init` found in an input.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Suggestion {
    /// The collection, folder or item.
    pub input: Utf8PathBuf,
    /// The title of the API.
    pub title: String,
    /// The crate's name.
    pub package: String,
    /// The servers: the variable for the base URL, and the URL.
    pub servers: Vec<(String, String)>,
    /// The groups of operations with the number of operations.
    pub groups: Vec<(String, usize)>,
    /// The names of the authentication schemes.
    pub schemes: Vec<&'static str>,
}

impl Suggestion {
    /// The text of the settings, with a comment on each key.
    pub fn text(&self) -> String {
        let client = self
            .package
            .strip_suffix("-client")
            .unwrap_or(&self.package);
        let package = quoted(&self.package);
        format!(
            "\
# `posthaste generate` writes what stands here, `posthaste check` compares.
#
{about}
[client.{client}]
# Collections, folders or single items; an operation of a later one replaces the earlier one of equal
# method and path.
inputs = [{input}]

# Environments and globals that give variables their values.
# environments = [\"production.postman_environment.json\"]

# OpenAPI Overlays: what the vendor's documents have wrong.
# overlays = [\"overlay.yaml\"]

# The operations that the client has, by group, name, path or method; `*` is any text. Without `only`, it has all
# that `skip` does not leave out.
# only = [\"users\", \"GET /orders/**\"]
# skip = [\"*Legacy*\", \"DELETE\"]

# The folder of the crate, and the crate's name and version.
output = {package}
name = {package}
# version = \"0.1.0\"

# The names that callers know; with it, an operation that arrives later renames nothing. Check it in.
names = {lock}

# Where the crate finds its runtime: \"embedded\" (a copy in its own folder), \"path:DIR\", \"git:URL\" or a
# version.
# runtime = \"embedded\"

# How this vendor writes errors, pages and tokens, and what of the collection is to be corrected.
# profile = \"profile.toml\"

# How much of the prose the crate carries: \"full\", \"summary_comment\" or \"none\".
# docs = \"full\"

# Whether the crate is a workspace of its own: it then builds inside another workspace that it is no member of,
# which in turn cannot depend on it.
# standalone = false
",
            about = self.summary_comment(),
            input = quoted(self.input.as_str()),
            lock = quoted(&format!("{client}.names.lock")),
        )
    }

    /// The comment with the operations, groups, servers and schemes of the input.
    fn summary_comment(&self) -> String {
        let operations: usize = self.groups.iter().map(|(_, operations)| operations).sum();
        let mut lines = vec![format!("{}: {operations} operations", self.title)];
        let groups = self
            .groups
            .iter()
            .map(|(name, operations)| format!("{name} {operations}"));
        lines.push(format!("groups: {}", groups.collect::<Vec<_>>().join(", ")));
        for (name, url) in &self.servers {
            lines.push(match url.is_empty() {
                true => format!("server {name}: unknown; an environment may have it"),
                false => format!("server {name}: {url}"),
            });
        }
        lines.push(match self.schemes.as_slice() {
            [] => "callers need no credentials".to_owned(),
            schemes => format!("callers authenticate by {}", schemes.join(", ")),
        });
        lines.iter().map(|line| comment(line)).collect()
    }
}

/// A line as a comment, without control characters.
fn comment(line: &str) -> String {
    let line = line.replace(char::is_control, " ");
    format!("# {}\n", line.trim_end())
}

/// A text as a TOML string.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_is_valid_settings() {
        let suggestion = Suggestion {
            input: "a \"b\".json".into(),
            title: "Shop\n[client.evil]".to_owned(),
            package: "shop-client".to_owned(),
            servers: vec![("baseUrl".to_owned(), String::new())],
            groups: vec![("Orders".to_owned(), 3)],
            schemes: vec!["bearer"],
        };
        let text = suggestion.text();
        let folder = tempfile::tempdir().unwrap();
        let path = Utf8PathBuf::from_path_buf(folder.path().join("posthaste.toml")).unwrap();
        std::fs::write(&path, &text).unwrap();
        let mut sources = crate::read::source::SourceMap::new();
        let clients = super::super::read(&path, &mut sources).unwrap();
        let client = &clients["shop"];
        assert_eq!(clients.len(), 1, "{text}");
        assert!(client.inputs[0].ends_with("a \"b\".json"));
        assert_eq!(client.name.as_deref(), Some("shop-client"));
        assert!(text.contains("# server baseUrl: unknown"), "{text}");
    }
}
