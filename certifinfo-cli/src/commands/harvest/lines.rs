//! The lines that an earlier run left.

use std::fs::File;
use std::io::{self, BufRead, BufReader};

use certifinfo_ext::prelude::*;
use serde::Deserialize;

/// What is in a part.
#[derive(Debug, Default)]
pub(super) struct Lines {
    /// The codes of the certifications in it.
    pub(super) delivered: Vec<CertifInfoCode>,
    /// How many lines there are.
    pub(super) count: u64,
    /// Where the last good line ends.
    pub(super) end: u64,
}

#[derive(Deserialize)]
struct Line {
    certifinfo_code: Option<certifinfo_ext::sdk::scalar::LenientInt>,
}

impl Lines {
    /// Reads a part from its start.
    ///
    /// What a kill or a power cut leaves at the end (a line cut short, or no JSON) does not count.
    /// The same before a good line is nobody's doing but an editor's: `Err` with its number.
    pub(super) fn read(file: &mut File) -> io::Result<Result<Self, u64>> {
        let mut lines = Self::default();
        let (mut number, mut at, mut bad) = (0, 0, None);
        let mut reader = BufReader::new(file);
        let mut line = Vec::new();
        loop {
            line.clear();
            at += reader.read_until(b'\n', &mut line)? as u64;
            number += 1;
            if !line.ends_with(b"\n") {
                return Ok(Ok(lines));
            }
            let Ok(good) = serde_json::from_slice::<Line>(&line) else {
                bad = bad.or(Some(number));
                continue;
            };
            if let Some(bad) = bad {
                return Ok(Err(bad));
            }
            lines.count += 1;
            lines.end = at;
            let code = good.certifinfo_code.and_then(|code| code.get());
            let code = code.and_then(|number| u32::try_from(number).ok());
            let code = code.and_then(|number| CertifInfoCode::new(number).ok());
            lines.delivered.extend(code);
        }
    }
}
