//! Answers of a type that nobody documented.

use std::fmt;
use std::ops::Deref;

use super::decode::Step;
use super::{Decode, Encode, Json, Mismatch};

/// The most values of an answer that are left out because they are of another type.
const LEFT_OUT: usize = 16;

/// An answer whose type was inferred from what other calls send or return, since none is documented.
///
/// Reading never fails: what is of another type is left out of the typed value. The whole answer is [`json`](Self::json).
///
/// ```
/// use posthaste_runtime::{Decode, Inferred, Json, record};
///
/// /// A boat.
/// #[derive(Clone, Default)]
/// pub struct Boat {
///     pub name: Option<String>,
///     pub crew: Option<i64>,
/// }
/// record!(read Boat(name, crew));
///
/// let answer: Json = r#"{"name": "Ada", "crew": {"captain": "Kim"}}"#.parse()?;
/// let boat = Inferred::<Boat>::decode(answer)?;
/// assert_eq!(boat.name.as_deref(), Some("Ada"));
/// assert_eq!(boat.crew, None);
/// assert_eq!(boat.json().at(&["crew", "captain"]).and_then(Json::as_str), Some("Kim"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Default)]
pub struct Inferred<T> {
    value: T,
    json: Json,
}

impl<T> Inferred<T> {
    /// The whole answer, as the service sent it.
    pub fn json(&self) -> &Json {
        &self.json
    }

    /// The typed value.
    pub fn into_inner(self) -> T {
        self.value
    }
}

impl<T> Deref for Inferred<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: fmt::Debug> fmt::Debug for Inferred<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

impl<T> Encode for Inferred<T> {
    fn encode(&self) -> Json {
        self.json.clone()
    }
}

impl<T: Decode + Default> Decode for Inferred<T> {
    const EMPTY_IS_NONE: bool = false;
    const NULL_IS_VALUE: bool = true;

    fn decode(json: Json) -> Result<Self, Mismatch> {
        let mut fitting = json.clone();
        for _ in 0..LEFT_OUT {
            match T::decode(fitting.clone()) {
                Ok(value) => return Ok(Self { value, json }),
                Err(mismatch) if remove(&mut fitting, &mismatch.steps_from_root()) => {}
                Err(_) => break,
            }
        }
        let value = T::default();
        Ok(Self { value, json })
    }
}

/// Removes the value at a path; `false` where there is none, or where it is the whole document.
fn remove(json: &mut Json, path: &[&Step]) -> bool {
    let Some((last, parents)) = path.split_last() else {
        return false;
    };
    let mut place = Some(json);
    for step in parents {
        place = place.and_then(|json| child(json, step));
    }
    match (place, last) {
        (Some(Json::Object(fields)), Step::Field(name)) => {
            let before = fields.len();
            fields.retain(|(other, _)| other != name);
            fields.len() < before
        }
        (Some(Json::Array(items)), Step::Item(index)) if *index < items.len() => {
            items.remove(*index);
            true
        }
        _ => false,
    }
}

fn child<'j>(json: &'j mut Json, step: &Step) -> Option<&'j mut Json> {
    match (json, step) {
        (Json::Object(fields), Step::Field(name)) => {
            let mut fields = fields.iter_mut().rev();
            fields
                .find(|field| field.0 == *name)
                .map(|field| &mut field.1)
        }
        (Json::Array(items), Step::Item(index)) => items.get_mut(*index),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Clone, Default, PartialEq)]
    struct Boat {
        name: Option<String>,
        crew: Vec<i64>,
        owner: Option<Box<Boat>>,
    }
    crate::record!(read Boat(name, crew, owner));

    fn read(text: &str) -> (Boat, Json) {
        let json: Json = text.parse().expect("JSON");
        let answer = Inferred::<Boat>::decode(json).expect("always read");
        let whole = answer.json().clone();
        (answer.into_inner(), whole)
    }

    #[test]
    fn what_is_of_another_type_is_left_out_and_stays_in_the_tree() {
        let text = r#"{"name":"Ada","crew":[1,{},2],"owner":{"name":[1],"crew":[7]}}"#;
        let (boat, json) = read(text);
        assert_eq!(boat.name.as_deref(), Some("Ada"));
        assert_eq!(boat.crew, [1, 2]);
        let owner = boat.owner.expect("an owner");
        assert_eq!((owner.name, owner.crew), (None, vec![7]));
        assert_eq!(json.to_string(), text);
    }

    #[test]
    fn another_answer_is_no_error() {
        for text in [
            "null",
            "[]",
            "[1,2]",
            "\"created\"",
            "7",
            "true",
            r#"{"crew":"x"}"#,
        ] {
            let (boat, json) = read(text);
            assert_eq!(boat, Boat::default(), "{text}");
            assert_eq!(json.to_string(), text);
        }
        let many = format!(r#"{{"name":"Ada","crew":[{}]}}"#, ["{}"; 40].join(","));
        assert_eq!(read(&many).0, Boat::default());
    }
}
