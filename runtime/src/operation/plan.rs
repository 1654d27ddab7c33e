//! The rate limits of the vendor's plans.

/// A number of calls in a time, counted over all operations with certain labels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    labels: &'static [&'static str],
    pub(crate) count: u32,
    pub(crate) seconds: u32,
}

impl Limit {
    /// Limits the operations with these [labels](crate::Operation::rate_label) together to `count` calls in `seconds`
    /// seconds.
    pub const fn new(labels: &'static [&'static str], count: u32, seconds: u32) -> Limit {
        Limit {
            labels,
            count,
            seconds,
        }
    }

    pub(crate) fn applies_to(&self, label: &str) -> bool {
        let is = |own: &&str| own.eq_ignore_ascii_case(label);
        self.labels.iter().any(is)
    }
}

/// The rate limits of one of the vendor's plans.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plan {
    pub(crate) name: &'static str,
    pub(crate) limits: &'static [Limit],
}

impl Plan {
    /// A plan with its name and limits.
    pub const fn new(name: &'static str, limits: &'static [Limit]) -> Plan {
        Plan { name, limits }
    }
}
