//! Objects with named fields: one loop for every type of every client.

use super::{Decode, Json, Map, Mismatch};

/// A type whose values are JSON objects: the half of [`Decode`] that differs from type to type.
///
/// ```
/// use posthaste_runtime::{Json, Mismatch, Read, decode, read};
///
/// #[derive(Debug, Default)]
/// struct User { id: Option<String>, age: Option<i64> }
///
/// impl Read for User {
///     const FIELDS: &'static [&'static str] = &["id", "age"];
///
///     fn read(&mut self, field: usize, value: Json) -> Result<(), Mismatch> {
///         match field {
///             0 => read(&mut self.id, value),
///             _ => read(&mut self.age, value),
///         }
///     }
/// }
/// decode!(User);
///
/// let user: User = r#"{"age": "41", "id": 7, "new": true}"#.parse::<Json>()?.to()?;
/// assert_eq!((user.id.as_deref(), user.age), (Some("7"), Some(41)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait Read {
    /// The fields' names on the wire.
    const FIELDS: &'static [&'static str];

    /// Reads the value of the field at this position of [`Read::FIELDS`].
    ///
    /// # Errors
    /// [`Mismatch`] where the value is of another kind.
    fn read(&mut self, field: usize, value: Json) -> Result<(), Mismatch>;

    /// Where fields without a name of their own are kept; they are dropped unless a type says so.
    fn rest(&mut self) -> Option<&mut Map> {
        None
    }
}

/// Reads a value into its field.
///
/// # Errors
/// [`Mismatch`] where the value is of another kind.
pub fn read<T: Decode>(slot: &mut T, value: Json) -> Result<(), Mismatch> {
    *slot = T::decode(value)?;
    Ok(())
}

/// What [`decode!`](crate::decode) forwards to.
pub fn decode_record<T: Read + Default>(value: Json) -> Result<T, Mismatch> {
    let mut record = T::default();
    for (name, value) in fields_of(value)? {
        match T::FIELDS.iter().position(|field| *field == name) {
            Some(field) => record.read(field, value).map_err(|m| m.in_field(&name))?,
            None => {
                if let Some(rest) = record.rest() {
                    rest.insert(name, value);
                }
            }
        }
    }
    Ok(record)
}

fn fields_of(value: Json) -> Result<Vec<(String, Json)>, Mismatch> {
    match value {
        Json::Object(fields) => Ok(fields),
        Json::Null => Ok(Vec::new()),
        other => Err(Mismatch::new("an object", other.kind())),
    }
}
