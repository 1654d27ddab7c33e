//! Losses of power, played on a model of a disk: after each call of a run, names and bytes that were not synchronised
//! are dropped, all of them or some.

use std::collections::BTreeMap;

use super::super::super::file_system::Call;
use super::*;

/// A file or a folder: as programs see it, and as it is stored.
#[derive(Debug, Default)]
struct Node {
    is_folder: bool,
    bytes: Vec<u8>,
    stored_bytes: Vec<u8>,
    names: BTreeMap<String, usize>,
    stored_names: BTreeMap<String, usize>,
}

/// What a loss of power drops.
#[derive(Debug, Clone, Copy)]
enum Loss {
    /// Everything that was not synchronised.
    All,
    /// The bytes; names were stored early.
    Bytes,
    /// The bytes, and some of the names.
    Some(u64),
}

struct Model {
    root: Utf8PathBuf,
    nodes: Vec<Node>,
}

impl Model {
    /// A folder as it is on the disk, all of it stored.
    fn of(root: &Utf8Path) -> Self {
        let mut model = Self {
            root: root.to_owned(),
            nodes: Vec::new(),
        };
        model.load(root);
        model
    }

    fn load(&mut self, path: &Utf8Path) -> usize {
        let mut node = Node {
            is_folder: path.is_dir(),
            ..Node::default()
        };
        if node.is_folder {
            for entry in path.read_dir_utf8().unwrap() {
                let entry = entry.unwrap();
                let child = self.load(entry.path());
                node.names.insert(entry.file_name().to_owned(), child);
            }
            node.stored_names = node.names.clone();
        } else {
            node.bytes = fs::read(path).unwrap();
            node.stored_bytes = node.bytes.clone();
        }
        self.add(node)
    }

    fn add(&mut self, node: Node) -> usize {
        self.nodes.push(node);
        self.nodes.len() - 1
    }

    /// The root was loaded last, before any step.
    fn find(&self, top: usize, path: &Utf8Path) -> usize {
        let steps = path.strip_prefix(&self.root).unwrap();
        steps
            .iter()
            .fold(top, |node, name| self.nodes[node].names[name])
    }

    fn names(&mut self, top: usize, path: &Utf8Path) -> &mut BTreeMap<String, usize> {
        let folder = self.find(top, path.parent().unwrap());
        &mut self.nodes[folder].names
    }

    fn play(&mut self, top: usize, step: &Call) {
        let name = |path: &Utf8Path| path.file_name().unwrap().to_owned();
        match step {
            Call::CreateFolder(path) => {
                let node = self.add(Node {
                    is_folder: true,
                    ..Node::default()
                });
                self.names(top, path).insert(name(path), node);
            }
            Call::Write(path, bytes) => {
                let node = self.add(Node {
                    bytes: bytes.clone(),
                    ..Node::default()
                });
                self.names(top, path).insert(name(path), node);
            }
            Call::Link(from, to) => {
                let node = self.find(top, from);
                self.names(top, to).insert(name(to), node);
            }
            Call::Rename(from, to) => {
                let node = self.names(top, from).remove(&name(from)).unwrap();
                self.names(top, to).insert(name(to), node);
            }
            Call::Remove(path) | Call::RemoveAll(path) => {
                self.names(top, path).remove(&name(path));
            }
            Call::SyncFile(path) => {
                let node = self.find(top, path);
                self.nodes[node].stored_bytes = self.nodes[node].bytes.clone();
            }
            Call::SyncFolder(path) => {
                // The folder that holds the output is not part of the model.
                if path.starts_with(&self.root) {
                    let node = self.find(top, path);
                    self.nodes[node].stored_names = self.nodes[node].names.clone();
                }
            }
        }
    }

    /// Writes what is left after a loss.
    fn restore(&self, node: usize, to: &Utf8Path, loss: Loss) {
        let node = &self.nodes[node];
        if !node.is_folder {
            fs::write(to, &node.stored_bytes).unwrap();
            return;
        }
        fs::create_dir_all(to).unwrap();
        let all = node.names.iter().chain(&node.stored_names);
        for name in all
            .map(|(name, _)| name)
            .collect::<std::collections::BTreeSet<_>>()
        {
            let (seen, stored) = (node.names.get(name), node.stored_names.get(name));
            let child = match loss {
                Loss::All => stored,
                Loss::Bytes => seen,
                Loss::Some(seed) if is_kept(to, name, seed) => seen,
                Loss::Some(_) => stored,
            };
            if let Some(child) = child {
                self.restore(*child, &to.join(name), loss);
            }
        }
    }
}

