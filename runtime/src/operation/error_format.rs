//! Where the error responses of a service hold code, message and details.

/// Where error responses hold code, message and details. The steps of a path are separated by `/`, and names are compared
/// without regard to case. Of several paths, the first one with a value is used. An error object that is the first item
/// of a list is read as the object.
#[derive(Debug, Clone, Copy)]
pub struct ErrorFormat {
    pub(crate) code: &'static [&'static str],
    pub(crate) message: &'static [&'static str],
    pub(crate) fields: &'static [&'static str],
    pub(crate) field_name: &'static [&'static str],
    pub(crate) field_message: &'static [&'static str],
    pub(crate) request_id: &'static [&'static str],
    pub(crate) request_id_in_body: &'static [&'static str],
    pub(crate) success_codes: Option<&'static [&'static str]>,
}

impl ErrorFormat {
    /// The names that most services use.
    pub const DEFAULT: ErrorFormat = ErrorFormat {
        code: &[
            "code",
            "error/code",
            "errorCode",
            "error_code",
            "errors/0/code",
            "errors/code",
            "error/type",
            "error",
        ],
        message: &[
            "message",
            "error/message",
            "error_message",
            "errorMessage",
            "error_description",
            "detail",
            "errors/0/message",
            "errors/message",
            "reason",
            "title",
            "error",
            "",
        ],
        fields: &[
            "errors",
            "error/errors",
            "fieldErrors",
            "details",
            "error/details",
            "message",
        ],
        field_name: &["field", "name", "path", "parameter", "property", "location"],
        field_message: &["message", "description", "reason", "detail", ""],
        request_id: &[
            "x-request-id",
            "request-id",
            "x-correlation-id",
            "x-trace-id",
        ],
        request_id_in_body: &[
            "request_id",
            "requestId",
            "trace_id",
            "traceId",
            "error/request_id",
        ],
        success_codes: None,
    };

    /// Paths of the service's error code.
    #[must_use]
    pub const fn code(mut self, paths: &'static [&'static str]) -> ErrorFormat {
        self.code = paths;
        self
    }

    /// Paths of the message.
    #[must_use]
    pub const fn message(mut self, paths: &'static [&'static str]) -> ErrorFormat {
        self.message = paths;
        self
    }

    /// Paths of the list of field errors, or of an object whose names are those of the fields; inside an item, paths of the field's name and of the message.
    #[must_use]
    pub const fn fields(
        mut self,
        list: &'static [&'static str],
        name: &'static [&'static str],
        message: &'static [&'static str],
    ) -> ErrorFormat {
        (self.fields, self.field_name, self.field_message) = (list, name, message);
        self
    }

    /// Headers with the request id.
    #[must_use]
    pub const fn request_id(mut self, headers: &'static [&'static str]) -> ErrorFormat {
        self.request_id = headers;
        self
    }

    /// Paths of the request id in the body, if no header holds it.
    #[must_use]
    pub const fn request_id_in_body(mut self, paths: &'static [&'static str]) -> ErrorFormat {
        self.request_id_in_body = paths;
        self
    }

    /// Codes that mean success. A response with another code **and** a message is an error even if its status is a
    /// success. If not set, only codes that the operation documents as errors have this effect.
    #[must_use]
    pub const fn success_codes(mut self, codes: &'static [&'static str]) -> ErrorFormat {
        self.success_codes = Some(codes);
        self
    }
}
