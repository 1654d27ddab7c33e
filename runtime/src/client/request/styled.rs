//! The methods of [`Request`] that set parameters in a style.

use super::Request;
use crate::ground::percent;
use crate::json::{Encode, Json};
use crate::parameter::{self, ParamStyle};

impl Request {
    /// Sets a path parameter in a style. A value of which nothing is sent is refused unless the style accepts it.
    pub fn path_as(&mut self, name: &str, value: &dyn Encode, style: ParamStyle) {
        match parameter::in_path(name, &value.encode(), style) {
            Ok(text) => self.0.path.push((name.to_owned(), text)),
            Err(why) => self.set_error(name, why),
        }
    }

    /// Sets a query parameter in a style; removes it if the value is `null`, or a list or an object in which nothing else is.
    pub fn query_as(&mut self, name: &str, value: &dyn Encode, style: ParamStyle) {
        self.set_query(name, &value.encode(), style);
    }

    pub(super) fn set_query(&mut self, name: &str, value: &Json, style: ParamStyle) {
        match parameter::in_query(name, value, style, self.0.query_encoding()) {
            Ok(pairs) => self.replace_query(name, &pairs),
            Err(why) => self.set_error(name, why),
        }
    }

    /// Replaces the pairs that a parameter had, and other pairs with the names of the new ones.
    fn replace_query(&mut self, name: &str, pairs: &str) {
        let request = &mut *self.0;
        let earlier = request.spread.iter().position(|entry| entry.0 == name);
        let earlier = earlier.map(|index| request.spread.remove(index).1);
        for name in earlier.iter().flatten() {
            percent::remove_query(&mut request.query, name);
        }
        percent::remove_query(&mut request.query, name);
        if pairs.is_empty() {
            return;
        }
        let names = pairs.split('&').map(|pair| pair.split('=').next());
        let names: Vec<String> = names.flatten().map(percent::decode).collect();
        for name in &names {
            percent::remove_query(&mut request.query, name);
        }
        if names.iter().any(|written| written != name) {
            request.spread.push((name.to_owned(), names));
        }
        if !request.query.is_empty() {
            request.query.push('&');
        }
        request.query.push_str(pairs);
    }

    /// Sets the whole query to one value; parameters of the query that are set beside it are kept.
    pub fn whole_query(&mut self, value: &dyn Encode, style: ParamStyle) {
        match parameter::whole_query(&value.encode(), style) {
            Ok(query) => self.replace_query("", &query),
            Err(why) => self.set_error("query", why),
        }
    }

    /// Sets a header in a style; it is left out if the value is `null`, or a list or an object in which nothing else is.
    pub fn header_as(&mut self, name: &str, value: &dyn Encode, style: ParamStyle) {
        match parameter::in_header(&value.encode(), style) {
            Ok(Some(text)) => self.set_header(name, &text),
            Ok(None) => {
                self.0.headers.remove(name);
            }
            Err(why) => self.set_error(name, why),
        }
    }

    /// Sets a cookie in a style; it is left out if the value is `null`, or a list or an object in which nothing else is.
    pub fn cookie_as(&mut self, name: &str, value: &dyn Encode, style: ParamStyle) {
        let cookies = &mut self.0.cookies;
        cookies.retain(|cookie| cookie.0 != name);
        match parameter::in_cookie(name, &value.encode(), style) {
            Ok(Some(pairs)) => cookies.push((name.to_owned(), pairs)),
            Ok(None) => {}
            Err(why) => self.set_error(name, why),
        }
    }
}
