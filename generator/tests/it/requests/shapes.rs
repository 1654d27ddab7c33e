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
