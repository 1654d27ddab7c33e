//! Pagination that the profile declares for single operations.

use crate::model::api::{Location, PageStyle, Pagination};
use crate::model::profile::PaginationCorrection;
use crate::refine::error::CorrectionError;

use super::inference::Inference;

/// The declared pagination of an operation; what is left out is inferred.
///
/// # Errors
/// The operation has no such parameter or list, or something that is left out cannot be inferred.
pub(super) fn pagination(
    inference: &Inference<'_>,
    pages: &PaginationCorrection,
) -> Result<Option<Pagination>, CorrectionError> {
    if pages.none {
        return Ok(None);
    }
    let items = pages.items_field.as_deref().map(keys);
    if let (Some(field), Some(items)) = (&pages.items_field, &items)
        && let Some(names) = inference.fields_at_missing_key(items)
    {
        let last = items.last().map_or("", String::as_str);
        let reason = format!("no response has a list `{field}`");
        return Err(CorrectionError::unknown_name(reason, last, names));
    }
    let inferred = || match &items {
        Some(items) => inference.style(items),
        None => inference.pagination().map(|found| found.style),
    };
    let Some(style) = style(pages).or_else(inferred) else {
        return Err(CorrectionError::new(
            "it does not say how the next page is requested",
        ));
    };
    if let Some(name) = style.parameter() {
        check_parameter(inference, name)?;
    }
    match items.or_else(|| inference.items(inference.response()?)) {
        Some(items) => Ok(Some(inference.complete(style, items))),
        None => Err(CorrectionError::new(
            "it does not say which list holds the items",
        )),
    }
}

fn check_parameter(inference: &Inference<'_>, name: &str) -> Result<(), CorrectionError> {
    let parameters = inference.operation.parameters.iter();
    let query = parameters.filter(|parameter| parameter.location == Location::Query);
    let mut names: Vec<&str> = query.map(|parameter| parameter.name.as_str()).collect();
    names.extend(inference.body_fields());
    if names.contains(&name) {
        return Ok(());
    }
    let reason = format!("there is no query parameter and no field of the body `{name}`");
    Err(CorrectionError::unknown_name(reason, name, names))
}

fn style(pages: &PaginationCorrection) -> Option<PageStyle> {
    if let Some(parameter) = pages.token_parameter.clone() {
        let field = pages.token_field.as_deref().unwrap_or(&parameter);
        return Some(PageStyle::Token {
            field: keys(field),
            parameter,
        });
    }
    if let Some(parameter) = pages.page_parameter.clone() {
        let first = pages.first_page.unwrap_or(1);
        return Some(PageStyle::Page { parameter, first });
    }
    if let Some(parameter) = pages.offset_parameter.clone() {
        return Some(PageStyle::Offset { parameter });
    }
    let field = keys(pages.link_field.as_deref()?);
    Some(PageStyle::Link { field })
}

/// The keys of a path with dots.
fn keys(path: &str) -> Vec<String> {
    let keys = path.split('.').filter(|key| !key.is_empty());
    keys.map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ground::diagnostic::Diagnostics;
    use crate::model::api::testing::{ok, operation, parameter};
    use crate::model::api::{Api, Content, Provenance, Type};
    use crate::model::profile::Profile;

    /// A list of rooms whose response has no documented type.
    fn refined(profile: &str) -> (Option<Pagination>, Diagnostics) {
        let mut rooms = operation("GET", "/rooms");
        rooms.parameters = ["next_page_token", "page", "skip"]
            .map(|name| parameter(name, Location::Query))
            .to_vec();
        rooms.responses.push(ok(Content::Json(Type::Any)));
        let api = Api {
            operations: vec![rooms],
            ..Api::default()
        };
        let text = format!("[operations]\n{profile}");
        let profile = Profile::with_overrides(&text).unwrap();
        let (api, diagnostics) = crate::refine::refine(
            api,
            &mut Provenance::default(),
            &profile,
            &crate::refine::Selection::default(),
        );
        (api.operations[0].pagination.clone(), diagnostics)
    }

    fn style(profile: &str) -> PageStyle {
        let (found, diagnostics) = refined(&format!("\"GET /rooms\" = {{ pages = {profile} }}"));
        assert!(!diagnostics.has_errors(), "{diagnostics:?}");
        found.unwrap().style
    }

    fn complaint(profile: &str) -> String {
        let (found, diagnostics) = refined(profile);
        assert_eq!(found, None);
        let all: Vec<_> = diagnostics.iter().collect();
        assert_eq!(all.len(), 1);
        format!(
            "{} {}",
            all[0].message,
            all[0].help.as_deref().unwrap_or_default()
        )
    }

    #[test]
    fn declared_pagination_is_used() {
        assert_eq!(refined("").0, None);
        let token = |field: &[&str]| PageStyle::Token {
            parameter: "next_page_token".to_owned(),
            field: field.iter().map(|&key| key.to_owned()).collect(),
        };
        // The items alone are enough where the token is known to come back under its own name.
        let items = "{ items_field = \"result.rooms\" }";
        assert_eq!(style(items), token(&["result", "next_page_token"]));
        let whole =
            "{ token_parameter = \"next_page_token\", token_field = \"a.b\", items_field = \"\" }";
        assert_eq!(style(whole), token(&["a", "b"]));
        let page = PageStyle::Page {
            parameter: "page".to_owned(),
            first: 0,
        };
        let declared = "{ page_parameter = \"page\", first_page = 0, items_field = \"rooms\" }";
        assert_eq!(style(declared), page);
        let link = PageStyle::Link { field: Vec::new() };
        assert_eq!(
            style("{ link_field = \"\", items_field = \"rooms\" }"),
            link
        );
        assert_eq!(
            refined("\"GET /rooms\" = { pages = { none = true } }").0,
            None
        );
    }

    #[test]
    fn a_correction_that_cannot_be_applied_is_an_error() {
        let message = complaint("\"GET /room\" = { pages = { none = true } }");
        assert!(message.contains("did you mean `GET /rooms`?"), "{message}");
        let message = complaint(
            "\"GET /rooms\" = { pages = { offset_parameter = \"skp\", items_field = \"rooms\" } }",
        );
        assert!(message.contains("did you mean `skip`?"), "{message}");
        let message = complaint("\"GET /rooms\" = { pages = { page_parameter = \"page\" } }");
        assert!(message.contains("which list holds the items"), "{message}");
        assert!(Profile::with_overrides("[operations.\"GET /\".pages]\nitems = 1").is_err());
    }
}
