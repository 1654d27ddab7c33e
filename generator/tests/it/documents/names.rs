//! Names of methods and services: what a reader expects of small documents with names as people write them.

use posthaste::model::api::OperationId;
use posthaste::rust::name::names;

use super::understood;

/// `service.method` of each operation of a case, in the document's order; `None` where the case is not there.
fn methods(case: &str) -> Option<Vec<String>> {
    let (api, _) = understood(&format!("cases/{case}/input.json"))?;
    let names = names(&api);
    let name = |(index, operation): (usize, &posthaste::model::api::Operation)| {
        let id = OperationId(u32::try_from(index).unwrap());
        let (service, method) = (names.service(operation.service), names.operation(id));
        format!("{}.{}", service.module, method.method)
    };
    Some(api.operations.iter().enumerate().map(name).collect())
}

#[track_caller]
fn has_methods(case: &str, expected: &[&str]) {
    if let Some(found) = methods(case) {
        assert_eq!(found, expected, "{case}");
    }
}

#[test]
fn notes_and_markup_are_no_part_of_names_and_deprecation_is_a_fact() {
    let expected = [
        "bills.list",
        "bills.get",
        "bills.create",
        "bills.void",
        "bills.delete_bill_and_items",
    ];
    has_methods("marks-in-names", &expected);
    if let Some((api, _)) = understood("cases/marks-in-names/input.json") {
        let deprecated = api.operations.iter();
        let deprecated: Vec<bool> = deprecated
            .map(|operation| operation.effects.deprecated)
            .collect();
        assert_eq!(deprecated, [true, true, false, false, false]);
    }
}

#[test]
fn numbers_that_only_sort_are_no_part_of_names() {
    let expected = [
        "users.list",
        "users.create",
        "users.get",
        "users.delete",
        "orders.list",
        "orders.get",
    ];
    has_methods("numbered-items", &expected);
    let expected = [
        "authentication.get_access_token",
        "stock_items.list",
        "stock_items.create",
        "routes.get",
        "routes.create_stop",
        "routes.delete_stop",
    ];
    has_methods("numbered-folders-and-requests", &expected);
}

#[test]
fn words_of_mixed_case_stay_together() {
    let expected = [
        "vcenter_hosts.list_ipv4_addresses",
        "vcenter_hosts.reserve_ipv6_block",
        "vcenter_hosts.get_vcenter_dc_details",
        "vcenter_hosts.list_github_oauth_apps",
        "vcenter_hosts.list_mysql_ids",
    ];
    has_methods("mixed-case-words", &expected);
}

#[test]
fn what_hung_on_the_services_noun_goes_with_it() {
    let expected = [
        "batch.archive_tenants",
        "batch.create_tenants",
        "batch.update_tenants",
        "batch.retrieve_tenants",
    ];
    has_methods("batch-folder-dangling-of", &expected);
}

#[test]
fn names_of_another_script_give_way_to_method_and_path() {
    let expected = [
        "stock.list",
        "stock.clear",
        "stock.add",
        "staff.checkin",
        "staff.update_profile",
    ];
    has_methods("chinese-names", &expected);
}

#[test]
fn sentences_give_way_to_method_and_path() {
    let mut expected = Vec::new();
    for service in ["locker_models", "locker_drafts", "lockers"] {
        for method in [
            "list_available_hall_tool_grants",
            "list_composite_hall_tool_grants",
            "add_hall_tool_grants",
            "list_tool_grants",
        ] {
            expected.push(format!("{service}.{method}"));
        }
    }
    expected.push("benches.create_locker_import".to_owned());
    let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
    has_methods("sentence-as-name", &expected);
}

#[test]
fn http_methods_become_verbs_and_what_all_names_begin_with_goes() {
    let expected = [
        "items.list",
        "items.create",
        "items.get",
        "items.update",
        "items.transition",
        "items.delete",
    ];
    has_methods("common-prefix-and-http-verb-in-names", &expected);
}

#[test]
fn folders_that_repeat_the_path_are_services() {
    let expected = [
        "zones.get",
        "sensors.list",
        "sensors.get",
        "sensors.delete",
        "users.list",
        "users.create",
        "zones.list",
        "plans.list",
        "plans.create",
    ];
    has_methods("folders-are-path-segments", &expected);
}

#[test]
fn a_folder_of_one_request_with_its_name_is_no_group() {
    has_methods(
        "group-and-call-of-one-name",
        &["members.list", "report.export"],
    );
}

#[test]
fn items_that_differ_by_example_are_one_call() {
    let expected = ["products.create", "products.list", "products.get"];
    has_methods("items-named-by-method-path-and-status", &expected);
}
