//! What comes out grows as what goes in does: collections of 1, 10 and 100 times a base's size.
//!
//! Counts are asserted, since they are the same on every machine, those of what is taken from the memory among
//! them. Times are only shown (`cargo test -p posthaste-tests --test it scale:: -- --nocapture`), but for one bound: comparing takes nothing
//! from the memory, so the time that the thread ran is held against a generous one.

use std::time::{Duration, Instant};

use posthaste::make::Inputs;
use posthaste::read::config::Client;
use posthaste::rust::plan::Options;
use posthaste_tests::scale::{OPERATIONS_OF_BASE, collection};
use posthaste_tests::shapes::{Document, SHAPES};

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
    let (tree, found) = posthaste::make::output_tree(&understood.api, &Options::default());
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
        posthaste::make::plan(&inputs.understand().api, &Options::default());
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

/// The exponent by which allocations and their bytes may grow.
const SLOPE: f64 = 1.2;

/// The exponent by which the time that the thread ran may grow: far from both one and two, since a busy machine
/// disturbs it.
const SLOPE_OF_TIME: f64 = 1.6;

#[test]
fn many_of_one_kind_take_as_much_work_as_they_are_more() {
    let mut steep = Vec::new();
    for (what, few, document) in SHAPES {
        let many = few * 8;
        // What is made once a process must not count.
        work(document, few, what);
        let (less, more) = (work(document, few, what), work(document, many, what));
        let slopes = [0, 1].map(|index| slope(less.0[index], more.0[index], 8.0));
        let mut time = slope(less.1, more.1, 8.0);
        // The least of several runs, where one says that it is too much.
        for _ in 0..3 {
            if time > SLOPE_OF_TIME {
                let again = (work(document, few, what).1, work(document, many, what).1);
                time = time.min(slope(again.0, again.1, 8.0));
            }
        }
        println!(
            "{what:30} allocations {:.2}, bytes {:.2}, time {time:.2}",
            slopes[0], slopes[1]
        );
        if slopes.iter().any(|slope| *slope > SLOPE) || time > SLOPE_OF_TIME {
            steep.push((what, slopes, time));
        }
    }
    assert!(steep.is_empty(), "{steep:?}");
}

fn slope(less: f64, more: f64, ratio: f64) -> f64 {
    if less <= 0.0 {
        0.0
    } else {
        (more / less).ln() / ratio.ln()
    }
}

/// What reading, understanding and planning such a document took: allocations and bytes, and nanoseconds.
fn work(document: Document, count: usize, what: &str) -> ([f64; 2], f64) {
    let temp = tempfile::tempdir().expect("a temporary folder");
    let path = camino::Utf8Path::from_path(temp.path()).expect("a path in UTF-8");
    let ending = if what.starts_with("YAML") {
        "request.yaml"
    } else {
        "json"
    };
    let path = path.join(format!("shape.{ending}"));
    std::fs::write(&path, document(count)).expect("the document is written");
    let client = Client {
        inputs: vec![path],
        ..Client::default()
    };
    let start = ran();
    let taken = taken(&client);
    (taken.map(|count| count as f64), ran() - start)
}

/// How many nanoseconds this thread ran on a processor; nothing where the system does not say.
fn ran() -> f64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let first = text.split_whitespace().next();
    first
        .and_then(|count| count.parse().ok())
        .unwrap_or_default()
}
