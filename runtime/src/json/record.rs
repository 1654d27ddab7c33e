//! Decoding of objects with named fields, by one loop for all types.

use std::collections::BTreeMap;

use super::decode::means_empty;
use super::{Decode, Fields, Incoming, Json, Mismatch, Slot};

/// A type whose values are JSON objects with named fields. It implements [`Decode`] by a blanket implementation, so
/// it must not implement `Decode` itself. Structs that [`record!`](crate::record) declares implement `Read` and
/// serde's `Deserialize`.
///
/// A field that the object does not have keeps its default value. If the object is `null`, `[]`, `false` or `""`, all
/// fields do.
///
/// ```
/// use posthaste_runtime::{Json, Mismatch, Read, Source};
///
/// #[derive(Debug, Default)]
/// struct User { id: Option<String>, age: Option<i64> }
///
/// impl Read for User {
///     fn read(&mut self, source: Source<'_>) -> Result<(), Mismatch> {
///         source.fill(&["id", "age"], &mut [&mut self.id, &mut self.age])
///     }
/// }
///
/// let user: User = r#"{"age": "41", "id": 7, "new": true}"#.parse::<Json>()?.to()?;
/// assert_eq!((user.id.as_deref(), user.age), (Some("7"), Some(41)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read from JSON",
    note = "a type that serde reads goes into `runtime::Serde`; others are declared by `runtime::record!`, or have `Read` or `Decode`"
)]
pub trait Read: Default + Send + 'static {
    /// Fills the fields by [`Source::fill`], which takes their JSON names and, in the same order, the fields.
    ///
    /// # Errors
    /// [`Mismatch`] if a value is of another type.
    fn read(&mut self, source: Source<'_>) -> Result<(), Mismatch>;
}

impl<T: Read> Decode for T {
    fn decode(value: Json) -> Result<Self, Mismatch> {
        let mut record = T::default();
        record.read(Source(Origin::Tree(fields_of(value)?)))?;
        Ok(record)
    }

    fn receive(value: Incoming<'_>) -> Result<Self, Mismatch> {
        let mut record = T::default();
        match value {
            Incoming::Object(fields) => record.read(Source(Origin::Text(fields)))?,
            Incoming::Null | Incoming::Bool(false) | Incoming::Text("") => {}
            // Fails at the first item.
            Incoming::List(items) => items.each(&mut |_| Err(not_an_object("a list")))?,
            _ => return Err(not_an_object("something else")),
        }
        Ok(record)
    }

    /// Types that declare more of the object's fields fit better; one that declares none of them does not fit.
    fn fitness(value: &Json) -> u32 {
        let Json::Object(entries) = value else {
            return 0;
        };
        let mut declared = 0;
        let counted = Source(Origin::Counted(entries, &mut declared));
        match T::default().read(counted) {
            Ok(()) => 1 + u32::try_from(2 * declared).unwrap_or(u32::MAX - 1),
            Err(_) => 0,
        }
    }
}

impl<T: Read> Read for Box<T> {
    fn read(&mut self, source: Source<'_>) -> Result<(), Mismatch> {
        T::read(self, source)
    }
}

/// The fields of an object that is being decoded.
pub struct Source<'s>(Origin<'s>);

enum Origin<'s> {
    Tree(Vec<(String, Json)>),
    Text(&'s mut dyn Fields),
    /// Fills nothing; counts how many of these fields the type declares.
    Counted(&'s [(String, Json)], &'s mut usize),
}

