//! The programs that `posthaste snippet` prints: they compile as they stand, being examples of this package.

use camino::Utf8Path;
use posthaste::commands::snippet::program;
use posthaste::ground::index::Id;
use posthaste::make::Inputs;
use posthaste::model::api::OperationId;
use posthaste::read::config::Client;
use posthaste_tests::shared::root;

#[test]
fn a_printed_program_is_the_example_that_compiles() {
    let root = root();
    let collection = root.join("collections/zoom/zoom.postman_collection.json");
    let collection = Utf8Path::from_path(&collection).expect("UTF-8").to_owned();
    let client = Client {
        names: Some(collection.with_file_name("names.lock")),
        profile: Some(collection.with_file_name("posthaste.toml")),
        inputs: vec![collection],
        ..Client::default()
    };
    let understood = Inputs::read(&client).expect("readable").understand();
    let (api, lock) = (understood.api, understood.lock);
    for (key, example) in [
        ("PUT /users/{userId}/password", "snippet_update_password.rs"),
        ("GET /users", "snippet_list_users.rs"),
        ("PATCH /users/{userId}", "snippet_update_user.rs"),
    ] {
        let index = api
            .operations
            .iter()
            .position(|operation| operation.key.to_string() == key)
            .expect(key);
        let id = OperationId::at(index);
        let printed = program(&api, &lock, id, Some("zoom-client")).expect("planned");
        let file = root.join("tests/examples").join(example);
        let checked_in = std::fs::read_to_string(&file).expect("the example");
        assert_eq!(
            printed.trim_end(),
            checked_in.trim_end(),
            "{example} is out of date: posthaste snippet COLLECTION '{key}' --profile PROFILE --name zoom-client > tests/examples/{example}"
        );
    }
}
