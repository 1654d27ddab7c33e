//! Values of real people in saved requests stand in no file of the crate.

use camino::Utf8PathBuf;
use posthaste_tests::shared::shared;

#[test]
fn no_file_of_a_crate_has_the_values_of_a_person() {
    let Some(case) = shared("cases/personal-values-in-examples") else {
        return;
    };
    let input = std::fs::read_dir(&case)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .find(|path| {
            path.extension()
                .is_some_and(|extension| extension == "json")
        })
        .expect("a collection");
    let folder = tempfile::tempdir().expect("a folder");
    let output = Utf8PathBuf::try_from(folder.path().join("client")).expect("UTF-8");
    posthaste::Generator::new()
        .input(Utf8PathBuf::try_from(input).expect("UTF-8"))
        .output(&output)
        .name("clinic-client")
        .run()
        .expect("a crate");
    let mut texts = Vec::new();
    texts_below(output.as_std_path(), &mut texts);
    let source = texts.concat();
    for personal in ["+447700900123", "postfach.zz", "webhook.site", "Jane Roe"] {
        assert!(!source.contains(personal), "{personal}");
    }
    for neutral in [
        "user@example.com",
        "+15550100",
        "https://example.com/<secret>",
        "Jane Doe",
    ] {
        assert!(source.contains(neutral), "{neutral}");
    }
}

/// The texts of the crate's own files: its copy of the runtime is not made from the document.
fn texts_below(folder: &std::path::Path, texts: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        match path.is_dir() {
            true if path.ends_with("runtime") => {}
            true => texts_below(&path, texts),
            false => texts.push(std::fs::read_to_string(&path).expect("text")),
        }
    }
}
