use super::figure::Unit;
use super::measure::Measure;

/// Which creators are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CreatorCount {
    /// All that may be seen.
    All,
    /// Those with at least one LIVE.
    WithLive,
    /// Those with GMV over 0.
    WithSales,
}

impl CreatorCount {
    /// The measure that decides who is counted.
    #[must_use]
    pub fn measure(self) -> Measure {
        match self {
            Self::All => Measure::Creators,
            Self::WithLive => Measure::Livestreams,
            Self::WithSales => Measure::Gmv,
        }
    }
}

/// Which users are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UserCount {
    /// Those with at least so many engagements: likes, comments and shares.
    Engaged {
        /// The least number.
        at_least: u32,
    },
    /// Followers that came back in the period.
    ReturnedFollowers,
}

/// A moment of the period at which a gauge is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// Where it begins.
    Start,
    /// Where it ends.
    End,
}

/// An exact number: what formulas are made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expr {
    /// A measure, in the channel the metric is asked in.
    Measure(Measure),
    /// A measure confined to a channel: `live`, `video` or `card`.
    In(&'static str, Measure),
    /// A gauge at a moment of the period.
    At(Moment, Measure),
    /// A measure of the whole answer, whatever the group and the channel.
    Whole(Measure),
    /// What was set as the target of a measure.
    Target(Measure),
    /// A number of creators.
    Creators(CreatorCount),
    /// A number of users.
    Users(UserCount),
    /// A sum.
    Sum(&'static [Expr]),
    /// The first less the second.
    Difference(&'static Expr, &'static Expr),
}

/// How a metric comes of exact numbers. Ratios come of summed parts (MET-2): there is no sum of quotients.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Formula {
    /// The number itself.
    Exact(Expr),
    /// A quotient.
    Quotient {
        /// Above.
        over: Expr,
        /// Below.
        under: Expr,
        /// Multiplied with the quotient: 1000 for RPM.
        times: i128,
    },
    /// Mean over contents of `over / under`, of the contents whose `under` is not 0 (the *Avg.* metrics, MET-2).
    MeanOfRatios {
        /// Above, per content.
        over: Measure,
        /// Below, per content.
        under: Measure,
    },
}

/// A formula that needs nothing but sums of measures, all in the metric's own channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fraction {
    /// Added above.
    pub over: Vec<Measure>,
    /// Added below; empty where the metric is no quotient.
    pub under: Vec<Measure>,
    /// Multiplied with the quotient.
    pub times: i128,
}

