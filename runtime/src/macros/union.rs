use crate::json::{Decode, Json};

/// Implements an enum whose variants hold values of different types, and which it lists.
///
/// ```text
/// union!(untagged ENUM(VARIANT, ..));
/// union!(tag "field" ENUM(VARIANT("value"), ..));
/// ```
///
/// The enum has a variant `Unknown(Json)` for values that fit no other, which is not listed. A tag is the name of a field
/// whose value determines the variant. Without a tag, the variant is chosen whose type declares the most fields of the object,
/// and the first of several.
///
/// ```
/// use posthaste_runtime::{Encode, Json, record, union};
///
/// #[derive(Debug, Clone)]
/// #[non_exhaustive]
/// pub enum Id { Number(i64), Text(String), Unknown(Json) }
/// union!(untagged Id(Number, Text));
///
/// assert!(matches!(Json::from("7").to::<Id>(), Ok(Id::Text(_))));
/// assert!(matches!(Json::from(7).to::<Id>(), Ok(Id::Number(7))));
/// assert!(matches!(Json::Array(Vec::new()).to::<Id>(), Ok(Id::Unknown(_))));
/// assert_eq!(Id::Number(7).encode(), Json::from(7));
///
/// #[derive(Clone, Default)]
/// pub struct Cat { pub lives: Option<i64> }
/// record!(read write Cat(lives));
///
/// #[derive(Debug, Clone)]
/// #[non_exhaustive]
/// pub enum Pet { Cat(Cat), Unknown(Json) }
/// union!(tag "kind" Pet(Cat("cat")));
///
/// let pet = r#"{"kind": "cat", "lives": 9}"#.parse::<Json>()?.to()?;
/// assert!(matches!(pet, Pet::Cat(Cat { lives: Some(9) })));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[macro_export]
macro_rules! union {
    (tag $tag:literal $name:ident($($variant:ident($value:literal)),* $(,)?)) => {
        impl $crate::Decode for $name {
            #[inline]
            fn decode(value: $crate::Json) -> ::std::result::Result<Self, $crate::Mismatch> {
                match $crate::private::tag_of(&value, $tag).as_deref() {
                    $(Some($value) => $crate::Decode::decode(value).map(Self::$variant),)*
                    _ => Ok(Self::Unknown(value)),
                }
            }
        }
        $crate::union!(@encode $name { $($variant),* });
    };
    (untagged $name:ident($($variant:ident),* $(,)?)) => {
        impl $crate::Decode for $name {
            #[inline]
            fn decode(value: $crate::Json) -> ::std::result::Result<Self, $crate::Mismatch> {
                let picked = $crate::private::pick(&value, &[$($crate::union!(@fit $name, $variant)),*]);
                let shapes: &[fn($crate::Json) -> ::std::result::Result<Self, $crate::Mismatch>] =
                    &[$(|value| $crate::Decode::decode(value).map(Self::$variant)),*];
                match picked.and_then(|shape| shapes.get(shape)) {
                    Some(shape) => shape(value),
                    None => Ok(Self::Unknown(value)),
                }
            }
        }
        $crate::union!(@encode $name { $($variant),* });
    };
    (@fit $name:ident, $variant:ident) => {{
        fn fit<T: $crate::Decode>(_: fn(T) -> $name, value: &$crate::Json) -> u32 {
            T::fitness(value)
        }
        |value: &$crate::Json| fit($name::$variant, value)
    }};
    (@encode $name:ident { $($variant:ident),* }) => {
        impl $crate::Encode for $name {
            #[inline]
            fn encode(&self) -> $crate::Json {
                match self {
                    $(Self::$variant(value) => $crate::Encode::encode(value),)*
                    Self::Unknown(value) => value.clone(),
                }
            }
        }

        // A `Box` of a struct is decoded by `Read`, which enums do not implement. An enum that contains itself needs
        // this one.
        impl $crate::Decode for ::std::boxed::Box<$name> {
            #[inline]
            fn decode(value: $crate::Json) -> ::std::result::Result<Self, $crate::Mismatch> {
                <$name as $crate::Decode>::decode(value).map(Self::new)
            }
        }

        /// `null`, of no shape.
        impl ::std::default::Default for $name {
            #[inline]
            fn default() -> Self {
                Self::Unknown($crate::Json::Null)
            }
        }

        $crate::deserialize!($name);
        $crate::serialize!($name);
    };
}