/// A coin that falls the same way for the same name and seed.
fn is_kept(folder: &Utf8Path, name: &str, seed: u64) -> bool {
    let letters = folder.file_name().unwrap_or("").bytes().chain(name.bytes());
    let mix = |sum: u64, byte: u8| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    (letters.fold(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15), mix) >> 33) & 1 == 1
}

const LOSSES: [Loss; 6] = [
    Loss::All,
    Loss::Bytes,
    Loss::Some(1),
    Loss::Some(2),
    Loss::Some(3),
    Loss::Some(4),
];

/// The calls of a run over an older crate, with a model of what stood there before.
fn steps(one: &Tree, two: &Tree) -> (tempfile::TempDir, Model, Vec<Call>) {
    let (temp, out) = folder();
    write(one, &out, false).unwrap();
    fs::create_dir_all(out.join("src/ext")).unwrap();
    fs::write(out.join("src/ext/mod.rs"), "mine").unwrap();
    let model = Model::of(&out);
    let mut update = Update::new(&out);
    let manifest = Manifest::read(&out).unwrap();
    let plan = Plan::of(two, &out, manifest.as_ref()).unwrap();
    update
        .run(two, &plan, manifest.unwrap_or_default())
        .unwrap();
    (temp, model, update.file_system.log)
}

#[test]
fn whenever_the_power_is_lost_the_crate_is_the_old_or_the_new_one() {
    let one = version("one", &["src/lib.rs", "src/a.rs", "src/old/b.rs"]);
    let two = version("two", &["src/lib.rs", "src/a.rs", "src/new/c.rs"]);
    let (_temp, mut model, steps) = steps(&one, &two);
    let top = model.nodes.len() - 1;
    let mut versions = Vec::new();
    for done in 0..=steps.len() {
        for loss in LOSSES {
            let (_temp, out) = folder();
            model.restore(top, &out, loss);
            whole(&out, done);
            versions.push(crate_files(&out).unwrap().0);
            // The next run needs no `--force`: nothing looks as if somebody had edited it.
            write(&two, &out, false)
                .unwrap_or_else(|error| panic!("after {done} steps, {loss:?}: {error:?}"));
            assert_eq!(crate_files(&out).unwrap().0, "two");
            assert!(!out.join(STAGING).exists(), "{done}");
        }
        if let Some(step) = steps.get(done) {
            model.play(top, step);
        }
    }
    assert!(versions.contains(&"one".to_owned()));
    assert!(versions.ends_with(&["two".to_owned(), "two".to_owned()]));
}

#[test]
fn whenever_the_power_is_lost_a_single_file_is_the_old_or_the_new_one() {
    // A text beside `Cargo.toml` changes without the staging directory.
    let mut one = version("one", &["src/lib.rs", "src/a.rs", "src/old/b.rs"]);
    let mut two = one.clone();
    one.insert("names.lock", "old");
    two.insert("names.lock", "new");
    let (_temp, mut model, steps) = steps(&one, &two);
    let top = model.nodes.len() - 1;
    for done in 0..=steps.len() {
        for loss in LOSSES {
            let (_temp, out) = folder();
            model.restore(top, &out, loss);
            whole(&out, done);
            let lock = fs::read_to_string(out.join("names.lock")).unwrap();
            assert!(lock == "old" || lock == "new", "{done} {loss:?}: {lock:?}");
            write(&two, &out, false).unwrap();
        }
        if let Some(step) = steps.get(done) {
            model.play(top, step);
        }
    }
}

#[test]
fn bytes_are_stored_before_their_name_and_unchanged_files_are_not_written_again() {
    let files: Vec<String> = (0..50).map(|number| format!("src/m{number}.rs")).collect();
    let mut names: Vec<&str> = files.iter().map(String::as_str).collect();
    names.push("src/lib.rs");
    let one = version("one", &names);
    let mut two = one.clone();
    two.insert("src/lib.rs", "two");
    two.insert("src/m0.rs", "two");
    let (_temp, _, steps) = steps(&one, &two);
    let synced = |step: &&Call| matches!(step, Call::SyncFile(_) | Call::SyncFolder(_));
    let synced = steps.iter().filter(synced).count();
    // Two changed files and a user-owned one, the manifest and `Cargo.toml` twice each, and folders.
    assert!((12..=20).contains(&synced), "{synced}");
    let is_stored = |path: &Utf8PathBuf, before: usize| {
        let mut earlier = steps[..before].iter().rev();
        let written = earlier.find(|step| match step {
            Call::Write(to, _) | Call::SyncFile(to) | Call::Link(_, to) => to == path,
            _ => false,
        });
        !matches!(written, Some(Call::Write(..)))
    };
    for (index, step) in steps.iter().enumerate() {
        if let Call::Rename(from, _) = step {
            assert!(is_stored(from, index), "{index}: {from}");
        }
    }
}
