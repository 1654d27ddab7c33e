//! A small workspace on the disk, read whole.

use camino::Utf8Path;
use serde_json::json;

use super::super::{collection, environment};
use crate::front::postman::model::{Auth, BodyKind, Collection, Item, Node};
use crate::ground::diagnostic::{Code, Diagnostics};
use crate::read::source::SourceMap;

const FILES: &[(&str, &str)] = &[
    (
        "collections/Shop/.resources/definition.yaml",
        "$kind: collection\nname: Shop API\nvariables:\n  baseUrl: https://shop.test\nauth:\n  type: bearer\n  \
         credentials:\n    token: '{{token}}'\nscripts:\n  - type: http:beforeRequest\n    code: x()\n",
    ),
    (
        "collections/Shop/add.request.yaml",
        "$kind: http-request\norder: 2000\nmethod: post\nurl: '{{baseUrl}}/items?dry=1'\nheaders:\n  X-A: '1'\nqueryParams:\n  \
         - {key: dry, value: '1', description: try it}\n  - {key: note, value: n, disabled: true}\nbody:\n  type: json\n  \
         content: |-\n    {\"id\": 1}\nauth: {type: noauth}\nsettings: {strictSSL: false}\n",
    ),
    (
        "collections/Shop/get one.request.yml",
        "$kind: http-request\nname: Get one\norder: 1000\nurl: '{{baseUrl}}/items/:id'\npathVariables:\n  - {key: id, value: '7'}\n\
         auth: {type: inherit}\nextra: 1\n",
    ),
    (
        "collections/Shop/.resources/get one.resources/examples/200 OK.example.yaml",
        "$kind: http-example\nrequest: {method: GET}\nresponse:\n  statusCode: 200\n  statusText: OK\n  headers: {Content-Type: application/json}\n  \
         body: {type: json, content: '{\"id\": 7}'}\n",
    ),
    (
        "collections/Shop/get one.resources/examples/404.example.yaml",
        "$kind: http-example\norder: 1\nresponse: {statusCode: 404, body: {type: text, content: ''}}\n",
    ),
    (
        "collections/Shop/admin/.resources/definition.yaml",
        "$kind: collection\norder: 10\n",
    ),
    (
        "collections/Shop/admin/upload.request.yaml",
        "$kind: http-request\nmethod: PUT\nurl: https://shop.test/f\nbody:\n  type: formdata\n  content:\n    - {key: f, type: file, src: ./f.bin}\n    \
         - {key: n, type: text, value: hello, contentType: text/plain}\n",
    ),
    (
        "collections/Shop/admin/query.request.yaml",
        "$kind: graphql-request\nurl: https://shop.test/g\nquery: '{ a }'\nvariables: '{\"x\": 1}'\n",
    ),
    (
        "collections/Shop/admin/socket.request.yaml",
        "$kind: websocket-request\nurl: wss://shop.test\n",
    ),
    (
        "collections/Shop/admin/broken.request.yaml",
        "$kind: http-request\nurl: {{baseUrl}}/x\n",
    ),
    (
        "environments/dev.environment.yaml",
        "name: Dev\nvalues:\n  - {key: baseUrl, value: 'http://dev', enabled: true}\n  - {key: token, value: t, secret: true}\n  - {key: off, value: o, enabled: false}\n",
    ),
];

