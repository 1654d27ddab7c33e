//! Lists the runtime's sources, so that the command can put a copy into the crates that it writes.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let manifest = env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?;
    let runtime = Path::new(&manifest).join("../runtime");
    println!("cargo::rerun-if-changed={}", runtime.join("src").display());
    println!(
        "cargo::rerun-if-changed={}",
        runtime.join("Cargo.toml").display()
    );
    let mut files = vec![runtime.join("Cargo.toml")];
    collect(&runtime.join("src"), &mut files)?;
    files.sort();
    let mut code = String::from("&[\n");
    for file in files {
        let name = file.strip_prefix(&runtime).map_err(io::Error::other)?;
        let name = name.to_string_lossy().replace('\\', "/");
        let full = file.canonicalize()?;
        writeln!(code, "    ({name:?}, include_str!({full:?})),").map_err(io::Error::other)?;
    }
    code.push(']');
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    fs::write(Path::new(&out).join("runtime.rs"), code)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if !path.ends_with("tests.rs") {
            // A client is no place for the runtime's own tests.
            files.push(path);
        }
    }
    Ok(())
}
