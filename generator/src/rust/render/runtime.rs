//! The runtime's sources, for crates that contain a copy of them.

use std::borrow::Cow;

/// The path below `runtime/` and the text of each file, sorted by path.
const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/runtime.rs"));

/// The `rust-version` of clients and of the runtime; the generator's own is newer.
pub const RUST_VERSION: &str = "1.88";

/// The package name of a client's copy of the runtime, which must be unique in a workspace with several clients.
pub fn package(client: &str) -> String {
    format!("{client}-runtime")
}

/// The files of a client's copy, by their path in the client's folder.
pub fn files(client: &str) -> impl Iterator<Item = (String, Cow<'static, str>)> {
    let files = FILES.iter().map(move |(path, text)| {
        let text = match *path {
            "Cargo.toml" => Cow::Owned(manifest(text, client)),
            _ => Cow::Borrowed(*text),
        };
        (format!("runtime/{path}"), text)
    });
    let rustfmt = include_str!("templates/runtime.rustfmt.toml");
    let rustfmt = ("runtime/rustfmt.toml".to_owned(), Cow::Borrowed(rustfmt));
    files.chain(std::iter::once(rustfmt))
}

/// The library keeps the name that generated code imports. The copy has no tests, because it has none of the dependencies that they
/// need.
const LIB: &str = "[lib]\nname = \"posthaste_runtime\"\ntest = false\ndoctest = false\n";

/// The runtime's manifest without keys that refer to this repository's workspace.
fn manifest(text: &str, client: &str) -> String {
    let inherited = [
        (
            "version.workspace = true",
            format!("version = {:?}", env!("CARGO_PKG_VERSION")),
        ),
        ("edition.workspace = true", "edition = \"2024\"".to_owned()),
        (
            "rust-version.workspace = true",
            format!("rust-version = {:?}", RUST_VERSION),
        ),
        (
            "license.workspace = true",
            format!("license = {:?}", env!("CARGO_PKG_LICENSE")),
        ),
    ];
    let mut lines = Vec::new();
    let mut keep = true;
    for line in text.lines() {
        if line.starts_with('[') {
            keep = !matches!(line, "[dev-dependencies]" | "[lints]");
        }
        let replaced = inherited.iter().find(|(from, _)| *from == line);
        let line = match line {
            _ if !keep || line.starts_with("# Versions stand here") => continue,
            "name = \"posthaste-runtime\"" => {
                format!("name = {:?}\npublish = false", package(client))
            }
            "[dependencies]" => format!("{LIB}\n[dependencies]"),
            line => replaced.map_or(line, |(_, to)| to).to_owned(),
        };
        lines.push(line);
    }
    lines.join("\n").trim_end().to_owned() + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_copy_is_the_whole_runtime() {
        let runtime = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime");
        for (path, text) in FILES {
            let disk = std::fs::read_to_string(runtime.join(path)).unwrap();
            assert_eq!(disk, *text, "{path}");
        }
        assert!(FILES.iter().any(|(path, _)| *path == "src/lib.rs"));
    }

    #[test]
    fn the_copied_manifest_stands_alone() {
        let (_, text) = files("acme-client")
            .find(|(path, _)| path == "runtime/Cargo.toml")
            .unwrap();
        let manifest: toml::Table = text.parse().unwrap();
        let package = manifest["package"].as_table().unwrap();
        assert_eq!(package["name"].as_str(), Some("acme-client-runtime"));
        assert_eq!(package["edition"].as_str(), Some("2024"));
        assert_eq!(manifest["lib"]["name"].as_str(), Some("posthaste_runtime"));
        assert!(!text.contains("workspace = true"), "{text}");
        assert!(manifest.get("dev-dependencies").is_none());
        assert_eq!(package["rust-version"].as_str(), Some(RUST_VERSION));
    }

    fn manifest_of(folder: &str) -> toml::Table {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let text = std::fs::read_to_string(root.join(folder).join("Cargo.toml")).unwrap();
        text.parse().unwrap()
    }

    fn depends_on(manifest: &toml::Table, package: &str) -> bool {
        ["dependencies", "dev-dependencies", "build-dependencies"]
            .into_iter()
            .filter_map(|key| manifest.get(key)?.as_table())
            .any(|table| table.contains_key(package))
    }

    #[test]
    fn every_manifest_says_the_rust_version_that_it_needs() {
        let workspace = manifest_of("");
        let inherited = workspace["workspace"]["package"]["rust-version"].as_str();
        assert_eq!(inherited, Some(RUST_VERSION));
        let own = env!("CARGO_PKG_RUST_VERSION");
        let folders = [
            ("generator", own),
            ("tests", own),
            ("fuzz", own),
            ("examples/in-build", own),
            ("runtime", RUST_VERSION),
            ("generated-client", RUST_VERSION),
            ("benches", RUST_VERSION),
        ];
        for (folder, needed) in folders {
            let manifest = manifest_of(folder);
            let stated = &manifest["package"]["rust-version"];
            let stated = stated.as_str().or(inherited);
            assert_eq!(stated, Some(needed), "{folder}");
            let builds_on = folder == "generator" || depends_on(&manifest, "posthaste");
            assert_eq!(builds_on, needed == own, "{folder}");
        }
        let readme = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../README.md");
        let readme = std::fs::read_to_string(readme).unwrap();
        assert!(readme.contains(&format!("a Rust toolchain ({own} or newer)")));
    }
}
