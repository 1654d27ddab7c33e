//! Text to words, words to identifiers.

use deunicode::deunicode_char;

use super::english::{is_article, symbol, with_even_capitals, with_singular_end};

/// So many letters of a text are read: no name needs more.
const LONGEST: usize = 1_000;

/// The words of a name: lower-case ASCII letters and digits, none of them empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Words(pub(super) Vec<String>);

impl Words {
    /// The words of prose or of an identifier in any style; possessive marks are dropped, letters of
    /// other scripts transliterated, everything else separates.
    pub(super) fn of(text: &str) -> Self {
        let mut words = Vec::new();
        if text.len() <= LONGEST && text.is_ascii() {
            let letters = text.as_bytes();
            let at = |index: usize| letters.get(index).map(|byte| char::from(*byte));
            tokens(at, |token| cut(token, &mut words));
        } else {
            let letters: Vec<char> = text.chars().take(LONGEST).collect();
            let at = |index: usize| letters.get(index).copied();
            tokens(at, |token| cut(token, &mut words));
        }
        Self(words)
    }

    /// The words of a key or value on the wire, where a leading sign matters and a lone symbol is all
    /// there is; never without a word.
    pub(super) fn of_wire(text: &str) -> Self {
        let mut words = Self::of(text);
        let sign = match text.as_bytes().first() {
            Some(b'-') => Some("minus"),
            Some(b'+') => Some("plus"),
            _ => None,
        };
        if let Some(sign) = sign.filter(|_| !words.is_empty()) {
            words.0.insert(0, sign.to_owned());
        }
        if words.is_empty() {
            words
                .0
                .extend(text.chars().take(4).filter_map(symbol).map(str::to_owned));
        }
        if words.is_empty() {
            words
                .0
                .push(if text.is_empty() { "empty" } else { "value" }.to_owned());
        }
        words
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// These words, then those of `more`.
    pub(super) fn then(mut self, more: &[String]) -> Self {
        self.0.extend_from_slice(more);
        self
    }

    /// These words, then those of `more` that they do not end with: `tsp` and `tsp bridge` are a `tsp bridge`.
    pub(super) fn joined(self, more: &[String]) -> Self {
        let shared = (0..=self.len().min(more.len()))
            .rev()
            .find(|length| self.0.ends_with(&more[..*length]));
        self.then(&more[shared.unwrap_or_default()..])
    }

    /// These words and one more.
    pub(super) fn and(mut self, word: &str) -> Self {
        self.0.push(word.to_owned());
        self
    }

    /// These words with the last one in the singular.
    pub(super) fn with_singular_end(self) -> Self {
        Self(with_singular_end(self.0))
    }

    /// `update_password`
    pub(super) fn snake(&self) -> String {
        self.0.join("_")
    }

    /// `UpdatePassword`
    pub(super) fn pascal(&self) -> String {
        let mut name = String::with_capacity(self.0.iter().map(String::len).sum());
        for word in &self.0 {
            let start = name.len();
            name.push_str(word);
            if let Some(first) = name.get_mut(start..=start) {
                first.make_ascii_uppercase();
            }
        }
        name
    }

    /// At most `limit` letters without separators: words in the middle go first, for the ends matter most.
    pub(super) fn condensed(mut self, limit: usize) -> Self {
        let mut length: usize = self.0.iter().map(String::len).sum();
        // Words before `left` and from `right` on are kept.
        let (mut left, mut right) = (self.len() / 2, self.len() / 2);
        loop {
            let kept = left + self.len() - right;
            if kept < 2 || length <= limit {
                break;
            }
            let gone = match kept / 2 == left {
                true => {
                    right += 1;
                    right - 1
                }
                false => {
                    left -= 1;
                    left
                }
            };
            length -= self.0.get(gone).map_or(0, String::len);
        }
        self.0.drain(left..right);
        if let [only] = self.0.as_mut_slice() {
            only.truncate(limit);
        }
        self
    }

    /// As many leading words as fit `limit` letters in snake case; a single long word is cut.
    pub(super) fn limited(mut self, limit: usize) -> Self {
        let letters: usize = self.0.iter().map(String::len).sum();
        let mut length = letters + self.len().saturating_sub(1);
        while self.len() > 1 && length > limit {
            length -= self.0.pop().map_or(0, |last| last.len() + 1);
        }
        if let [only] = self.0.as_mut_slice() {
            only.truncate(limit);
        }
        self
    }
}

/// The words that are no articles.
pub(super) fn without_articles(words: Words) -> Words {
    let words = words.0.into_iter();
    Words(words.filter(|word| !is_article(word)).collect())
}

/// Calls `show` with each run of letters and digits, in ASCII.
fn tokens(at: impl Fn(usize) -> Option<char>, mut show: impl FnMut(&str)) {
    let is_word = |index: usize| at(index).is_some_and(char::is_alphanumeric);
    let mut token = String::new();
    let mut end = |token: &mut String| {
        if !token.is_empty() {
            show(token);
            token.clear();
        }
    };
    let mut index = 0;
    while let Some(letter) = at(index) {
        match letter {
            '\'' | '\u{2019}' if at(index + 1) == Some('s') && !is_word(index + 2) => index += 1,
            '\'' | '\u{2019}' => {}
            _ if letter.is_ascii_alphanumeric() => token.push(letter),
            // An ideograph is a whole syllable, which `deunicode` ends with a space.
            _ if letter.is_alphanumeric() => {
                for ascii in deunicode_char(letter).unwrap_or_default().chars() {
                    match ascii {
                        ' ' => end(&mut token),
                        _ if ascii.is_ascii_alphanumeric() => token.push(ascii),
                        _ => {}
                    }
                }
            }
            // `H.323` and `Q&A` are one word each.
            '.' | '&' if joins(&at, index) => {}
            // A mark belongs to the letter before it.
            '\u{300}'..='\u{36f}' | '\u{fe0f}' | '\u{200d}' => {}
            _ => end(&mut token),
        }
        index += 1;
    }
    end(&mut token);
}

/// Whether the sign is between a single letter and a digit (`.`) or another capital (`&`).
fn joins(at: impl Fn(usize) -> Option<char>, index: usize) -> bool {
    let back = |steps: usize| index.checked_sub(steps).and_then(&at);
    let lone = back(1).is_some_and(|letter| letter.is_ascii_uppercase())
        && !back(2).is_some_and(char::is_alphanumeric);
    let next = at(index + 1).unwrap_or(' ');
    lone && match at(index) {
        Some('&') => next.is_ascii_uppercase(),
        _ => next.is_ascii_digit(),
    }
}

/// Adds a token's words.
fn cut(token: &str, words: &mut Vec<String>) {
    // Words of odd capitals, and cuts, have a capital behind another letter, which most words have not.
    if token.bytes().skip(1).any(|byte| byte.is_ascii_uppercase()) {
        let even = with_even_capitals(token);
        words.extend(humps(&even).iter().map(|hump| hump.to_ascii_lowercase()));
    } else {
        words.push(token.to_ascii_lowercase());
    }
}

/// Cuts at changes of case: `meetingUUID`, `XMLHttp`, `userIDs`, `v2Users`.
fn humps(token: &str) -> Vec<&str> {
    let bytes = token.as_bytes();
    let mut cuts = vec![0];
    for index in 1..bytes.len() {
        if starts_hump(bytes, index) {
            cuts.push(index);
        }
    }
    cuts.push(bytes.len());
    cuts.windows(2)
        .filter_map(|cut| token.get(cut[0]..cut[1]))
        .filter(|hump| !hump.is_empty())
        .collect()
}

fn starts_hump(bytes: &[u8], index: usize) -> bool {
    let (before, here) = (bytes[index - 1], bytes[index]);
    if !here.is_ascii_uppercase() {
        return false;
    }
    let rest = &bytes[index + 1..];
    // `vCenter`, `iDEAL`, `mTLS` are one word, and so is `IPv4`.
    if (index == 1 && b"eimov".contains(&before)) || is_version(rest) {
        return false;
    }
    let ends_acronym = rest.first().is_some_and(u8::is_ascii_lowercase) && !is_plural_s(rest);
    if before.is_ascii_digit() {
        // `v2Users` but not `2FA`; `3DSecure` is cut behind the `D`.
        return ends_acronym && bytes[..index].iter().any(u8::is_ascii_alphabetic);
    }
    before.is_ascii_lowercase() || ends_acronym
}

/// Whether a word has no letters; so has an empty one.
pub(super) fn is_number(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a name needs a letter in front to be an identifier.
pub(super) fn starts_with_digit(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_digit())
}

/// Whether the rest is the `v4` of `IPv4`.
fn is_version(rest: &[u8]) -> bool {
    rest.first() == Some(&b'v') && rest.get(1).is_some_and(u8::is_ascii_digit)
}

/// Whether the rest is the `s` of `IDs`, alone or before the next hump.
fn is_plural_s(rest: &[u8]) -> bool {
    rest.first() == Some(&b's') && !rest.get(1).is_some_and(u8::is_ascii_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn snake(text: &str) -> String {
        Words::of(text).snake()
    }

    #[test]
    fn prose() {
        assert_eq!(snake("Update a user's password"), "update_a_user_password");
        assert_eq!(
            snake("Get user\u{2019}s IM messages"),
            "get_user_im_messages"
        );
        assert_eq!(
            snake("Update a H.323/SIP device"),
            "update_a_h323_sip_device"
        );
        assert_eq!(snake("Get webinar Q&A report"), "get_webinar_qa_report");
        assert_eq!(
            snake("Get meeting participant QoS"),
            "get_meeting_participant_qos"
        );
        assert_eq!(snake("users' don't"), "users_dont");
    }

    #[test]
    fn identifiers() {
        assert_eq!(snake("meetingUUID"), "meeting_uuid");
        assert_eq!(snake("XMLHttpRequest"), "xml_http_request");
        assert_eq!(snake("userIDs"), "user_ids");
        assert_eq!(snake("IDsOfUsers"), "ids_of_users");
        assert_eq!(snake("v2Users"), "v2_users");
        assert_eq!(snake("2FA"), "2fa");
        assert_eq!(snake("h323_password"), "h323_password");
        assert_eq!(snake("X-Request-Id"), "x_request_id");
        assert_eq!(snake("GetAUser"), "get_a_user");
        assert_eq!(snake("List IPv4 addresses"), "list_ipv4_addresses");
        assert_eq!(snake("listIPv6Blocks"), "list_ipv6_blocks");
        assert_eq!(snake("vCenter DC"), "vcenter_dc");
        assert_eq!(snake("iDEAL mTLS eSign"), "ideal_mtls_esign");
        assert_eq!(snake("MySQL IDs of WABAs"), "mysql_ids_of_wabas");
        assert_eq!(snake("macOSVersion OAuthURL"), "macos_version_oauth_url");
        assert_eq!(snake("GitHub OAuth2"), "github_oauth2");
        assert_eq!(snake("oAuth 2"), "oauth_2");
    }

    #[test]
    fn other_scripts() {
        assert_eq!(snake("\u{dc}bersicht \u{1f680}"), "ubersicht");
        assert_eq!(snake("\u{83b7}\u{53d6}"), "huo_qu");
        assert_eq!(snake("\u{1f680}\u{1f4a5}"), "");
    }

    #[test]
    fn joined_words_do_not_stutter() {
        let joined = |one: &str, more: &str| Words::of(one).joined(&Words::of(more).0).snake();
        assert_eq!(joined("tsp", "tsp bridge"), "tsp_bridge");
        assert_eq!(joined("group member", "member"), "group_member");
        assert_eq!(joined("group", "member"), "group_member");
    }

    #[test]
    fn the_wire_always_has_a_word() {
        let wire = |text: &str| Words::of_wire(text).snake();
        assert_eq!(wire("+1"), "plus_1");
        assert_eq!(wire("-created_at"), "minus_created_at");
        assert_eq!(wire(">="), "greater_equals");
        assert_eq!(wire(""), "empty");
        assert_eq!(wire("\u{1f680}"), "value");
    }

    #[test]
    fn limits_drop_whole_words() {
        assert_eq!(
            Words::of("get a very long name").limited(11).snake(),
            "get_a_very"
        );
        assert_eq!(Words::of("abcdefgh").limited(3).snake(), "abc");
        assert_eq!(
            Words::of("one two three four five").condensed(14).pascal(),
            "OneTwoFourFive"
        );
    }
}
