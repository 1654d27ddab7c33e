//! The rules together, on small APIs.

use proptest::prelude::*;

mod forms;

use super::*;
use crate::model::api::testing::{self, ok, origin, parameter};
use crate::model::api::{
    Content, Field, Location, Operation, Record, Service, Type, TypeDef, TypeShape,
};

pub(super) fn operation(method: &str, path: &str, name: &str, service: u32) -> Operation {
    let parameters = path
        .split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'));
    Operation {
        name: name.to_owned(),
        service: ServiceId(service),
        parameters: parameters
            .map(|(name, _)| parameter(name, Location::Path))
            .collect(),
        ..testing::operation(method, path)
    }
}

fn api(service: &str, operations: &[(&str, &str, &str)]) -> Api {
    Api {
        title: "Zoom API".to_owned(),
        services: vec![Service::new(service, origin())].into(),
        operations: operations
            .iter()
            .map(|(method, path, name)| operation(method, path, name, 0))
            .collect(),
        ..Api::default()
    }
}

fn methods(service: &str, operations: &[(&str, &str, &str)]) -> Vec<String> {
    let names = names(&api(service, operations));
    let methods = names.operations.iter();
    methods.map(|names| names.method.to_string()).collect()
}

fn method(service: &str, method: &str, path: &str, name: &str) -> String {
    methods(service, &[(method, path, name)]).remove(0)
}

#[test]
fn the_services_noun_is_left_out() {
    for (name, expected) in [
        ("Update a user's password", "update_password"),
        ("List users", "list"),
        ("Get a user", "get"),
        ("Create a new user", "create"),
        ("Get a list of users", "list"),
        ("Check a user's PM room", "check_pm_room"),
        ("Get user\u{2019}s ZAK", "get_zak"),
        ("Send a message to a user", "send_message"),
        ("Switch an account", "switch_account"),
        ("user.create", "create"),
        ("getUserById", "get_by_id"),
        ("List sub users", "list_sub_users"),
        ("2FA setup", "get_2fa_setup"),
    ] {
        assert_eq!(method("users", "GET", "/users", name), expected, "{name}");
    }
    assert_eq!(method("rooms", "GET", "/rooms", "List Zoom Rooms"), "list");
    // The API's own name may be the service's.
    assert_eq!(method("zooms", "GET", "/zooms", "List zooms"), "list");
    assert_eq!(
        method("rooms", "GET", "/rooms", "Change a Zoom Room's location"),
        "change_location"
    );
    assert_eq!(
        method("sip phones", "POST", "/sip_phones", "Enable SIP phone"),
        "enable"
    );
    assert_eq!(
        method("roles", "GET", "/roles", "List members in a role"),
        "list_members"
    );
}

#[test]
fn names_that_are_none_come_from_method_and_path() {
    let sentence =
        "Use this endpoint to retrieve everything that there is to know of one single person";
    for (verb, path, name, expected) in [
        ("GET", "/users", "", "list"),
        ("GET", "/users/{id}", "\u{1f680}", "get"),
        (
            "GET",
            "/v2/users/{id}/settings",
            "https://example.com/users/1",
            "get_settings",
        ),
        ("GET", "/users/{id}/status", "New Request", "get_status"),
        (
            "DELETE",
            "/users/{id}/tokens/{token}",
            "/users/:id",
            "delete_token",
        ),
        ("POST", "/users/{id}/activate", sentence, "activate"),
        ("POST", "/users/{id}/tokens", "POST /users", "create_token"),
        ("GET", "/", "", "list"),
    ] {
        assert_eq!(method("users", verb, path, name), expected, "{verb} {path}");
    }
}

#[test]
fn both_of_one_name_are_qualified() {
    let names = methods(
        "chat",
        &[
            (
                "GET",
                "/chat/users/{userId}/channels/{channelId}",
                "Get a channel",
            ),
            ("GET", "/chat/channels/{channelId}", "Get a channel"),
        ],
    );
    assert_eq!(names, ["get_user_channel", "get_channel"]);
    let names = methods(
        "meetings/{meeting Id}",
        &[
            (
                "PATCH",
                "/meetings/{id}/registrants/questions",
                "Update registration questions",
            ),
            (
                "PATCH",
                "/meetings/{id}/recordings/registrants/questions",
                "Update registration questions",
            ),
        ],
    );
    let expected = [
        "update_registration_questions",
        "update_recordings_registration_questions",
    ];
    assert_eq!(names, expected);
    let names = methods(
        "search",
        &[("GET", "/x", "Find things"), ("POST", "/x", "Find things")],
    );
    assert_eq!(names, ["find_things", "find_things_post"]);
}

#[test]
fn words_that_say_the_service_again_go_unless_they_tell_two_apart() {
    assert_eq!(
        method("roles", "GET", "/roles/{id}", "Get role information"),
        "get"
    );
    assert_eq!(
        method("report", "GET", "/report/{id}", "Get details"),
        "get_details"
    );
    let names = methods(
        "users",
        &[
            ("GET", "/users/{id}", "Get a user"),
            ("GET", "/users/{id}/details", "Get user details"),
        ],
    );
    assert_eq!(names, ["get", "get_details"]);
    for (name, expected) in [
        ("Get past meeting participants", "list_participants"),
        ("Get meeting archived files", "list_archived_files"),
        (
            "List ended meeting instances",
            "list_ended_meeting_instances",
        ),
    ] {
        let path = "/past_meetings/{id}/things";
        assert_eq!(method("past meetings", "GET", path, name), expected);
    }
}

