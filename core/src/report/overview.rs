use super::settlement::{Settlement, settlement};
use crate::access::Module;
use crate::engine::{Line, Query, QueryError, QueryFilter, Scope, View};
use crate::fact::Affiliation;
use crate::metric::Figure;
use crate::time::Period;
use crate::value::{UndefinedReason, Value};

/// The Data Overview (OVR-1…4): what is not authorized is not in its sums (ACC-6).
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
    /// Settlement GMV; none for a partner that is not of the L2L kind (OVR-4).
    pub settlement: Option<Settlement>,
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
/// [`QueryError`] never for the metrics of this screen; it is the registry's to refuse a name.
pub fn overview(view: &View<'_>, period: Period) -> Result<Overview, QueryError> {
    let names = [INDICATORS, SALES, LIVE, VIDEO].concat();
    let query = Query::new(period, &names).in_module(Module::Overview).compared();
    let answer = view.query(&query)?;
    let row = answer.rows().next();
    let all = (0..names.len()).filter_map(|metric| row.as_ref()?.line(metric));
    let mut lines = all.collect::<Vec<Line>>().into_iter();
    let mut take = |names: &[&str]| lines.by_ref().take(names.len()).collect();
    let gmv = |affiliation: Affiliation| -> Result<Value<Figure>, QueryError> {
        let filter = QueryFilter { affiliation: Some(affiliation), ..QueryFilter::default() };
        // Compared, so that the same feed counts as on the rest of the screen.
        let query = Query::new(period, &["gmv"]).in_module(Module::Overview).filter(filter).compared();
        let answer = view.query(&query)?;
        let value = answer.rows().next().map(|row| row.value(0));
        Ok(value.unwrap_or_else(|| Value::undefined(UndefinedReason::Absent)))
    };
    Ok(Overview {
        indicators: take(INDICATORS),
        sales: take(SALES),
        affiliation: AffiliationSplit {
            in_house: gmv(Affiliation::InHouse)?,
            affiliate: gmv(Affiliation::Affiliate)?,
        },
        live: take(LIVE),
        video: take(VIDEO),
        settlement: settlement(view)?,
        scope: answer.scope,
    })
}
