//! The scratch workspace: the clients, and the program that calls them.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use camino::{Utf8Path, Utf8PathBuf};
use posthaste::disk::{self, Tree};
use posthaste::make::Generator;
use posthaste::read::config;
use posthaste_tests::scratch;
use posthaste_tests::shared::root;

use super::driver::package;

const MAIN: &str = r#"
type Outcome = Result<(), Box<dyn std::error::Error>>;

fn report(outcome: Outcome) {
    match outcome {
        Ok(()) => println!("sent"),
        Err(error) => println!("{}", format!("{error:?}").replace('\n', " ")),
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let host = arguments[2].as_str();
    match arguments[1].as_str() {
"#;

/// A client, and the module of the driver that calls it.
pub(crate) struct Driven<'a> {
    pub(crate) case: &'a str,
    pub(crate) made: Made<'a>,
    pub(crate) module: &'a str,
}

/// What a client is made of.
pub(crate) enum Made<'a> {
    /// Its files.
    Tree(&'a Tree),
    /// An input, and its profile if it has one.
    By(Utf8PathBuf, Option<Utf8PathBuf>),
}

impl Made<'_> {
    fn write(&self, package: &str, folder: &Utf8Path) {
        match self {
            Self::Tree(tree) => {
                disk::write(tree, folder, true).expect("the crate is written");
            }
            Self::By(input, profile) => {
                let client = config::Client {
                    inputs: vec![input.clone()],
                    profile: profile.clone(),
                    output: folder.to_owned(),
                    name: Some(package.to_owned()),
                    runtime: config::Runtime::Path(utf8(root().join("runtime"))),
                    ..config::Client::default()
                };
                let made = Generator::from(client).force(true).run();
                made.expect("the crate is generated");
            }
        }
    }
}

fn utf8(path: PathBuf) -> Utf8PathBuf {
    Utf8PathBuf::from_path_buf(path).expect("UTF-8")
}

/// Builds the clients and their driver; the driver's path.
pub(crate) fn build(name: &str, clients: &[Driven<'_>]) -> PathBuf {
    let folder = root().join("target/loopback").join(name);
    let (mut main, mut modules, mut needs) = (MAIN.to_owned(), String::new(), String::new());
    let mut members = vec!["driver".to_owned()];
    for client in clients {
        let (case, package) = (client.case, package(client.case));
        let crate_folder = utf8(folder.join(&package));
        client.made.write(&package, &crate_folder);
        writeln!(modules, "mod {case};").unwrap();
        writeln!(main, "        {case:?} => {case}::all(host).await,").unwrap();
        writeln!(needs, "{package} = {{ path = \"../{package}\" }}").unwrap();
        put(&folder.join(format!("driver/src/{case}.rs")), client.module);
        members.push(package);
    }
    main.push_str("        other => panic!(\"no client {other}\"),\n    }\n}\n");
    put(&folder.join("driver/src/main.rs"), &(modules + &main));
    put(&folder.join("driver/Cargo.toml"), &manifest(name, &needs));
    let workspace = format!("[workspace]\nresolver = \"3\"\nmembers = {members:?}\n");
    put(&folder.join("Cargo.toml"), &workspace);
    let output = cargo(&folder).output().expect("cargo runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    scratch::target().join("debug").join(driver(name))
}

fn driver(name: &str) -> String {
    format!("driver-{name}{}", std::env::consts::EXE_SUFFIX)
}

fn manifest(name: &str, needs: &str) -> String {
    format!(
        "[package]\nname = \"driver-{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n\
         [dependencies]\nposthaste-runtime = {{ path = \"../../../../runtime\" }}\n\
         tokio = {{ version = \"1\", default-features = false, features = [\"macros\", \"rt\"] }}\n{needs}"
    )
}

/// Writes what changed, so that cargo sees nothing else as new.
fn put(path: &Path, text: &str) {
    if fs::read_to_string(path).is_ok_and(|old| old == text) {
        return;
    }
    fs::create_dir_all(path.parent().expect("a folder")).expect("the folder is made");
    fs::write(path, text).expect("the file is written");
}

/// Offline where the registry's packages are at hand, as they are behind this workspace's own build.
fn cargo(folder: &Path) -> Command {
    let offline = scratch::cargo(folder)
        .args(["metadata", "--offline", "--format-version", "1"])
        .output()
        .is_ok_and(|output| output.status.success());
    let mut command = scratch::cargo(folder);
    command.args(["build", "--quiet"]);
    if offline {
        command.arg("--offline");
    }
    command
}
