//! The arguments that name inputs, and reading what they name.

use camino::{Utf8Path, Utf8PathBuf};

use super::Misused;
use super::progress::with_progress;
use super::terminal::Terminal;
use crate::ground::diagnostic::Diagnostic;
use crate::make::{Inputs, Understood};
use crate::model::sample::shell;
use crate::read::config::{self, Client, Pattern, Runtime};
use crate::read::report::{Message, locate};
use crate::read::source::SourceMap;

/// The name of the file that keeps the names of a client without settings.
const LOCK: &str = "names.lock";

/// The files that complete or correct the inputs, and which operations of them count.
///
/// In every verb the argument that names the inputs has the id `inputs`, which these options require.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Corrections {
    /// An environment or a globals file that gives variables their values; repeatable
    #[arg(long = "env", value_name = "FILE", requires = "inputs")]
    environments: Vec<Utf8PathBuf>,

    /// An OpenAPI Overlay that corrects the input before it is read; repeatable
    #[arg(long = "overlay", value_name = "FILE", requires = "inputs")]
    overlays: Vec<Utf8PathBuf>,

    /// A profile: how this vendor writes errors, pages and tokens, and corrections of its documents
    #[arg(long, value_name = "FILE", requires = "inputs")]
    profile: Option<Utf8PathBuf>,

    /// Keep only the operations of a tag or folder, a name, a path or a method; `*` is any text; repeatable
    #[arg(long, value_name = "PATTERN", requires = "inputs")]
    only: Vec<String>,

    /// Leave out the operations of a tag or folder, a name, a path or a method; `*` is any text; repeatable
    #[arg(long, value_name = "PATTERN", requires = "inputs")]
    skip: Vec<String>,
}

impl Corrections {
    /// The settings of a client that is made from these inputs.
    pub(super) fn client(&self, inputs: &[Utf8PathBuf]) -> Client {
        Client {
            inputs: inputs.to_owned(),
            environments: self.environments.clone(),
            overlays: self.overlays.clone(),
            profile: self.profile.clone(),
            only: self.only.iter().cloned().map(Pattern::from).collect(),
            skip: self.skip.iter().cloned().map(Pattern::from).collect(),
            ..Client::default()
        }
    }
}

/// One input with its corrections.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Input {
    /// A collection, folder, item or request, or an OpenAPI document; `-` reads standard input
    #[arg(id = "inputs", value_name = "INPUT")]
    pub(super) path: Utf8PathBuf,

    #[command(flatten)]
    corrections: Corrections,
}

impl Input {
    /// The input and its corrections as files; diagnostics about them are printed.
    pub(super) fn read(&self, terminal: &Terminal) -> Result<Inputs, Misused> {
        Inputs::read(&self.client()).map_err(|failure| terminal.report_failure(&failure))
    }

    /// The input as an API, its diagnostics, which are not printed, and what `look` finds in the files.
    pub(super) fn examine<T: Send>(
        &self,
        terminal: &Terminal,
        look: impl FnOnce(&Inputs) -> T + Send,
    ) -> Result<(Understood, Vec<Message>, T), Misused> {
        let work = || {
            let inputs = Inputs::read(&self.client())?;
            let found = look(&inputs);
            Ok((inputs.understand(), found))
        };
        let understood = with_progress(terminal, &format!("reading {}", self.path), work);
        let (understood, found) =
            understood.map_err(|failure| terminal.report_failure(&failure))?;
        let messages = locate(&understood.diagnostics, &understood.sources);
        Ok((understood, messages, found))
    }

    /// The input as an API, for a verb whose subject is not the diagnostics: they are printed only on request.
    pub(super) fn understand(&self, terminal: &Terminal) -> Result<Understood, Misused> {
        let (understood, messages, ()) = self.examine(terminal, |_| ())?;
        terminal.report_on_request(&messages);
        Ok(understood)
    }

    fn client(&self) -> Client {
        Client {
            // The names of a generated client, if its names.lock is beside the input.
            names: self.path.parent().map(|folder| folder.join(LOCK)),
            ..self.corrections.client(std::slice::from_ref(&self.path))
        }
    }
}

/// A client, and its name in the settings; no name if the command line describes it.
pub(super) struct NamedClient {
    name: Option<String>,
    pub(super) client: Client,
}

