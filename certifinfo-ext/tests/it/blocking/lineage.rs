//! Lineage: the answers of the async client, on the hand-written certifications.

use std::fmt::Debug;

use certifinfo_ext::prelude::*;
use certifinfo_sandbox::{Fault, Sandbox};

use crate::blocking::support::{async_client, client, failure, runtime};

fn tell<T: Debug>(outcome: Result<T, Error>) -> String {
    match outcome {
        Ok(found) => format!("{found:?}"),
        Err(error) => failure(&error),
    }
}

#[test]
fn lineage_is_the_same() {
    for fault in [None, Some(Fault::Status500)] {
        let builder = Sandbox::builder();
        let builder = match fault {
            Some(fault) => builder.fault(fault, 1.0),
            None => builder,
        };
        let sandbox = builder.start_blocking().unwrap();
        let (waiting, awaiting, runtime) = (client(&sandbox), async_client(&sandbox), runtime());
        let day = "2025-06-01".parse().unwrap();
        // The longest chain, one that was split, and one that the service does not know.
        for number in [118_034, 84_409, 72_002] {
            let code = CertifInfoCode::new(number).unwrap();
            let successors = tell(waiting.successors(code));
            let predecessors = tell(waiting.predecessors(code));
            let graph = tell(waiting.lineage(code));
            let current = tell(waiting.current(code, day));
            assert_eq!(
                successors,
                tell(runtime.block_on(awaiting.successors(code)))
            );
            assert_eq!(
                predecessors,
                tell(runtime.block_on(awaiting.predecessors(code)))
            );
            assert_eq!(graph, tell(runtime.block_on(awaiting.lineage(code))));
            assert_eq!(current, tell(runtime.block_on(awaiting.current(code, day))));
        }
        let fiche = RncpCode::new(4_911).unwrap();
        let covered = tell(waiting.certifications_of(fiche));
        let current = tell(waiting.current_fiche(fiche, day));
        assert_eq!(
            covered,
            tell(runtime.block_on(awaiting.certifications_of(fiche)))
        );
        assert_eq!(
            current,
            tell(runtime.block_on(awaiting.current_fiche(fiche, day)))
        );
    }
}