/// The value of the tag, as text.
pub fn tag_of(value: &Json, tag: &str) -> Option<String> {
    String::decode(value.get(tag)?.clone()).ok()
}

/// The index of the type that fits best, if any does.
pub fn pick(value: &Json, shapes: &[fn(&Json) -> u32]) -> Option<usize> {
    let mut best = (0, None);
    for (index, fitness) in shapes.iter().enumerate() {
        let fitness = fitness(value);
        if fitness > best.0 {
            best = (fitness, Some(index));
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::{Encode, Mismatch, Object, Read, Source, Write};

    #[derive(Debug, Clone, Default)]
    struct User {
        name: Option<String>,
    }

    #[derive(Debug, Clone, Default)]
    struct Room {
        size: Option<i64>,
    }

    macro_rules! record {
        ($type:ident, $field:ident, $name:literal) => {
            impl Read for $type {
                fn read(&mut self, source: Source<'_>) -> Result<(), Mismatch> {
                    source.fill(&["type", $name], &mut [&mut (), &mut self.$field])
                }
            }
            impl Write for $type {
                fn write(&self, object: &mut Object) {
                    object.put($name, &self.$field);
                }
            }
            crate::encode!($type);
        };
    }
    record!(User, name, "name");
    record!(Room, size, "size");

    #[derive(Debug, Clone)]
    enum Tagged {
        User(User),
        Room(Room),
        Unknown(Json),
    }
    crate::union!(tag "type" Tagged(User("user"), Room("room")));

    #[derive(Debug, Clone)]
    enum Untagged {
        User(User),
        Room(Room),
        Many(Vec<User>),
        Unknown(Json),
    }
    crate::union!(untagged Untagged(User, Room, Many));

    #[derive(Debug, Clone, Default)]
    struct Owner {
        pet: Option<Box<Tagged>>,
    }
    record!(Owner, pet, "pet");

    fn json(text: &str) -> Json {
        text.parse().unwrap_or_default()
    }

    #[test]
    fn the_tag_chooses_the_variant() {
        assert!(matches!(
            json(r#"{"type":"room","name":"n"}"#).to(),
            Ok(Tagged::Room(_))
        ));
        let other = json(r#"{"type":"car","x":1}"#);
        let Ok(Tagged::Unknown(kept)) = other.clone().to() else {
            panic!("not kept")
        };
        assert_eq!(kept, other);
    }

    #[test]
    fn a_boxed_union_is_decoded_as_the_union() {
        let owner: Result<Owner, _> = json(r#"{"pet":{"type":"user","name":"n"}}"#).to();
        let pet = owner.ok().and_then(|owner| owner.pet);
        assert!(matches!(pet.as_deref(), Some(Tagged::User(user)) if user.name.is_some()));
    }

    #[test]
    fn without_a_tag_the_variant_with_the_most_fields_is_chosen() {
        assert!(matches!(json(r#"{"size":3}"#).to(), Ok(Untagged::Room(_))));
        assert!(matches!(
            json(r#"{"name":"n"}"#).to(),
            Ok(Untagged::User(_))
        ));
        assert!(matches!(
            json(r#"[{"name":"n"}]"#).to(),
            Ok(Untagged::Many(_))
        ));
        assert!(matches!(json("7").to(), Ok(Untagged::Unknown(_))));
        let room = Untagged::Room(Room { size: Some(3) });
        assert_eq!(room.encode(), json(r#"{"size":3}"#));
    }
}
