//! Postman's dynamic variables (`{{$guid}}`): Postman generates a value for each request.
//!
//! In a client they are values that the caller passes; the type follows from the name.

/// The type of a dynamic variable, as a placeholder of Postman's converter (`<uuid>`); `None` for a name that is not one of
/// Postman's.
pub(crate) fn placeholder(name: &str) -> Option<&'static str> {
    let name = name.strip_prefix('$')?;
    Some(match name {
        "guid" | "randomUUID" => "<uuid>",
        "timestamp" => "<long>",
        "isoTimestamp" | "randomDateFuture" | "randomDatePast" | "randomDateRecent" => "<dateTime>",
        "randomInt" | "randomBankAccount" | "randomCreditCardMask" => "<integer>",
        "randomBoolean" => "<boolean>",
        "randomLatitude" | "randomLongitude" | "randomPrice" => "<number>",
        "randomIP" => "<ipv4>",
        "randomIPV6" => "<ipv6>",
        "randomEmail" | "randomExampleEmail" => "<email>",
        "randomUrl" | "randomAvatarImage" | "randomImageUrl" => "<uri>",
        _ if name.starts_with("random") => "<string>",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_types() {
        assert_eq!(placeholder("$guid"), Some("<uuid>"));
        assert_eq!(placeholder("$randomFirstName"), Some("<string>"));
        assert_eq!(placeholder("$nope"), None);
        assert_eq!(placeholder("guid"), None);
    }
}
