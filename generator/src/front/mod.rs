//! Documents of each format, lowered to an [`Api`](crate::model::api::Api).

pub mod postman;
