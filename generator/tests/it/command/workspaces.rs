//! Where a generated crate stands among other crates.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::{collection, item, posthaste};

/// The packages that cargo sees from a folder, or what it says against it.
fn packages(folder: &Path) -> Result<Vec<String>, String> {
    let output = Command::new(env!("CARGO"))
        .current_dir(folder)
        .args([
            "metadata",
            "--offline",
            "--no-deps",
            "--format-version",
            "1",
        ])
        .output()
        .expect("cargo runs");
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let packages = metadata["packages"].as_array().expect("a list").iter();
    let mut names: Vec<String> = packages
        .map(|package| package["name"].as_str().expect("a name").to_owned())
        .collect();
    names.sort();
    Ok(names)
}

/// A folder with a workspace of one crate, which may depend on what is generated beside it.
fn workspace(dependencies: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path();
    fs::create_dir_all(path.join("app/src")).expect("created");
    let root = "[workspace]\nresolver = \"3\"\nmembers = [\"app\"]\n";
    let app = format!(
        "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\n{dependencies}"
    );
    fs::write(path.join("Cargo.toml"), root).expect("written");
    fs::write(path.join("app/Cargo.toml"), app).expect("written");
    fs::write(path.join("app/src/main.rs"), "fn main() {}\n").expect("written");
    let shop = collection(&item("Get things", "things"));
    fs::write(path.join("shop.json"), shop).expect("written");
    folder
}

fn generate(folder: &Path, more: &[&str]) {
    let args = [
        "generate",
        "shop.json",
        "-o",
        "shop-client",
        "--name",
        "shop-client",
    ];
    let run = posthaste(folder, &[&args[..], more].concat());
    assert_eq!(run.code, 0, "{run:?}");
    let check = [
        "check",
        "shop.json",
        "-o",
        "shop-client",
        "--name",
        "shop-client",
    ];
    let run = posthaste(folder, &[&check[..], more].concat());
    assert_eq!(run.code, 0, "{run:?}");
}

#[test]
fn a_crate_of_a_workspace_depends_on_clients_by_path() {
    let folder = workspace(
        "shop-client = { path = \"../shop-client\" }\nfair-client = { path = \"../fair\" }\n",
    );
    generate(folder.path(), &[]);
    let args = [
        "generate",
        "shop.json",
        "-o",
        "fair",
        "--name",
        "fair-client",
    ];
    assert_eq!(posthaste(folder.path(), &args).code, 0);
    let all = [
        "app",
        "fair-client",
        "fair-client-runtime",
        "shop-client",
        "shop-client-runtime",
    ];
    let all = all.map(str::to_owned).to_vec();
    assert_eq!(packages(&folder.path().join("app")), Ok(all.clone()));
    assert_eq!(packages(&folder.path().join("shop-client")), Ok(all));
}

#[test]
fn it_builds_alone_and_where_asked_for_inside_a_workspace_that_does_not_know_it() {
    let alone = tempfile::tempdir().expect("a folder");
    let shop = collection(&item("Get things", "things"));
    fs::write(alone.path().join("shop.json"), shop).expect("written");
    generate(alone.path(), &[]);
    assert!(packages(&alone.path().join("shop-client")).is_ok());

    let folder = workspace("");
    generate(folder.path(), &[]);
    let error = packages(&folder.path().join("shop-client")).expect_err("a stranger");
    assert!(error.contains("workspace"), "{error}");
    generate(folder.path(), &["--standalone"]);
    assert!(packages(&folder.path().join("shop-client")).is_ok());
    assert_eq!(
        packages(&folder.path().join("app")),
        Ok(vec!["app".to_owned()])
    );
}

#[test]
fn what_mends_drift_names_the_flag() {
    let folder = workspace("");
    generate(folder.path(), &["--standalone"]);
    fs::remove_file(folder.path().join("shop-client/README.md")).expect("removed");
    let args = [
        "check",
        "shop.json",
        "-o",
        "shop-client",
        "--name",
        "shop-client",
        "--standalone",
    ];
    let run = posthaste(folder.path(), &args);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(
        run.err.contains("--name shop-client --standalone"),
        "{}",
        run.err
    );
}
