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
fn told(client: &Client) -> String {
    let understood = Inputs::read(client).expect("readable").understand();
    let messages = locate(&understood.diagnostics, &understood.sources);
    assert!(!understood.diagnostics.has_errors(), "{messages:?}");
    let inspection = inspect(
        &understood.api,
        &names(&understood.api),
        &messages,
        &understood.sources,
    );
    text(&inspection)
}

#[test]
fn every_kind_of_correction_does_its_work() {
    insta::assert_snapshot!(told(&client(fixture("shop.toml"))));
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
    let errors = errors.filter(|one| one.severity() == Severity::Error);
    errors
        .map(|one| {
            let place = one.place.as_ref();
            let place = place.map_or("nowhere".to_owned(), |place| {
                format!("{}:{}", place.line, place.column)
            });
            let help = one.help.clone().unwrap_or_default();
            format!("{place} {} {} | {help}", one.code, one.message)
        })
        .collect()
}

#[test]
fn an_entry_that_fits_nothing_is_an_error_with_its_place_and_what_is_near() {
    for (profile, wanted) in [
        (
            "[operations.\"GET /order\"]\nskip = true\n",
            "1:13 PH0709 the profile names `GET /order`, and there is no such operation | did you mean `GET /orders`?",
        ),
        (
            "\n[operations]\n\"Accounts/Create account\" = { skip = true }\n",
            "3:1 PH0709 the profile names `Accounts/Create account`, and there is no such operation | did you mean `Accounts/Create an account`?",
        ),
        (
            "[operations.\"GET /orders\"]\nfields.\"response.200.order[].id\" = { type = \"string\" }\n",
            "2:8 PH0709 `response.200.order[].id` of `GET /orders` does not fit: the object has no `order` | did you mean `orders`?",
        ),
        (
            "[operations.\"GET /orders\"]\nfields.\"query.stat\" = { required = true }\n",
            "2:8 PH0709 `query.stat` of `GET /orders` does not fit: the query has no `stat` | did you mean `state`?",
        ),
        (
            "[operations.\"GET /orders\"]\nfields.\"respnse.200\" = { remove = true }\n",
            "2:8 PH0709 `respnse.200` of `GET /orders` does not fit: a place begins with one of `path`, `query`, `header`, `body`, `response` | did you mean `response`?",
        ),
        (
            "[operations.\"Orders/*\"]\nrename = \"all\"\n",
            "1:13 PH0709 `rename` of `Orders/*` does not fit: it is about 3 operations (`GET /orders`, `POST /orders/search`, `POST /orders/search`) | say which: by method and path, or by folder and name",
        ),
        (
            "[operations.\"GET /health\"]\nbody = \"json\"\n",
            "1:13 PH0709 `body` of `GET /health` does not fit: nothing is sent | ",
        ),
        (
            "[operations.\"Upload a picture\"]\nbody = \"json\"\n",
            "1:13 PH0709 `body` of `Upload a picture` does not fit: a file travels only in form-data | ",
        ),
        (
            "[operations.\"POST /payments\"]\njoin = true\n",
            "1:13 PH0709 `join` of `POST /payments` does not fit: only one item is there | ",
        ),
        (
            "[operations.\"POST /payments\"]\nsplit = \"items\"\n",
            "1:13 PH0709 `split` of `POST /payments` does not fit: only one item is there | ",
        ),
        (
            "[operations.\"POST /payments\"]\nsplit = [\"Pay\", \"pay\"]\n",
            "1:13 PH0709 `split` of `POST /payments` does not fit: it needs two names at least, no two of them the same | ",
        ),
        (
            "[operations.\"POST /payments\"]\nsplit = \"halves\"\n",
            "2:9 PH0701 write `\"items\"`, or a list of the names of what it becomes | ",
        ),
        (
            "[operations.\"GET /health\"]\nfields.\"response.200.ok\" = { rename = \"Fine\" }\n",
            "2:8 PH0709 `response.200.ok` of `GET /health` does not fit: only an object or a choice has a type with a name | a setter or a field is renamed in names.lock",
        ),
        (
            "[operations.\"GET /health\"]\nskp = true\n",
            "2:1 PH0701 unknown field `skp`, expected one of `idempotent`, `rate_label`, `pages`, `encode_twice`, `skip`, `rename`, `group`, `body`, `join`, `split`, `fields` | did you mean `skip`?",
        ),
        (
            "[operations.Get]\nskip = true\n",
            "1:13 PH0709 `Get` does not say which operation is meant: it is about 2 operations (`GET /payments/{paymentId}`, `GET /notices/{noticeId}`) | say which: by method and path, or by folder and name",
        ),
        (
            "[operations.\"POST /notices\"]\nfields.\"body.notices[]\" = { variant = \"mails\" }\n",
            "2:8 PH0709 `body.notices[]` of `POST /notices` does not fit: it has the shapes `mail`, `letter` and no `mails` | did you mean `mail`?",
        ),
        (
            "[operations.\"POST /notices\"]\nfields.\"body.notices\" = { variant = \"mail\" }\n",
            "2:8 PH0709 `body.notices` of `POST /notices` does not fit: it has but one shape | ",
        ),
        (
            "[operations.\"PUT /accounts/{accountId}/secret\"]\nrename = \"set\"\n[operations.\"POST /accounts\"]\nrename = \"set\"\n",
            "3:13 PH0709 `rename` of `POST /accounts` does not fit: `PUT /accounts/{accountId}/secret` is called so | ",
        ),
        (
            "[errors.names]\n1001 = \"Lost\"\n",
            "2:1 PH0709 the profile has a name for the error code `1001`, which nothing documents | ",
        ),
        (
            "[operations.\"PUT /accounts/{accountId}/secret\"]\nencode_twice = [\"accountID\"]\n",
            "1:13 PH0709 `encode_twice` of `PUT /accounts/{accountId}/secret` does not fit: the path has no parameter `accountID` | did you mean `accountId`?",
        ),
    ] {
        assert_eq!(complaints(profile), [wanted], "{profile}");
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
    let told = complaints(profile).join("\n");
    let (_, expected) = told.split_once("expected one of").expect("a list of keys");
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
            shown.iter().any(|one| page.contains(one)),
            "the page does not tell of `{key}`"
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
