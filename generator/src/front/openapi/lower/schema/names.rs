//! Names and prose that extensions of the profile's lists declare.

use serde_json::Value;

use crate::ground::secret;
use crate::model::profile::Profile;
use crate::read::source::At;

use super::super::super::value::OpenApiValue;
use super::Schema;

/// The name that an extension gives a type or a field.
pub(super) fn of(profile: &Profile, node: &At<'_>) -> Option<String> {
    let names = profile.extensions().names.iter();
    names.filter_map(|key| name(node.scalar_text(key)?)).next()
}

/// The name that an extension gives the type of a schema: to the schema itself, or to its values.
pub(super) fn declared(profile: &Profile, schema: &Schema<'_>) -> Option<String> {
    let own = schema.node.as_ref().and_then(|node| of(profile, node));
    own.or_else(|| {
        let values = schema.values_of.as_ref()?;
        let mut enums = profile.extensions().enums.iter();
        enums.find_map(|key| name(values.get(key)?.scalar_text("name")?))
    })
}

/// A text that has a letter.
fn name(text: String) -> Option<String> {
    text.contains(char::is_alphabetic).then_some(text)
}

/// The name and the description of each value of a schema, where extensions declare them. Lists that are not as long as that of
/// the values are ignored.
pub(super) fn of_values(
    profile: &Profile,
    schema: &Schema<'_>,
) -> Vec<(Option<String>, Option<String>)> {
    let Some(node) = &schema.values_of else {
        return Vec::new();
    };
    let extensions = profile.extensions();
    let entries = extensions.enums.iter().filter_map(|key| node.get(key));
    let entries: Vec<At<'_>> = entries
        .flat_map(|named| named.elements_of("values"))
        .collect();
    let of_value = |index: usize, value: &At<'_>| {
        let entry = entries
            .iter()
            .find(|entry| entry.value.get("value") == Some(value.value));
        let own = |key: &str| entry?.prose_of(key);
        let listed = |keys: &[String]| {
            let mut keys = keys.iter();
            keys.find_map(|key| at(node, key, index, value.value))
        };
        let named = listed(&extensions.value_names).or_else(|| own("name"));
        let description = listed(&extensions.value_descriptions).or_else(|| own("description"));
        (named.and_then(name), description)
    };
    let values = schema.values.iter().enumerate();
    values
        .map(|(index, value)| of_value(index, value))
        .collect()
}

/// What an extension says of a value: at its index in the document's list, or under the value itself.
fn at(node: &At<'_>, key: &str, index: usize, value: &Value) -> Option<String> {
    let listed = node.get(key)?;
    if listed.value.is_object() {
        let value = At::new(value, listed.origin.clone()).text()?;
        return listed.prose_of(&value);
    }
    let texts = listed.elements();
    let values: Vec<At<'_>> = node.elements_of("enum");
    // The values of the schema lack `null` and what `allOf` removes.
    let own = values.iter().position(|other| other.value == value);
    let index = own.unwrap_or(index);
    let text = texts
        .get(index)
        .filter(|_| values.is_empty() || texts.len() == values.len())?;
    let text = text.text().filter(|text| !text.trim().is_empty());
    text.map(secret::hide_in_owned_prose)
}
