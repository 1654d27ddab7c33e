//! Decoding of typed values from a JSON tree. It is tolerant, because services do not keep to their documentation.

use std::collections::BTreeMap;
use std::fmt;

use super::{Incoming, Json};

/// A type that can be decoded from JSON. A type of your own that is an object with named fields implements
/// [`Read`](super::Read) instead; a type that implements serde's `Deserialize` is wrapped in [`Serde`](super::Serde).
///
/// Decoding is tolerant where no information is lost. A number may be written as a string, and a string as a number;
/// a boolean may be `"true"` or `1`. `null` is `None`, an empty list or an empty map. `""` is `None`, except where a
/// string is expected. A number with more digits than a double holds is decoded neither as a string nor as an
/// integer.
///
/// ```
/// use posthaste_runtime::Json;
///
/// let ids: Vec<i64> = "[1, \"2\", 3.0]".parse::<Json>()?.to()?;
/// assert_eq!(ids, [1, 2, 3]);
/// let none: Option<i64> = "\"\"".parse::<Json>()?.to()?;
/// assert_eq!(none, None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read from JSON",
    note = "a type that serde reads goes into `runtime::Serde`; others are declared by `runtime::record!`, or have `Read` or `Decode`"
)]
pub trait Decode: Sized + Send + 'static {
    /// Whether an `Option` of this type decodes `""` as `None`.
    const EMPTY_IS_NONE: bool = true;

    /// The value of a field that is `null`. It equals the value of an absent field, except for
    /// [`Nullable`](super::Nullable).
    fn of_null() -> Option<Self> {
        None
    }

    /// Decodes a value.
    ///
    /// # Errors
    /// [`Mismatch`] if the value is of another type.
    fn decode(value: Json) -> Result<Self, Mismatch>;

    /// Decodes a value while its text is being parsed. After a failure the text is parsed again, and its tree is
    /// decoded by [`Decode::decode`], so both must accept the same values.
    ///
    /// # Errors
    /// The value is of another type, or the text is not valid JSON.
    #[doc(hidden)]
    fn receive(value: Incoming<'_>) -> Result<Self, Mismatch> {
        Self::decode(value.tree()?)
    }

    /// How well a value fits this type, to choose among the variants of a union; 0 if it does not fit.
    fn fitness(value: &Json) -> u32 {
        u32::from(Self::decode(value.clone()).is_ok())
    }
}

/// A value in a JSON document is not of the expected type.
///
/// The message does not contain the value, because it may be secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mismatch(Box<Inner>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Inner {
    expected: &'static str,
    found: &'static str,
    /// The steps of the path, beginning with the innermost one.
    steps: Vec<Step>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Step {
    Field(String),
    Item(usize),
}

impl Mismatch {
    /// A mismatch of the value that is being decoded.
    pub fn new(expected: &'static str, found: &'static str) -> Mismatch {
        Mismatch(Box::new(Inner {
            expected,
            found,
            steps: Vec::new(),
        }))
    }

    /// Puts the name of the enclosing field before the path.
    #[must_use]
    pub fn in_field(mut self, name: &str) -> Mismatch {
        self.0.steps.push(Step::Field(name.to_owned()));
        self
    }

    /// Puts the index of the enclosing list item, counted from 0, before the path.
    #[must_use]
    pub fn in_item(mut self, index: usize) -> Mismatch {
        self.0.steps.push(Step::Item(index));
        self
    }

    /// The path of the value, like `$.users[3].id`.
    pub fn path(&self) -> String {
        path_text(self.0.steps.iter().rev())
    }

    /// The expected and the found type.
    pub fn reason(&self) -> String {
        format!("expected {}, found {}", self.0.expected, self.0.found)
    }
}

pub(crate) fn path_text<'s>(steps: impl Iterator<Item = &'s Step>) -> String {
    let mut path = String::from("$");
    for step in steps {
        match step {
            Step::Item(index) => path.push_str(&format!("[{index}]")),
            Step::Field(name) if is_plain(name) => path.push_str(&format!(".{name}")),
            Step::Field(name) => path.push_str(&format!("[{}]", Json::from(name.as_str()))),
        }
    }
    path
}

fn is_plain(name: &str) -> bool {
    !name.is_empty()
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at {}", self.reason(), self.path())
    }
}

