//! The crates of two versions of the inputs, compared.

use crate::read::report::{Message, locate};
use crate::rust::diff::{self, Comparison};
use crate::rust::plan::Options;

use super::{Failure, Generator, Inputs, Understood, docs, options, plan};

/// What changes for code that uses an older crate.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Compared {
    /// The differences.
    pub comparison: Comparison,
    /// Diagnostics about the older inputs.
    pub old: Vec<Message>,
    /// Diagnostics about the newer inputs.
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
        let (before, lock) = plan(&old.api, &options);
        let options = Options {
            // A document with a new title is still the same crate.
            crate_name: before.package.name.clone(),
            ..options::options(&newer.client, &new.profile, &lock)
        };
        let (after, _) = plan(&new.api, &options);
        Ok(Compared {
            comparison: diff::compare(&before, &after),
            old: locate(&old.diagnostics, &old.sources),
            new: locate(&new.diagnostics, &new.sources),
        })
    }

    /// The inputs as an API that a crate can be made of.
    pub(super) fn understand(&self) -> Result<Understood, Failure> {
        let understood = Inputs::read(&self.client)?.understand().usable()?;
        Ok(self.with_docs(understood))
    }

    /// As [`Generator::understand`], but corrections that find nothing are no error: the profile describes the newest
    /// version of the inputs.
    fn understand_older(&self) -> Result<Understood, Failure> {
        let understood = Inputs::read(&self.client)?.understand();
        Ok(self.with_docs(understood.ignoring_unmatched().usable()?))
    }

    fn with_docs(&self, understood: Understood) -> Understood {
        Understood {
            api: docs::shorten(understood.api, self.client.docs),
            ..understood
        }
    }
}
