# The project's verbs; `just` lists them.

default:
    @just --list

# Write every client that posthaste.toml names.
generate:
    cargo run -p posthaste -- generate

# Compare every client with a fresh run.
check:
    cargo run -p posthaste -- check

# All tests, or those of a room: its unit tests, and the integration tests whose names contain it.
test ROOM="":
    cargo test --workspace {{ if ROOM == "" { "" } else { "--lib --test it -- " + quote(ROOM) } }}

# Changed snapshots: reviewed by cargo-insta where it is installed, shown as differences otherwise.
snap:
    #!/usr/bin/env bash
    set -euo pipefail
    if cargo insta --version >/dev/null 2>&1; then
        exec cargo insta review
    fi
    find generator tests -name '*.snap.new' | while read -r new; do
        git --no-pager diff --no-index -- "${new%.new}" "$new" || true
        echo "accept: mv $new ${new%.new}"
    done

# Whether the library and programs of one package compile, without tests; the quickest check while editing.
check-fast PACKAGE="posthaste":
    cargo check --quiet -p {{ quote(PACKAGE) }}

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
