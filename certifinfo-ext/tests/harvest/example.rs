//! Runs the compiled example in a folder of its own.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use certifinfo_sandbox::Sandbox;

/// A folder to harvest into, and the service to harvest from.
pub(crate) struct Harvest {
    folder: tempfile::TempDir,
}

impl Harvest {
    pub(crate) fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The command, not yet started: `out.ndjson`, from this sandbox.
    pub(crate) fn command(&self, sandbox: &Sandbox, arguments: &[&str]) -> Command {
        let mut command = Command::new(program());
        command
            .current_dir(self.folder.path())
            .env("CERTIFINFO_TOKEN", sandbox.token())
            .env("CERTIFINFO_BASE_URL", sandbox.base_url())
            .args(["--out", "out.ndjson"])
            .args(arguments)
            .stdin(Stdio::null());
        command
    }

    /// Runs to the end: exit code, and what was said on standard error.
    pub(crate) fn run(&self, sandbox: &Sandbox, arguments: &[&str]) -> (i32, String) {
        let Output { status, stderr, .. } = self.command(sandbox, arguments).output().unwrap();
        (
            status.code().unwrap(),
            String::from_utf8_lossy(&stderr).into_owned(),
        )
    }

    /// The lines of the finished file.
    pub(crate) fn lines(&self) -> Vec<serde_json::Value> {
        read(&self.path("out.ndjson"))
    }
}

/// The lines of a file.
pub(crate) fn read(path: &Path) -> Vec<serde_json::Value> {
    let text = std::fs::read_to_string(path).unwrap();
    assert!(text.is_empty() || text.ends_with('\n'));
    let line = |line: &str| serde_json::from_str(line).unwrap();
    text.lines().map(line).collect()
}

/// The codes of lines, in their order.
pub(crate) fn codes(lines: &[serde_json::Value]) -> Vec<u64> {
    let code = |line: &serde_json::Value| line["certifinfo_code"].as_u64().unwrap();
    lines.iter().map(code).collect()
}

/// The example's binary: cargo builds the examples of a package before it runs its tests.
fn program() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let profile = test.ancestors().nth(2).unwrap();
    let name = format!("harvest{}", std::env::consts::EXE_SUFFIX);
    let program = profile.join("examples").join(name);
    assert!(
        program.exists(),
        "{} is not built: run `cargo test -p certifinfo-ext`, or build the example first",
        program.display()
    );
    program
}
