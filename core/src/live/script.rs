use super::figures::Stretch;
use super::minutes::minute_of;
use super::room::Room;
use crate::metric::Measure;
use crate::time::Instant;
use crate::value::ProductId;

/// What a script for a pinned product may be made of (DSH-7).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScriptFacts {
    /// The product.
    pub product: ProductId,
    /// Its name, or its id where no name was given.
    pub name: String,
    /// How often it was opened in this LIVE.
    pub clicks: i64,
    /// SKU orders of it in this LIVE.
    pub orders: i64,
    /// Pieces sold in this LIVE.
    pub items: i64,
    /// Pieces left, as last told.
    pub left: Option<i64>,
    /// Whether so few are left that the room warns of it (LIV-6).
    pub is_low: bool,
}

/// Writes what to say about the pinned product: the host's own, or [`TemplateScript`] (DSH-7).
pub trait TalkingPoints {
    /// The script in English and in Chinese (DSH-13).
    fn script(&self, facts: &ScriptFacts) -> (String, String);
}

/// A script from a template and the product's own figures; what is 0 or not known is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(clippy::exhaustive_structs, reason = "it has no settings")]
pub struct TemplateScript;

impl TalkingPoints for TemplateScript {
    fn script(&self, facts: &ScriptFacts) -> (String, String) {
        let ScriptFacts { name, clicks, orders, items, left, is_low, .. } = facts;
        let (mut english, mut chinese) = (vec![format!("Now: {name}.")], vec![format!("现在介绍：{name}。")]);
        let mut say = |en: String, zh: String| {
            english.push(en);
            chinese.push(zh);
        };
        if *items > 0 {
            say(format!("{items} sold in this LIVE."), format!("本场已售 {items} 件。"));
        }
        if *clicks > 0 && *orders > 0 {
            say(
                format!("Opened {clicks} times, ordered {orders} times."),
                format!("{clicks} 次点击，{orders} 笔订单。"),
            );
        }
        if let Some(left) = left {
            match (*is_low, *left) {
                (_, 0) => say("Sold out for now.".to_owned(), "暂时售罄。".to_owned()),
                (true, left) => say(format!("Only {left} left."), format!("仅剩 {left} 件。")),
                (false, left) => say(format!("{left} in stock."), format!("库存 {left} 件。")),
            }
        }
        (english.join(" "), chinese.concat())
    }
}

impl Room {
    /// What is known of the pinned product; none where none is pinned.
    #[must_use]
    pub fn script_facts(&self, now: Instant) -> Option<ScriptFacts> {
        let standing = self.marks.at(now);
        let (product, _) = standing.pinned?;
        let end = minute_of(now).saturating_add(1);
        let sums = self.products.get(&product).map(|minutes| Stretch::before(minutes, end).sums);
        let of = |measure| sums.and_then(|sums| sums.get(measure)).unwrap_or_default();
        let stock = standing.stock.get(&product);
        Some(ScriptFacts {
            name: self.name_of(&product).to_owned(),
            clicks: of(Measure::ProductClicks),
            orders: of(Measure::SkuOrders),
            items: of(Measure::ItemsSold),
            left: stock.map(|stock| stock.left),
            is_low: stock.is_some_and(|stock| stock.low_since.is_some()),
            product,
        })
    }
}
