//! What a pre-request script signs, as far as its text says. Scripts are never run.

/// Parts of calls that compute a signature or a hash, in lower case.
const CRYPTO: &[&str] = &[
    "hmac",
    "cryptojs.sha",
    "cryptojs.md5",
    "crypto.subtle",
    "createhash",
    "createsign",
    "jsrsasign",
    "kjur",
    "forge.",
];

/// Beginnings of calls that set a header, in lower case.
const HEADERS: &[&str] = &[
    "headers.add(",
    "headers.upsert(",
    "addheader(",
    "setheader(",
    "headers[",
];

/// Beginnings of calls that set a variable, in lower case.
const VARIABLES: &[&str] = &[
    "environment.set(",
    "variables.set(",
    "globals.set(",
    "setenvironmentvariable(",
    "setglobalvariable(",
];

/// How far behind the beginning of a call its name may stand, in bytes.
const REACH: usize = 200;

/// What a script sets.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Signed {
    /// Names of headers.
    pub(super) headers: Vec<String>,
    /// Names of variables.
    pub(super) variables: Vec<String>,
}

/// What a script sets, if it signs requests: it computes a signature, or it sets `Authorization`.
pub(super) fn signed(code: &str) -> Option<Signed> {
    let code = without_comments(code);
    let lower = code.to_ascii_lowercase();
    let signed = Signed {
        headers: names(&code, &lower, HEADERS),
        variables: names(&code, &lower, VARIABLES),
    };
    let computes = CRYPTO.iter().any(|call| lower.contains(call));
    let authorizes = signed
        .headers
        .iter()
        .any(|name| name.eq_ignore_ascii_case("authorization"));
    let sets = !signed.headers.is_empty() || !signed.variables.is_empty();
    (authorizes || (computes && sets)).then_some(signed)
}

/// The lines without those that are comments.
fn without_comments(code: &str) -> String {
    let lines = code.lines();
    let lines = lines.filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

/// The names that calls are given: the text behind `key`, or the first text. `lower` is the code in lower case.
fn names(code: &str, lower: &str, calls: &[&str]) -> Vec<String> {
    let mut found: Vec<(usize, String)> = Vec::new();
    for call in calls {
        for (at, _) in lower.match_indices(call) {
            let start = at + call.len();
            let mut end = code.len().min(start + REACH);
            while !code.is_char_boundary(end) {
                end -= 1;
            }
            let rest = code.get(start..end).unwrap_or_default();
            let key = rest.find("key");
            let key = key.filter(|at| !rest[..*at].contains(char::is_alphanumeric));
            let name = key.map_or(rest, |at| rest[at + 3..].trim_start_matches(['"', '\'']));
            found.extend(first_text(name).map(|name| (at, name)));
        }
    }
    found.sort();
    let mut names: Vec<String> = Vec::new();
    for (_, name) in found {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// The first text in quotes, if it is a name.
fn first_text(code: &str) -> Option<String> {
    let open = code.find(['"', '\'', '`'])?;
    let quote = code[open..].chars().next()?;
    let inner = code[open + 1..].split(quote).next()?;
    let is_name = !inner.is_empty()
        && inner.len() <= 80
        && inner
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b));
    is_name.then(|| inner.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_that_sign_are_told_from_others() {
        let sets = |code: &str| signed(code).map(|signed| (signed.headers, signed.variables));
        let names = |names: &[&str]| {
            names
                .iter()
                .map(|name| (*name).to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(
            sets(
                "const s = CryptoJS.HmacSHA1(a, b);\npm.request.headers.add({key: \"Date\", value: d});\npm.request.headers.upsert({ 'key': 'X-Sign', value: s })"
            ),
            Some((names(&["Date", "X-Sign"]), names(&[])))
        );
        assert_eq!(
            sets("postman.setEnvironmentVariable('sig', CryptoJS.HmacSHA256(a, b));"),
            Some((names(&[]), names(&["sig"])))
        );
        assert_eq!(
            sets("pm.request.headers.add({key:'Authorization', value: x})"),
            Some((names(&["Authorization"]), names(&[])))
        );
        for other in [
            "pm.environment.set('now', Date.now()); console.log('done')",
            "// CryptoJS.HmacSHA1(a, b)\npm.variables.set('a', 1)",
            "pm.request.headers.add({key: 'X-Trace', value: '1'})",
            "",
        ] {
            assert_eq!(sets(other), None, "{other}");
        }
    }
}
