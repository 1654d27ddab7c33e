//! Two sets of inputs held against each other.

use crate::diff::{self, Comparison};
use crate::pipeline;
use crate::report::{Message, locate};
use crate::rust::{Crate, Options};

use super::inputs::Understood;
use super::{Failure, Generator, options};

/// What a caller of an older crate meets in a newer one.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Compared {
    /// The differences.
    pub comparison: Comparison,
    /// What was found in the older inputs.
    pub old: Vec<Message>,
    /// What was found in the newer inputs.
    pub new: Vec<Message>,
}

impl Generator {
    /// Compares what this would generate with what a newer one would. Writes nothing.
    ///
    /// # Errors
    /// An input of either cannot be read, or no operation came of it.
    pub fn compare(&self, newer: &Self) -> Result<Compared, Failure> {
        let (old, new) = (self.understand()?, newer.understand()?);
        let before = self.plan(&old, None);
        let after = newer.plan(&new, Some(&before.package.name));
        Ok(Compared {
            comparison: diff::compare(&before, &after),
            old: locate(&old.diagnostics, &old.sources),
            new: locate(&new.diagnostics, &new.sources),
        })
    }

    /// The crate as it would be; a collection that got another title makes no other crate.
    fn plan(&self, understood: &Understood, name: Option<&str>) -> Crate {
        let own = options::options(&self.client, &understood.profile, &understood.lock);
        let name = name.map_or(own.crate_name.clone(), str::to_owned);
        pipeline::plan(
            &understood.api,
            &Options {
                crate_name: name,
                ..own
            },
        )
    }
}
