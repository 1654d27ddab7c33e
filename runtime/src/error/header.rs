//! Headers of responses with the type of their value.

use std::marker::PhantomData;

use http::HeaderMap;

use crate::json::{Decode, Json};

/// A documented header of responses: its name and the type of its value. A generated client has a constant for each.
///
/// ```
/// use posthaste_runtime::{Header, Response};
///
/// /// How many calls are left.
/// const X_RATE_LIMIT_REMAINING: Header<i64> = Header::new("X-Rate-Limit-Remaining");
///
/// fn left(response: &Response<()>) -> Option<i64> {
///     response.value_of(X_RATE_LIMIT_REMAINING)
/// }
/// ```
#[derive(Debug)]
pub struct Header<T> {
    name: &'static str,
    is_list: bool,
    value: PhantomData<fn() -> T>,
}

// Derived, they would need a `T` that is `Copy`.
impl<T> Clone for Header<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Header<T> {}

impl<T> Header<T> {
    /// A header with one value.
    pub const fn new(name: &'static str) -> Self {
        Header {
            name,
            is_list: false,
            value: PhantomData,
        }
    }

    /// Its name.
    pub const fn name(self) -> &'static str {
        self.name
    }
}

impl<T> Header<Vec<T>> {
    /// A header with a list of values: in one line with commas between them, or in several lines.
    pub const fn list(name: &'static str) -> Self {
        Header {
            name,
            is_list: true,
            value: PhantomData,
        }
    }
}

impl<T: Decode> Header<T> {
    /// The value among these headers; `None` if it is absent, no text, or not of the type. It is read as tolerantly as JSON:
    /// a number is the number in the text.
    pub(crate) fn read(self, headers: &HeaderMap) -> Option<T> {
        let text =
            |value: &http::HeaderValue| value.to_str().ok().map(|text| text.trim().to_owned());
        if !self.is_list {
            return T::decode(Json::from(text(headers.get(self.name)?)?)).ok();
        }
        let mut values = Vec::new();
        for line in headers.get_all(self.name) {
            let line = text(line)?;
            let parts = line.split(',').map(str::trim);
            values.extend(parts.filter(|part| !part.is_empty()).map(Json::from));
        }
        (!values.is_empty()).then(|| T::decode(Json::Array(values)).ok())?
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.append(*name, http::HeaderValue::from_static(value));
        }
        headers
    }

    #[test]
    fn values_have_the_type_of_the_header() {
        let headers = headers(&[
            ("x-left", " 7 "),
            ("x-next", "https://a.test/?page=2"),
            ("x-tags", "a, b"),
            ("x-tags", "c"),
            ("x-on", "true"),
        ]);
        assert_eq!(Header::<i64>::new("X-Left").read(&headers), Some(7));
        assert_eq!(Header::<bool>::new("X-On").read(&headers), Some(true));
        assert_eq!(Header::<i64>::new("X-Next").read(&headers), None);
        assert_eq!(Header::<i64>::new("X-None").read(&headers), None);
        let next = Header::<String>::new("X-Next").read(&headers);
        assert_eq!(next.as_deref(), Some("https://a.test/?page=2"));
        let tags = Header::<Vec<String>>::list("X-Tags").read(&headers);
        assert_eq!(tags, Some(["a", "b", "c"].map(str::to_owned).to_vec()));
        assert_eq!(Header::<Vec<String>>::list("X-None").read(&headers), None);
    }
}