impl NamedClient {
    /// What progress lines call the client.
    pub(super) fn label(&self) -> &str {
        self.name.as_deref().unwrap_or(self.client.output.as_str())
    }
}

/// Which clients to make, and from what; the arguments that `generate` and `check` share.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct ClientArgs {
    /// A collection, folder, item or request, or an OpenAPI document; `-` reads standard input; an operation
    /// of a later input replaces an earlier one of the same method and path
    ///
    /// Without INPUT, the nearest posthaste.toml names the clients.
    #[arg(value_name = "INPUT", requires = "output")]
    inputs: Vec<Utf8PathBuf>,

    /// The folder of the generated crate
    #[arg(short, long, value_name = "DIR", requires = "inputs")]
    output: Option<Utf8PathBuf>,

    /// The crate's name [default: made from the collection's name]
    #[arg(long, value_name = "CRATE", requires = "inputs")]
    name: Option<String>,

    #[command(flatten)]
    corrections: Corrections,

    /// Where the crate finds its runtime: `embedded`, `path:DIR`, `git:URL` or a version
    #[arg(
        long,
        value_name = "WHERE",
        requires = "inputs",
        default_value = "embedded",
        hide_default_value = true
    )]
    runtime: Runtime,

    /// Make the crate a workspace of its own, so that it builds inside another workspace of which it is
    /// not a member (which then cannot depend on it)
    #[arg(long, requires = "inputs")]
    standalone: bool,
}

impl ClientArgs {
    /// The client that the command line describes, or those that the nearest settings name.
    pub(super) fn clients(&self, terminal: &Terminal) -> Result<Vec<NamedClient>, Misused> {
        let Some(output) = &self.output else {
            return configured(terminal);
        };
        if output.as_str().is_empty() {
            let message = "the output folder has no name; write `-o .` for the working directory";
            return Err(terminal.print_error(message));
        }
        let client = Client {
            output: output.clone(),
            name: self.name.clone(),
            runtime: self.runtime.clone(),
            names: Some(output.join(LOCK)),
            standalone: self.standalone,
            ..self.corrections.client(&self.inputs)
        };
        Ok(vec![NamedClient { name: None, client }])
    }

    /// The command that generates these clients.
    pub(super) fn generate_command(&self) -> String {
        let mut command = "posthaste generate".to_owned();
        let Some(output) = &self.output else {
            return command;
        };
        let mut push = |option: &str, value: &str| {
            command += option;
            command += &shell(value);
        };
        self.inputs
            .iter()
            .for_each(|input| push(" ", input.as_str()));
        push(" -o ", output.as_str());
        if let Some(name) = &self.name {
            push(" --name ", name);
        }
        for environment in &self.corrections.environments {
            push(" --env ", environment.as_str());
        }
        for overlay in &self.corrections.overlays {
            push(" --overlay ", overlay.as_str());
        }
        if let Some(profile) = &self.corrections.profile {
            push(" --profile ", profile.as_str());
        }
        for pattern in &self.corrections.only {
            push(" --only ", pattern);
        }
        for pattern in &self.corrections.skip {
            push(" --skip ", pattern);
        }
        if self.runtime != Runtime::default() {
            push(" --runtime ", &self.runtime.to_string());
        }
        if self.standalone {
            command += " --standalone";
        }
        command
    }
}

/// The clients that the nearest settings name.
pub(super) fn configured(terminal: &Terminal) -> Result<Vec<NamedClient>, Misused> {
    let mut sources = SourceMap::new();
    let file = settings_file(&mut sources);
    let clients = file.and_then(|file| config::read(&file, &mut sources));
    let clients = clients.map_err(|diagnostic| terminal.report_diagnostic(diagnostic, &sources))?;
    let named = |(name, client)| NamedClient {
        name: Some(name),
        client,
    };
    Ok(clients.into_iter().map(named).collect())
}

/// The path of the nearest settings; relative if they are below the working directory.
fn settings_file(sources: &mut SourceMap) -> Result<Utf8PathBuf, Diagnostic> {
    let folder = std::env::current_dir().ok();
    let folder: Utf8PathBuf = folder
        .and_then(|folder| folder.try_into().ok())
        .unwrap_or_default();
    let file = config::find(&folder, sources)?;
    let relative = file.strip_prefix(&folder).map(Utf8Path::to_path_buf);
    Ok(relative.unwrap_or(file))
}
