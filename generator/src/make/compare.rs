//! Two sets of inputs held against each other.

use crate::make::pipeline;
use crate::read::report::{Message, locate};
use crate::rust::diff::{self, Comparison};
use crate::rust::plan::Options;

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
    /// Compares what this would generate with what a newer one would, which keeps the names that this one
    /// gives. Writes nothing.
    ///
    /// # Errors
    /// An input of either cannot be read, no operation came of it, or the older one's file of names is not there.
    pub fn compare(&self, newer: &Self) -> Result<Compared, Failure> {
        if self.client.names.is_some() {
            self.need_names()?;
        }
        let (old, new) = (self.understand_older()?, newer.understand()?);
        let options = options::options(&self.client, &old.profile, &old.lock);
        let (before, lock) = pipeline::plan(&old.api, &options);
        let options = Options {
            // A collection that got another title makes no other crate.
            crate_name: before.package.name.clone(),
            ..options::options(&newer.client, &new.profile, &lock)
        };
        let (after, _) = pipeline::plan(&new.api, &options);
        Ok(Compared {
            comparison: diff::compare(&before, &after),
            old: locate(&old.diagnostics, &old.sources),
            new: locate(&new.diagnostics, &new.sources),
        })
    }
}
