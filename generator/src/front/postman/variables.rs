//! Variables: where `{{name}}` gets its value, as Postman looks it up.
//!
//! The caller's own values win over the environments' (later files over earlier ones), those over the
//! collection's, those over globals.

use std::cell::Cell;
use std::fmt;

use indexmap::{IndexMap, IndexSet};
use serde_json::Value;

use crate::ground::diagnostic::Origin;

use super::circle;
use super::dynamic;
use super::growth;
use super::model::{Collection, Environment, Variable};
use super::template::{self, Piece};
use crate::ground::secret;

/// Postman's own limit on nested substitution.
const PASSES: usize = 19;

/// How much longer than itself and the longest value a text may become: stops a few variables from
/// multiplying into gigabytes.
const GROWTH: usize = 256 << 10;

/// Fills dynamic variables (`$guid`): the library itself has neither clock nor chance.
pub type DynamicValue = fn(&str) -> Option<String>;

/// The variables in force for a collection.
#[derive(Clone, Default)]
pub struct Scope {
    bindings: IndexMap<String, Binding>,
    given: IndexMap<String, Given>,
    dynamic: Option<DynamicValue>,
    /// The length of the longest value.
    longest: usize,
    /// Variables that would multiply beyond all use; they are left as they stand.
    multiplying: IndexSet<String>,
}

/// A value that the caller gave, and whether anything asked for it.
#[derive(Clone, Default)]
struct Given {
    text: String,
    used: Cell<bool>,
}

/// A variable's value.
#[derive(Debug, Clone)]
pub struct Binding {
    /// As Postman writes it into a text.
    pub text: String,
    /// Its declared type, where stated.
    pub kind: Option<String>,
    /// Prose about it.
    pub description: Option<String>,
    /// Whether it must not be shown.
    pub secret: bool,
    /// Whether it was `null` or missing.
    pub null: bool,
    /// Where it stands; a place in the collection or the environment.
    pub origin: Origin,
}

/// A text after substitution.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Resolved {
    /// The text; templates without a value still stand in it.
    pub text: String,
    /// Whether a secret went into it.
    pub secret: bool,
}

impl Scope {
    /// The scope of a collection under these environments.
    pub fn new(collection: &Collection, environments: &[Environment]) -> Self {
        let mut scope = Self::default();
        for globals in environments.iter().filter(|one| one.globals) {
            scope.bind_own(&globals.values);
        }
        scope.bind(&collection.variables);
        for environment in environments.iter().filter(|one| !one.globals) {
            scope.bind_own(&environment.values);
        }
        scope.measured()
    }

    /// The same scope with the caller's own values, which win over all others.
    pub fn with_values(mut self, values: impl IntoIterator<Item = (String, String)>) -> Self {
        let given = values.into_iter().map(|(name, text)| {
            let used = Cell::new(false);
            (name, Given { text, used })
        });
        self.given.extend(given);
        let longest = self.given.values().map(|given| given.text.len()).max();
        self.longest = self.longest.max(longest.unwrap_or_default());
        self.measured()
    }

    fn measured(mut self) -> Self {
        let bound = self.names().map(|(name, one)| (name, one.text.as_str()));
        let given = self.given.iter();
        let given = given.map(|(name, text)| (name.as_str(), text.text.as_str()));
        self.multiplying = growth::multiplying(bound.chain(given), PASSES);
        self
    }

    /// The same scope with dynamic variables filled.
    pub fn with_dynamic(mut self, fill: DynamicValue) -> Self {
        self.dynamic = Some(fill);
        self
    }

    /// Later layers win, and in a layer the last of equal keys.
    fn bind(&mut self, variables: &[Variable]) {
        for variable in variables.iter().filter(|one| !one.disabled) {
            let binding = Binding::new(variable);
            self.longest = self.longest.max(binding.text.len());
            self.bindings.insert(variable.key.clone(), binding);
        }
    }

    /// An environment holds what is one person's own: what may be a credential there counts as one, whatever
    /// it is called.
    fn bind_own(&mut self, variables: &[Variable]) {
        self.bind(variables);
        for variable in variables.iter().filter(|one| !one.disabled) {
            if let Some(binding) = self.bindings.get_mut(&variable.key) {
                binding.secret |= secret::may_be_credential(&binding.text);
            }
        }
    }

    /// What the sources bind to a name.
    pub fn binding(&self, name: &str) -> Option<&Binding> {
        self.bindings.get(name)
    }

    /// A value that the caller gave.
    pub fn given(&self, name: &str) -> Option<&str> {
        let given = self.given.get(name)?;
        given.used.set(true);
        Some(&given.text)
    }

