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
/// Some languages do not distinguish an empty list from an empty object. `[]`, `{}`, `false` and `""` are therefore an empty
/// list, an empty map, an object without fields, or `None`, whichever is expected. An object whose names are all
/// numbers is a list of its values. `null` inside a list or a map is left out, unless the items are of a type that
/// has `null` as a value, like `Option`.
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

    /// Whether `null` is a value of this type. Lists and maps of other types leave `null` out.
    const NULL_IS_VALUE: bool = false;

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

    /// The steps of the path, beginning with the outermost one.
    pub(crate) fn steps_from_root(&self) -> Vec<&Step> {
        self.0.steps.iter().rev().collect()
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

/// Whether this is a value that some services write in the place of an empty list or an empty object.
pub(crate) fn means_empty(value: &Json) -> bool {
    match value {
        Json::Null | Json::Bool(false) => true,
        Json::String(text) => text.is_empty(),
        Json::Array(items) => items.is_empty(),
        Json::Object(fields) => fields.is_empty(),
        Json::Bool(true) | Json::Number(_) => false,
    }
}

/// The items of a list. An object whose names are all numbers is a list, too: PHP writes a list as such an object after
/// an item was removed.
pub(crate) fn items_of(value: Json) -> Result<Vec<Json>, Mismatch> {
    let is_index = |name: &str| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit());
    match value {
        Json::Array(items) => Ok(items),
        value if means_empty(&value) => Ok(Vec::new()),
        Json::Object(fields) if fields.iter().all(|field| is_index(&field.0)) => {
            Ok(fields.into_iter().map(|field| field.1).collect())
        }
        other => Err(Mismatch::new("a list", other.kind())),
    }
}

impl Decode for Json {
    const EMPTY_IS_NONE: bool = false;
    const NULL_IS_VALUE: bool = true;

    fn decode(value: Json) -> Result<Self, Mismatch> {
        Ok(value)
    }
}

impl<T: Decode> Decode for Option<T> {
    const NULL_IS_VALUE: bool = true;

    fn decode(value: Json) -> Result<Self, Mismatch> {
        match &value {
            Json::Null => Ok(T::of_null()),
            Json::String(text) if text.is_empty() && T::EMPTY_IS_NONE => Ok(None),
            _ if means_empty(&value) => Ok(T::decode(value).ok()),
            _ => T::decode(value).map(Some),
        }
    }

    fn receive(value: Incoming<'_>) -> Result<Self, Mismatch> {
        match value {
            Incoming::Null => Ok(T::of_null()),
            Incoming::Text("") if T::EMPTY_IS_NONE => Ok(None),
            Incoming::Bool(false) => Self::decode(Json::Bool(false)),
            value => T::receive(value).map(Some),
        }
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn decode(value: Json) -> Result<Self, Mismatch> {
        let items = items_of(value)?;
        // A loop instead of iterator adapters: it is compiled for every type, and each adapter would add several
        // functions.
        let mut all = Vec::with_capacity(items.len());
        for (index, item) in items.into_iter().enumerate() {
            if item.is_null() && !T::NULL_IS_VALUE {
                continue;
            }
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
            if T::NULL_IS_VALUE || !matches!(item, Incoming::Null) {
                all.push(T::receive(item)?);
            }
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
            value if means_empty(&value) => Vec::new(),
            other => return Err(Mismatch::new("an object", other.kind())),
        };
        let mut all = BTreeMap::new();
        for (name, value) in fields {
            if value.is_null() && !T::NULL_IS_VALUE {
                continue;
            }
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
            if T::NULL_IS_VALUE || !matches!(value, Incoming::Null) {
                all.insert(name.to_owned(), T::receive(value)?);
            }
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
    fn empty_values_of_another_type_are_empty() {
        for text in ["null", "[]", "{}", "false", "\"\""] {
            assert_eq!(decode::<Vec<i64>>(text), Ok(Vec::new()), "{text}");
            assert_eq!(decode(text), Ok(BTreeMap::<String, i64>::new()), "{text}");
            assert_eq!(decode::<Option<i64>>(text), Ok(None), "{text}");
        }
        for text in ["[]", "{}"] {
            assert_eq!(decode::<Option<String>>(text), Ok(None), "{text}");
        }
        let two = decode::<Vec<i64>>(r#"{"0":1,"2":3}"#);
        assert_eq!(two, Ok(vec![1, 3]));
        assert!(decode::<Vec<i64>>(r#"{"a":1}"#).is_err());
        assert!(decode::<Vec<i64>>("true").is_err());
    }

    #[test]
    fn null_in_a_list_or_a_map_is_no_item() {
        assert_eq!(decode::<Vec<i64>>("[1,null,2]"), Ok(vec![1, 2]));
        let kept = decode::<Vec<Option<i64>>>("[1,null]");
        assert_eq!(kept, Ok(vec![Some(1), None]));
        let map = decode::<BTreeMap<String, i64>>(r#"{"a":null,"b":1}"#);
        assert_eq!(map, Ok(BTreeMap::from([("b".to_owned(), 1)])));
        let list: Option<Vec<String>> = crate::json::from_slice(br#"["a",null]"#);
        assert_eq!(list, Some(vec!["a".to_owned()]));
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
