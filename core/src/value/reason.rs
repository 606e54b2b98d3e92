use chrono::NaiveDate;

/// Why a value is not defined (MET-3, MET-6).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum UndefinedReason {
    /// A ratio whose denominator is 0 (MET-3).
    ZeroDenominator,
    /// No source that was loaded tells it (SRC-2).
    Absent,
    /// No source covers the days asked.
    NotLoaded,
    /// Several sources tell it and none is complete for the days asked.
    MixedSources {
        /// Who covers what: the feeds that tell it, in policy order.
        feeds: Vec<String>,
    },
    /// The figures at hand are for spans that the days asked cut (SRC-12).
    SpanNotDivisible {
        /// The spans there are, as first day and day after the last.
        spans: Vec<(NaiveDate, NaiveDate)>,
    },
    /// Two sources say different things of one moment (SRC-7).
    Conflicting,
    /// A counter that can only grow fell between two looks (SRC-8).
    CounterFell,
    /// The growth is smaller than the step in which the counter is shown (SRC-8).
    BelowResolution,
    /// Published unique users cannot be added up.
    UniquesDoNotAdd,
    /// Parts of the data do not add up to it: only a store that holds all of them tells it (MET-5).
    PartsDoNotMerge,
    /// Two definitions of one measure met (SRC-11).
    MixedDefinitions,
    /// A sum left the range of exact numbers (MET-4).
    Overflow,
    /// Too few were counted for a bound on growth (VID-6).
    BelowFloor,
}

impl UndefinedReason {
    /// The stable name of the reason.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::ZeroDenominator => "zero_denominator",
            Self::Absent => "absent",
            Self::NotLoaded => "not_loaded",
            Self::MixedSources { .. } => "mixed_sources",
            Self::SpanNotDivisible { .. } => "span_not_divisible",
            Self::Conflicting => "conflicting",
            Self::CounterFell => "counter_fell",
            Self::BelowResolution => "below_resolution",
            Self::UniquesDoNotAdd => "uniques_do_not_add",
            Self::PartsDoNotMerge => "parts_do_not_merge",
            Self::MixedDefinitions => "mixed_definitions",
            Self::Overflow => "overflow",
            Self::BelowFloor => "below_floor",
        }
    }
}

/// Why a value may not be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum HiddenReason {
    /// The creator's account lies in a restricted region (ACC-9).
    RegionRestricted,
    /// Outside every contract window (ACC-10, ACC-12).
    NotUnderContract,
    /// Nobody asked the creator (ACC-1).
    NotAuthorized,
    /// Asked, not answered yet (ACC-2).
    RequestPending,
    /// The creator declined (ACC-1).
    RequestDeclined,
    /// Nobody answered within the answer period (ACC-2).
    RequestExpired,
    /// The creator withdrew (ACC-5).
    Revoked,
    /// The authorization's validity ended (ACC-1).
    Ended,
    /// Authorized, but for other days (ACC-1).
    OutsideAuthorizedPeriod,
    /// Aggregates of a day are shown from the next day on (ACC-4).
    AggregateNotYet,
    /// A day still to come.
    NotYetPublished,
    /// Older than the retention of all modules (ACC-13).
    OutOfRetention,
    /// Unique users in a custom period (PER-5).
    UvOnCustomPeriod,
    /// The row names a creator that no alias resolves (SRC-13).
    UnknownCreator,
    /// The profile of a group of few users (PRF-2).
    TooFewUsers,
    /// The number of users is an estimate: no threshold is tested on one (PRF-2).
    UsersEstimated,
    /// With groups that are shown, it would show the profile of few users (PRF-3).
    Differencing,
    /// A video that was private and never public (VID-5).
    NeverPublic,
    /// A mean over few peers, or over peers whose figures are equal (BEY-9).
    TooFewPeers,
}

impl HiddenReason {
    /// All of them.
    pub const ALL: [Self; 19] = [
        Self::RegionRestricted,
        Self::NotUnderContract,
        Self::NotAuthorized,
        Self::RequestPending,
        Self::RequestDeclined,
        Self::RequestExpired,
        Self::Revoked,
        Self::Ended,
        Self::OutsideAuthorizedPeriod,
        Self::AggregateNotYet,
        Self::NotYetPublished,
        Self::OutOfRetention,
        Self::UvOnCustomPeriod,
        Self::UnknownCreator,
        Self::TooFewUsers,
        Self::UsersEstimated,
        Self::Differencing,
        Self::NeverPublic,
        Self::TooFewPeers,
    ];
    /// The stable name of the reason.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::RegionRestricted => "region_restricted",
            Self::NotUnderContract => "not_under_contract",
            Self::NotAuthorized => "not_authorized",
            Self::RequestPending => "request_pending",
            Self::RequestDeclined => "request_declined",
            Self::RequestExpired => "request_expired",
            Self::Revoked => "revoked",
            Self::Ended => "ended",
            Self::OutsideAuthorizedPeriod => "outside_authorized_period",
            Self::AggregateNotYet => "aggregate_not_yet",
            Self::NotYetPublished => "not_yet_published",
            Self::OutOfRetention => "out_of_retention",
            Self::UvOnCustomPeriod => "uv_on_custom_period",
            Self::UnknownCreator => "unknown_creator",
            Self::TooFewUsers => "too_few_users",
            Self::UsersEstimated => "users_estimated",
            Self::Differencing => "differencing",
            Self::NeverPublic => "never_public",
            Self::TooFewPeers => "too_few_peers",
        }
    }
}

/// One or more reasons, sorted, each once.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Reasons<R>(Vec<R>);

impl<R: Ord> Reasons<R> {
    /// A single reason.
    #[must_use]
    pub fn one(reason: R) -> Self {
        Self(vec![reason])
    }
    /// All reasons given; `None` when there is none.
    pub fn collect(reasons: impl IntoIterator<Item = R>) -> Option<Self> {
        let mut all: Vec<R> = reasons.into_iter().collect();
        all.sort();
        all.dedup();
        if all.is_empty() { None } else { Some(Self(all)) }
    }
    /// The reasons of both (MET-7).
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        let mut all = self.0;
        all.extend(other.0);
        all.sort();
        all.dedup();
        Self(all)
    }
    /// The reasons in order.
    pub fn iter(&self) -> std::slice::Iter<'_, R> {
        self.0.iter()
    }
    /// Whether this reason is among them.
    #[must_use]
    pub fn contains(&self, reason: &R) -> bool {
        self.0.contains(reason)
    }
}

impl<'a, R: Ord> IntoIterator for &'a Reasons<R> {
    type Item = &'a R;
    type IntoIter = std::slice::Iter<'a, R>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
