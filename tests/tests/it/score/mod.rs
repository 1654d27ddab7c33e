//! What is inferred from Zoom's collection of 2022, held against what its OpenAPI documents of 2025 and
//! 2026 declare; `SCORE.md` is the page of it.
//!
//! `UPDATE_SCORE=1 cargo test -p posthaste-tests --test it score::` writes the page. `SCORE_PEERS` may name what
//! other readers made of the same collection, as `NAME=FILE,NAME=FILE`: OpenAPI as JSON, or quicktype's
//! schema where the name is `quicktype`. Without it their rows stay as they are.

mod compare;
mod declared;
mod fact;
mod figures;
mod inferred;
mod table;

use std::path::{Path, PathBuf};

use camino::Utf8PathBuf;
use posthaste_tests::shared::{root, shared};

use self::compare::{Comparison, compare};
use self::fact::{Facts, Section};
use self::table::Row;

/// The declared truth; an operation counts as its first document has it.
const DOCUMENTS: [&str; 6] = [
    "zoom-users-2026-02",
    "zoom-team-chat-2026-02",
    "zoom-chatbot-2026-02",
    "zoom-marketplace-2026-02",
    "zoom-qss-2026-02",
    "zoom-phone-2025-12",
];

#[test]
fn the_page_says_what_a_run_says() {
    let Some(folder) = shared("corpus/zoom") else {
        return;
    };
    let declared = declared_facts(&folder);
    let ours = compare(&inferred_facts(&folder), &declared);
    let file = root().join("SCORE.md");
    let old = std::fs::read_to_string(&file).unwrap_or_default();
    let (readers, callers) = old.split_once(figures::HEADING).unwrap_or((&old, ""));
    let mut rows = Row::of("Posthaste", &ours);
    match peers() {
        peers if peers.is_empty() => rows.extend(table::rows_of_others(readers)),
        peers => peers
            .iter()
            .for_each(|(name, path)| rows.extend(Row::of(name, &peer(name, path, &declared)))),
    }
    let mut page = table::page(&rows, &ours);
    page.push_str(&figures::section(callers));
    if std::env::var_os("UPDATE_SCORE").is_some() {
        std::fs::write(&file, &page).expect("SCORE.md is writable");
    } else {
        let mend = "UPDATE_SCORE=1 cargo test -p posthaste-tests --test it score::";
        assert_eq!(old, page, "SCORE.md is stale; run `{mend}`");
    }
}

/// What must not get worse unnoticed, whatever the page says.
#[test]
fn types_agree_with_what_is_declared() {
    let Some(folder) = shared("corpus/zoom") else {
        return;
    };
    let ours = compare(&inferred_facts(&folder), &declared_facts(&folder));
    assert!(ours.operations >= 80, "{} operations", ours.operations);
    for section in Section::ALL {
        let score = &ours.scores[&section];
        for (what, share) in [("type", score.kind), ("presence", score.required)] {
            let title = section.title();
            assert!(share.percent() > 95.0, "{what} of {title}: {share}");
        }
    }
}

fn declared_facts(folder: &Path) -> Facts {
    let mut facts = Facts::default();
    for document in DOCUMENTS {
        let file = folder.join(format!("{document}.openapi.json"));
        declared::read(&file, &mut facts);
    }
    facts
}

fn inferred_facts(folder: &Path) -> Facts {
    let collection = utf8(folder.join("zoom-api-2022-08.postman_collection.json"));
    let profile = utf8(root().join("collections/zoom/posthaste.toml"));
    inferred::read(&collection, &profile)
}

fn peer(name: &str, path: &Path, declared: &Facts) -> Comparison {
    let mut facts = Facts::default();
    match name {
        "quicktype" => declared::read_quicktype(path, &mut facts),
        _ => declared::read(path, &mut facts),
    }
    compare(&facts, declared)
}

fn peers() -> Vec<(String, PathBuf)> {
    let list = std::env::var("SCORE_PEERS").unwrap_or_default();
    let pairs = list.split(',').filter_map(|pair| pair.split_once('='));
    pairs
        .map(|(name, file)| (name.to_owned(), PathBuf::from(file)))
        .collect()
}

fn utf8(path: PathBuf) -> Utf8PathBuf {
    Utf8PathBuf::from_path_buf(path).expect("paths here are UTF-8")
}
