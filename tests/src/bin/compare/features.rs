//! What each feature costs: packages, and CPU seconds of `cargo check`.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use posthaste_tests::shared::root;

use super::alone::NO_DOCUMENT;
use super::figures::Figures;
use super::measure::{Usage, measure};
use super::report::{machine, rounded};

const RUNTIME: &str = "posthaste-runtime";
const CLIENT: &str = "zoom-client";

/// Features of the runtime, and what they are for.
const FEATURES: &[(&str, &str)] = &[
    ("tls", "HTTPS; on by default"),
    ("http2", "HTTP/2 if the server offers it"),
    ("oauth2", "tokens that are requested and renewed"),
    ("digest", "digest access authentication"),
    ("aws", "AWS signatures"),
    ("oauth1", "OAuth 1.0 signatures"),
    ("hawk", "Hawk"),
    ("jwt", "JSON Web Tokens"),
    ("stream", "lists as `Stream`"),
    ("charset", "text in any of the web's encodings"),
    ("xml", "bodies of XML"),
    ("gzip", "answers compressed with gzip"),
    ("br", "answers compressed with Brotli"),
    ("zstd", "answers compressed with Zstandard"),
    ("serialize", "answers written as JSON"),
    ("tower", "`tower` services as transports"),
    ("tracing", "spans for calls and attempts"),
    ("blocking", "calls from programs that are not async"),
    ("webhook", "verification of messages to webhooks"),
];

/// Features that are not measured: those that only turn on others, that of `posthaste send`, which no client has, and
/// conversions of values, which cost what the crate costs that their name is.
#[cfg(test)]
const NOT_MEASURED: &[&str] = &[
    "default",
    "auth",
    "raw",
    "chrono",
    "jiff",
    "rust_decimal",
    "time",
    "url",
    "uuid",
];

/// Groups of Zoom's client: none, one of each size, all.
const GROUPS: &[&str] = &["", "roles", "users", "full"];

/// Measures all of it; what is already built is thrown away first.
pub(crate) fn all(figures: &mut Figures) {
    let base = folder("none");
    _ = fs::remove_dir_all(folder(""));
    let cold = check(RUNTIME, "", &base);
    figures.set_usage(NO_DOCUMENT, "runtime", "cold", cold);
    // What the runtime itself takes is part of every further check.
    let alone = touched(RUNTIME, "", &base);
    figures.set_usage(NO_DOCUMENT, "runtime", "alone", alone);
    count(figures, RUNTIME, "");
    for (feature, _) in FEATURES {
        eprintln!("feature {feature}");
        // Each begins with what is built without features, and with nothing of another feature's.
        let copied = Command::new("cp")
            .arg("-a")
            .arg(&base)
            .arg(folder(feature))
            .status();
        if copied.is_ok_and(|status| status.success()) {
            let added = check(RUNTIME, feature, &folder(feature));
            figures.set_usage(NO_DOCUMENT, &format!("runtime {feature}"), "added", added);
        }
        count(figures, RUNTIME, feature);
    }
    let client = folder("client");
    for group in GROUPS {
        eprintln!("group {group}");
        let alone = check(CLIENT, group, &client).and_then(|_| touched(CLIENT, group, &client));
        figures.set_usage(NO_DOCUMENT, &format!("client {group}"), "alone", alone);
    }
    figures.save();
}

fn folder(name: &str) -> PathBuf {
    root().join("target/compare/features").join(name)
}

fn check(package: &str, feature: &str, target: &Path) -> Result<Usage, String> {
    measure(
        Command::new("cargo")
            .args(["check", "--quiet", "--no-default-features", "-p", package])
            .args(["--features", feature])
            .current_dir(root())
            .env("CARGO_INCREMENTAL", "0")
            .env("CARGO_TARGET_DIR", target),
    )
}

