//! Mutates the kept inputs for a bounded time: `cargo run -p posthaste-fuzz --bin mutate -- 600 [SEED] [TARGET]`.
//!
//! `TARGET` is `front_end` (documents, the default) or `answers` (answers of servers). An input that shows a mistake is
//! written beside the others, so that it is kept, and the run ends.

use std::error::Error;
use std::path::Path;
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use posthaste_fuzz::{Mutator, answer, answers, documents, front_end};

/// An input that takes longer than this has found something too.
const SLOW: Duration = Duration::from_secs(10);

/// Threads of a test have 2 MiB by default, the main thread of a program 8.
const STACK: usize = 8 << 20;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let seconds = arguments.next().map_or(Ok(60), |text| text.parse())?;
    let seed = arguments.next().map_or(Ok(0), |text| text.parse())?;
    let target = arguments.next().unwrap_or_else(|| "front_end".to_owned());
    match target.as_str() {
        "front_end" => run(
            seconds,
            &target,
            seed,
            documents(),
            Mutator::document,
            front_end,
        ),
        "answers" => run(seconds, &target, seed, bodies(), Mutator::answer, answer),
        _ => Err(
            format!("no target is called `{target}`; there are `front_end` and `answers`").into(),
        ),
    }
}

/// The kept answers without their first lines, which a mutation chooses anew.
fn bodies() -> Vec<(String, Vec<u8>)> {
    let body = |bytes: Vec<u8>| {
        bytes
            .splitn(2, |byte| *byte == b'\n')
            .nth(1)
            .unwrap_or_default()
            .to_vec()
    };
    answers()
        .into_iter()
        .map(|(name, bytes)| (name, body(bytes)))
        .collect()
}

fn run(
    seconds: u64,
    name: &str,
    seed: u64,
    seeds: Vec<(String, Vec<u8>)>,
    next: fn(&mut Mutator) -> Vec<u8>,
    target: fn(&[u8]),
) -> Result<(), Box<dyn Error>> {
    let end = Instant::now() + Duration::from_secs(seconds);
    let mut mutator = Mutator::new(seed, seeds.into_iter().map(|(_, bytes)| bytes).collect());
    let mut count = 0u64;
    while Instant::now() < end {
        let input = next(&mut mutator);
        if !passes(input.clone(), target)? {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
                .join("corpus")
                .join(name);
            let path = folder.join(format!("found-{seed}-{count}"));
            std::fs::write(&path, &input)?;
            return Err(format!("see {}", path.display()).into());
        }
        count += 1;
    }
    println!("{count} inputs without a finding");
    Ok(())
}

/// Whether the target returns in time. It runs on a thread of its own, because a loop without an end cannot be stopped.
fn passes(input: Vec<u8>, target: fn(&[u8])) -> Result<bool, std::io::Error> {
    let (done, waiting) = mpsc::channel();
    let work = move || {
        target(&input);
        // The receiver is gone where this came too late.
        let _ = done.send(());
    };
    thread::Builder::new().stack_size(STACK).spawn(work)?;
    Ok(waiting.recv_timeout(SLOW).is_ok())
}
