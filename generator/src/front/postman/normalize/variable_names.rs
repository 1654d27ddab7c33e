//! One path under several names of its variables: the names are the author's, the path is one.

use indexmap::{IndexMap, IndexSet};

use super::super::model::{Collection, Request, Url, Variable};
use super::super::template;
use super::super::variables::Scope;
use super::path::{is_generic, shape, variable};
use super::{items, items_mut, requests_mut};

/// How often each name stands in each place of a path.
type Names = Vec<IndexMap<String, usize>>;

/// Gives the variables of one method and path one name: that which most items use in this path.
pub(super) fn unify(collection: &mut Collection, scope: &Scope) {
    let mut names: IndexMap<(String, String), Names> = IndexMap::new();
    let mut methods: IndexMap<(String, String, String), IndexSet<Vec<String>>> = IndexMap::new();
    for item in items(collection) {
        let Some((host, path)) = key(&item.request.url, scope) else {
            continue;
        };
        let own = own_names(&item.request.url);
        let counts = names.entry((host.clone(), path.clone())).or_default();
        counts.resize(own.len(), IndexMap::new());
        for (counts, name) in counts.iter_mut().zip(&own) {
            *counts.entry(name.clone()).or_default() += 1;
        }
        let method = (item.request.method.clone(), host, path);
        methods.entry(method).or_default().insert(own);
    }
    methods.retain(|_, variants| variants.len() > 1);
    if methods.is_empty() {
        return;
    }
    for item in items_mut(collection) {
        for request in requests_mut(item) {
            let Some((host, path)) = key(&request.url, scope) else {
                continue;
            };
            let chosen = names.get(&(host.clone(), path.clone())).and_then(chosen);
            let is_split = methods.contains_key(&(request.method.clone(), host, path));
            if let Some(chosen) = chosen.filter(|_| is_split) {
                rename(request, &chosen);
            }
        }
    }
}

/// The host of a URL and the shape of its path. `None` if the path has no variable or no word of a resource, or if a value
/// has several segments: such a variable is a part of the path, not a value in it.
fn key(url: &Url, scope: &Scope) -> Option<(String, String)> {
    let has_resource = url.path.iter().any(|segment| {
        variable(segment).is_none() && !template::any(segment) && !is_generic(segment)
    });
    let mut variables = url.path.iter().filter_map(|segment| variable(segment));
    let is_path = |name: &str| {
        let value = scope.public_text(&template::of(name));
        value.is_some_and(|value| value.contains('/'))
    };
    let is_usable = has_resource
        && url.path.iter().any(|segment| variable(segment).is_some())
        && !variables.any(is_path);
    is_usable.then(|| (url.host.trim().to_owned(), shape(&url.path)))
}

/// The names of a path's variables, in its order.
fn own_names(url: &Url) -> Vec<String> {
    let names = url.path.iter().filter_map(|segment| variable(segment));
    names.map(str::to_owned).collect()
}

/// The most frequent name of each place, of equal counts the first; `None` if two places would have one name.
fn chosen(names: &Names) -> Option<Vec<String>> {
    let chosen: Vec<String> = names.iter().filter_map(most_frequent).collect();
    let distinct: IndexSet<&String> = chosen.iter().collect();
    (distinct.len() == names.len()).then_some(chosen)
}

/// The most frequent name; names with a digit (`Course3Id`), which tell records apart, only if there is no other.
fn most_frequent(counts: &IndexMap<String, usize>) -> Option<String> {
    let has_digit = |name: &str| name.contains(|c: char| c.is_ascii_digit());
    let ordered = counts.iter().rev();
    let most = ordered.max_by_key(|(name, count)| (!has_digit(name), **count));
    most.map(|(name, _)| name.clone())
}

/// Renames the variables of a path.
fn rename(request: &mut Request, names: &[String]) {
    let url = &mut request.url;
    let mut names = names.iter();
    let mut declared = Vec::new();
    for segment in &mut url.path {
        let Some(old) = variable(segment).map(str::to_owned) else {
            continue;
        };
        let Some(name) = names.next().filter(|name| **name != old) else {
            continue;
        };
        let origin = &url.origin;
        let renamed = match template::whole(segment) {
            Some(_) => Variable::new(name, Some(segment.clone().into()), origin),
            None => {
                let mut variables = url.variables.iter();
                let known = variables.rfind(|variable| variable.key == old).cloned();
                Variable {
                    key: name.clone(),
                    ..known.unwrap_or_else(|| Variable::new(name, None, origin))
                }
            }
        };
        declared.push((old, renamed));
        *segment = format!(":{name}");
    }
    let old: IndexSet<String> = declared.iter().map(|(old, _)| old.clone()).collect();
    url.variables
        .retain(|variable| !old.contains(&variable.key));
    url.variables
        .extend(declared.into_iter().map(|(_, renamed)| renamed));
}
