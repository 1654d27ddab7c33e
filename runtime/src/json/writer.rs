//! Writing of typed values as JSON text, without a tree.

use super::{Encode, Json, Object, Write};

/// A JSON text that is being written. It equals the text of the value's tree.
#[derive(Debug, Default)]
pub struct Writer {
    text: Vec<u8>,
    /// Whether a number was not finite.
    fails: bool,
}

impl Writer {
    /// The text of a value; `None` if it holds a number that is not finite.
    pub fn of(value: &dyn Encode) -> Option<Vec<u8>> {
        let mut writer = Writer::default();
        value.write_to(&mut writer);
        (!writer.fails).then_some(writer.text)
    }

    /// Writes a tree.
    pub fn tree(&mut self, value: &Json) {
        self.fails |= serde_json::to_writer(&mut self.text, value).is_err();
    }

    pub(super) fn string(&mut self, value: &str) {
        self.fails |= serde_json::to_writer(&mut self.text, value).is_err();
    }

    pub(super) fn list<'v>(&mut self, items: impl Iterator<Item = &'v (impl Encode + 'v)>) {
        self.text.push(b'[');
        for (at, item) in items.enumerate() {
            self.comma(at > 0);
            item.write_to(self);
        }
        self.text.push(b']');
    }

    pub(super) fn map<'v>(
        &mut self,
        fields: impl Iterator<Item = (&'v String, &'v (impl Encode + 'v))>,
    ) {
        self.text.push(b'{');
        for (at, (name, value)) in fields.enumerate() {
            self.field(at > 0, name, value);
        }
        self.text.push(b'}');
    }

    /// Writes an object.
    pub fn object(&mut self, value: &dyn Write) {
        self.text.push(b'{');
        let mut object = Object::for_writer(std::mem::take(self));
        value.write(&mut object);
        *self = object.into_writer();
        self.text.push(b'}');
    }

    pub(super) fn field(&mut self, follows: bool, name: &str, value: &dyn Encode) {
        self.comma(follows);
        self.string(name);
        self.text.push(b':');
        value.write_to(self);
    }

    fn comma(&mut self, follows: bool) {
        if follows {
            self.text.push(b',');
        }
    }
}
