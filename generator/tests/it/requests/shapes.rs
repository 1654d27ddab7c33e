//! Keys of documents that are not what the format or the API calls them.

use super::Made;

#[test]
fn a_list_under_a_near_miss_of_item_is_read() {
    let Some(made) = Made::case("items-for-item") else {
        return;
    };
    assert_eq!(
        made.keys(),
        ["GET /lines", "GET /lines/{line}", "POST /calls"]
    );
    let names: Vec<&str> = made
        .understood
        .api
        .services
        .iter()
        .map(|service| service.name.as_str())
        .collect();
    assert_eq!(names, ["lines", "calls"]);
    let found = made.understood.diagnostics.iter();
    let found = found.filter(|found| found.message.contains("`items` is read as `item`"));
    assert_eq!(found.count(), 1);
}

#[test]
fn made_up_keys_are_maps() {
    let Some(made) = Made::case("faker-map-keys") else {
        return;
    };
    made.assert_has(&[
        "pub properties: Option<BTreeMap<String, String>>",
        "pub history: BTreeMap<String, Vec<",
        "pub labels: Option<BTreeMap<String, bool>>",
    ]);
    let types = format!("{:?}", made.understood.api.types);
    for key in ["dolor60", "occaecat", "ullamco9", "Ut85", "sed96"] {
        assert!(!types.contains(key), "{key}");
    }
    assert!(
        types.contains("Map(Boolean)") && types.contains("Map(Array(Named"),
        "{types}"
    );
}

#[test]
fn every_planned_crate_names_only_types_that_it_declares() {
    // `Made` refuses a crate that does not hold against itself.
    let folder = posthaste_tests::shared::root().join("tests/fixtures/rules");
    let mut made = 0;
    for entry in std::fs::read_dir(folder).expect("the fixtures are part of the repository") {
        let path = entry.expect("the folder is readable").path();
        let name = path
            .file_stem()
            .and_then(|name| name.to_str())
            .unwrap_or_default();
        // These have no operation, on purpose.
        if path.is_file() && name != "odd-documents" && name != "auth-malformed" {
            Made::rule(name);
            made += 1;
        }
    }
    assert!(made > 20);
    if let Some(made) = Made::case("type-shared-by-two-modules") {
        made.assert_has(&["pub struct Preferences"]);
    }
}

#[test]
fn an_undocumented_answer_has_the_type_that_its_resource_has_elsewhere() {
    let made = Made::rule("siblings");
    made.assert_has(&[
        "call!(json CreateBoat(Inferred<",
        "call!(json GetBoat(Inferred<",
        "its type is inferred, as *Create a boat* sends it.",
        "call!(json GetCrew(Inferred<",
        "as *List crews* lists it.",
        // What is listed, deleted or done with a record is not what is sent.
        "call!(json ListBoats(Json,",
        "call!(json DeleteBoat(Json,",
        "call!(json SellBoat(Json,",
    ]);
}
