//! How values are written as XML, from the member `xml` of schemas.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::read::source::At;

use super::super::reference::reference;
use super::super::value::OpenApiValue;
use super::Lowering;

/// The greatest depth of schemas in each other that are described.
const DEPTH: usize = 64;

/// The descriptions of components, by their names.
#[derive(Default)]
struct Types {
    /// Those that are being described are `null`.
    described: Map<String, Value>,
    /// The names by the references.
    names: BTreeMap<String, String>,
}

impl Types {
    /// The name of a component, and whether it is to be described now.
    fn begin(&mut self, reference: &str) -> (String, bool) {
        if let Some(name) = self.names.get(reference) {
            return (name.clone(), false);
        }
        let last = reference.rsplit('/').next().unwrap_or(reference);
        let is_taken = self.names.values().any(|name| name == last);
        let name = if is_taken { reference } else { last };
        self.names.insert(reference.to_owned(), name.to_owned());
        self.described.insert(name.to_owned(), Value::Null);
        (name.to_owned(), true)
    }

    /// Keeps the description of a component that has one.
    fn finish(&mut self, name: &str, fields: Map<String, Value>) {
        self.described.remove(name);
        if !fields.is_empty() {
            let mut described = Map::new();
            described.insert("fields".to_owned(), fields.into());
            self.described.insert(name.to_owned(), described.into());
        }
    }
}

impl<'d> Lowering<'d> {
    /// The description of a schema's XML, as `Request::xml` of the runtime reads it: what differs from elements with the keys as
    /// names. `None` where the schema does not say how the outermost element is called.
    pub(super) fn xml(&mut self, schema: &At<'d>) -> Option<String> {
        let mut types = Types::default();
        let mut root = self.xml_of(std::slice::from_ref(schema), "", &mut types, DEPTH);
        if !root.contains_key("name") {
            let component = reference(schema)?.rsplit('/').next()?.to_owned();
            root.insert("name".to_owned(), component.into());
        }
        if !types.described.is_empty() {
            root.insert("types".to_owned(), types.described.into());
        }
        Some(Value::Object(root).to_string())
    }

    /// The description of a value with this key.
    fn xml_of(
        &mut self,
        nodes: &[At<'d>],
        key: &str,
        types: &mut Types,
        depth: usize,
    ) -> Map<String, Value> {
        let mut described = Map::new();
        let Some(depth) = depth.checked_sub(1) else {
            return described;
        };
        let declared = self.xml_members(nodes);
        let texts = ["prefix", "namespace"];
        for (name, value) in texts.iter().filter_map(|name| {
            let declared = declared.iter().find_map(|xml| xml.scalar_text(name))?;
            Some((*name, declared))
        }) {
            described.insert(name.to_owned(), value.into());
        }
        let name = declared.iter().find_map(|xml| xml.scalar_text("name"));
        let node_type = declared.iter().find_map(|xml| xml.scalar_text("nodeType"));
        let node_type = node_type.unwrap_or_default();
        let schema = self.read_schema(nodes);
        if node_type == "attribute" || declared.iter().any(|xml| xml.flag("attribute")) {
            described.insert("attribute".to_owned(), true.into());
        }
        if node_type == "text" || node_type == "cdata" {
            described.insert("text".to_owned(), true.into());
        }
        if !schema.items.is_empty() {
            let item = self.xml_of(&schema.items, key, types, depth);
            if !item.is_empty() {
                described.insert("item".to_owned(), item.into());
            }
            if node_type == "element" || declared.iter().any(|xml| xml.flag("wrapped")) {
                let name = name.unwrap_or_else(|| key.to_owned());
                described.insert("wrapped".to_owned(), name.into());
            }
            return described;
        }
        if let Some(name) = name {
            described.insert("name".to_owned(), name.into());
        }
        let component = match nodes {
            [node] => reference(node),
            _ => None,
        };
        let Some(component) = component else {
            let fields = self.xml_fields(&schema.properties, types, depth);
            if !fields.is_empty() {
                described.insert("fields".to_owned(), fields.into());
            }
            return described;
        };
        let (component, is_new) = types.begin(component);
        if is_new {
            let fields = self.xml_fields(&schema.properties, types, depth);
            types.finish(&component, fields);
        }
        if types.described.contains_key(&component) {
            described.insert("type".to_owned(), component.into());
        }
        described
    }

    fn xml_fields(
        &mut self,
        properties: &indexmap::IndexMap<&'d str, Vec<At<'d>>>,
        types: &mut Types,
        depth: usize,
    ) -> Map<String, Value> {
        let mut fields = Map::new();
        for (key, nodes) in properties {
            let field = self.xml_of(nodes, key, types, depth);
            if !field.is_empty() {
                fields.insert((*key).to_owned(), field.into());
            }
        }
        fields
    }

    /// The members `xml` of schemas, and of what they refer to.
    fn xml_members(&mut self, nodes: &[At<'d>]) -> Vec<At<'d>> {
        let own = nodes.iter().filter_map(|node| node.get("xml"));
        let targets = nodes.iter().filter_map(|node| {
            let target = self.references.target(node).ok()?;
            target.get("xml")
        });
        own.chain(targets).collect()
    }
}
