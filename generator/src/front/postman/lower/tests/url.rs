//! Servers, paths and queries.

use super::*;

#[test]
fn every_way_to_write_a_path_parameter() {
    let (_, operation) = at(
        "http://h.test/a/:id.json/x:verb/{{b}}/{c}/<d>/photo.{{fmt}}/:",
        json!({"b": "7"}),
    );
    assert_eq!(
        operation.key.path,
        "/a/{id}.json/x:verb/{b}/{c}/{d}/photo.{fmt}/:"
    );
    assert_eq!(
        names(&operation, Location::Path),
        ["id", "b", "c", "d", "fmt"]
    );
    assert!(
        operation
            .parameters
            .iter()
            .all(|parameter| parameter.required)
    );
    assert_eq!(parameter(&operation, "b").examples, ["7"]);
    assert_eq!(operation.examples[0].path["b"], "7");
}

#[test]
fn literals_of_a_path_are_encoded_as_they_are_sent() {
    let (_, operation) = at("http://h.test/ü b/{ }/a%20b/..", json!({}));
    assert_eq!(operation.key.path, "/%C3%BC%20b/%7B%20%7D/a%20b/..");
    assert_eq!(at("http://h.test", json!({})).1.key.path, "/");
    assert_eq!(at("http://h.test/a/", json!({})).1.key.path, "/a/");
}

#[test]
fn a_variable_of_several_segments_is_part_of_the_path() {
    let (_, operation) = at("http://h.test/{{prefix}}/x", json!({"prefix": "api/v2"}));
    assert_eq!(operation.key.path, "/api/v2/x");
}

#[test]
fn a_base_variable_is_a_server() {
    let (api, operation) = at(
        "{{baseUrl}}/x",
        json!({"baseUrl": "https://{{region}}.api.test/{{ver}}/", "region": "eu", "ver": "v1"}),
    );
    let server = &api.servers[operation.server];
    assert_eq!(
        (server.name.as_str(), server.url.as_str()),
        ("baseUrl", "https://{region}.api.test/{ver}")
    );
    let defaults: Vec<_> = server
        .variables
        .iter()
        .map(|variable| (variable.name.as_str(), variable.default.as_deref()))
        .collect();
    assert_eq!(defaults, [("region", Some("eu")), ("ver", Some("v1"))]);
    assert_eq!(operation.key.path, "/x");
}

#[test]
fn bases_of_all_kinds() {
    let url = |url: &str, variables: Value| at(url, variables).0.servers[0].url.clone();
    assert_eq!(
        url("https://api.test:8443/x", json!({})),
        "https://api.test:8443"
    );
    assert_eq!(url("api.test/x", json!({})), "http://api.test");
    assert_eq!(url("{{base}}/x", json!({})), "");
    assert_eq!(url("{{base}}/x", json!({"base": "/api"})), "");
    assert_eq!(
        url("https://{{sub}}.api.test/x", json!({})),
        "https://{sub}.api.test"
    );
    assert_eq!(
        url("{{url}}{{site}}/x", json!({"url": "https://api.test/"})),
        "https://api.test/{site}"
    );
    assert_eq!(
        url("{{a}}/x", json!({"a": "{{b}}/v2", "b": "https://b.test"})),
        "https://b.test/v2"
    );
}

#[test]
fn equal_bases_are_one_server() {
    let items = vec![
        item("a", "GET", "{{baseUrl}}/a"),
        item("b", "GET", "https://api.test/b"),
        item("c", "GET", "https://other.test/c"),
    ];
    let api = api(json!({"baseUrl": "https://api.test"}), items);
    let servers: Vec<usize> = api
        .operations
        .iter()
        .map(|operation| operation.server)
        .collect();
    assert_eq!((servers, api.servers.len()), (vec![0, 0, 1], 2));
}

#[test]
fn the_query_of_a_base_is_sent_with_every_call() {
    let (api, operation) = at("{{base}}/x?p=1", json!({"base": "https://h.test/api?k=v"}));
    assert_eq!(api.servers[0].url, "https://h.test/api");
    assert_eq!(parameter(&operation, "k").constant.as_deref(), Some("v"));
    assert_eq!(names(&operation, Location::Query), ["k", "p"]);
}

#[test]
fn query_parameters_of_all_kinds() {
    let (_, operation) = at(
        "http://h.test/q?n=5&l=a&l=b&flag&f[a][b]=x&t={{t}}&e=&=v",
        json!({"t": "true"}),
    );
    assert_eq!(
        names(&operation, Location::Query),
        ["n", "l", "flag", "f[a][b]", "t", "e"]
    );
    assert_eq!(parameter(&operation, "n").ty, Type::Integer);
    assert_eq!(
        parameter(&operation, "l").ty,
        Type::Array(Box::new(Type::string()))
    );
    assert_eq!(
        (
            &parameter(&operation, "flag").ty,
            parameter(&operation, "flag").style
        ),
        (&Type::Boolean, ParameterStyle::FLAG)
    );
    assert_eq!(parameter(&operation, "t").ty, Type::Boolean);
    assert!(
        operation
            .parameters
            .iter()
            .all(|parameter| !parameter.required)
    );
    assert_eq!(
        operation.examples[0].query[0],
        ("n".to_owned(), Some("5".to_owned()))
    );
    assert_eq!(operation.examples[0].query[3], ("flag".to_owned(), None));
}

