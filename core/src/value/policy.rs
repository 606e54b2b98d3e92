use std::collections::BTreeSet;

/// The day a week starts on (PER-9).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum WeekStart {
    /// The default.
    #[default]
    Monday,
    /// Tuesday.
    Tuesday,
    /// Wednesday.
    Wednesday,
    /// Thursday.
    Thursday,
    /// Friday.
    Friday,
    /// Saturday.
    Saturday,
    /// Sunday.
    Sunday,
}

impl WeekStart {
    /// Days from Monday, 0 to 6.
    #[must_use]
    pub fn days_from_monday(self) -> i32 {
        self as i32
    }
}

/// Which modules are bounded by contract windows (ACC-12).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ContractBounds {
    /// Data Overview.
    pub overview: bool,
    /// LIVE analytics.
    pub live: bool,
    /// Creator analytics.
    pub creator: bool,
    /// Video analytics.
    pub video: bool,
    /// Product analytics.
    pub product: bool,
}

impl Default for ContractBounds {
    fn default() -> Self {
        Self { overview: true, live: true, creator: true, video: true, product: true }
    }
}

/// The limits and switches of the rules as data; [`Default`] *is* what the rules decide.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Policy {
    /// The longest period, in days (PER-3).
    pub longest_period_days: u32,
    /// Calendar months back from today that all modules give (ACC-13).
    pub retention_months: u32,
    /// The first day of a week (PER-9).
    pub week_start: WeekStart,
    /// Days of 24 h after which an unanswered request expires (ACC-2).
    pub answer_days: u32,
    /// Account regions that cannot authorize (ACC-9).
    pub restricted_regions: BTreeSet<String>,
    /// Which modules contract windows bound (ACC-12).
    pub contract_bounds: ContractBounds,
    /// Whether unique users are shown in a custom period (PER-5).
    pub uv_on_custom_period: bool,
    /// The most metrics in a trend (PER-8).
    pub trend_metrics: u32,
    /// The most creators on the live screen (LIV-3).
    pub live_screen_rooms: u32,
    /// The most metrics on a LIVE dashboard (DSH-1).
    pub dashboard_metrics: u32,
    /// A profile needs more users than this (PRF-2).
    pub profile_users_over: u64,
    /// The most unique users that are counted one by one; more are estimated (BEY-3). Read as at least
    /// [`Policy::LEAST_EXACT_USERS`].
    pub exact_users: u64,
}

impl Policy {
    /// No policy estimates a number of users that is not above this.
    pub const LEAST_EXACT_USERS: u64 = 65_536;
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            longest_period_days: 30,
            retention_months: 6,
            week_start: WeekStart::Monday,
            answer_days: 7,
            restricted_regions: BTreeSet::from(["US".to_owned()]),
            contract_bounds: ContractBounds::default(),
            uv_on_custom_period: false,
            trend_metrics: 2,
            live_screen_rooms: 5,
            dashboard_metrics: 16,
            profile_users_over: 1000,
            exact_users: 1_048_576,
        }
    }
}

/// A region as it is compared: two letters, upper case; `None` for anything else (ACC-9).
#[must_use]
pub fn region_code(text: &str) -> Option<String> {
    let text = text.trim();
    (text.len() == 2 && text.bytes().all(|b| b.is_ascii_alphabetic())).then(|| text.to_ascii_uppercase())
}
