//! How a service writes errors.

/// Where a service's error bodies and headers hold what. Paths go inwards with `/`; the first that
/// leads to a value counts.
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
    /// The spellings that most services use.
    pub const DEFAULT: ErrorFormat = ErrorFormat {
        code: &[
            "code",
            "error/code",
            "errorCode",
            "error_code",
            "errors/0/code",
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

    /// Paths to the service's own code.
    #[must_use]
    pub const fn code(mut self, paths: &'static [&'static str]) -> ErrorFormat {
        self.code = paths;
        self
    }

    /// Paths to the message.
    #[must_use]
    pub const fn message(mut self, paths: &'static [&'static str]) -> ErrorFormat {
        self.message = paths;
        self
    }

    /// Paths to the list of what is wrong with single fields; within an item, paths to the field's name
    /// and to the message.
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

    /// Headers that hold the request's id.
    #[must_use]
    pub const fn request_id(mut self, headers: &'static [&'static str]) -> ErrorFormat {
        self.request_id = headers;
        self
    }

    /// Paths to the request's id in the body, where no header holds it.
    #[must_use]
    pub const fn request_id_in_body(mut self, paths: &'static [&'static str]) -> ErrorFormat {
        self.request_id_in_body = paths;
        self
    }

    /// Codes that mean success: an answer with another code **and** a message is an error, whatever its status.
    /// Without, only codes that an operation documents as errors make a success one.
    #[must_use]
    pub const fn success_codes(mut self, codes: &'static [&'static str]) -> ErrorFormat {
        self.success_codes = Some(codes);
        self
    }
}
