//! What a caller must name to take a result apart stands in the generated crate's root.

use posthaste_tests::shared::root;

#[test]
fn every_error_and_call_type_stands_in_the_root() {
    let read = |path: &str| std::fs::read_to_string(root().join(path)).expect(path);
    let (runtime, generated) = (
        read("runtime/src/lib.rs"),
        read("generated-client/src/lib.rs"),
    );
    let mut expected = Vec::new();
    // Callers meet the others in generated code only, or by the path `runtime::`.
    let others = ["Client", "ListStyle", "Param", "Request"];
    let of_policy = ["Event", "EventKind", "Limiter", "WaitReason"];
    for room in ["client", "error", "policy"] {
        let (_, rest) = runtime
            .split_once(&format!("pub use {room}::{{"))
            .expect("the runtime exports it");
        let (list, _) = rest.split_once('}').expect("a list ends");
        let names = list.split(',').map(str::trim);
        let names = names
            .filter(|name| !name.is_empty() && !others.contains(name) && !of_policy.contains(name));
        expected.extend(names.map(str::to_owned));
    }
    assert!(
        expected.len() > 10 && expected.contains(&"TransportErrorKind".to_owned()),
        "{expected:?}"
    );
    let (_, exported) = generated
        .split_once("pub use posthaste_runtime::{")
        .expect("the root exports the runtime's types");
    let (exported, _) = exported.split_once('}').expect("a list ends");
    let mut exported: Vec<&str> = exported.split(',').map(str::trim).collect();
    // A client's calls are its own.
    assert!(generated.contains("pub use client::{Call, Client};"));
    exported.push("Call");
    let missing: Vec<&String> = expected
        .iter()
        .filter(|name| !exported.contains(&name.as_str()))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}
