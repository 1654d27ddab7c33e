//! Names of an earlier run stay, whatever happens to the collection beside them, and Zoom's read well.

mod kept;
mod random;
mod zoom;

use posthaste::rust::name::{Lock, names_and_lock};
use serde_json::Value;

use self::kept::{assert_kept, folder, key, named, requests, reverse, zoom as collection_of_zoom};

#[test]
fn nothing_is_renamed_by_what_happens_beside_it() {
    let collection = collection_of_zoom();
    let (_, first) = named(&collection, "");
    let (_, again) = named(&collection, &first);
    assert!(first == again, "a second run changes the lock");

    let mut turned = collection.clone();
    reverse(&mut turned);
    assert!(
        named(&turned, &first).1 == first,
        "the order of siblings changes the lock"
    );

    let mut all = Vec::new();
    requests(&collection, &[], &mut all);
    for step in 0..3 {
        // Far from each other, and other ones each time.
        let at = &all[(step * 83 + 17) % all.len()];
        let (last, parents) = at.split_last().expect("a place");

        let mut smaller = collection.clone();
        let items = folder(&mut smaller, parents)["item"]
            .as_array_mut()
            .expect("items");
        let removed = items.remove(*last);
        let gone = key(&removed["request"]);
        let (_, after) = named(&smaller, &first);
        assert_kept(&first, &after, Some(&gone), &format!("without {gone}"));

        // The same answers in another group: its shapes are shared from now on.
        let mut larger = collection.clone();
        let mut twin = removed.clone();
        twin["request"]["url"]["path"] = serde_json::json!(["twins", "first"]);
        let groups = larger["item"].as_array_mut().expect("groups");
        let count = groups.len();
        groups.rotate_left((at[0] + 7) % count);
        let is_folder = |group: &&mut Value| group["item"].is_array();
        let group = groups.iter_mut().find(is_folder).expect("a folder");
        let items = group["item"].as_array_mut().expect("items");
        items.insert(0, twin);
        let (api, after) = named(&larger, &first);
        assert!(
            api.operations
                .iter()
                .any(|operation| operation.key.path == "/twins/first")
        );
        assert_kept(&first, &after, None, &format!("with a twin of {gone}"));
        // And back again: what was shared stays where it is.
        let (_, back) = named(&collection, &after);
        assert_kept(&first, &back, None, &format!("without the twin of {gone}"));

        let mut renamed = collection.clone();
        renamed["item"][at[0]]["name"] = Value::from("something else");
        let (_, after) = named(&renamed, &first);
        assert_kept(&first, &after, None, "with another folder's name");
    }
}

#[test]
fn without_its_lock_a_client_is_named_as_the_first_time() {
    let collection = collection_of_zoom();
    let (api, first) = named(&collection, "");
    let (_, lock) = names_and_lock(&api, &Lock::default());
    assert!(lock.to_string() == first);
    let lines = first.lines().count();
    assert!(lines > 2000, "{lines} lines for Zoom's names");
}
