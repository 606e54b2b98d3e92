use crate::metric::{Measure, MeasureKind};

/// The tables that come in as plain rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Table {
    /// Creators as last described.
    Creators,
    /// Names of creators over time.
    Aliases,
    /// LIVE rooms.
    Rooms,
    /// Videos.
    Videos,
    /// Products.
    Products,
    /// Additive measures of buckets.
    Activity,
    /// SKU lines.
    Orders,
    /// Counters that were looked at.
    Observations,
    /// Acts of users.
    Interactions,
    /// Users of audiences by bucket.
    Profiles,
}

impl Table {
    /// All tables.
    pub const ALL: &'static [Self] = &[
        Self::Creators,
        Self::Aliases,
        Self::Rooms,
        Self::Videos,
        Self::Products,
        Self::Activity,
        Self::Orders,
        Self::Observations,
        Self::Interactions,
        Self::Profiles,
    ];
    /// The stable name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Creators => "creators",
            Self::Aliases => "aliases",
            Self::Rooms => "rooms",
            Self::Videos => "videos",
            Self::Products => "products",
            Self::Activity => "activity",
            Self::Orders => "orders",
            Self::Observations => "observations",
            Self::Interactions => "interactions",
            Self::Profiles => "profiles",
        }
    }
    /// The table of a name.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|table| table.as_str() == name)
    }
    /// Columns that must be there.
    #[must_use]
    pub fn required(self) -> &'static [&'static str] {
        match self {
            Self::Creators => &["creator"],
            Self::Aliases => &["creator", "kind", "value"],
            Self::Rooms => &["room", "started_at"],
            Self::Videos => &["video", "posted_at"],
            Self::Products => &["product"],
            Self::Activity => &[],
            Self::Orders => &["order", "line", "quantity", "created_at", "currency", "amount"],
            Self::Observations => &["subject_kind", "subject", "measure", "observed_at", "value"],
            Self::Interactions => &["at", "user", "act"],
            Self::Profiles => &["audience", "dimension", "bucket", "users"],
        }
    }
    /// Columns that may be there, measures aside.
    #[must_use]
    pub fn optional(self) -> &'static [&'static str] {
        match self {
            Self::Creators => &["username", "handle", "open_id", "name", "region", "category", "followers"],
            Self::Aliases => &["from", "until"],
            Self::Rooms => &["creator", "username", "title", "ended_at"],
            Self::Videos => &[
                "creator",
                "username",
                "title",
                "duration_seconds",
                "status",
                "visibility",
                "ever_public",
                "link",
                "picture",
                "music",
                "labels",
            ],
            Self::Products => &["name", "shop"],
            Self::Activity => &[
                "day",
                "start",
                "end",
                "minute",
                "creator",
                "username",
                "channel",
                "room",
                "video",
                "product",
                "shop",
                "affiliation",
                "definition",
            ],
            Self::Orders => &[
                "creator",
                "username",
                "channel",
                "room",
                "video",
                "product",
                "shop",
                "sku",
                "paid_at",
                "refunded_at",
                "settled_at",
                "refund_amount",
                "refund_quantity",
                "commission",
                "settled_amount",
                "affiliation",
            ],
            Self::Observations => &[],
            Self::Interactions => &[
                "event",
                "creator",
                "username",
                "channel",
                "room",
                "video",
                "product",
                "shop",
                "affiliation",
                "quantity",
                "amount",
            ],
            Self::Profiles => {
                &["day", "start", "end", "creator", "username", "channel", "room", "video", "product", "shop"]
            }
        }
    }
    /// The measures that may be columns: sums and published uniques, of activity alone.
    pub fn measures(self) -> impl Iterator<Item = Measure> {
        let all = if self == Self::Activity { Measure::ALL } else { &[] };
        all.iter().copied().filter(|measure| is_told_by_activity(*measure))
    }
    /// Whether a column of this name is known.
    #[must_use]
    pub fn knows(self, column: &str) -> bool {
        let named = self.required().contains(&column) || self.optional().contains(&column);
        named || Measure::of(column).is_some_and(|measure| self.measures().any(|known| known == measure))
    }
    /// Columns of which one set must be there whole: the time a row of activity is about, whose an act is.
    #[must_use]
    pub fn one_of(self) -> &'static [&'static [&'static str]] {
        match self {
            Self::Activity => &[&["day"], &["start", "end"], &["minute"]],
            Self::Interactions => &[&["creator"], &["username"]],
            Self::Profiles => &[&["day"], &["start", "end"]],
            _ => &[],
        }
    }
}

/// Sums, and uniques that were published for the bucket.
pub(crate) fn is_told_by_activity(measure: Measure) -> bool {
    matches!(measure.kind(), MeasureKind::Sum | MeasureKind::Unique)
}
