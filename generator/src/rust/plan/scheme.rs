//! Security schemes as the runtime's `Scheme`.

use crate::model::api::{ApiKeyPlace, SecurityKind};

use super::model::SchemeRow;

/// The row of a scheme: what signing a request needs. How a token is obtained is not part of it: the caller chooses the grant.
pub(super) fn scheme(kind: &SecurityKind) -> SchemeRow {
    let row = |kind, texts, place| SchemeRow { kind, texts, place };
    let or_empty = |text: &Option<String>| text.clone().unwrap_or_default();
    let placed = |query: bool| Some(if query { "Query" } else { "Header" });
    let key_place = |place: ApiKeyPlace| match place {
        ApiKeyPlace::Header => "Header",
        ApiKeyPlace::Query => "Query",
        ApiKeyPlace::Cookie => "Cookie",
    };
    match kind {
        SecurityKind::Bearer { prefix } => row("Bearer", vec![("prefix", prefix.clone())], None),
        SecurityKind::OpenIdConnect { .. } => {
            row("Bearer", vec![("prefix", "Bearer".to_owned())], None)
        }
        SecurityKind::MutualTls => row("MutualTls", Vec::new(), None),
        SecurityKind::Basic => row("Basic", Vec::new(), None),
        SecurityKind::ApiKey {
            name,
            place,
            prefix,
        } => row(
            "ApiKey",
            vec![("name", name.clone()), ("prefix", prefix.clone())],
            Some(key_place(*place)),
        ),
        SecurityKind::OAuth2(oauth2) => row(
            "OAuth2",
            vec![("prefix", oauth2.prefix.clone())],
            placed(oauth2.in_query),
        ),
        SecurityKind::Digest { .. } => row("Digest", Vec::new(), None),
        SecurityKind::AwsV4 { region, service } => {
            let texts = vec![("region", or_empty(region)), ("service", or_empty(service))];
            row("AwsV4", texts, placed(false))
        }
        SecurityKind::OAuth1 {
            signature_method,
            in_header,
        } => row(
            "OAuth1",
            vec![("method", signature_method.clone())],
            placed(!in_header),
        ),
        SecurityKind::Hawk { algorithm } => {
            row("Hawk", vec![("algorithm", algorithm.clone())], None)
        }
        SecurityKind::Jwt {
            prefix, query_key, ..
        } => {
            let texts = vec![("prefix", prefix.clone()), ("name", or_empty(query_key))];
            row("Jwt", texts, placed(query_key.is_some()))
        }
        SecurityKind::Custom { name } => row("Custom", vec![("name", name.clone())], None),
    }
}
