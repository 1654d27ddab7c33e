//! The constants that a generated client has, made for one call.

use posthaste_runtime::{ApiInfo, Operation, Scheme, Server};

use crate::rust::plan::model::Row;

/// The description of an API with one server and these schemes. It is never freed: a process sends a few calls.
pub(super) fn api(url: String, schemes: Vec<Scheme>) -> &'static ApiInfo {
    let servers: &'static [Server] = Vec::leak(vec![Server::new("base_url", String::leak(url))]);
    let info = ApiInfo::new("posthaste", env!("CARGO_PKG_VERSION")).servers(servers);
    let info = info.schemes(Vec::leak(schemes));
    Box::leak(Box::new(info))
}

/// The constant of an operation that is on that server. It is never freed.
pub(super) fn operation(row: &Row) -> &'static Operation {
    let leak = |text: &String| -> &'static str { String::leak(text.clone()) };
    let pairs = |pairs: &[(String, String)]| -> &'static [(&'static str, &'static str)] {
        let pairs = pairs.iter();
        Vec::leak(
            pairs
                .map(|(name, value)| (leak(name), leak(value)))
                .collect(),
        )
    };
    let mut operation = Operation::new(leak(&row.method), leak(&row.path));
    operation.headers = pairs(&row.headers);
    operation.query = pairs(&row.query);
    operation.strict_query = row.strict_query;
    operation.success = Vec::leak(row.success.clone());
    let ways = row.secured.iter().map(|way| -> &'static [usize] {
        let needed = way.iter().map(|needed| needed.scheme);
        Vec::leak(needed.collect())
    });
    operation.secured = Vec::leak(ways.filter(|way| !way.is_empty()).collect());
    operation.anonymous = row.secured.iter().any(Vec::is_empty);
    Box::leak(Box::new(operation))
}
