//! Every real collection that there is.

use std::path::PathBuf;

use super::{lowered, read, shared};

fn documents() -> Vec<PathBuf> {
    let mut found = Vec::new();
    for folder in ["corpus/postman", "corpus/zoom"] {
        let Some(folder) = shared(folder) else {
            continue;
        };
        let entries = std::fs::read_dir(folder).unwrap();
        found.extend(entries.map(|entry| entry.unwrap().path()).filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "json")
        }));
    }
    found.sort();
    found
}

#[test]
fn nearly_all_requests_become_operations() {
    let (mut requests, mut callable, mut documents_read) = (0, 0, 0);
    for path in documents() {
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let Some(collection) = read(&path) else {
            continue;
        };
        documents_read += 1;
        let (api, provenance, diagnostics) = lowered(&collection);
        let joined: usize = api
            .operations
            .iter()
            .map(|operation| provenance.source_paths(operation).len())
            .sum();
        requests += provenance.requests;
        callable += joined;
        println!(
            "{name}: {} requests, {} operations, {} skipped, {} diagnostics, {} types",
            provenance.requests,
            api.operations.len(),
            provenance.skipped.len(),
            diagnostics.len(),
            api.types.len()
        );
        assert_eq!(
            joined + provenance.skipped.len(),
            provenance.requests,
            "{name} loses requests"
        );
        assert!(
            !format!("{:?}", api.servers).contains("{{"),
            "{name}: {:?}",
            api.servers
        );
        let leaks = api
            .operations
            .iter()
            .flat_map(|operation| &operation.parameters)
            .filter(|parameter| parameter.examples.iter().any(|text| text.contains("{{")));
        assert_eq!(leaks.count(), 0, "{name} shows templates");
    }
    println!("{callable} of {requests} requests in {documents_read} documents");
    assert!(callable * 100 >= requests * 99, "{callable} of {requests}");
}
