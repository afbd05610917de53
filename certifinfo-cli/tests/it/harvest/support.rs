//! Runs `certifinfo harvest` in a folder of its own.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::thread::sleep;
use std::time::Duration;

use certifinfo_sandbox::{Builder, Catalogue, Sandbox};

/// The token of every sandbox here: long enough to be looked for.
const TOKEN: &str = "jeton-tres-secret-0123456789abcdef";

/// A service with so many certifications, not yet started.
pub(super) fn service(certifications: u64) -> Builder {
    let catalogue = Catalogue::synthetic(certifications, 7);
    Sandbox::builder().token(TOKEN).catalogue(catalogue)
}

/// A folder to harvest into, and the service to harvest from.
pub(super) struct Harvest {
    folder: tempfile::TempDir,
}

impl Harvest {
    pub(super) fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The command, not yet started: `out.ndjson`, from this sandbox.
    pub(super) fn command(&self, sandbox: &Sandbox, arguments: &[&str]) -> Command {
        self.command_to("out.ndjson", sandbox, arguments)
    }

    /// The same to another file.
    pub(super) fn command_to(&self, out: &str, sandbox: &Sandbox, arguments: &[&str]) -> Command {
        let mut command = Command::new(crate::program());
        command
            .current_dir(self.folder.path())
            .env("CERTIFINFO_TOKEN", sandbox.token())
            .env("CERTIFINFO_BASE_URL", sandbox.base_url())
            .args(["harvest", "--out", out])
            .args(arguments)
            .stdin(Stdio::null());
        command
    }

    /// Runs to the end: exit code, and what was said on standard error.
    pub(super) fn run(&self, sandbox: &Sandbox, arguments: &[&str]) -> (i32, String) {
        said(self.command(sandbox, arguments).output().unwrap())
    }

    /// Starts it; what it says is kept.
    pub(super) fn start(&self, sandbox: &Sandbox, arguments: &[&str]) -> Child {
        let mut command = self.command(sandbox, arguments);
        command.stderr(Stdio::piped()).spawn().unwrap()
    }

    /// The lines of the finished file.
    pub(super) fn lines(&self) -> Vec<serde_json::Value> {
        read(&self.path("out.ndjson"))
    }
}

/// The exit code and what was said, the token never. Not for a run that a signal ended.
pub(super) fn said(output: Output) -> (i32, String) {
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.stdout.is_empty());
    assert!(!said.contains(TOKEN), "{said}");
    (output.status.code().unwrap(), said)
}

/// Waits until the run has made so many requests; `false` if it ended before.
pub(super) fn after(requests: u64, sandbox: &Sandbox, child: &mut Child) -> bool {
    let wanted = sandbox.requests().total + requests;
    while sandbox.requests().total < wanted {
        if child.try_wait().unwrap().is_some() {
            return false;
        }
        sleep(Duration::from_millis(1));
    }
    true
}

/// The lines of a file.
pub(super) fn read(path: &Path) -> Vec<serde_json::Value> {
    let text = std::fs::read_to_string(path).unwrap();
    assert!(text.is_empty() || text.ends_with('\n'));
    let line = |line: &str| serde_json::from_str(line).unwrap();
    text.lines().map(line).collect()
}

/// The codes of lines, in their order.
pub(super) fn codes(lines: &[serde_json::Value]) -> Vec<u64> {
    let code = |line: &serde_json::Value| line["certifinfo_code"].as_u64().unwrap();
    lines.iter().map(code).collect()
}

/// Every certification exactly once.
pub(super) fn assert_whole(harvest: &Harvest, certifications: u64) {
    let mut codes = codes(&harvest.lines());
    let lines = codes.len() as u64;
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(
        (codes.len() as u64, lines),
        (certifications, certifications)
    );
    let left: Vec<_> = std::fs::read_dir(harvest.path(".")).unwrap().collect();
    assert_eq!(left.len(), 1, "nothing is left over: {left:?}");
}
