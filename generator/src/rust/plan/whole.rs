//! The plan of the whole crate.

use std::collections::{BTreeMap, BTreeSet};

use crate::ground::diagnostic::one_line;
use crate::ground::index::Id;
use crate::ground::prose;
use crate::model::api::{
    Api, Body, Operation, OperationId, SecurityKind, ServiceId, TypeId, ValueFormat,
};
use crate::model::graph::{Directions, Recursion};
use crate::rust::name::Names;

use super::Options;
use super::codes;
use super::credentials;
use super::group;
use super::guide;
use super::headers;
use super::item::{Context, items};
use super::method::{Surroundings, method};
use super::model::{Crate, Feature, Module, Package};
use super::owner::Owners;
use super::server::{default_url, other_servers, server_lines, server_values, servers};
use super::service;
use super::types::Types;

/// The longest title, in characters.
const TITLE: usize = 80;

/// Decides everything about the crate of an API.
pub fn plan(api: &Api, names: &Names, options: &Options) -> Crate {
    let directions = Directions::of(api);
    let recursion = Recursion::of(api);
    let owners = Owners::new(api, names);
    let (parts, prose) = (Parts::of(api, names), prose::ProseCache::default());
    let context = |home| Context {
        types: Types { api, names, home },
        directions: &directions,
        recursion: &recursion,
        prose: &prose,
        owners: &owners,
    };
    let package_name = package_name(api, options);
    let (root, library) = match &options.inside {
        Some(inside) => (
            format!("crate::{}", inside.module),
            format!("{}::{}", inside.library, inside.module),
        ),
        None => ("crate".to_owned(), package_name.replace('-', "_")),
    };
    let mut modules: Vec<Module> = api
        .services
        .ids()
        .map(|id| module(&context(Some(id)), &parts, options, &library, id))
        .filter(|module| !module.methods.is_empty())
        .collect();
    modules.sort_by(|left, right| left.name.cmp(&right.name));
    let mut shared = items(&context(None), parts.types(None));
    let mut webhook = options.webhook.clone();
    if options.inside.is_some() {
        // A module of another crate has none of its features.
        modules.iter_mut().for_each(|module| module.gate.clear());
        shared.iter_mut().for_each(|item| item.features.clear());
        webhook.iter_mut().for_each(|row| row.feature = None);
    }
    let servers = servers(api, names);
    let package = Package {
        server_values: server_values(api, &servers),
        authentication: credentials::readme_lines(api, names),
        other_servers: other_servers(api, &servers),
        ..package(api, options, package_name, library, &modules)
    };
    Crate {
        webhook,
        grants: service::grants(api, options),
        credential_setters: credentials::setters(api, names),
        docs: guide::root_docs(&package),
        codes: codes::codes(api, &root, &prose),
        headers: headers::headers(api, &context(None).types, &prose),
        root,
        package,
        api: service::row(api, names, options),
        shared,
        servers,
        client_imports: service::imports(api, options),
        // A group of operations named `ext` takes precedence.
        extension: options.extension && modules.iter().all(|module| module.name != "ext"),
        modules,
    }
}

/// The operations and types of each module, by their ids.
struct Parts<'a> {
    operations: BTreeMap<ServiceId, Vec<OperationId>>,
    types: BTreeMap<Option<ServiceId>, Vec<TypeId>>,
    /// Shared types, each with the name that it had while only one module used it.
    aliases: BTreeMap<ServiceId, Vec<(&'a str, &'a str)>>,
}

impl<'a> Parts<'a> {
    fn of(api: &Api, names: &'a Names) -> Self {
        let mut parts = Self {
            operations: BTreeMap::new(),
            types: BTreeMap::new(),
            aliases: BTreeMap::new(),
        };
        for (operation, id) in api.operations.iter().zip((0..).map(OperationId)) {
            let module = parts.operations.entry(operation.service).or_default();
            module.push(id);
        }
        for (ty, id) in names.types().zip((0..).map(TypeId)) {
            if ty.name.is_some() {
                parts.types.entry(ty.home).or_default().push(id);
            }
            let mut seen = BTreeSet::new();
            for (service, alias) in &ty.aliases {
                if seen.insert(service) {
                    let module = parts.aliases.entry(*service).or_default();
                    module.push((ty.name.as_deref().unwrap_or_default(), &**alias));
                }
            }
        }
        parts
    }

    fn operations(&self, module: ServiceId) -> &[OperationId] {
        self.operations.get(&module).map_or(&[], Vec::as_slice)
    }

    fn types(&self, home: Option<ServiceId>) -> &[TypeId] {
        self.types.get(&home).map_or(&[], Vec::as_slice)
    }

