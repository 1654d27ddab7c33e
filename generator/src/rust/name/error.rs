//! The variants of an operation's error enum.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::api::{Api, ErrorCase, Operation};

use super::lock::error_key;
use super::scope::{Claims, Rules, Style, fold, settle, settle_pinned};
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
    /// Our own word for the code, which then is its name.
    pub word: Option<String>,
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
            if let Some(variant) = variants.iter_mut().find(|one| one.cases.contains(&index)) {
                variant.word.clone_from(&case.word);
            }
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
            word: None,
        }),
    }
}

fn name(variants: &mut [ErrorVariant], pins: &BTreeMap<String, String>) {
    let taken = BTreeSet::from(["other".to_owned()]);
    let known: BTreeMap<&str, &str> = pins
        .iter()
        .map(|(name, key)| (key.as_str(), name.as_str()))
        .collect();
    let pin = |one: &ErrorVariant| {
        // A word of our own says more than what the name was before.
        if known.is_empty() || one.word.is_some() {
            return None;
        }
        let key = error_key(one.status, one.code.as_deref());
        known.get(key.as_str()).copied()
    };
    let pins: Vec<Option<&str>> = variants.iter().map(pin).collect();
    let rules = Rules {
        taken: &[&taken],
        limit: LIMIT,
        ..Rules::default()
    };
    let names = settle_pinned(&Cases(variants), &pins, rules);
    for (variant, name) in variants.iter_mut().zip(names) {
        variant.name = name;
    }
}

struct Cases<'a>(&'a [ErrorVariant]);

impl Claims for Cases<'_> {
    fn style(&self) -> Style {
        Style::Pascal
    }

    fn count(&self) -> usize {
        self.0.len()
    }

    fn candidates(&self, place: usize) -> Vec<String> {
        let one = &self.0[place];
        let reason = reason(one.status);
        match &one.code {
            // The reason is the status's own name: a code that reads like it moves, not the status.
            None => {
                let last = format!("Status{}", one.status);
                vec![reason.clone(), reason.clone(), reason, last]
            }
            Some(code) => {
                let words = Words::of_wire(one.word.as_ref().unwrap_or(code));
                coded(one.status, &reason, &words)
            }
        }
    }

    fn first(&self, place: usize) -> Option<String> {
        let one = &self.0[place];
        match &one.code {
            None => Some(reason(one.status)),
            Some(_) => self.candidates(place).into_iter().next(),
        }
    }

    fn tells(&self, place: usize) -> Vec<Words> {
        let one = &self.0[place];
        let code = Words::of_wire(one.code.as_deref().unwrap_or_default());
        let reason = Words::of(&reason(one.status)).and(&one.status.to_string());
        vec![reason.then(&code.0)]
    }

    fn identity(&self, place: usize) -> String {
        let one = &self.0[place];
        error_key(one.status, one.code.as_deref())
    }
}

/// Every code that any operation documents, in the order of numbers and words, with the name of its
/// variant in the enum of all codes: our own word, a word of the vendor's, or `Code300`.
pub fn codes(api: &Api) -> Vec<(String, String)> {
    let mut known: BTreeMap<(usize, &str), Option<&String>> = BTreeMap::new();
    for case in api.operations.iter().flat_map(|one| &one.errors) {
        if let Some(code) = case.code.as_deref().filter(|code| !code.is_empty()) {
            let word = known.entry((code.len(), code)).or_default();
            *word = word.or(case.word.as_ref());
        }
    }
    let taken = BTreeSet::from(["unknown".to_owned()]);
    let rules = Rules {
        taken: &[&taken],
        limit: LIMIT,
        ..Rules::default()
    };
    let words = known
        .iter()
        .map(|(&(_, code), word)| (code, word.map_or(code, String::as_str)));
    let names = settle(&Codes(words.collect()), rules);
    let codes = known.keys().map(|(_, code)| (*code).to_owned());
    codes.zip(names).collect()
}

/// Codes, each with the text that names it.
struct Codes<'a>(Vec<(&'a str, &'a str)>);

impl Claims for Codes<'_> {
    fn style(&self) -> Style {
        Style::Pascal
    }

    fn count(&self) -> usize {
        self.0.len()
    }

    fn candidates(&self, place: usize) -> Vec<String> {
        let words = Words::of_wire(self.0[place].1).limited(LIMIT);
        let (plain, qualified) = (
            words.pascal(),
            Words(vec!["code".to_owned()]).then(&words.0),
        );
        let is_name = plain.starts_with(|one: char| one.is_ascii_alphabetic()) && plain != "Self";
        let plain = Some(plain).filter(|_| is_name);
        plain.into_iter().chain([qualified.pascal()]).collect()
    }

    fn tells(&self, _: usize) -> Vec<Words> {
        Vec::new()
    }

    fn identity(&self, place: usize) -> String {
        self.0[place].0.to_owned()
    }
}

