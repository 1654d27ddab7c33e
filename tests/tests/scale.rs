//! What comes out grows as what goes in does: collections of 1, 10 and 100 times a base's size.
//!
//! Counts are asserted, since they are the same on every machine, those of what is taken from the memory among
//! them: work that grows faster than its input hardly ever does without any. The times are only shown
//! (`cargo test --test scale -- --nocapture`).

use std::time::{Duration, Instant};

use posthaste::config::Client;
use posthaste::generator::Inputs;
use posthaste::rust::Options;
use posthaste_tests::scale::{OPERATIONS_OF_BASE, collection};

/// How far, in percent, the bytes of a further copy may lie from those of the first ones: the numbers
/// in its names have more digits.
const TOLERANCE: f64 = 5.0;

/// What came of a collection.
struct Measured {
    copies: usize,
    input: usize,
    operations: usize,
    types: usize,
    diagnostics: usize,
    output: usize,
    /// How often, and how many bytes, this thread took from the memory to understand the collection and to plan its
    /// crate.
    taken: [usize; 2],
    understanding: Duration,
    writing: Duration,
}

#[test]
fn what_comes_out_grows_as_what_goes_in() {
    // What is made once a process, patterns above all, must not count.
    measure(1);
    let sizes = [1, 10, 100].map(measure);
    show(&sizes);
    let [one, ten, hundred] = &sizes;
    for size in &sizes {
        assert_eq!(size.operations, size.copies * OPERATIONS_OF_BASE);
    }
    // What every crate has, however small its API, falls out of the differences.
    for (what, count) in [
        ("types", (|size| size.types) as fn(&Measured) -> usize),
        ("diagnostics", |size| size.diagnostics),
        ("bytes written", |size| size.output),
        ("allocations", |size| size.taken[0]),
        ("bytes allocated", |size| size.taken[1]),
    ] {
        let few = per_copy(one, ten, count);
        let many = per_copy(ten, hundred, count);
        assert!(
            (many - few).abs() * 100.0 <= few * TOLERANCE,
            "{what} per copy: {few:.1} up to ten copies, {many:.1} up to a hundred"
        );
    }
}

/// What each copy adds between two sizes.
fn per_copy(from: &Measured, to: &Measured, count: fn(&Measured) -> usize) -> f64 {
    (count(to) as f64 - count(from) as f64) / (to.copies - from.copies) as f64
}

fn measure(copies: usize) -> Measured {
    let temp = tempfile::tempdir().expect("a temporary folder");
    let path = temp.path().join("scale.postman_collection.json");
    let path = camino::Utf8PathBuf::from_path_buf(path).expect("a path in UTF-8");
    let text = collection(copies).to_string();
    std::fs::write(&path, &text).expect("the collection is written");
    let client = Client {
        inputs: vec![path],
        ..Client::default()
    };
    let taken = taken(&client);
    let start = Instant::now();
    let inputs = Inputs::read(&client).expect("the collection is readable");
    let understood = inputs.understand();
    let understanding = start.elapsed();
    let (tree, found) = posthaste::output_tree(&understood.api, &Options::default());
    assert!(!found.has_errors(), "{found:?}");
    Measured {
        copies,
        input: text.len(),
        operations: understood.api.operations.len(),
        types: understood.api.types.len(),
        diagnostics: understood.diagnostics.len(),
        output: tree.iter().map(|(_, bytes)| bytes.len()).sum(),
        taken,
        understanding,
        writing: start.elapsed() - understanding,
    }
}

/// What goes on in one thread only, so that the counts are always the same.
fn taken(client: &Client) -> [usize; 2] {
    let info = allocation_counter::measure(|| {
        let inputs = Inputs::read(client).expect("the collection is readable");
        posthaste::pipeline::plan(&inputs.understand().api, &Options::default());
    });
    [info.count_total, info.bytes_total].map(|count| usize::try_from(count).expect("it fits"))
}

fn show(sizes: &[Measured]) {
    println!(
        "copies | input kB | operations | output kB | allocations | kB | understanding ms | writing ms"
    );
    for size in sizes {
        println!(
            "{:6} | {:8} | {:10} | {:9} | {:11} | {:6} | {:16} | {:10}",
            size.copies,
            size.input / 1000,
            size.operations,
            size.output / 1000,
            size.taken[0],
            size.taken[1] / 1000,
            size.understanding.as_millis(),
            size.writing.as_millis()
        );
    }
}
