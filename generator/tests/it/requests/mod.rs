//! What calls send and take, from small collections: each rule on a document of our own, and, where they are there, on the
//! cases beside the repository.

mod actions;
mod auth;
mod bodies;
mod cases;
mod paths;
mod presets;
mod shapes;

use camino::Utf8PathBuf;
use posthaste::make::{Inputs, Understood, output_tree};
use posthaste::read::config::Client;
use posthaste::rust::plan::Options;
use posthaste_tests::shared::root;

/// A collection, what is understood of it, and the crate that is made of it.
struct Made {
    understood: Understood,
    /// All files of the crate, without the line breaks and blanks that formatting adds.
    sources: String,
}

impl Made {
    fn of(path: Utf8PathBuf) -> Self {
        let client = Client {
            inputs: vec![path],
            ..Client::default()
        };
        let inputs = Inputs::read(&client).unwrap_or_else(|failure| panic!("{failure}"));
        let understood = inputs.understand();
        let (tree, wrong) = output_tree(&understood.api, &Options::default());
        assert!(wrong.is_empty(), "{wrong:?}");
        let files = tree.iter();
        let files = files.filter(|(path, _)| !path.as_str().contains("runtime/"));
        let texts = files.map(|(_, text)| String::from_utf8_lossy(text).into_owned());
        let written = texts.collect::<Vec<_>>().join("\n");
        let sources = written.split_whitespace().collect::<Vec<_>>().join(" ");
        Self {
            understood,
            sources,
        }
    }

    /// A document of `tests/fixtures/rules`.
    fn rule(name: &str) -> Self {
        let path = root().join(format!("tests/fixtures/rules/{name}.json"));
        Self::of(Utf8PathBuf::from_path_buf(path).expect("a path in UTF-8"))
    }

    /// A case of the reference material beside the repository; `None`, with a message, where it is not there.
    fn case(name: &str) -> Option<Self> {
        let path = Utf8PathBuf::from(env!("CARGO_MANIFEST_DIR"))
            .join("../../shared/cases")
            .join(name)
            .join("input.json");
        if !path.exists() {
            eprintln!("skipped: ../shared/cases/{name} is not there");
            return None;
        }
        Some(Self::of(path))
    }

    /// Whether a text stands in the crate, whatever its line breaks.
    fn has(&self, text: &str) -> bool {
        self.sources.contains(text)
    }

    #[track_caller]
    fn assert_has(&self, texts: &[&str]) {
        for text in texts {
            assert!(self.has(text), "`{text}` is not in {}", self.sources);
        }
    }

    #[track_caller]
    fn assert_lacks(&self, texts: &[&str]) {
        for text in texts {
            assert!(!self.has(text), "`{text}` is in {}", self.sources);
        }
    }

    /// The methods and paths of all operations.
    fn keys(&self) -> Vec<String> {
        let operations = self.understood.api.operations.iter();
        operations
            .map(|operation| operation.key.to_string())
            .collect()
    }
}
