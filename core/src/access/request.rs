use super::error::AccessError;
use super::rules::AccessRules;
use crate::time::{Day, Instant};

/// Asked, not answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Requested {
    /// When it was sent.
    pub sent_at: Instant,
    /// The last day of validity asked.
    pub until: Option<Day>,
}

/// The creator agreed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Authorized {
    /// When.
    pub at: Instant,
    /// The last day of its validity.
    pub until: Option<Day>,
}

/// The creator refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Declined {
    /// When.
    pub at: Instant,
}

/// Nobody answered in time (ACC-2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Expired {
    /// When.
    pub at: Instant,
}

/// The creator withdrew (ACC-5).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Revoked {
    /// When.
    pub at: Instant,
    /// The day of withdrawal: the last on which anything shows.
    pub on: Day,
    /// The last day of validity it had.
    pub until: Option<Day>,
}

/// The validity asked for is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ended {
    /// The first moment after the last day of validity.
    pub at: Instant,
    /// The last day of its validity.
    pub until: Day,
}

impl Requested {
    /// Agrees.
    ///
    /// # Errors
    /// [`AccessError::AnswerExpired`] at or after the answer period (ACC-2); [`AccessError::ValidityOver`] after the
    /// last day of validity.
    pub fn authorize(self, rules: &AccessRules, now: Instant) -> Result<Authorized, AccessError> {
        self.answerable(rules, now)?;
        match self.until {
            Some(until) if until < rules.today(now) => Err(AccessError::ValidityOver { until }),
            until => Ok(Authorized { at: now, until }),
        }
    }
    /// Refuses.
    ///
    /// # Errors
    /// [`AccessError::AnswerExpired`] at or after the answer period (ACC-2).
    pub fn decline(self, rules: &AccessRules, now: Instant) -> Result<Declined, AccessError> {
        self.answerable(rules, now).map(|()| Declined { at: now })
    }
    fn answerable(self, rules: &AccessRules, now: Instant) -> Result<(), AccessError> {
        let at = rules.expires_at(self.sent_at);
        if at <= now { Err(AccessError::AnswerExpired { at }) } else { Ok(()) }
    }
}

impl Authorized {
    /// Withdraws.
    #[must_use]
    pub fn revoke(self, rules: &AccessRules, now: Instant) -> Revoked {
        Revoked { at: now, on: rules.today(now), until: self.until }
    }
}

/// The state of a request at a moment (ACC-1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RequestState {
    /// Asked, not answered.
    Requested(Requested),
    /// The creator agreed.
    Authorized(Authorized),
    /// The creator refused.
    Declined(Declined),
    /// Nobody answered in time.
    Expired(Expired),
    /// The creator withdrew.
    Revoked(Revoked),
    /// The validity is over.
    Ended(Ended),
}

/// The name of a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RequestStateKind {
    /// Asked, not answered.
    Requested,
    /// The creator agreed.
    Authorized,
    /// The creator refused.
    Declined,
    /// Nobody answered in time.
    Expired,
    /// The creator withdrew.
    Revoked,
    /// The validity is over.
    Ended,
}

impl RequestStateKind {
    /// The stable name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Requested => "requested",
            Self::Authorized => "authorized",
            Self::Declined => "declined",
            Self::Expired => "expired",
            Self::Revoked => "revoked",
            Self::Ended => "ended",
        }
    }
}

impl RequestState {
    /// Its name.
    #[must_use]
    pub fn kind(&self) -> RequestStateKind {
        match self {
            Self::Requested(_) => RequestStateKind::Requested,
            Self::Authorized(_) => RequestStateKind::Authorized,
            Self::Declined(_) => RequestStateKind::Declined,
            Self::Expired(_) => RequestStateKind::Expired,
            Self::Revoked(_) => RequestStateKind::Revoked,
            Self::Ended(_) => RequestStateKind::Ended,
        }
    }
    /// Since when it is in this state.
    #[must_use]
    pub fn since(&self) -> Instant {
        match self {
            Self::Requested(Requested { sent_at: at, .. })
            | Self::Authorized(Authorized { at, .. })
            | Self::Declined(Declined { at })
            | Self::Expired(Expired { at })
            | Self::Revoked(Revoked { at, .. })
            | Self::Ended(Ended { at, .. }) => *at,
        }
    }
    /// The state that time alone has made of it: requests expire (ACC-2), validity ends (ACC-1). Nothing is stored.
    #[must_use]
    pub fn at(self, rules: &AccessRules, now: Instant) -> Self {
        match self {
            Self::Requested(requested) => {
                let at = rules.expires_at(requested.sent_at);
                if at <= now { Self::Expired(Expired { at }) } else { self }
            }
            Self::Authorized(Authorized { until: Some(until), .. }) if until < rules.today(now) => {
                Self::Ended(Ended { at: rules.calendar.start_of(until.next()), until })
            }
            _ => self,
        }
    }
    /// Whether data shows on the day `today` by this state: while authorized, and on the day of withdrawal (ACC-5).
    #[must_use]
    pub fn shows_on(&self, today: Day) -> bool {
        match self {
            Self::Authorized(Authorized { until, .. }) => until.is_none_or(|until| today <= until),
            Self::Revoked(Revoked { on, until, .. }) => {
                today <= *on && until.is_none_or(|until| today <= until)
            }
            Self::Requested(_) | Self::Declined(_) | Self::Expired(_) | Self::Ended(_) => false,
        }
    }
}
