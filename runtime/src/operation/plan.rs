//! How often a plan of the vendor allows calls.

/// So many calls in a time, of operations with one of some labels together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    labels: &'static [&'static str],
    pub(crate) count: u32,
    pub(crate) seconds: u32,
}

impl Limit {
    /// A limit on all operations with one of these [labels](crate::Operation::rate_label), in calls per seconds.
    pub const fn new(labels: &'static [&'static str], count: u32, seconds: u32) -> Limit {
        Limit {
            labels,
            count,
            seconds,
        }
    }

    pub(crate) fn holds_for(&self, label: &str) -> bool {
        let is = |own: &&str| own.eq_ignore_ascii_case(label);
        self.labels.iter().any(is)
    }
}

/// The limits of one of a vendor's plans.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plan {
    pub(crate) name: &'static str,
    pub(crate) limits: &'static [Limit],
}

impl Plan {
    /// A plan by its name.
    pub const fn new(name: &'static str, limits: &'static [Limit]) -> Plan {
        Plan { name, limits }
    }
}
