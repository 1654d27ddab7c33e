//! From the disk to a text.

use std::io::Read;

use camino::Utf8Path;

use crate::diagnostic::{Code, Diagnostic};

/// Far above the largest collection known (4 MB), far below what would trouble a machine.
const LARGEST: u64 = 256 << 20;

/// A file's text without its byte order mark; standard input's for `-`.
pub(super) fn text(path: &Utf8Path) -> Result<String, Diagnostic> {
    let bytes = if path == "-" { stdin()? } else { file(path)? };
    if bytes.is_empty() {
        let diagnostic =
            Diagnostic::new(Code::EmptyInput, format!("{} holds no bytes", shown(path)));
        return Err(diagnostic.help("export the collection again"));
    }
    let text = decode(bytes).map_err(|what| {
        Diagnostic::new(
            Code::NotJson,
            format!("{} is not text but {what}", shown(path)),
        )
        .help("export the collection as JSON")
    })?;
    Ok(text)
}

fn file(path: &Utf8Path) -> Result<Vec<u8>, Diagnostic> {
    let unreadable = |why: &dyn std::fmt::Display| {
        Diagnostic::new(Code::Unreadable, format!("cannot read {path}: {why}"))
            .help("check the path and who may read it")
    };
    let meta = std::fs::metadata(path).map_err(|error| unreadable(&error))?;
    if meta.len() > LARGEST {
        return Err(too_large(path));
    }
    std::fs::read(path).map_err(|error| unreadable(&error))
}

fn stdin() -> Result<Vec<u8>, Diagnostic> {
    let mut bytes = Vec::new();
    std::io::stdin()
        .take(LARGEST + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| {
            Diagnostic::new(
                Code::Unreadable,
                format!("cannot read standard input: {error}"),
            )
        })?;
    if bytes.len() as u64 > LARGEST {
        return Err(too_large(Utf8Path::new("-")));
    }
    Ok(bytes)
}

fn too_large(path: &Utf8Path) -> Diagnostic {
    let message = format!("{} is larger than {} MiB", shown(path), LARGEST >> 20);
    Diagnostic::new(Code::LimitExceeded, message)
}

fn shown(path: &Utf8Path) -> &str {
    if path == "-" {
        "standard input"
    } else {
        path.as_str()
    }
}

/// UTF-8, or UTF-16 with a byte order mark; else what the bytes look like.
fn decode(bytes: Vec<u8>) -> Result<String, &'static str> {
    match bytes.as_slice() {
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [b'P', b'K', 3, 4, ..] => Err("a zip archive"),
        [0x1F, 0x8B, ..] => Err("a gzip archive"),
        _ => match String::from_utf8(bytes) {
            Ok(text) => Ok(text
                .strip_prefix('\u{feff}')
                .map(str::to_owned)
                .unwrap_or(text)),
            Err(_) => Err("bytes in another encoding than UTF-8"),
        },
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, &'static str> {
    let units: Vec<u16> = bytes
        .chunks_exact(2)
        .map(|pair| unit([pair[0], pair[1]]))
        .collect();
    String::from_utf16(&units).map_err(|_| "broken UTF-16")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn byte_order_marks_are_left_out() {
        assert_eq!(decode(b"\xEF\xBB\xBF{}".to_vec()), Ok("{}".to_owned()));
        assert_eq!(decode(b"\xFF\xFE{\0}\0".to_vec()), Ok("{}".to_owned()));
        assert_eq!(decode(b"PK\x03\x04..".to_vec()), Err("a zip archive"));
    }

    #[test]
    fn a_missing_file_is_told() {
        let missing = text(Utf8Path::new("no/such/file.json")).unwrap_err();
        assert_eq!(missing.code, Code::Unreadable);
    }
}
