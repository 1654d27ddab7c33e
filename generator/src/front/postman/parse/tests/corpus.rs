//! Real documents, where they are beside the repository.

use super::*;

#[test]
fn every_postman_document_of_the_corpus_is_read() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    let Ok(manifest) = std::fs::read_to_string(root.join("MANIFEST.tsv")) else {
        eprintln!("SKIPPED: the corpus is not beside this clone");
        return;
    };
    let mut wrong = Vec::new();
    let mut seen = 0;
    for line in manifest.lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        if !cells[1].starts_with("postman") {
            continue;
        }
        let text = std::fs::read_to_string(root.join(cells[0])).expect("a document");
        let mut sources = crate::read::source::SourceMap::new();
        let id = sources.add(cells[0], text.trim_start_matches('\u{feff}').to_owned());
        let (document, _) = sources
            .document(id)
            .unwrap_or_else(|error| panic!("{}: {error:?}", cells[0]));
        match collection(&document, "stem").0 {
            Some(collection) if count(&collection.nodes).to_string() == cells[7] => seen += 1,
            Some(collection) => wrong.push(format!(
                "{} {} {}",
                cells[0],
                count(&collection.nodes),
                cells[7]
            )),
            None => wrong.push(format!("{} refused", cells[0])),
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(seen > 100, "{seen}");
}
