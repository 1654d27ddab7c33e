//! How parameters are written.

use crate::ground::diagnostic::Code;
use crate::model::api::{Location, ParameterStyle, StyleForm};
use crate::read::source::At;

use super::super::Version;
use super::super::value::OpenApiValue;
use super::Lowering;

/// A parameter's schema, and how its value is written.
pub(super) struct Written<'d> {
    pub(super) schema: Option<At<'d>>,
    pub(super) style: ParameterStyle,
}

impl<'d> Lowering<'d> {
    /// How a parameter is written. Version 2 declares its type in the parameter itself.
    pub(super) fn written(&mut self, node: &At<'d>, name: &str, location: Location) -> Written<'d> {
        let of_content = self.parameter_content(node, name);
        let own = (node.declares("type") || node.declares("enum")).then(|| node.clone());
        let schema = node.get("schema").or_else(|| own.clone());
        self.check_schema(
            node,
            name,
            schema.is_some(),
            own.is_some(),
            of_content.is_some(),
        );
        if let (None, Some((media, content))) = (&schema, &of_content) {
            return Written {
                schema: content.get("schema"),
                style: content_style(media, location),
            };
        }
        let mut style = self.declared_style(node, name, location);
        style.reserved = node.flag("allowReserved") && self.is_reservable(location);
        let least = schema.as_ref().and_then(|schema| {
            let target = self.references.target(schema).ok()?;
            target.scalar_text("minLength")
        });
        style.empty = location == Location::Path && least.as_deref() == Some("0");
        Written { schema, style }
    }

    /// The media type in `content`, with what it declares.
    fn parameter_content(&mut self, node: &At<'d>, name: &str) -> Option<(&'d str, At<'d>)> {
        let mut content = node.entries_of("content").into_iter();
        let first = content.next()?;
        if content.next().is_some() {
            let message = format!(
                "the parameter `{name}` has several media types: it is written as `{}`, the first",
                first.0
            );
            self.report(Code::OddParameter, message, &node.origin);
        }
        Some((first.0, self.followed(&first.1)?))
    }

    /// Reports a parameter of which the type is declared twice, nowhere, or as another version declares it.
    fn check_schema(&mut self, node: &At<'d>, name: &str, schema: bool, own: bool, content: bool) {
        let is_swagger = self.version == Version::Swagger2;
        let message = match (node.declares("schema"), own, content) {
            (true, _, true) => "has both a schema and `content`: the schema counts",
            (true, false, _) if is_swagger => {
                "has a `schema`, which only a body has: it is its type"
            }
            (false, true, _) if !is_swagger => "has a `type` without a `schema`: it is its type",
            _ if !schema && !content => "has no schema: it is a text",
            _ => return,
        };
        self.report(
            Code::OddParameter,
            format!("the parameter `{name}` {message}"),
            &node.origin,
        );
    }

    /// The style of a parameter with a schema. What the specification does not allow where the parameter is is reported.
    pub(super) fn declared_style(
        &mut self,
        node: &At<'d>,
        name: &str,
        location: Location,
    ) -> ParameterStyle {
        let usual = ParameterStyle::usual(location);
        let style = node.scalar_text("style");
        if self.version == Version::Swagger2 || (style.is_none() && !node.declares("explode")) {
            return match node.scalar_text("collectionFormat") {
                Some(format) => self.collection(node, name, location, &format),
                None if self.version == Version::Swagger2 => joined(location),
                None => usual,
            };
        }
        let form = match (style.as_deref(), location) {
            (None, _) => usual.form,
            (Some("form"), Location::Query | Location::Cookie) => StyleForm::Form,
            (Some("simple"), Location::Path | Location::Header) => StyleForm::Simple,
            (Some("label"), Location::Path) => StyleForm::Label,
            (Some("matrix"), Location::Path) => StyleForm::Matrix,
            (Some("spaceDelimited"), Location::Query) => StyleForm::Space,
            (Some("pipeDelimited"), Location::Query) => StyleForm::Pipe,
            (Some("deepObject"), Location::Query) => StyleForm::Deep,
            (Some("cookie"), Location::Cookie) => StyleForm::Cookie,
            (Some(other), _) => {
                let place = location.as_str();
                let message = format!(
                    "the parameter `{name}` has the style `{other}`, which the {place} does not have: it is written as usual there"
                );
                self.report(Code::OddParameter, message, &node.origin);
                usual.form
            }
        };
        let by_default = matches!(form, StyleForm::Form | StyleForm::Cookie);
        // Its members are always written on their own.
        let explode =
            form != StyleForm::Deep && node.optional_flag("explode").unwrap_or(by_default);
        ParameterStyle::of(form, explode)
    }

    /// The style of a format of collections in Swagger 2.
    fn collection(
        &mut self,
        node: &At<'d>,
        name: &str,
        location: Location,
        format: &str,
    ) -> ParameterStyle {
        match (format, location) {
            ("csv", _) => joined(location),
            ("ssv", _) => ParameterStyle::SPACE,
            ("tsv", _) => ParameterStyle::of(StyleForm::Tab, false),
            ("pipes", _) => ParameterStyle::PIPE,
            ("multi", Location::Query) => ParameterStyle::REPEATED,
            _ => {
                let place = location.as_str();
                let message = format!(
                    "the parameter `{name}` has the format `{format}`, which the {place} does not have: its items are joined by commas"
                );
                self.report(Code::OddParameter, message, &node.origin);
                joined(location)
            }
        }
    }

    /// Whether reserved characters can be left in a place: before version 3.2 only in the query.
    fn is_reservable(&self, location: Location) -> bool {
        match location {
            Location::Query => true,
            Location::Path => self.version == Version::OpenApi32,
            Location::WholeQuery | Location::Header | Location::Cookie => false,
        }
    }
}

/// The style of values with a media type.
fn content_style(media: &str, location: Location) -> ParameterStyle {
    let essence = media.split(';').next().unwrap_or_default().trim();
    let essence = essence.to_ascii_lowercase();
    if essence.ends_with("/json") || essence.ends_with("+json") {
        ParameterStyle::JSON
    } else if essence == "application/x-www-form-urlencoded" {
        ParameterStyle::of(StyleForm::UrlEncoded, false)
    } else if location == Location::WholeQuery {
        ParameterStyle::SIMPLE
    } else {
        ParameterStyle::usual(location)
    }
}

/// Items joined by commas.
fn joined(location: Location) -> ParameterStyle {
    ParameterStyle {
        explode: false,
        ..ParameterStyle::usual(location)
    }
}
