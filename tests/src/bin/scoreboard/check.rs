//! Whether the crates of the sample compile without a warning.

use std::fs;
use std::path::Path;
use std::process::Command;

use posthaste_tests::shared::root;
use serde_json::{Value, json};

use super::Options;
use super::directory::{folder, sample};
use super::generate::{crate_folder, result};
use super::results::Results;

/// Checks more crates of the sample: so many as the options say.
///
/// # Errors
/// A crate cannot be generated or written, or cargo does not start.
pub(crate) fn more(
    directory: &Path,
    results: &Results,
    checked: &mut Results,
    options: &Options,
) -> Result<(), String> {
    let is_due = |document: &&String| {
        let has_crate = results
            .get(document)
            .is_some_and(|result| result["lines"].is_u64());
        let is_done = checked.get(document).is_some() && !options.again;
        document.contains(&options.documents) && has_crate && !is_done
    };
    let sample = sample();
    let due: Vec<&String> = sample.iter().filter(is_due).take(options.check).collect();
    for document in due {
        eprintln!("checking {document}");
        result(directory, document)?;
        let error = first_error()?;
        checked.add(json!({ "document": document, "error": error }))?;
    }
    Ok(())
}

/// The first error or warning of the crate that was generated last.
fn first_error() -> Result<Option<String>, String> {
    let failed = |error: std::io::Error| error.to_string();
    let crate_folder = crate_folder();
    let manifest = crate_folder.join("Cargo.toml");
    let text = fs::read_to_string(&manifest).map_err(failed)?;
    if !text.contains("[workspace]") {
        fs::write(&manifest, text + "\n[workspace]\n").map_err(failed)?;
    }
    fs::copy(root().join("Cargo.lock"), crate_folder.join("Cargo.lock")).map_err(failed)?;
    let output = Command::new("cargo")
        .args(["check", "--quiet", "--message-format", "json"])
        .current_dir(&crate_folder)
        .env("CARGO_TARGET_DIR", folder().join("build"))
        .env("CARGO_INCREMENTAL", "0")
        .env("RUSTFLAGS", "-D warnings")
        .output()
        .map_err(failed)?;
    let lines = output.stdout.split(|byte| *byte == b'\n');
    let messages = lines.filter_map(|line| serde_json::from_slice::<Value>(line).ok());
    let mut errors = messages.filter(|message| message["message"]["level"] == "error");
    let rendered = errors
        .next()
        .map(|message| message["message"]["rendered"].clone());
    let rendered = rendered.and_then(|text| Some(text.as_str()?.to_owned()));
    Ok(match output.status.success() {
        true => None,
        false => rendered.or_else(|| Some(String::from_utf8_lossy(&output.stderr).into_owned())),
    })
}
