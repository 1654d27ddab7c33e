//! The crate's manifest and readme: templates and the texts that fill them.

mod names;
pub mod runtime;

pub use names::names_page;

use minijinja::{Environment, UndefinedBehavior, context};
use serde::Serialize;

use crate::rust::plan::Runtime;
use crate::rust::plan::model::{Crate, Package};

/// The files of the crate other than its sources: path below the crate's folder, and text.
///
/// # Errors
/// A template refers to a value that it does not get: a mistake in Posthaste.
pub fn files(crate_: &Crate) -> Result<Vec<(&'static str, String)>, minijinja::Error> {
    let rustfmt = include_str!("templates/rustfmt.toml").to_owned();
    Ok(vec![
        ("Cargo.toml", manifest(&crate_.package, "")?),
        ("README.md", readme(&crate_.package)?),
        ("rustfmt.toml", rustfmt),
    ])
}

/// A template with its values; an error where it refers to a value that it does not get.
fn rendered(template: &str, values: impl Serialize) -> Result<String, minijinja::Error> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_keep_trailing_newline(true);
    environment.render_str(template, values)
}

/// The manifest, for a crate whose sources and copy of the runtime are in this folder (`.next/`; empty for the usual place).
///
/// # Errors
/// As [`files`].
pub fn manifest(package: &Package, below: &str) -> Result<String, minijinja::Error> {
    let values = Manifest::of(package, below);
    rendered(include_str!("templates/Cargo.toml.j2"), values)
}

/// The values for the template of the manifest; texts are TOML literals.
#[derive(Serialize)]
struct Manifest {
    name: String,
    version: String,
    rust_version: String,
    description: String,
    license: Option<String>,
    /// Whether it cannot be published.
    private: bool,
    features: Vec<FeatureRow>,
    dependency: String,
    paged: bool,
    webhook: bool,
    /// The path of the library's root, where it is not cargo's default.
    library: Option<String>,
    standalone: bool,
}

#[derive(Serialize)]
struct FeatureRow {
    name: String,
    operations: usize,
}

impl Manifest {
    fn of(package: &Package, below: &str) -> Self {
        Self {
            name: toml(&package.name),
            version: toml(&package.version),
            rust_version: toml(runtime::RUST_VERSION),
            description: toml(&package.description),
            license: package.license.as_deref().map(toml),
            private: matches!(package.runtime, Runtime::Embedded | Runtime::Path(_)),
            features: features(package),
            paged: package.paged,
            webhook: package.webhook,
            dependency: dependency(package, below),
            library: (!below.is_empty()).then(|| toml(&format!("{below}src/lib.rs"))),
            standalone: package.standalone,
        }
    }
}

fn features(package: &Package) -> Vec<FeatureRow> {
    let row = |feature: &crate::rust::plan::model::Feature| FeatureRow {
        name: feature.name.clone(),
        operations: feature.operations,
    };
    package.features.iter().map(row).collect()
}

