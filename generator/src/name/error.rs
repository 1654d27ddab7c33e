//! The variants of an operation's error enum.

use std::collections::{BTreeMap, BTreeSet};

use crate::api::{ErrorCase, Operation};

use super::lock::error_key;
use super::scope::{Claim, settle_pinned};
use super::words::Words;

/// The longest variant's name, in letters.
const LIMIT: usize = 48;

/// A variant of an operation's error enum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorVariant {
    /// `BadRequest300`.
    pub name: String,
    /// The status that it stands for.
    pub status: u16,
    /// The vendor's code that it stands for; none means any other code of that status.
    pub code: Option<String>,
    /// The documented cases behind it, as places in [`Operation::errors`]; none for a status of which only
    /// cases with codes are documented.
    pub cases: Vec<usize>,
}

/// The variants: one for each documented code, then one for each documented status.
pub(super) fn variants(
    operation: &Operation,
    pins: &BTreeMap<String, String>,
) -> Vec<ErrorVariant> {
    let mut variants: Vec<ErrorVariant> = Vec::new();
    let mut bare: Vec<ErrorVariant> = Vec::new();
    for (index, case) in operation.errors.iter().enumerate() {
        let code = case.code.clone().filter(|code| !code.is_empty());
        if code.is_some() {
            note(&mut variants, case.status, code, Some(index));
        }
        // A success with a code nobody documented is a success.
        if case.status >= 300 || case.status < 200 {
            let own = (case.code.as_deref().unwrap_or_default().is_empty()).then_some(index);
            note(&mut bare, case.status, None, own);
        }
    }
    variants.extend(bare);
    name(&mut variants, pins);
    variants
}

fn note(list: &mut Vec<ErrorVariant>, status: u16, code: Option<String>, case: Option<usize>) {
    let known = list
        .iter_mut()
        .find(|one| one.status == status && one.code == code);
    match known {
        Some(one) => one.cases.extend(case),
        None => list.push(ErrorVariant {
            name: String::new(),
            status,
            code,
            cases: case.into_iter().collect(),
        }),
    }
}

fn name(variants: &mut [ErrorVariant], pins: &BTreeMap<String, String>) {
    let claims: Vec<Claim> = variants
        .iter()
        .map(|one| {
            let reason = reason(one.status);
            let candidates = match &one.code {
                None => vec![reason, format!("Status{}", one.status)],
                Some(code) => coded(one.status, &reason, &Words::of_wire(code)),
            };
            let identity = error_key(one.status, one.code.as_deref());
            Claim {
                candidates,
                identity,
            }
        })
        .collect();
    let taken = BTreeSet::from(["other".to_owned()]);
    let known: BTreeMap<&String, &String> = pins.iter().map(|(name, key)| (key, name)).collect();
    let pins: Vec<Option<String>> = claims
        .iter()
        .map(|claim| known.get(&claim.identity).map(|&name| name.clone()))
        .collect();
    let scope = (&taken, &BTreeSet::new());
    let names = settle_pinned(&claims, &pins, scope, |_| Vec::new(), LIMIT);
    for (variant, name) in variants.iter_mut().zip(names) {
        variant.name = name;
    }
}

/// Numbers stand behind the reason, words for themselves: `BadRequest300`, `UserNotFound`.
fn coded(status: u16, reason: &str, code: &Words) -> Vec<String> {
    let room = LIMIT.saturating_sub(reason.len() + 4);
    let code = code.clone().limited(room).pascal();
    let qualified = if reason.ends_with(|one: char| one.is_ascii_digit()) {
        format!("{reason}Code{code}")
    } else {
        format!("{reason}{code}")
    };
    let numbered = format!("Status{status}Code{code}");
    if code.starts_with(|one: char| one.is_ascii_digit()) || code == "Self" {
        vec![qualified, numbered]
    } else {
        vec![code, qualified, numbered]
    }
}

