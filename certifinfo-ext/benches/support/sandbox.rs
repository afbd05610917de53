//! The sandbox in a process of its own: the benchmark starts itself again, to serve.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use certifinfo_sandbox::{Catalogue, Sandbox};

/// The argument that makes a benchmark serve, before the size of the catalogue and the latency.
const SERVE: &str = "--serve";

/// A sandbox in another process; it ends with this value.
pub(crate) struct Served {
    child: Child,
    pub(crate) url: String,
}

impl Served {
    /// Serves `len` synthetic certifications, each answer after `latency` milliseconds.
    pub(crate) fn start(len: u64, latency: u64) -> Self {
        let itself = std::env::current_exe().expect("a benchmark knows its own file");
        let mut child = Command::new(itself)
            .args([SERVE, &len.to_string(), &latency.to_string()])
            .stdout(Stdio::piped())
            .spawn()
            .expect("the benchmark starts once more");
        let mut url = String::new();
        let stdout = child.stdout.take().expect("its output is piped");
        BufReader::new(stdout)
            .read_line(&mut url)
            .expect("the sandbox says where it is");
        Served {
            child,
            url: url.trim().to_owned(),
        }
    }

    /// Its peak resident memory so far, in kB.
    pub(crate) fn peak(&self) -> Option<f64> {
        super::memory::peak(&self.child.id().to_string())
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // It may be gone already; either way it is waited for.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Serves until killed if that is what this process was started for.
pub(crate) fn serve_if_asked() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [serve, len, latency] = arguments.as_slice() else {
        return;
    };
    if serve != SERVE {
        return;
    }
    let number = |text: &str| text.parse::<u64>().expect("a number");
    let sandbox = Sandbox::builder()
        .catalogue(Catalogue::synthetic(number(len), 0))
        .latency(Duration::from_millis(number(latency)))
        .start_blocking()
        .expect("a port on loopback is free");
    println!("{}", sandbox.base_url());
    loop {
        std::thread::park();
    }
}