#[test]
fn stems_stand_alone() {
    let names = names(&api(
        "users",
        &[
            ("GET", "/users", "List users"),
            ("PUT", "/users/{id}/password", "Update a user's password"),
        ],
    ));
    let stems: Vec<&str> = names.operations.iter().map(|names| &*names.stem).collect();
    assert_eq!(stems, ["ListUsers", "UpdatePassword"]);
    assert_eq!(names.operations[1].error, "UpdatePasswordError");
}

/// An answer with a record of these fields, as a new type.
fn answer(api: &mut Api, operation: usize, fields: &[(&str, Type)]) -> TypeId {
    let fields = fields
        .iter()
        .map(|(name, ty)| Field::new(*name, ty.clone()));
    let shape = TypeShape::Record(Record::new(fields.collect()));
    let path = vec![api.operations[operation].name.clone()];
    let id = api.add_type(TypeDef::new(path, shape, origin()));
    answers(api, operation, id);
    id
}

fn answers(api: &mut Api, operation: usize, id: TypeId) {
    let response = ok(Content::Json(Type::Named(id)));
    api.operations[operation].responses.push(response);
}

#[test]
fn shared_shapes_are_called_what_they_are_and_no_module_has_their_names() {
    let mut api = api(
        "users",
        &[
            ("POST", "/users", "Create users"),
            ("GET", "/groups/{id}/members", "List group members"),
            ("GET", "/users/{id}/team", "Get team"),
        ],
    );
    let groups = Service {
        name: "groups".to_owned(),
        declared: false,
        ..api.services[ServiceId(0)].clone()
    };
    api.services.push(groups);
    api.operations[1].service = ServiceId(1);
    let person = answer(&mut api, 0, &[("email", Type::string())]);
    let people = Type::Array(Box::new(Type::Named(person)));
    answer(&mut api, 1, &[("members", people)]);
    // The users' own team has other members.
    let other = answer(&mut api, 2, &[("nick", Type::string())]);
    api.operations[2].responses.clear();
    let others = Type::Array(Box::new(Type::Named(other)));
    answer(&mut api, 2, &[("members", others)]);
    let names = names(&api);
    let name = |id: TypeId| names.ty(id).name.as_deref().expect("a name");
    assert_eq!((names.ty(person).home, name(person)), (None, "Member"));
    assert_eq!(names.ty(other).home, Some(ServiceId(0)));
    assert_eq!(name(other), "TeamMember");
}

#[test]
fn what_operations_of_one_module_share_is_not_called_after_one_of_them() {
    let mut api = api(
        "channels",
        &[
            ("GET", "/channels/{id}/members", "List channel members"),
            ("POST", "/channels/{id}/members", "Invite channel members"),
            ("POST", "/plans", "Subscribe to a plan"),
        ],
    );
    let member = answer(&mut api, 0, &[("email", Type::string())]);
    api.operations[0].responses.clear();
    let members = Type::Array(Box::new(Type::Named(member)));
    answer(&mut api, 0, &[("members", members.clone())]);
    answer(&mut api, 1, &[("members", members), ("at", Type::string())]);
    let base = answer(&mut api, 2, &[("hosts", Type::Integer)]);
    api.operations[2].responses.clear();
    answer(&mut api, 2, &[("options", Type::Named(base))]);
    let names = names(&api);
    assert_eq!(names.ty(member).name.as_deref(), Some("Member"));
    // Neither a plan's plan options nor what leads to the plan in the item's name.
    assert_eq!(names.ty(base).name.as_deref(), Some("PlanOptions"));
}

#[test]
fn fields_keep_whole_words() {
    let key = "attendees_and_panelists_reminder_email_notification_of_the_webinar";
    let pins = std::collections::BTreeMap::new();
    assert_eq!(member::fields(&[key], &[], &pins, &mut Vec::new()), [key]);
}

#[test]
fn services_keep_clear_of_the_crates_own_names() {
    for (name, module, handle) in [
        ("users", "users", "Users"),
        ("meetings/{meeting Id}", "meetings", "Meetings"),
        ("Client", "client_api", "ClientApi"),
        ("option", "option_api", "OptionApi"),
        ("type", "type_api", "TypeApi"),
        ("../../etc", "etc", "Etc"),
        ("\u{1f680}", "operations", "Operations"),
        ("3D models", "n3d_models", "N3dModels"),
    ] {
        let names = names(&api(name, &[]));
        assert_eq!(
            (&*names.services[0].module, &*names.services[0].handle),
            (module, handle)
        );
    }
}

proptest! {
    /// Whatever the texts: identifiers, distinct, short, and the same in any order.
    #[test]
    fn any_names(texts in prop::collection::vec(("\\PC{0,12}", "(GET|POST)", "[a-z/{}]{0,9}"), 1..12), service in "\\PC{0,8}") {
        let triples: Vec<(&str, &str, String)> = texts
            .iter()
            .map(|(name, method, path)| (method.as_str(), name.as_str(), format!("/{path}")))
            .collect();
        let operations: Vec<(&str, &str, &str)> =
            triples.iter().map(|(method, name, path)| (*method, path.as_str(), *name)).collect();
        let forwards = methods(&service, &operations);
        for name in &forwards {
            prop_assert!(syn::parse_str::<syn::Ident>(name).is_ok(), "{name}");
            prop_assert!(name.len() <= 56, "{name}");
        }
        let mut folded: Vec<String> = forwards.iter().map(|name| scope::fold(name)).collect();
        folded.sort();
        folded.dedup();
        prop_assert_eq!(folded.len(), forwards.len());
        let mut reversed = operations.clone();
        reversed.reverse();
        let mut backwards = methods(&service, &reversed);
        backwards.reverse();
        let mut distinct = operations.clone();
        distinct.sort();
        distinct.dedup();
        if distinct.len() == operations.len() {
            prop_assert_eq!(forwards, backwards);
        }
    }
}
