//! The base URL of a call.

use crate::ground::diagnostic::nearest;
use crate::ground::url::resolved;
use crate::model::api::{Server, ServerVariable};

/// What the command line says about the server.
#[derive(Debug, Clone, Default)]
pub struct ServerOptions {
    /// The base URL in the place of the document's.
    pub url: Option<String>,
    /// Values of variables in the base URL, by their names.
    pub variables: Vec<(String, String)>,
    /// `http` or `https`, in the place of the base URL's scheme.
    pub scheme: Option<String>,
    /// Where the document was read, for a base URL that is relative to it.
    pub document_url: Option<String>,
}

/// The base URL with the values of its variables.
///
/// # Errors
/// A variable has no value, a value is not among the documented ones, a variable does not exist, or no host is known. A
/// message says what to pass.
pub(super) fn base_url(server: Option<&Server>, options: &ServerOptions) -> Result<String, String> {
    let relative = server.and_then(|server| server.relative.as_deref());
    let relative = relative.filter(|_| options.document_url.is_some());
    let declared = relative.or_else(|| server.map(|server| server.url.as_str()));
    let declared = declared.unwrap_or_default();
    let variables = server
        .map(|server| server.variables.as_slice())
        .unwrap_or_default();
    let url = options.url.as_deref().unwrap_or(declared);
    let url = with_variables(url, variables, &options.variables)?;
    let url = match &options.document_url {
        Some(document) => resolved(document, if url.is_empty() { "/" } else { &url }),
        None => url,
    };
    match url.split_once("://") {
        Some((scheme, rest)) => {
            let scheme = options.scheme.as_deref().unwrap_or(scheme);
            Ok(format!("{scheme}://{}", rest.trim_end_matches('/')))
        }
        None => Err(format!(
            "the document does not say which host {} is on; pass --server URL, or --document-url URL for where the document was read",
            if url.is_empty() { "the API" } else { &url }
        )),
    }
}

fn with_variables(
    url: &str,
    variables: &[ServerVariable],
    values: &[(String, String)],
) -> Result<String, String> {
    if let Some((name, _)) = values
        .iter()
        .find(|(name, _)| !url.contains(&format!("{{{name}}}")))
    {
        let names = variables.iter().map(|variable| variable.name.as_str());
        let similar = nearest(name, names).map(|name| format!("; did you mean `{name}`?"));
        let similar = similar.unwrap_or_default();
        return Err(format!(
            "the server {url} has no variable `{name}`{similar}"
        ));
    }
    let mut text = String::new();
    let mut rest = url;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, next)) = after.split_once('}') else {
            break;
        };
        let variable = variables.iter().find(|variable| variable.name == name);
        text.push_str(before);
        text.push_str(&value_of(name, variable, values)?);
        rest = next;
    }
    text.push_str(rest);
    Ok(text)
}

/// The value of a variable: the one that was passed, else the default.
fn value_of(
    name: &str,
    variable: Option<&ServerVariable>,
    values: &[(String, String)],
) -> Result<String, String> {
    let passed = values.iter().rev().find(|(key, _)| key == name);
    if let Some((_, value)) = passed {
        let choices = variable
            .map(|variable| variable.choices.as_slice())
            .unwrap_or_default();
        let default = variable.and_then(|variable| variable.default.as_ref());
        return match choices.is_empty() || choices.contains(value) || default == Some(value) {
            true => Ok(value.clone()),
            false => Err(format!(
                "the server's variable `{name}` is one of `{}`, not `{value}`",
                choices.join("`, `")
            )),
        };
    }
    let default = variable.and_then(|variable| variable.default.clone());
    default.ok_or_else(|| {
        format!("the server's variable `{name}` has no default; pass --server-var {name}=VALUE")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ground::diagnostic::{Origin, SourceId};

    fn server(url: &str, variables: &[(&str, Option<&str>, &[&str])]) -> Server {
        let variables = variables
            .iter()
            .map(|(name, default, choices)| ServerVariable {
                name: (*name).to_owned(),
                default: default.map(str::to_owned),
                choices: choices.iter().map(|text| (*text).to_owned()).collect(),
                description: None,
                origin: Origin::root(SourceId(0)),
            });
        Server {
            variables: variables.collect(),
            ..Server::new("base_url", url)
        }
    }

    fn options(variables: &[(&str, &str)]) -> ServerOptions {
        let variables = variables.iter();
        ServerOptions {
            variables: variables
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect(),
            ..ServerOptions::default()
        }
    }

    #[test]
    fn variables_have_their_values_or_defaults() {
        let server = server(
            "https://{env}.h/{tenant}",
            &[
                ("env", Some("api"), &["api", "test"]),
                ("tenant", None, &[]),
            ],
        );
        let url = |variables: &[_]| base_url(Some(&server), &options(variables));
        assert_eq!(url(&[("tenant", "t")]).unwrap(), "https://api.h/t");
        let passed = [("tenant", "t"), ("env", "test")];
        assert_eq!(url(&passed).unwrap(), "https://test.h/t");
        assert!(url(&[]).unwrap_err().contains("--server-var tenant=VALUE"));
        assert!(
            url(&[("env", "x")])
                .unwrap_err()
                .contains("one of `api`, `test`")
        );
        assert!(
            url(&[("envv", "x")])
                .unwrap_err()
                .contains("did you mean `env`?")
        );
    }

    #[test]
    fn a_relative_url_needs_the_url_of_the_document() {
        let relative = Server {
            relative: Some("../v1".to_owned()),
            ..server("{base}/v1", &[("base", None, &[])])
        };
        let read = |document: &str| ServerOptions {
            document_url: Some(document.to_owned()),
            ..ServerOptions::default()
        };
        let document = read("http://h:1/docs/api/openapi.json");
        let url = base_url(Some(&relative), &document);
        assert_eq!(url.unwrap(), "http://h:1/docs/v1");
        let url = base_url(Some(&server("", &[])), &document);
        assert_eq!(url.unwrap(), "http://h:1");
        let https = ServerOptions {
            scheme: Some("https".to_owned()),
            ..document
        };
        let url = base_url(Some(&relative), &https);
        assert_eq!(url.unwrap(), "https://h:1/docs/v1");
        let none = ServerOptions::default();
        let missing = base_url(Some(&relative), &none);
        assert!(missing.unwrap_err().contains("--server-var base=VALUE"));
        let missing = base_url(Some(&server("", &[])), &none);
        assert!(missing.unwrap_err().contains("--server URL"));
    }
}
