//! The credentials of a call, as the command line has them.

use posthaste_runtime::{Credentials, Json, Place, Scheme};

use crate::ground::diagnostic::nearest;
use crate::model::api::{Api, ApiKeyPlace, Operation, SecurityKind, SecurityScheme};

/// The schemes of an API, as the runtime signs requests by them. Their texts are never freed.
pub(super) fn schemes(api: &Api) -> Vec<Scheme> {
    let schemes = api.security.iter();
    schemes.map(|scheme| runtime_scheme(&scheme.kind)).collect()
}

fn runtime_scheme(kind: &SecurityKind) -> Scheme {
    let leak = |text: &str| -> &'static str { String::leak(text.to_owned()) };
    match kind {
        SecurityKind::Bearer { prefix } => Scheme::Bearer {
            prefix: leak(prefix),
        },
        SecurityKind::OpenIdConnect { .. } => Scheme::Bearer { prefix: "Bearer" },
        SecurityKind::OAuth2(oauth2) => Scheme::OAuth2 {
            prefix: leak(&oauth2.prefix),
            place: match oauth2.in_query {
                true => Place::Query,
                false => Place::Header,
            },
        },
        SecurityKind::Basic => Scheme::Basic,
        SecurityKind::Digest { .. } => Scheme::Digest,
        SecurityKind::MutualTls => Scheme::MutualTls,
        SecurityKind::ApiKey {
            name,
            place,
            prefix,
        } => Scheme::ApiKey {
            name: leak(name),
            prefix: leak(prefix),
            place: match place {
                ApiKeyPlace::Header => Place::Header,
                ApiKeyPlace::Query => Place::Query,
                ApiKeyPlace::Cookie => Place::Cookie,
            },
        },
        other => Scheme::Custom {
            name: other.as_str(),
        },
    }
}

/// The credentials for each scheme that the command line names, by the schemes' indices.
///
/// # Errors
/// The API has no scheme of a name, or a value is not what the scheme needs. A message says what to pass.
pub(super) fn credentials(
    api: &Api,
    values: &[(String, String)],
) -> Result<Vec<(usize, Credentials)>, String> {
    let mut all = Vec::new();
    for (name, value) in values {
        let mut schemes = api.security.iter().enumerate();
        let found = schemes.find(|(_, scheme)| label(scheme) == name);
        let (index, scheme) = found.ok_or_else(|| unknown(api, name))?;
        let made = made(&scheme.kind, value).map_err(|why| format!("--security {name}: {why}"))?;
        all.extend(made.map(|credentials| (index, credentials)));
    }
    Ok(all)
}

/// The name by which the command line names a scheme: its own, or its kind where the document has no names.
fn label(scheme: &SecurityScheme) -> &str {
    match scheme.name.as_str() {
        "" => scheme.kind.as_str(),
        name => name,
    }
}

fn unknown(api: &Api, name: &str) -> String {
    let names: Vec<&str> = api.security.iter().map(label).collect();
    match (nearest(name, names.iter().copied()), names.as_slice()) {
        (Some(similar), _) => {
            format!("the API has no security scheme `{name}`; did you mean `{similar}`?")
        }
        (None, []) => "the API has no security schemes".to_owned(),
        (None, names) => format!(
            "the API has no security scheme `{name}`; it has `{}`",
            names.join("`, `")
        ),
    }
}

/// The credentials of a scheme; `None` for a certificate, of which nothing is in requests.
fn made(kind: &SecurityKind, value: &str) -> Result<Option<Credentials>, String> {
    let login = || -> Result<(String, String), String> {
        let json: Option<Json> = value.parse().ok();
        let text = |key: &str| Some(json.as_ref()?.get(key)?.as_str()?.to_owned());
        let login = text("username").zip(text("password"));
        login.ok_or_else(|| "write it as {\"username\":\"..\",\"password\":\"..\"}".to_owned())
    };
    Ok(Some(match kind {
        SecurityKind::Bearer { .. }
        | SecurityKind::OAuth2(_)
        | SecurityKind::OpenIdConnect { .. } => Credentials::bearer(value),
        SecurityKind::ApiKey { .. } => Credentials::api_key(value),
        SecurityKind::Basic => {
            let (user, password) = login()?;
            Credentials::basic(user, password)
        }
        SecurityKind::Digest { .. } => {
            let (user, password) = login()?;
            Credentials::digest(user, password)
        }
        SecurityKind::MutualTls => return Ok(None),
        other => {
            return Err(format!(
                "`send` cannot sign calls with `{}`",
                other.as_str()
            ));
        }
    }))
}

/// What to pass where the call has the credentials of no alternative: `--security key=VALUE`.
pub fn missing(api: &Api, operation: &Operation) -> String {
    let ways = operation.security.iter().map(|way| {
        let options = api.schemes_of(way).map(|scheme| match scheme.kind {
            SecurityKind::Basic | SecurityKind::Digest { .. } => format!(
                "--security '{}={{\"username\":\"..\",\"password\":\"..\"}}'",
                label(scheme)
            ),
            _ => format!("--security {}=VALUE", label(scheme)),
        });
        options.collect::<Vec<_>>().join(" ")
    });
    let ways: Vec<String> = ways.collect();
    format!(
        "`{}` needs credentials; pass {}",
        operation.key,
        ways.join(", or ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::api::testing::origin;

    fn api() -> Api {
        let named = |name: &str, kind| SecurityScheme {
            name: name.to_owned(),
            ..SecurityScheme::new(kind, origin())
        };
        let token = SecurityKind::Bearer {
            prefix: "Bearer".to_owned(),
        };
        Api {
            security: vec![
                named("login", SecurityKind::Basic),
                named("token", token),
                named("certificate", SecurityKind::MutualTls),
            ]
            .into(),
            ..Api::default()
        }
    }

    #[test]
    fn values_are_what_their_schemes_need() {
        let given = |name: &str, value: &str| {
            let values = [(name.to_owned(), value.to_owned())];
            let made = credentials(&api(), &values)?;
            Ok::<_, String>(made.into_iter().map(|(index, _)| index).collect::<Vec<_>>())
        };
        let login = r#"{"username":"u","password":"p"}"#;
        assert_eq!(given("login", login), Ok(vec![0]));
        assert_eq!(given("token", "t"), Ok(vec![1]));
        assert_eq!(given("certificate", "c"), Ok(vec![]));
        assert!(given("login", "u:p").unwrap_err().contains("username"));
        assert!(
            given("tokn", "t")
                .unwrap_err()
                .contains("did you mean `token`?")
        );
    }
}
