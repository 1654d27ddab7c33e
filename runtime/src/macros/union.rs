use crate::json::{Decode, Json, Mismatch};

/// Implements an enum whose variants hold values of different types, and which it lists.
///
/// ```text
/// union!(untagged ENUM(VARIANT, VARIANT["field", "field" = "value"], ..));
/// union!(tag "field" ENUM(VARIANT("value" | "value"), .., ..VARIANT));
/// ```
///
/// The enum has a variant `Unknown(Json)` for values that fit no other, which is not listed.
///
/// A tag is the name of a field whose value determines the variant; the variant after `..` is the one for other values. A
/// variant whose value has no tag, or an empty one, is written with the first value of its tag.
///
/// Without a tag, the variant is chosen by the value. A variant does not fit where a field that it lists has another value than
/// the listed one. Of those that fit, the ones come first whose listed fields are all there, then the ones whose type declares
/// more of the object's fields, then the order counts. A variant whose type then cannot be decoded is passed over.
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
    (tag $tag:literal $name:ident($($variant:ident($($value:literal)|+)),* $(,)? $(..$default:ident)?)) => {
        impl $crate::Decode for $name {
            #[inline]
            fn decode(value: $crate::Json) -> ::std::result::Result<Self, $crate::Mismatch> {
                match $crate::private::tag_of(&value, $tag).as_deref() {
                    $(Some($($value)|+) => $crate::Decode::decode(value).map(Self::$variant),)*
                    _ => $crate::union!(@other value $($default)?),
                }
            }
        }
        $crate::union!(@encode $name {
            $($variant(value) => $crate::private::with_tag(
                $crate::Encode::encode(value),
                $tag,
                &[$($value),+],
            )),*
        });
    };
    (untagged $name:ident($($variant:ident $([$($key:literal $(= $expected:literal)?),+])?),* $(,)?)) => {
        impl $crate::Decode for $name {
            #[inline]
            fn decode(value: $crate::Json) -> ::std::result::Result<Self, $crate::Mismatch> {
                $crate::private::choose(
                    value,
                    &[$($crate::union!(@fit $name $variant [$($($key $(= $expected)?),+)?])),*],
                    &[$(|value| $crate::Decode::decode(value).map(Self::$variant)),*],
                )
                .or_else(|value| Ok(Self::Unknown(value)))
            }
        }
        $crate::union!(@encode $name { $($variant(value) => $crate::Encode::encode(value)),* });
    };
    (@other $value:ident) => { Ok(Self::Unknown($value)) };
    (@other $value:ident $default:ident) => { $crate::Decode::decode($value).map(Self::$default) };
    (@fit $name:ident $variant:ident [$($key:literal $(= $expected:literal)?),*]) => {{
        fn fit<T: $crate::Decode>(_: fn(T) -> $name, value: &$crate::Json) -> u32 {
            T::fitness(value)
        }
        |value: &$crate::Json| {
            let listed: &[(&str, &[&str])] = &[$(($key, &[$($expected)?])),*];
            $crate::private::rank(value, fit($name::$variant, value), listed)
        }
    }};
    (@encode $name:ident { $($variant:ident($value:ident) => $encoded:expr),* }) => {
        impl $crate::Encode for $name {
            #[inline]
            fn encode(&self) -> $crate::Json {
                match self {
                    $(Self::$variant($value) => $encoded,)*
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

/// The object with its tag; a tag that it has already stays.
pub fn with_tag(value: Json, tag: &str, values: &[&str]) -> Json {
    let Json::Object(mut fields) = value else {
        return value;
    };
    let first = values
        .first()
        .map_or(Json::Null, |first| Json::from(*first));
    match fields.iter_mut().find(|field| field.0 == tag) {
        None => fields.push((tag.to_owned(), first)),
        Some((_, Json::String(text))) if !text.is_empty() => {}
        Some((_, empty @ (Json::Null | Json::String(_)))) => *empty = first,
        Some(_) => {}
    }
    Json::Object(fields)
}

/// How well a value, or the first item of a list, fits a variant that lists some of its fields, a few of them with the value
/// that they must have; 0 if it does not fit.
pub fn rank(value: &Json, fitness: u32, listed: &[(&str, &[&str])]) -> u32 {
    const COMPLETE: u32 = 1 << 24;
    let object = match value {
        Json::Array(items) => items.first().unwrap_or(value),
        value => value,
    };
    let mut is_complete = true;
    for (key, expected) in listed {
        match (tag_of(object, key), object.get(key), *expected) {
            (Some(text), _, [expected]) if text != **expected => return 0,
            (_, None, _) => is_complete = false,
            _ => {}
        }
    }
    match fitness {
        0 => 0,
        fitness if is_complete => fitness.saturating_add(COMPLETE),
        fitness => fitness,
    }
}

/// Decodes a value as a variant.
type DecodeVariant<T> = fn(Json) -> Result<T, Mismatch>;

/// The value as the type that fits best and can be decoded.
///
/// # Errors
/// The value, if it fits none of the types.
pub fn choose<T>(
    value: Json,
    ranks: &[fn(&Json) -> u32],
    shapes: &[DecodeVariant<T>],
) -> Result<T, Json> {
    let ranks = ranks.iter().map(|rank| rank(&value));
    let mut ranked: Vec<_> = ranks.zip(shapes).filter(|(rank, _)| *rank > 0).collect();
    // The order of equal ones stays.
    ranked.sort_by_key(|(rank, _)| std::cmp::Reverse(*rank));
    let mut decoded = ranked.iter().map(|(_, shape)| shape(value.clone()));
    decoded.find_map(Result::ok).ok_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::{Encode, Object, Read, Source, Write};

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

    #[derive(Debug, Clone)]
    enum Many {
        User(User),
        Room(Room),
        Unknown(Json),
    }
    crate::union!(tag "type" Many(User("user" | "guest"), Room("room"), ..Room));

    #[derive(Debug, Clone)]
    enum Listed {
        Any(User),
        Guest(User),
        Unknown(Json),
    }
    crate::union!(untagged Listed(Any, Guest["name", "type" = "guest"]));

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
    fn several_values_of_a_tag_and_all_others_are_a_variant() {
        let guest = r#"{"type":"guest","name":"n"}"#;
        assert!(matches!(json(guest).to(), Ok(Many::User(_))));
        assert!(matches!(json(r#"{"type":"car"}"#).to(), Ok(Many::Room(_))));
        assert!(matches!(json(r#"{"size":1}"#).to(), Ok(Many::Room(_))));
    }

    #[test]
    fn a_variant_without_its_tag_is_written_with_it() {
        let user = Many::User(User::default());
        assert_eq!(user.encode(), json(r#"{"type":"user"}"#));
        for (own, written) in [
            (r#"{"type":""}"#, r#"{"type":"user"}"#),
            (r#"{"type":null}"#, r#"{"type":"user"}"#),
            (r#"{"type":"guest"}"#, r#"{"type":"guest"}"#),
            ("[]", "[]"),
        ] {
            assert_eq!(
                with_tag(json(own), "type", &["user", "guest"]),
                json(written)
            );
        }
    }

    #[test]
    fn listed_fields_and_their_values_choose_among_variants() {
        let guest = json(r#"{"name":"n","type":"guest"}"#);
        assert!(
            matches!(guest.to(), Ok(Listed::Any(_))),
            "the first of equal ones"
        );
        let first: [(&str, &[&str]); 2] = [("name", &[]), ("type", &["guest"])];
        let whole = rank(&json(r#"{"name":"n","type":"guest"}"#), 3, &first);
        let part = rank(&json(r#"{"name":"n"}"#), 3, &first);
        let other = rank(&json(r#"{"name":"n","type":"x"}"#), 3, &first);
        assert!(whole > part && part == 3 && other == 0);
        let item = rank(&json(r#"[{"name":"n","type":"x"}]"#), 3, &first);
        assert_eq!(item, 0);
    }

    #[test]
    fn a_variant_that_cannot_be_decoded_is_passed_over() {
        let size = json(r#"{"size":[1]}"#);
        let Ok(Untagged::Unknown(kept)) = size.clone().to() else {
            panic!("not kept")
        };
        assert_eq!(kept, size);
        let unknown = json(r#"{"x":1}"#);
        assert!(matches!(unknown.to(), Ok(Untagged::Unknown(_))));
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
