//! GraphQL: the variables' types, from the document's declarations and the example's values.

mod declarations;

use crate::ground::diagnostic::{Code, Diagnostic, Origin};
use crate::infer::Shape;
use crate::model::api::{Api, BodyKind, Field, Record, Type, TypeDef, TypeShape};

use super::super::model;
use super::super::template;
use super::Lowering;
use super::json;
use crate::ground::secret;
use declarations::{Declaration, Declared, declarations};

impl Lowering<'_> {
    /// A GraphQL body. A document with a template that nothing fills is the caller's to write.
    pub(super) fn graphql(
        &mut self,
        body: &model::Body,
        name: &str,
        query: &str,
        operation: Option<&str>,
        variables: Option<&str>,
    ) -> BodyKind {
        let resolved = self.scope.resolve(query);
        let declared = declarations(query, operation.filter(|one| !one.is_empty()));
        let variables = self.variables(body, name, declared, variables.unwrap_or_default());
        let secret = resolved.secret || secret::has_secret_argument(&resolved.text);
        if template::any(&resolved.text) || secret {
            let message = match secret {
                true => "the document holds a credential: callers write the document themselves",
                false => {
                    "the document holds a template that nothing fills: callers write the document themselves"
                }
            };
            self.diagnostics
                .push(Diagnostic::new(Code::OpenDocument, message).at(&body.origin));
            return BodyKind::Json(self.open_document(name, variables, &body.origin));
        }
        BodyKind::GraphQl {
            query: resolved.text,
            operation: operation.filter(|one| !one.is_empty()).map(str::to_owned),
            variables,
        }
    }

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
            false => match Shape::from_json_text(&json::typed(text, &self.scope)) {
                Ok(shape) => Some(shape.lower(&mut self.api, &path, &body.origin)),
                Err(error) => {
                    let message = format!("the GraphQL variables are no JSON: {error}");
                    self.diagnostics
                        .push(Diagnostic::new(Code::BadVariables, message).at(&body.origin));
                    None
                }
            },
        };
        if declared.is_empty() {
            let given = !text.trim().is_empty() && !is_empty_record(&self.api, shown.as_ref());
            return given.then(|| shown.unwrap_or(Type::Any));
        }
        let known = match shown {
            Some(Type::Named(id)) => match &self.api.type_def(id).shape {
                TypeShape::Record(record) => record.fields.clone(),
                _ => Vec::new(),
            },
            _ => Vec::new(),
        };
        let fields = declared.into_iter().map(|one| one.field(&known)).collect();
        Some(self.record(path.to_vec(), fields, &body.origin))
    }

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
        let shape = TypeShape::Record(Record { fields });
        Type::Named(self.api.add_type(TypeDef::new(path, shape, origin.clone())))
    }
}

fn is_empty_record(api: &Api, ty: Option<&Type>) -> bool {
    let Some(Type::Named(id)) = ty else {
        return false;
    };
    let def = api.types.get(*id);
    matches!(def.map(|def| &def.shape), Some(TypeShape::Record(record)) if record.fields.is_empty())
}

impl Declaration {
    /// The field for it; what the declaration leaves open, the example's field of the name tells.
    fn field(self, known: &[Field]) -> Field {
        let example = known.iter().find(|field| field.name == self.name);
        let ty = self.ty.with(example.map(|field| &field.ty));
        Field {
            nullable: !self.required,
            required: self.required,
            ..Field::new(self.name, ty)
        }
    }
}

impl Declared {
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
