//! The `Link` header (RFC 8288).

use http::HeaderMap;
use http::header::LINK;

/// The URL of `rel="next"` in `Link` headers.
pub(super) fn next_link(headers: &HeaderMap) -> Option<String> {
    let values = headers.get_all(LINK).iter();
    let values = values.filter_map(|value| value.to_str().ok());
    values.flat_map(links).find_map(|(url, parameters)| {
        let is_next = parameters.split(';').any(|parameter| {
            let (name, value) = parameter.split_once('=').unwrap_or_default();
            let mut words = value.trim().trim_matches('"').split_whitespace();
            name.trim().eq_ignore_ascii_case("rel") && words.any(|w| w.eq_ignore_ascii_case("next"))
        });
        is_next.then(|| url.to_owned())
    })
}

/// Splits `<url>; parameters, <url>; parameters`. A URL may contain commas.
fn links(header: &str) -> impl Iterator<Item = (&str, &str)> {
    header.split('<').skip(1).filter_map(|link| {
        let (url, parameters) = link.split_once('>')?;
        Some((url, parameters.trim_end_matches([' ', ','])))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    #[test]
    fn link_headers() {
        let next = |text: &'static str| {
            next_link(&HeaderMap::from_iter([(
                LINK,
                HeaderValue::from_static(text),
            )]))
        };
        assert_eq!(
            next("<https://h/a?x=1,2>; rel=\"prev\", <https://h/b?x=1,2>; rel=\"last next\"")
                .as_deref(),
            Some("https://h/b?x=1,2")
        );
        assert_eq!(next("</b>; rel=next").as_deref(), Some("/b"));
        assert_eq!(next("</b>; rel=\"nextish\""), None);
        assert_eq!(next("no link"), None);
    }
}
