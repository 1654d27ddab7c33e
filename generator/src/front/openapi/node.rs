//! A value of a document with its origin, and lenient ways to read it.

use serde_json::Value;

use crate::ground::diagnostic::Origin;
use crate::ground::secret;

/// A value with its origin.
#[derive(Debug, Clone)]
pub(super) struct Node<'d> {
    pub(super) value: &'d Value,
    pub(super) origin: Origin,
}

impl<'d> Node<'d> {
    pub(super) fn new(value: &'d Value, origin: Origin) -> Self {
        Self { value, origin }
    }

    /// The member of this key; a member that is `null` counts as absent.
    pub(super) fn get(&self, key: &str) -> Option<Self> {
        let value = self.value.get(key).filter(|value| !value.is_null())?;
        Some(Self::new(value, self.origin.key(key)))
    }

    /// Whether there is a member with this key that is not `null`.
    pub(super) fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// The members of an object in order, without those that are `null`; none for other values.
    pub(super) fn members(&self) -> Vec<(&'d str, Self)> {
        let members = self.value.as_object().into_iter().flatten();
        members
            .filter(|(_, value)| !value.is_null())
            .map(|(key, value)| (key.as_str(), Self::new(value, self.origin.key(key))))
            .collect()
    }

    /// The members of a member; none where it is missing or no object.
    pub(super) fn members_of(&self, key: &str) -> Vec<(&'d str, Self)> {
        self.get(key)
            .map(|member| member.members())
            .unwrap_or_default()
    }

    /// The elements of a list, `null`s included; any other value counts as a list of that value.
    pub(super) fn elements(&self) -> Vec<Self> {
        let Value::Array(list) = self.value else {
            return vec![self.clone()];
        };
        let elements = list.iter().enumerate();
        elements
            .map(|(index, value)| Self::new(value, self.origin.index(index)))
            .collect()
    }

    /// The elements of a member; none where it is missing.
    pub(super) fn elements_of(&self, key: &str) -> Vec<Self> {
        self.get(key)
            .map(|member| member.elements())
            .unwrap_or_default()
    }

    /// A scalar as text, as JSON writes it without quotes; `None` for `null`, lists and objects.
    pub(super) fn text(&self) -> Option<String> {
        match self.value {
            Value::String(text) => Some(text.clone()),
            Value::Bool(_) | Value::Number(_) => Some(self.value.to_string()),
            Value::Null | Value::Array(_) | Value::Object(_) => None,
        }
    }

    /// A scalar member as text.
    pub(super) fn text_of(&self, key: &str) -> Option<String> {
        self.get(key)?.text()
    }

    /// The scalars of a member that is a list, as texts.
    pub(super) fn texts_of(&self, key: &str) -> Vec<String> {
        let elements = self.elements_of(key);
        elements.iter().filter_map(Self::text).collect()
    }

    /// Whether a member is `true`, or the text `true`.
    pub(super) fn flag(&self, key: &str) -> bool {
        self.text_of(key)
            .is_some_and(|text| text.eq_ignore_ascii_case("true"))
    }

    /// As [`Node::flag`]; `None` where the member is missing.
    pub(super) fn optional_flag(&self, key: &str) -> Option<bool> {
        self.has(key).then(|| self.flag(key))
    }

    /// A member that is prose, without secrets; `None` where it is blank.
    pub(super) fn prose_of(&self, key: &str) -> Option<String> {
        let text = self.text_of(key)?;
        (!text.trim().is_empty()).then(|| secret::hide_in_owned_prose(text))
    }
}
