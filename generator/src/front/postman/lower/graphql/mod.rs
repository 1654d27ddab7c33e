//! GraphQL: the types of variables, from the declarations of the document and the values of the example.

mod declarations;

use crate::ground::diagnostic::{Code, Origin};
use crate::infer::Shape;
use crate::model::api::{BodyKind, Field, Record, Type, TypeDef, TypeShape};

use super::super::model;
use super::super::template;
use super::Lowering;
use super::json;
use crate::ground::secret;
use declarations::{Declaration, Declared, declarations};

impl Lowering<'_> {
    /// A GraphQL body. Callers write the document themselves if it has a credential, or a template without a value.
    pub(super) fn graphql(
        &mut self,
        body: &model::Body,
        name: &str,
        query: &str,
        operation: Option<&str>,
        variables: Option<&str>,
    ) -> BodyKind {
        let resolved = self.scope.resolve(query);
        let operation = operation.filter(|name| !name.is_empty());
        let declared = declarations(query, operation);
        let variables = self.variables(body, name, declared, variables.unwrap_or_default());
        let secret = resolved.secret || secret::has_secret_argument(&resolved.text);
        if template::any(&resolved.text) || secret {
            let message = match secret {
                true => "the document holds a credential: callers write the document themselves",
                false => {
                    "the document holds a template that nothing fills: callers write the document themselves"
                }
            };
            self.report(Code::OpenDocument, message, &body.origin);
            return BodyKind::Json(self.open_document(name, variables, &body.origin));
        }
        BodyKind::GraphQl {
            query: resolved.text,
            operation: operation.map(str::to_owned),
            variables,
        }
    }

    /// The type of the variables; `None` for a document without any.
    fn variables(
        &mut self,
        body: &model::Body,
        name: &str,
        declared: Vec<Declaration>,
        text: &str,
    ) -> Option<Type> {
        let path = [name.to_owned(), "variables".to_owned()];
        let shown = match text.trim().is_empty() || template::whole(text.trim()).is_some() {
            true => None,
            false => match Shape::from_json_text(&json::for_inference(text, &self.scope)) {
                Ok(shape) => Some(shape.lower(&mut self.api, &path, &body.origin)),
                Err(error) => {
                    let message = format!("the GraphQL variables are no JSON: {error}");
                    self.report(Code::BadVariables, message, &body.origin);
                    None
                }
            },
        };
        let record = match shown {
            Some(Type::Named(id)) => match &self.api.type_def(id).shape {
                TypeShape::Record(record) => Some(record.fields.clone()),
                _ => None,
            },
            _ => None,
        };
        if declared.is_empty() {
            let is_empty = record.is_some_and(|fields| fields.is_empty());
            let has_variables = !text.trim().is_empty() && !is_empty;
            return has_variables.then(|| shown.unwrap_or(Type::Any));
        }
        let examples = record.unwrap_or_default();
        let declared = declared.into_iter();
        let fields = declared.map(|declaration| declaration.field(&examples));
        Some(self.record(path.to_vec(), fields.collect(), &body.origin))
    }

    /// The type of a body whose document callers write.
    fn open_document(&mut self, name: &str, variables: Option<Type>, origin: &Origin) -> Type {
        let query = Field {
            required: true,
            ..Field::new("query", Type::string())
        };
        let fields = vec![
            query,
            Field::new("operationName", Type::string()),
            Field::new("variables", variables.unwrap_or(Type::Any)),
        ];
        self.record(vec![name.to_owned()], fields, origin)
    }

    fn record(&mut self, path: Vec<String>, fields: Vec<Field>, origin: &Origin) -> Type {
        let shape = TypeShape::Record(Record::new(fields));
        Type::Named(self.api.add_type(TypeDef::new(path, shape, origin.clone())))
    }
}

impl Declaration {
    /// The field of the variable; the type of an input object is that of the field of its name in the example.
    fn field(self, examples: &[Field]) -> Field {
        let example = examples.iter().find(|field| field.name == self.name);
        let ty = self.ty.with(example.map(|field| &field.ty));
        Field {
            nullable: !self.required,
            required: self.required,
            ..Field::new(self.name, ty)
        }
    }
}

impl Declared {
    /// The type; that of the example where it is not built in.
    fn with(self, example: Option<&Type>) -> Type {
        match (self, example) {
            (Self::Known(ty), _) => ty,
            (Self::List(item), Some(Type::Array(example))) => {
                Type::Array(Box::new(item.with(Some(example))))
            }
            (Self::List(item), _) => Type::Array(Box::new(item.with(None))),
            (Self::Input, Some(example)) => example.clone(),
            (Self::Input, None) => Type::Any,
        }
    }
}
