//! Which clients `generate` and `check` are about.

use camino::{Utf8Path, Utf8PathBuf};

use super::args::{Input, Target};
use super::progress::Progress;
use super::terminal::Terminal;
use super::{Exit, MISUSED};
use crate::ground::diagnostic::Diagnostic;
use crate::make::{Failure, Inputs, Understood};
use crate::model::sample::shell;
use crate::read::config::{self, Client};
use crate::read::report::{Message, locate};
use crate::read::source::SourceMap;

/// The file that keeps the names of a client that the command line describes.
const LOCK: &str = "names.lock";

/// A client with its name in the settings; none where the command line says it all.
pub(super) struct Named {
    pub(super) name: Option<String>,
    pub(super) client: Client,
}

/// The client that the command line describes, or those that the nearest settings name.
///
/// # Errors
/// The exit code, where there are no settings or wrong ones; what is wrong is already told.
pub(super) fn clients(target: &Target, terminal: &Terminal) -> Result<Vec<Named>, Exit> {
    let Some(output) = &target.output else {
        return configured(terminal);
    };
    if output.as_str().is_empty() {
        terminal.fail("the output folder has no name; write `-o .` for the working directory");
        return Err(MISUSED);
    }
    let client = Client {
        inputs: target.inputs.clone(),
        environments: target.environments.clone(),
        overlays: target.overlays.clone(),
        output: output.clone(),
        name: target.name.clone(),
        profile: target.profile.clone(),
        runtime: target.runtime.clone(),
        names: Some(output.join(LOCK)),
        standalone: target.standalone,
        ..Client::default()
    };
    Ok(vec![Named { name: None, client }])
}

/// The clients that the nearest settings name.
///
/// # Errors
/// The exit code, where there are no settings or wrong ones; what is wrong is already told.
pub(super) fn configured(terminal: &Terminal) -> Result<Vec<Named>, Exit> {
    let mut sources = SourceMap::new();
    let file = here(&mut sources);
    let clients = file.and_then(|file| config::read(&file, &mut sources));
    let clients = clients.map_err(|diagnostic| {
        terminal.complain(diagnostic, &sources);
        MISUSED
    })?;
    let named = |(name, client)| Named {
        name: Some(name),
        client,
    };
    Ok(clients.into_iter().map(named).collect())
}

/// The nearest settings, by a short path where they stand in the working directory.
fn here(sources: &mut SourceMap) -> Result<Utf8PathBuf, Diagnostic> {
    let folder = std::env::current_dir()
        .ok()
        .and_then(|folder| folder.try_into().ok());
    let folder: Utf8PathBuf = folder.unwrap_or_default();
    let file = config::find(&folder, sources)?;
    Ok(file
        .strip_prefix(&folder)
        .map(Utf8Path::to_path_buf)
        .unwrap_or(file))
}

/// One input with its environments, read; what is wrong with it is already told.
///
/// # Errors
/// The exit code, where it cannot be read.
pub(super) fn read(input: &Input, terminal: &Terminal) -> Result<Inputs, Exit> {
    Inputs::read(&client(input)).map_err(|failure| told(&failure, terminal))
}

fn client(input: &Input) -> Client {
    Client {
        inputs: vec![input.input.clone()],
        environments: input.environments.clone(),
        overlays: input.overlays.clone(),
        profile: input.profile.clone(),
        // Whoever keeps the names keeps them beside the input.
        names: input.input.parent().map(|folder| folder.join(LOCK)),
        ..Client::default()
    }
}

/// One input, read and understood, for a command that is about something else than what was found on the way.
///
/// # Errors
/// The exit code, where it cannot be read.
pub(super) fn understand(input: &Input, terminal: &Terminal) -> Result<Understood, Exit> {
    let (understood, messages) = examine(input, terminal)?;
    terminal.remark(&messages);
    Ok(understood)
}

/// One input, read and understood, and what was found on the way.
///
/// # Errors
/// The exit code, where it cannot be read.
pub(super) fn examine(
    input: &Input,
    terminal: &Terminal,
) -> Result<(Understood, Vec<Message>), Exit> {
    let progress = Progress::start(terminal, &format!("reading {}", input.input));
    let read = Inputs::read(&client(input));
    let understood = read.map(Inputs::understand);
    drop(progress);
    let understood = understood.map_err(|failure| told(&failure, terminal))?;
    let messages = locate(&understood.diagnostics, &understood.sources);
    Ok((understood, messages))
}

fn told(failure: &Failure, terminal: &Terminal) -> Exit {
    terminal.report(&failure.messages);
    MISUSED
}

/// The command that brings a client up to date.
pub(super) fn mend(target: &Target) -> String {
    let Some(output) = &target.output else {
        return "posthaste generate".to_owned();
    };
    let mut words = vec!["posthaste".to_owned(), "generate".to_owned()];
    words.extend(target.inputs.iter().map(|input| shell(input.as_str())));
    let mut option = |option: &str, value: &str| {
        words.push(option.to_owned());
        words.push(shell(value));
    };
    option("-o", output.as_str());
    if let Some(name) = &target.name {
        option("--name", name);
    }
    for environment in &target.environments {
        option("--env", environment.as_str());
    }
    for overlay in &target.overlays {
        option("--overlay", overlay.as_str());
    }
    if let Some(profile) = &target.profile {
        option("--profile", profile.as_str());
    }
    if target.runtime != config::Runtime::default() {
        option("--runtime", &target.runtime.to_string());
    }
    if target.standalone {
        words.push("--standalone".to_owned());
    }
    words.join(" ")
}
