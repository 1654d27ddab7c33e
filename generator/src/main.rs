//! The `posthaste` command.

fn main() -> std::process::ExitCode {
    posthaste::cli::run()
}
