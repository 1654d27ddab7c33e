//! The steps by which a run changes the output folder.

use camino::{Utf8Path, Utf8PathBuf};

use crate::ground::diagnostic::Diagnostic;

use super::file_system::FileSystem;
use super::folder::{entry_names, visible_files_below};
use super::manifest::{Manifest, is_same_text};
use super::plan::Plan;
use super::recover::Recovery;
use super::{CARGO_TOML, FolderState, MANIFEST, STAGING, Tree, read, unreadable};

/// The name in the staging directory under which a file is written before it is renamed to its own path.
pub(super) const TEMPORARY: &str = ".file";

/// A change of the output folder.
pub(super) struct Update {
    folder: Utf8PathBuf,
    staging: Utf8PathBuf,
    pub(super) file_system: FileSystem,
    /// What the folder contains so far.
    pub(super) state: FolderState,
}

impl Update {
    pub(super) fn new(folder: &Utf8Path) -> Self {
        Self {
            folder: folder.to_owned(),
            staging: folder.join(STAGING),
            file_system: FileSystem::default(),
            state: FolderState::Old,
        }
    }

    /// Turns the folder into the tree. After every step cargo builds the old crate or the new one from `Cargo.toml`, and a
    /// step that relies on an earlier one waits until the disk has stored it.
    pub(super) fn run(
        &mut self,
        tree: &Tree,
        plan: &Plan<'_>,
        old_manifest: Manifest,
    ) -> Result<(), Diagnostic> {
        let manifest = Manifest::of_tree(tree);
        if !plan.is_empty() {
            self.change_files(tree, plan, old_manifest, &manifest)?;
        }
        // `Cargo.toml` last: it refers to the files at their own paths.
        if let Some(bytes) = tree.get(CARGO_TOML) {
            self.replace_if_different(CARGO_TOML, bytes)?;
        }
        if !plan.is_empty() {
            self.state = FolderState::New;
        }
        self.file_system.sync()?;
        self.replace_if_different(MANIFEST, manifest.text().as_bytes())?;
        self.file_system.sync()?;
        self.file_system.remove_folder(&self.staging)
    }

    /// Makes all changes except those of the final `Cargo.toml` and the final manifest.
    fn change_files(
        &mut self,
        tree: &Tree,
        plan: &Plan<'_>,
        old_manifest: Manifest,
        new_manifest: &Manifest,
    ) -> Result<(), Diagnostic> {
        self.file_system.remove_folder(&self.staging)?;
        // A crate whose files depend on each other changes at once, when `Cargo.toml` refers to the staging directory.
        let staged_cargo_toml = tree
            .staged_cargo_toml()
            .filter(|_| dependent_changes(plan) > 1 && self.folder.join(CARGO_TOML).exists());
        match staged_cargo_toml {
            Some(_) => self.stage_all(tree, plan)?,
            None => self.stage(plan.writes_beside_cargo_toml())?,
        }
        self.file_system.sync()?;
        // While the files change one by one, both versions of each count as generated.
        let mut manifest = old_manifest;
        manifest.add_all(new_manifest);
        if let Some(bytes) = tree.staged_cargo_toml() {
            manifest.add(Utf8Path::new(CARGO_TOML), bytes);
        }
        self.replace(MANIFEST, manifest.text().as_bytes())?;
        self.file_system.sync()?;
        match staged_cargo_toml {
            Some(bytes) => {
                self.replace(CARGO_TOML, bytes)?;
                self.state = FolderState::Staged;
                self.file_system.sync()?;
                for (path, _) in plan.writes_beside_cargo_toml() {
                    self.put_staged(path)?;
                }
            }
            // `Cargo.toml` does not refer to the staged files, so they can be moved.
            None => self.move_staged(Utf8Path::new(""))?,
        }
        for path in &plan.removals {
            self.remove(path)?;
        }
        self.file_system.sync()
    }

