//! Variables: the value of `{{name}}`, as Postman looks it up.
//!
//! The caller's values win over those of environments (later files over earlier ones), those over the
//! collection's, and those over globals.

use std::borrow::Cow;
use std::cell::Cell;
use std::fmt;

use indexmap::{IndexMap, IndexSet};
use serde_json::Value;

use crate::ground::diagnostic::Origin;

use super::cycle;
use super::dynamic;
use super::growth;
use super::model::{Collection, Environment, Variable};
use super::template::{self, Piece};
use crate::ground::secret;

/// Postman's own limit on nested substitution.
const PASSES: usize = 19;

/// How much longer than itself and the longest value a text may become, so that a few variables that contain each other do
/// not fill the memory.
const GROWTH: usize = 256 << 10;

/// The value of a dynamic variable (`$guid`): the library itself has neither a clock nor random numbers.
pub type DynamicValue = fn(&str) -> Option<String>;

/// The variables of a collection and of its environments.
#[derive(Clone, Default)]
pub struct Scope {
    bindings: IndexMap<String, Binding>,
    /// The values that the caller passed.
    passed: IndexMap<String, Passed>,
    dynamic: Option<DynamicValue>,
    /// The length of the longest value.
    longest: usize,
    /// Variables whose values would become too long; their templates are not filled.
    oversized: IndexSet<String>,
}

/// A value that the caller passed, and whether it was used.
#[derive(Clone, Default)]
struct Passed {
    text: String,
    used: Cell<bool>,
}

/// A variable's value.
#[derive(Debug, Clone)]
pub struct Binding {
    /// Its value, as Postman writes it into a text.
    pub text: String,
    /// Its declared type, where stated.
    pub kind: Option<String>,
    /// Prose about it.
    pub description: Option<String>,
    /// Whether its value is a secret.
    pub secret: bool,
    /// Whether it was `null` or missing.
    pub null: bool,
    /// Its position in the collection or the environment.
    pub origin: Origin,
}

/// A text after substitution.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Resolved {
    /// The text; templates without a value are still in it.
    pub text: String,
    /// Whether a secret value is in it.
    pub secret: bool,
}

impl Scope {
    /// The scope of a collection under these environments.
    pub fn new(collection: &Collection, environments: &[Environment]) -> Self {
        let mut scope = Self::default();
        let (globals, others): (Vec<_>, Vec<_>) = environments
            .iter()
            .partition(|environment| environment.globals);
        for environment in globals {
            scope.bind_environment(environment);
        }
        scope.bind(&collection.variables);
        for environment in others {
            scope.bind_environment(environment);
        }
        scope.with_multiplying()
    }

    /// The scope with values of the caller, which win over all others.
    pub fn with_values(mut self, values: impl IntoIterator<Item = (String, String)>) -> Self {
        for (name, text) in values {
            self.longest = self.longest.max(text.len());
            let used = Cell::new(false);
            self.passed.insert(name, Passed { text, used });
        }
        self.with_multiplying()
    }

    /// The scope with its variables measured; see `oversized`.
    fn with_multiplying(mut self) -> Self {
        let bound = self.bindings.iter();
        let bound = bound.map(|(name, binding)| (name.as_str(), binding.text.as_str()));
        let passed = self.passed.iter();
        let passed = passed.map(|(name, value)| (name.as_str(), value.text.as_str()));
        self.oversized = growth::oversized(bound.chain(passed), PASSES);
        self
    }

    /// The scope with values for dynamic variables.
    pub fn with_dynamic(mut self, fill: DynamicValue) -> Self {
        self.dynamic = Some(fill);
        self
    }

    /// Adds variables. They replace those of the same key, as does the last of equal keys among them.
    fn bind(&mut self, variables: &[Variable]) {
        for variable in variables.iter().filter(|variable| !variable.disabled) {
            let binding = Binding::new(variable);
            self.longest = self.longest.max(binding.text.len());
            self.bindings.insert(variable.key.clone(), binding);
        }
    }

    /// Adds the variables of an environment. It is one person's own, so values that may be a credential count as secrets,
    /// whatever their names are.
    fn bind_environment(&mut self, environment: &Environment) {
        let variables = &environment.values;
        self.bind(variables);
        for variable in variables.iter().filter(|variable| !variable.disabled) {
            if let Some(binding) = self.bindings.get_mut(&variable.key) {
                binding.secret |= secret::may_be_credential(&binding.text);
            }
        }
    }

    /// The variable of this name in the collection or an environment.
    pub fn binding(&self, name: &str) -> Option<&Binding> {
        self.bindings.get(name)
    }

    /// The value that the caller passed for a name; it counts as used from then on.
    pub fn passed(&self, name: &str) -> Option<&str> {
        let passed = self.passed.get(name)?;
        passed.used.set(true);
        Some(&passed.text)
    }

    /// The names of the caller's values that were not used yet.
    pub fn unused(&self) -> impl Iterator<Item = &str> {
        let unused = self.passed.iter().filter(|(_, passed)| !passed.used.get());
        unused.map(|(name, _)| name.as_str())
    }

    /// The first variable of a text that has no value.
    pub fn missing(&self, text: &str) -> Option<String> {
        template::names(&self.fill(text)).next().map(str::to_owned)
    }

