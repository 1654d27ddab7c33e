//! Auth: what a caller must bring, never with what.

use crate::ground::diagnostic::{Code, Diagnostic, Origin};
use crate::model::api::{ApiKeyPlace, OAuth2, SchemeId, SecurityKind, SecurityScheme};

use super::super::model::{Auth, AuthScheme, Pair};
use super::super::template;
use super::super::variables::text;
use super::Lowering;
use super::group::Group;
use crate::ground::secret;

/// How a call proves who makes it, and which header or query key that takes.
#[derive(Debug, Default)]
pub(super) struct Proof {
    pub(super) scheme: Option<SchemeId>,
    pub(super) header: Option<String>,
    pub(super) query: Option<String>,
}

impl Lowering<'_> {
    /// The proof of a group: its auth, else a header written by hand, else credentials in the URL.
    pub(super) fn proof(&mut self, group: &Group<'_>) -> Proof {
        if let Some((kind, origin)) = self.declared_kind(group.auth()) {
            return self.proven(kind, &origin);
        }
        let enabled = || {
            group
                .first()
                .headers
                .iter()
                .filter(|pair| !pair.disabled && pair.value.is_some())
        };
        let authorization =
            enabled().find(|pair| pair.key.trim().eq_ignore_ascii_case("authorization"));
        if let Some(pair) = authorization {
            let kind = self.handwritten(pair);
            return Proof {
                header: Some(pair.key.trim().to_owned()),
                ..self.proven(kind, &pair.origin)
            };
        }
        if let Some(pair) = enabled().find(|pair| secret::is_credential_header(&pair.key)) {
            let name = pair.key.trim().to_owned();
            return self.proven(
                SecurityKind::ApiKey {
                    name,
                    place: ApiKeyPlace::Header,
                },
                &pair.origin,
            );
        }
        if group.first().url.credentials.is_some() {
            return self.proven(SecurityKind::Basic, &group.first().url.origin);
        }
        match group.auth() {
            Auth::Inherit => self.remarked(group),
            _ => Proof::default(),
        }
    }

    /// Where nothing is said of auth, as in a lone item: what the converter remarked on saved requests.
    fn remarked(&mut self, group: &Group<'_>) -> Proof {
        let saved = || {
            group
                .shown_requests()
                .filter(|(own, _)| !own)
                .map(|(_, request)| request)
        };
        let header = saved()
            .flat_map(|request| &request.headers)
            .find(|pair| self.is_remark(pair));
        if let Some(pair) = header {
            let kind = match pair.key.trim() {
                key if !key.eq_ignore_ascii_case("authorization") => SecurityKind::ApiKey {
                    name: key.to_owned(),
                    place: ApiKeyPlace::Header,
                },
                _ => self.remarked_authorization(pair),
            };
            return self.proven(kind, &pair.origin);
        }
        let query = saved()
            .flat_map(|request| &request.url.query)
            .find(|pair| self.is_remark(pair));
        match query {
            Some(pair) => {
                let name = pair.key.trim().to_owned();
                self.proven(
                    SecurityKind::ApiKey {
                        name,
                        place: ApiKeyPlace::Query,
                    },
                    &pair.origin,
                )
            }
            None => Proof::default(),
        }
    }

    /// `<token>` stands for an OAuth 2 token, whatever the scheme is called.
    fn remarked_authorization(&self, pair: &Pair) -> SecurityKind {
        let value = pair.value.as_ref().map(text).unwrap_or_default();
        match value.trim() {
            "<token>" => SecurityKind::OAuth2(OAuth2 {
                prefix: "Bearer".to_owned(),
                ..OAuth2::default()
            }),
            _ => self.handwritten(pair),
        }
    }

    fn proven(&mut self, kind: SecurityKind, origin: &Origin) -> Proof {
        let (header, query) = match &kind {
            SecurityKind::ApiKey {
                name,
                place: ApiKeyPlace::Header,
            } => (Some(name.clone()), None),
            SecurityKind::ApiKey {
                name,
                place: ApiKeyPlace::Query,
            } => (None, Some(name.clone())),
            SecurityKind::OAuth2(OAuth2 { in_query: true, .. }) => {
                (None, Some("access_token".to_owned()))
            }
            SecurityKind::Jwt {
                query_key: Some(key),
                ..
            } => (None, Some(key.clone())),
            _ => (Some("Authorization".to_owned()), None),
        };
        Proof {
            scheme: Some(self.scheme(kind, origin)),
            header,
            query,
        }
    }

    /// The index of an equal scheme, or of this one, newly added. What requests tell of one OAuth 2
    /// scheme piece by piece comes together.
    fn scheme(&mut self, kind: SecurityKind, origin: &Origin) -> SchemeId {
        // Those of OAuth 2 change as they are joined; all others are equal exactly if what `Debug` shows is.
        let text = format!("{kind:?}");
        let found = match &kind {
            SecurityKind::OAuth2(new) => {
                let ids = self.api.security.ids();
                let mut known = ids.zip(&mut self.api.security);
                let same = known.find_map(|(id, known)| match &mut known.kind {
                    SecurityKind::OAuth2(known) => joined(known, new).then_some(id),
                    _ => None,
                });
                same
            }
            _ => self.schemes.get(&text).copied(),
        };
        found.unwrap_or_else(|| {
            let scheme = SecurityScheme::new(kind, origin.clone());
            let id = self.api.security.push(scheme);
            self.schemes.insert(text, id);
            id
        })
    }

    fn declared_kind(&mut self, auth: &Auth) -> Option<(SecurityKind, Origin)> {
        let Auth::Scheme(scheme) = auth else {
            return None;
        };
        let get = |name: &str| attribute(scheme, name).map(|raw| self.scope.resolve(&raw).text);
        let plain =
            |name: &str| get(name).filter(|value| !value.is_empty() && !template::any(value));
        let or = |name: &str, usual: &str| plain(name).unwrap_or_else(|| usual.to_owned());
        let kind = match scheme.kind.as_str() {
            "bearer" => SecurityKind::Bearer {
                prefix: "Bearer".to_owned(),
            },
            "basic" => SecurityKind::Basic,
            "apikey" => {
                let place = if get("in").as_deref() == Some("query") {
                    ApiKeyPlace::Query
                } else {
                    ApiKeyPlace::Header
                };
                SecurityKind::ApiKey {
                    name: plain("key")?,
                    place,
                }
            }
            "oauth2" => SecurityKind::OAuth2(self.oauth2(scheme)),
            "digest" => SecurityKind::Digest {
                algorithm: plain("algorithm").unwrap_or_default(),
            },
            "awsv4" => SecurityKind::AwsV4 {
                region: plain("region"),
                service: plain("service"),
            },
            "oauth1" => SecurityKind::OAuth1 {
                signature_method: or("signatureMethod", "HMAC-SHA1"),
                in_header: get("addParamsToHeader").as_deref() == Some("true"),
            },
            "hawk" => SecurityKind::Hawk {
                algorithm: or("algorithm", "sha256"),
            },
            "jwt" => SecurityKind::Jwt {
                algorithm: or("algorithm", "HS256"),
                prefix: get("headerPrefix").unwrap_or_else(|| "Bearer".to_owned()),
                query_key: (get("addTokenTo").as_deref() == Some("queryParam"))
                    .then(|| or("queryParamKey", "token")),
            },
            "ntlm" | "edgegrid" | "asap" => SecurityKind::Custom {
                name: scheme.kind.clone(),
            },
            _ => return self.unknown_kind(scheme),
        };
        if let SecurityKind::Custom { name } = &kind {
            let message = format!("`{name}` is not done by the client itself");
            let help = "give the client a credentials hook that signs each request";
            self.tell_scheme(Code::CustomAuth, message, scheme, help);
        }
        Some((kind, scheme.origin.clone()))
    }

    fn unknown_kind(&mut self, scheme: &AuthScheme) -> Option<(SecurityKind, Origin)> {
        let message = format!(
            "`{}` is no kind of auth that Postman signs: nothing is sent, as by Postman",
            scheme.kind
        );
        self.tell_scheme(
            Code::UnknownAuth,
            message,
            scheme,
            "say which of bearer, basic, apikey, oauth2, … it is",
        );
        None
    }

    /// Once for each place: many requests inherit it.
    fn tell_scheme(&mut self, code: Code, message: String, scheme: &AuthScheme, help: &str) {
        self.tell_once(Diagnostic::new(code, message).at(&scheme.origin).help(help));
    }

    fn oauth2(&self, scheme: &AuthScheme) -> OAuth2 {
        let get = |name: &str| {
            let value = attribute(scheme, name).map(|raw| self.scope.resolve(&raw).text)?;
            (!value.trim().is_empty() && !template::any(&value)).then(|| value.trim().to_owned())
        };
        let url = |name: &str| get(name).map(|url| secret::without_credentials(&url));
        let scopes = get("scope").unwrap_or_default();
        OAuth2 {
            grant: get("grant_type").or_else(|| get("grantType")),
            token_url: url("accessTokenUrl"),
            authorization_url: url("authUrl"),
            refresh_url: url("refreshTokenUrl"),
            scopes: scopes
                .split([' ', ','])
                .filter(|one| !one.is_empty())
                .map(str::to_owned)
                .collect(),
            prefix: match attribute(scheme, "headerPrefix") {
                Some(prefix) => prefix.trim().to_owned(),
                None => "Bearer".to_owned(),
            },
            in_query: attribute(scheme, "addTokenTo").as_deref() == Some("queryParams"),
        }
    }

    /// What an `Authorization` header written by hand is.
    fn handwritten(&self, pair: &Pair) -> SecurityKind {
        let raw = pair.value.as_ref().map(text).unwrap_or_default();
        let filled = match template::whole(raw.trim()) {
            Some(_) => self.scope.resolve(&raw).text,
            None => raw,
        };
        let filled = filled.trim();
        let (word, rest) = filled
            .split_once(char::is_whitespace)
            .unwrap_or((filled, ""));
        let prefix = if rest.is_empty() || !is_scheme_word(word) {
            ""
        } else {
            word
        };
        match prefix.to_ascii_lowercase().as_str() {
            "basic" => SecurityKind::Basic,
            "digest" => SecurityKind::Digest {
                algorithm: String::new(),
            },
            "hawk" => SecurityKind::Hawk {
                algorithm: "sha256".to_owned(),
            },
            "aws4-hmac-sha256" => SecurityKind::AwsV4 {
                region: None,
                service: None,
            },
            "oauth" if rest.contains("oauth_") => SecurityKind::OAuth1 {
                signature_method: "HMAC-SHA1".to_owned(),
                in_header: true,
            },
            "ntlm" | "negotiate" => SecurityKind::Custom {
                name: prefix.to_ascii_lowercase(),
            },
            "bearer" => SecurityKind::Bearer {
                prefix: "Bearer".to_owned(),
            },
            _ => SecurityKind::Bearer {
                prefix: prefix.to_owned(),
            },
        }
    }
}

