//! Only the benchmarks beside it: `cargo bench --manifest-path benches/Cargo.toml`.
