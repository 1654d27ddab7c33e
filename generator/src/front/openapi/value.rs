//! Lenient ways to read values of OpenAPI documents, in which `null` counts as absent.

use crate::ground::secret;
use crate::read::source::At;

/// Ways to read a value as OpenAPI documents are written.
pub(super) trait OpenApiValue<'d> {
    /// Whether there is a member with this key that is not `null`.
    fn declares(&self, key: &str) -> bool;

    /// The members of an object in order, without those that are `null`; none for other values.
    fn entries(&self) -> Vec<(&'d str, At<'d>)>;

    /// The entries of a member; none where it is missing or no object.
    fn entries_of(&self, key: &str) -> Vec<(&'d str, At<'d>)>;

    /// The scalars of a member that is a list, as texts.
    fn texts_of(&self, key: &str) -> Vec<String>;

    /// Whether a member is `true`, or the text `true`.
    fn flag(&self, key: &str) -> bool;

    /// As [`OpenApiValue::flag`]; `None` where the member is missing.
    fn optional_flag(&self, key: &str) -> Option<bool>;

    /// A member that is prose, without secrets; `None` where it is blank.
    fn prose_of(&self, key: &str) -> Option<String>;
}

impl<'d> OpenApiValue<'d> for At<'d> {
    fn declares(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    fn entries(&self) -> Vec<(&'d str, At<'d>)> {
        self.members()
            .filter(|(_, member)| !member.value.is_null())
            .collect()
    }

    fn entries_of(&self, key: &str) -> Vec<(&'d str, At<'d>)> {
        self.get(key)
            .map(|member| member.entries())
            .unwrap_or_default()
    }

    fn texts_of(&self, key: &str) -> Vec<String> {
        let elements = self.elements_of(key);
        elements.iter().filter_map(At::text).collect()
    }

    fn flag(&self, key: &str) -> bool {
        self.scalar_text(key)
            .is_some_and(|text| text.eq_ignore_ascii_case("true"))
    }

    fn optional_flag(&self, key: &str) -> Option<bool> {
        self.declares(key).then(|| self.flag(key))
    }

    fn prose_of(&self, key: &str) -> Option<String> {
        let text = self.scalar_text(key)?;
        (!text.trim().is_empty()).then(|| secret::hide_in_owned_prose(text))
    }
}
