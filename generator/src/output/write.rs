//! From memory to the disk: whole or not at all.

use std::fs;
use std::io;

use camino::{Utf8Path, Utf8PathBuf};

use crate::diagnostic::{Code, Diagnostic};

use super::manifest::Manifest;
use super::place::Hold;
use super::plan::{Plan, below};
use super::text::same;
use super::tree::Pivot;
use super::{MANIFEST, STAGING, Tree, read, unwritable};

/// What writing did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Files that are new or have other bytes than before.
    pub written: Vec<Utf8PathBuf>,
    /// Files that an earlier run wrote and this one does not.
    pub removed: Vec<Utf8PathBuf>,
    /// How many files were as they should be and were not touched.
    pub unchanged: usize,
}

/// Writes a tree into a folder, touching only what differs; `force` overwrites what a person edited.
///
/// All bytes are written, in a folder inside the output, before the first file appears in its place, so
/// that a full disk, a missing right or a killed process leaves everything as it was. It does not wait until
/// the disk has stored them (`fsync`): after a loss of power, a run with `--force` brings everything back.
///
/// # Errors
/// The folder holds files that no run of ours wrote or that a person edited, or the system refused to
/// write.
pub fn write(tree: &Tree, folder: &Utf8Path, force: bool) -> Result<Report, Diagnostic> {
    if folder.is_file() {
        let message = format!("{folder} is a file, not a folder");
        return Err(
            Diagnostic::new(Code::ForeignFiles, message).help("name another folder with `-o`")
        );
    }
    let is_new = !folder.exists();
    let hold = Hold::take(folder)?;
    let written = write_held(tree, folder, force);
    if is_new && written.is_err() {
        // Only an empty folder goes.
        let _ = fs::remove_dir(folder);
    }
    drop(hold);
    written
}

/// As [`write`], in a folder that no other run writes.
fn write_held(tree: &Tree, folder: &Utf8Path, force: bool) -> Result<Report, Diagnostic> {
    let mut disk = Disk::new(folder);
    let refused = |refusal: Refusal| unwritable(&refusal.path, &refusal.error);
    let known = Manifest::of(folder)?;
    disk.finish(tree, known.as_ref(), force).map_err(refused)?;
    let plan = Plan::of(tree, folder, known.as_ref())?;
    plan.permit(folder, force)?;
    let run = disk.run(tree, &plan, known.unwrap_or_default());
    if run.is_err() {
        disk.withdraw();
    }
    run.map_err(refused)?;
    let written = plan.fresh.iter().map(|(path, _)| (*path).to_owned());
    Ok(Report {
        written: written.collect(),
        removed: plan.stale,
        unchanged: plan.unchanged,
    })
}

/// Writes a single file outside the crate if its bytes differ, and tells whether they did.
///
/// # Errors
/// The system refused.
pub fn write_file(path: &Utf8Path, bytes: &[u8]) -> Result<bool, Diagnostic> {
    if read(path)?.is_some_and(|old| same(&old, bytes)) {
        return Ok(false);
    }
    // On the same disk, so that it takes the old one's place at once.
    let name = path.file_name().unwrap_or("file");
    let fresh = path.with_file_name(format!(".{name}.posthaste-{}", std::process::id()));
    make_parent(path)
        .and_then(|()| fs::write(&fresh, bytes))
        .and_then(|()| fs::rename(&fresh, path))
        .map_err(|error| unwritable(path, &error))?;
    Ok(true)
}

/// Writes a file that must not be there yet.
///
/// # Errors
/// It is there, or the system refused.
pub fn write_new(path: &Utf8Path, bytes: &[u8]) -> Result<(), Diagnostic> {
    let mut file = match fs::File::create_new(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            let message = format!("{path} is there already and stays as it is");
            let help = "change it by hand, or move it away first";
            return Err(Diagnostic::new(Code::ForeignFiles, message).help(help));
        }
        Err(error) => return Err(unwritable(path, &error)),
    };
    io::Write::write_all(&mut file, bytes).map_err(|error| unwritable(path, &error))
}

/// What the system refused.
#[derive(Debug)]
struct Refusal {
    path: Utf8PathBuf,
    error: io::Error,
}

