//! Reads schemas that apply together: references followed, `allOf` merged.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use serde_json::Value;

use crate::ground::diagnostic::{Code, Origin};
use crate::ground::secret;
use crate::model::api::Bounds;
use crate::read::source::At;

use super::super::super::Version;
use super::super::super::reference::reference;
use super::super::super::value::OpenApiValue;
use super::super::parameter::bounds;
use super::super::{Lowering, key};
use super::shapes;

/// The schema of any value.
static ANY: Value = Value::Bool(true);

/// How deep `allOf` and references are followed in one schema.
const DEEPEST: usize = 64;

/// How deep unions are nested in each other.
const DEEPEST_UNION: usize = 8;

/// What schemas that all apply to a value say together.
#[derive(Debug)]
pub(in super::super) struct Schema<'d> {
    pub(super) origin: Origin,
    /// The types that are allowed, without `null`; empty where nothing is said.
    pub(super) types: Vec<String>,
    pub(super) nullable: bool,
    /// Whether no value is allowed.
    pub(super) never: bool,
    pub(super) format: Option<String>,
    /// The schemas of each property, all of which apply to it.
    pub(in super::super) properties: IndexMap<&'d str, Vec<At<'d>>>,
    pub(in super::super) required: BTreeSet<String>,
    /// The schema of properties that are not listed.
    pub(super) additional: Option<At<'d>>,
    /// Whether a keyword of objects other than `properties` is there.
    pub(super) is_object: bool,
    pub(in super::super) items: Vec<At<'d>>,
    /// The schemas of the first items, each of its own.
    pub(super) tuple: Vec<At<'d>>,
    /// Whether a keyword of lists is there.
    pub(super) is_array: bool,
    /// The possible values; none where nothing is said.
    pub(in super::super) values: Vec<At<'d>>,
    /// The schema with the possible values, for their names and prose.
    pub(super) values_of: Option<At<'d>>,
    /// The members of `oneOf` or `anyOf`.
    pub(super) alternatives: Vec<At<'d>>,
    /// The types that keywords imply where nothing says the type.
    pub(super) implied: Option<&'static str>,
    /// The value that the service assumes, as text.
    pub(super) default: Option<String>,
    pub(super) bounds: Bounds,
    /// The schema with the names and the prose of the type, where it is not the values'.
    pub(super) node: Option<At<'d>>,
    pub(super) discriminator: Option<At<'d>>,
    pub(super) title: Option<String>,
    pub(super) description: Option<String>,
    pub(super) deprecated: bool,
}

