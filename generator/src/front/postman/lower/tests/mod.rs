//! Rules of lowering, one by one.

mod answers;
mod body;
mod head;
mod url;

use serde_json::{Value, json};

use crate::model::api::{
    ApiKeyPlace, BodyKind, Content, Location, Operation, Parameter, ParameterStyle, SecurityKind,
    Status, StringFormat, Type, TypeShape,
};

use super::super::model::{self, Auth, Body, Collection, Item};
use super::super::testing::*;
use super::*;

fn lowered(collection: &Collection) -> (Api, Diagnostics) {
    let (api, _, diagnostics) = lower(collection, &[], &Profile::default());
    (api, diagnostics)
}

fn api(variables: Value, items: Vec<Item>) -> Api {
    lowered(&collected(&variables, items)).0
}

fn one(item: Item) -> (Api, Operation) {
    let api = api(json!({}), vec![item]);
    let operation = api.operations[0].clone();
    (api, operation)
}

fn at(url: &str, variables: Value) -> (Api, Operation) {
    let api = api(variables, vec![item("Get it", "GET", url)]);
    let operation = api.operations[0].clone();
    (api, operation)
}

fn names(operation: &Operation, location: Location) -> Vec<&str> {
    operation
        .parameters
        .iter()
        .filter(|parameter| parameter.location == location)
        .map(|parameter| parameter.name.as_str())
        .collect()
}

fn parameter<'o>(operation: &'o Operation, name: &str) -> &'o Parameter {
    operation
        .parameters
        .iter()
        .find(|parameter| parameter.name == name)
        .unwrap()
}

fn codes(diagnostics: &Diagnostics) -> Vec<Code> {
    diagnostics
        .iter()
        .map(|diagnostic| diagnostic.code)
        .collect()
}

fn posting(body: Body) -> Item {
    let mut item = item("Send it", "POST", "http://h.test/send");
    item.request.body = Some(body);
    item
}
