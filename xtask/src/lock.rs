//! One regeneration at a time in one tree: two would put each other's files back.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use fs4::{FileExt, TryLockError};

/// The file that is locked, below the workspace's root. It stays; git does not see it.
pub const FILE: &str = "openapi/.regen.lock";

/// Held as long as this lives. The system lets go of it with the process, however it ends.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock of a tree; `None` when another process has it.
    ///
    /// # Errors
    ///
    /// The lock's file cannot be written.
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
