//! Requests whose whole URL is one variable that an answer gives, as the URL of an upload: the URL is an argument.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use crate::ground::words::letters_and_digits;

use super::super::model::{Collection, Url};
use super::super::resolve;
use super::super::template;
use super::super::variables::Scope;
use super::route::Route;

/// The words that names of variables with a URL end in.
const ENDS: &[&str] = &["url", "uri", "link", "href", "location"];

/// The variables that are the whole URL of some requests: nothing gives their values, their names say that they are URLs, and
/// no request uses them as a base. Where no request has another base, they are the server.
pub(super) fn whole_url_variables(collection: &Collection, scope: &Scope) -> BTreeSet<String> {
    let mut whole: IndexMap<&str, bool> = IndexMap::new();
    let mut others = 0_usize;
    for placed in resolve::items(collection) {
        let url = &placed.item.request.url;
        match template::whole(url.host.trim()) {
            Some(name) => {
                let is_whole = whole.entry(name).or_insert(true);
                *is_whole &= is_all(url);
            }
            None => others += usize::from(!url.empty),
        }
    }
    let is_whole = |name: &str, alone: bool| {
        let letters = letters_and_digits(name);
        let value = scope.binding(name).map(|binding| binding.text.trim());
        alone
            && value.unwrap_or_default().is_empty()
            && ENDS.iter().any(|end| letters.ends_with(end))
    };
    let bases = whole
        .iter()
        .filter(|(name, alone)| !is_whole(name, **alone));
    if others + bases.count() == 0 {
        return BTreeSet::new();
    }
    let whole = whole.iter();
    let whole = whole.filter(|(name, alone)| is_whole(name, **alone));
    whole.map(|(name, _)| (*name).to_owned()).collect()
}

/// The path of a request whose whole URL is one of the variables.
pub(super) fn whole_url_route(url: &Url, variables: &BTreeSet<String>) -> Option<Route> {
    let name = template::whole(url.host.trim())?;
    (variables.contains(name) && is_all(url)).then(|| Route::whole_url(name))
}

/// Whether there is nothing beside the host of a URL.
fn is_all(url: &Url) -> bool {
    let has_path = url.path.iter().any(|segment| !segment.is_empty());
    !has_path && url.query.is_empty() && url.port.is_none() && url.protocol.is_none()
}
