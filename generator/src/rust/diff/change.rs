//! The changes that a comparison finds.

/// How much a change matters to a Rust caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Only its documentation changed.
    Documentation,
    /// It compiles as before, but sends or reads something else.
    Behaviour,
    /// Something is new; nothing is removed.
    Addition,
    /// A caller has to change its code.
    Breaking,
}

impl Severity {
    /// The word in output for people and programs.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Documentation => "documentation",
            Self::Behaviour => "behaviour",
            Self::Addition => "addition",
            Self::Breaking => "breaking",
        }
    }
}

/// What happened to the subject of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// It is new.
    Added,
    /// It was removed.
    Removed,
    /// It has another name.
    Renamed,
    /// It has its name, and something in it differs.
    Changed,
    /// It needs other credentials.
    Secured,
}

impl Kind {
    /// The word in output for people and programs.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Renamed => "renamed",
            Self::Changed => "changed",
            Self::Secured => "secured",
        }
    }
}

/// What a change is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// The client itself: its servers and its ways to authenticate.
    Client,
    /// A group of operations: a module and a cargo feature.
    Group,
    /// A method.
    Operation,
    /// A struct or an enum.
    Type,
}

impl Subject {
    /// The word in output for people and programs.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::Group => "group",
            Self::Operation => "operation",
            Self::Type => "type",
        }
    }
}

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What it is about.
    pub subject: Subject,
    /// Its path in the older crate, or in the newer one if it is new: `users::update_password`.
    pub path: String,
    /// The HTTP method and path, if the subject is an operation: `PUT /users/{userId}/password`.
    pub operation: Option<String>,
    /// What happened.
    pub kind: Kind,
    /// How much it matters.
    pub severity: Severity,
    /// Whether a caller has to change its code, and the compiler reports no error.
    pub silent: bool,
    /// What changed, as the rest of a sentence that begins with the path: "is gone".
    pub message: String,
}

/// The version step that a comparison suggests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bump {
    /// Nothing changed.
    None,
    /// Only documentation changed.
    Patch,
    /// Something is new, or something else is sent or read.
    Minor,
    /// Callers have to change their code.
    Major,
}

impl Bump {
    /// The word in output for people and programs.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

/// All changes from one crate to another.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Comparison {
    /// The differences, the worst first.
    pub changes: Vec<Change>,
}

impl Comparison {
    /// A comparison of changes in any order.
    pub fn of(mut changes: Vec<Change>) -> Self {
        changes.sort_by(|left, right| {
            (right.severity.cmp(&left.severity)).then(left.subject.cmp(&right.subject))
        });
        Self { changes }
    }

    /// Whether a caller has to change its code.
    pub fn is_breaking(&self) -> bool {
        self.bump() == Bump::Major
    }

    /// The version step that the most severe change requires.
    pub fn bump(&self) -> Bump {
        match self.changes.iter().map(|change| change.severity).max() {
            None => Bump::None,
            Some(Severity::Documentation) => Bump::Patch,
            Some(Severity::Behaviour | Severity::Addition) => Bump::Minor,
            Some(Severity::Breaking) => Bump::Major,
        }
    }

    /// How many changes have this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.changes
            .iter()
            .filter(|change| change.severity == severity)
            .count()
    }
}

/// The subject of changes, with its path.
#[derive(Debug, Clone)]
pub(super) struct About {
    pub subject: Subject,
    pub path: String,
    pub operation: Option<String>,
}

impl About {
    pub(super) fn new(subject: Subject, path: impl Into<String>) -> Self {
        Self {
            subject,
            path: path.into(),
            operation: None,
        }
    }
}

/// The changes that are found so far.
#[derive(Debug, Default)]
pub(super) struct Changes {
    changes: Vec<Change>,
}

impl Changes {
    pub(super) fn add(
        &mut self,
        about: &About,
        kind: Kind,
        severity: Severity,
        message: impl Into<String>,
    ) {
        self.changes.push(Change {
            subject: about.subject,
            path: about.path.clone(),
            operation: about.operation.clone(),
            kind,
            severity,
            silent: false,
            message: message.into(),
        });
    }

    /// Adds a breaking change; `silent` if the compiler reports no error for it.
    pub(super) fn breaking(
        &mut self,
        about: &About,
        kind: Kind,
        silent: bool,
        message: impl Into<String>,
    ) {
        self.add(about, kind, Severity::Breaking, message);
        if let Some(last) = self.changes.last_mut() {
            last.silent = silent;
        }
    }

    /// Whether the compiler reports an error for a caller.
    pub(super) fn breaks_compilation(&self) -> bool {
        self.changes
            .iter()
            .any(|change| change.severity == Severity::Breaking && !change.silent)
    }

    pub(super) fn len(&self) -> usize {
        self.changes.len()
    }

    pub(super) fn finish(self) -> Comparison {
        Comparison::of(self.changes)
    }
}
