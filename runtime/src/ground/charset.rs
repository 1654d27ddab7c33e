//! Character encodings: converts the body of a response to UTF-8.

use std::borrow::Cow;

/// The characters of the bytes 0x80 to 0x9F in windows-1252. On the web, `iso-8859-1` means windows-1252.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

/// Converts bytes to UTF-8 if a byte order mark or the `charset` of the media type names another known encoding.
/// Otherwise returns the bytes unchanged, without a UTF-8 byte order mark.
pub(crate) fn to_utf8<'b>(bytes: &'b [u8], media_type: Option<&str>) -> Cow<'b, [u8]> {
    if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        return Cow::Borrowed(rest);
    }
    let text = if let Some(rest) = bytes.strip_prefix(b"\xFF\xFE") {
        Some(utf16(rest, u16::from_le_bytes))
    } else if let Some(rest) = bytes.strip_prefix(b"\xFE\xFF") {
        Some(utf16(rest, u16::from_be_bytes))
    } else {
        // Many services declare an encoding and send UTF-8, so valid UTF-8 is read as UTF-8.
        declared_charset(media_type)
            .filter(|name| name.starts_with("utf-16") || std::str::from_utf8(bytes).is_err())
            .and_then(|name| decode(bytes, &name))
    };
    text.map_or(Cow::Borrowed(bytes), |text| Cow::Owned(text.into_bytes()))
}

fn declared_charset(media_type: Option<&str>) -> Option<String> {
    let mut parameters = media_type?.split(';').skip(1);
    let value = parameters.find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("charset").then_some(value)
    });
    Some(value?.trim().trim_matches('"').to_ascii_lowercase())
}

fn decode(bytes: &[u8], name: &str) -> Option<String> {
    match name {
        "utf-16" | "utf-16le" => Some(utf16(bytes, u16::from_le_bytes)),
        "utf-16be" => Some(utf16(bytes, u16::from_be_bytes)),
        "iso-8859-1" | "latin1" | "windows-1252" | "cp1252" | "us-ascii" | "ascii" => {
            Some(bytes.iter().map(|byte| windows_1252(*byte)).collect())
        }
        _ => decode_other(bytes, name),
    }
}

#[cfg(feature = "charset")]
fn decode_other(bytes: &[u8], name: &str) -> Option<String> {
    let encoding = encoding_rs::Encoding::for_label(name.as_bytes())?;
    Some(encoding.decode_without_bom_handling(bytes).0.into_owned())
}

#[cfg(not(feature = "charset"))]
fn decode_other(_: &[u8], _: &str) -> Option<String> {
    None
}

fn windows_1252(byte: u8) -> char {
    let special = byte
        .checked_sub(0x80)
        .and_then(|index| WINDOWS_1252.get(usize::from(index)));
    special.copied().unwrap_or(char::from(byte))
}

fn utf16(bytes: &[u8], read: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).map(|pair| match pair {
        [first, second] => read([*first, *second]),
        _ => 0,
    });
    char::decode_utf16(units)
        .map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8], media_type: &str) -> String {
        String::from_utf8_lossy(&to_utf8(bytes, Some(media_type))).into_owned()
    }

    #[test]
    fn text_is_decoded_as_declared_unless_it_is_utf_8() {
        let latin = "application/json; charset=ISO-8859-1";
        assert_eq!(read(b"\"caf\xE9 \x80\"", latin), "\"café €\"");
        assert_eq!(read("\"café\"".as_bytes(), latin), "\"café\"");
        assert_eq!(read(b"\xEF\xBB\xBF{}", ""), "{}");
        assert_eq!(read(b"{\0}\0", "text/plain;charset=\"utf-16le\""), "{}");
        assert_eq!(read(b"\0{\0}", "text/plain; q=1; charset=utf-16be"), "{}");
        assert_eq!(read(b"\xFF\xFE{\0}\0", "application/json"), "{}");
        assert_eq!(read(b"\xFE\xFF\0{\0}", "application/json"), "{}");
        assert_eq!(to_utf8(b"\xE9", Some("text/plain")).as_ref(), b"\xE9");
        assert_eq!(
            to_utf8(b"\xE9", Some("text/plain; charset=klingon")).as_ref(),
            b"\xE9"
        );
    }

    #[cfg(feature = "charset")]
    #[test]
    fn the_web_s_encodings_are_known() {
        assert_eq!(
            read(b"\x93\xFA\x96\x7B", "text/plain; charset=Shift_JIS"),
            "日本"
        );
        assert_eq!(read(b"\xEF\xF0", "text/plain; charset=windows-1251"), "пр");
    }
}
