//! From a first collection to its next version, as the README shows it: the transcript there is what the
//! command says.

use std::fs;
use std::path::Path;

use super::{collection, item, posthaste};

/// Runs a command line and appends what was typed, printed and returned.
fn step(transcript: &mut String, folder: &Path, line: &str, code: i32) {
    let args: Vec<&str> = line.split(' ').skip(1).collect();
    let run = posthaste(folder, &args);
    assert_eq!(run.code, code, "{line}\n{}{}", run.out, run.err);
    *transcript += &format!("$ {line}\n");
    // Diffs are long, and the folder in them differs; their headings are enough here.
    for text in run.out.lines().chain(run.err.lines()) {
        let noise = text.starts_with(['+', '-', '@', ' ', '…']);
        if !noise && !text.is_empty() {
            *transcript += &format!("{text}\n");
        }
    }
}

#[test]
fn the_readmes_walk_is_what_happens() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let group =
        |items: &[String]| format!(r#"{{ "name": "Orders", "item": [{}] }}"#, items.join(","));
    let (list, get) = (
        item("List orders", "orders"),
        item("Get an order", "orders/:orderId"),
    );
    let delete = item("Delete an order", "orders/:orderId").replace("\"GET\"", "\"DELETE\"");
    fs::write(
        folder.join("shop.json"),
        collection(&group(&[list.clone(), get])),
    )
    .expect("written");
    let mut transcript = String::new();
    step(&mut transcript, folder, "posthaste init shop.json", 0);
    step(&mut transcript, folder, "posthaste generate", 0);
    fs::copy(folder.join("shop.json"), folder.join("old.json")).expect("copied");
    transcript += "$ # the vendor publishes another shop.json\n";
    fs::write(
        folder.join("shop.json"),
        collection(&group(&[list, delete])),
    )
    .expect("written");
    step(&mut transcript, folder, "posthaste check", 1);
    step(
        &mut transcript,
        folder,
        "posthaste diff old.json shop.json",
        1,
    );
    step(&mut transcript, folder, "posthaste generate", 0);
    step(&mut transcript, folder, "posthaste check", 0);

    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("../README.md");
    let readme = fs::read_to_string(readme).expect("the README");
    let shown = readme
        .split_once("<!-- walk -->\n```console\n")
        .and_then(|(_, rest)| rest.split_once("```\n<!-- /walk -->"))
        .map(|(shown, _)| shown)
        .expect("the transcript between its marks");
    assert!(
        uncounted(shown) == uncounted(&transcript),
        "the README's walk should read\n{transcript}"
    );
    assert_eq!(posthaste(folder, &["init", "shop.json"]).code, 2);
}

/// A text without the numbers of files: the runtime's copy has some more now and then.
fn uncounted(text: &str) -> Vec<&str> {
    let words = text.split_inclusive(' ').collect::<Vec<_>>();
    let is_count = |at: usize| {
        words
            .get(at + 1)
            .is_some_and(|next| next.starts_with("files"))
    };
    let kept = words.iter().enumerate().filter(|(at, _)| !is_count(*at));
    kept.map(|(_, word)| *word).collect()
}

#[test]
fn programs_and_strict_people_are_served() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let warned = item("Get things", "things").replace("\"GET\"", "\"{{none}}\"");
    let items = [item("List orders", "orders"), warned].join(",");
    fs::write(folder.join("shop.json"), collection(&items)).expect("written");
    let generate = ["generate", "shop.json", "-o", "out", "--format", "json"];
    let run = posthaste(folder, &generate);
    assert_eq!(run.code, 0, "{}", run.err);
    let report: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
    assert_eq!(
        (&report["output"], &report["operations"]),
        (&"out".into(), &1.into())
    );
    let written = report["written"].as_array().expect("a list");
    assert!(written.contains(&"src/lib.rs".into()), "{report}");
    let strict = [&generate[..], &["--deny", "warnings"]].concat();
    assert_eq!(posthaste(folder, &strict).code, 1);
}
