//! Generation in a build script: the client becomes a module of the crate that is built.

use std::env;

use camino::Utf8PathBuf;

use crate::disk;
use crate::ground::diagnostic::{Code, Diagnostic, Severity};
use crate::read::config::Client;
use crate::read::report::{Message, lines};
use crate::rust::emit::module_declaration;
use crate::rust::plan::Inside;

use super::{Failure, Generator, make};

/// The environment variables that cargo sets for a build script.
#[derive(Debug, Clone)]
struct Script {
    /// The folder for its files, `OUT_DIR`.
    out: Utf8PathBuf,
    /// The name of the crate that is built, as it is written in paths: `my_shop`.
    library: String,
}

impl Generator {
    /// Writes the client as a module of the crate that is being built. Only for `build.rs`: it reads the environment variables that
    /// cargo sets for build scripts, and prints directives for cargo.
    ///
    /// ```no_run
    /// // build.rs
    /// posthaste::Generator::new()
    ///     .input("shop.postman_collection.json")
    ///     .names("shop.names.lock")
    ///     .build("shop");
    /// ```
    ///
    /// ```ignore
    /// // src/lib.rs or src/main.rs, at its root
    /// include!(concat!(env!("OUT_DIR"), "/shop.rs"));
    /// ```
    ///
    /// The crate needs `posthaste-runtime` as a dependency. Cargo runs the script again when an
    /// input changes. Warnings are cargo's warnings, with file, line and column; an error fails the build. The file of names is
    /// read and never written: where it lacks a name, a warning says which file to copy.
    pub fn build(&self, module: &str) {
        for line in self.directives(module, script()) {
            println!("cargo::{line}");
        }
    }

    /// The directives for cargo.
    fn directives(&self, module: &str, script: Result<Script, Diagnostic>) -> Vec<String> {
        let mut directives = self.rerun_directives();
        let built = self
            .check_settings(module)
            .and(script)
            .map_err(Failure::of)
            .and_then(|script| self.module(module, &script));
        let messages = match built {
            Ok((messages, reminder)) => {
                directives.extend(reminder.map(|reminder| format!("warning={reminder}")));
                messages
            }
            Err(failure) => failure.messages,
        };
        for (severity, line) in lines(&messages) {
            let word = match severity {
                Severity::Error => "error",
                _ => "warning",
            };
            directives.push(format!("{word}={line}"));
        }
        directives
    }

    /// The directives that make cargo run the script again when an input changes.
    fn rerun_directives(&self) -> Vec<String> {
        let client = &self.client;
        let lists = [&client.inputs, &client.environments, &client.overlays];
        let single = client.profile.iter().chain(&client.names);
        let all = lists.into_iter().flatten().chain(single);
        all.map(|path| format!("rerun-if-changed={path}")).collect()
    }

    fn check_settings(&self, module: &str) -> Result<(), Diagnostic> {
        let wrong = |message: String| Err(Diagnostic::new(Code::BadSettings, message));
        if syn::parse_str::<syn::Ident>(module).is_err() || module.starts_with("r#") {
            return wrong(format!("`{module}` is not the name of a module"));
        }
        if self.client.inputs.iter().any(|path| path == "-") {
            return wrong("a build script has no standard input to read".to_owned());
        }
        Ok(())
    }

    /// Writes the module; returns the diagnostics, and a reminder where `names.lock` lacks names.
    fn module(
        &self,
        module: &str,
        script: &Script,
    ) -> Result<(Vec<Message>, Option<String>), Failure> {
        let client = Client {
            output: script.out.join(module),
            names_page: None,
            ..self.client.clone()
        };
        let inside = Inside {
            library: script.library.clone(),
            module: module.to_owned(),
        };
        let made = make(&client, Some(inside), self.force)?;
        let declaration = script.out.join(format!("{module}.rs"));
        let written = disk::write(&made.tree, &client.output, true)
            .map_err(|refused| refused.diagnostic)
            .and_then(|_| disk::write_file(&declaration, module_declaration(module).as_bytes()))
            .and_then(|_| made.beside.copy(&script.out));
        match written {
            Ok(copies) => Ok((made.summary.messages, reminder(&copies))),
            Err(diagnostic) => Err(made.summary.refuse(diagnostic)),
        }
    }
}

/// The warning that says how to keep new names, since a build script does not write into the sources.
fn reminder(copies: &[(Utf8PathBuf, Utf8PathBuf)]) -> Option<String> {
    let (lock, fresh) = copies.first()?;
    Some(format!(
        "{lock} does not hold all names, which may change with the next input; to keep them: cp '{fresh}' '{lock}'"
    ))
}

