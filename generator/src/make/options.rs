//! From the settings of a client and its profile to the options of the crate.

use camino::{Utf8Component, Utf8Path, Utf8PathBuf};

use crate::disk;
use crate::model::profile::{
    LimitFacts, OAuth2Facts, Profile, RateLimit, SignatureEncoding, WebhookFacts,
};
use crate::read::config::{Client, Runtime};
use crate::rust::name::Lock;
use crate::rust::plan::model::{
    ChallengeRow, ErrorKeys, LimitRow, LimitRows, TokenServiceRow, WebhookRow,
};
use crate::rust::plan::{self, Options};

/// The version of a crate without a version in the settings.
const VERSION: &str = "0.1.0";

/// Usual keys of the field's name and the message in an item of a list of errors.
const FIELD_NAMES: &[&str] = &["field", "name", "param", "property", "path"];
const FIELD_MESSAGES: &[&str] = &["message", "reason", "description", "detail", "error"];

/// The options of a client's crate.
pub(super) fn options(client: &Client, profile: &Profile, lock: &Lock) -> Options {
    Options {
        crate_name: client.name.clone().unwrap_or_default(),
        license: client.license.clone(),
        crate_version: client.version.clone().unwrap_or_else(|| VERSION.to_owned()),
        runtime: runtime(&client.runtime, &client.output),
        standalone: client.standalone,
        errors: errors(profile),
        hosts: profile.service().hosts.clone(),
        tokens: tokens(profile.oauth2()),
        limits: limits(profile.limits()),
        webhook: profile.webhook().map(webhook),
        grants: profile.oauth2().grants.clone(),
        lock: lock.clone(),
        examples: plan::Examples::default(),
        inside: None,
        extension: disk::exists(&client.output.join("src/ext/mod.rs")),
    }
}

/// The keys of error bodies, where the profile has others than the default profile.
fn errors(profile: &Profile) -> Option<ErrorKeys> {
    let (own, usual) = (profile.error_keys(), Profile::default());
    let usual = usual.error_keys();
    let words = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect();
    let differing = |own: &[String], usual: &[String]| match own == usual {
        true => Vec::new(),
        false => own.iter().map(|key| key.replace('.', "/")).collect(),
    };
    let keys = ErrorKeys {
        code: differing(&own.code, &usual.code),
        message: differing(&own.message, &usual.message),
        fields: differing(&own.fields, &usual.fields),
        field_name: words(FIELD_NAMES),
        field_message: words(FIELD_MESSAGES),
        request_id: match own.request_id_headers == usual.request_id_headers {
            true => Vec::new(),
            false => own.request_id_headers.to_vec(),
        },
        request_id_in_body: differing(&own.request_id, &usual.request_id),
        success_codes: profile.success_codes().map(<[String]>::to_vec),
    };
    let nothing = ErrorKeys {
        field_name: words(FIELD_NAMES),
        field_message: words(FIELD_MESSAGES),
        ..ErrorKeys::default()
    };
    (keys != nothing).then_some(keys)
}

fn limits(facts: &LimitFacts) -> LimitRows {
    let row = |limit: &RateLimit| LimitRow {
        labels: limit.labels.clone(),
        count: limit.rate.count,
        seconds: limit.rate.seconds,
    };
    let plan = |(name, limits): (&String, &Vec<RateLimit>)| {
        (name.clone(), limits.iter().map(row).collect())
    };
    LimitRows {
        words: [
            ("hourly", &facts.hourly),
            ("daily", &facts.daily),
            ("monthly", &facts.monthly),
            ("concurrent", &facts.concurrent),
            ("reset", &facts.reset),
        ]
        .into_iter()
        .filter_map(|(setter, words)| Some((setter, words.clone()?)))
        .collect(),
        plans: facts.plans.iter().map(plan).collect(),
    }
}

