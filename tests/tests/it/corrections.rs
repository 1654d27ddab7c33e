//! What a profile corrects: what it makes of a small collection, and what is said of entries that fit nothing.

use camino::Utf8PathBuf;
use posthaste::commands::inspect::{inspect, text};
use posthaste::ground::diagnostic::Severity;
use posthaste::make::{Generator, Inputs};
use posthaste::model::profile::Profile;
use posthaste::read::config::Client;
use posthaste::read::report::locate;
use posthaste::rust::name::names;
use posthaste::rust::plan::Options;
use posthaste_tests::shared::root;

fn fixture(name: &str) -> Utf8PathBuf {
    let path = root().join("tests/fixtures/corrections").join(name);
    Utf8PathBuf::from_path_buf(path).expect("UTF-8")
}

fn client(profile: Utf8PathBuf) -> Client {
    Client {
        inputs: vec![fixture("shop.json")],
        profile: Some(profile),
        ..Client::default()
    }
}

/// What a profile makes of the shop: its operations, and the findings with their places.
fn summary(client: &Client) -> String {
    let understood = Inputs::read(client).expect("readable").understand();
    let messages = locate(&understood.diagnostics, &understood.sources);
    assert!(!understood.diagnostics.has_errors(), "{messages:?}");
    let inspection = inspect(&understood, &names(&understood.api), &messages);
    text(&inspection)
}

#[test]
fn every_kind_of_correction_does_its_work() {
    insta::assert_snapshot!(summary(&client(fixture("shop.toml"))));
}

/// What is said of a profile: each error with its line and column, and what is offered.
fn complaints(profile: &str) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("profile.toml");
    std::fs::write(&path, profile).expect("written");
    let path = Utf8PathBuf::from_path_buf(path).expect("UTF-8");
    let output = Utf8PathBuf::from_path_buf(folder.path().join("out")).expect("UTF-8");
    let client = Client {
        output: output.clone(),
        ..client(path)
    };
    let failure = Generator::from(client).run().expect_err(profile);
    assert!(!output.exists(), "something was written");
    let errors = failure.messages.iter();
    let errors = errors.filter(|diagnostic| diagnostic.severity() == Severity::Error);
    errors
        .map(|diagnostic| {
            let place = diagnostic.place.as_ref();
            let place = place.map_or("nowhere".to_owned(), |place| {
                format!("{}:{}", place.line, place.column)
            });
            let help = diagnostic.help.clone().unwrap_or_default();
            format!(
                "{place} {} {} | {help}",
                diagnostic.code, diagnostic.message
            )
        })
        .collect()
}

