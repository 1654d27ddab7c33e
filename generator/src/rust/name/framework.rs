//! Ids of operations that a framework or an editor made from method and path, and what they add to a name.

use crate::ground::words::letters_and_digits;
use crate::model::api::OperationKey;

use super::english::is_verb;
use super::words::{Words, is_number};

/// The longest id, in bytes, that is compared with a path.
const LONGEST: usize = 250;

/// The methods in the ids that Springfox makes.
const METHODS: [&str; 7] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

/// The name of an operation without what its framework adds: `update` of Springfox's `updateUsingPUT_3`, `reset_job` of FastAPI's
/// `reset_job_v1_jobs__id__reset_post`, `ResetJob` of gRPC's `JobService_ResetJob`.
pub(super) fn without_additions<'n>(name: &'n str, key: &OperationKey) -> &'n str {
    if name.len() > LONGEST || name.contains(char::is_whitespace) {
        return name;
    }
    let name = without_using(without_class(without_count(name)));
    let suffix = letters_and_digits(&key.path) + &key.method.to_ascii_lowercase();
    let mut ends = name.match_indices('_');
    let end = ends.find(|(end, _)| *end > 0 && letters_and_digits(&name[*end..]) == suffix);
    end.map_or(name, |(end, _)| &name[..end])
}

/// `jobs-reset` of `jobs-reset-1`.
fn without_count(name: &str) -> &str {
    let (start, count) = name.rsplit_once('-').unwrap_or_default();
    let is_count = start.contains('-') && count.len() == 1 && is_number(count);
    if is_count { start } else { name }
}

/// `GetUser` of `User_GetUser`, `Audit` of `UserService_Audit`: what is behind the name of a class.
fn without_class(name: &str) -> &str {
    let is_word = |text: &str| {
        text.starts_with(|first: char| first.is_ascii_uppercase())
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    let is_class = |name: &str| {
        ["Service", "Controller"]
            .iter()
            .any(|kind| name.ends_with(kind))
    };
    let parts = name.split_once('_').filter(|(class, method)| {
        let words = Words::of(method).0;
        let starts_with_verb = words.first().is_some_and(|word| is_verb(word));
        is_word(class) && is_word(method) && (starts_with_verb || is_class(class))
    });
    parts.map_or(name, |(_, method)| method)
}

/// `update` of `updateUsingPUT_3`.
fn without_using(name: &str) -> &str {
    let unnumbered = name.trim_end_matches(|last: char| last.is_ascii_digit());
    let unnumbered = unnumbered.strip_suffix('_').unwrap_or(name);
    let stem = METHODS.iter().find_map(|method| {
        let stem = unnumbered.strip_suffix(method)?;
        stem.strip_suffix("Using")
    });
    stem.filter(|stem| !stem.is_empty()).unwrap_or(name)
}

/// Whether the name is the operation's method and path and no more: `post-jobs-id-runs` of `POST /jobs/{job}/runs`.
pub(super) fn is_method_and_path(name: &str, key: &OperationKey) -> bool {
    if name.len() > LONGEST || name.contains(char::is_whitespace) {
        return false;
    }
    let name = letters_and_digits(name);
    let method = key.method.to_ascii_lowercase();
    let rest = name.strip_prefix(&method);
    let rest = rest.or_else(|| name.strip_suffix(&method));
    rest.is_some_and(|rest| has_segments(rest, &key.path))
}

/// Whether a text without signs has the segments of a path, each parameter by its name or as `id`, and nothing else.
fn has_segments(text: &str, path: &str) -> bool {
    let mut rest = text;
    let mut parameters: Option<String> = None;
    let mut has_fixed = false;
    for segment in path.split('/').filter(|segment| !segment.is_empty()) {
        let segment_letters = letters_and_digits(segment);
        if segment.contains('{') {
            parameters = Some(parameters.unwrap_or_default() + &segment_letters);
            continue;
        }
        let start = match &parameters {
            None => rest.starts_with(&segment_letters).then_some(0),
            Some(_) => rest.find(&segment_letters),
        };
        let Some(start) =
            start.filter(|start| is_parameters(&rest[..*start], parameters.as_deref()))
        else {
            return false;
        };
        rest = &rest[start + segment_letters.len()..];
        (parameters, has_fixed) = (None, true);
    }
    has_fixed && is_parameters(rest, parameters.as_deref())
}

/// Whether a text between fixed segments is that of the parameters there, if any.
fn is_parameters(text: &str, parameters: Option<&str>) -> bool {
    match parameters {
        None => text.is_empty(),
        Some(parameters) => text.is_empty() || text == parameters || text.ends_with("id"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(method: &str, path: &str) -> OperationKey {
        OperationKey {
            method: method.to_owned(),
            path: path.to_owned(),
        }
    }

    #[test]
    fn what_frameworks_add_is_no_part_of_a_name() {
        let key = key("POST", "/v1/jobs/{job_id}/reset");
        for (name, expected) in [
            ("reset_job_v1_jobs__job_id__reset_post", "reset_job"),
            ("resetUsingPOST", "reset"),
            ("resetUsingPOST_12", "reset"),
            ("JobService_ResetJob", "ResetJob"),
            ("JobService_Audit", "Audit"),
            ("Job_Results", "Job_Results"),
            ("jobs-reset-1", "jobs-reset"),
            ("jobs-1", "jobs-1"),
            ("reset_job", "reset_job"),
            ("UsingPOST", "UsingPOST"),
            ("v1_jobs__job_id__reset_post", "v1_jobs__job_id__reset_post"),
        ] {
            assert_eq!(without_additions(name, &key), expected);
        }
    }

    #[test]
    fn names_of_method_and_path_are_found() {
        let key = key("POST", "/jobs/{id}/runs");
        for name in ["post-jobs-id-runs", "jobs_id_runs_POST", "postJobsIdRuns"] {
            assert!(is_method_and_path(name, &key), "{name}");
        }
        for name in ["post-jobs-job_uuid-runs", "post-jobs-runs"] {
            assert!(is_method_and_path(name, &key), "{name}");
        }
        for name in [
            "post-runs",
            "post-jobs-all-runs",
            "post jobs id runs",
            "createJobsIdRuns",
        ] {
            assert!(!is_method_and_path(name, &key), "{name}");
        }
    }
}
