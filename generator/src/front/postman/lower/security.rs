//! Auth: the kinds of credentials that calls need. The credentials themselves are not read.

use crate::ground::diagnostic::{Code, Diagnostic, Origin};
use crate::model::api::{
    ApiKeyPlace, OAuth2, OAuth2Flow, SchemeId, Scope, SecurityKind, SecurityScheme,
};

use super::super::model::{Auth, AuthScheme, Pair};
use super::super::template::{self, key_prefix};
use super::super::variables::text;
use super::Lowering;
use super::group::Group;
use crate::ground::secret;

/// How a call authenticates, and which header or query key it uses for that.
#[derive(Debug, Default)]
pub(super) struct Authentication {
    pub(super) scheme: Option<SchemeId>,
    pub(super) header: Option<String>,
    pub(super) query: Option<String>,
}

impl Lowering<'_> {
    /// The authentication of a group: its auth, else an `Authorization` header among its headers, else
    /// credentials in the URL.
    pub(super) fn authentication(&mut self, group: &Group<'_>) -> Authentication {
        if let Some((kind, origin)) = self.declared_kind(group.auth()) {
            return self.authentication_of(kind, &origin);
        }
        let request = group.first();
        let is_sent = |pair: &&Pair| !pair.disabled && pair.value.is_some();
        let mut headers = request.headers.iter().filter(is_sent);
        if let Some(pair) = headers.clone().find(|pair| is_authorization(&pair.key)) {
            let kind = self.header_kind(pair);
            return Authentication {
                header: Some(pair.key.trim().to_owned()),
                ..self.authentication_of(kind, &pair.origin)
            };
        }
        if let Some(pair) = headers.find(|pair| secret::is_credential_header(&pair.key)) {
            let prefix = pair.text();
            let kind = api_key(&pair.key, ApiKeyPlace::Header, key_prefix(&prefix));
            return self.authentication_of(kind, &pair.origin);
        }
        if request.url.credentials.is_some() {
            return self.authentication_of(SecurityKind::Basic, &request.url.origin);
        }
        let noted = match group.auth() {
            Auth::Inherit => self.noted_authentication(group),
            _ => Authentication::default(),
        };
        match self
            .script_kind(group.lead().item)
            .filter(|_| noted.scheme.is_none())
        {
            Some(kind) => self.authentication_of(kind, &request.origin),
            None => noted,
        }
    }

    /// The authentication that the converter notes in saved requests; a lone item has no other place for it.
    fn noted_authentication(&mut self, group: &Group<'_>) -> Authentication {
        let requests = group.all_requests().filter(|(own, _)| !own);
        let saved: Vec<_> = requests.map(|(_, request)| request).collect();
        let mut headers = saved.iter().flat_map(|request| &request.headers);
        if let Some(pair) = headers.find(|pair| self.is_auth_note(pair)) {
            let kind = match is_authorization(&pair.key) {
                true => self.noted_kind(pair),
                false => api_key(&pair.key, ApiKeyPlace::Header, ""),
            };
            return self.authentication_of(kind, &pair.origin);
        }
        let mut pairs = saved.iter().flat_map(|request| &request.url.query);
        match pairs.find(|pair| self.is_auth_note(pair)) {
            Some(pair) => {
                let kind = api_key(&pair.key, ApiKeyPlace::Query, "");
                self.authentication_of(kind, &pair.origin)
            }
            None => Authentication::default(),
        }
    }

    /// The kind of a noted `Authorization` header: `<token>` is an OAuth 2 token, whatever the scheme is called.
    fn noted_kind(&self, pair: &Pair) -> SecurityKind {
        let value = pair.text();
        match value.trim() {
            "<token>" => SecurityKind::OAuth2(OAuth2 {
                prefix: "Bearer".to_owned(),
                ..OAuth2::default()
            }),
            _ => self.header_kind(pair),
        }
    }

    fn authentication_of(&mut self, kind: SecurityKind, origin: &Origin) -> Authentication {
        let (mut header, mut query) = (None, None);
        match &kind {
            SecurityKind::ApiKey { name, place, .. } => match place {
                ApiKeyPlace::Header => header = Some(name.clone()),
                ApiKeyPlace::Query => query = Some(name.clone()),
                ApiKeyPlace::Cookie => {}
            },
            SecurityKind::OAuth2(OAuth2 { in_query: true, .. }) => {
                query = Some("access_token".to_owned());
            }
            SecurityKind::Jwt {
                query_key: Some(key),
                ..
            } => query = Some(key.clone()),
            _ => header = Some("Authorization".to_owned()),
        }
        let scheme = Some(self.scheme(kind, origin));
        Authentication {
            scheme,
            header,
            query,
        }
    }

    /// The index of an equal scheme, or of this one, newly added. OAuth 2 schemes that do not contradict each other become
    /// one scheme.
    fn scheme(&mut self, kind: SecurityKind, origin: &Origin) -> SchemeId {
        // Schemes are equal if their `Debug` output is. OAuth 2 schemes change when they are joined.
        let text = format!("{kind:?}");
        let found = match &kind {
            SecurityKind::OAuth2(new) => {
                let ids = self.api.security.ids();
                let mut schemes = ids.zip(&mut self.api.security);
                schemes.find_map(|(id, scheme)| match &mut scheme.kind {
                    SecurityKind::OAuth2(scheme) => join(scheme, new).then_some(id),
                    _ => None,
                })
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

    /// The kind that an auth declares, and its origin; `None` where it declares none.
    fn declared_kind(&mut self, auth: &Auth) -> Option<(SecurityKind, Origin)> {
        let Auth::Scheme(scheme) = auth else {
            return None;
        };
        let get = |name: &str| attribute(scheme, name).map(|raw| self.scope.fill(&raw));
        let plain =
            |name: &str| get(name).filter(|value| !value.is_empty() && !template::any(value));
        let or = |name: &str, usual: &str| plain(name).unwrap_or_else(|| usual.to_owned());
        let kind = match scheme.kind.as_str() {
            "bearer" => SecurityKind::Bearer {
                prefix: "Bearer".to_owned(),
            },
            "basic" => SecurityKind::Basic,
            "apikey" => {
                let place = match get("in").as_deref() {
                    Some("query") => ApiKeyPlace::Query,
                    _ => ApiKeyPlace::Header,
                };
                let name = plain("key")?;
                let value = attribute(scheme, "value").unwrap_or_default();
                match is_authorization(&name) && place == ApiKeyPlace::Header {
                    true => self.authorization(&value),
                    false => api_key(&name, place, key_prefix(&value)),
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
            kind => {
                let message = format!(
                    "`{kind}` is no kind of auth that Postman signs: nothing is sent, as by Postman"
                );
                let help = "say which of bearer, basic, apikey, oauth2, … it is";
                let diagnostic = Diagnostic::new(Code::UnknownAuth, message).help(help);
                self.report_once(diagnostic.at(&scheme.origin));
                return None;
            }
        };
        if let SecurityKind::Custom { name } = &kind {
            let message = format!("`{name}` is not done by the client itself");
            let help = "give the client a credentials hook that signs each request";
            let diagnostic = Diagnostic::new(Code::CustomAuth, message).help(help);
            self.report_once(diagnostic.at(&scheme.origin));
        }
        Some((kind, scheme.origin.clone()))
    }

    fn oauth2(&self, scheme: &AuthScheme) -> OAuth2 {
        let get = |name: &str| {
            let value = attribute(scheme, name).map(|raw| self.scope.fill(&raw))?;
            (!value.trim().is_empty() && !template::any(&value)).then(|| value.trim().to_owned())
        };
        let url = |name: &str| get(name).map(|url| secret::without_credentials(&url));
        let scopes = get("scope").unwrap_or_default();
        let scopes = scopes.split([' ', ',']).filter(|scope| !scope.is_empty());
        let flow = OAuth2Flow {
            grant: get("grant_type").or_else(|| get("grantType")),
            token_url: url("accessTokenUrl"),
            authorization_url: url("authUrl"),
            device_url: None,
            refresh_url: url("refreshTokenUrl"),
            scopes: scopes.map(scope).collect(),
        };
        OAuth2 {
            flows: known_flow(flow),
            metadata_url: None,
            prefix: attribute(scheme, "headerPrefix")
                .map_or_else(|| "Bearer".to_owned(), |prefix| prefix.trim().to_owned()),
            in_query: attribute(scheme, "addTokenTo").as_deref() == Some("queryParams"),
        }
    }

    /// The kind of an `Authorization` header that the request has among its headers.
    fn header_kind(&self, pair: &Pair) -> SecurityKind {
        self.authorization(&pair.text())
    }

    /// The kind of an `Authorization` header, by the scheme that its value begins with. A key behind another text than the
    /// name of a scheme and a space is an API key with this prefix: `SSWS{{key}}`, `Token token={{key}}`.
    fn authorization(&self, raw: &str) -> SecurityKind {
        let before = key_prefix(raw);
        if !before.is_empty() && !before.strip_suffix(' ').is_some_and(is_scheme_name) {
            return api_key("Authorization", ApiKeyPlace::Header, before);
        }
        let raw = raw.to_owned();
        let filled = match template::whole(raw.trim()) {
            Some(_) => self.scope.fill(&raw),
            None => raw,
        };
        let filled = filled.trim();
        let (prefix, rest) = match filled.split_once(char::is_whitespace) {
            Some((word, rest)) if !rest.is_empty() && is_scheme_name(word) => (word, rest),
            _ => ("", ""),
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

/// Whether a word may be the name of a scheme, and not the beginning of a secret that contains a space.
fn is_scheme_name(word: &str) -> bool {
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let known = word.eq_ignore_ascii_case("aws4-hmac-sha256");
    word.len() <= 24
        && (digits < 2 || known)
        && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        && word.starts_with(|c: char| c.is_ascii_alphabetic())
}

fn is_authorization(key: &str) -> bool {
    key.trim().eq_ignore_ascii_case("authorization")
}

fn api_key(key: &str, place: ApiKeyPlace, prefix: &str) -> SecurityKind {
    SecurityKind::ApiKey {
        name: key.trim().to_owned(),
        place,
        prefix: prefix.to_owned(),
    }
}

/// The last attribute of a name, as text.
fn attribute(scheme: &AuthScheme, name: &str) -> Option<String> {
    let mut attributes = scheme.attributes.iter();
    let found = attributes.rfind(|(key, _)| key == name);
    found.map(|(_, value)| text(value))
}

fn scope(name: &str) -> Scope {
    Scope {
        name: name.to_owned(),
        description: None,
    }
}

/// The flow, unless nothing of it is known.
fn known_flow(flow: OAuth2Flow) -> Vec<OAuth2Flow> {
    let is_known = flow != OAuth2Flow::default();
    is_known.then_some(flow).into_iter().collect()
}

/// Adds the facts of `new` to a scheme and returns true; returns false, and changes nothing, if they contradict each other. A
/// scheme of a collection has one flow, or none if nothing is known.
fn join(scheme: &mut OAuth2, new: &OAuth2) -> bool {
    let only = |scheme: &OAuth2| scheme.flows.first().cloned().unwrap_or_default();
    let (mut joined, known) = (only(scheme), only(scheme));
    let added = only(new);
    let facts = [
        (&mut joined.grant, &added.grant),
        (&mut joined.token_url, &added.token_url),
        (&mut joined.authorization_url, &added.authorization_url),
        (&mut joined.refresh_url, &added.refresh_url),
    ];
    let mut fits = scheme.prefix == new.prefix && scheme.in_query == new.in_query;
    for (old, new) in facts {
        fits &= old.is_none() || new.is_none() || old == new;
        *old = old.take().or_else(|| new.clone());
    }
    if fits {
        let is_new = |scope: &&Scope| !known.scopes.contains(scope);
        joined
            .scopes
            .extend(added.scopes.iter().filter(is_new).cloned());
        scheme.flows = known_flow(joined);
    }
    fits
}
