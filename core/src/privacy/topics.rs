//! Whether two metrics over some days are figures of the same rows.

use super::peers::PeerTopic;
use crate::metric::{Expr, Measure, MeasureKind, Metric};

/// Whether the figures of two topics are in part of the same rows: they share a measure in a channel, and days or, where it is a
/// gauge, which lasts, whatever days.
pub(super) fn are_near(one: &PeerTopic, other: &PeerTopic) -> bool {
    let overlap = one.start < other.end && other.start < one.end;
    let (Some(mine), Some(theirs)) = (drawn(&one.metric), drawn(&other.metric)) else { return true };
    let both = mine.iter().filter(|(measure, channel)| {
        let meets = |own: Option<&str>| own.is_none() || channel.is_none() || own == *channel;
        theirs.iter().any(|(own, other)| family(*own) == family(*measure) && meets(*other))
    });
    both.into_iter().any(|(measure, _)| overlap || measure.kind() == MeasureKind::Gauge)
}

/// The measures a metric draws on, and the channel of each; `None` is all of them. None where the metric is not known.
fn drawn(metric: &str) -> Option<Vec<(Measure, Option<&'static str>)>> {
    let metric = Metric::parse(metric).ok()?;
    let of = |atom: Expr| {
        let channel = match atom {
            Expr::In(channel, _) => Some(channel),
            Expr::Whole(_) => None,
            _ => metric.channel,
        };
        atom.measures().into_iter().map(move |measure| (measure, channel))
    };
    Some(metric.def.formula.atoms().into_iter().flat_map(of).collect())
}

/// Measures that are often equal, or go by one number that is known, count as one: of orders of one item each there are as many as
/// items, and amounts differ by what is refunded.
fn family(measure: Measure) -> Measure {
    use Measure as M;
    match measure {
        M::DirectGmv | M::SettlementGmv | M::Commission => M::Gmv,
        M::Orders | M::OrdersCreated | M::ItemsSold | M::ProductsSold | M::Buyers => M::SkuOrders,
        M::Viewers | M::Entries | M::Leaves => M::Views,
        M::RefundOrders | M::RefundItems => M::RefundGmv,
        other => other,
    }
}
