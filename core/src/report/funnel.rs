use super::error::{ReportError, creators_known};
use super::subject::of_product;
use super::trend::{Trend, by_day};
use crate::access::Module;
use crate::engine::{Line, Query, QueryFilter, Scope, View};
use crate::fact::Channel;
use crate::metric::{Figure, Metric};
use crate::time::Period;
use crate::value::{CreatorId, ProductId, UndefinedReason, Value};

/// What the user funnel is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FunnelAsk {
    /// The period.
    pub period: Period,
    /// Of one product; of all if none.
    pub product: Option<ProductId>,
    /// Of these creators; of all that may be seen if none.
    pub creators: Option<Vec<CreatorId>>,
    /// In one channel; in all of them if none.
    pub channel: Option<Channel>,
    /// One or two metrics to show by day (PER-8).
    pub trend: Option<Vec<String>>,
}

/// Product viewers → clickers → buyers (PRD-5): unique users, each however often.
#[derive(Debug, Clone, PartialEq)]
pub struct Funnel {
    /// What the answer drew on.
    pub scope: Scope,
    /// Product viewers, clickers and buyers.
    pub stages: Vec<Line>,
    /// Viewers → clickers, clickers → buyers, viewers → buyers.
    pub conversions: Vec<Line>,
    /// The conversion that loses the largest part of those before it; the earlier of equal ones.
    pub bottleneck: Value<Metric>,
    /// One or two metrics by day, where they were asked for.
    pub trend: Option<Trend>,
}

const STAGES: &[&str] = &["product_reach", "product_clickers", "buyers"];
/// The last one leads over both stages.
const CONVERSIONS: &[&str] = &["viewer_click_rate", "clicker_buyer_rate", "viewer_buyer_rate"];

/// The user funnel of a period.
///
/// # Errors
/// [`ReportError`] for an unknown product or creator, or a wrong choice of metrics of the trend.
pub fn funnel(view: &View<'_>, ask: &FunnelAsk) -> Result<Funnel, ReportError> {
    creators_known(view, ask.creators.iter().flatten())?;
    let filter = QueryFilter {
        creators: ask.creators.clone(),
        channels: ask.channel.map(|channel| vec![channel]),
        products: ask.product.clone().map(|product| vec![product]),
        ..QueryFilter::default()
    };
    let of = |names: &[&str]| Query::new(ask.period, names).in_module(Module::Product).filter(filter.clone());
    let trend = ask.trend.as_ref().map(|names| by_day(view, Query { metrics: names.clone(), ..of(&[]) }));
    let trend = trend.transpose()?;
    let names = [STAGES, CONVERSIONS].concat();
    let query = of(&names).compared();
    let answer = match &ask.product {
        Some(product) => of_product(view, product, query)?,
        None => view.query(&query)?,
    };
    let row = answer.rows().next();
    let mut stages: Vec<Line> = (0..names.len()).filter_map(|place| row.as_ref()?.line(place)).collect();
    let conversions = stages.split_off(STAGES.len().min(stages.len()));
    let steps = conversions.get(..2).unwrap_or_default();
    Ok(Funnel { bottleneck: bottleneck(steps), stages, conversions, trend, scope: answer.scope })
}

/// The step that the smallest part gets through. Where nobody came, nobody is lost: such a step is passed over (DSH-6).
fn bottleneck(steps: &[Line]) -> Value<Metric> {
    let none = || Value::undefined(UndefinedReason::ZeroDenominator);
    let nobody = |line: &&Line| matches!(&line.value, Value::Undefined(reasons) if reasons.iter().all(|reason| *reason == UndefinedReason::ZeroDenominator));
    let told = steps.iter().filter(|line| !nobody(line));
    let all = told.map(|line| line.value.clone().map(|rate| (rate, line.metric)));
    let smaller = |least: (Figure, Metric), next: (Figure, Metric)| {
        Value::Known(if next.0.order(&least.0).is_lt() { next } else { least })
    };
    let least = all.reduce(|least, next| least.zip_with(next, smaller));
    least.map_or_else(none, |least| least.map(|(_, metric)| metric))
}
