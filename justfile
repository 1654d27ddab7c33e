# The project's verbs; `just` lists them.

default:
    @just --list

# Write every client that posthaste.toml names.
generate:
    cargo run -p posthaste -- generate

# Compare every client with a fresh run.
check:
    cargo run -p posthaste -- check

# All tests.
test:
    cargo test --workspace

# Format and lint as CI does.
lint:
    cargo fmt --all --check
    cargo clippy --workspace --all-targets -- -D warnings
    RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps

# Check licences, sources and bans of every lock file, and advisories where they can be had.
deny:
    .ci/deny

# Everything that CI runs.
ci:
    bash .ci/run