/// The output folder while it is written.
struct Disk {
    folder: Utf8PathBuf,
    staging: Utf8PathBuf,
    /// Whether the pivot leads into the staging folder, which then must stay.
    through: bool,
    /// After how many changes of the disk a test pulls the plug.
    #[cfg(test)]
    fuse: Option<usize>,
}

impl Disk {
    fn new(folder: &Utf8Path) -> Self {
        Self {
            folder: folder.to_owned(),
            staging: folder.join(STAGING),
            through: false,
            #[cfg(test)]
            fuse: None,
        }
    }

    /// Every step leaves the old crate or the new one to whoever starts at the pivot.
    fn run(&mut self, tree: &Tree, plan: &Plan<'_>, known: Manifest) -> Result<(), Refusal> {
        let last = Manifest::of_tree(tree);
        let pivot = tree.the_pivot();
        if !plan.is_empty() {
            self.clear()?;
            let led = pivot.filter(|pivot| {
                Self::depending(plan, Some(pivot)) > 1 && self.folder.join(&pivot.path).exists()
            });
            match led {
                Some(_) => self.stage(tree.iter(), tree.kept())?,
                None => self.stage(Self::others(plan, pivot), None)?,
            }
            // While files change one by one, both versions are ours.
            let mut both = known;
            both.join(&last);
            if let Some(pivot) = pivot {
                both.allow(&pivot.path, &pivot.through);
            }
            self.put(Utf8Path::new(MANIFEST), both.text().as_bytes())?;
            match led {
                Some(pivot) => {
                    self.put(&pivot.path, &pivot.through)?;
                    self.through = true;
                    for (path, bytes) in Self::others(plan, Some(pivot)) {
                        self.put(path, bytes)?;
                    }
                }
                // Nobody is led to what was prepared, so that it may move.
                None => self.settle(Utf8Path::new(""))?,
            }
            for path in &plan.stale {
                self.remove(path)?;
            }
        }
        // Last, what leads everybody to the files in their places.
        if let Some((path, bytes)) = pivot.and_then(|pivot| {
            let bytes = tree.get(pivot.path.as_str())?;
            Some((&pivot.path, bytes))
        }) {
            self.put_if_other(path, bytes)?;
        }
        self.through = false;
        self.put_if_other(Utf8Path::new(MANIFEST), last.text().as_bytes())?;
        self.clear()
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

    /// Puts files, and those that people keep among them, where the pivot may lead to.
    fn stage<'t>(
        &mut self,
        files: impl Iterator<Item = (&'t Utf8Path, &'t [u8])>,
        kept: Option<&Utf8Path>,
    ) -> Result<(), Refusal> {
        let mut made = None;
        for (path, bytes) in files {
            let place = self.staging.join(path);
            let folder = path.parent();
            self.change(&place, |place| {
                // Neighbours share their folder.
                if made != folder {
                    make_parent(place)?;
                }
                fs::write(place, bytes)
            })?;
            made = folder;
        }
        for path in kept.map_or_else(Vec::new, |kept| below(&self.folder, kept)) {
            let from = self.folder.join(&path);
            let place = self.staging.join(&path);
            self.change(&place, |place| {
                make_parent(place)?;
                fs::copy(&from, place).map(drop)
            })?;
        }
        Ok(())
    }

    /// Moves what was prepared below a path into its place: folders that are new as a whole.
    fn settle(&mut self, path: &Utf8Path) -> Result<(), Refusal> {
        let (prepared, place) = (self.staging.join(path), self.folder.join(path));
        if prepared.is_dir() && place.is_dir() {
            for name in names(&prepared).map_err(|error| Refusal {
                path: prepared.clone(),
                error,
            })? {
                self.settle(&path.join(name))?;
            }
            return Ok(());
        }
        self.change(&place, |place| fs::rename(&prepared, place))
    }

    /// A file appears with all its bytes at once.
    fn put(&mut self, path: &Utf8Path, bytes: &[u8]) -> Result<(), Refusal> {
        let (place, prepared) = (self.folder.join(path), self.staging.join(".file"));
        self.change(&place, |place| {
            make_parent(&prepared)?;
            fs::write(&prepared, bytes)?;
            make_parent(place)?;
            fs::rename(&prepared, place)
        })
    }