/// A scheme's word, and not the beginning of a secret with a space in it.
fn is_scheme_word(word: &str) -> bool {
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let known = word.eq_ignore_ascii_case("aws4-hmac-sha256");
    word.len() <= 24
        && (digits < 2 || known)
        && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        && word.starts_with(|c: char| c.is_ascii_alphabetic())
}

/// The last attribute of a name, as text.
fn attribute(scheme: &AuthScheme, name: &str) -> Option<String> {
    scheme
        .attributes
        .iter()
        .rfind(|(key, _)| key == name)
        .map(|(_, value)| text(value))
}

/// Adds what is new to a known scheme, unless the two contradict each other.
fn joined(known: &mut OAuth2, new: &OAuth2) -> bool {
    let agree = |a: &Option<String>, b: &Option<String>| a.is_none() || b.is_none() || a == b;
    let fits = known.prefix == new.prefix
        && known.in_query == new.in_query
        && agree(&known.grant, &new.grant)
        && agree(&known.token_url, &new.token_url)
        && agree(&known.authorization_url, &new.authorization_url)
        && agree(&known.refresh_url, &new.refresh_url);
    if fits {
        known.grant = known.grant.take().or_else(|| new.grant.clone());
        known.token_url = known.token_url.take().or_else(|| new.token_url.clone());
        known.authorization_url = known
            .authorization_url
            .take()
            .or_else(|| new.authorization_url.clone());
        known.refresh_url = known.refresh_url.take().or_else(|| new.refresh_url.clone());
        let fresh: Vec<String> = new
            .scopes
            .iter()
            .filter(|one| !known.scopes.contains(one))
            .cloned()
            .collect();
        known.scopes.extend(fresh);
    }
    fits
}