impl std::error::Error for Mismatch {}

impl Decode for Json {
    const EMPTY_IS_NONE: bool = false;

    fn decode(value: Json) -> Result<Self, Mismatch> {
        Ok(value)
    }
}

impl<T: Decode> Decode for Option<T> {
    fn decode(value: Json) -> Result<Self, Mismatch> {
        match &value {
            Json::Null => Ok(T::of_null()),
            Json::String(text) if text.is_empty() && T::EMPTY_IS_NONE => Ok(None),
            _ => T::decode(value).map(Some),
        }
    }

    fn receive(value: Incoming<'_>) -> Result<Self, Mismatch> {
        match value {
            Incoming::Null => Ok(T::of_null()),
            Incoming::Text("") if T::EMPTY_IS_NONE => Ok(None),
            value => T::receive(value).map(Some),
        }
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn decode(value: Json) -> Result<Self, Mismatch> {
        let items = match value {
            Json::Array(items) => items,
            Json::Null => Vec::new(),
            Json::String(text) if text.is_empty() => Vec::new(),
            other => return Err(Mismatch::new("a list", other.kind())),
        };
        // A loop instead of iterator adapters: it is compiled for every type, and each adapter would add several
        // functions.
        let mut all = Vec::with_capacity(items.len());
        for (index, item) in items.into_iter().enumerate() {
            all.push(T::decode(item).map_err(|mismatch| mismatch.in_item(index))?);
        }
        Ok(all)
    }

    fn receive(value: Incoming<'_>) -> Result<Self, Mismatch> {
        let Incoming::List(items) = value else {
            return Self::decode(value.tree()?);
        };
        let mut all = Vec::new();
        items.each(&mut |item| {
            all.push(T::receive(item)?);
            Ok(())
        })?;
        Ok(all)
    }

    fn fitness(value: &Json) -> u32 {
        match value {
            Json::Array(items) => items.first().map_or(1, T::fitness),
            _ => 0,
        }
    }
}

impl<T: Decode> Decode for BTreeMap<String, T> {
    fn decode(value: Json) -> Result<Self, Mismatch> {
        let fields = match value {
            Json::Object(fields) => fields,
            Json::Null => Vec::new(),
            Json::String(text) if text.is_empty() => Vec::new(),
            // PHP writes an empty map as `[]`.
            Json::Array(items) if items.is_empty() => Vec::new(),
            other => return Err(Mismatch::new("an object", other.kind())),
        };
        let mut all = BTreeMap::new();
        for (name, value) in fields {
            let value = T::decode(value).map_err(|mismatch| mismatch.in_field(&name))?;
            all.insert(name, value);
        }
        Ok(all)
    }

    fn receive(value: Incoming<'_>) -> Result<Self, Mismatch> {
        let Incoming::Object(fields) = value else {
            return Self::decode(value.tree()?);
        };
        let mut all = BTreeMap::new();
        fields.each(&mut |name, value| {
            all.insert(name.to_owned(), T::receive(value)?);
            Ok(())
        })?;
        Ok(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decode<T: Decode>(text: &str) -> Result<T, String> {
        text.parse::<Json>()
            .map_err(|e| e.to_string())?
            .to()
            .map_err(|m| m.to_string())
    }

    #[test]
    fn null_and_empty_text_are_decoded_as_none() {
        assert_eq!(decode::<Option<i64>>("null"), Ok(None));
        assert_eq!(decode::<Option<bool>>("\"\""), Ok(None));
        assert_eq!(decode::<Vec<String>>("null"), Ok(Vec::new()));
        assert_eq!(decode::<Vec<String>>("\"\""), Ok(Vec::new()));
        assert_eq!(decode::<BTreeMap<String, i64>>("[]"), Ok(BTreeMap::new()));
    }

    #[test]
    fn an_empty_string_stays_a_string() {
        assert_eq!(decode::<Option<String>>("\"\""), Ok(Some(String::new())));
    }

    #[test]
    fn a_mismatch_has_a_path_and_hides_the_value() {
        let error = decode::<BTreeMap<String, Vec<i64>>>(r#"{"a b": [1, "s3cret"]}"#);
        let expected = "expected a whole number, found a string at $[\"a b\"][1]";
        assert_eq!(error, Err(expected.to_owned()));
    }
}