fn workspace(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

fn read(path: &std::path::Path) -> (Option<Collection>, Diagnostics) {
    let mut sources = SourceMap::new();
    let id = sources.read(Utf8Path::from_path(path).unwrap()).unwrap();
    let (document, mut diagnostics) = sources.document(id).unwrap();
    let (collection, found) = collection(&document, "stem");
    diagnostics.append(found);
    (collection, diagnostics)
}

fn item(node: &Node) -> &Item {
    match node {
        Node::Item(item) => item,
        Node::Folder(folder) => panic!("{folder:?}"),
    }
}

#[test]
fn a_workspace_is_one_collection() {
    let folder = workspace(FILES);
    for place in ["", "collections", "collections/Shop"] {
        let (collection, _) = read(&folder.path().join(place));
        let collection = collection.unwrap();
        assert_eq!(
            (collection.name.as_str(), collection.named),
            ("Shop API", true),
            "{place}"
        );
        assert_eq!(collection.variables[0].key, "baseUrl");
        assert!(
            matches!(&collection.auth, Auth::Scheme(scheme) if scheme.attributes == [("token".to_owned(), json!("{{token}}"))])
        );
        let [Node::Folder(admin), one, add] = collection.nodes.as_slice() else {
            panic!("{:?}", collection.nodes)
        };
        assert_eq!((admin.name.as_str(), admin.nodes.len()), ("admin", 2));
        assert_eq!(
            (item(one).name.as_str(), item(add).name.as_str()),
            ("Get one", "add")
        );
    }
}

#[test]
fn requests_are_read_with_their_examples() {
    let folder = workspace(FILES);
    let collection = read(folder.path()).0.unwrap();
    let [Node::Folder(admin), one, add] = collection.nodes.as_slice() else {
        panic!()
    };
    let one = item(one);
    assert!(matches!(one.request.auth, Auth::Inherit));
    assert_eq!(
        (
            one.request.url.path.as_slice(),
            one.request.url.variables.len()
        ),
        (&["items".to_owned(), ":id".to_owned()][..], 1)
    );
    let codes: Vec<_> = one
        .responses
        .iter()
        .map(|response| {
            (
                response.code,
                response.name.as_str(),
                response.body.as_deref(),
            )
        })
        .collect();
    assert_eq!(
        codes,
        [
            (Some(404), "404", None),
            (Some(200), "200 OK", Some("{\"id\": 7}"))
        ]
    );
    assert_eq!(
        one.responses[1].original.as_ref().unwrap().url.path,
        ["items", ":id"]
    );
    let add = item(add);
    assert_eq!(add.request.method, "POST");
    assert!(matches!(add.request.auth, Auth::None));
    let query: Vec<_> = add
        .request
        .url
        .query
        .iter()
        .map(|pair| (pair.key.as_str(), pair.disabled))
        .collect();
    assert_eq!(query, [("dry", false), ("note", true)]);
    assert!(matches!(&add.request.body.as_ref().unwrap().kind,
        BodyKind::Raw { text, language } if text == "{\"id\": 1}" && language.as_deref() == Some("json")));
    let [query, upload] = admin.nodes.as_slice() else {
        panic!()
    };
    assert!(matches!(
        &item(query).request.body.as_ref().unwrap().kind,
        BodyKind::GraphQl {
            variables: Some(_),
            ..
        }
    ));
    assert_eq!(item(query).request.method, "POST");
    let Some(BodyKind::FormData(parts)) = item(upload).request.body.as_ref().map(|body| &body.kind)
    else {
        panic!()
    };
    assert_eq!(parts[0].files.as_deref(), Some(&["./f.bin".to_owned()][..]));
}

#[test]
fn what_is_left_out_is_told() {
    let folder = workspace(FILES);
    let (collection, diagnostics) = read(folder.path());
    let codes: Vec<_> = diagnostics
        .iter()
        .map(|diagnostic| diagnostic.code)
        .collect();
    assert_eq!(codes, [Code::NotJson, Code::OtherProtocol]);
    let unused: Vec<_> = collection
        .unwrap()
        .unused
        .into_iter()
        .map(|(what, _)| what)
        .collect();
    assert_eq!(
        unused,
        ["scripts", "settings.strictSSL", "unknown key \"extra\""]
    );
}

#[test]
fn several_collections_are_told_by_name() {
    let folder = workspace(&[
        ("collections/A/x.request.yaml", "url: a"),
        ("collections/B/x.request.yaml", "url: b"),
    ]);
    let (collection, diagnostics) = read(folder.path());
    assert!(collection.is_none());
    assert!(diagnostics.iter().next().unwrap().message.ends_with("A, B"));
}

#[test]
fn one_file_may_stand_alone() {
    let folder = workspace(FILES);
    let collection = read(&folder.path().join("collections/Shop/add.request.yaml"))
        .0
        .unwrap();
    assert_eq!(item(&collection.nodes[0]).request.url.host, "{{baseUrl}}");
    let mut sources = SourceMap::new();
    let path = folder.path().join("environments/dev.environment.yaml");
    let id = sources.read(Utf8Path::from_path(&path).unwrap()).unwrap();
    let environment = environment(&sources.document(id).unwrap().0).0.unwrap();
    let values: Vec<_> = environment
        .values
        .iter()
        .map(|variable| (variable.key.as_str(), variable.kind.as_deref()))
        .collect();
    assert_eq!(values, [("baseUrl", None), ("token", Some("secret"))]);
}
