//! All front ends as one: each input is read by the front end of its format.

use indexmap::IndexMap;

use crate::front::Front;
use crate::front::openapi::{Description, OpenApi};
use crate::front::postman::Postman;
use crate::front::postman::model::Collection;
use crate::ground::diagnostic::Diagnostics;
use crate::model::api::{Api, Provenance};
use crate::model::profile::Profile;
use crate::read::source::Document;

/// The front ends of all formats.
#[derive(Debug, Default)]
pub struct Formats {
    /// The front end for Postman collections.
    pub postman: Postman,
    openapi: OpenApi,
}

/// An input of any format.
#[derive(Debug)]
pub enum Input {
    /// A Postman collection.
    Postman(Collection),
    /// An OpenAPI or Swagger document.
    OpenApi(Description),
}

impl Formats {
    /// The front ends with these settings for Postman collections.
    pub(super) fn new(postman: Postman) -> Self {
        Self {
            postman,
            openapi: OpenApi,
        }
    }
}

impl Front for Formats {
    type Input = Input;

    fn detect(document: &Document) -> bool {
        Postman::detect(document) || OpenApi::detect(document)
    }

    fn parse(document: &Document, name: &str) -> (Option<Input>, Diagnostics) {
        if OpenApi::detect(document) {
            let (description, diagnostics) = OpenApi::parse(document, name);
            return (description.map(Input::OpenApi), diagnostics);
        }
        let (collection, diagnostics) = Postman::parse(document, name);
        (collection.map(Input::Postman), diagnostics)
    }

    fn count_requests(input: &Input) -> usize {
        match input {
            Input::Postman(collection) => Postman::count_requests(collection),
            Input::OpenApi(description) => OpenApi::count_requests(description),
        }
    }

    fn counts(input: &Input) -> IndexMap<&'static str, usize> {
        match input {
            Input::Postman(collection) => Postman::counts(collection),
            Input::OpenApi(description) => OpenApi::counts(description),
        }
    }

    fn lower(&self, input: &Input, profile: &Profile) -> (Api, Provenance, Diagnostics) {
        match input {
            Input::Postman(collection) => self.postman.lower(collection, profile),
            Input::OpenApi(description) => self.openapi.lower(description, profile),
        }
    }
}
