//! Packages that a test writes and builds.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::shared::root;

/// Where the packages are built: in this workspace's own folder, so that what it depends on too is built once.
pub fn target() -> PathBuf {
    root().join("target")
}

/// Cargo in the folder of a package that a test wrote, with this workspace's versions.
///
/// The profile is that of this workspace: dependencies that were built for it are not built again.
///
/// # Panics
/// If the lock file cannot be copied.
pub fn cargo(folder: &Path) -> Command {
    std::fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock"))
        .expect("the lock is copied");
    let mut command = Command::new(env!("CARGO"));
    command
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", target())
        .env("CARGO_INCREMENTAL", "0")
        .env("CARGO_PROFILE_DEV_DEBUG", "line-tables-only")
        .env("CARGO_PROFILE_DEV_BUILD_OVERRIDE_OPT_LEVEL", "1");
    command
}
