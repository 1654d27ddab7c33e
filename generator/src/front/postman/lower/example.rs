//! Example calls: those of the items and of their saved requests, without secrets.

use indexmap::IndexMap;

use crate::model::api::{Example, Value};

use super::super::model::{BodyKind, Pair, Request};
use super::super::template;
use super::super::variables::text;
use super::super::wire::{base_name, graphql, is_pruned};
use super::Lowering;
use super::form::field_text;
use super::group::Group;
use super::json;
use super::route::{PathKind, PathParameter, declared};
use crate::ground::secret::{self, PLACEHOLDER};

/// How many examples of an operation are kept.
const MOST: usize = 20;

impl Lowering<'_> {
    /// The calls of a group: the requests of the items, then those of saved responses; equal calls count once.
    pub(super) fn examples(&self, group: &Group<'_>) -> Vec<Example> {
        let mut examples: Vec<Example> = Vec::new();
        let items = group
            .items()
            .map(|placed| (placed.name(), &placed.item.request, is_pruned(placed.item)));
        let saved = group.items().flat_map(|placed| {
            let pruned = is_pruned(placed.item);
            let responses = placed.item.responses.iter();
            responses.filter_map(move |saved| {
                let request = saved.original.as_deref();
                let request = request.filter(|request| !request.url.empty)?;
                Some((saved.name.clone(), request, pruned))
            })
        });
        for (name, request, pruned) in items.chain(saved) {
            if examples.len() >= MOST {
                break;
            }
            let example = self.example(group, name, request, pruned);
            let is_equal = |other: &Example| {
                other.path == example.path
                    && other.query == example.query
                    && other.body == example.body
            };
            if !examples.iter().any(is_equal) {
                examples.push(example);
            }
        }
        examples
    }

    pub(super) fn example(
        &self,
        group: &Group<'_>,
        name: String,
        request: &Request,
        pruned: bool,
    ) -> Example {
        Example {
            name,
            path: self.example_path(group, request),
            query: self.example_pairs(&request.url.query).collect(),
            headers: self
                .example_pairs(&request.headers)
                .filter_map(|(key, value)| Some((key, value?)))
                .filter(|(key, _)| !secret::is_secret_header(key))
                .collect(),
            cookies: Vec::new(),
            body: self.example_body(request).filter(|_| !pruned),
        }
    }

    fn example_path(&self, group: &Group<'_>, request: &Request) -> IndexMap<String, String> {
        let mut values = IndexMap::new();
        let hook = self.is_webhook(&request.url);
        let variables = declared(&request.url);
        for PathParameter { name, source, kind } in &group.route().parameters {
            let declared = variables.get(name);
            let declared = declared.and_then(|variable| variable.value.as_ref());
            let value = match (kind, declared) {
                (PathKind::Template, None) => self.scope.public_text(&template::of(source)),
                (_, value) => value.and_then(|value| self.scope.public_text(&text(value))),
            };
            let is_shown = |value: &String| {
                secret::example(name, value).is_some()
                    && !(hook && secret::is_webhook_secret(value))
            };
            values.extend(value.filter(is_shown).map(|value| (name.clone(), value)));
        }
        values
    }

    /// The enabled pairs whose values documentation may show.
    fn example_pairs<'p>(
        &'p self,
        pairs: &'p [Pair],
    ) -> impl Iterator<Item = (String, Option<String>)> + 'p {
        let pairs = pairs.iter().filter(|pair| !pair.disabled);
        pairs.filter_map(move |pair| {
            let key = self.example_key(pair)?;
            let value = match &pair.value {
                None => None,
                Some(value) => Some(secret::example(&key, &self.example_value(&text(value))?)?),
            };
            Some((key, value))
        })
    }

    /// The key of a pair, unless it is empty or has a template without a value.
    fn example_key(&self, pair: &Pair) -> Option<String> {
        let key = self.key_text(pair);
        (!key.is_empty() && !template::any(&key)).then_some(key)
    }

    /// A text with its templates filled, unless a value is missing or secret.
    fn example_value(&self, raw: &str) -> Option<String> {
        let resolved = self.scope.resolve(raw);
        (!resolved.secret && !template::any(&resolved.text)).then_some(resolved.text)
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
                let variables = variables.as_ref().filter(|text| !text.trim().is_empty());
                let variables = variables.map(|text| json::for_documentation(text, &self.scope));
                let operation = operation.as_deref().filter(|name| !name.is_empty());
                let query = self.plain_text(query);
                let document = graphql(Some(&query), operation, variables.as_deref());
                Some(Value::Text(secret::hide_in_example(&document).into_owned()))
            }
        }
    }

    /// A raw body as documentation may show it; `None` for a variable without a value.
    fn example_text(&self, raw: &str) -> Option<String> {
        let shown = match json::looks_like_json(raw) {
            true => json::strict_json(json::for_documentation(raw, &self.scope)),
            false => self.plain_text(raw),
        };
        let is_name = template::whole(raw.trim()).is_some_and(|name| shown == name);
        (!shown.trim().is_empty() && !is_name).then(|| secret::hide_in_example(&shown).into_owned())
    }

    /// The text with its templates filled: secrets are replaced by a mark, templates without a value by their names.
    fn plain_text(&self, raw: &str) -> String {
        template::map(raw, str::to_owned, |name| {
            let resolved = self.scope.resolve(&template::of(name));
            match (resolved.secret, template::any(&resolved.text)) {
                (true, _) => PLACEHOLDER.to_owned(),
                (false, true) => name.to_owned(),
                (false, false) => resolved.text,
            }
        })
    }

    fn example_field(&self, pair: &Pair) -> Option<(String, String)> {
        let key = self.example_key(pair).filter(|_| !pair.disabled)?;
        let raw = pair.value.as_ref().map(field_text).unwrap_or_default();
        let value = match json::looks_like_json(&raw) {
            true => json::for_documentation(&raw, &self.scope),
            false => self.example_value(&raw)?,
        };
        let shown = secret::example(&key, &value)?;
        Some((key, secret::hide_in_example(&shown).into_owned()))
    }
}
