use crate::value::{Money, Value};

/// The figures of a subject in one of two periods.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChangeFigures {
    /// GMV in 10⁻⁶ of the major unit.
    pub gmv: i128,
    /// SKU orders; `None` where no source tells them.
    pub orders: Option<i64>,
    /// Product clicks; `None` where no source tells them.
    pub product_clicks: Option<i64>,
    /// Views; `None` where no source tells them.
    pub views: Option<i64>,
}

/// A creator, a product, a channel, or any crossing of these, before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeSubject {
    /// Its name; ties are broken by it.
    pub id: String,
    /// Its figures in the earlier period; `None` where it was not there.
    pub before: Option<ChangeFigures>,
    /// Its figures in the later period; `None` where it is not there any more.
    pub after: Option<ChangeFigures>,
}

/// An amount of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// To 10⁻⁶. Shares sum to the change.
    pub exact: Money,
    /// In whole minor units. Shown shares sum to the shown change, so one may differ by a minor unit from its own rounding.
    pub shown: Money,
}

/// What each factor of `views × content CTR × C_O × order value` brought, and sales that came without it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Factors<T> {
    /// By more or fewer views.
    pub views: T,
    /// By product clicks a view.
    pub content_ctr: T,
    /// By orders a product click.
    pub c_o: T,
    /// By GMV an order.
    pub order_value: T,
    /// By sales that no view led to.
    pub without_views: T,
}

/// Whether a subject was there in both periods.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "a subject is in the one period, in the other, or in both")]
#[expect(clippy::large_enum_variant, reason = "most subjects stay")]
pub enum ChangeKind {
    /// Only in the later period: all of its GMV is change.
    Entrant,
    /// Only in the earlier period.
    Leaver,
    /// In both. Undefined where a count is absent, or beyond exact numbers.
    Stayed(Value<Factors<Share>>),
}

/// What one subject brought to the change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangePart {
    /// The subject.
    pub id: String,
    /// Whether it came, went or stayed; the factors of one that stayed sum to its change.
    pub kind: ChangeKind,
    /// How its GMV changed.
    pub change: Share,
}

/// The change by cause, over all subjects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChangeTotals {
    /// By subjects that came.
    pub entrants: Share,
    /// By subjects that went.
    pub leavers: Share,
    /// By the factors of those that stayed.
    pub factors: Factors<Share>,
    /// By subjects that stayed and whose factors are undefined.
    pub not_split: Share,
}

/// A change of GMV taken apart twice, by subject and by cause: both sum to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decomposition {
    /// The change.
    pub change: Share,
    /// By subject, in the order given.
    pub parts: Vec<ChangePart>,
    /// By cause.
    pub totals: ChangeTotals,
}

impl<T> Factors<T> {
    /// The five in order.
    #[must_use]
    pub fn into_array(self) -> [T; 5] {
        [self.views, self.content_ctr, self.c_o, self.order_value, self.without_views]
    }
    pub(super) fn of([views, content_ctr, c_o, order_value, without_views]: [T; 5]) -> Self {
        Self { views, content_ctr, c_o, order_value, without_views }
    }
}
