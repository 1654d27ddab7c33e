//! Parameters of operations.

use crate::ground::diagnostic::{Code, Origin};
use crate::ground::secret;
use crate::ground::words::letters_and_digits;
use crate::infer::{choices_type, parameter_facts};
use crate::model::api::{
    Bounds, Location, Parameter, PathEncoding, StringFormat, StyleForm, Type, TypeShape,
};
use crate::read::source::At;

use super::super::value::OpenApiValue;
use super::path::template_names;
use super::{Call, Lowering};

/// Header parameters that are set by other means (OpenAPI 3.1, "Parameter Object").
const IGNORED_HEADERS: &[&str] = &["accept", "content-type", "authorization"];

/// A parameter and its place.
pub(super) struct Declared<'d> {
    pub(super) node: At<'d>,
    pub(super) name: String,
    /// `None` for a part of the body, and for places that no client fills.
    pub(super) location: Option<Location>,
}

impl<'d> Lowering<'d> {
    /// The declared parameters of an operation: those of the path item, in which those of the operation replace the ones of
    /// equal name and place.
    pub(super) fn parameters(&mut self, call: &Call<'d>) -> Vec<At<'d>> {
        let mut declared: Vec<At<'d>> = Vec::new();
        for owner in [&call.item, &call.operation] {
            let inherited = declared.len();
            for node in owner.elements_of("parameters") {
                let Some(target) = self.followed(&node) else {
                    continue;
                };
                let Some(name) = target.scalar_text("name") else {
                    let message = "a parameter has no name, so no argument can be made from it";
                    self.report(Code::Nameless, message, &target.origin);
                    continue;
                };
                let position = declared.iter().position(|other| is_same(other, &target));
                match position.and_then(|index| Some((index, declared.get_mut(index)?))) {
                    Some((index, other)) => {
                        *other = target;
                        if index >= inherited {
                            let message = format!(
                                "`{name}` is declared twice for one place: the last declaration counts"
                            );
                            self.report(Code::OddParameter, message, &node.origin);
                        }
                    }
                    None => declared.push(target),
                }
            }
        }
        declared
    }

    /// The places of declared parameters; those that have none are reported.
    pub(super) fn placed(&mut self, nodes: &[At<'d>], path: &str) -> Vec<Declared<'d>> {
        let in_template = template_names(path);
        let nodes = nodes.iter();
        nodes
            .map(|node| {
                let name = node.scalar_text("name").unwrap_or_default();
                let location = self.location(node, &name, in_template.contains(&name.as_str()));
                Declared {
                    node: node.clone(),
                    name,
                    location,
                }
            })
            .collect()
    }

    fn location(&mut self, node: &At<'d>, name: &str, in_template: bool) -> Option<Location> {
        let place = node
            .scalar_text("in")
            .map(|place| place.to_ascii_lowercase());
        match place.as_deref() {
            Some("path") => Some(Location::Path),
            Some("query") => Some(Location::Query),
            Some("querystring") => Some(Location::WholeQuery),
            Some("cookie") => Some(Location::Cookie),
            Some("header") if name.eq_ignore_ascii_case("cookie") => {
                let message =
                    "the header `Cookie` is written from cookies, so the parameter is left out";
                self.report(Code::UnsupportedParameter, message, &node.origin);
                None
            }
            Some("header") if IGNORED_HEADERS.contains(&name.to_ascii_lowercase().as_str()) => None,
            Some("header") => Some(Location::Header),
            Some("body" | "formdata") => None,
            Some(other) => {
                let message = format!(
                    "the parameter `{name}` is in `{other}`, which is no place of a request: it is left out"
                );
                self.report(Code::UnsupportedParameter, message, &node.origin);
                None
            }
            None => {
                let (location, place) = match in_template {
                    true => (Location::Path, "path, which has its name"),
                    false => (Location::Query, "query"),
                };
                let message = format!(
                    "the parameter `{name}` has no `in`: it is taken as one of the {place}"
                );
                self.report(Code::OddParameter, message, &node.origin);
                Some(location)
            }
        }
    }

    /// The parameters of the path in its order; one that the document does not declare is required text.
    pub(super) fn path_parameters(
        &mut self,
        path: &str,
        declared: &[Declared<'d>],
        operation: &str,
        origin: &Origin,
    ) -> Vec<Parameter> {
        let names = template_names(path);
        let in_path = declared.iter();
        let in_path: Vec<&Declared<'d>> = in_path
            .filter(|declared| declared.location == Some(Location::Path))
            .collect();
        let is_left = |declared: &&&Declared<'d>| !names.contains(&declared.name.as_str());
        let mut left: Vec<&Declared<'d>> = in_path.iter().filter(is_left).copied().collect();
        let mut parameters: Vec<Parameter> = Vec::new();
        for name in names.iter().copied() {
            if parameters.iter().any(|parameter| parameter.name == name) {
                continue;
            }
            let exact = in_path.iter().find(|declared| declared.name == name);
            let node = match exact {
                Some(declared) => Some(&declared.node),
                None => self.similar(name, &mut left),
            };
            parameters.push(match node {
                Some(node) => Parameter {
                    required: true,
                    constant: None,
                    ..self.parameter(node, name, Location::Path, operation)
                },
                None => {
                    let message = format!(
                        "the path has `{{{name}}}`, and no parameter of this name is declared"
                    );
                    self.report(Code::UndeclaredParameter, message, origin);
                    Parameter::new(name, Location::Path, Type::string(), origin.clone())
                }
            });
        }
        for declared in left {
            let name = &declared.name;
            let message = format!("the path has no `{{{name}}}`: the parameter is left out");
            self.report(Code::UnusedPathVariable, message, &declared.node.origin);
        }
        parameters
    }

    /// The declaration whose name differs from one of the path only in case and separators, taken from those that are left.
    fn similar<'p>(&mut self, name: &str, left: &mut Vec<&'p Declared<'d>>) -> Option<&'p At<'d>> {
        let letters = letters_and_digits(name);
        let index = left
            .iter()
            .position(|declared| letters_and_digits(&declared.name) == letters)?;
        let declared = left.remove(index);
        let message = format!(
            "the parameter `{}` is taken as `{{{name}}}` of the path, which nothing declares",
            declared.name
        );
        self.report(Code::OddParameter, message, &declared.node.origin);
        Some(&declared.node)
    }

    /// The parameters of the query, the headers and the cookies.
    pub(super) fn other_parameters(
        &mut self,
        declared: &[Declared<'d>],
        operation: &str,
    ) -> Vec<Parameter> {
        let mut parameters = Vec::new();
        for declared in declared {
            match declared.location {
                None | Some(Location::Path) => {}
                Some(location) => {
                    let (node, name) = (&declared.node, &declared.name);
                    parameters.push(self.parameter(node, name, location, operation));
                }
            }
        }
        parameters
    }

    /// A parameter of a place.
    pub(super) fn parameter(
        &mut self,
        node: &At<'d>,
        name: &str,
        location: Location,
        operation: &str,
    ) -> Parameter {
        let written = self.written(node, name, location);
        let path = [operation, name].map(str::to_owned);
        let description = node.prose_of("description");
        let facts = parameter_facts(self.profile, description.as_deref());
        let declared = match &written.schema {
            Some(schema) => self.schema(schema, &path).ty,
            None => Type::string(),
        };
        let mut ty = match written.style.form {
            StyleForm::Json | StyleForm::UrlEncoded => declared,
            _ => self.text_type(declared),
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
        // What has a default need not be sent, whatever `required` says.
        let required = node.flag("required");
        let is_argument = location == Location::Path || (required && default.is_none());
        let default = default
            .or(facts.default)
            .filter(|value| !secret::is_real_credential(name, value));
        let encoding = match facts.double_encode && location == Location::Path {
            true => PathEncoding::Twice,
            false => PathEncoding::Once,
        };
        let constant = constant.filter(|_| required);
        Parameter {
            style: written.style,
            encoding,
            required: is_argument || constant.is_some(),
            constant,
            default,
            bounds: written.schema.as_ref().map(bounds).unwrap_or_default(),
            deprecated: node.flag("deprecated") || facts.deprecated,
            description: facts.text,
            examples: self.parameter_examples(node, written.schema.as_ref(), name),
            ..Parameter::new(name, location, ty, node.origin.clone())
        }
    }

    /// The type of a value that is written as text: any value is, and one of several scalars.
    fn text_type(&self, ty: Type) -> Type {
        match ty {
            Type::Any | Type::Binary => Type::string(),
            Type::Array(item) => Type::Array(Box::new(self.text_type(*item))),
            Type::Named(id) => match &self.api.type_def(id).shape {
                TypeShape::Union(union)
                    if union
                        .variants
                        .iter()
                        .all(|variant| self.is_scalar(&variant.ty)) =>
                {
                    Type::string()
                }
                _ => Type::Named(id),
            },
            other => other,
        }
    }

    fn is_scalar(&self, ty: &Type) -> bool {
        match ty {
            Type::Any | Type::Array(_) | Type::Map(_) => false,
            Type::Named(id) => matches!(
                self.api.type_def(*id).shape,
                TypeShape::Enum(_) | TypeShape::Identifier
            ),
            _ => true,
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
