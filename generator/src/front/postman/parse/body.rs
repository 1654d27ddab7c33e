//! Request bodies.

use super::super::model::{Body, BodyKind, FormPart};
use super::Reader;
use super::at::{At, PostmanValue, scalar_or_json};

const KEYS: &[&str] = &["mode", "options", "disabled", "description"];
const MODES: &[&str] = &["raw", "urlencoded", "formdata", "file", "graphql"];

impl Reader {
    /// A body; `None` where it is disabled or states no mode.
    pub(super) fn body(&mut self, at: &At<'_>) -> Option<Body> {
        let kind = match at.value.is_object() {
            true => self.body_kind(at)?,
            false => BodyKind::Raw {
                text: scalar_or_json(at.value),
                language: at.value.is_array().then(|| "json".to_owned()),
            },
        };
        let origin = at.origin.clone();
        Some(Body { kind, origin })
    }

    fn body_kind(&mut self, at: &At<'_>) -> Option<BodyKind> {
        self.count_unknown_keys(at, &[KEYS, MODES].concat());
        if at.disabled() {
            self.count("disabled bodies", &at.origin);
            return None;
        }
        let mode = at.lowercase("mode");
        self.count_other_modes(at, mode.as_deref());
        Some(match mode?.as_str() {
            "urlencoded" => BodyKind::UrlEncoded(self.pairs(at, "urlencoded")),
            "formdata" => BodyKind::FormData(self.parts(at, "formdata")),
            "file" => file(at.get("file")),
            "graphql" => graphql(&at.get("graphql")?),
            _ => raw(at),
        })
    }

    /// Counts the content of modes that the body does not have. Unknown modes are read as `raw`.
    fn count_other_modes(&mut self, at: &At<'_>, mode: Option<&str>) {
        let mode = mode.map(|mode| if MODES.contains(&mode) { mode } else { "raw" });
        for other in MODES.iter().filter(|other| Some(**other) != mode) {
            if at.get(other).is_some_and(|member| !member.is_blank()) {
                let what = format!("body of another mode ({other})");
                self.count(what, &at.origin.key(other));
            }
        }
    }

    /// The parts of a multipart form in the member `key`.
    pub(super) fn parts(&mut self, parent: &At<'_>, key: &str) -> Vec<FormPart> {
        let Some(list) = parent.get(key) else {
            return Vec::new();
        };
        if list.value.is_string() || (list.value.is_object() && !list.has("key")) {
            let pairs = self.pairs(parent, key).into_iter();
            return pairs.map(FormPart::text).collect();
        }
        let entries = list.elements().into_iter();
        entries
            .filter(|entry| !entry.value.is_null())
            .filter_map(|entry| self.part(&entry))
            .collect()
    }

    fn part(&mut self, at: &At<'_>) -> Option<FormPart> {
        let pair = self.pair(at)?;
        let kind = at.lowercase("type");
        // A part without a type but with a source can only be a file.
        let is_file = match kind.as_deref() {
            Some(kind) => kind == "file",
            None => at.get("src").is_some() && pair.value.is_none(),
        };
        let content_type = at.scalar_text("contentType");
        Some(FormPart {
            pair,
            files: is_file.then(|| file_names(at, "src")),
            file_name: at.scalar_text("fileName"),
            content_type: content_type.filter(|text| !text.trim().is_empty()),
        })
    }
}

fn raw(at: &At<'_>) -> BodyKind {
    const FAMILIES: [&str; 4] = ["json", "xml", "html", "javascript"];
    let raw = at.get("raw");
    let structured = |raw: &At<'_>| raw.value.is_object() || raw.value.is_array();
    let option = |key: &str| at.get("options")?.get("raw")?.scalar_text(key);
    let family = || option("headerFamily").filter(|family| FAMILIES.contains(&family.as_str()));
    let language = match raw.as_ref().is_some_and(structured) {
        true => Some("json".to_owned()),
        false => option("language").or_else(family),
    };
    BodyKind::Raw {
        text: raw.map(|raw| scalar_or_json(raw.value)).unwrap_or_default(),
        language: language.map(|language| language.to_ascii_lowercase()),
    }
}

/// The names of files in the member `key`.
pub(super) fn file_names(at: &At<'_>, key: &str) -> Vec<String> {
    let names = at.elements_of(key).into_iter();
    names
        .filter_map(|name| name.text())
        .filter(|name| !name.is_empty())
        .collect()
}

/// A body that is a file: its path, or an object with `src` or `content`.
fn file(member: Option<At<'_>>) -> BodyKind {
    let member = member.as_ref();
    BodyKind::File {
        src: member.and_then(|at| at.text().or_else(|| at.scalar_text("src"))),
        content: member.and_then(|at| at.scalar_text("content")),
    }
}

/// A GraphQL body: its document, or an object with `query`, `operationName` and `variables`.
pub(super) fn graphql(at: &At<'_>) -> BodyKind {
    let variables = at.get("variables");
    let variables = variables.map(|variables| scalar_or_json(variables.value));
    BodyKind::GraphQl {
        query: at
            .text()
            .or_else(|| at.scalar_text("query"))
            .unwrap_or_default(),
        operation: at
            .scalar_text("operationName")
            .filter(|name| !name.is_empty()),
        variables: variables.filter(|text| !text.trim().is_empty()),
    }
}
