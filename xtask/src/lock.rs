//! Locks a tree, because two regenerations at once would overwrite each other's files.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use fs4::{FileExt, TryLockError};

/// The lock file, relative to the workspace's root. It is never deleted; git ignores it.
pub const FILE: &str = "openapi/.regen.lock";

/// Holds the lock until dropped. The system releases it when the process ends, however it ends.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl Lock {
    /// Locks a tree; `None` when another process holds the lock.
    ///
    /// # Errors
    ///
    /// The lock file cannot be written.
    pub fn take(root: &Path) -> io::Result<Option<Self>> {
        let path = root.join(FILE);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let file = File::options()
            .create(true)
            .append(true)
            .open(&path)
            .map_err(|e| io::Error::new(e.kind(), format!("{}: {e}", path.display())))?;
        match FileExt::try_lock(&file) {
            Ok(()) => Ok(Some(Self { _file: file })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }
}