/// The status in words; `Status444` for one without.
pub(super) fn reason(status: u16) -> String {
    let words = match status {
        200 => "Ok",
        201 => "Created",
        202 => "Accepted",
        204 => "NoContent",
        300 => "MultipleChoices",
        301 => "MovedPermanently",
        302 => "Found",
        303 => "SeeOther",
        304 => "NotModified",
        307 => "TemporaryRedirect",
        308 => "PermanentRedirect",
        400 => "BadRequest",
        401 => "Unauthorized",
        402 => "PaymentRequired",
        403 => "Forbidden",
        404 => "NotFound",
        405 => "MethodNotAllowed",
        406 => "NotAcceptable",
        407 => "ProxyAuthenticationRequired",
        408 => "RequestTimeout",
        409 => "Conflict",
        410 => "Gone",
        411 => "LengthRequired",
        412 => "PreconditionFailed",
        413 => "PayloadTooLarge",
        414 => "UriTooLong",
        415 => "UnsupportedMediaType",
        416 => "RangeNotSatisfiable",
        417 => "ExpectationFailed",
        418 => "ImATeapot",
        421 => "MisdirectedRequest",
        422 => "UnprocessableEntity",
        423 => "Locked",
        424 => "FailedDependency",
        425 => "TooEarly",
        426 => "UpgradeRequired",
        428 => "PreconditionRequired",
        429 => "TooManyRequests",
        431 => "RequestHeaderFieldsTooLarge",
        451 => "UnavailableForLegalReasons",
        500 => "InternalServerError",
        501 => "NotImplemented",
        502 => "BadGateway",
        503 => "ServiceUnavailable",
        504 => "GatewayTimeout",
        505 => "HttpVersionNotSupported",
        507 => "InsufficientStorage",
        508 => "LoopDetected",
        511 => "NetworkAuthenticationRequired",
        _ => return format!("Status{status}"),
    };
    words.to_owned()
}

/// The variant that stands for a documented case.
pub fn variant_of<'a>(variants: &'a [ErrorVariant], case: &ErrorCase) -> Option<&'a ErrorVariant> {
    let code = case.code.as_ref().filter(|code| !code.is_empty());
    variants
        .iter()
        .find(|one| one.status == case.status && one.code.as_ref() == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(cases: &[(u16, Option<&str>)]) -> Vec<String> {
        let operation = super::super::tests::operation("GET", "/x", "x", 0);
        let errors = cases
            .iter()
            .map(|(status, code)| ErrorCase {
                status: *status,
                code: code.map(str::to_owned),
                messages: Vec::new(),
                example: None,
                name: String::new(),
                origin: operation.origin.clone(),
            })
            .collect();
        let operation = Operation {
            errors,
            ..operation
        };
        variants(&operation, &BTreeMap::new())
            .into_iter()
            .map(|one| one.name)
            .collect()
    }

    #[test]
    fn the_seeds_variants() {
        let expected = ["BadRequest300", "NotFound1001", "BadRequest", "NotFound"];
        assert_eq!(names(&[(400, Some("300")), (404, Some("1001"))]), expected);
    }

    #[test]
    fn codes_of_words_stand_for_themselves_unless_two_statuses_share_one() {
        assert_eq!(
            names(&[(404, Some("user_not_found"))]),
            ["UserNotFound", "NotFound"]
        );
        let shared = names(&[(400, Some("invalid")), (422, Some("invalid"))]);
        let expected = [
            "BadRequestInvalid",
            "UnprocessableEntityInvalid",
            "BadRequest",
            "UnprocessableEntity",
        ];
        assert_eq!(shared, expected);
    }

    #[test]
    fn odd_statuses_and_successes() {
        assert_eq!(
            names(&[(444, Some("7")), (444, None)]),
            ["Status444Code7", "Status444"]
        );
        assert_eq!(names(&[(200, Some("300"))]), ["Ok300"]);
    }
}
