//! The same collection is the same crate, byte for byte, in whatever order its objects' keys stand.

use camino::{Utf8Path, Utf8PathBuf};
use posthaste::Generator;
use posthaste::disk::Tree;
use posthaste::make::Inputs;
use posthaste::read::config::{self, Client};
use posthaste::read::source::SourceMap;
use posthaste::rust::plan::Options;
use posthaste_tests::shared::root;
use serde_json::Value;

fn zoom() -> Client {
    let settings = root().join("posthaste.toml");
    let settings = Utf8PathBuf::from_path_buf(settings).expect("a path in UTF-8");
    let mut sources = SourceMap::default();
    config::read(&settings, &mut sources)
        .expect("the repository's settings are readable")
        .remove("zoom")
        .expect("a client called zoom")
}

fn tree(client: &Client) -> Tree {
    let inputs = Inputs::read(client).expect("the inputs are readable");
    let (tree, found) = posthaste::make::output_tree(&inputs.understand().api, &Options::default());
    assert!(!found.has_errors(), "{found:?}");
    assert!(tree.len() > 1, "nothing was generated");
    tree
}

#[track_caller]
fn assert_same(left: &Tree, right: &Tree, what: &str) {
    let paths = |tree: &Tree| -> Vec<Utf8PathBuf> {
        tree.iter().map(|(path, _)| path.to_owned()).collect()
    };
    assert_eq!(paths(left), paths(right), "{what}");
    for (path, bytes) in left.iter() {
        let other = right.get(path.as_str()).unwrap_or_default();
        let at = bytes.iter().zip(other).position(|(a, b)| a != b);
        assert!(bytes == other, "{what}: {path} differs at byte {at:?}");
    }
}

#[test]
fn generating_twice_gives_the_same_bytes() {
    let client = zoom();
    assert_same(&tree(&client), &tree(&client), "a second run");
}

#[test]
fn the_order_of_keys_does_not_matter() {
    let client = zoom();
    let expected = tree(&client);
    for seed in 1..=3 {
        let temp = tempfile::tempdir().expect("a temporary folder");
        let folder = Utf8Path::from_path(temp.path()).expect("a path in UTF-8");
        let shuffled = Client {
            inputs: client
                .inputs
                .iter()
                .map(|path| shuffled_file(path, folder, seed))
                .collect(),
            ..client.clone()
        };
        assert_same(&expected, &tree(&shuffled), &format!("seed {seed}"));
    }
}

#[test]
fn the_checked_in_client_is_what_a_run_writes() {
    let checked = Generator::from(zoom()).check().expect("the client is made");
    let drift = checked.drift.unwrap_or_default();
    assert!(drift.is_empty(), "run `posthaste generate`\n{drift}");
}

/// A copy of a JSON file whose objects' keys stand in another order.
fn shuffled_file(path: &Utf8Path, folder: &Utf8Path, seed: u64) -> Utf8PathBuf {
    let text = std::fs::read_to_string(path).expect("the input is readable");
    let mut value: Value = serde_json::from_str(&text).expect("the input is JSON");
    shuffle(&mut value, &mut Random(seed));
    let shuffled = value.to_string();
    let compact = serde_json::from_str::<Value>(&text).map(|value| value.to_string());
    assert_ne!(compact.ok(), Some(shuffled.clone()), "nothing was shuffled");
    let copy = folder.join(path.file_name().expect("a file's name"));
    std::fs::write(&copy, shuffled).expect("the copy is written");
    copy
}

fn shuffle(value: &mut Value, random: &mut Random) {
    match value {
        Value::Object(object) => {
            let mut members: Vec<(String, Value)> = std::mem::take(object).into_iter().collect();
            for last in (1..members.len()).rev() {
                members.swap(last, random.below(last + 1));
            }
            for (_, member) in &mut members {
                shuffle(member, random);
            }
            object.extend(members);
        }
        Value::Array(elements) => elements
            .iter_mut()
            .for_each(|element| shuffle(element, random)),
        _ => {}
    }
}

/// `SplitMix64`: a few lines that give the same numbers everywhere.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % end as u64) as usize
    }
}