/// Numbers stand behind the reason, words for themselves: `BadRequest300`, `UserNotFound`; a code that is
/// the reason again is `NotFoundCode`. The reason of a success or a redirect is none to fail for: `Code300`.
fn coded(status: u16, reason: &str, code: &Words) -> Vec<String> {
    let room = LIMIT.saturating_sub(reason.len() + 4);
    let code = code.clone().limited(room).pascal();
    let qualified = if fold(&code) == fold(reason) {
        format!("{reason}Code")
    } else if fold(&code).contains(&fold(reason)) {
        format!("{code}{status}")
    } else if reason.ends_with(|one: char| one.is_ascii_digit()) {
        format!("{reason}Code{code}")
    } else {
        format!("{reason}{code}")
    };
    let numbered = format!("Status{status}Code{code}");
    let is_number = code.starts_with(|one: char| one.is_ascii_digit());
    if is_number && status < 400 {
        vec![format!("Code{code}"), numbered]
    } else if is_number || code == "Self" {
        vec![qualified, numbered]
    } else {
        vec![code, qualified, numbered]
    }
}

/// The status in the words that are registered for it; `Status444` for one without.
pub(super) fn reason(status: u16) -> String {
    let words = match status {
        200 => "Ok",
        201 => "Created",
        202 => "Accepted",
        203 => "NonAuthoritativeInformation",
        204 => "NoContent",
        205 => "ResetContent",
        206 => "PartialContent",
        207 => "MultiStatus",
        208 => "AlreadyReported",
        226 => "ImUsed",
        300 => "MultipleChoices",
        301 => "MovedPermanently",
        302 => "Found",
        303 => "SeeOther",
        304 => "NotModified",
        305 => "UseProxy",
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
        506 => "VariantAlsoNegotiates",
        507 => "InsufficientStorage",
        508 => "LoopDetected",
        510 => "NotExtended",
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
    use crate::model::api::testing::{operation, origin};

    fn names(cases: &[(u16, Option<&str>)]) -> Vec<String> {
        let operation = operation("GET", "/x");
        let errors = cases
            .iter()
            .map(|(status, code)| ErrorCase::new(*status, code.map(str::to_owned), origin()))
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
    fn our_own_words_take_the_place_of_numbers() {
        let mut operation = operation("GET", "/x");
        let case = |status, code: &str, word: Option<&str>| ErrorCase {
            word: word.map(str::to_owned),
            ..ErrorCase::new(status, Some(code.to_owned()), origin())
        };
        operation.errors = vec![
            case(404, "1001", Some("UserNotFound")),
            case(400, "1001", Some("UserNotFound")),
            case(400, "300", None),
            case(400, "user_gone", None),
        ];
        // An earlier name gives way.
        let pins = BTreeMap::from([("NotFound1001".to_owned(), "404 1001".to_owned())]);
        let names: Vec<String> = variants(&operation, &pins)
            .into_iter()
            .map(|one| one.name)
            .collect();
        let expected = [
            "UserNotFound404",
            "BadRequestUserNotFound",
            "BadRequest300",
            "UserGone",
            "NotFound",
            "BadRequest",
        ];
        assert_eq!(names, expected);
        let api = Api {
            operations: vec![operation],
            ..Api::default()
        };
        let pair = |code: &str, name: &str| (code.to_owned(), name.to_owned());
        let expected = [
            pair("300", "Code300"),
            pair("1001", "UserNotFound"),
            pair("user_gone", "UserGone"),
        ];
        assert_eq!(codes(&api), expected);
    }

    #[test]
    fn a_code_that_is_the_reason_again_does_not_stutter() {
        assert_eq!(
            names(&[
                (404, Some("not_found")),
                (403, Some("forbidden")),
                (403, None)
            ]),
            ["NotFoundCode", "ForbiddenCode", "NotFound", "Forbidden"]
        );
        assert_eq!(
            names(&[(401, Some("forbidden")), (403, None)]),
            ["UnauthorizedForbidden", "Unauthorized", "Forbidden"]
        );
        assert_eq!(
            names(&[(404, Some("not_found_user")), (410, Some("not_found_user"))]),
            ["NotFoundUser404", "GoneNotFoundUser", "NotFound", "Gone"]
        );
    }

    #[test]
    fn odd_statuses_and_successes() {
        assert_eq!(
            names(&[(444, Some("7")), (444, None)]),
            ["Status444Code7", "Status444"]
        );
    }

    #[test]
    fn a_failure_is_not_named_after_a_success() {
        assert_eq!(names(&[(200, Some("300"))]), ["Code300"]);
        assert_eq!(
            names(&[(300, Some("200")), (400, Some("200"))]),
            ["Code200", "BadRequest200", "MultipleChoices", "BadRequest"]
        );
        assert_eq!(
            names(&[(200, Some("300")), (300, Some("300"))]),
            ["Status200Code300", "Status300Code300", "MultipleChoices"]
        );
    }
}