/// The authorization server, where the profile describes it.
fn tokens(facts: &OAuth2Facts) -> Option<TokenServiceRow> {
    let texts = [
        ("authorization_url", &facts.authorization_url),
        ("device_url", &facts.device_url),
        ("base_url_field", &facts.base_url_field),
    ];
    let present = texts
        .into_iter()
        .filter_map(|(name, text)| Some((name, text.clone()?)));
    let row = TokenServiceRow {
        url: facts.token_url.clone().unwrap_or_default(),
        texts: present.collect(),
        client_in_body: facts.client_in_body,
    };
    (row != TokenServiceRow::default()).then_some(row)
}

fn webhook(facts: &WebhookFacts) -> WebhookRow {
    let texts = [
        ("prefix", &facts.prefix),
        ("timestamp_header", &facts.timestamp_header),
        ("id_header", &facts.id_header),
    ];
    let present = texts
        .into_iter()
        .filter_map(|(name, text)| Some((name, text.clone()?)));
    let path = |path: &str| path.replace('.', "/");
    let challenge = facts.challenge.as_ref().map(|challenge| ChallengeRow {
        field: path(&challenge.field),
        value: challenge.value.clone(),
        token: path(&challenge.token),
        token_answer: challenge.token_answer.clone(),
        proof_answer: challenge.proof_answer.clone(),
    });
    WebhookRow {
        signature_header: facts.signature_header.clone(),
        message: facts.message.clone(),
        texts: present.collect(),
        base64: facts.encoding == SignatureEncoding::Base64,
        window: facts.window_seconds,
        challenge,
        feature: Some("webhook"),
    }
}

fn runtime(runtime: &Runtime, output: &Utf8Path) -> plan::Runtime {
    match runtime {
        Runtime::Embedded => plan::Runtime::Embedded,
        Runtime::Path(folder) => plan::Runtime::Path(from(output, folder)),
        Runtime::Git(url) => plan::Runtime::Git {
            url: url.clone(),
            rev: None,
        },
        Runtime::Version(version) => plan::Runtime::Version(version.clone()),
    }
}

/// The path of a folder relative to the crate's.
///
/// Both are made absolute first where only one of them is, or where the crate is outside the working directory.
fn from(output: &Utf8Path, folder: &Utf8Path) -> String {
    let outside = steps(output).iter().any(|step| step == "..");
    let (output, folder) = match output.is_absolute() == folder.is_absolute() && !outside {
        true => (output.to_path_buf(), folder.to_path_buf()),
        false => (absolute(output), absolute(folder)),
    };
    let (output, folder) = (steps(&output), steps(&folder));
    let common = output
        .iter()
        .zip(&folder)
        .take_while(|(left, right)| left == right)
        .count();
    let up = output.iter().skip(common).map(|_| "..");
    let down = folder.iter().skip(common).map(String::as_str);
    let path: Vec<&str> = up.chain(down).collect();
    if path.is_empty() {
        ".".to_owned()
    } else {
        path.join("/")
    }
}

fn absolute(path: &Utf8Path) -> Utf8PathBuf {
    camino::absolute_utf8(path).unwrap_or_else(|_| path.to_path_buf())
}

/// The components of a path without `.` and, as far as they can be resolved, without `..`.
fn steps(path: &Utf8Path) -> Vec<String> {
    let mut steps: Vec<String> = Vec::new();
    for component in path.components() {
        match component {
            Utf8Component::CurDir => {}
            Utf8Component::ParentDir if steps.last().is_some_and(|last| last != "..") => {
                steps.pop();
            }
            other => steps.push(other.as_str().to_owned()),
        }
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_lead_from_the_crate() {
        let path = |output: &str, folder: &str| from(output.into(), folder.into());
        assert_eq!(path("generated-client", "runtime"), "../runtime");
        assert_eq!(path("a/b", "./a/runtime"), "../runtime");
        assert_eq!(path("/x/client", "/x/runtime"), "../runtime");
        assert_eq!(path("client", "../runtime"), "../../runtime");
        assert!(path("../client", "runtime").ends_with("/generator/runtime"));
        assert!(path("/nowhere/client", "runtime").starts_with("../../"));
    }
}
