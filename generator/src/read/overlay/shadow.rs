//! The original indices of the items of lists that overlays change.

use std::collections::BTreeMap;

use serde_json::Value;

/// A value of the document's tree with its original index. It is changed as the tree is changed.
#[derive(Debug, Default)]
pub(super) struct Shadow {
    /// The index of an item in its list in the source; `None` for an added item.
    index: Option<usize>,
    items: Vec<Shadow>,
    fields: BTreeMap<String, Shadow>,
}

impl Shadow {
    /// The shadow of an unchanged tree. The recursion is as deep as the parser let the document be.
    pub(super) fn new(value: &Value) -> Self {
        let mut shadow = Self::default();
        match value {
            Value::Array(items) => {
                shadow.items = items.iter().map(Self::new).collect();
                for (index, item) in shadow.items.iter_mut().enumerate() {
                    item.index = Some(index);
                }
            }
            Value::Object(fields) => {
                let fields = fields
                    .iter()
                    .map(|(key, value)| (key.clone(), Self::new(value)));
                shadow.fields = fields.collect();
            }
            _ => {}
        }
        shadow
    }

    /// The shadow of the value at a pointer's tokens.
    pub(super) fn descendant(&mut self, tokens: &[String]) -> Option<&mut Self> {
        let mut shadow = self;
        for token in tokens {
            shadow = match token.parse::<usize>() {
                Ok(index) if index < shadow.items.len() => shadow.items.get_mut(index)?,
                _ => shadow.fields.get_mut(token)?,
            };
        }
        Some(shadow)
    }

    /// Removes an item or a member.
    pub(super) fn remove(&mut self, token: &str) {
        match token.parse::<usize>() {
            Ok(index) if index < self.items.len() => drop(self.items.remove(index)),
            _ => drop(self.fields.remove(token)),
        }
    }

    /// Adds an item to a list.
    pub(super) fn push(&mut self) {
        self.items.push(Self::default());
    }

    /// The current pointers of the lists that were changed, with the original index of each item; `None` for added
    /// items.
    pub(super) fn moved_lists(&self) -> BTreeMap<String, Vec<Option<usize>>> {
        let mut moved = BTreeMap::new();
        self.collect(&mut String::new(), &mut moved);
        moved
    }

    fn collect(&self, pointer: &mut String, moved: &mut BTreeMap<String, Vec<Option<usize>>>) {
        let differs = |(index, item): (usize, &Self)| item.index != Some(index);
        if self.items.iter().enumerate().any(differs) {
            let indices = self.items.iter().map(|item| item.index);
            moved.insert(pointer.clone(), indices.collect());
        }
        let length = pointer.len();
        let items = self.items.iter().enumerate();
        let items = items.map(|(index, item)| (index.to_string(), item));
        let fields = self.fields.iter().map(|(key, field)| {
            let token = key.replace('~', "~0").replace('/', "~1");
            (token, field)
        });
        for (token, child) in items.chain(fields) {
            pointer.push('/');
            pointer.push_str(&token);
            child.collect(pointer, moved);
            pointer.truncate(length);
        }
    }
}
