//! What a call of an operation takes.

use super::{Body, FormField, Operation, Parameter, Type};

/// One value that a call takes.
#[derive(Debug, Clone, Copy)]
pub enum OperationInput<'a> {
    /// A parameter of the path, the query or the headers; constants are among them.
    Parameter(&'a Parameter),
    /// A field of the body: of a form, or of an object whose fields are passed one by one.
    Field(&'a FormField),
    /// A body that is passed as one value.
    Body(&'a Body),
}

impl<'a> OperationInput<'a> {
    /// Its type; none for text, bytes and a GraphQL document without variables.
    pub fn ty(self) -> Option<&'a Type> {
        match self {
            Self::Parameter(parameter) => Some(&parameter.ty),
            Self::Field(field) => Some(&field.ty),
            Self::Body(body) => body.kind.value_type(),
        }
    }
}

impl Operation {
    /// Everything that a call takes: the parameters, then the fields of the body, or the body if it is one value.
    pub fn inputs(&self) -> impl Iterator<Item = OperationInput<'_>> {
        let fields = self.body.as_ref().and_then(|body| body.kind.fields());
        let whole = self.body.as_ref().filter(|_| fields.is_none());
        let parameters = self.parameters.iter().map(OperationInput::Parameter);
        let fields = fields.into_iter().flatten().map(OperationInput::Field);
        parameters
            .chain(fields)
            .chain(whole.map(OperationInput::Body))
    }

    /// The types of all that a call takes, to change them.
    pub fn input_types_mut(&mut self) -> impl Iterator<Item = &mut Type> {
        let parameters = self.parameters.iter_mut();
        let body = self.body.iter_mut();
        parameters
            .map(|parameter| &mut parameter.ty)
            .chain(body.flat_map(|body| body.kind.types_mut()))
    }
}