fn script() -> Result<Script, Diagnostic> {
    let of = |name: &str| {
        let message = format!("`{name}` is not set: this runs in a build script only");
        env::var(name).map_err(|_| Diagnostic::new(Code::BadSettings, message))
    };
    Ok(Script {
        out: of("OUT_DIR")?.into(),
        library: of("CARGO_PKG_NAME")?.replace('-', "_"),
    })
}

#[cfg(test)]
mod tests {
    use camino::Utf8Path;

    use super::*;

    const ITEM: &str = r#"{ "name": "List orders", "request": {
        "method": "METHOD", "url": "https://shop.example.com/orders" } }"#;

    fn directives(method: &str, module: &str) -> (tempfile::TempDir, Vec<String>) {
        let folder = tempfile::tempdir().unwrap();
        let base = Utf8PathBuf::from_path_buf(folder.path().to_path_buf()).unwrap();
        let input = base.join("shop.json");
        std::fs::write(&input, ITEM.replace("METHOD", method)).unwrap();
        let generator = Generator::new()
            .input(input)
            .profile(base.join("missing.toml"))
            .names(base.join("names.lock"));
        let generator = match method {
            "NONE" => generator,
            _ => Generator {
                client: Client {
                    profile: None,
                    ..generator.client
                },
                ..generator
            },
        };
        let script = Script {
            out: base.join("out"),
            library: "my_shop".to_owned(),
        };
        (folder, generator.directives(module, Ok(script)))
    }

    #[test]
    fn a_module_is_written_and_its_inputs_are_watched() {
        let (folder, lines) = directives("GET", "shop");
        let base = folder.path();
        assert!(lines[0].starts_with("rerun-if-changed=") && lines[0].ends_with("shop.json"));
        assert!(lines[1].ends_with("names.lock"), "{lines:?}");
        assert!(
            lines[2].starts_with("warning=") && lines[2].contains("cp "),
            "{lines:?}"
        );
        assert_eq!(lines.len(), 3, "{lines:?}");
        let root = std::fs::read_to_string(base.join("out/shop/lib.rs")).unwrap();
        assert!(root.contains("\npub mod orders;"), "{root}");
        assert!(!root.contains("feature"), "{root}");
        let calls = std::fs::read_to_string(base.join("out/shop/orders.rs")).unwrap();
        assert!(
            calls.contains("my_shop::shop::Client::builder()"),
            "{calls}"
        );
        let client = std::fs::read_to_string(base.join("out/shop/client.rs")).unwrap();
        assert!(client.contains("crate::shop::orders::Orders"), "{client}");
        std::fs::copy(base.join("out/names.lock"), base.join("names.lock")).unwrap();
        assert!(base.join("out/shop.rs").is_file());
    }

    #[test]
    fn the_module_names_no_feature_of_the_crate_around_it() {
        let folder = tempfile::tempdir().unwrap();
        let base = Utf8Path::from_path(folder.path()).unwrap();
        let (input, profile) = (base.join("shop.json"), base.join("profile.toml"));
        std::fs::write(&input, ITEM.replace("METHOD", "GET")).unwrap();
        let signed = "[webhook]\nsignature_header = \"x-signature\"\nmessage = \"{body}\"\n";
        std::fs::write(&profile, signed).unwrap();
        let script = Script {
            out: base.join("out"),
            library: "my_shop".to_owned(),
        };
        let generator = Generator::new().input(input).profile(profile);
        let lines = generator.directives("shop", Ok(script));
        assert!(
            !lines.iter().any(|line| line.starts_with("error=")),
            "{lines:?}"
        );
        let root = std::fs::read_to_string(base.join("out/shop/lib.rs")).unwrap();
        assert!(root.contains("pub const WEBHOOK"), "{root}");
        assert!(!root.contains("feature"), "{root}");
    }

    #[test]
    fn errors_have_a_location_and_their_files_are_watched() {
        let (_folder, lines) = directives("{{none}}", "shop");
        assert!(
            lines.iter().any(|line| line.contains("shop.json:1:")),
            "{lines:?}"
        );
        assert!(
            lines
                .iter()
                .any(|line| line.starts_with("error=") && line.contains("[PH0008]"))
        );
        let (_folder, lines) = directives("NONE", "shop");
        assert!(
            lines.iter().any(|line| line.ends_with("missing.toml")),
            "{lines:?}"
        );
        assert!(
            lines
                .iter()
                .any(|line| line.starts_with("error=") && line.contains("[PH0001]"))
        );
        let (_folder, lines) = directives("GET", "r#type");
        assert!(
            lines
                .iter()
                .any(|line| line.contains("`r#type` is not the name")),
            "{lines:?}"
        );
    }
}
