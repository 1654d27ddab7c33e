//! Parameters of operations.

use crate::ground::diagnostic::Code;
use crate::ground::secret;
use crate::infer::{choices_type, parameter_facts};
use crate::model::api::{
    Bounds, Location, Parameter, PathEncoding, QueryStyle, StringFormat, Type, TypeShape,
};
use crate::read::source::At;

use super::super::Version;
use super::super::value::OpenApiValue;
use super::{Call, Lowering};

/// Header parameters that are set by other means (OpenAPI 3.1, "Parameter Object").
const IGNORED_HEADERS: &[&str] = &["accept", "content-type", "authorization"];

/// A parameter's schema, and how a list is written.
struct Declared<'d> {
    schema: Option<At<'d>>,
    style: QueryStyle,
    /// Whether the members of an object are parameters of their own.
    exploded: bool,
    /// Whether the members are written as `name[member]`.
    deep: bool,
    /// Whether the value is JSON text.
    json: bool,
}

impl<'d> Lowering<'d> {
    /// The declared parameters of an operation: those of the path item, in which those of the operation replace the ones of
    /// equal name and place.
    pub(super) fn parameters(&mut self, call: &Call<'d>) -> Vec<At<'d>> {
        let mut declared: Vec<At<'d>> = Vec::new();
        for owner in [&call.item, &call.operation] {
            for node in owner.elements_of("parameters") {
                let Some(target) = self.followed(&node) else {
                    continue;
                };
                if target.scalar_text("name").is_none() {
                    let message = "a parameter has no name, so no argument can be made from it";
                    self.report(Code::Nameless, message, &target.origin);
                    continue;
                }
                match declared.iter_mut().find(|other| is_same(other, &target)) {
                    Some(other) => *other = target,
                    None => declared.push(target),
                }
            }
        }
        declared
    }

    /// The parameters of the query and the headers.
    pub(super) fn other_parameters(
        &mut self,
        declared: &[At<'d>],
        operation: &str,
    ) -> Vec<Parameter> {
        let mut parameters = Vec::new();
        for node in declared {
            let name = node.scalar_text("name").unwrap_or_default();
            match node
                .scalar_text("in")
                .unwrap_or_default()
                .to_ascii_lowercase()
                .as_str()
            {
                "path" | "body" | "formdata" => {}
                "header" if IGNORED_HEADERS.contains(&name.to_ascii_lowercase().as_str()) => {}
                "header" => {
                    parameters.push(self.parameter(node, &name, Location::Header, operation))
                }
                "cookie" | "querystring" => {
                    let message = format!(
                        "the parameter `{name}` is in a place that clients cannot fill yet"
                    );
                    self.report(Code::UnsupportedParameter, message, &node.origin);
                }
                _ => self.query_parameters(node, &name, operation, &mut parameters),
            }
        }
        parameters
    }

    /// Adds a parameter of the query; the members of an object that is written as pairs are parameters of their own.
    fn query_parameters(
        &mut self,
        node: &At<'d>,
        name: &str,
        operation: &str,
        parameters: &mut Vec<Parameter>,
    ) {
        let written = self.written(node);
        let parameter = self.parameter(node, name, Location::Query, operation);
        let record = match &parameter.ty {
            Type::Named(id) => match &self.api.type_def(*id).shape {
                TypeShape::Record(record) => Some(record.clone()),
                _ => None,
            },
            _ => None,
        };
        let Some(record) = record.filter(|_| !written.json && (written.exploded || written.deep))
        else {
            parameters.push(self.as_text(parameter, written.json));
            return;
        };
        for field in record.fields {
            let wire = match written.deep {
                true => format!("{name}[{}]", field.name),
                false => field.name.clone(),
            };
            let member = Parameter {
                required: parameter.required && field.required,
                description: field.description,
                deprecated: parameter.deprecated || field.deprecated,
                ..Parameter::new(wire, Location::Query, field.ty, node.origin.clone())
            };
            parameters.push(self.as_text(member, false));
        }
    }

    /// A parameter of a place.
    pub(super) fn parameter(
        &mut self,
        node: &At<'d>,
        name: &str,
        location: Location,
        operation: &str,
    ) -> Parameter {
        let written = self.written(node);
        let path = [operation, name].map(str::to_owned);
        let description = node.prose_of("description");
        let facts = parameter_facts(self.profile, description.as_deref());
        let mut ty = match &written.schema {
            Some(schema) => self.schema(schema, &path).ty,
            None => Type::string(),
        };
        if ty == Type::string() {
            ty = choices_type(&mut self.api, &path, &node.origin, &facts.choices, &ty);
        }
        if ty == Type::string() && secret::is_secret_name(name) {
            ty = Type::String(StringFormat::Password);
        }
        let constant = written
            .schema
            .as_ref()
            .and_then(|schema| self.constant(schema));
        let default = written
            .schema
            .as_ref()
            .and_then(|schema| self.default(schema));
        let required = node.flag("required");
        let default = default
            .or(facts.default)
            .filter(|value| !secret::is_real_credential(name, value));
        let encoding = match facts.double_encode && location == Location::Path {
            true => PathEncoding::Twice,
            false => PathEncoding::Once,
        };
        let parameter = Parameter {
            style: written.style,
            encoding,
            required: required || location == Location::Path,
            constant: constant.filter(|_| required),
            default,
            bounds: written.schema.as_ref().map(bounds).unwrap_or_default(),
            deprecated: node.flag("deprecated") || facts.deprecated,
            description: facts.text,
            examples: self.parameter_examples(node, written.schema.as_ref(), name),
            ..Parameter::new(name, location, ty, node.origin.clone())
        };
        match location {
            Location::Query => parameter,
            Location::Path | Location::Header => self.as_text(parameter, written.json),
        }
    }

    /// A parameter whose value is written as text: objects are, and lists outside the query.
    fn as_text(&mut self, mut parameter: Parameter, json: bool) -> Parameter {
        let listed = parameter.location == Location::Query && !json;
        parameter.ty = self.text_type(parameter.ty, listed);
        parameter
    }

    fn text_type(&self, ty: Type, listed: bool) -> Type {
        match ty {
            Type::Array(item) if listed => Type::Array(Box::new(self.text_type(*item, false))),
            Type::Named(id) => match self.api.type_def(id).shape {
                TypeShape::Enum(_) | TypeShape::Identifier => Type::Named(id),
                TypeShape::Record(_) | TypeShape::Union(_) => Type::string(),
            },
            Type::Any | Type::Array(_) | Type::Map(_) | Type::Binary => Type::string(),
            scalar => scalar,
        }
    }

    /// How a parameter is written. Version 2 declares its type in the parameter itself.
    fn written(&mut self, node: &At<'d>) -> Declared<'d> {
        let content = node.entries_of("content").into_iter().next();
        let of_content = content.as_ref().and_then(|(_, media)| media.get("schema"));
        let own = (node.declares("type") || node.declares("enum")).then(|| node.clone());
        let schema = node.get("schema").or(own).or(of_content);
        let style = node.scalar_text("style").unwrap_or_default();
        let exploded = node.optional_flag("explode");
        let exploded = exploded.unwrap_or(matches!(style.as_str(), "" | "form"));
        let collection = node.scalar_text("collectionFormat");
        let style = match (collection.as_deref(), self.version, style.as_str()) {
            (Some("multi"), ..) => QueryStyle::Repeated,
            (Some("ssv"), ..) => QueryStyle::Space,
            (Some("pipes"), ..) => QueryStyle::Pipe,
            (_, Version::Swagger2, _) => QueryStyle::Comma,
            (_, _, _) if exploded => QueryStyle::Repeated,
            (_, _, "spaceDelimited") => QueryStyle::Space,
            (_, _, "pipeDelimited") => QueryStyle::Pipe,
            (_, _, "deepObject") => QueryStyle::Repeated,
            _ => QueryStyle::Comma,
        };
        let deep = node.scalar_text("style").as_deref() == Some("deepObject");
        Declared {
            json: content.is_some_and(|(media, _)| media.contains("json"))
                && !node.declares("schema"),
            schema,
            style,
            exploded,
            deep,
        }
    }

    /// The only value that a schema allows.
    fn constant(&mut self, schema: &At<'d>) -> Option<String> {
        let read = self.read_schema(std::slice::from_ref(schema));
        match read.values.as_slice() {
            [only] => only.text(),
            _ => None,
        }
    }

    /// The value that the service assumes.
    fn default(&mut self, schema: &At<'d>) -> Option<String> {
        let schema = self.references.target(schema).ok()?;
        schema.scalar_text("default")
    }
}

/// Whether two parameters have one name and place; the names of headers match without case.
fn is_same(one: &At<'_>, other: &At<'_>) -> bool {
    let place = |node: &At<'_>| {
        node.scalar_text("in")
            .unwrap_or_default()
            .to_ascii_lowercase()
    };
    let name = |node: &At<'_>| node.scalar_text("name").unwrap_or_default();
    let is_header = place(one) == "header";
    place(one) == place(other)
        && (name(one) == name(other) || (is_header && name(one).eq_ignore_ascii_case(&name(other))))
}

/// The bounds that a schema declares.
pub(super) fn bounds(schema: &At<'_>) -> Bounds {
    Bounds {
        minimum: schema.scalar_text("minimum"),
        maximum: schema.scalar_text("maximum"),
        max_length: schema
            .scalar_text("maxLength")
            .and_then(|length| length.parse().ok()),
    }
}