    /// The caller's own values that nothing asked for yet.
    pub fn unused(&self) -> impl Iterator<Item = &str> {
        let unused = self.given.iter().filter(|(_, given)| !given.used.get());
        unused.map(|(name, _)| name.as_str())
    }

    /// The first variable of a text that nothing gives a value.
    pub fn missing(&self, text: &str) -> Option<String> {
        let resolved = self.resolve(text);
        template::names(&resolved.text).next().map(str::to_owned)
    }

    /// The names that the sources bind, in order.
    pub fn names(&self) -> impl Iterator<Item = (&str, &Binding)> {
        self.bindings
            .iter()
            .map(|(name, binding)| (name.as_str(), binding))
    }

    fn value(&self, name: &str) -> Option<(std::borrow::Cow<'_, str>, bool)> {
        if self.multiplying.contains(name) {
            return None;
        }
        if let Some(text) = self.given(name) {
            return Some((text.into(), false));
        }
        if let Some(binding) = self.bindings.get(name) {
            return Some((binding.text.as_str().into(), binding.secret));
        }
        self.dynamic
            .and_then(|fill| fill(name))
            .map(|text| (text.into(), false))
    }

    /// Puts values in the places of their templates, again and again, as Postman does.
    pub fn resolve(&self, text: &str) -> Resolved {
        let mut resolved = Resolved {
            text: text.to_owned(),
            secret: false,
        };
        if !text.contains("{{") {
            return resolved;
        }
        let limit = text.len() + self.longest + GROWTH;
        for _ in 0..PASSES {
            if !self.pass(&mut resolved, limit) {
                break;
            }
        }
        resolved
    }

    /// One round; whether another may replace more.
    fn pass(&self, resolved: &mut Resolved, limit: usize) -> bool {
        let (mut replaced, mut full) = (false, false);
        let mut next = String::with_capacity(resolved.text.len());
        for piece in template::pieces(&resolved.text) {
            let value = match piece {
                Piece::Text(plain) => {
                    next.push_str(plain);
                    continue;
                }
                Piece::Template(name) => self.value(name).ok_or(name),
            };
            match value {
                Ok((text, secret)) if next.len() + text.len() <= limit => {
                    next.push_str(&text);
                    resolved.secret |= secret;
                    replaced = true;
                }
                Ok(_) => full = true,
                Err(name) => next.extend(["{{", name, "}}"]),
            }
        }
        resolved.text = next;
        replaced && !full
    }

    /// The text with all its values, to be shown: none if one is missing, empty or secret.
    pub fn shown(&self, text: &str) -> Option<String> {
        let resolved = self.resolve(text);
        let fit = !resolved.secret && !template::any(&resolved.text) && !resolved.text.is_empty();
        (fit && !secret::is_secret_value(&resolved.text)).then_some(resolved.text)
    }

    /// The text as [`Scope::shown`]; failing that, the placeholder of its dynamic variable.
    pub fn sample(&self, text: &str) -> Option<String> {
        self.shown(text).or_else(|| {
            let name = template::whole(text)?;
            dynamic::placeholder(name).map(str::to_owned)
        })
    }

    /// The first variable that stands in a circle with itself, if one does.
    pub fn circle(&self) -> Option<(&str, &Binding)> {
        let circular = self.circular();
        let mut names = self.names().zip(circular);
        let found = names.find(|((_, binding), is_circular)| {
            template::any(&binding.text)
                && template::names(&self.resolve(&binding.text).text)
                    .any(|left| self.binding(left).is_some())
                && *is_circular
        });
        found.map(|(named, _)| named)
    }

    /// The first variable that multiplies beyond all use, if one does.
    pub fn multiplying(&self) -> Option<(&str, &Binding)> {
        let name = self.multiplying.first()?;
        Some((name, self.binding(name)?))
    }

    /// For each name that the sources bind, in their order, whether looking it up leads to itself again.
    fn circular(&self) -> Vec<bool> {
        let inner = |binding: &Binding| {
            let names = template::names(&binding.text);
            names
                .filter_map(|name| self.bindings.get_index_of(name))
                .collect()
        };
        let edges: Vec<Vec<usize>> = self.bindings.values().map(inner).collect();
        circle::nodes_in_circles(&edges)
    }
}

impl fmt::Debug for Scope {
    /// Names only: values may be secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set()
            .entries(self.given.keys())
            .entries(self.bindings.keys())
            .finish()
    }
}

