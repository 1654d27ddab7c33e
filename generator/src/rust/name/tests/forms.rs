//! Forms in which real documents write the names of operations and folders.

use super::{api, method, methods, names};

fn module(service: &str, path: &str) -> String {
    let names = names(&api(service, &[("GET", path, "List all")]));
    names.services[0].module.to_string()
}

#[test]
fn ids_that_frameworks_make_are_read_without_what_they_add() {
    for (verb, path, name, expected) in [
        ("POST", "/jobs", "post-jobs", "create"),
        ("GET", "/jobs/{id}", "get-jobs-id", "get"),
        ("GET", "/jobs", "get-jobs", "list"),
        ("PATCH", "/jobs/{id}", "patch-jobs-jobId", "update"),
        ("PUT", "/jobs/{id}", "updateUsingPUT_3", "update"),
        (
            "POST",
            "/v1/jobs/{id}/reset",
            "reset_job_v1_jobs__id__reset_post",
            "reset",
        ),
        ("POST", "/jobs/{id}/audit", "JobService_AuditJob", "audit"),
        ("GET", "/jobs/{id}", "Job_GetJob", "get"),
        (
            "POST",
            "/jobs/{id}/runs",
            "createOrUpdateRunOfNightlyJobWithDefaults",
            "create_or_update_run",
        ),
    ] {
        assert_eq!(method("jobs", verb, path, name), expected, "{name}");
    }
}

#[test]
fn a_verb_behind_the_service_or_at_the_end_is_what_is_done() {
    for (service, verb, path, name, expected) in [
        (
            "sync play",
            "POST",
            "/syncPlay/pause",
            "SyncPlayPause",
            "pause",
        ),
        (
            "keys",
            "POST",
            "/keys/revoke",
            "keys:revoke_lease",
            "revoke_lease",
        ),
        (
            "tools",
            "PATCH",
            "/tools/{kind}/{id}",
            "tools.kind.patch",
            "patch_kind",
        ),
        (
            "market",
            "GET",
            "/trades",
            "Recent trades list",
            "list_recent_trades",
        ),
        (
            "market",
            "GET",
            "/myTrades",
            "Account trade list",
            "list_account_trades",
        ),
        (
            "market",
            "POST",
            "/prices",
            "Price list",
            "create_price_list",
        ),
        (
            "tools",
            "PUT",
            "/tools/{id}/hall",
            "fullyUpdateToolHall",
            "update_hall_fully",
        ),
        (
            "devices",
            "POST",
            "/code",
            "Access token request",
            "create_access_token",
        ),
        (
            "repos",
            "GET",
            "/repos/{id}/pull",
            "getPullRequest",
            "get_pull_request",
        ),
    ] {
        assert_eq!(method(service, verb, path, name), expected, "{name}");
    }
}

#[test]
fn sentences_are_read_up_to_what_they_only_add() {
    for (verb, path, name, expected) in [
        (
            "GET",
            "/tools/{id}",
            "Returns details about a single tool",
            "get",
        ),
        (
            "GET",
            "/sheets/{id}/tabs",
            "Returns all tabs associated with the given account",
            "list_tabs",
        ),
        (
            "GET",
            "/archive/asyn",
            "Get download id for archived tool history (USER_DATA)",
            "get_download_id",
        ),
        (
            "POST",
            "/rpc",
            "Add loan rule - Edge of the second hall in the north",
            "add_loan_rule",
        ),
    ] {
        assert_eq!(method("tools", verb, path, name), expected, "{name}");
    }
    assert_eq!(
        method("plans", "POST", "/rpc", "get tools associated to a plan"),
        "get_tools"
    );
    let long = "Send messages to the archive platform of the lending house";
    let names = methods(
        "streaming",
        &[
            ("POST", "/collection/{id}", long),
            ("POST", "/collection/batch/{id}", long),
        ],
    );
    assert_eq!(
        names,
        ["send_collection_messages", "send_collection_batch_messages"]
    );
}

#[test]
fn verbs_in_paths_are_what_is_done() {
    for (service, path, expected) in [
        ("sheets", "/sheets/convert/to/csv", "convert_to_csv"),
        ("leads", "/leads/pause/{email}", "pause"),
        ("pdf split", "/v1/pdf/split", "split"),
        ("leads", "/leads/{email}", "update"),
        ("halls", "/halls/search/by-name", "search_by_name"),
    ] {
        assert_eq!(method(service, "POST", path, ""), expected, "{path}");
    }
    assert_eq!(method("tools", "POST", "/tools", "postTools"), "create");
    assert_eq!(
        method("toolgroups", "POST", "/groups", "Rename tool group"),
        "rename"
    );
    assert_eq!(
        method("data", "GET", "/openLoans", "Open loan state"),
        "get_open_loan_state"
    );
    // The segment is a plural, though the tag is none.
    assert_eq!(method("tool", "GET", "/tools", "GetTools"), "list");
}

#[test]
fn what_qualifies_a_folder_is_no_part_of_its_noun() {
    assert_eq!(
        method(
            "Loan keys - hall level",
            "POST",
            "/halls/{id}/keys",
            "Generate loan key"
        ),
        "generate"
    );
    for (service, path, expected) in [
        ("Holds (archive)", "/holds", "holds"),
        ("loan-controller", "/loans", "loan"),
        ("LoanService", "/loans", "loan"),
        ("TermsOfService", "/terms", "terms_of_service"),
        ("Loan service", "/loans", "loan_service"),
        (
            "OAuth 2.0 Authorization Code Flow",
            "/common/token",
            "oauth_2_0_authorization_code_flow",
        ),
        ("manage > v1 > halls", "/v1/halls", "manage_halls"),
        ("\u{52e4}\u{6020}", "/api/v1/halls/{id}", "halls"),
    ] {
        assert_eq!(module(service, path), expected, "{service}");
    }
    assert_eq!(
        method(
            "GraphQL tool sets",
            "POST",
            "/rpc",
            "Move a tool set by path"
        ),
        "move_by_path"
    );
    assert_eq!(
        method("GraphQL tool sets", "POST", "/rpc", "Move tool set folder"),
        "move_tool_set_folder"
    );
}
