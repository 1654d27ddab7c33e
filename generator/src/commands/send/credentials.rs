//! Turns the attributes of a Postman auth into credentials with which the runtime signs requests.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use indexmap::IndexMap;
use posthaste_runtime::auth::{AwsV4, Hawk, Jwt, OAuth1};
use posthaste_runtime::{Credentials, Json, Place, Scheme};

use crate::front::postman::wire::WireAuth;

/// The credentials and the scheme of an auth.
///
/// # Errors
/// The auth cannot be used; a message says why.
pub(super) fn credentials(auth: &WireAuth) -> Result<(Credentials, Scheme), String> {
    let attributes = Attributes(&auth.attributes);
    Ok(match auth.kind.as_str() {
        "digest" => (
            Credentials::digest(attributes.text("username"), attributes.text("password")),
            Scheme::Digest,
        ),
        "awsv4" => aws_credentials(&attributes),
        "oauth1" => oauth1_credentials(&attributes),
        "hawk" => hawk_credentials(&attributes),
        "jwt" => jwt_credentials(&attributes)?,
        kind => return Err(format!("`send` cannot sign requests with `{kind}`")),
    })
}

struct Attributes<'a>(&'a IndexMap<String, String>);

impl Attributes<'_> {
    fn get(&self, name: &str) -> Option<&str> {
        self.0
            .get(name)
            .map(String::as_str)
            .filter(|value| !value.is_empty())
    }

    /// The attribute; empty if it is missing.
    fn text(&self, name: &str) -> &str {
        self.get(name).unwrap_or_default()
    }

    fn is_set(&self, name: &str) -> bool {
        self.get(name) == Some("true")
    }

    /// The attribute with the lifetime that schemes need, which are constants in generated code. It is leaked: a run of the
    /// command makes one for each item.
    fn leaked(&self, name: &str) -> &'static str {
        self.text(name).to_owned().leak()
    }

    /// The timestamp and the nonce, if the collection sets both.
    fn timestamp_and_nonce(&self) -> Option<(u64, &str)> {
        Some((self.get("timestamp")?.parse().ok()?, self.get("nonce")?))
    }
}

fn place(in_query: bool) -> Place {
    if in_query {
        Place::Query
    } else {
        Place::Header
    }
}

fn aws_credentials(attributes: &Attributes<'_>) -> (Credentials, Scheme) {
    let mut keys = AwsV4::new(attributes.text("accessKey"), attributes.text("secretKey"));
    if let Some(token) = attributes.get("sessionToken") {
        keys = keys.session_token(token);
    }
    let place = place(attributes.is_set("addAuthDataToQuery"));
    let (region, service) = (attributes.leaked("region"), attributes.leaked("service"));
    (
        keys.into(),
        Scheme::AwsV4 {
            region,
            service,
            place,
        },
    )
}

fn oauth1_credentials(attributes: &Attributes<'_>) -> (Credentials, Scheme) {
    let mut keys = OAuth1::new(
        attributes.text("consumerKey"),
        attributes.text("consumerSecret"),
    );
    if let Some(token) = attributes.get("token") {
        keys = keys.token(token, attributes.text("tokenSecret"));
    }
    if let Some(realm) = attributes.get("realm") {
        keys = keys.realm(realm);
    }
    for (attribute, parameter) in [
        ("callback", "oauth_callback"),
        ("verifier", "oauth_verifier"),
    ] {
        if let Some(value) = attributes.get(attribute) {
            keys = keys.parameter(parameter, value);
        }
    }
    if attributes.is_set("includeBodyHash") {
        keys = keys.sign_body();
    }
    if let Some((timestamp, nonce)) = attributes.timestamp_and_nonce() {
        keys = keys.fixed(timestamp, nonce);
    }
    // Without the attribute, Postman adds the parameters to the query.
    let place = place(!attributes.is_set("addParamsToHeader"));
    (
        keys.into(),
        Scheme::OAuth1 {
            method: attributes.leaked("signatureMethod"),
            place,
        },
    )
}

fn hawk_credentials(attributes: &Attributes<'_>) -> (Credentials, Scheme) {
    let mut keys = Hawk::new(attributes.text("authId"), attributes.text("authKey"));
    if let Some(extra) = attributes.get("extraData") {
        keys = keys.extra(extra);
    }
    if let Some(application) = attributes.get("app").or(attributes.get("appId")) {
        keys = keys.application(application, attributes.text("delegation"));
    }
    if attributes.is_set("includePayloadHash") {
        keys = keys.sign_body();
    }
    if let Some((timestamp, nonce)) = attributes.timestamp_and_nonce() {
        keys = keys.fixed(timestamp, nonce);
    }
    (
        keys.into(),
        Scheme::Hawk {
            algorithm: attributes.leaked("algorithm"),
        },
    )
}

fn jwt_credentials(attributes: &Attributes<'_>) -> Result<(Credentials, Scheme), String> {
    let json = |name: &str| -> Result<Json, String> {
        let text = attributes.get(name).unwrap_or("{}");
        text.parse()
            .map_err(|_| format!("the {name} of the JSON web token is not JSON"))
    };
    let algorithm = attributes.get("algorithm").unwrap_or("HS256");
    let claims = json("payload")?;
    let mut token = match (
        attributes.get("privateKey"),
        attributes.is_set("isSecretBase64Encoded"),
    ) {
        (Some(key), _) if !algorithm.starts_with("HS") => Jwt::private(algorithm, key, claims),
        (_, true) => {
            let secret = STANDARD.decode(attributes.text("secret"));
            let secret = secret.map_err(|_| "the secret is not Base64".to_owned())?;
            Jwt::shared(algorithm, secret, claims)
        }
        (_, false) => Jwt::shared(algorithm, attributes.text("secret"), claims),
    };
    if let Json::Object(fields) = json("header")? {
        for (name, value) in fields {
            token = token.header(name, value);
        }
    }
    let place = place(attributes.get("addTokenTo") == Some("queryParam"));
    let prefix = match attributes.get("headerPrefix") {
        Some(_) => attributes.leaked("headerPrefix"),
        None => "Bearer",
    };
    let name = match attributes.get("queryParamKey") {
        Some(_) => attributes.leaked("queryParamKey"),
        None => "token",
    };
    Ok((
        token.into(),
        Scheme::Jwt {
            prefix,
            place,
            name,
        },
    ))
}
