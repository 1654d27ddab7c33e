//! CPU seconds and peak memory of a process and all its descendants.
//!
//! The system counts them for a process's children that were waited for. So that each measurement starts
//! at nothing, this program runs itself, and that second one runs the command.

use std::process::{Command, ExitCode, Stdio};

#[cfg(unix)]
use nix::sys::resource::{UsageWho, getrusage};

/// What a command took.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Usage {
    /// User and system time of the process tree, in seconds.
    pub(crate) cpu: f64,
    /// The largest process's resident memory, in MiB.
    pub(crate) memory: f64,
}

impl Usage {
    /// Both one after the other.
    pub(crate) fn then(self, next: Self) -> Self {
        Self {
            cpu: self.cpu + next.cpu,
            memory: self.memory.max(next.memory),
        }
    }
}

/// The median of each figure.
pub(crate) fn median(usages: &[Usage]) -> Option<Usage> {
    let middle = |mut figures: Vec<f64>| {
        figures.sort_by(f64::total_cmp);
        figures.get(figures.len() / 2).copied()
    };
    Some(Usage {
        cpu: middle(usages.iter().map(|usage| usage.cpu).collect())?,
        memory: middle(usages.iter().map(|usage| usage.memory).collect())?,
    })
}

/// Runs a command; its output is kept away.
///
/// # Errors
/// The command fails: the last lines that it printed.
pub(crate) fn measure(command: &Command) -> Result<Usage, String> {
    let this = std::env::current_exe().map_err(|error| error.to_string())?;
    let mut again = Command::new(this);
    again
        .arg("--measure")
        .arg(command.get_program())
        .args(command.get_args())
        .stdin(Stdio::null());
    if let Some(folder) = command.get_current_dir() {
        again.current_dir(folder);
    }
    for (key, value) in command.get_envs() {
        match value {
            Some(value) => again.env(key, value),
            None => again.env_remove(key),
        };
    }
    let output = again.output().map_err(|error| error.to_string())?;
    let output_text = String::from_utf8_lossy(&output.stdout).into_owned();
    let figures = output_text.lines().last().and_then(|line| {
        let mut words = line.strip_prefix("measured ")?.split(' ');
        Some(Usage {
            cpu: words.next()?.parse().ok()?,
            memory: words.next()?.parse().ok()?,
        })
    });
    match figures {
        Some(usage) if output.status.success() => Ok(usage),
        _ => {
            let error = String::from_utf8_lossy(&output.stderr).into_owned();
            Err(first_error(&error))
        }
    }
}

/// The line that says what is wrong.
fn first_error(text: &str) -> String {
    let telling = |line: &&str| {
        let line = line.to_lowercase();
        line.contains("error") || line.contains("panicked")
    };
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let line = text
        .lines()
        .find(telling)
        .or(lines.next())
        .unwrap_or("it failed");
    line.trim().chars().take(160).collect()
}

/// The second one: runs the command and prints the figures behind whatever the command prints.
#[cfg(unix)]
pub(crate) fn child(command: &[String]) -> ExitCode {
    let Some((program, arguments)) = command.split_first() else {
        return ExitCode::from(2);
    };
    let status = Command::new(program).args(arguments).status();
    let Ok(usage) = getrusage(UsageWho::RUSAGE_CHILDREN) else {
        return ExitCode::FAILURE;
    };
    let seconds =
        |time: nix::sys::time::TimeVal| time.tv_sec() as f64 + time.tv_usec() as f64 / 1_000_000.0;
    let cpu = seconds(usage.user_time()) + seconds(usage.system_time());
    // Linux counts kibibytes.
    println!("\nmeasured {cpu} {}", usage.max_rss() as f64 / 1024.0);
    match status {
        Ok(status) if status.success() => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}

/// Only Unix counts for a whole process tree.
#[cfg(not(unix))]
pub(crate) fn child(_: &[String]) -> ExitCode {
    ExitCode::FAILURE
}
