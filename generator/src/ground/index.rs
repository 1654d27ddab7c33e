//! Lists whose indices have a type of their own, so that an id of one list is no index of another.

use std::marker::PhantomData;
use std::ops::{Deref, DerefMut, Index, IndexMut};

/// An index of an [`IndexVec`].
pub trait Id: Copy {
    /// The id of an item by its position in the list.
    fn at(position: usize) -> Self;

    /// The position in the list.
    fn position(self) -> usize;
}

/// Implements [`Id`] for structs around a `u32`.
macro_rules! ids {
    ($($name:ty),+ $(,)?) => {$(
        impl $crate::ground::index::Id for $name {
            fn at(position: usize) -> Self {
                Self(u32::try_from(position).unwrap_or(u32::MAX))
            }

            fn position(self) -> usize {
                self.0 as usize
            }
        }
    )+};
}

pub(crate) use ids;

/// A list of `T` with indices of the type `I`; it is a slice in all other respects.
#[derive(Clone, PartialEq, Eq)]
pub struct IndexVec<I, T> {
    items: Vec<T>,
    id: PhantomData<fn(I) -> I>,
}

impl<I: Id, T> IndexVec<I, T> {
    /// Adds an item and returns its id.
    pub fn push(&mut self, item: T) -> I {
        let id = self.next_id();
        self.items.push(item);
        id
    }

    /// The id of the item that is pushed next.
    pub fn next_id(&self) -> I {
        I::at(self.items.len())
    }

    /// The item with this id, if the list has one.
    pub fn get(&self, id: I) -> Option<&T> {
        self.items.get(id.position())
    }

    /// As [`IndexVec::get`], to change it.
    pub fn get_mut(&mut self, id: I) -> Option<&mut T> {
        self.items.get_mut(id.position())
    }

    /// The ids of all items.
    pub fn ids(&self) -> impl Iterator<Item = I> + use<I, T> {
        (0..self.items.len()).map(I::at)
    }

    /// All items with their ids.
    pub fn iter_enumerated(&self) -> impl Iterator<Item = (I, &T)> {
        self.ids().zip(&self.items)
    }

    /// The id of the first item for which this holds.
    pub fn find_id(&self, is_wanted: impl FnMut(&T) -> bool) -> Option<I> {
        self.items.iter().position(is_wanted).map(I::at)
    }

    /// Moves all items of another list behind the own ones.
    pub fn append(&mut self, other: &mut Self) {
        self.items.append(&mut other.items);
    }
}

impl<I, T> Default for IndexVec<I, T> {
    fn default() -> Self {
        Self::from(Vec::new())
    }
}

impl<I, T> From<Vec<T>> for IndexVec<I, T> {
    fn from(items: Vec<T>) -> Self {
        let id = PhantomData;
        Self { items, id }
    }
}

impl<I, T> FromIterator<T> for IndexVec<I, T> {
    fn from_iter<Items: IntoIterator<Item = T>>(items: Items) -> Self {
        Self::from(Vec::from_iter(items))
    }
}

impl<I, T> IntoIterator for IndexVec<I, T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.into_iter()
    }
}

impl<'a, I, T> IntoIterator for &'a IndexVec<I, T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.iter()
    }
}

impl<'a, I, T> IntoIterator for &'a mut IndexVec<I, T> {
    type Item = &'a mut T;
    type IntoIter = std::slice::IterMut<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.iter_mut()
    }
}

impl<I, T> Deref for IndexVec<I, T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.items
    }
}

impl<I, T> DerefMut for IndexVec<I, T> {
    fn deref_mut(&mut self) -> &mut [T] {
        &mut self.items
    }
}

/// Ids that come from another list may not exist here: [`IndexVec::get`] is for them.
impl<I: Id, T> Index<I> for IndexVec<I, T> {
    type Output = T;

    fn index(&self, id: I) -> &T {
        &self.items[id.position()]
    }
}

impl<I: Id, T> IndexMut<I> for IndexVec<I, T> {
    fn index_mut(&mut self, id: I) -> &mut T {
        &mut self.items[id.position()]
    }
}

impl<I, T: std::fmt::Debug> std::fmt::Debug for IndexVec<I, T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.items.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Clone, Copy, PartialEq)]
    struct LetterId(u32);

    ids!(LetterId);

    #[test]
    fn an_id_leads_to_the_item_that_was_pushed_with_it() {
        let mut letters: IndexVec<LetterId, char> = IndexVec::default();
        assert_eq!(letters.next_id(), LetterId(0));
        let (a, b) = (letters.push('a'), letters.push('b'));
        assert_eq!((letters[a], letters.get(b)), ('a', Some(&'b')));
        assert_eq!(letters.find_id(|letter| *letter == 'b'), Some(b));
        letters[a] = 'c';
        let all: Vec<_> = letters.iter_enumerated().collect();
        assert_eq!(all, [(a, &'c'), (b, &'b')]);
    }

    #[test]
    fn an_id_of_a_longer_list_finds_nothing() {
        let mut letters = IndexVec::from(vec!['a']);
        assert_eq!(letters.get(LetterId(1)), None);
        assert_eq!(letters.get_mut(LetterId(u32::MAX)), None);
    }
}
