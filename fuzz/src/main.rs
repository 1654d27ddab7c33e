//! Mutates the kept documents for a bounded time: `cargo run -p posthaste-fuzz --bin mutate -- 600 [SEED]`.
//!
//! An input that shows a mistake is written beside the others, so that it is kept, and the run ends.

use std::error::Error;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::{Duration, Instant};

use posthaste_fuzz::{Mutator, documents, front_end};

/// An input that takes longer than this has found something too.
const SLOW: Duration = Duration::from_secs(10);

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let seconds = arguments.next().map_or(Ok(60), |text| text.parse())?;
    let seed = arguments.next().map_or(Ok(0), |text| text.parse())?;
    let end = Instant::now() + Duration::from_secs(seconds);
    let mut mutator = Mutator::new(
        seed,
        documents().into_iter().map(|(_, bytes)| bytes).collect(),
    );
    let mut count = 0u64;
    while Instant::now() < end {
        let input = mutator.document();
        let start = Instant::now();
        let outcome = catch_unwind(AssertUnwindSafe(|| front_end(&input)));
        if outcome.is_err() || start.elapsed() > SLOW {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/front_end");
            let path = folder.join(format!("found-{seed}-{count}.json"));
            std::fs::write(&path, &input)?;
            return Err(format!("see {} ({:?})", path.display(), start.elapsed()).into());
        }
        count += 1;
    }
    println!("{count} inputs without a finding");
    Ok(())
}