    /// The variables of the collection and the environments, in order.
    pub fn names(&self) -> impl Iterator<Item = (&str, &Binding)> {
        self.bindings
            .iter()
            .map(|(name, binding)| (name.as_str(), binding))
    }

    /// The value of a variable, and whether it is a secret.
    fn value(&self, name: &str) -> Option<(Cow<'_, str>, bool)> {
        if self.oversized.contains(name) {
            return None;
        }
        if let Some(text) = self.passed(name) {
            return Some((text.into(), false));
        }
        if let Some(binding) = self.bindings.get(name) {
            return Some((binding.text.as_str().into(), binding.secret));
        }
        let generate = self.dynamic?;
        Some((generate(name)?.into(), false))
    }

    /// The text with its templates filled; those without a value stay.
    pub fn fill(&self, text: &str) -> String {
        self.resolve(text).text
    }

    /// Fills the templates of a text, then those of their values, as often as Postman does.
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

    /// Fills the templates of a text once; returns whether a further pass may fill more.
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

    /// The text with its templates filled, for documentation; `None` if it is empty or secret, or if a value is missing.
    pub fn public_text(&self, text: &str) -> Option<String> {
        let resolved = self.resolve(text);
        let text = resolved.text;
        let is_filled = !template::any(&text) && !text.is_empty();
        (is_filled && !resolved.secret && !secret::is_secret_value(&text)).then_some(text)
    }

    /// As [`Scope::public_text`]; for a dynamic variable, its placeholder.
    pub fn example_text(&self, text: &str) -> Option<String> {
        let placeholder = || dynamic::placeholder(template::whole(text)?).map(str::to_owned);
        self.public_text(text).or_else(placeholder)
    }

    /// The first variable whose value contains the variable itself, directly or through others, if there is one.
    pub fn circular_variable(&self) -> Option<(&str, &Binding)> {
        let inner = |binding: &Binding| {
            let names = template::names(&binding.text);
            names
                .filter_map(|name| self.bindings.get_index_of(name))
                .collect()
        };
        let edges: Vec<Vec<usize>> = self.bindings.values().map(inner).collect();
        let mut variables = self.names().zip(cycle::nodes_on_cycles(&edges));
        let found = variables.find(|((_, binding), on_cycle)| {
            let is_bound = |name: &str| self.binding(name).is_some();
            *on_cycle && template::names(&self.fill(&binding.text)).any(is_bound)
        });
        found.map(|(variable, _)| variable)
    }

    /// The first variable whose value would become too long, if there is one.
    pub fn oversized(&self) -> Option<(&str, &Binding)> {
        let name = self.oversized.first()?;
        Some((name, self.binding(name)?))
    }
}

impl fmt::Debug for Scope {
    /// Writes the names only, for values may be secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set()
            .entries(self.passed.keys())
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

/// A value as JavaScript, in which Postman is written, converts it to text.
pub(crate) fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(element).collect::<Vec<_>>().join(","),
        Value::Object(_) => "[object Object]".to_owned(),
        other => other.to_string(),
    }
}

/// The text of an element of a list; a list in it is its JSON without brackets and quotes.
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
        let scope = scope.with_values([("x".to_owned(), "passed".to_owned())]);
        assert_eq!(scope.resolve("{{x}}").text, "passed");
    }

    #[test]
    fn values_nest_and_cycles_end() {
        let scope = scope(
            json!({"a": "{{b}}", "b": "B", "s": "1", "p-1": "P1", "x": "{{y}}", "y": "{{x}}"}),
        );
        assert_eq!(scope.resolve("{{a}}{{p-{{s}}}}").text, "BP1");
        assert_eq!(scope.resolve("{{x}}").text, "{{y}}");
        assert_eq!(scope.circular_variable().map(|(name, _)| name), Some("x"));
        assert_eq!(scope.public_text("{{x}}"), None);
    }

    #[test]
    fn multiplying_variables_are_left_as_they_stand() {
        let scope = scope(json!({"a": "{{a}}{{a}}{{a}}", "b": "<{{a}}>"}));
        assert_eq!(scope.resolve("{{a}} {{b}}").text, "{{a}} {{b}}");
        assert_eq!(scope.oversized().map(|(name, _)| name), Some("a"));
        assert_eq!(scope.circular_variable().map(|(name, _)| name), Some("a"));
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
        assert_eq!(scope.public_text("{{zone}}"), None);
        for (name, value) in [
            ("region", "us-east-1"),
            ("day", "2022-08-15"),
            ("host", "eu1.shop.test"),
            // What a collection says of itself is documentation.
            ("size", "hunter2cn"),
        ] {
            assert_eq!(
                scope.public_text(&format!("{{{{{name}}}}}")).as_deref(),
                Some(value)
            );
        }
    }

    #[test]
    fn secrets_are_not_shown() {
        let scope =
            scope(json!({"api_key": "k3y", "plain": "p", "empty": "", "token": "{{plain}}"}));
        assert_eq!(scope.public_text("{{api_key}}"), None);
        assert_eq!(scope.public_text("{{plain}}").as_deref(), Some("p"));
        assert_eq!(scope.public_text("{{empty}}"), None);
        assert_eq!(scope.example_text("{{$guid}}").as_deref(), Some("<uuid>"));
        assert!(!format!("{scope:?}").contains("k3y"));
    }
}
