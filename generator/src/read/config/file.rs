//! The settings file: found upwards, read strictly.

use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};
use serde::Deserialize;
use toml::Spanned;

use super::paths::{self, Claim, Kind};
use super::version::Version;
use super::{Client, Docs, Runtime, strict};
use crate::ground::diagnostic::{Code, Diagnostic, Origin};
use crate::read::source::SourceMap;

/// The settings file's name.
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
/// A profile may bear the same name: a file without clients is passed over.
///
/// # Errors
/// There is none, or the nearest one cannot be read.
pub fn find(folder: &Utf8Path, sources: &mut SourceMap) -> Result<Utf8PathBuf, Diagnostic> {
    for path in folder.ancestors().map(|folder| folder.join(FILE_NAME)) {
        // A folder may be called so by chance; a FIFO or a device is refused.
        if path.exists() && !path.is_dir() {
            let id = sources.read_file(&path)?;
            // What is no TOML at all is shown by whoever reads it next.
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

/// The clients of a settings file by name, with paths made relative to where the caller stands.
///
/// # Errors
/// The file is unreadable, no TOML, has an unknown key, or a client without an input.
pub fn read(
    path: &Utf8Path,
    sources: &mut SourceMap,
) -> Result<BTreeMap<String, Client>, Diagnostic> {
    let id = sources.read_file(path)?;
    let origin = Origin::root(id);
    let file: File = strict::read(sources.text(id), &origin)?;
    if file.client.is_empty() {
        let nothing = Diagnostic::new(Code::BadSettings, "the settings name no client").at(&origin);
        return Err(nothing.help("add a table: [client.NAME] with `inputs` and `output`"));
    }
    let folder = path.parent().unwrap_or(Utf8Path::new(""));
    let mut claims = vec![Claim {
        client: "none".to_owned(),
        key: FILE_NAME,
        kind: Kind::Input,
        path: path.to_owned(),
        place: origin.clone(),
    }];
    for (name, table) in &file.client {
        claims.extend(claimed(name, table, folder, &origin));
    }
    paths::check(&claims)?;
    file.client
        .into_iter()
        .map(|(name, table)| Ok((name, client(table, folder, &origin)?)))
        .collect()
}

/// Every path that a client names.
fn claimed(client: &str, table: &Table, folder: &Utf8Path, origin: &Origin) -> Vec<Claim> {
    let mut claims = Vec::new();
    let mut claim = |key, kind, path: &Spanned<Utf8PathBuf>| {
        claims.push(Claim {
            client: client.to_owned(),
            key,
            kind,
            path: folder.join(path.get_ref()),
            place: origin.byte(path.span().start),
        });
    };
    let inputs = table.inputs.get_ref().iter();
    // Standard input is no file.
    for path in inputs.filter(|path| path.get_ref() != "-") {
        claim("inputs", Kind::Input, path);
    }
    for path in &table.environments {
        claim("environments", Kind::Input, path);
    }
    for path in &table.overlays {
        claim("overlays", Kind::Input, path);
    }
    if let Some(path) = &table.profile {
        claim("profile", Kind::Input, path);
    }
    claim("output", Kind::Output, &table.output);
    if let Some(path) = &table.names {
        claim("names", Kind::File, path);
    }
    if let Some(path) = &table.names_page {
        claim("names_page", Kind::File, path);
    }
    claims
}

fn client(table: Table, folder: &Utf8Path, origin: &Origin) -> Result<Client, Diagnostic> {
    if table.inputs.get_ref().is_empty() {
        let place = origin.byte(table.inputs.span().start);
        return Err(Diagnostic::new(Code::BadSettings, "the client has no input").at(&place));
    }
    let here = |path: Spanned<Utf8PathBuf>| folder.join(path.into_inner());
    Ok(Client {
        inputs: table.inputs.into_inner().into_iter().map(here).collect(),
        environments: table.environments.into_iter().map(here).collect(),
        overlays: table.overlays.into_iter().map(here).collect(),
        output: here(table.output),
        name: table.name,
        version: table.version.map(|version| version.0),
        license: table.license,
        runtime: match table.runtime {
            Runtime::Path(path) => Runtime::Path(folder.join(path)),
            other => other,
        },
        profile: table.profile.map(here),
        names: table.names.map(here),
        names_page: table.names_page.map(here),
        docs: table.docs,
        standalone: table.standalone,
    })
}
