//! Constants for the headers of responses.

use quote::quote;

use crate::rust::plan::TypeRef;
use crate::rust::plan::model::HeaderRow;

use super::file::File;
use super::imports::Imports;
use super::tokens::{docs, ident, inner_docs, ty};

/// The file with the constants.
pub(super) fn headers(rows: &[HeaderRow], root: &str) -> File {
    let mut file = File::new(inner_docs(&[
        "Headers of responses with their types: `response.value_of(headers::NAME)`.",
    ]));
    let mut imports = Imports::default();
    imports.runtime.insert("Header");
    rows.iter().for_each(|row| imports.ty(&row.ty));
    imports.write(&mut file, root);
    for row in rows {
        let (docs, name, wire) = (docs(&row.docs), ident(&row.name), &row.wire);
        let value = ty(&row.ty, None);
        let new = match row.ty {
            TypeRef::Vec(_) => quote!(list),
            _ => quote!(new),
        };
        file.item(quote! {
            #docs
            pub const #name: Header<#value> = Header::#new(#wire);
        });
    }
    file
}
