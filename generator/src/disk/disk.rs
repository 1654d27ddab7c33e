//! The output folder while it is written: which change comes after which.

use std::fs;
use std::io;

use camino::{Utf8Path, Utf8PathBuf};

use super::manifest::Manifest;
use super::place::names;
use super::plan::{Plan, below};
use super::recover::Recovery;
use super::store::{Refusal, Store};
use super::text::same;
use super::tree::Pivot;
use super::{Left, MANIFEST, STAGING, Tree, read, unwritable};

/// Where a file gets its bytes before it gets its name.
pub(super) const NAMELESS: &str = ".file";

/// The output folder while it is written.
pub(super) struct Disk {
    folder: Utf8PathBuf,
    staging: Utf8PathBuf,
    pub(super) store: Store,
    /// What stands in the folder.
    pub(super) left: Left,
}

impl Disk {
    pub(super) fn new(folder: &Utf8Path) -> Self {
        Self {
            folder: folder.to_owned(),
            staging: folder.join(STAGING),
            store: Store::default(),
            left: Left::Old,
        }
    }

    /// Every step leaves the old crate or the new one to cargo, which starts at the pivot, and is stored by the disk
    /// before the next one that relies on it.
    pub(super) fn run(
        &mut self,
        tree: &Tree,
        plan: &Plan<'_>,
        known: Manifest,
    ) -> Result<(), Refusal> {
        let last = Manifest::of_tree(tree);
        let pivot = tree.the_pivot();
        if !plan.is_empty() {
            self.change(tree, plan, known, &last)?;
        }
        // Last, what leads everybody to the files in their places.
        if let Some((path, bytes)) = pivot.and_then(|pivot| {
            let bytes = tree.get(pivot.path.as_str())?;
            Some((&pivot.path, bytes))
        }) {
            self.put_if_other(path, bytes)?;
        }
        if !plan.is_empty() {
            self.left = Left::New;
        }
        self.store.sync()?;
        self.put_if_other(Utf8Path::new(MANIFEST), last.text().as_bytes())?;
        self.store.sync()?;
        self.clear()
    }

    /// Everything but the pivot's last version and the list of files that goes with it.
    fn change(
        &mut self,
        tree: &Tree,
        plan: &Plan<'_>,
        known: Manifest,
        last: &Manifest,
    ) -> Result<(), Refusal> {
        self.clear()?;
        let pivot = tree.the_pivot();
        let led = pivot.filter(|pivot| {
            Self::depending(plan, Some(pivot)) > 1 && self.folder.join(&pivot.path).exists()
        });
        match led {
            Some(_) => self.stage_all(tree, plan)?,
            None => self.stage(Self::others(plan, pivot))?,
        }
        self.store.sync()?;
        // While files change one by one, both versions are ours.
        let mut both = known;
        both.join(last);
        if let Some(pivot) = pivot {
            both.allow(&pivot.path, &pivot.through);
        }
        self.put(Utf8Path::new(MANIFEST), both.text().as_bytes())?;
        self.store.sync()?;
        match led {
            Some(pivot) => {
                self.put(&pivot.path, &pivot.through)?;
                self.left = Left::Prepared;
                self.store.sync()?;
                for (path, _) in Self::others(plan, Some(pivot)) {
                    self.place(path)?;
                }
            }
            // Nobody is led to what was prepared, so that it may move.
            None => self.settle(Utf8Path::new(""))?,
        }
        for path in &plan.stale {
            self.remove(path)?;
        }
        self.store.sync()
    }

    /// How many of the files change that only make sense together: the pivot and what stands in folders.
    /// Texts beside the pivot are read by people, one by one.
    fn depending(plan: &Plan<'_>, pivot: Option<&Pivot>) -> usize {
        let fresh = plan.fresh.iter().map(|(path, _)| *path);
        let stale = plan.stale.iter().map(Utf8PathBuf::as_path);
        let is_pivot = |path: &Utf8Path| pivot.is_some_and(|pivot| pivot.path == path);
        let depends = |path: &&Utf8Path| path.as_str().contains('/') || is_pivot(path);
        fresh.chain(stale).filter(depends).count()
    }

