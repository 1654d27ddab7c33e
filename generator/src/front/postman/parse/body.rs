//! Request bodies.

use super::super::model::{Body, BodyKind, FormPart};
use super::Reader;
use super::at::At;
use super::pair::scalar_or_json;

const KEYS: &[&str] = &["mode", "options", "disabled", "description"];
const MODES: &[&str] = &["raw", "urlencoded", "formdata", "file", "graphql"];

impl Reader {
    /// A body; none where it is switched off or has no mode.
    pub(super) fn body(&mut self, at: &At<'_>) -> Option<Body> {
        let body = |kind| {
            Some(Body {
                kind,
                origin: at.origin.clone(),
            })
        };
        if !at.value.is_object() {
            return body(BodyKind::Raw {
                text: scalar_or_json(at.value),
                language: at.value.is_array().then(|| "json".to_owned()),
            });
        }
        let known = [KEYS, MODES].concat();
        self.unknown_keys(at, &known);
        if at.disabled() {
            self.unused("disabled bodies", &at.origin);
            return None;
        }
        let stated = at.string("mode").map(|mode| mode.to_ascii_lowercase());
        self.other_modes(at, stated.as_deref());
        let mode = stated?;
        let member = at.get(&mode);
        let kind = match mode.as_str() {
            "urlencoded" => {
                BodyKind::UrlEncoded(member.map(|list| self.pairs(&list)).unwrap_or_default())
            }
            "formdata" => {
                BodyKind::FormData(member.map(|list| self.parts(&list)).unwrap_or_default())
            }
            "file" => file(member.as_ref()),
            "graphql" => graphql(&member?),
            _ => self.raw(at),
        };
        body(kind)
    }

    /// Only the member that the mode names counts; an unknown mode is raw.
    fn other_modes(&mut self, at: &At<'_>, mode: Option<&str>) {
        let mode = mode.map(|mode| if MODES.contains(&mode) { mode } else { "raw" });
        for other in MODES.iter().filter(|other| Some(**other) != mode) {
            if at.get(other).is_some_and(|member| !member.is_blank()) {
                self.unused(
                    format!("body of another mode ({other})"),
                    &at.origin.key(other),
                );
            }
        }
    }

    fn raw(&mut self, at: &At<'_>) -> BodyKind {
        let raw = at.get("raw");
        let structured = raw
            .as_ref()
            .is_some_and(|raw| raw.value.is_object() || raw.value.is_array());
        let option = |key: &str| at.get("options")?.get("raw")?.string(key);
        let families = ["json", "xml", "html", "javascript"];
        let family = option("headerFamily").filter(|family| families.contains(&family.as_str()));
        let language = option("language").or(family);
        BodyKind::Raw {
            text: raw.map(|raw| scalar_or_json(raw.value)).unwrap_or_default(),
            language: match structured {
                true => Some("json".to_owned()),
                false => language.map(|language| language.to_ascii_lowercase()),
            },
        }
    }

    pub(super) fn parts(&mut self, list: &At<'_>) -> Vec<FormPart> {
        if list.value.is_string() || (list.value.is_object() && !list.has("key")) {
            let pairs = self.pairs(list);
            return pairs.into_iter().map(text_part).collect();
        }
        list.elements()
            .iter()
            .filter(|entry| !entry.value.is_null())
            .filter_map(|entry| self.part(entry))
            .collect()
    }

    fn part(&mut self, at: &At<'_>) -> Option<FormPart> {
        let pair = self.pair(&at.string("key").unwrap_or_default(), at)?;
        let kind = at.string("type").map(|kind| kind.to_ascii_lowercase());
        // A part without a type but with a source can only be a file.
        let is_file = match kind.as_deref() {
            Some("file") => true,
            Some(_) => false,
            None => at.get("src").is_some() && pair.value.is_none(),
        };
        Some(FormPart {
            pair,
            files: is_file.then(|| files(at)),
            file_name: at.string("fileName"),
            content_type: at
                .string("contentType")
                .filter(|text| !text.trim().is_empty()),
        })
    }
}

fn text_part(pair: super::super::model::Pair) -> FormPart {
    FormPart {
        pair,
        files: None,
        file_name: None,
        content_type: None,
    }
}

fn files(at: &At<'_>) -> Vec<String> {
    let Some(src) = at.get("src") else {
        return Vec::new();
    };
    src.elements()
        .iter()
        .filter_map(At::text)
        .filter(|path| !path.is_empty())
        .collect()
}

fn file(member: Option<&At<'_>>) -> BodyKind {
    let Some(at) = member else {
        return BodyKind::File {
            src: None,
            content: None,
        };
    };
    BodyKind::File {
        src: at.text().or_else(|| at.string("src")),
        content: at.string("content"),
    }
}

fn graphql(at: &At<'_>) -> BodyKind {
    let variables = at
        .get("variables")
        .map(|variables| scalar_or_json(variables.value));
    BodyKind::GraphQl {
        query: at.text().or_else(|| at.string("query")).unwrap_or_default(),
        operation: at.string("operationName").filter(|name| !name.is_empty()),
        variables: variables.filter(|text| !text.trim().is_empty()),
    }
}
