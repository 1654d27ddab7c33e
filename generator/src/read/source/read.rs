//! Reads files and standard input as text.

use std::io::Read;

use camino::Utf8Path;

use crate::ground::diagnostic::{Code, Diagnostic};

/// The largest file that is read. The largest known collection has 4 MB.
const LARGEST: u64 = 256 << 20;

/// The text of a file, or of standard input for `-`, without its byte order mark.
pub(super) fn read_text(path: &Utf8Path) -> Result<String, Diagnostic> {
    let bytes = if path == "-" {
        read_stdin()?
    } else {
        read_file(path)?
    };
    if bytes.is_empty() {
        let diagnostic = Diagnostic::new(
            Code::EmptyInput,
            format!("{} holds no bytes", input_name(path)),
        );
        return Err(diagnostic.help("export the collection again"));
    }
    let text = decode(bytes).map_err(|what| {
        Diagnostic::new(
            Code::NotJson,
            format!("{} is not text but {what}", input_name(path)),
        )
        .help("export the collection as JSON")
    })?;
    Ok(text)
}

fn read_file(path: &Utf8Path) -> Result<Vec<u8>, Diagnostic> {
    let unreadable = |why: &dyn std::fmt::Display| {
        Diagnostic::new(Code::Unreadable, format!("cannot read {path}: {why}"))
            .help("check the path and who may read it")
    };
    // This is checked before the file is opened: opening a FIFO waits for a writer.
    let meta = std::fs::metadata(path).map_err(|error| unreadable(&error))?;
    if !meta.is_file() {
        return Err(not_a_file(path, meta.file_type()));
    }
    if meta.len() > LARGEST {
        return Err(too_large(path));
    }
    let file = std::fs::File::open(path).map_err(|error| unreadable(&error))?;
    let length = usize::try_from(meta.len()).unwrap_or_default();
    read_all(file, length, path)?.map_err(|error| unreadable(&error))
}

/// All bytes of a file or of standard input. The length of a file is not reliable: it may grow while it is read, and
/// files of `/proc` have none.
fn read_all(
    reader: impl Read,
    length: usize,
    path: &Utf8Path,
) -> Result<std::io::Result<Vec<u8>>, Diagnostic> {
    let mut bytes = Vec::with_capacity(length);
    match reader.take(LARGEST + 1).read_to_end(&mut bytes) {
        Ok(read) if read as u64 > LARGEST => Err(too_large(path)),
        Ok(_) => Ok(Ok(bytes)),
        Err(error) => Ok(Err(error)),
    }
}

fn not_a_file(path: &Utf8Path, kind: std::fs::FileType) -> Diagnostic {
    let what = if kind.is_dir() {
        "a directory"
    } else {
        special_file(kind)
    };
    let message = format!("cannot read {path}: it is {what}, and no file");
    Diagnostic::new(Code::Unreadable, message)
        .help("name a file; a collection is also read from standard input, as `-`")
}

#[cfg(unix)]
fn special_file(kind: std::fs::FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt;

    if kind.is_fifo() {
        "a FIFO"
    } else if kind.is_socket() {
        "a socket"
    } else {
        "a device"
    }
}

#[cfg(not(unix))]
fn special_file(_: std::fs::FileType) -> &'static str {
    "a device"
}

fn read_stdin() -> Result<Vec<u8>, Diagnostic> {
    read_all(std::io::stdin(), 0, Utf8Path::new("-"))?.map_err(|error| {
        let message = format!("cannot read standard input: {error}");
        Diagnostic::new(Code::Unreadable, message)
    })
}

fn too_large(path: &Utf8Path) -> Diagnostic {
    let message = format!("{} is larger than {} MiB", input_name(path), LARGEST >> 20);
    Diagnostic::new(Code::LimitExceeded, message)
        .help("check whether it is the file that you meant; a collection has a few megabytes")
}

fn input_name(path: &Utf8Path) -> &str {
    if path == "-" {
        "standard input"
    } else {
        path.as_str()
    }
}

/// The text of bytes in UTF-8, or in UTF-16 with a byte order mark. The error says what the bytes seem to be.
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
    fn byte_order_marks_are_removed() {
        assert_eq!(decode(b"\xEF\xBB\xBF{}".to_vec()), Ok("{}".to_owned()));
        assert_eq!(decode(b"\xFF\xFE{\0}\0".to_vec()), Ok("{}".to_owned()));
        assert_eq!(decode(b"PK\x03\x04..".to_vec()), Err("a zip archive"));
    }

    #[cfg(unix)]
    #[test]
    fn special_files_are_refused_before_they_are_opened() {
        let folder = tempfile::tempdir().unwrap();
        let root = Utf8Path::from_path(folder.path()).unwrap();
        let socket = root.join("socket");
        let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
        let fifo = root.join("fifo");
        let made = std::process::Command::new("mkfifo").arg(&fifo).status();
        assert!(made.unwrap().success());
        let link = root.join("link");
        std::os::unix::fs::symlink(&fifo, &link).unwrap();
        for (path, what) in [
            (socket.as_path(), "a socket"),
            (&fifo, "a FIFO"),
            (&link, "a FIFO"),
            (root, "a directory"),
            (Utf8Path::new("/dev/zero"), "a device"),
        ] {
            let refused = read_text(path).unwrap_err();
            assert_eq!(refused.code, Code::Unreadable);
            assert!(refused.message.contains(what), "{}", refused.message);
        }
    }

    #[test]
    fn a_file_larger_than_the_limit_is_refused_unread() {
        let folder = tempfile::tempdir().unwrap();
        let path = Utf8Path::from_path(folder.path()).unwrap().join("large");
        // Without blocks on the disk.
        let file = std::fs::File::create(&path).unwrap();
        file.set_len(LARGEST + 1).unwrap();
        assert_eq!(read_text(&path).unwrap_err().code, Code::LimitExceeded);
    }

    #[test]
    fn a_missing_file_is_an_error() {
        let missing = read_text(Utf8Path::new("no/such/file.json")).unwrap_err();
        assert_eq!(missing.code, Code::Unreadable);
    }
}
