//! Finds and reads the settings file.

use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};
use serde::Deserialize;
use toml::Spanned;

use super::paths::{self, Kind, UsedPath};
use super::version::Version;
use super::{Client, Docs, Pattern, Runtime, strict};
use crate::ground::diagnostic::{Code, Diagnostic, Origin};
use crate::read::source::SourceMap;

/// The name of the settings file.
pub const FILE_NAME: &str = "posthaste.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    client: BTreeMap<String, Table>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    inputs: Spanned<Vec<Spanned<Utf8PathBuf>>>,
    #[serde(default)]
    environments: Vec<Spanned<Utf8PathBuf>>,
    #[serde(default)]
    overlays: Vec<Spanned<Utf8PathBuf>>,
    #[serde(default)]
    only: Vec<Spanned<String>>,
    #[serde(default)]
    skip: Vec<Spanned<String>>,
    output: Spanned<Utf8PathBuf>,
    name: Option<String>,
    version: Option<Version>,
    license: Option<String>,
    #[serde(default)]
    runtime: Runtime,
    profile: Option<Spanned<Utf8PathBuf>>,
    names: Option<Spanned<Utf8PathBuf>>,
    names_page: Option<Spanned<Utf8PathBuf>>,
    #[serde(default)]
    docs: Docs,
    #[serde(default)]
    standalone: bool,
}

/// The nearest settings file: in `folder` or in a folder above it.
///
/// A file without clients is skipped: it may be a profile with the same name.
///
/// # Errors
/// There is no settings file, or the nearest one cannot be read.
pub fn find(folder: &Utf8Path, sources: &mut SourceMap) -> Result<Utf8PathBuf, Diagnostic> {
    for path in folder.ancestors().map(|folder| folder.join(FILE_NAME)) {
        // A folder of this name is skipped; `read_file` refuses a FIFO or a device.
        if path.exists() && !path.is_dir() {
            let id = sources.read_file(&path)?;
            // A file that is not TOML is reported when it is read.
            let table = sources.text(id).parse::<toml::Table>();
            if table.map_or(true, |table| table.contains_key("client")) {
                return Ok(path);
            }
        }
    }
    let nothing = "no INPUT is given, and there is no posthaste.toml here or in a folder above";
    Err(Diagnostic::new(Code::NoSettings, nothing)
        .help("name a collection: posthaste generate COLLECTION.json -o DIR"))
}

/// The clients of a settings file by their names, with paths relative to the working directory.
///
/// # Errors
/// The file is unreadable, is not TOML, or has an unknown key, no client, a client without an input, or conflicting paths.
pub fn read(
    path: &Utf8Path,
    sources: &mut SourceMap,
) -> Result<BTreeMap<String, Client>, Diagnostic> {
    let id = sources.read_file(path)?;
    let origin = Origin::root(id);
    let file: File = strict::read(sources.text(id), &origin)?;
    if file.client.is_empty() {
        let error = Diagnostic::new(Code::BadSettings, "the settings name no client").at(&origin);
        return Err(error.help("add a table: [client.NAME] with `inputs` and `output`"));
    }
    let folder = path.parent().unwrap_or(Utf8Path::new(""));
    let mut used = vec![UsedPath {
        client: "none".to_owned(),
        key: FILE_NAME,
        kind: Kind::Input,
        path: path.to_owned(),
        origin: origin.clone(),
    }];
    for (name, table) in &file.client {
        used.extend(used_paths(name, table, folder, &origin));
    }
    paths::check(&used)?;
    file.client
        .into_iter()
        .map(|(name, table)| Ok((name, client_settings(table, path, &origin)?)))
        .collect()
}

/// The paths in the settings of a client.
fn used_paths(client: &str, table: &Table, folder: &Utf8Path, origin: &Origin) -> Vec<UsedPath> {
    let inputs: Vec<_> = table.inputs.get_ref().iter().collect();
    let keys = [
        ("inputs", Kind::Input, inputs),
        (
            "environments",
            Kind::Input,
            table.environments.iter().collect(),
        ),
        ("overlays", Kind::Input, table.overlays.iter().collect()),
        ("profile", Kind::Input, table.profile.iter().collect()),
        ("output", Kind::Output, vec![&table.output]),
        ("names", Kind::File, table.names.iter().collect()),
        ("names_page", Kind::File, table.names_page.iter().collect()),
    ];
    let path = |key, kind, path: &Spanned<Utf8PathBuf>| UsedPath {
        client: client.to_owned(),
        key,
        kind,
        path: folder.join(path.get_ref()),
        origin: origin.byte(path.span().start),
    };
    let paths = keys.into_iter().flat_map(|(key, kind, paths)| {
        // `-` among the inputs is standard input.
        let files = paths
            .into_iter()
            .filter(move |path| key != "inputs" || path.get_ref() != "-");
        files.map(move |file| path(key, kind, file))
    });
    paths.collect()
}

fn client_settings(table: Table, file: &Utf8Path, origin: &Origin) -> Result<Client, Diagnostic> {
    if table.inputs.get_ref().is_empty() {
        let origin = origin.byte(table.inputs.span().start);
        return Err(Diagnostic::new(Code::BadSettings, "the client has no input").at(&origin));
    }
    let folder = file.parent().unwrap_or(Utf8Path::new(""));
    let pattern = |pattern: Spanned<String>| Pattern {
        location: Some((file.to_owned(), pattern.span().start)),
        text: pattern.into_inner(),
    };
    let joined = |path: Spanned<Utf8PathBuf>| folder.join(path.into_inner());
    Ok(Client {
        inputs: table.inputs.into_inner().into_iter().map(joined).collect(),
        environments: table.environments.into_iter().map(joined).collect(),
        overlays: table.overlays.into_iter().map(joined).collect(),
        only: table.only.into_iter().map(pattern).collect(),
        skip: table.skip.into_iter().map(pattern).collect(),
        output: joined(table.output),
        name: table.name,
        version: table.version.map(|version| version.0),
        license: table.license,
        runtime: match table.runtime {
            Runtime::Path(path) => Runtime::Path(folder.join(path)),
            other => other,
        },
        profile: table.profile.map(joined),
        names: table.names.map(joined),
        names_page: table.names_page.map(joined),
        docs: table.docs,
        standalone: table.standalone,
    })
}
