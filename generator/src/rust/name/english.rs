//! What the naming rules know of English, and of the spelling of programs.

/// Words of odd capitals, and how they are spelled to stay one word.
pub(super) const COMPOUNDS: &[(&str, &str)] = &[
    ("DevOps", "Devops"),
    ("GitHub", "Github"),
    ("GitLab", "Gitlab"),
    ("GraphQL", "Graphql"),
    ("IaaS", "Iaas"),
    ("IoT", "Iot"),
    ("JavaScript", "Javascript"),
    ("LinkedIn", "Linkedin"),
    ("MySQL", "Mysql"),
    ("OAuth", "Oauth"),
    ("OpenAPI", "Openapi"),
    ("PaaS", "Paas"),
    ("PayPal", "Paypal"),
    ("PostgreSQL", "Postgresql"),
    ("QoS", "Qos"),
    ("SaaS", "Saas"),
    ("WebSocket", "Websocket"),
    ("WhatsApp", "Whatsapp"),
    ("WiFi", "Wifi"),
    ("YouTube", "Youtube"),
    ("iFrame", "Iframe"),
    ("iOS", "Ios"),
    ("iPad", "Ipad"),
    ("iPhone", "Iphone"),
    ("macOS", "Macos"),
];

/// The name of a sign, for keys that hold nothing else.
pub(super) fn symbol(sign: char) -> Option<&'static str> {
    Some(match sign {
        '*' => "star",
        '$' => "dollar",
        '@' => "at",
        '#' => "hash",
        '%' => "percent",
        '&' => "and",
        '|' => "or",
        '!' => "not",
        '=' => "equals",
        '<' => "less",
        '>' => "greater",
        '~' => "tilde",
        '+' => "plus",
        '-' => "minus",
        '_' => "underscore",
        '.' => "dot",
        ',' => "comma",
        ':' => "colon",
        ';' => "semicolon",
        '/' => "slash",
        '\\' => "backslash",
        '^' => "caret",
        '?' => "question",
        ' ' => "space",
        _ => return None,
    })
}

pub(super) fn is_article(word: &str) -> bool {
    matches!(word, "a" | "an" | "the")
}

/// Words that join what is done to what it is done in: `list members in a role`.
pub(super) fn is_preposition(word: &str) -> bool {
    matches!(
        word,
        "of" | "for" | "in" | "to" | "from" | "by" | "on" | "with" | "within" | "under"
    )
}

/// Words before a noun that tell nothing: `get a specific user`.
pub(super) fn is_determiner(word: &str) -> bool {
    matches!(
        word,
        "new" | "existing" | "specific" | "specified" | "single" | "given" | "particular" | "one"
    )
}

/// Words behind a thing that mean the thing itself: `get role information`.
pub(super) fn is_filler(word: &str) -> bool {
    matches!(word, "detail" | "details" | "info" | "information")
}

/// Field names that say nothing of what they hold, so that a type is named after the parent too.
pub(super) fn is_generic(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "array",
        "attribute",
        "body",
        "content",
        "data",
        "datum",
        "detail",
        "details",
        "element",
        "entry",
        "field",
        "id",
        "info",
        "information",
        "item",
        "key",
        "kind",
        "level",
        "list",
        "meta",
        "mode",
        "name",
        "object",
        "option",
        "options",
        "params",
        "payload",
        "property",
        "record",
        "request",
        "response",
        "result",
        "results",
        "state",
        "status",
        "type",
        "value",
        "values",
    ];
    debug_assert!(WORDS.is_sorted(), "looked up by halves");
    WORDS.binary_search(&word).is_ok()
}

