//! Whether all types that a planned crate names are declared where it names them.

use std::collections::BTreeMap;

use super::model::{Answer, Crate, Item, ItemKind, Method, Module};
use super::types::{Generated, TypeRef};

/// The declared types of a module, or the shared ones: each with the features that compile it.
type Declared<'c> = BTreeMap<&'c str, &'c [String]>;

/// A message about the first type that is named but not declared, or not compiled with all features of the code that names
/// it: a mistake in Posthaste. `None` where there is no such type.
pub fn undeclared_type(crate_: &Crate) -> Option<String> {
    let shared = declared(&crate_.shared);
    let of_shared = crate_.shared.iter().find_map(|item| {
        let place = format!("types::{}", item.name);
        let used = types_of(item);
        first_missing(&used, &shared, &shared, &item.features, &place)
    });
    let mut modules = crate_.modules.iter();
    of_shared.or_else(|| modules.find_map(|module| missing_in(module, &shared)))
}

fn missing_in(module: &Module, shared: &Declared<'_>) -> Option<String> {
    let local = declared(&module.items);
    let gate = &module.gate;
    let of_items = module.items.iter().find_map(|item| {
        let place = format!("{}::{}", module.name, item.name);
        first_missing(&types_of(item), &local, shared, gate, &place)
    });
    let mut methods = module.methods.iter();
    of_items.or_else(|| {
        methods.find_map(|method| {
            let place = format!("{}::{}::{}", module.name, module.handle, method.name);
            first_missing(&types_of_call(method), &local, shared, gate, &place)
        })
    })
}

fn declared(items: &[Item]) -> Declared<'_> {
    let items = items.iter();
    items
        .map(|item| (item.name.as_str(), item.features.as_slice()))
        .collect()
}

fn types_of(item: &Item) -> Vec<&TypeRef> {
    match &item.kind {
        ItemKind::Record(fields) => fields.iter().map(|field| &field.ty).collect(),
        ItemKind::Union { shapes, .. } => shapes.iter().map(|shape| &shape.ty).collect(),
        ItemKind::Enum { .. } | ItemKind::Identifier => Vec::new(),
    }
}

fn types_of_call(method: &Method) -> Vec<&TypeRef> {
    let arguments = method.arguments.iter().map(|argument| &argument.ty);
    let setters = method
        .setters
        .iter()
        .filter_map(|setter| setter.ty.as_ref());
    let read = method
        .readers
        .iter()
        .filter_map(|reader| reader.answer.as_ref());
    let answers = std::iter::once(&method.answer).chain(read);
    let errors = method.error.variants.iter();
    let errors = errors.filter_map(|variant| variant.body.as_ref());
    arguments
        .chain(setters)
        .chain(answers.flat_map(Answer::types))
        .chain(errors)
        .chain(&method.error.other_body)
        .chain(&method.item)
        .collect()
}

/// A message about the first of these types that is not declared, or lacks one of the features.
fn first_missing(
    types: &[&TypeRef],
    local: &Declared<'_>,
    shared: &Declared<'_>,
    features: &[String],
    place: &str,
) -> Option<String> {
    let mut generated = types.iter().filter_map(|ty| ty.generated());
    generated.find_map(|generated| {
        let (name, declared, of) = match generated {
            Generated::Local(name) => (name, local.get(name), "its module"),
            Generated::Shared(name) => (name, shared.get(name), "`types`"),
        };
        let lacks = |declared: &&[String]| {
            let is_missing = |feature: &String| !declared.contains(feature);
            !declared.is_empty() && (features.is_empty() || features.iter().any(is_missing))
        };
        match declared {
            None => Some(format!(
                "{place} names the type `{name}`, which {of} does not declare"
            )),
            Some(declared) if matches!(generated, Generated::Shared(_)) && lacks(declared) => Some(
                format!("{place} names the type `{name}`, which not all of its features compile"),
            ),
            Some(_) => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::super::model::Field;
    use super::*;

    fn item(name: &str, features: &[&str], of: TypeRef) -> Item {
        let field = Field {
            docs: Vec::new(),
            name: "a".to_owned(),
            key: "a".to_owned(),
            ty: of,
            role: super::super::model::FieldRole::Plain,
        };
        Item {
            docs: Vec::new(),
            name: name.to_owned(),
            features: features
                .iter()
                .map(|feature| (*feature).to_owned())
                .collect(),
            read: true,
            write: false,
            kind: ItemKind::Record(vec![field]),
        }
    }

    fn missing(items: &[Item]) -> Option<String> {
        let shared = declared(items);
        items.iter().find_map(|item| {
            first_missing(
                &types_of(item),
                &shared,
                &shared,
                &item.features,
                &item.name,
            )
        })
    }

    #[test]
    fn an_undeclared_type_is_found_at_any_depth() {
        let of = |name: &str| TypeRef::Vec(Box::new(TypeRef::Shared(name.to_owned()).optional()));
        let whole = [
            item("A", &["x"], of("B")),
            item("B", &["x", "y"], TypeRef::Bool),
        ];
        assert_eq!(missing(&whole), None);
        let without = [item("A", &["x"], of("C"))];
        assert!(missing(&without).unwrap().contains("`C`"));
        let gated = [
            item("A", &["x", "y"], of("B")),
            item("B", &["x"], TypeRef::Bool),
        ];
        assert!(missing(&gated).unwrap().contains("features"));
    }
}