impl Source<'_> {
    /// Fills fields by name. Other fields are dropped.
    ///
    /// # Errors
    /// [`Mismatch`] if a value is of another type.
    pub fn fill(self, names: &[&str], slots: &mut [&mut dyn Slot]) -> Result<(), Mismatch> {
        self.fill_all(names, slots, None)
    }

    /// Fills fields by name, and collects other fields in `rest`.
    ///
    /// # Errors
    /// [`Mismatch`] if a value is of another type.
    pub fn fill_all(
        self,
        names: &[&str],
        slots: &mut [&mut dyn Slot],
        mut rest: Option<&mut dyn Rest>,
    ) -> Result<(), Mismatch> {
        match self.0 {
            Origin::Tree(fields) => {
                for (name, value) in fields {
                    if let Some(slot) = position(names, &name, 0).and_then(|at| slots.get_mut(at)) {
                        slot.set(value).map_err(|m| m.in_field(&name))?;
                    } else if let Some(rest) = &mut rest {
                        rest.set(name, value)?;
                    }
                }
                Ok(())
            }
            Origin::Counted(fields, count) => {
                let declared = fields
                    .iter()
                    .filter(|field| names.contains(&field.0.as_str()));
                *count = declared.count();
                let is_other = *count == 0 && !fields.is_empty() && rest.is_none();
                match is_other {
                    true => Err(not_an_object("another object")),
                    false => Ok(()),
                }
            }
            Origin::Text(fields) => {
                let mut ahead = 0;
                fields.each(&mut |name, value| {
                    if let Some(at) = position(names, name, ahead)
                        && let Some(slot) = slots.get_mut(at)
                    {
                        ahead = at + 1;
                        slot.receive(value)?;
                    } else if let Some(rest) = &mut rest {
                        rest.receive(name, value)?;
                    }
                    Ok(())
                })
            }
        }
    }
}

/// The members of an object that its type does not list.
pub trait Rest {
    /// Adds a member.
    ///
    /// # Errors
    /// [`Mismatch`] if the value is of another type.
    fn set(&mut self, name: String, value: Json) -> Result<(), Mismatch>;

    /// Adds a member whose value is being parsed.
    ///
    /// # Errors
    /// The value is of another type, or the text is not valid JSON.
    fn receive(&mut self, name: &str, value: Incoming<'_>) -> Result<(), Mismatch>;
}

impl<T: Decode> Rest for BTreeMap<String, T> {
    fn set(&mut self, name: String, value: Json) -> Result<(), Mismatch> {
        if value.is_null() && !T::NULL_IS_VALUE {
            return Ok(());
        }
        let value = T::decode(value).map_err(|mismatch| mismatch.in_field(&name))?;
        self.insert(name, value);
        Ok(())
    }

    fn receive(&mut self, name: &str, value: Incoming<'_>) -> Result<(), Mismatch> {
        if T::NULL_IS_VALUE || !matches!(value, Incoming::Null) {
            self.insert(name.to_owned(), T::receive(value)?);
        }
        Ok(())
    }
}

/// The index of a name. Most services write fields in the documented order, so the index after the previous one is
/// compared first.
fn position(names: &[&str], name: &str, ahead: usize) -> Option<usize> {
    match names.get(ahead) {
        Some(next) if *next == name => Some(ahead),
        _ => names.iter().position(|known| *known == name),
    }
}

fn fields_of(value: Json) -> Result<Vec<(String, Json)>, Mismatch> {
    match value {
        Json::Object(fields) => Ok(fields),
        value if means_empty(&value) => Ok(Vec::new()),
        other => Err(not_an_object(other.kind())),
    }
}

fn not_an_object(found: &'static str) -> Mismatch {
    Mismatch::new("an object", found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Default, PartialEq)]
    struct User {
        id: Option<i64>,
    }

    impl Read for User {
        fn read(&mut self, source: Source<'_>) -> Result<(), Mismatch> {
            source.fill(&["id"], &mut [&mut self.id])
        }
    }

    /// The value decoded from the tree, which must be the one decoded from the text.
    fn decode<T: Decode + PartialEq + std::fmt::Debug>(text: &str) -> Result<T, String> {
        let tree: Json = text.parse().map_err(|e| format!("{e}"))?;
        let decoded = tree.to::<T>().map_err(|m| m.to_string());
        assert_eq!(
            crate::json::from_slice(text.as_bytes()).as_ref(),
            decoded.as_ref().ok()
        );
        decoded
    }

    #[test]
    fn an_empty_value_of_another_type_is_an_object_without_fields() {
        for text in ["null", "[]", "false", "\"\"", "{}"] {
            assert_eq!(decode(text), Ok(User { id: None }), "{text}");
        }
        let error = "expected an object, found a list at $".to_owned();
        assert_eq!(decode::<User>("[{\"id\":1}]"), Err(error.clone()));
        assert_eq!(decode::<User>("[[]]"), Err(error));
        assert!(decode::<User>("true").is_err());
    }

    #[test]
    fn null_in_a_list_is_no_object_without_fields() {
        let users = decode::<Vec<User>>("[{\"id\":1},null,{}]");
        assert_eq!(users, Ok(vec![User { id: Some(1) }, User { id: None }]));
    }
}
