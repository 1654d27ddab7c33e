//! The position of a value: a source and a JSON pointer into it.

use std::fmt;
use std::sync::Arc;

/// The number of a source in the [`SourceMap`](crate::read::source::SourceMap).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(pub u32);

/// A position in a source, as a chain of steps from the root of the document.
///
/// It is cheap to clone and to extend, because the steps of a position share their parents.
#[derive(Clone, PartialEq, Eq)]
pub struct Origin {
    source: SourceId,
    step: Option<Arc<Step>>,
}

#[derive(PartialEq, Eq)]
struct Step {
    parent: Option<Arc<Step>>,
    token: Token,
}

#[derive(PartialEq, Eq)]
enum Token {
    Key(Box<str>),
    Index(usize),
    Byte(usize),
}

impl Origin {
    /// The root of a source.
    pub fn root(source: SourceId) -> Self {
        Self { source, step: None }
    }

    /// The member `key` of this object.
    pub fn key(&self, key: &str) -> Self {
        self.step(Token::Key(key.into()))
    }

    /// The element `index` of this array.
    pub fn index(&self, index: usize) -> Self {
        self.step(Token::Index(index))
    }

    /// The byte `offset` of the source's text, for text that cannot be parsed or has no JSON pointers, as TOML.
    pub fn byte(&self, offset: usize) -> Self {
        self.step(Token::Byte(offset))
    }

    /// The byte that was given to [`Origin::byte`].
    pub fn offset(&self) -> Option<usize> {
        match self.step.as_deref()?.token {
            Token::Byte(offset) => Some(offset),
            _ => None,
        }
    }

    fn step(&self, token: Token) -> Self {
        Self {
            source: self.source,
            step: Some(Arc::new(Step {
                parent: self.step.clone(),
                token,
            })),
        }
    }

    /// The source of the position.
    pub fn source(&self) -> SourceId {
        self.source
    }

    /// The JSON pointer (RFC 6901): `/item/8/request`, or an empty text for the root.
    pub fn pointer(&self) -> String {
        let mut tokens = Vec::new();
        let mut step = self.step.as_deref();
        while let Some(current) = step {
            tokens.push(match &current.token {
                Token::Key(key) => key.replace('~', "~0").replace('/', "~1"),
                Token::Index(index) => index.to_string(),
                Token::Byte(_) => {
                    step = current.parent.as_deref();
                    continue;
                }
            });
            step = current.parent.as_deref();
        }
        tokens
            .iter()
            .rev()
            .fold(String::new(), |text, token| text + "/" + token)
    }
}

impl fmt::Debug for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}#{}", self.source.0, self.pointer())
    }
}

impl Drop for Step {
    /// Drops the parents in a loop: recursion would overflow the stack with a long chain.
    fn drop(&mut self) {
        let mut next = self.parent.take();
        while let Some(parent) = next.and_then(Arc::into_inner) {
            let mut parent = parent;
            next = parent.parent.take();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pointer_escapes_its_tokens() {
        let origin = Origin::root(SourceId(0)).key("item").index(8).key("a/b~c");
        assert_eq!(origin.pointer(), "/item/8/a~1b~0c");
    }

    #[test]
    fn a_byte_is_not_part_of_the_pointer() {
        let origin = Origin::root(SourceId(0)).key("item").byte(17);
        assert_eq!(
            (origin.pointer().as_str(), origin.offset()),
            ("/item", Some(17))
        );
        assert_eq!(origin.key("name").offset(), None);
    }

    #[test]
    fn deep_chains_drop_without_recursion() {
        let mut origin = Origin::root(SourceId(0));
        for _ in 0..200_000 {
            origin = origin.index(0);
        }
        assert_eq!(origin.pointer().len(), 400_000);
    }
}
