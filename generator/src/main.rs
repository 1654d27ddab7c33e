//! The `posthaste` command.

fn main() -> std::process::ExitCode {
    posthaste::commands::run()
}
