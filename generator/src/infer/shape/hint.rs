//! What the key of a value says about its type.

use crate::ground::words::split_words;

/// Last words of keys whose numbers have fractions, even where all examples are whole.
const FRACTIONS: [&str; 14] = [
    "price",
    "prices",
    "cost",
    "costs",
    "percent",
    "percentage",
    "percentages",
    "rate",
    "ratio",
    "lat",
    "latitude",
    "lng",
    "lon",
    "longitude",
];

/// Last words of keys whose digits are text, such as telephone numbers.
const DIGITS: [&str; 12] = [
    "phone", "mobile", "fax", "zip", "zipcode", "postcode", "pin", "passcode", "iban", "timezone",
    "vat", "ssn",
];

/// The same for two words.
const DIGITS_OF_TWO: [[&str; 2]; 14] = [
    ["phone", "number"],
    ["fax", "number"],
    ["mobile", "number"],
    ["account", "number"],
    ["card", "number"],
    ["serial", "number"],
    ["tracking", "number"],
    ["routing", "number"],
    ["vat", "number"],
    ["postal", "code"],
    ["zip", "code"],
    ["sort", "code"],
    ["time", "zone"],
    ["request", "id"],
];

/// Last words of keys whose text is a number that may have a fraction, beside [`FRACTIONS`].
const QUANTITIES: [&str; 22] = [
    "amount",
    "amounts",
    "balance",
    "balances",
    "charge",
    "charges",
    "commission",
    "credit",
    "debit",
    "discount",
    "fee",
    "fees",
    "profit",
    "qty",
    "quantity",
    "revenue",
    "salary",
    "subtotal",
    "tax",
    "taxes",
    "total",
    "volume",
];

/// Words of keys whose text is a length of time, not a time of day.
const LENGTHS: [&str; 9] = [
    "duration",
    "elapsed",
    "interval",
    "length",
    "remaining",
    "spent",
    "timeout",
    "uptime",
    "worked",
];

/// Last words of keys whose values may have any format, whatever an example looks like.
const OPAQUE: [&str; 7] = [
    "code",
    "nonce",
    "reference",
    "scope",
    "scopes",
    "state",
    "version",
];

/// Whether the text of this key may be in another format than its examples: the version `2022-08-15`, the scope `https://…`.
pub(super) fn is_opaque(key: &str) -> bool {
    let words = words(key);
    words
        .last()
        .is_some_and(|last| OPAQUE.contains(&last.as_str()))
}

/// Words of keys that hold the token or the URL of another page.
const PAGES: [&str; 8] = [
    "continuation",
    "cursor",
    "next",
    "page",
    "paging",
    "pagination",
    "prev",
    "previous",
];

/// Whether a key is that of the token or the URL of another page.
pub(super) fn is_page(key: &str) -> bool {
    words(key).iter().any(|word| PAGES.contains(&word.as_str()))
}

/// Whether the text of a number with this key is a quantity, not a version or a number of a section.
pub(super) fn is_quantity(key: &str) -> bool {
    let words = words(key);
    let last = words.last().map(String::as_str).unwrap_or_default();
    QUANTITIES.contains(&last) || FRACTIONS.contains(&last)
}

/// Whether the text of hours, minutes and seconds with this key is a length of time.
pub(super) fn is_length_of_time(key: &str) -> bool {
    words(key)
        .iter()
        .any(|word| LENGTHS.contains(&word.as_str()))
}

/// Whether a whole number with this key may also have a fraction.
pub(super) fn has_fraction(key: &str) -> bool {
    words(key)
        .last()
        .is_some_and(|last| FRACTIONS.contains(&last.as_str()))
}

/// Whether digits with this key are text; `fraction` says that they contain a point, as the version `1.10` does.
pub(super) fn digits_are_text(key: &str, fraction: bool) -> bool {
    let words = words(key);
    let Some(last) = words.last() else {
        return false;
    };
    let pair = words
        .len()
        .checked_sub(2)
        .and_then(|at| words.get(at))
        .map(|first| [first.as_str(), last]);
    DIGITS.contains(&last.as_str())
        || pair.is_some_and(|pair| DIGITS_OF_TWO.contains(&pair))
        || (fraction && last.ends_with("version"))
}

/// The words of a key in lower case, without digits: `stopPrice`, `stop_price` and `order[0][stopPrice]` end with the same two.
fn words(key: &str) -> Vec<String> {
    let words = split_words(key);
    let parts = words
        .iter()
        .flat_map(|word| word.split(|letter: char| !letter.is_alphabetic()));
    let parts = parts.filter(|part| !part.is_empty());
    parts.map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_have_words() {
        assert_eq!(words("stopLimitPrice"), ["stop", "limit", "price"]);
        assert_eq!(words("items[0][unit_amount]"), ["items", "unit", "amount"]);
        assert_eq!(words("line2a"), ["line", "a"]);
        assert!(words("").is_empty());
    }

    #[test]
    fn some_keys_say_more_than_their_examples() {
        for key in ["price", "stopPrice", "tax_percent", "lat"] {
            assert!(has_fraction(key), "{key}");
        }
        for key in ["amount", "price_id", "count", "plate"] {
            assert!(!has_fraction(key), "{key}");
        }
        for key in [
            "phone",
            "phoneNumber",
            "zip_code",
            "sortCode",
            "X-Request-Id",
        ] {
            assert!(digits_are_text(key, false), "{key}");
        }
        for key in ["number", "issue_number", "id", "version", "code"] {
            assert!(!digits_are_text(key, false), "{key}");
        }
        assert!(digits_are_text("lpversion", true));
        for key in ["amount", "order_total", "unitPrice", "taxes"] {
            assert!(is_quantity(key), "{key}");
        }
        for key in ["version", "section", "total_pages", "number"] {
            assert!(!is_quantity(key), "{key}");
        }
        assert!(is_opaque("api_version") && !is_opaque("version_id"));
        assert!(is_length_of_time("time_spent") && !is_length_of_time("opening_time"));
    }
}