    fn aliases(&self, module: ServiceId) -> Vec<(String, String)> {
        let own = self.aliases.get(&module).into_iter().flatten();
        let own = own.map(|(name, alias)| ((*name).to_owned(), (*alias).to_owned()));
        let mut aliases: Vec<(String, String)> = own.collect();
        aliases.sort();
        aliases
    }
}

fn module(
    context: &Context<'_>,
    parts: &Parts<'_>,
    options: &Options,
    library: &str,
    id: ServiceId,
) -> Module {
    let (api, names) = (context.types.api, context.types.names);
    let (service, own) = (api.service(id), names.service(id));
    let around = Surroundings {
        context,
        library,
        module: &own.module,
        handle: &own.handle,
        examples: options.examples,
    };
    let ids = parts.operations(id).iter();
    let operations: Vec<&Operation> = ids
        .clone()
        .map(|id| &api.operations[id.position()])
        .collect();
    let methods = operations.iter().zip(ids);
    let methods = methods.map(|(operation, id)| method(&around, operation, names.operation(*id)));
    let docs = group::docs(service, &own.handle, &operations);
    Module {
        name: own.module.to_string(),
        feature: own.feature.clone(),
        gate: vec![own.feature.clone()],
        summary: group::summary(&docs),
        docs,
        handle: own.handle.to_string(),
        aliases: parts.aliases(id),
        methods: methods.collect(),
        items: items(context, parts.types(Some(id))),
    }
}

/// The name that the settings choose, or the API's title with `-client`, as a valid name of a package.
fn package_name(api: &Api, options: &Options) -> String {
    let name = if options.crate_name.is_empty() {
        &api.title
    } else {
        &options.crate_name
    };
    let name = crate::rust::name::package(name);
    match (options.crate_name.is_empty(), name.ends_with("client")) {
        (true, false) => format!("{name}-client"),
        _ => name,
    }
}

fn package(
    api: &Api,
    options: &Options,
    name: String,
    library: String,
    modules: &[Module],
) -> Package {
    let mut features: Vec<Feature> = modules
        .iter()
        .map(|module| Feature {
            name: module.feature.clone(),
            module: module.name.clone(),
            operations: module.methods.len(),
        })
        .collect();
    features.sort_by(|left, right| left.name.cmp(&right.name));
    let methods = || modules.iter().flat_map(|module| &module.methods);
    let plain = prose::cut(&one_line(&api.title), TITLE);
    let title = prose::plain(&plain);
    Package {
        description: match plain.is_empty() {
            true => "A typed client".to_owned(),
            false => format!("A typed client for {}", guide::named(&plain)),
        },
        title: match title.is_empty() {
            true => name.clone(),
            false => guide::named(&title),
        },
        prose: api
            .description
            .as_deref()
            .map(prose::block)
            .unwrap_or_default(),
        version: options.crate_version.clone(),
        license: options.license.clone(),
        plans: options
            .limits
            .plans
            .iter()
            .map(|(name, _)| name.clone())
            .collect(),
        runtime: options.runtime.clone(),
        runtime_features: runtime_features(api),
        standalone: options.standalone,
        operations: methods().count(),
        assumed: methods().filter(|method| method.assumed).count(),
        paged: methods().any(|method| method.item.is_some()),
        webhook: options.webhook.is_some(),
        guide: guide::guide(&library, modules),
        hooks: hooks(api),
        base_url: api.servers.first().and_then(default_url),
        server_values: None,
        authentication: Vec::new(),
        other_servers: Vec::new(),
        servers: server_lines(api),
        features,
        name,
        library,
    }
}

/// The kinds of auth that only a hook of the caller can do.
fn hooks(api: &Api) -> Vec<String> {
    let custom = api.security.iter().filter_map(|scheme| match &scheme.kind {
        SecurityKind::Custom { name } => Some(one_line(name)),
        _ => None,
    });
    custom.collect()
}

/// The features of the runtime that the API's security schemes and bodies need.
fn runtime_features(api: &Api) -> Vec<&'static str> {
    let feature = |kind: &SecurityKind| match kind {
        SecurityKind::Digest { .. } => Some("digest"),
        SecurityKind::AwsV4 { .. } => Some("aws"),
        SecurityKind::OAuth1 { .. } => Some("oauth1"),
        SecurityKind::Hawk { .. } => Some("hawk"),
        SecurityKind::Jwt { .. } => Some("jwt"),
        SecurityKind::OAuth2(_) => Some("oauth2"),
        _ => None,
    };
    let mut features: Vec<&str> = api
        .security
        .iter()
        .filter_map(|scheme| feature(&scheme.kind))
        .collect();
    let bodies = api
        .operations
        .iter()
        .filter_map(|operation| operation.body.as_ref());
    let is_xml = |body: &Body| matches!(body.format, ValueFormat::Xml(_));
    features.extend(bodies.filter(|body| is_xml(body)).map(|_| "xml"));
    features.sort_unstable();
    features.dedup();
    features
}
