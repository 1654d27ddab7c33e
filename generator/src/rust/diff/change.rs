//! What a comparison finds.

/// How much a change matters to a Rust caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Only what is written about it changed.
    Documentation,
    /// It compiles as before and sends or reads something else than before.
    Behaviour,
    /// There is something new; nothing that was there is missed.
    Addition,
    /// A caller has to change its code.
    Breaking,
}

impl Severity {
    /// The word that people and programs read.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Documentation => "documentation",
            Self::Behaviour => "behaviour",
            Self::Addition => "addition",
            Self::Breaking => "breaking",
        }
    }
}

/// What happened to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It is called otherwise.
    Renamed,
    /// It is still there and not as it was.
    Changed,
    /// It asks for other credentials.
    Secured,
}

impl Kind {
    /// The word that people and programs read.
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
    /// The word that people and programs read.
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
    /// Where the older crate has it, or the newer one where it is new: `users::update_password`.
    pub path: String,
    /// The operation as the API knows it, where it is about one: `PUT /users/{userId}/password`.
    pub operation: Option<String>,
    /// What happened.
    pub kind: Kind,
    /// How much it matters.
    pub severity: Severity,
    /// Whether a caller has to change its code and the compiler does not say so.
    pub silent: bool,
    /// What changed, behind the path: "is gone".
    pub message: String,
}

/// The version step that a comparison suggests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bump {
    /// Nothing changed.
    None,
    /// Nothing that code notices.
    Patch,
    /// There is more than before.
    Minor,
    /// Callers have to change.
    Major,
}

impl Bump {
    /// The word that people and programs read.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

/// Everything that differs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Comparison {
    /// The differences, the worst first.
    pub changes: Vec<Change>,
}

impl Comparison {
    /// Changes in any order.
    pub fn of(mut changes: Vec<Change>) -> Self {
        changes.sort_by(|one, other| {
            (other.severity.cmp(&one.severity)).then(one.subject.cmp(&other.subject))
        });
        Self { changes }
    }

    /// Whether a caller has to change its code.
    pub fn is_breaking(&self) -> bool {
        self.bump() == Bump::Major
    }

    /// The version step that the worst change asks for.
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

/// What a change is about, while it is looked for.
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

/// Changes as they are found.
#[derive(Debug, Default)]
pub(super) struct Found {
    changes: Vec<Change>,
}

impl Found {
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

    /// A break that the compiler does not notice where `silent` is true.
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

    /// Whether the compiler refuses a caller.
    pub(super) fn refuses(&self) -> bool {
        self.changes
            .iter()
            .any(|one| one.severity == Severity::Breaking && !one.silent)
    }

    pub(super) fn len(&self) -> usize {
        self.changes.len()
    }

    pub(super) fn finish(self) -> Comparison {
        Comparison::of(self.changes)
    }
}
