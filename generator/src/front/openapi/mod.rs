//! OpenAPI 3 and Swagger 2 documents.

mod count;
mod lower;
mod reference;
mod value;

use indexmap::IndexMap;

use crate::ground::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::api::{Api, Provenance};
use crate::model::profile::Profile;
use crate::read::detect::{Kind, kind};
use crate::read::source::Document;

use super::Front;
use crate::read::source::At;
use value::OpenApiValue;

/// The front end for OpenAPI 3 and Swagger 2.
#[derive(Debug, Default)]
pub struct OpenApi;

/// An OpenAPI or Swagger document.
#[derive(Debug)]
pub struct Description {
    document: Document,
    version: Version,
    /// The name of an API that has no title.
    name: String,
}

/// What differs between the versions of the specification.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Version {
    /// Swagger 2.0.
    Swagger2,
    /// OpenAPI 3.0.
    OpenApi30,
    /// OpenAPI 3.1: schemas are those of JSON Schema 2020-12.
    OpenApi31,
    /// OpenAPI 3.2 and later.
    OpenApi32,
}

impl Front for OpenApi {
    type Input = Description;

    fn detect(document: &Document) -> bool {
        matches!(kind(document), Kind::OpenApi | Kind::Swagger)
    }

    fn parse(document: &Document, name: &str) -> (Option<Description>, Diagnostics) {
        let mut diagnostics = Diagnostics::new();
        let root = root(document);
        let version = version(&root);
        if lower::count_operations(document) == 0 {
            diagnostics.push(without_operations(&root));
        }
        let description = Description {
            document: document.clone(),
            version,
            name: name.to_owned(),
        };
        (Some(description), diagnostics)
    }

    fn count_requests(description: &Description) -> usize {
        lower::count_operations(&description.document)
    }

    fn counts(description: &Description) -> IndexMap<&'static str, usize> {
        count::counts(description)
    }

    fn lower(
        &self,
        description: &Description,
        profile: &Profile,
    ) -> (Api, Provenance, Diagnostics) {
        lower::lower(description, profile)
    }
}

/// The files that a document of this format refers to, by their paths from the folder of the document; `from` is the path of
/// the document itself, or of a file that it refers to.
pub fn other_files(document: &Document, from: &str) -> Vec<String> {
    reference::other_files(document, from)
}

/// The error for a document without operations.
fn without_operations(root: &At<'_>) -> Diagnostic {
    let paths = root.get("paths");
    let help = match root.declares("webhooks") {
        true => "its webhooks are calls of the service, which a client does not make",
        false => "an operation is a method, such as `get`, of a path under `paths`",
    };
    let origin = paths.map_or_else(|| root.origin.clone(), |paths| paths.origin);
    Diagnostic::new(
        Code::NoOperations,
        "there is no operation in it, so there is nothing to generate",
    )
    .at(&origin)
    .help(help)
}

fn root(document: &Document) -> At<'_> {
    At::new(&document.value, document.origin.clone())
}

/// The version of a document; an unknown minor version counts as the newest.
fn version(root: &At<'_>) -> Version {
    let text = root
        .scalar_text("openapi")
        .or_else(|| root.scalar_text("swagger"));
    let text = text.unwrap_or_default();
    match text.trim() {
        text if text.starts_with("3.0") || text == "3" => Version::OpenApi30,
        text if text.starts_with('1') || text.starts_with('2') => Version::Swagger2,
        text if text.starts_with("3.1") => Version::OpenApi31,
        _ => Version::OpenApi32,
    }
}