#[test]
fn an_entry_that_fits_nothing_is_an_error_with_its_place_and_what_is_near() {
    for (profile, expected_complaint) in [
        (
            "[operations.\"GET /order\"]\nskip = true\n",
            "1:13 PH0709 no operation matches `GET /order` | did you mean `GET /orders`?",
        ),
        (
            "\n[operations]\n\"Accounts/Create account\" = { skip = true }\n",
            "3:1 PH0709 no operation matches `Accounts/Create account` | did you mean `Accounts/Create an account`?",
        ),
        (
            "[operations.\"GET /orders\"]\nfields.\"response.200.order[].id\" = { type = \"string\" }\n",
            "2:8 PH0709 `response.200.order[].id` cannot be applied to `GET /orders`: the object has no `order` | did you mean `orders`?",
        ),
        (
            "[operations.\"GET /orders\"]\nfields.\"query.stat\" = { required = true }\n",
            "2:8 PH0709 `query.stat` cannot be applied to `GET /orders`: the query has no `stat` | did you mean `state`?",
        ),
        (
            "[operations.\"GET /orders\"]\nfields.\"respnse.200\" = { remove = true }\n",
            "2:8 PH0709 `respnse.200` cannot be applied to `GET /orders`: a location begins with one of `path`, `query`, `header`, `cookie`, `body`, `response` | did you mean `response`?",
        ),
        (
            "[operations.\"Orders/*\"]\nrename = \"all\"\n",
            "1:13 PH0709 `rename` cannot be applied to `Orders/*`: it matches 3 operations (`GET /orders`, `POST /orders/search`, `POST /orders/search`) | write method and path, or folder and name",
        ),
        (
            "[operations.\"GET /health\"]\nbody = \"json\"\n",
            "1:13 PH0709 `body` cannot be applied to `GET /health`: there is no body | ",
        ),
        (
            "[operations.\"Upload a picture\"]\nbody = \"json\"\n",
            "1:13 PH0709 `body` cannot be applied to `Upload a picture`: a file can be sent only as form-data | ",
        ),
        (
            "[operations.\"POST /payments\"]\njoin = true\n",
            "1:13 PH0709 `join` cannot be applied to `POST /payments`: it has only one item | ",
        ),
        (
            "[operations.\"POST /payments\"]\nsplit = \"items\"\n",
            "1:13 PH0709 `split` cannot be applied to `POST /payments`: it has only one item | ",
        ),
        (
            "[operations.\"POST /payments\"]\nsplit = [\"Pay\", \"pay\"]\n",
            "1:13 PH0709 `split` cannot be applied to `POST /payments`: it needs at least two names, all different | ",
        ),
        (
            "[operations.\"POST /payments\"]\nsplit = \"halves\"\n",
            "2:9 PH0701 expected `\"items\"`, or a list of names for the resulting operations | ",
        ),
        (
            "[operations.\"GET /health\"]\nfields.\"response.200.ok\" = { rename = \"Fine\" }\n",
            "2:8 PH0709 `response.200.ok` cannot be applied to `GET /health`: only a record, an enum or a union has a type with a name | rename setters and fields in names.lock",
        ),
        (
            "[operations.\"GET /health\"]\nskp = true\n",
            "2:1 PH0701 unknown field `skp`, expected one of `idempotent`, `rate_label`, `pages`, `encode_twice`, `skip`, `rename`, `group`, `body`, `join`, `split`, `errors`, `fields` | did you mean `skip`?",
        ),
        (
            "[operations.Get]\nskip = true\n",
            "1:13 PH0709 `Get` is ambiguous: it matches 2 operations (`GET /payments/{paymentId}`, `GET /notices/{noticeId}`) | write method and path, or folder and name",
        ),
        (
            "[operations.\"POST /notices\"]\nfields.\"body.notices[]\" = { variant = \"mails\" }\n",
            "2:8 PH0709 `body.notices[]` cannot be applied to `POST /notices`: it has the variants `mail`, `letter` and no `mails` | did you mean `mail`?",
        ),
        (
            "[operations.\"POST /notices\"]\nfields.\"body.notices\" = { variant = \"mail\" }\n",
            "2:8 PH0709 `body.notices` cannot be applied to `POST /notices`: its type is no union | ",
        ),
        (
            "[operations.\"PUT /accounts/{accountId}/secret\"]\nrename = \"set\"\n[operations.\"POST /accounts\"]\nrename = \"set\"\n",
            "3:13 PH0709 `rename` cannot be applied to `POST /accounts`: `PUT /accounts/{accountId}/secret` has this name already | ",
        ),
        (
            "[errors.names]\n1001 = \"Lost\"\n",
            "2:1 PH0709 the profile names the error code `1001`, which no response documents | ",
        ),
        (
            "[operations.\"PUT /accounts/{accountId}/secret\"]\nencode_twice = [\"accountID\"]\n",
            "1:13 PH0709 `encode_twice` cannot be applied to `PUT /accounts/{accountId}/secret`: the path has no parameter `accountID` | did you mean `accountId`?",
        ),
    ] {
        assert_eq!(complaints(profile), [expected_complaint], "{profile}");
    }
    let types = complaints(
        "[operations.\"GET /health\"]\nfields.\"response.200.ok\" = { type = \"bool\" }\n",
    );
    assert!(
        types[0].starts_with("2:37 PH0701 `bool` is no type"),
        "{types:?}"
    );
}

/// What is expected in the place of an unknown key.
fn keys(profile: &str) -> Vec<String> {
    let complaint = complaints(profile).join("\n");
    let (_, expected) = complaint
        .split_once("expected one of")
        .expect("a list of keys");
    let expected = expected.split(" | ").next().unwrap_or_default();
    let keys = expected.split('`').skip(1).step_by(2);
    keys.map(str::to_owned).collect()
}

#[test]
fn the_page_about_corrections_knows_every_key_and_its_examples_are_profiles() {
    let page = std::fs::read_to_string(root().join("docs/corrections.md")).expect("readable");
    let blocks: Vec<&str> = page
        .split("```toml\n")
        .skip(1)
        .filter_map(|rest| rest.split("```").next())
        .collect();
    assert!(blocks.len() > 4);
    for block in blocks {
        if let Err(wrong) = Profile::with_overrides(block) {
            panic!("{wrong}: {block}");
        }
    }
    let mut known = keys("[operations.\"GET /health\"]\nx = 1\n");
    known.extend(keys(
        "[operations.\"GET /health\"]\nfields.\"query.a\" = { x = 1 }\n",
    ));
    known.extend(keys("[operations.\"GET /health\"]\npages = { x = 1 }\n"));
    assert!(known.len() > 20, "{known:?}");
    for key in known {
        let shown = [format!("{key} ="), format!("`{key}`"), format!("`{key} = ")];
        assert!(
            shown.iter().any(|text| page.contains(text)),
            "the page does not mention `{key}`"
        );
    }
}

#[test]
fn what_a_profile_calls_a_secret_is_shown_in_no_example() {
    let written = |profile: &str| {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("profile.toml");
        std::fs::write(&path, profile).expect("written");
        let client = Client {
            inputs: vec![fixture("../shop.postman_collection.json")],
            ..client(Utf8PathBuf::from_path_buf(path).expect("UTF-8"))
        };
        let understood = Inputs::read(&client).expect("readable").understand();
        let (tree, _) = posthaste::make::output_tree(&understood.api, &Options::default());
        let orders = tree.get("src/orders.rs").expect("the module");
        String::from_utf8(orders.to_vec()).expect("text")
    };
    let place = "[operations.\"GET /orders\"]\nfields.\"query.customer\"";
    let plain = written(&format!("{place} = {{ type = \"string\" }}\n"));
    assert!(plain.contains("c-1"), "{plain}");
    let secret = written(&format!("{place} = {{ type = \"secret\" }}\n"));
    assert!(!secret.contains("c-1"), "{secret}");
}