    /// What changes beside the pivot.
    fn others<'p>(
        plan: &'p Plan<'_>,
        pivot: Option<&'p Pivot>,
    ) -> impl Iterator<Item = (&'p Utf8Path, &'p [u8])> {
        let fresh = plan.fresh.iter().copied();
        fresh.filter(move |(path, _)| pivot.is_none_or(|pivot| pivot.path != *path))
    }

    /// Puts new files where `Cargo.toml` does not refer to them yet.
    fn stage<'t>(
        &mut self,
        files: impl Iterator<Item = (&'t Utf8Path, &'t [u8])>,
    ) -> Result<(), Refusal> {
        for (path, bytes) in files {
            let staged = self.staging.join(path);
            let written = self.store.write(&staged, bytes);
            written.map_err(|error| at(&staged, error))?;
            self.store.entered(&staged);
        }
        Ok(())
    }

    /// Puts all files, and those that people keep among them, where the pivot may refer to. Those that do not change
    /// get a second name there.
    fn stage_all(&mut self, tree: &Tree, plan: &Plan<'_>) -> Result<(), Refusal> {
        self.stage(plan.fresh.iter().copied())?;
        let mut fresh = plan.fresh.iter().map(|(path, _)| *path).peekable();
        for (path, _) in tree.iter() {
            // Both are in the order of their paths.
            if fresh.next_if_eq(&path).is_some() {
                continue;
            }
            let staged = self.staging.join(path);
            let linked = self.store.link(&self.folder.join(path), &staged);
            linked.map_err(|error| at(&staged, error))?;
            self.store.entered(&staged);
        }
        for path in tree
            .kept()
            .map_or_else(Vec::new, |kept| below(&self.folder, kept))
        {
            let staged = self.staging.join(&path);
            if tree.get(path.as_str()).is_none() {
                let bytes = fs::read(self.folder.join(&path));
                let copied = bytes.and_then(|bytes| self.store.write(&staged, &bytes));
                copied.map_err(|error| at(&staged, error))?;
                self.store.entered(&staged);
            }
        }
        Ok(())
    }

    /// Moves what was prepared below a path into its place: folders that are new as a whole.
    fn settle(&mut self, path: &Utf8Path) -> Result<(), Refusal> {
        let (prepared, place) = (self.staging.join(path), self.folder.join(path));
        if prepared.is_dir() && place.is_dir() {
            let names = names(&prepared).map_err(|error| at(&prepared, error))?;
            return names
                .into_iter()
                .try_for_each(|name| self.settle(&path.join(name)));
        }
        self.store.rename(&prepared, &place)?;
        self.left = Left::Mixed;
        Ok(())
    }

    /// A prepared file appears in its place, and stays where it was prepared.
    fn place(&mut self, path: &Utf8Path) -> Result<(), Refusal> {
        let (place, staged) = (self.folder.join(path), self.staging.join(path));
        let nameless = self.staging.join(NAMELESS);
        self.store
            .remove_file(&nameless)
            .and_then(|()| self.store.link(&staged, &nameless))
            .map_err(|error| at(&place, error))?;
        self.store.rename(&nameless, &place)
    }

    /// A file appears with all its bytes at once.
    fn put(&mut self, path: &Utf8Path, bytes: &[u8]) -> Result<(), Refusal> {
        let (place, nameless) = (self.folder.join(path), self.staging.join(NAMELESS));
        self.store
            .remove_file(&nameless)
            .and_then(|()| self.store.write(&nameless, bytes))
            .map_err(|error| at(&place, error))?;
        self.store.rename(&nameless, &place)
    }

    fn put_if_other(&mut self, path: &Utf8Path, bytes: &[u8]) -> Result<(), Refusal> {
        match read(&self.folder.join(path)) {
            Ok(Some(old)) if same(&old, bytes) => Ok(()),
            _ => self.put(path, bytes),
        }
    }

    fn remove(&mut self, path: &Utf8Path) -> Result<(), Refusal> {
        let place = self.folder.join(path);
        let removed = self.store.remove_file(&place);
        removed.map_err(|error| at(&place, error))?;
        if self.left != Left::Prepared {
            self.left = Left::Mixed;
        }
        // Only an empty folder is removed; other files in it were not generated.
        let mut parent = place.parent();
        while let Some(empty) = parent.filter(|parent| *parent != self.folder) {
            if !self.store.remove_empty(empty) {
                break;
            }
            parent = empty.parent();
        }
        Ok(())
    }

    /// Brings an earlier run to its end that was stopped while the pivot referred to what it had prepared.
    pub(super) fn finish(&mut self, recovery: &Recovery) -> Result<(), Refusal> {
        self.left = Left::Prepared;
        for (path, bytes) in &recovery.files {
            self.put(path, bytes)?;
        }
        self.store.sync()?;
        self.put(&recovery.pivot.0, &recovery.pivot.1)?;
        self.left = Left::New;
        self.store.sync()
    }

    /// Removes what a run, this one or one that was killed, prepared.
    fn clear(&mut self) -> Result<(), Refusal> {
        let removed = self.store.remove_all(&self.staging);
        removed.map_err(|error| at(&self.staging, error))
    }

    /// Leaves nothing behind after a refusal, unless the crate already is the new one; `listed` is the list of files
    /// that was found.
    pub(super) fn withdraw(&mut self, listed: Option<&[u8]>) {
        // A staging folder that stays does no harm, and the next run removes it.
        if self.left == Left::Old {
            let list = self.folder.join(MANIFEST);
            let _ = match listed {
                Some(bytes) => self.put_if_other(Utf8Path::new(MANIFEST), bytes),
                None => self
                    .store
                    .remove_file(&list)
                    .map_err(|error| at(&list, error)),
            };
        }
        if self.left != Left::Prepared {
            let _ = fs::remove_dir_all(&self.staging);
        }
    }
}

fn at(path: &Utf8Path, error: io::Error) -> Refusal {
    let path = path.to_owned();
    Refusal { path, error }
}

impl From<Refusal> for crate::ground::diagnostic::Diagnostic {
    fn from(refusal: Refusal) -> Self {
        unwritable(&refusal.path, &refusal.error)
    }
}
