//! Random numbers.

use std::hash::{BuildHasher, RandomState};

/// A random number from the standard library's hash keys: unpredictable enough for boundaries, nonces and jitter,
/// but not for keys.
pub(crate) fn random() -> u64 {
    RandomState::new().hash_one(0)
}
