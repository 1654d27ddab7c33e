//! The table `[pagination]`, and `pages` of one operation.

use serde::Deserialize;

use super::list::List;

/// Names of parameters and fields by which pagination is recognised.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PaginationWords {
    /// Parameters for the next page's token.
    pub token_parameters: List<String>,
    /// Response fields with the next page's token.
    pub token_fields: List<String>,
    /// Token parameters for which the response has a field of the same name, even where no example shows it.
    pub echoed_tokens: List<String>,
    /// Parameters for a page's number.
    pub page_parameters: List<String>,
    /// Parameters for the number of items to skip.
    pub offset_parameters: List<String>,
    /// Parameters for the number of items on a page.
    pub size_parameters: List<String>,
    /// Response fields with the next page's URL.
    pub link_fields: List<String>,
    /// Response fields whose objects may contain such fields.
    pub envelopes: List<String>,
    /// Response fields with the items, where several fields are lists.
    pub items_fields: List<String>,
    /// Response fields with the number of pages.
    pub page_count_fields: List<String>,
    /// Response fields with the number of items on all pages.
    pub total_fields: List<String>,
}

/// How one operation is paginated, where [`PaginationWords`] do not recognise it or recognise it wrongly. Fields are
/// paths of keys with dots.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PaginationCorrection {
    /// It is not paginated.
    pub none: bool,
    /// The parameter for the next page's token.
    pub token_parameter: Option<String>,
    /// The response field with the next page's token; the parameter's name where it is left out.
    pub token_field: Option<String>,
    /// The parameter for a page's number.
    pub page_parameter: Option<String>,
    /// The number of the first page; 1 where it is left out.
    pub first_page: Option<u64>,
    /// The parameter for the number of items to skip.
    pub offset_parameter: Option<String>,
    /// The response field with the next page's URL; an empty string means the `Link` header.
    pub link_field: Option<String>,
    /// The response field with the items; empty where the response itself is the list.
    pub items_field: Option<String>,
}
