//! Values for names of which nothing else is known, and the names under which people's own values stand.

use crate::ground::personal::{EMAIL, PHONE};
use crate::ground::words::split_words;
use crate::model::api::{ISO_8601, StringFormat};

/// What stands in the place of a person's name.
const FIRST_NAME: &str = "Jane";
const LAST_NAME: &str = "Doe";
const FULL_NAME: &str = "Jane Doe";

/// What stands in the place of a street address.
const STREET: &str = "1 Example Street";

/// A text that can be sent under this name: by its format, else by the words of the name, else the name itself.
pub fn text(name: &str, format: &StringFormat) -> String {
    typical(name, format).unwrap_or_else(|| bare(name))
}

/// A name without the brackets of nested forms: `user` for `user[]`, `city` for `address[city]`.
fn bare(name: &str) -> String {
    let last = name.trim_end_matches("[]").trim_end_matches(']');
    let last = last.rsplit('[').next().unwrap_or(last);
    match last.is_empty() {
        true => "value".to_owned(),
        false => last.to_owned(),
    }
}

/// As [`text`]; `None` where only the name itself is left.
pub fn typical(name: &str, format: &StringFormat) -> Option<String> {
    let of_format = match format {
        StringFormat::Other(name) if name == ISO_8601 => Some("2030-01-01T00:00:00"),
        StringFormat::Plain | StringFormat::Other(_) => by_name(&split_words(name)),
        StringFormat::Date => Some("2030-01-01"),
        StringFormat::DateTime => Some("2030-01-01T00:00:00Z"),
        StringFormat::Time => Some("09:00:00"),
        StringFormat::Duration => Some("PT30M"),
        StringFormat::Decimal => Some("19.90"),
        StringFormat::Uuid => Some("00000000-0000-4000-8000-000000000000"),
        StringFormat::Email => Some(EMAIL),
        StringFormat::Url => Some("https://example.com"),
        StringFormat::Password if is_pin(&split_words(name)) => Some("123456"),
        StringFormat::Password => Some("correct horse battery staple"),
    };
    of_format.map(str::to_owned)
}

/// Whether a name is that of a secret of a few digits.
fn is_pin(words: &[String]) -> bool {
    words
        .iter()
        .any(|word| ["otp", "passcode", "pin"].contains(&word.as_str()))
}

fn by_name(words: &[String]) -> Option<&'static str> {
    if let Some(person) = person(words) {
        return Some(person);
    }
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    Some(match words.as_slice() {
        [.., "voice", "mail"] => return None,
        [.., "email" | "mail" | "emails"] | [.., "email", "address"] => EMAIL,
        [.., "phone" | "mobile" | "telephone" | "fax" | "msisdn"]
        | [.., "phone" | "mobile" | "telephone" | "fax", "number"] => PHONE,
        [.., "url" | "uri" | "website" | "link" | "href" | "callback"] => "https://example.com",
        [.., "timezone" | "tz"] | [.., "time", "zone"] => "UTC",
        [.., "language" | "locale" | "lang"] => "en-US",
        [.., "country"] | [.., "country", "code"] => "US",
        [.., "currency"] | [.., "currency", "code"] => "USD",
        [.., "ip"] | [.., "ip", "address"] => "192.0.2.1",
        [.., "domain" | "hostname"] => "example.com",
        [.., "amount" | "price"] => "10.00",
        [.., "date" | "day"] => "2030-01-01",
        [_, .., "time" | "at" | "timestamp"] => "2030-01-01T00:00:00Z",
        [.., "year"] => "2030",
        _ => return None,
    })
}

/// What stands in the place of what identifies a person under this name: a person's name or a street; `None` for other names.
pub fn person(words: &[String]) -> Option<&'static str> {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    Some(match words.as_slice() {
        [.., "first" | "given" | "middle", "name" | "names"]
        | [.., "firstname" | "givenname" | "forename"] => FIRST_NAME,
        [.., "last" | "family" | "maiden", "name"] | [.., "lastname" | "surname"] => LAST_NAME,
        [
            ..,
            "full" | "contact" | "holder" | "cardholder" | "recipient" | "owner" | "person"
            | "employee",
            "name",
        ]
        | [.., "fullname"] => FULL_NAME,
        [.., "street"]
        | [.., "street", "address" | "name" | "line" | "1" | "2"]
        | [.., "address" | "first" | "second", "line"]
        | [.., "address", "line", "1" | "2"]
        | [.., "address1" | "address2" | "line1" | "line2"] => STREET,
        _ => return None,
    })
}

/// Whether a value of this name is a person's own number: a telephone number, also without `+`.
pub fn is_phone(words: &[String]) -> bool {
    by_name(words) == Some(PHONE)
}

/// Whether a name says what a text is about, so that the name alone is a text that can be sent: `topic`, `description`.
pub fn speaks_for_itself(name: &str) -> bool {
    const TEXTS: &[&str] = &[
        "agenda",
        "body",
        "comment",
        "comments",
        "content",
        "description",
        "keyword",
        "label",
        "message",
        "name",
        "note",
        "notes",
        "query",
        "reason",
        "search",
        "subject",
        "summary",
        "text",
        "title",
        "topic",
    ];
    split_words(name)
        .last()
        .is_some_and(|word| TEXTS.contains(&word.as_str()))
}

/// The name of a file that can be sent under this name.
pub fn file(name: &str) -> &'static str {
    const PICTURES: &[&str] = &["avatar", "icon", "image", "logo", "photo", "pic", "picture"];
    match split_words(name)
        .iter()
        .any(|word| PICTURES.contains(&word.as_str()))
    {
        true => "picture.png",
        false => "file.bin",
    }
}

/// Whether a parameter of this name selects a page: a caller of the first page sets none, and lists set it themselves.
pub fn selects_page(name: &str) -> bool {
    let words = split_words(name);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    matches!(
        words.as_slice(),
        ["page" | "offset"]
            | [.., "cursor"]
            | [.., "page", "number" | "no" | "index" | "token" | "marker"]
    )
}

/// A whole number that can be sent under this name.
pub fn number(name: &str) -> i64 {
    match split_words(name).last().map(String::as_str) {
        Some("duration" | "minutes") => 60,
        Some("size" | "limit" | "count") => 10,
        Some("year") => 2030,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(name: &str) -> String {
        text(name, &StringFormat::Plain)
    }

    #[test]
    fn a_name_says_which_value_can_be_sent() {
        for (name, value) in [
            ("topic", "topic"),
            ("start_time", "2030-01-01T00:00:00Z"),
            ("createdAt", "2030-01-01T00:00:00Z"),
            ("at", "at"),
            ("Contact-Email", EMAIL),
            ("phoneNumber", PHONE),
            ("timezone", "UTC"),
            ("first_name", "Jane"),
            ("lastName", "Doe"),
            ("meetingId", "meetingId"),
            ("address[city]", "city"),
            ("[]", "value"),
        ] {
            assert_eq!(plain(name), value, "{name}");
        }
        assert_eq!(text("from", &StringFormat::Date), "2030-01-01");
        assert!(
            selects_page("next_page_token")
                && selects_page("pageNumber")
                && !selects_page("page_size")
        );
        assert_eq!(number("duration") + number("page_size") + number("x"), 71);
    }

    #[test]
    fn names_of_texts_are_texts() {
        assert!(speaks_for_itself("group_name") && speaks_for_itself("Topic"));
        assert!(!speaks_for_itself("plan_recording") && !speaks_for_itself(""));
    }
}