impl Expr {
    /// The single numbers it draws on, from left to right.
    #[must_use]
    pub fn atoms(self) -> Vec<Self> {
        match self {
            Self::Sum(all) => all.iter().flat_map(|one| one.atoms()).collect(),
            Self::Difference(a, b) => [a.atoms(), b.atoms()].concat(),
            atom => vec![atom],
        }
    }
    /// The measures it draws on.
    pub(crate) fn measures(self) -> Vec<Measure> {
        match self {
            Self::Measure(measure)
            | Self::In(_, measure)
            | Self::At(_, measure)
            | Self::Whole(measure)
            | Self::Target(measure) => vec![measure],
            Self::Creators(count) => vec![count.measure()],
            Self::Users(UserCount::Engaged { .. }) => {
                vec![Measure::Likes, Measure::Comments, Measure::Shares]
            }
            Self::Users(UserCount::ReturnedFollowers) => vec![Measure::Followers],
            Self::Sum(_) | Self::Difference(..) => {
                self.atoms().into_iter().flat_map(Self::measures).collect()
            }
        }
    }
    /// The measures of a plain sum, all in the metric's own channel.
    fn summed(self, own: Option<&str>) -> Option<Vec<Measure>> {
        match self {
            Self::Measure(measure) => Some(vec![measure]),
            Self::In(channel, measure) if own == Some(channel) => Some(vec![measure]),
            Self::Sum(all) => {
                let all: Option<Vec<_>> = all.iter().map(|one| one.summed(own)).collect();
                all.map(|all| all.concat())
            }
            _ => None,
        }
    }
    /// Its unit; that of its terms where it has several.
    #[must_use]
    pub fn unit(self) -> Unit {
        match self {
            Self::Measure(measure)
            | Self::In(_, measure)
            | Self::At(_, measure)
            | Self::Whole(measure)
            | Self::Target(measure) => measure.unit(),
            Self::Creators(_) | Self::Users(_) => Unit::Count,
            Self::Sum(all) => all.first().map_or(Unit::Count, |one| one.unit()),
            Self::Difference(a, _) => a.unit(),
        }
    }
    /// The number as it is written for a channel. The text of a single number is its name among the parts.
    #[must_use]
    pub fn text(self, channel: Option<&str>) -> String {
        let confined = channel.filter(|_| self.takes_channel() && !matches!(self, Self::Whole(_)));
        let suffix = confined.map_or_else(String::new, |channel| format!("[{channel}]"));
        match self {
            Self::Measure(measure) => format!("{}{suffix}", measure.id()),
            Self::In(channel, measure) => format!("{}[{channel}]", measure.id()),
            Self::At(Moment::Start, measure) => format!("{}(start)", measure.id()),
            Self::At(Moment::End, measure) => format!("{}(end)", measure.id()),
            Self::Whole(measure) => format!("whole({})", measure.id()),
            Self::Target(measure) => format!("target({})", measure.id()),
            Self::Creators(CreatorCount::All) => "creators".to_owned(),
            Self::Creators(CreatorCount::WithLive) => "creators(livestreams >= 1)".to_owned(),
            Self::Creators(CreatorCount::WithSales) => "creators(gmv > 0)".to_owned(),
            Self::Users(UserCount::Engaged { at_least }) => {
                format!("users(engagements >= {at_least}){suffix}")
            }
            Self::Users(UserCount::ReturnedFollowers) => "users(returned followers)".to_owned(),
            Self::Sum(all) => all.iter().map(|one| one.text(channel)).collect::<Vec<_>>().join(" + "),
            Self::Difference(a, b) => format!("{} − {}", a.text(channel), b.factor(channel)),
        }
    }
    /// The same where only one number can stand: what has several terms is put in brackets.
    fn factor(self, channel: Option<&str>) -> String {
        match self {
            Self::Sum(_) | Self::Difference(..) => format!("({})", self.text(channel)),
            atom => atom.text(channel),
        }
    }
    /// Whether it may be confined to a channel as a whole.
    pub(super) fn takes_channel(self) -> bool {
        match self {
            Self::Measure(measure) => measure.takes_channel(),
            Self::Whole(_) | Self::Users(UserCount::Engaged { .. }) => true,
            Self::Sum(_) | Self::Difference(..) => self.atoms().into_iter().all(Self::takes_channel),
            _ => false,
        }
    }
}

impl Formula {
    /// The single numbers it draws on, from left to right.
    #[must_use]
    pub fn atoms(&self) -> Vec<Expr> {
        match *self {
            Self::Exact(expr) => expr.atoms(),
            Self::Quotient { over, under, .. } => [over.atoms(), under.atoms()].concat(),
            Self::MeanOfRatios { over, under } => vec![Expr::Measure(over), Expr::Measure(under)],
        }
    }
    /// The measures it draws on.
    #[must_use]
    pub fn measures(&self) -> Vec<Measure> {
        self.atoms().into_iter().flat_map(Expr::measures).collect()
    }
    /// The formula as sums of measures in the metric's own channel, where it is one.
    pub(super) fn fraction(&self, own: Option<&str>) -> Option<Fraction> {
        match *self {
            Self::Exact(expr) => expr.summed(own).map(|over| Fraction { over, under: Vec::new(), times: 1 }),
            Self::Quotient { over, under, times } => {
                Some(Fraction { over: over.summed(own)?, under: under.summed(own)?, times })
            }
            Self::MeanOfRatios { .. } => None,
        }
    }
    /// Whether it may be confined to a channel.
    pub(super) fn takes_channel(&self) -> bool {
        self.atoms().into_iter().all(Expr::takes_channel)
    }
    /// The formula as it is written for a channel. What stands between the operators are the names of its parts.
    #[must_use]
    pub fn text(&self, channel: Option<&str>) -> String {
        match *self {
            Self::Exact(expr) => expr.text(channel),
            Self::Quotient { over, under, times } => {
                let times = if times == 1 { String::new() } else { format!(" × {times}") };
                format!("{} / {}{times}", over.factor(channel), under.factor(channel))
            }
            Self::MeanOfRatios { over, under } => {
                let contents = match channel {
                    Some("live") => "LIVEs",
                    Some("video") => "videos",
                    _ => "contents",
                };
                format!("mean over {contents} of {} / {}", over.id(), under.id())
            }
        }
    }
}
