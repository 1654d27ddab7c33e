//! The tools: how each is installed, run, and made to give a crate.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use posthaste_tests::shared::root;

/// Converts a collection for the peers.
const CONVERTER: (&str, &str, &str) = ("postman2openapi-cli", "1.2.1", "postman2openapi");

/// The peers: package, version, command.
const PEERS: &[(&str, &str, &str)] = &[
    ("ploidy", "0.15.0", "ploidy"),
    ("oas3-gen", "0.29.0", "oas3-gen"),
    ("openapi-to-rust", "0.23.0", "openapi-to-rust"),
];

/// The one that the others are compared with.
pub(crate) const OURS: &str = concat!("posthaste ", env!("CARGO_PKG_VERSION"));

/// A tool that makes a crate of a document.
pub(crate) struct Tool {
    /// Its name and version.
    pub(crate) name: String,
    package: &'static str,
    kind: Kind,
    program: PathBuf,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Ours,
    Ploidy,
    Oas3Gen,
    OpenApiToRust,
}

/// What is there to compare.
pub(crate) struct Tools {
    /// Ours first.
    pub(crate) tools: Vec<Tool>,
    /// The converter's name and version.
    pub(crate) converter_name: String,
    converter: PathBuf,
}

/// Builds ours and installs the peers, where they are not there yet.
///
/// # Errors
/// In words, what could not be built.
pub(crate) fn prepare() -> Result<Tools, String> {
    let build = Command::new("cargo")
        .args(["build", "--release", "--quiet", "-p", "posthaste"])
        .current_dir(root())
        .status();
    if !build.is_ok_and(|status| status.success()) {
        return Err("posthaste itself does not build".to_owned());
    }
    let this = std::env::current_exe().map_err(|error| error.to_string())?;
    let ours = this.with_file_name("posthaste");
    let (package, version, command) = CONVERTER;
    let converter = install(package, version, command)?;
    let mut tools = vec![Tool {
        name: OURS.to_owned(),
        package: "posthaste",
        kind: Kind::Ours,
        program: ours,
    }];
    for (&(package, version, command), kind) in
        PEERS
            .iter()
            .zip([Kind::Ploidy, Kind::Oas3Gen, Kind::OpenApiToRust])
    {
        match install(package, version, command) {
            Ok(program) => tools.push(Tool {
                name: format!("{package} {version}"),
                package,
                kind,
                program,
            }),
            // The others are still worth comparing with.
            Err(why) => eprintln!("LEFT OUT: {why}"),
        }
    }
    Ok(Tools {
        tools,
        converter_name: format!("{package} {version}"),
        converter,
    })
}

fn install(package: &str, version: &str, command: &str) -> Result<PathBuf, String> {
    let folder = root().join("target/peers");
    let program = folder.join("bin").join(command);
    if program.is_file() {
        return Ok(program);
    }
    eprintln!("installing {package} {version}");
    let status = Command::new("cargo")
        .args([
            "install",
            "--locked",
            "--quiet",
            "--version",
            version,
            package,
        ])
        .arg("--root")
        .arg(&folder)
        .env("CARGO_TARGET_DIR", folder.join("build"))
        .status();
    match status {
        Ok(status) if status.success() && program.is_file() => Ok(program),
        _ => Err(format!("{package} {version} does not install")),
    }
}

impl Tool {
    /// Whether it is the one that the others are compared with.
    pub(crate) fn is_ours(&self) -> bool {
        self.kind == Kind::Ours
    }

    /// Its package.
    pub(crate) fn package(&self) -> &'static str {
        self.package
    }

    /// The command that makes the crate, behind the converter's for a peer.
    pub(crate) fn generate(&self, input: &Path, folder: &Path) -> Command {
        let mut command = Command::new(&self.program);
        match self.kind {
            Kind::Ours => command
                .args(["generate", "--quiet"])
                .arg(input)
                .arg("-o")
                .arg(folder),
            Kind::Ploidy => command
                .args(["generate", "rust"])
                .arg(input)
                .arg("-o")
                .arg(folder),
            Kind::Oas3Gen => {
                command.args(["generate", "client-mod", "--workspace", "-i"]);
                command.arg(input).arg("-o").arg(folder)
            }
            Kind::OpenApiToRust => {
                command.args(["generate", "--quiet"]).arg(input);
                command
                    .arg("--output-dir")
                    .arg(folder.join("src/generated"))
            }
        };
        command
    }

    /// Makes what was written a crate that cargo builds by itself.
    ///
    /// # Errors
    /// The disk refuses, or the tool wrote something else than it documents.
    pub(crate) fn finish(&self, folder: &Path) -> Result<(), String> {
        let text_of = |error: std::io::Error| error.to_string();
        let manifest = folder.join("Cargo.toml");
        let mut text = match self.kind {
            Kind::OpenApiToRust => {
                let needs = folder.join("src/generated/REQUIRED_DEPS.toml");
                let needs = fs::read_to_string(needs).map_err(text_of)?;
                let head = match needs.contains("[dependencies]") {
                    true => "",
                    false => "[dependencies]\n",
                };
                fs::write(folder.join("src/lib.rs"), "pub mod generated;\n").map_err(text_of)?;
                format!(
                    "[package]\nname = \"compared\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n{head}{needs}"
                )
            }
            _ => fs::read_to_string(&manifest).map_err(text_of)?,
        };
        if !text.contains("[workspace]") {
            text.push_str("\n[workspace]\n");
        }
        fs::write(manifest, text).map_err(text_of)
    }
}

impl Tools {
    /// The command that makes an OpenAPI document, on its standard output, of a collection.
    pub(crate) fn convert(&self, input: &Path, output: &Path) -> Command {
        let mut command = Command::new("sh");
        command
            .args(["-c", "\"$0\" -f json \"$1\" > \"$2\""])
            .arg(&self.converter)
            .arg(input)
            .arg(output);
        command
    }
}