/// Whether an item's name that starts so tells what is done.
pub(super) fn is_verb(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "accept",
        "activate",
        "add",
        "allow",
        "approve",
        "archive",
        "assign",
        "associate",
        "attach",
        "authenticate",
        "authorize",
        "ban",
        "block",
        "book",
        "bulk",
        "calculate",
        "cancel",
        "capture",
        "change",
        "check",
        "clear",
        "clone",
        "close",
        "complete",
        "confirm",
        "connect",
        "convert",
        "copy",
        "count",
        "create",
        "deactivate",
        "decline",
        "define",
        "delete",
        "deny",
        "deploy",
        "detach",
        "disable",
        "disassociate",
        "disconnect",
        "dismiss",
        "download",
        "duplicate",
        "edit",
        "enable",
        "end",
        "execute",
        "export",
        "fetch",
        "filter",
        "find",
        "fork",
        "generate",
        "get",
        "import",
        "insert",
        "install",
        "invite",
        "invoke",
        "issue",
        "join",
        "leave",
        "link",
        "list",
        "load",
        "lock",
        "login",
        "logout",
        "make",
        "mark",
        "merge",
        "modify",
        "move",
        "mute",
        "open",
        "patch",
        "pause",
        "perform",
        "pin",
        "post",
        "preview",
        "process",
        "publish",
        "purge",
        "put",
        "query",
        "read",
        "recover",
        "refresh",
        "refund",
        "register",
        "reject",
        "release",
        "remove",
        "rename",
        "render",
        "reopen",
        "replace",
        "request",
        "resend",
        "reset",
        "resolve",
        "restore",
        "resume",
        "retrieve",
        "return",
        "revert",
        "revoke",
        "rotate",
        "run",
        "save",
        "search",
        "see",
        "select",
        "send",
        "set",
        "share",
        "show",
        "sign",
        "start",
        "stop",
        "store",
        "submit",
        "subscribe",
        "suspend",
        "switch",
        "sync",
        "tag",
        "terminate",
        "test",
        "track",
        "transfer",
        "trigger",
        "unarchive",
        "unassign",
        "unblock",
        "uninstall",
        "unlink",
        "unlock",
        "unpublish",
        "unsubscribe",
        "update",
        "upgrade",
        "upload",
        "upsert",
        "use",
        "validate",
        "verify",
        "view",
        "void",
        "watch",
        "withdraw",
        "write",
    ];
    debug_assert!(WORDS.is_sorted(), "looked up by halves");
    WORDS.binary_search(&word).is_ok()
}

/// One of what the word names many of; a word that names one stays.
pub(super) fn singular(word: &str) -> String {
    const IRREGULAR: &[(&str, &str)] = &[
        ("addresses", "address"),
        ("aliases", "alias"),
        ("analyses", "analysis"),
        ("bonuses", "bonus"),
        ("buses", "bus"),
        ("caches", "cache"),
        ("children", "child"),
        ("cookies", "cookie"),
        ("indices", "index"),
        ("men", "man"),
        ("movies", "movie"),
        ("news", "news"),
        ("people", "person"),
        ("series", "series"),
        ("species", "species"),
        ("statuses", "status"),
        ("viruses", "virus"),
        ("women", "woman"),
    ];
    if let Ok(found) = IRREGULAR.binary_search_by_key(&word, |(many, _)| many) {
        return IRREGULAR[found].1.to_owned();
    }
    let stem = |ending: &str| word.strip_suffix(ending).filter(|stem| stem.len() > 1);
    if let Some(stem) = stem("ies") {
        return format!("{stem}y");
    }
    if let Some(stem) = ["sses", "shes", "ches", "xes"]
        .iter()
        .find_map(|ending| stem(ending))
    {
        return word
            .get(..stem.len() + ending_kept(word))
            .unwrap_or(word)
            .to_owned();
    }
    let stays = ["ss", "us", "is", "as", "os"]
        .iter()
        .any(|ending| word.ends_with(ending));
    match stem("s") {
        Some(one) if !stays => one.to_owned(),
        _ => word.to_owned(),
    }
}

/// How much of `sses`, `shes`, `ches` or `xes` belongs to the word itself.
fn ending_kept(word: &str) -> usize {
    if word.ends_with("xes") { 1 } else { 2 }
}

/// Whether the word names many.
pub(super) fn is_plural(word: &str) -> bool {
    singular(word) != word
}

/// Whether two words are forms of one: equal but for number, or long and alike at the start.
pub(super) fn same_stem(one: &str, other: &str) -> bool {
    let alike = one
        .bytes()
        .zip(other.bytes())
        .take_while(|(a, b)| a == b)
        .count();
    let shorter = one.len().min(other.len());
    singular(one) == singular(other) || (alike >= 7 && alike * 3 >= shorter * 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_of_many() {
        for (many, one) in [
            ("users", "user"),
            ("policies", "policy"),
            ("addresses", "address"),
            ("classes", "class"),
            ("boxes", "box"),
            ("branches", "branch"),
            ("status", "status"),
            ("people", "person"),
            ("yes", "ye"),
            ("is", "is"),
            ("files", "file"),
            ("licenses", "license"),
        ] {
            assert_eq!(singular(many), one);
        }
    }

    #[test]
    fn stems() {
        assert!(same_stem("registrants", "registration"));
        assert!(same_stem("channel", "channels"));
        assert!(!same_stem("meeting", "member"));
        assert!(!same_stem("records", "recordings"));
    }

    #[test]
    fn tables_are_sorted() {
        assert!(is_generic("array") && is_generic("values") && is_generic("list"));
        assert!(is_verb("accept") && is_verb("write") && is_verb("send") && is_verb("resend"));
    }
}