#[test]
fn converter_markers_become_facts() {
    let mut one_item = item(
        "List",
        "GET",
        "http://h.test/q?limit=<long>&ids=<string>,<string>",
    );
    one_item.request.url.query[0].description = Some("(Required) How many".to_owned());
    let (_, operation) = one(one_item);
    let limit = parameter(&operation, "limit");
    assert!(limit.required && limit.examples.is_empty() && limit.ty == Type::Integer);
    assert_eq!(limit.description.as_deref(), Some("How many"));
    assert_eq!(parameter(&operation, "ids").style, ParameterStyle::COMMA);
    assert_eq!(
        parameter(&operation, "ids").ty,
        Type::Array(Box::new(Type::string()))
    );
}

#[test]
fn unresolved_templates_are_never_examples() {
    let (_, operation) = at(
        "http://h.test/q?a={{none}}&b=x{{none}}&c={{$guid}}",
        json!({}),
    );
    assert!(
        operation
            .parameters
            .iter()
            .all(|parameter| parameter.examples.is_empty())
    );
    assert_eq!(
        parameter(&operation, "c").ty,
        Type::String(StringFormat::Uuid)
    );
    assert!(operation.examples[0].query.is_empty());
}

#[test]
fn a_dynamic_variable_of_a_path_is_a_parameter() {
    let (_, operation) = at("http://h.test/a/{{$guid}}", json!({}));
    assert_eq!(operation.key.path, "/a/{guid}");
    assert_eq!(
        parameter(&operation, "guid").ty,
        Type::String(StringFormat::Uuid)
    );
}

#[test]
fn a_urls_list_may_tell_of_the_servers_variables() {
    let mut listed = item("a", "GET", "{{baseUrl}}/a");
    listed.request.url.variables = variables(&json!({"region": "eu"}));
    listed.request.url.variables[0].description =
        Some("Where (This can only be one of eu,us)".to_owned());
    let base = json!({"baseUrl": "https://{{region}}.api.test", "region": "eu"});
    let (api, diagnostics) = lowered(&collected(&base, vec![listed]));
    assert_eq!(api.servers[0].variables[0].choices, ["eu", "us"]);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
}

#[test]
fn a_path_variable_without_a_place_is_told() {
    let mut stray = item("a", "GET", "http://h.test/a/:x:y");
    stray.request.url.variables = variables(&json!({"id": "1"}));
    let (_, diagnostics) = lowered(&collected(&json!({}), vec![stray]));
    assert_eq!(
        codes(&diagnostics),
        [Code::UnusedPathVariable, Code::OddPathVariable]
    );
}

#[test]
fn a_credential_in_a_path_is_a_parameter() {
    let (api, operation) = at("http://h.test/hook/ghp_canary0123456789/x", json!({}));
    assert_eq!(operation.key.path, "/hook/{token}/x");
    assert!(!format!("{api:?}").contains("canary"));
}

#[test]
fn a_whole_url_that_nothing_gives_is_an_argument() {
    let items = || {
        vec![
            item("Start", "POST", "https://h.test/uploads"),
            item("Upload", "PUT", "{{uploadUrl}}"),
        ]
    };
    let upload = |variables: Value, more: Option<Item>| {
        let mut items = items();
        items.extend(more);
        let api = api(variables, items);
        (api.operations[1].key.path.clone(), api.servers.len())
    };
    let whole = ("{uploadUrl}".to_owned(), 1);
    assert_eq!(upload(json!({}), None), whole);
    assert_eq!(upload(json!({"uploadUrl": ""}), None), whole);
    // It is a base where it has a value, or where another request goes on behind it.
    let base = ("/".to_owned(), 2);
    let value = json!({"uploadUrl": "https://up.test"});
    assert_eq!(upload(value, None), base);
    let more = item("More", "GET", "{{uploadUrl}}/parts");
    assert_eq!(upload(json!({}), Some(more)), base);
    // And where no request has another one.
    let alone = api(json!({}), vec![item("Query", "POST", "{{url}}")]);
    assert_eq!(alone.operations[0].key.path, "/");
    let other = api(
        json!({}),
        vec![
            item("Start", "POST", "https://h.test/uploads"),
            item("All", "GET", "{{host}}"),
        ],
    );
    assert_eq!(other.operations[1].key.path, "/");
}
