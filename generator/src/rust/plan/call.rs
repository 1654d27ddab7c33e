//! What fills the request of one call, for code that makes a call without compiling the client.

use crate::ground::index::Id;
use crate::ground::prose::ProseCache;
use crate::model::api::{Api, OperationId, OperationInput};
use crate::rust::name::Names;

use super::input::{constants, inputs};
use super::method::row;
use super::model::{Row, SchemeRow, Step};
use super::scheme::scheme;
use super::types::Types;

/// A call as the generated method makes it.
#[derive(Debug, Clone)]
pub struct Call<'a> {
    /// The constant that describes the operation.
    pub row: Row,
    /// The security schemes of the API, to which the row refers by index.
    pub schemes: Vec<SchemeRow>,
    /// The steps that need no value of the caller.
    pub constants: Vec<Step>,
    /// What the caller passes, in the order of the document.
    pub inputs: Vec<CallInput<'a>>,
}

/// An argument or a setter of a call.
#[derive(Debug, Clone)]
pub struct CallInput<'a> {
    /// What it is in the API.
    pub source: OperationInput<'a>,
    /// Whether a call must pass it.
    pub required: bool,
    /// What it adds to the request. All operands that are no constants mean its value.
    pub step: Step,
}

/// How the request of an operation is filled; `None` if the API has no such operation.
pub fn call<'a>(api: &'a Api, names: &Names, id: OperationId) -> Option<Call<'a>> {
    let operation = api.operations.get(id.position())?;
    let types = Types {
        api,
        names,
        home: None,
    };
    let inputs = inputs(&types, operation, names.operation(id));
    let inputs = inputs.into_iter().map(|input| CallInput {
        source: input.source,
        required: input.required,
        step: input.step,
    });
    let schemes = api.security.iter();
    Some(Call {
        row: row(&ProseCache::default(), operation),
        schemes: schemes.map(|declared| scheme(&declared.kind)).collect(),
        constants: constants(operation),
        inputs: inputs.collect(),
    })
}
