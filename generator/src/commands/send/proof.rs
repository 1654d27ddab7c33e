//! From Postman's auth attributes to credentials that the runtime signs with.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use indexmap::IndexMap;
use posthaste_runtime::auth::{AwsV4, Hawk, Jwt, OAuth1};
use posthaste_runtime::{Credentials, Json, Place, Scheme};

use crate::front::postman::wire::WireAuth;

/// The proof that a request's auth asks for.
///
/// # Errors
/// In words, why it cannot be made.
pub(super) fn proof(auth: &WireAuth) -> Result<(Credentials, Scheme), String> {
    let given = Attributes(&auth.attributes);
    Ok(match auth.kind.as_str() {
        "digest" => (
            Credentials::digest(given.text("username"), given.text("password")),
            Scheme::Digest,
        ),
        "awsv4" => aws(&given),
        "oauth1" => oauth1(&given),
        "hawk" => hawk(&given),
        "jwt" => jwt(&given)?,
        kind => return Err(format!("requests cannot be signed by `{kind}` here")),
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

    fn text(&self, name: &str) -> &str {
        self.get(name).unwrap_or_default()
    }

    fn is_set(&self, name: &str) -> bool {
        self.get(name) == Some("true")
    }

    /// The runtime's schemes are constants of generated code; a command lives shortly enough to leak one.
    fn fixed(&self, name: &str) -> &'static str {
        self.text(name).to_owned().leak()
    }

    /// A timestamp and a nonce that the collection pins.
    fn pinned(&self) -> Option<(u64, &str)> {
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

fn aws(given: &Attributes<'_>) -> (Credentials, Scheme) {
    let mut keys = AwsV4::new(given.text("accessKey"), given.text("secretKey"));
    if let Some(token) = given.get("sessionToken") {
        keys = keys.session_token(token);
    }
    let place = place(given.is_set("addAuthDataToQuery"));
    let (region, service) = (given.fixed("region"), given.fixed("service"));
    (
        keys.into(),
        Scheme::AwsV4 {
            region,
            service,
            place,
        },
    )
}

fn oauth1(given: &Attributes<'_>) -> (Credentials, Scheme) {
    let mut keys = OAuth1::new(given.text("consumerKey"), given.text("consumerSecret"));
    if let Some(token) = given.get("token") {
        keys = keys.token(token, given.text("tokenSecret"));
    }
    if let Some(realm) = given.get("realm") {
        keys = keys.realm(realm);
    }
    for (attribute, parameter) in [
        ("callback", "oauth_callback"),
        ("verifier", "oauth_verifier"),
    ] {
        if let Some(value) = given.get(attribute) {
            keys = keys.parameter(parameter, value);
        }
    }
    if given.is_set("includeBodyHash") {
        keys = keys.sign_body();
    }
    if let Some((timestamp, nonce)) = given.pinned() {
        keys = keys.fixed(timestamp, nonce);
    }
    let place = place(given.get("addParamsToHeader") == Some("false"));
    (
        keys.into(),
        Scheme::OAuth1 {
            method: given.fixed("signatureMethod"),
            place,
        },
    )
}

fn hawk(given: &Attributes<'_>) -> (Credentials, Scheme) {
    let mut keys = Hawk::new(given.text("authId"), given.text("authKey"));
    if let Some(extra) = given.get("extraData") {
        keys = keys.extra(extra);
    }
    if let Some(application) = given.get("app").or(given.get("appId")) {
        keys = keys.application(application, given.text("delegation"));
    }
    if given.is_set("includePayloadHash") {
        keys = keys.sign_body();
    }
    if let Some((timestamp, nonce)) = given.pinned() {
        keys = keys.fixed(timestamp, nonce);
    }
    (
        keys.into(),
        Scheme::Hawk {
            algorithm: given.fixed("algorithm"),
        },
    )
}

fn jwt(given: &Attributes<'_>) -> Result<(Credentials, Scheme), String> {
    let json = |name: &str| -> Result<Json, String> {
        let text = given.get(name).unwrap_or("{}");
        text.parse()
            .map_err(|_| format!("the {name} of the JSON web token is not JSON"))
    };
    let algorithm = given.get("algorithm").unwrap_or("HS256");
    let claims = json("payload")?;
    let mut token = match (
        given.get("privateKey"),
        given.is_set("isSecretBase64Encoded"),
    ) {
        (Some(key), _) if !algorithm.starts_with("HS") => Jwt::private(algorithm, key, claims),
        (_, true) => {
            let secret = STANDARD.decode(given.text("secret"));
            let secret = secret.map_err(|_| "the secret is not Base64".to_owned())?;
            Jwt::shared(algorithm, secret, claims)
        }
        (_, false) => Jwt::shared(algorithm, given.text("secret"), claims),
    };
    if let Json::Object(fields) = json("header")? {
        for (name, value) in fields {
            token = token.header(name, value);
        }
    }
    let place = place(given.get("addTokenTo") == Some("queryParam"));
    let prefix = match given.get("headerPrefix") {
        Some(_) => given.fixed("headerPrefix"),
        None => "Bearer",
    };
    let name = match given.get("queryParamKey") {
        Some(_) => given.fixed("queryParamKey"),
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