    fn put_if_other(&mut self, path: &Utf8Path, bytes: &[u8]) -> Result<(), Refusal> {
        match read(&self.folder.join(path)) {
            Ok(Some(old)) if same(&old, bytes) => Ok(()),
            _ => self.put(path, bytes),
        }
    }

    fn remove(&mut self, path: &Utf8Path) -> Result<(), Refusal> {
        let place = self.folder.join(path);
        self.change(&place, |place| match fs::remove_file(place) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        })?;
        // Only an empty folder goes; the rest belongs to somebody.
        let mut parent = place.parent();
        while let Some(empty) = parent.filter(|parent| *parent != self.folder) {
            if fs::remove_dir(empty).is_err() {
                break;
            }
            parent = empty.parent();
        }
        Ok(())
    }

    /// Brings an earlier run to its end that was killed when the pivot led to what it had prepared.
    fn finish(
        &mut self,
        tree: &Tree,
        known: Option<&Manifest>,
        force: bool,
    ) -> Result<(), Refusal> {
        let Some(pivot) = tree
            .the_pivot()
            .filter(|pivot| self.leads_through(&pivot.path))
        else {
            return Ok(());
        };
        // The plan finds the same and refuses; until then the crate stays whole as it is.
        if !force && !self.is_ours(&pivot.path, known) {
            return Ok(());
        }
        for path in below(&self.staging, Utf8Path::new("")) {
            let Ok(bytes) = fs::read(self.staging.join(&path)) else {
                continue;
            };
            let edited = |old: Vec<u8>| known.is_some_and(|known| known.is_edited(&path, &old));
            let is_kept = tree.kept().is_some_and(|kept| path.starts_with(kept));
            if is_kept || path == pivot.path || fs::read(self.folder.join(&path)).is_ok_and(edited)
            {
                continue;
            }
            self.put_if_other(&path, &bytes)?;
        }
        match fs::read(self.staging.join(&pivot.path)) {
            Ok(bytes) => self.put(&pivot.path, &bytes),
            Err(_) => Ok(()),
        }
    }

    /// Whether the pivot sends everybody to what a run prepared.
    fn leads_through(&self, pivot: &Utf8Path) -> bool {
        let text = || super::text(&self.folder, pivot.as_str());
        self.staging.is_dir() && text().is_some_and(|text| text.contains(STAGING))
    }

    /// Whether a file is as a run of ours left it.
    fn is_ours(&self, path: &Utf8Path, known: Option<&Manifest>) -> bool {
        let bytes = fs::read(self.folder.join(path));
        bytes.is_ok_and(|bytes| {
            known.is_some_and(|known| known.knows(path) && !known.is_edited(path, &bytes))
        })
    }

    /// Removes what a run, this one or one that was killed, prepared.
    fn clear(&mut self) -> Result<(), Refusal> {
        let staging = self.staging.clone();
        if !staging.exists() {
            return Ok(());
        }
        self.change(&staging, |staging| fs::remove_dir_all(staging))
    }

    /// Leaves nothing behind after a refusal, unless the crate already is the new one.
    fn withdraw(&self) {
        if !self.through {
            // What is left of it harms nobody, and there is nobody to tell.
            let _ = fs::remove_dir_all(&self.staging);
        }
    }

    fn change(
        &mut self,
        path: &Utf8Path,
        action: impl FnOnce(&Utf8Path) -> io::Result<()>,
    ) -> Result<(), Refusal> {
        #[cfg(test)]
        if let Some(fuse) = &mut self.fuse {
            let Some(left) = fuse.checked_sub(1) else {
                let path = path.to_owned();
                let error = io::Error::other("the plug is pulled");
                return Err(Refusal { path, error });
            };
            *fuse = left;
        }
        action(path).map_err(|error| Refusal {
            path: path.to_owned(),
            error,
        })
    }
}

/// The names in a folder, in order.
fn names(folder: &Utf8Path) -> io::Result<Vec<String>> {
    let entries = folder.read_dir_utf8()?;
    let mut names: Vec<String> = entries
        .map(|entry| Ok(entry?.file_name().to_owned()))
        .collect::<io::Result<_>>()?;
    names.sort_unstable();
    Ok(names)
}

fn make_parent(path: &Utf8Path) -> io::Result<()> {
    path.parent().map_or(Ok(()), fs::create_dir_all)
}

#[cfg(test)]
mod tests;