/// Text as a TOML string.
fn toml(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// The keys of the dependency on the runtime, as they are written in braces.
fn dependency(package: &Package, below: &str) -> String {
    let keys = match &package.runtime {
        Runtime::Embedded => {
            vec![
                ("path", format!("{below}runtime")),
                ("package", runtime::package(&package.name)),
            ]
        }
        Runtime::Path(path) => vec![("path", path.clone())],
        Runtime::Version(version) => vec![("version", version.clone())],
        Runtime::Git { url, rev: None } => vec![("git", url.clone())],
        Runtime::Git {
            url,
            rev: Some(rev),
        } => vec![("git", url.clone()), ("rev", rev.clone())],
    };
    let mut texts: Vec<String> = keys
        .into_iter()
        .map(|(key, value)| format!("{key} = {}", toml(&value)))
        .collect();
    if !package.runtime_features.is_empty() {
        let names: Vec<String> = package
            .runtime_features
            .iter()
            .map(|name| toml(name))
            .collect();
        texts.push(format!("features = [{}]", names.join(", ")));
    }
    texts.join(", ")
}

fn readme(package: &Package) -> Result<String, minijinja::Error> {
    let operations = match package.operations {
        1 => "one operation".to_owned(),
        many => format!("{many} operations"),
    };
    let values = context! {
        name => package.name,
        title => package.title,
        operations => operations,
        prose => package.prose.join("\n"),
        example => package.guide.program.join("\n"),
        list => package.guide.list.join("\n"),
        errors => package.guide.errors.join("\n"),
        groups => package.features.len(),
        hooks => package.hooks,
        authentication => package.authentication,
        other_servers => package.other_servers,
        base_url => package.base_url,
        values => package.server_values.as_ref().map(|values| context! {
            url => values.url,
            expression => values.expression,
        }),
        servers => package.servers,
        features => features(package),
        plans => package.plans,
        paged => package.paged,
        assumed => package.assumed,
        license => package.license,
        webhook => package.webhook,
    };
    rendered(include_str!("templates/README.md.j2"), values)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rust::plan::model::{Feature, Guide};

    fn package() -> Package {
        Package {
            name: "zoo-client".to_owned(),
            library: "zoo_client".to_owned(),
            version: "1.2.3".to_owned(),
            license: Some("MIT".to_owned()),
            plans: vec!["pro".to_owned()],
            description: "A \"typed\" client\nof \\ the zoo".to_owned(),
            title: "The zoo".to_owned(),
            prose: Vec::new(),
            runtime: Runtime::Path("../run\"time".to_owned()),
            runtime_features: vec!["digest", "jwt"],
            standalone: true,
            features: vec![Feature {
                name: "apes".to_owned(),
                module: "apes".to_owned(),
                operations: 2,
            }],
            operations: 2,
            assumed: 1,
            paged: true,
            webhook: true,
            guide: Guide {
                program: vec!["fn main() {}".to_owned()],
                ..Guide::default()
            },
            hooks: Vec::new(),
            base_url: None,
            server_values: None,
            authentication: Vec::new(),
            other_servers: Vec::new(),
            servers: Vec::new(),
        }
    }

    fn manifest_below(package: &Package, below: &str) -> toml::Table {
        manifest(package, below).unwrap().parse().unwrap()
    }

    #[test]
    fn the_manifest_holds_texts_as_they_are() {
        let manifest = manifest_below(&package(), "");
        assert_eq!(
            manifest["package"]["description"].as_str(),
            Some("A \"typed\" client\nof \\ the zoo")
        );
        let runtime = &manifest["dependencies"]["posthaste-runtime"];
        assert_eq!(runtime["path"].as_str(), Some("../run\"time"));
        assert_eq!(runtime["features"].as_array().map(Vec::len), Some(2));
        assert_eq!(manifest["features"]["full"][0].as_str(), Some("apes"));
        assert_eq!(
            manifest["features"]["stream"][0].as_str(),
            Some("posthaste-runtime/stream")
        );
        assert!(manifest.contains_key("workspace"));
        let member = Package {
            standalone: false,
            ..package()
        };
        assert!(!manifest_below(&member, "").contains_key("workspace"));
    }

    #[test]
    fn the_sources_may_be_in_another_folder() {
        let own = Package {
            runtime: Runtime::Embedded,
            ..package()
        };
        let manifest = manifest_below(&own, ".next/");
        assert_eq!(manifest["lib"]["path"].as_str(), Some(".next/src/lib.rs"));
        let runtime = &manifest["dependencies"]["posthaste-runtime"];
        assert_eq!(runtime["path"].as_str(), Some(".next/runtime"));
    }

    #[test]
    fn the_readme_says_how_to_depend_on_the_crate_and_where_requests_go() {
        let readme = super::readme(&package()).unwrap();
        assert!(readme.contains("\ncargo add --path "), "{readme}");
        assert!(readme.contains("--features apes`"), "{readme}");
        assert!(readme.contains(".plan(\"pro\")"), "{readme}");
        assert!(readme.contains("Licensed under MIT."), "{readme}");
        assert!(readme.contains("set `.base_url("), "{readme}");
        let known = Package {
            base_url: Some("https://zoo.test/v1".to_owned()),
            ..package()
        };
        let readme = super::readme(&known).unwrap();
        assert!(
            readme.contains("Requests go to `https://zoo.test/v1`"),
            "{readme}"
        );
        let several = Package {
            servers: vec!["`https://a.test`, one operation".to_owned(), "b".to_owned()],
            ..known
        };
        let readme = super::readme(&several).unwrap();
        assert!(!readme.contains("Requests go to"), "{readme}");
        assert!(
            readme.contains("`ServerUrl::new(1, \"https://...\")` the second"),
            "{readme}"
        );
        assert!(
            readme.contains("\n  0. `https://a.test`, one operation\n  1. b\n"),
            "{readme}"
        );
    }

    #[test]
    fn the_readme_lists_the_groups() {
        let readme = super::readme(&package()).unwrap();
        assert!(
            readme.contains("2 operations") && readme.contains("| `apes` | 2 |"),
            "{readme}"
        );
    }
}