/// The check of a package alone, all that it needs being there.
fn touched(package: &str, feature: &str, target: &Path) -> Result<Usage, String> {
    let folder = match package {
        CLIENT => "generated-client",
        _ => "runtime",
    };
    let path = root().join(folder).join("src/lib.rs");
    let text = fs::read(&path).map_err(|error| error.to_string())?;
    fs::write(&path, text).map_err(|error| error.to_string())?;
    check(package, feature, target)
}

/// Counts the packages that are compiled, the package itself among them.
fn count(figures: &mut Figures, package: &str, feature: &str) {
    let output = Command::new("cargo")
        .args([
            "tree",
            "--prefix",
            "none",
            "--edges",
            "normal,build",
            "--no-default-features",
        ])
        .args(["-p", package, "--features", feature])
        .current_dir(root())
        .output();
    let text = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned());
    let text = text.unwrap_or_default();
    let packages: BTreeSet<&str> = text
        .lines()
        .filter_map(|line| line.split(" (").next())
        .filter(|line| !line.is_empty())
        .collect();
    let key = format!("runtime {feature}");
    figures.set(NO_DOCUMENT, key.trim(), "tree", Ok(packages.len() as f64));
}

/// The page of it; nothing where it was never measured.
pub(crate) fn page(figures: &Figures) -> Option<String> {
    let value = |key: &str, measure: &str| figures.value(NO_DOCUMENT, key, measure);
    let (cold, alone) = (
        value("runtime", "cold cpu")?,
        value("runtime", "alone cpu")?,
    );
    let packages = value("runtime", "tree")?;
    let mut text = format!(
        "# What features cost\n\n\
         Written by `cargo run -p posthaste-tests --release --bin compare -- --only features`. CPU seconds of `cargo check`, user and\n\
         system time of the process tree; {}\n\n\
         ## The runtime\n\n\
         A generated crate enables the features that its API needs; each can also be enabled by hand. Without any,\n\
         the runtime and its dependencies are {packages} packages, and a cold check of all of them takes {} CPU seconds, {} of\n\
         them the runtime's own.\n\n\
         | feature | for | packages more | CPU seconds more, cold |\n|---|---|---:|---:|\n",
        machine(),
        rounded(cold),
        rounded(alone),
    );
    for (feature, for_what) in FEATURES {
        let key = format!("runtime {feature}");
        let more = value(&key, "tree").map(|all| format!("{}", all - packages));
        let added = value(&key, "added cpu").map(|all| format!("{:.1}", (all - alone).max(0.0)));
        _ = writeln!(
            text,
            "| `{feature}` | {for_what} | {} | {} |",
            more.unwrap_or_default(),
            added.unwrap_or_default()
        );
    }
    text.push_str(
        "\n`auth` is `digest`, `aws`, `oauth1`, `hawk` and `jwt` together. What several features need is compiled once.\n\n\
         ## Groups of a client\n\n\
         Each folder of a collection is a feature of its client; `full`, the default, is all of them. Zoom's client with 310\n\
         operations, the crate alone:\n\n\
         | features | CPU seconds | peak MiB |\n|---|---:|---:|\n",
    );
    for group in GROUPS {
        let key = format!("client {group}");
        let title = match *group {
            "" => "none".to_owned(),
            group => format!("`{group}`"),
        };
        if let (Some(cpu), Some(memory)) = (value(&key, "alone cpu"), value(&key, "alone memory")) {
            _ = writeln!(text, "| {title} | {} | {} |", rounded(cpu), rounded(memory));
        }
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_feature_of_the_runtime_is_measured() {
        let manifest = fs::read_to_string(root().join("runtime/Cargo.toml")).unwrap();
        let (_, features) = manifest.split_once("[features]\n").unwrap();
        let (features, _) = features.split_once("\n[").unwrap();
        let declared: BTreeSet<&str> = features
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| Some(line.split_once(" = ")?.0))
            .filter(|name| !NOT_MEASURED.contains(name))
            .collect();
        let measured: BTreeSet<&str> = FEATURES.iter().map(|feature| feature.0).collect();
        assert_eq!(measured, declared);
    }
}
