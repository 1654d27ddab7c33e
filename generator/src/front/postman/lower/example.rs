//! Concrete calls: what the items and their saved requests show, without secrets.

use indexmap::IndexMap;

use crate::model::api::{Example, Value};

use super::super::model::{BodyKind, Pair, Request};
use super::super::template;
use super::super::variables::text;
use super::super::wire::{base_name, is_pruned};
use super::Lowering;
use super::form::field_text;
use super::group::Group;
use super::json;
use super::route::{PathKind, declared};
use crate::ground::secret::{self, PLACEHOLDER};

/// Examples beyond which more show nothing new.
const MOST: usize = 20;

impl Lowering<'_> {
    /// The calls that a group shows: each item's own, then those of saved responses that differ.
    pub(super) fn examples(&self, group: &Group<'_>) -> Vec<Example> {
        let mut examples: Vec<Example> = Vec::new();
        let items = group
            .items()
            .map(|placed| (placed.name(), &placed.item.request, is_pruned(placed.item)));
        let saved = group.items().flat_map(|placed| {
            let pruned = is_pruned(placed.item);
            let with_request = |saved: &&_| -> bool { request_of(saved).is_some() };
            placed
                .item
                .responses
                .iter()
                .filter(with_request)
                .filter_map(move |saved| Some((saved.name.clone(), request_of(saved)?, pruned)))
        });
        for (name, request, pruned) in items.chain(saved) {
            if examples.len() >= MOST {
                break;
            }
            let example = self.example(group, name, request, pruned);
            let known = |other: &Example| {
                other.path == example.path
                    && other.query == example.query
                    && other.body == example.body
            };
            if !examples.iter().any(known) {
                examples.push(example);
            }
        }
        examples
    }

    fn example(&self, group: &Group<'_>, name: String, request: &Request, pruned: bool) -> Example {
        Example {
            name,
            path: self.example_path(group, request),
            query: self.example_pairs(&request.url.query).collect(),
            headers: self
                .example_pairs(&request.headers)
                .filter_map(|(key, value)| Some((key, value?)))
                .filter(|(key, _)| !secret::is_secret_header(key))
                .collect(),
            body: self.example_body(request).filter(|_| !pruned),
        }
    }

    fn example_path(&self, group: &Group<'_>, request: &Request) -> IndexMap<String, String> {
        let mut values = IndexMap::new();
        let hook = self.is_hook(&request.url);
        let variables = declared(&request.url);
        for one in group.route().parameters {
            let declared = variables
                .get(&one.name)
                .and_then(|variable| variable.value.as_ref());
            let value = match one.kind {
                PathKind::Template => self.scope.shown(&format!("{{{{{}}}}}", one.source)),
                _ => declared.and_then(|value| self.scope.shown(&text(value))),
            };
            let is_shown = |value: &String| {
                secret::example(&one.name, value).is_some()
                    && !(hook && secret::is_webhook_secret(value))
            };
            let value = value.filter(is_shown);
            values.extend(value.map(|value| (one.name, value)));
        }
        values
    }

    /// The enabled pairs whose values may be shown.
    fn example_pairs<'p>(
        &'p self,
        pairs: &'p [Pair],
    ) -> impl Iterator<Item = (String, Option<String>)> + 'p {
        pairs
            .iter()
            .filter(|pair| !pair.disabled)
            .filter_map(|pair| {
                let key = self.scope.resolve(&pair.key).text.trim().to_owned();
                if key.is_empty() || template::any(&key) {
                    return None;
                }
                let value = match &pair.value {
                    None => None,
                    Some(value) => {
                        let resolved = self.scope.resolve(&text(value));
                        let plain = !resolved.secret && !template::any(&resolved.text);
                        Some(secret::example(&key, &resolved.text).filter(|_| plain)?)
                    }
                };
                Some((key, value))
            })
    }

    fn example_body(&self, request: &Request) -> Option<Value> {
        match &request.body.as_ref()?.kind {
            BodyKind::Raw { text, .. } => self.example_text(text).map(Value::Text),
            BodyKind::UrlEncoded(pairs) => Some(Value::Fields(
                pairs
                    .iter()
                    .filter_map(|pair| self.example_field(pair))
                    .collect(),
            )),
            BodyKind::FormData(parts) => {
                let fields = parts.iter().flat_map(|part| match &part.files {
                    Some(files) if !part.pair.disabled => files
                        .iter()
                        .map(|path| (part.pair.key.clone(), base_name(path).to_owned()))
                        .collect(),
                    Some(_) => Vec::new(),
                    None => self.example_field(&part.pair).into_iter().collect(),
                });
                Some(Value::Fields(fields.collect()))
            }
            BodyKind::File { src, .. } => {
                let name = base_name(src.as_deref()?);
                (!name.is_empty() && !template::any(name)).then(|| Value::Text(name.to_owned()))
            }
            BodyKind::GraphQl {
                query,
                operation,
                variables,
            } => {
                let mut members = vec![format!(
                    "\"query\":{}",
                    serde_json::Value::from(self.plain_text(query))
                )];
                let operation = operation.as_ref().filter(|name| !name.is_empty());
                members.extend(operation.map(|name| {
                    format!(
                        "\"operationName\":{}",
                        serde_json::Value::from(name.as_str())
                    )
                }));
                let variables = variables.as_ref().filter(|text| !text.trim().is_empty());
                members.extend(
                    variables
                        .map(|text| format!("\"variables\":{}", json::shown(text, &self.scope))),
                );
                Some(Value::Text(
                    secret::hide_in_example(&format!("{{{}}}", members.join(","))).into_owned(),
                ))
            }
        }
    }

    /// A raw body as it may be shown; nothing for one that only variables know.
    fn example_text(&self, raw: &str) -> Option<String> {
        let shown = match json::looks_like_json(raw) {
            true => json::strict(json::shown(raw, &self.scope)),
            false => self.plain_text(raw),
        };
        let unknown = template::whole(raw.trim()).is_some_and(|name| shown == name);
        (!shown.trim().is_empty() && !unknown).then(|| secret::hide_in_example(&shown).into_owned())
    }

    /// Text with its values; a secret is hidden, a variable without a value is its name.
    fn plain_text(&self, raw: &str) -> String {
        template::pieces(raw)
            .into_iter()
            .map(|piece| match piece {
                template::Piece::Text(plain) => plain.to_owned(),
                template::Piece::Template(name) => {
                    let resolved = self.scope.resolve(&format!("{{{{{name}}}}}"));
                    match (resolved.secret, template::any(&resolved.text)) {
                        (true, _) => PLACEHOLDER.to_owned(),
                        (false, true) => name.to_owned(),
                        (false, false) => resolved.text,
                    }
                }
            })
            .collect()
    }

    fn example_field(&self, pair: &Pair) -> Option<(String, String)> {
        let key = self.scope.resolve(&pair.key).text.trim().to_owned();
        if pair.disabled || key.is_empty() || template::any(&key) {
            return None;
        }
        let raw = pair.value.as_ref().map(field_text).unwrap_or_default();
        let value = match json::looks_like_json(&raw) {
            true => json::shown(&raw, &self.scope),
            false => {
                let resolved = self.scope.resolve(&raw);
                let plain = !resolved.secret && !template::any(&resolved.text);
                plain.then_some(resolved.text)?
            }
        };
        let shown = secret::example(&key, &value)?;
        Some((key, secret::hide_in_example(&shown).into_owned()))
    }
}

fn request_of(saved: &super::super::model::SavedResponse) -> Option<&Request> {
    saved
        .original
        .as_deref()
        .filter(|request| !request.url.empty)
}
