//! One client in a process of its own, with limits of time and memory.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};

use posthaste::Generator;
use posthaste::make::Inputs;
use posthaste::read::config::{Client, Runtime};
use posthaste::read::report::Message;
use posthaste_tests::shared::root;
use serde_json::{Value, json};

use super::directory::folder;

/// The first argument of the process that generates one client; then its document and its folder.
pub(crate) const CHILD: &str = "--one";

/// The most CPU seconds and MiB of addresses that a process may take.
const CPU_SECONDS: u64 = 300;
const MEMORY: u64 = 6 * 1024;

/// The methods that are counted as operations.
const METHODS: &[&str] = &[
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// The folder of the crate that was generated last.
pub(crate) fn crate_folder() -> std::path::PathBuf {
    folder().join("crate")
}

/// Generates the client of a document, and counts the operations that the document has.
///
/// # Errors
/// The document cannot be read, or no process starts.
pub(crate) fn result(directory: &Path, document: &str) -> Result<Value, String> {
    let path = directory.join(document);
    let (version, expected) = declared(&path)?;
    _ = std::fs::remove_dir_all(crate_folder());
    let this = std::env::current_exe().map_err(|error| error.to_string())?;
    let output = Command::new(this)
        .arg(CHILD)
        .arg(&path)
        .arg(crate_folder())
        .stdin(Stdio::null())
        .output()
        .map_err(|error| error.to_string())?;
    let last_line = String::from_utf8_lossy(&output.stdout);
    let last_line = last_line.lines().last().unwrap_or_default();
    let mut result = match serde_json::from_str(last_line) {
        Ok(Value::Object(result)) if output.status.success() => Value::Object(result),
        _ => json!({ "crash": crash(&output) }),
    };
    result["document"] = json!(document);
    result["version"] = json!(version);
    result["expected"] = json!(expected);
    Ok(result)
}

/// Why a process ended without a result: the place of a panic, else the last line that it printed, with the status.
fn crash(output: &std::process::Output) -> String {
    let text = String::from_utf8_lossy(&output.stderr);
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let panic = text.lines().position(|line| line.contains("panicked at"));
    let line = match panic {
        Some(index) => text
            .lines()
            .skip(index)
            .take(2)
            .collect::<Vec<_>>()
            .join(" "),
        None => lines.next_back().unwrap_or("no message").to_owned(),
    };
    format!("{}: {line}", output.status)
}

/// The version that a document declares, and the number of its operations.
fn declared(path: &Path) -> Result<(String, usize), String> {
    let text = std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let document: Value =
        serde_json::from_slice(&text).map_err(|error| format!("{}: {error}", path.display()))?;
    let items = document["paths"].as_object().into_iter().flatten();
    let operations = items.filter_map(|(_, item)| item.as_object()).flatten();
    let operations = operations
        .filter(|(method, operation)| METHODS.contains(&method.as_str()) && operation.is_object());
    let version = document["openapi"].as_str().unwrap_or("?").to_owned();
    Ok((version, operations.count()))
}

/// The process for one document: prints its result in a line of JSON.
pub(crate) fn child(arguments: &[String]) -> ExitCode {
    let [document, crate_folder] = arguments else {
        return ExitCode::from(2);
    };
    limit();
    let report = Generator::new()
        .input(document)
        .output(crate_folder)
        .name("scored-client")
        .runtime(Runtime::Path(runtime_folder()))
        .force(true)
        .run();
    let (cpu, memory) = usage();
    let mut result = match &report {
        Ok(report) => json!({
            "requests": report.requests,
            "operations": report.operations,
            "diagnostics": by_code(&report.messages),
            "lines": lines(&Path::new(crate_folder).join("src")),
        }),
        Err(failure) => json!({
            "refused": failure.to_string(),
            "diagnostics": by_code(&failure.messages),
        }),
    };
    if report.as_ref().is_ok_and(|report| report.skipped > 0) {
        result["skipped"] = json!(skipped(document));
    }
    result["cpu"] = json!(cpu);
    result["memory"] = json!(memory);
    println!("{result}");
    ExitCode::SUCCESS
}

fn runtime_folder() -> camino::Utf8PathBuf {
    let path = root().join("runtime");
    let path = path.canonicalize().unwrap_or(path);
    camino::Utf8PathBuf::from(path.to_string_lossy().into_owned())
}

fn by_code(messages: &[Message]) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for message in messages {
        *counts.entry(message.code.to_string()).or_default() += 1;
    }
    counts
}

/// `item: reason` for each operation that the client lacks.
fn skipped(document: &str) -> Vec<String> {
    let client = Client {
        inputs: vec![document.into()],
        ..Client::default()
    };
    let Ok(inputs) = Inputs::read(&client) else {
        return Vec::new();
    };
    let skipped = inputs.understand().provenance.skipped.into_iter();
    skipped
        .map(|skipped| format!("{}: {}", skipped.source_path, skipped.reason))
        .collect()
}

/// Lines of Rust below a folder that are neither blank nor a comment.
fn lines(folder: &Path) -> usize {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let count = |path: std::path::PathBuf| match path.is_dir() {
        true => lines(&path),
        false => {
            let text = std::fs::read_to_string(&path).unwrap_or_default();
            let is_code = |line: &&str| !line.trim().is_empty() && !line.trim().starts_with("//");
            text.lines().filter(is_code).count()
        }
    };
    entries.map(|entry| count(entry.path())).sum()
}

/// Limits this process.
#[cfg(unix)]
fn limit() {
    use nix::sys::resource::{Resource, setrlimit};
    let bytes = MEMORY * 1024 * 1024;
    _ = setrlimit(Resource::RLIMIT_CPU, CPU_SECONDS, CPU_SECONDS);
    _ = setrlimit(Resource::RLIMIT_AS, bytes, bytes);
    _ = setrlimit(Resource::RLIMIT_CORE, 0, 0);
}

/// The CPU seconds of this process so far, and its largest resident memory in MiB.
#[cfg(unix)]
fn usage() -> (f64, f64) {
    use nix::sys::resource::{UsageWho, getrusage};
    use nix::sys::time::TimeVal;
    let Ok(usage) = getrusage(UsageWho::RUSAGE_SELF) else {
        return (0.0, 0.0);
    };
    let seconds = |time: TimeVal| time.tv_sec() as f64 + time.tv_usec() as f64 / 1_000_000.0;
    let cpu = seconds(usage.user_time()) + seconds(usage.system_time());
    // Linux counts kibibytes.
    (cpu, usage.max_rss() as f64 / 1024.0)
}

/// Only Unix has these limits and figures.
#[cfg(not(unix))]
fn limit() {}

#[cfg(not(unix))]
fn usage() -> (f64, f64) {
    (0.0, 0.0)
}
