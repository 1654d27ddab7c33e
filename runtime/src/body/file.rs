//! Files for uploads.

use std::path::PathBuf;

use bytes::Bytes;

use super::{Body, Once};

/// A file for an upload: from memory, from a stream, or from disk. Files on disk are read in pieces while they are
/// sent.
///
/// ```
/// use posthaste_runtime::File;
///
/// let picture = File::bytes("me.png", &b"..."[..]);
/// let video = File::path("talk.mp4").media_type("video/x-raw").name("Talk.mp4");
/// # let _ = (picture, video);
/// ```
#[derive(Debug, Clone)]
pub struct File {
    pub(crate) name: String,
    pub(crate) media_type: Option<String>,
    pub(crate) content: Content,
}

/// The source of bytes of a body.
#[derive(Clone)]
pub(crate) enum Content {
    Bytes(Bytes),
    Path(PathBuf),
    Once(Once),
}

impl std::fmt::Debug for Content {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Content::Bytes(bytes) => write!(f, "{} bytes", bytes.len()),
            Content::Path(path) => path.fmt(f),
            Content::Once(once) => match once.length {
                Some(length) => write!(f, "a stream of {length} bytes"),
                None => f.write_str("a stream"),
            },
        }
    }
}

impl File {
    /// A file from memory. Its media type is guessed from the extension of the name.
    pub fn bytes(name: impl Into<String>, bytes: impl Into<Bytes>) -> File {
        File::new(name.into(), Content::Bytes(bytes.into()))
    }

    /// A file on disk. Its name is the last part of the path; its media type is guessed from the extension.
    pub fn path(path: impl Into<PathBuf>) -> File {
        let path = path.into();
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        File::new(name.unwrap_or_default(), Content::Path(path))
    }

    /// A file whose bytes are produced while it is sent. Its media type is guessed from the extension of the name. If
    /// the body knows its [length](Body::with_length), `Content-Length` is sent; otherwise the body is sent in
    /// chunks, which some services refuse.
    ///
    /// The stream can be read once: a call with it is not retried, and a redirect that needs the body again is an
    /// error. Clones of the file share the stream.
    ///
    /// ```
    /// use posthaste_runtime::{Body, File, bytes::Bytes};
    ///
    /// let lines = (0..1000).map(|n| Ok(Bytes::from(format!("{n:03}\n"))));
    /// let report = File::stream("report.csv", Body::from_chunks(lines).with_length(4000));
    /// # let _ = report;
    /// ```
    pub fn stream(name: impl Into<String>, body: Body) -> File {
        File::new(name.into(), Content::Once(Once::new(body)))
    }

    fn new(name: String, content: Content) -> File {
        let media_type = media_type_of(&name).map(str::to_owned);
        File {
            name,
            media_type,
            content,
        }
    }

    /// Sets the media type.
    #[must_use]
    pub fn media_type(mut self, media_type: impl Into<String>) -> File {
        self.media_type = Some(media_type.into());
        self
    }

    /// Sets the name that is sent to the service.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> File {
        self.name = name.into();
        self
    }
}

impl From<PathBuf> for File {
    fn from(path: PathBuf) -> File {
        File::path(path)
    }
}

impl From<&std::path::Path> for File {
    fn from(path: &std::path::Path) -> File {
        File::path(path)
    }
}

/// Media types by extension, sorted by extension.
const MEDIA_TYPES: &[(&str, &str)] = &[
    ("aac", "audio/aac"),
    ("avi", "video/x-msvideo"),
    ("bmp", "image/bmp"),
    ("css", "text/css"),
    ("csv", "text/csv"),
    ("doc", "application/msword"),
    (
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    ("gif", "image/gif"),
    ("gz", "application/gzip"),
    ("htm", "text/html"),
    ("html", "text/html"),
    ("ico", "image/x-icon"),
    ("ics", "text/calendar"),
    ("jpeg", "image/jpeg"),
    ("jpg", "image/jpeg"),
    ("js", "text/javascript"),
    ("json", "application/json"),
    ("m4a", "audio/mp4"),
    ("md", "text/markdown"),
    ("mov", "video/quicktime"),
    ("mp3", "audio/mpeg"),
    ("mp4", "video/mp4"),
    ("odt", "application/vnd.oasis.opendocument.text"),
    ("ogg", "audio/ogg"),
    ("pdf", "application/pdf"),
    ("png", "image/png"),
    ("ppt", "application/vnd.ms-powerpoint"),
    (
        "pptx",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ),
    ("rtf", "application/rtf"),
    ("svg", "image/svg+xml"),
    ("tar", "application/x-tar"),
    ("tif", "image/tiff"),
    ("tiff", "image/tiff"),
    ("txt", "text/plain"),
    ("vtt", "text/vtt"),
    ("wav", "audio/wav"),
    ("webm", "video/webm"),
    ("webp", "image/webp"),
    ("xls", "application/vnd.ms-excel"),
    (
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    ("xml", "application/xml"),
    ("yaml", "application/yaml"),
    ("yml", "application/yaml"),
    ("zip", "application/zip"),
];

fn media_type_of(name: &str) -> Option<&'static str> {
    let ending = name.rsplit_once('.')?.1.to_ascii_lowercase();
    let found = MEDIA_TYPES
        .binary_search_by(|entry| entry.0.cmp(&ending))
        .ok()?;
    MEDIA_TYPES.get(found).map(|entry| entry.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extensions_are_sorted_and_found() {
        assert!(MEDIA_TYPES.is_sorted());
        assert_eq!(
            File::path("a/b/Me.PNG").media_type.as_deref(),
            Some("image/png")
        );
        assert_eq!(File::path("a/b/Me.PNG").name, "Me.PNG");
        assert_eq!(File::bytes("x.unknown", "").media_type, None);
        assert_eq!(File::bytes("pdf", "").media_type, None);
    }
}