impl<'d> Lowering<'d> {
    /// What schemas that all apply to a value say together.
    pub(in super::super) fn read_schema(&mut self, nodes: &[At<'d>]) -> Schema<'d> {
        let mut schema = Schema {
            origin: nodes
                .first()
                .map_or(self.root.origin.clone(), |node| node.origin.clone()),
            types: Vec::new(),
            nullable: false,
            never: false,
            format: None,
            properties: IndexMap::new(),
            required: BTreeSet::new(),
            additional: None,
            is_object: false,
            items: Vec::new(),
            tuple: Vec::new(),
            is_array: false,
            values: Vec::new(),
            values_of: None,
            alternatives: Vec::new(),
            implied: None,
            default: None,
            bounds: Bounds::default(),
            node: nodes.first().cloned(),
            discriminator: None,
            title: None,
            description: None,
            deprecated: false,
        };
        let mut seen = BTreeSet::new();
        for node in nodes {
            self.add(&mut schema, node, 0, &mut seen);
        }
        let members = std::mem::take(&mut schema.alternatives);
        schema.nullable |= add_alternatives(&members, 0, &mut schema.alternatives);
        schema
    }

    /// Whether a flag beside the type allows `null`.
    pub(super) fn allows_null(&self, node: &At<'d>) -> bool {
        let mut others = self.profile.extensions().nullable.iter();
        node.flag("nullable") || others.any(|flag| node.flag(flag))
    }

    /// Whether keywords beside a reference apply (JSON Schema 2020-12); earlier versions ignore them.
    pub(super) fn applies_siblings(&self) -> bool {
        self.version >= Version::OpenApi31
    }

    fn add(
        &mut self,
        schema: &mut Schema<'d>,
        node: &At<'d>,
        depth: usize,
        seen: &mut BTreeSet<String>,
    ) {
        if depth > DEEPEST || !seen.insert(key(&node.origin)) {
            return;
        }
        schema.never |= never(node);
        if reference(node).is_some() {
            if let Some(target) = self.followed(node) {
                self.add(schema, &target, depth + 1, seen);
            }
            schema.add_prose(node);
            if !self.applies_siblings() {
                return;
            }
        }
        self.add_keywords(schema, node, depth == 0);
        for member in node.elements_of("allOf") {
            self.add(schema, &member, depth + 1, seen);
        }
        schema.add_prose(node);
    }

    fn add_keywords(&mut self, schema: &mut Schema<'d>, node: &At<'d>, outer: bool) {
        self.add_types(schema, node, outer);
        schema.format = schema.format.take().or_else(|| format(node));
        schema.implied = schema.implied.or_else(|| implied(node));
        self.add_properties(schema, node);
        schema.required.extend(node.texts_of("required"));
        let additional = [
            "additionalProperties",
            "unevaluatedProperties",
            "patternProperties",
        ];
        let additional = additional.iter().filter_map(|key| match *key {
            // Several patterns may have several types.
            "patternProperties" => match node.entries_of(key).as_slice() {
                [(_, only)] => Some(only.clone()),
                [] => None,
                _ => Some(At::new(&ANY, node.origin.key(key))),
            },
            key => node.get(key),
        });
        let additional: Vec<At<'d>> = additional.collect();
        schema.is_object |= !additional.is_empty();
        let allows =
            |node: &At<'_>| node.value.is_object() || node.text().as_deref() == Some("true");
        let found = additional.into_iter().find(allows);
        schema.additional = schema.additional.take().or(found);
        let items = node
            .get("items")
            .filter(|items| items.value.is_object() || items.value.is_array());
        let tuple = match &items {
            Some(items) if items.value.is_array() => items.elements(),
            _ => node.elements_of("prefixItems"),
        };
        schema.is_array |= items.is_some() || !tuple.is_empty();
        schema.tuple.extend(tuple);
        schema
            .items
            .extend(items.filter(|items| items.value.is_object()));
        add_values(schema, node);
        let groups = ["oneOf", "anyOf"].into_iter();
        if let Some(group) = groups
            .map(|key| node.elements_of(key))
            .find(|group| !group.is_empty())
            && schema.alternatives.is_empty()
        {
            schema.alternatives = group;
        }
        schema.discriminator = schema
            .discriminator
            .take()
            .or_else(|| node.get("discriminator"));
    }

    /// Adds the types of a schema. Of two schemas that allow different types, the intersection counts; where there is
    /// none, the later one with a warning.
    fn add_types(&mut self, schema: &mut Schema<'d>, node: &At<'d>, outer: bool) {
        let mut nullable = self.allows_null(node);
        let mut types = Vec::new();
        for word in node.texts_of("type") {
            let (ty, format) = folded_type(&word);
            nullable |= ty == "null";
            if ty != "null" && !types.iter().any(|other| other == ty) {
                types.push(ty.to_owned());
            }
            schema.format = schema.format.take().or(format.map(str::to_owned));
        }
        schema.nullable |= nullable && (outer || schema.types.is_empty());
        types.retain(|ty| !ty.is_empty());
        if types.is_empty() {
            return;
        }
        if schema.types.is_empty() {
            schema.types = types;
            return;
        }
        let common: Vec<String> = schema
            .types
            .iter()
            .filter(|ty| types.contains(ty))
            .cloned()
            .collect();
        if common.is_empty() {
            let message = "the members of this `allOf` allow no common type; the last one counts";
            self.report_once(
                format!("types {:?}", node.origin),
                Code::WrongShape,
                message,
                &node.origin,
            );
            schema.types = types;
        } else {
            schema.types = common;
        }
    }

    /// Adds the properties of a schema. A reference in the place of the map is followed to the map.
    fn add_properties(&mut self, schema: &mut Schema<'d>, node: &At<'d>) {
        let Some(properties) = node.get("properties") else {
            return;
        };
        if properties.value.get("$ref").is_some_and(Value::is_string)
            && let Some(target) = self.followed(&properties)
        {
            let members = target.entries();
            schema.add_members(members);
        }
        let members = properties.entries();
        let is_property =
            |(name, property): &(&str, At<'d>)| *name != "$ref" || property.value.is_object();
        schema.add_members(members.into_iter().filter(is_property).collect());
    }
}

impl<'d> Schema<'d> {
    fn add_members(&mut self, members: Vec<(&'d str, At<'d>)>) {
        for (name, property) in members {
            // In draft 3, `required` is a member of the property itself.
            if property.value.get("required") == Some(&Value::Bool(true)) {
                self.required.insert(name.to_owned());
            }
            self.properties.entry(name).or_default().push(property);
        }
    }

    fn add_prose(&mut self, node: &At<'d>) {
        self.title = self.title.take().or_else(|| node.scalar_text("title"));
        self.description = self
            .description
            .take()
            .or_else(|| node.prose_of("description"));
        self.deprecated |= node.flag("deprecated");
        self.default = self.default.take().or_else(|| default(node));
        let own = bounds(node);
        let bounds = &mut self.bounds;
        bounds.minimum = bounds.minimum.take().or(own.minimum);
        bounds.maximum = bounds.maximum.take().or(own.maximum);
        bounds.max_length = bounds.max_length.or(own.max_length);
    }

    /// Adds what the schemas of a whole say that one of their alternatives repeats or extends.
    pub(super) fn add_common(&mut self, common: &Schema<'d>) {
        let mut properties = common.properties.clone();
        for (name, nodes) in std::mem::take(&mut self.properties) {
            properties.entry(name).or_default().extend(nodes);
        }
        self.properties = properties;
        self.required.extend(common.required.iter().cloned());
        self.additional = self.additional.take().or_else(|| common.additional.clone());
    }
}

/// Whether a schema allows no value.
pub(super) fn never(node: &At<'_>) -> bool {
    let is_empty = |not: At<'_>| {
        not.value == &Value::Bool(true) || not.object().is_some_and(serde_json::Map::is_empty)
    };
    node.value == &Value::Bool(false) || node.get("not").is_some_and(is_empty)
}

/// The longest default that is kept, in bytes.
const LONGEST_DEFAULT: usize = 100;

/// The default of a schema as text, without secrets; `None` for `null`, and for texts that are too long for a line.
pub(super) fn default(node: &At<'_>) -> Option<String> {
    let value = node.get("default").filter(|value| !value.value.is_null())?;
    let text = value.text().unwrap_or_else(|| value.value.to_string());
    let is_line = !text.trim().is_empty() && text.len() <= LONGEST_DEFAULT && !text.contains('\n');
    is_line.then(|| secret::hide_in_owned_prose(text))
}

/// The format of a value; that of base64 is `byte`.
fn format(node: &At<'_>) -> Option<String> {
    let encoding = node.scalar_text("contentEncoding");
    let is_base64 = encoding.is_some_and(|name| name.to_ascii_lowercase().starts_with("base64"));
    node.scalar_text("format")
        .or_else(|| is_base64.then(|| "byte".to_owned()))
}

/// The JSON type that the keywords of a schema imply.
fn implied(node: &At<'_>) -> Option<&'static str> {
    let has = |keys: &[&str]| keys.iter().any(|key| node.declares(key));
    if has(&[
        "minProperties",
        "maxProperties",
        "propertyNames",
        "required",
    ]) {
        Some("object")
    } else if has(&["minItems", "maxItems", "uniqueItems"]) {
        Some("array")
    } else if has(&["pattern", "minLength", "maxLength"]) {
        Some("string")
    } else if has(&["minimum", "maximum", "multipleOf"]) {
        Some("number")
    } else {
        None
    }
}

/// Adds the possible values. Of two lists, the values of both count.
fn add_values<'d>(schema: &mut Schema<'d>, node: &At<'d>) {
    let constant = node
        .value
        .get("const")
        .map(|value| At::new(value, node.origin.key("const")));
    let listed = match constant {
        Some(constant) => vec![constant],
        None => node.elements_of("enum"),
    };
    let listed = match listed.is_empty() {
        true => node.elements_of("x-extensible-enum"),
        false => listed,
    };
    if listed.is_empty() {
        return;
    }
    schema.nullable |= listed.iter().any(|value| value.value.is_null());
    let values: Vec<_> = listed
        .into_iter()
        .filter(|value| !value.value.is_null())
        .collect();
    if schema.values.is_empty() {
        schema.values = values;
        schema.values_of = Some(node.clone());
    } else {
        let is_common = |value: &At<'d>| values.iter().any(|other| other.value == value.value);
        let common: Vec<_> = schema
            .values
            .iter()
            .filter(|value| is_common(value))
            .cloned()
            .collect();
        if !common.is_empty() {
            schema.values = common;
        }
    }
}

/// Adds the members of a union that say something of the type, those of unions inside it included; returns whether one of
/// them is `null`.
pub(super) fn add_alternatives<'d>(
    members: &[At<'d>],
    depth: usize,
    found: &mut Vec<At<'d>>,
) -> bool {
    let mut nullable = false;
    for member in members {
        if is_null(member) {
            nullable = true;
            continue;
        }
        let keywords = member.entries();
        let mut shaping = keywords
            .iter()
            .filter(|(key, _)| shapes(key) && *key != "required");
        let inner = ["oneOf", "anyOf"]
            .into_iter()
            .map(|key| member.elements_of(key));
        let inner = inner.into_iter().find(|inner| !inner.is_empty());
        let only_wraps = shaping.clone().count() == 1 && !member.declares("discriminator");
        if let Some(inner) = inner.filter(|_| only_wraps && depth < DEEPEST_UNION) {
            nullable |= add_alternatives(&inner, depth + 1, found);
            continue;
        }
        let says_type =
            reference(member).is_some() || member.declares("allOf") || shaping.next().is_some();
        if says_type && !found.iter().any(|other| other.value == member.value) {
            found.push(member.clone());
        }
    }
    nullable
}

/// Whether a schema allows only `null`.
fn is_null(node: &At<'_>) -> bool {
    let types = node.texts_of("type");
    let only_null = !types.is_empty() && types.iter().all(|ty| ty == "null");
    only_null || node.value.get("const") == Some(&Value::Null)
}

/// The type that a word of `type` means, and the format that it implies; an empty text for an unknown word.
fn folded_type(word: &str) -> (&'static str, Option<&'static str>) {
    match word.trim().to_ascii_lowercase().as_str() {
        "string" | "str" | "text" => ("string", None),
        "integer" | "int" | "long" | "int32" | "int64" | "short" => ("integer", None),
        "number" | "float" | "double" | "decimal" => ("number", None),
        "boolean" | "bool" => ("boolean", None),
        "array" | "list" => ("array", None),
        "object" | "map" | "dict" | "json" => ("object", None),
        "null" => ("null", None),
        "file" => ("string", Some("binary")),
        "date" => ("string", Some("date")),
        "datetime" | "date-time" | "timestamp" => ("string", Some("date-time")),
        "uuid" => ("string", Some("uuid")),
        _ => ("", None),
    }
}
