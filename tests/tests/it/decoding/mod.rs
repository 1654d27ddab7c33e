//! Reading and writing records: without a tree as with one, and as serde's derive does it.

mod derive;
mod direct;
mod documents;
