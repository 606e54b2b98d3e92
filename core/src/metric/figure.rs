use crate::value::Money;

/// What a figure is measured in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// A number of things.
    Count,
    /// An exact amount of one currency.
    Money,
    /// A ratio, shown in per cent.
    Ratio,
    /// An amount of money per 1000.
    PerMilleMoney,
    /// Seconds.
    Seconds,
}

impl Unit {
    /// The stable name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Count => "count",
            Self::Money => "money",
            Self::Ratio => "ratio",
            Self::PerMilleMoney => "per_mille_money",
            Self::Seconds => "seconds",
        }
    }
}

/// A figure with its unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Figure {
    /// A number of things, at most [`LARGEST_COUNT`](crate::value::LARGEST_COUNT).
    Count(i64),
    /// An exact amount.
    Money(Money),
    /// A ratio.
    Ratio(f64),
    /// An exact amount per 1000.
    PerMilleMoney(Money),
    /// Seconds.
    Seconds(i64),
    /// Seconds as a mean.
    MeanSeconds(f64),
}

impl Figure {
    /// Its unit.
    #[must_use]
    pub fn unit(&self) -> Unit {
        match self {
            Self::Count(_) => Unit::Count,
            Self::Money(_) => Unit::Money,
            Self::Ratio(_) => Unit::Ratio,
            Self::PerMilleMoney(_) => Unit::PerMilleMoney,
            Self::Seconds(_) | Self::MeanSeconds(_) => Unit::Seconds,
        }
    }
    /// Whether it is 0.
    pub(crate) fn is_zero(&self) -> bool {
        match self {
            Self::Count(number) | Self::Seconds(number) => *number == 0,
            Self::Money(money) | Self::PerMilleMoney(money) => money.micros() == 0,
            Self::Ratio(number) | Self::MeanSeconds(number) => number.abs() <= 0.0,
        }
    }
    /// The order of two figures of one metric; figures of different units do not order.
    #[must_use]
    pub fn order(&self, other: &Self) -> std::cmp::Ordering {
        match (self, other) {
            (Self::Count(a), Self::Count(b)) | (Self::Seconds(a), Self::Seconds(b)) => a.cmp(b),
            (Self::Money(a), Self::Money(b)) | (Self::PerMilleMoney(a), Self::PerMilleMoney(b)) => {
                a.micros().cmp(&b.micros())
            }
            (Self::Ratio(a), Self::Ratio(b)) | (Self::MeanSeconds(a), Self::MeanSeconds(b)) => a.total_cmp(b),
            _ => std::cmp::Ordering::Equal,
        }
    }
}