    /// Writes files into the staging directory.
    fn stage<'t>(
        &mut self,
        files: impl Iterator<Item = (&'t Utf8Path, &'t [u8])>,
    ) -> Result<(), Diagnostic> {
        for (path, bytes) in files {
            let staged = self.staging.join(path);
            self.file_system.write_new(&staged, bytes)?;
            self.file_system.mark_parent_changed(&staged);
        }
        Ok(())
    }

    /// Puts all files of the new crate into the staging directory, with copies of the user-owned files. Files that do not
    /// change are linked.
    fn stage_all(&mut self, tree: &Tree, plan: &Plan<'_>) -> Result<(), Diagnostic> {
        self.stage(plan.writes.iter().copied())?;
        // The writes are sorted as the files of the tree are.
        let mut written = plan.writes.iter().map(|(path, _)| *path).peekable();
        for (path, _) in tree.iter() {
            if written.next_if_eq(&path).is_none() {
                let staged = self.staging.join(path);
                self.file_system.link(&self.folder.join(path), &staged)?;
                self.file_system.mark_parent_changed(&staged);
            }
        }
        let user_folder = tree.user_folder();
        let user_files = user_folder.map(|path| visible_files_below(&self.folder, path));
        for path in user_files.unwrap_or_default() {
            if tree.get(path.as_str()).is_none() {
                let path = path.as_path();
                let file = self.folder.join(path);
                let bytes = std::fs::read(&file).map_err(|error| unreadable(&file, &error))?;
                self.stage([(path, bytes.as_slice())].into_iter())?;
            }
        }
        Ok(())
    }

    /// Moves what is staged at a path to its own path. A folder that does not exist yet is moved as a whole.
    fn move_staged(&mut self, path: &Utf8Path) -> Result<(), Diagnostic> {
        let (staged, target) = (self.staging.join(path), self.folder.join(path));
        if staged.is_dir() && target.is_dir() {
            let names = entry_names(&staged).map_err(|error| unreadable(&staged, &error))?;
            let mut names = names.into_iter();
            return names.try_for_each(|name| self.move_staged(&path.join(name)));
        }
        self.file_system.rename(&staged, &target)?;
        self.state = FolderState::Mixed;
        Ok(())
    }

    /// Puts a staged file at its own path, too.
    fn put_staged(&mut self, path: &Utf8Path) -> Result<(), Diagnostic> {
        let temporary = self.staging.join(TEMPORARY);
        self.file_system.remove_file(&temporary)?;
        self.file_system
            .link(&self.staging.join(path), &temporary)?;
        self.file_system.rename(&temporary, &self.folder.join(path))
    }

    /// Replaces a file by a new version at once.
    fn replace(&mut self, path: impl AsRef<Utf8Path>, bytes: &[u8]) -> Result<(), Diagnostic> {
        let temporary = self.staging.join(TEMPORARY);
        self.file_system.remove_file(&temporary)?;
        self.file_system.write_new(&temporary, bytes)?;
        self.file_system.rename(&temporary, &self.folder.join(path))
    }

    fn replace_if_different(&mut self, path: &str, bytes: &[u8]) -> Result<(), Diagnostic> {
        match read(&self.folder.join(path)) {
            Ok(Some(old)) if is_same_text(&old, bytes) => Ok(()),
            _ => self.replace(path, bytes),
        }
    }

    /// Removes a file, and the folders above it that are then empty.
    fn remove(&mut self, path: &Utf8Path) -> Result<(), Diagnostic> {
        let file = self.folder.join(path);
        self.file_system.remove_file(&file)?;
        if self.state != FolderState::Staged {
            self.state = FolderState::Mixed;
        }
        let parents = file.ancestors().skip(1);
        for parent in parents.take_while(|parent| *parent != self.folder) {
            if !self.file_system.remove_empty_folder(parent) {
                break;
            }
        }
        Ok(())
    }

    /// Finishes an earlier run that was stopped while `Cargo.toml` referred to the staging directory.
    pub(super) fn finish(&mut self, recovery: &Recovery) -> Result<(), Diagnostic> {
        self.state = FolderState::Staged;
        for (path, bytes) in &recovery.files {
            self.replace(path, bytes)?;
        }
        self.file_system.sync()?;
        self.replace(CARGO_TOML, &recovery.cargo_toml)?;
        self.state = FolderState::New;
        self.file_system.sync()
    }

    /// Cleans up after an error. If the folder still has the old crate, the old manifest is restored.
    ///
    /// Errors are ignored: a staging directory that remains is removed by the next run.
    pub(super) fn clean_up(&mut self, old_manifest: Option<&[u8]>) {
        if self.state == FolderState::Old {
            let _ = match old_manifest {
                Some(bytes) => self.replace_if_different(MANIFEST, bytes),
                None => self.file_system.remove_file(&self.folder.join(MANIFEST)),
            };
        }
        if self.state != FolderState::Staged {
            let _ = std::fs::remove_dir_all(&self.staging);
        }
    }
}

/// How many of the changed files depend on each other: `Cargo.toml` and the files in folders. People read the other files
/// one by one.
fn dependent_changes(plan: &Plan<'_>) -> usize {
    let writes = plan.writes.iter().map(|(path, _)| *path);
    let removals = plan.removals.iter().map(Utf8PathBuf::as_path);
    let is_dependent = |path: &&Utf8Path| path.as_str().contains('/') || *path == CARGO_TOML;
    writes.chain(removals).filter(is_dependent).count()
}
