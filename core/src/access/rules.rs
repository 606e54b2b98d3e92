use crate::time::{Calendar, Day, Instant};
use crate::value::Policy;

const DAY_MILLIS: i64 = 86_400_000;

/// All that a decision needs beside the log: the business calendar and the policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessRules {
    /// Days are those of this calendar.
    pub calendar: Calendar,
    /// Limits and switches.
    pub policy: Policy,
}

impl AccessRules {
    /// Rules of a workspace.
    #[must_use]
    pub fn new(calendar: Calendar, policy: Policy) -> Self {
        Self { calendar, policy }
    }
    /// Today at a moment.
    #[must_use]
    pub fn today(&self, now: Instant) -> Day {
        self.calendar.day_of(now)
    }
    /// When a request sent at a moment expires (ACC-2): so many times 24 h later.
    #[must_use]
    pub fn expires_at(&self, sent_at: Instant) -> Instant {
        sent_at.plus_millis(i64::from(self.policy.answer_days).saturating_mul(DAY_MILLIS))
    }
}
