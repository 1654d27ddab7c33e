//! Where the items of a changed tree's lists stood before.

use std::collections::BTreeMap;

use serde_json::Value;

/// A tree beside the document's: what stood where before anything was changed.
#[derive(Debug, Default)]
pub(super) struct Shadow {
    /// Its index in its list, where the source has it.
    index: Option<usize>,
    items: Vec<Shadow>,
    fields: BTreeMap<String, Shadow>,
}

impl Shadow {
    /// Recursion is as deep as the parser let the document be.
    pub(super) fn of(value: &Value) -> Self {
        let mut shadow = Self::default();
        match value {
            Value::Array(items) => {
                shadow.items = items.iter().map(Self::of).collect();
                for (index, item) in shadow.items.iter_mut().enumerate() {
                    item.index = Some(index);
                }
            }
            Value::Object(fields) => {
                let fields = fields
                    .iter()
                    .map(|(key, value)| (key.clone(), Self::of(value)));
                shadow.fields = fields.collect();
            }
            _ => {}
        }
        shadow
    }

    /// What stands behind the tokens of a pointer.
    pub(super) fn at(&mut self, tokens: &[String]) -> Option<&mut Self> {
        let mut shadow = self;
        for token in tokens {
            shadow = match token.parse::<usize>() {
                Ok(index) if index < shadow.items.len() => shadow.items.get_mut(index)?,
                _ => shadow.fields.get_mut(token)?,
            };
        }
        Some(shadow)
    }

    /// A list lost an item, an object a member.
    pub(super) fn remove(&mut self, token: &str) {
        match token.parse::<usize>() {
            Ok(index) if index < self.items.len() => drop(self.items.remove(index)),
            _ => drop(self.fields.remove(token)),
        }
    }

    /// A list got an item.
    pub(super) fn push(&mut self) {
        self.items.push(Self::default());
    }

    /// For each list that changed, by its pointer as it is now, the former index of each item; none of
    /// those that the source does not have.
    pub(super) fn moved(&self) -> BTreeMap<String, Vec<Option<usize>>> {
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
