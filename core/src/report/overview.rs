use super::line::{Cycles, Line, Scope};
use super::parts::Whom;
use crate::access::Module;
use crate::engine::{Filter, View};
use crate::fact::Affiliation;
use crate::metric::{Figure, Metric, MetricError};
use crate::time::Period;
use crate::value::Value;

/// The Data Overview (OVR-1…3): what is not authorized is not in its sums (ACC-6).
#[derive(Debug, Clone, PartialEq)]
pub struct Overview {
    /// What the answer drew on.
    pub scope: Scope,
    /// Livestreaming Partners, Partners with Sales, Active Rate, Sales Rate (OVR-1).
    pub indicators: Vec<Line>,
    /// GMV, by channel, average and refunds (OVR-2).
    pub sales: Vec<Line>,
    /// In-house and affiliate GMV apart, where the sources tell (OVR-2).
    pub affiliation: AffiliationSplit,
    /// LIVEs (OVR-3).
    pub live: Vec<Line>,
    /// Videos (OVR-3).
    pub video: Vec<Line>,
}

/// GMV by whose shop sold it.
#[derive(Debug, Clone, PartialEq)]
pub struct AffiliationSplit {
    /// The shop is of the creator's own house.
    pub in_house: Value<Figure>,
    /// Other sellers.
    pub affiliate: Value<Figure>,
}

const INDICATORS: &[&str] =
    &["creators", "live_partners", "partners_with_sales", "active_rate", "sales_rate"];
const SALES: &[&str] = &["gmv", "gmv[live]", "gmv[video]", "avg_gmv_live", "refund_gmv"];
const LIVE: &[&str] = &["livestreams", "live_seconds", "orders[live]", "items_sold[live]", "avg_ctr_live"];
const VIDEO: &[&str] = &["videos", "sku_orders[video]", "items_sold[video]", "avg_ctr_video"];

/// The Data Overview of a period.
///
/// # Errors
/// [`MetricError`] never for the metrics of this screen; it is the registry's to refuse a name.
pub fn overview(view: &View<'_>, period: Period) -> Result<Overview, MetricError> {
    let cycles = Cycles::new(view, Module::Overview, period, Filter::default());
    let lines = |names: &[&str]| -> Result<Vec<Line>, MetricError> {
        Ok(Metric::parse_all(names)?.into_iter().map(|metric| cycles.total(metric)).collect())
    };
    let gmv = Metric::parse("gmv")?;
    let of = |affiliation| {
        let filter = Filter { affiliation: Some(affiliation) };
        let windows = [period.window(), period.previous()];
        let gathered = view.gather(Module::Overview, period.window(), &windows, filter);
        super::line::figure(view, period, &gathered, Whom::All, gmv)
    };
    Ok(Overview {
        scope: cycles.scope(&Metric::parse_all(&[INDICATORS, SALES, LIVE, VIDEO].concat())?),
        indicators: lines(INDICATORS)?,
        sales: lines(SALES)?,
        affiliation: AffiliationSplit {
            in_house: of(Affiliation::InHouse),
            affiliate: of(Affiliation::Affiliate),
        },
        live: lines(LIVE)?,
        video: lines(VIDEO)?,
    })
}