impl Binding {
    fn new(variable: &Variable) -> Self {
        let text = variable.value.as_ref().map(text).unwrap_or_default();
        let secret = variable.kind.as_deref() == Some("secret")
            || secret::example(&variable.key, &text).is_none();
        Self {
            text,
            kind: variable.kind.clone(),
            description: variable.description.clone(),
            secret,
            null: matches!(variable.value, None | Some(Value::Null)),
            origin: variable.origin.clone(),
        }
    }
}

/// A value as JavaScript, and so Postman, writes it into a text.
pub(crate) fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(element).collect::<Vec<_>>().join(","),
        Value::Object(_) => "[object Object]".to_owned(),
        other => other.to_string(),
    }
}

/// An element of a list; a list within it is written without going deeper.
fn element(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Array(_) => value.to_string().replace(['[', ']', '"'], ""),
        other => text(other),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::testing::{collection, environment};
    use super::*;

    fn scope(variables: Value) -> Scope {
        Scope::new(&collection(&variables), &[])
    }

    #[test]
    fn nearer_scopes_win() {
        let globals = Environment {
            globals: true,
            ..environment(&json!({"x": "globals", "g": "globals"}))
        };
        let one = environment(&json!({"x": "one", "y": "one"}));
        let two = environment(&json!({"y": "two"}));
        let scope = Scope::new(
            &collection(&json!({"x": "collection", "c": "collection"})),
            &[globals, one, two],
        );
        assert_eq!(
            scope.resolve("{{x}} {{y}} {{c}} {{g}} {{none}}").text,
            "one two collection globals {{none}}"
        );
        let given = scope.with_values([("x".to_owned(), "given".to_owned())]);
        assert_eq!(given.resolve("{{x}}").text, "given");
    }

    #[test]
    fn values_nest_and_circles_end() {
        let scope = scope(
            json!({"a": "{{b}}", "b": "B", "s": "1", "p-1": "P1", "x": "{{y}}", "y": "{{x}}"}),
        );
        assert_eq!(scope.resolve("{{a}}{{p-{{s}}}}").text, "BP1");
        assert_eq!(scope.resolve("{{x}}").text, "{{y}}");
        assert_eq!(scope.circle().map(|(name, _)| name), Some("x"));
        assert_eq!(scope.shown("{{x}}"), None);
    }

    #[test]
    fn multiplying_variables_are_left_as_they_stand() {
        let scope = scope(json!({"a": "{{a}}{{a}}{{a}}", "b": "<{{a}}>"}));
        assert_eq!(scope.resolve("{{a}} {{b}}").text, "{{a}} {{b}}");
        assert_eq!(scope.multiplying().map(|(name, _)| name), Some("a"));
        assert_eq!(scope.circle().map(|(name, _)| name), Some("a"));
    }

    #[test]
    fn scalars_are_written_as_javascript_does() {
        let scope =
            scope(json!({"n": 1.5, "t": true, "o": {"q": 1}, "l": [1, 2], "z": 0, "nil": null}));
        assert_eq!(
            scope.resolve("{{n}} {{t}} {{o}} {{l}} {{z}}").text,
            "1.5 true [object Object] 1,2 0"
        );
        assert!(scope.binding("nil").is_some_and(|binding| binding.null));
    }

    #[test]
    fn what_may_be_a_secret_of_an_environment_is_not_shown() {
        let own = environment(
            &json!({"zone": "hunter2cn", "region": "us-east-1", "day": "2022-08-15", "host": "eu1.shop.test"}),
        );
        let scope = Scope::new(&collection(&json!({"size": "hunter2cn"})), &[own]);
        assert_eq!(scope.shown("{{zone}}"), None);
        for (name, value) in [
            ("region", "us-east-1"),
            ("day", "2022-08-15"),
            ("host", "eu1.shop.test"),
            // What a collection says of itself is documentation.
            ("size", "hunter2cn"),
        ] {
            assert_eq!(
                scope.shown(&format!("{{{{{name}}}}}")).as_deref(),
                Some(value)
            );
        }
    }

    #[test]
    fn secrets_are_not_shown() {
        let scope =
            scope(json!({"api_key": "k3y", "plain": "p", "empty": "", "token": "{{plain}}"}));
        assert_eq!(scope.shown("{{api_key}}"), None);
        assert_eq!(scope.shown("{{plain}}").as_deref(), Some("p"));
        assert_eq!(scope.shown("{{empty}}"), None);
        assert_eq!(scope.sample("{{$guid}}").as_deref(), Some("<uuid>"));
        assert!(!format!("{scope:?}").contains("k3y"));
    }
}
