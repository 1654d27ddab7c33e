//! What was found stays found, and a short run on every test run.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails so"
)]

use posthaste_fuzz::{Mutator, answer, answers, documents, front_end};

#[test]
fn kept_documents_show_no_mistake() {
    let documents = documents();
    assert!(documents.len() >= 8, "{}", documents.len());
    for (name, bytes) in documents {
        eprintln!("{name}");
        front_end(&bytes);
    }
}

#[test]
fn mutations_show_no_mistake() {
    let seeds = documents().into_iter().map(|(_, bytes)| bytes).collect();
    let mut mutator = Mutator::new(1, seeds);
    for _ in 0..150 {
        let input = mutator.document();
        // Shown only if the test fails: the input to keep.
        println!("{}", String::from_utf8_lossy(&input));
        front_end(&input);
    }
}

#[test]
fn the_same_seed_makes_the_same_documents() {
    let seeds: Vec<_> = documents().into_iter().map(|(_, bytes)| bytes).collect();
    let some = |seed| {
        let mut mutator = Mutator::new(seed, seeds.clone());
        (0..20).map(|_| mutator.document()).collect::<Vec<_>>()
    };
    assert_eq!(some(7), some(7));
    assert_ne!(some(7), some(8));
}

#[test]
fn kept_answers_show_no_mistake() {
    let answers = answers();
    assert!(answers.len() >= 8, "{}", answers.len());
    for (name, bytes) in answers {
        eprintln!("{name}");
        answer(&bytes);
    }
}

#[test]
fn mutated_answers_show_no_mistake() {
    let body = |bytes: Vec<u8>| {
        bytes
            .splitn(2, |byte| *byte == b'\n')
            .nth(1)
            .map(<[u8]>::to_vec)
    };
    let seeds = answers()
        .into_iter()
        .filter_map(|(_, bytes)| body(bytes))
        .collect();
    let mut mutator = Mutator::new(1, seeds);
    for _ in 0..300 {
        let input = mutator.answer();
        // Shown only if the test fails: the input to keep.
        println!("{}", String::from_utf8_lossy(&input));
        answer(&input);
    }
}
