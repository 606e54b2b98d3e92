//! The question behind a partial answer: what two parts must have in common to merge.
use super::super::super::figures::ChannelPart;
use super::super::super::view::View;
use super::super::ask::{Dimension, Query};
use super::super::frame::{By, buckets, week_start};
use super::error::PartialError;
use crate::access::Module;
use crate::fact::{Affiliation, Channel};
use crate::metric::Metric;
use crate::metric::state::code::{BytesError, Code, Reader, Writer};
use crate::time::{Day, Period, PickerKind, Window};
use crate::value::Currency;

/// The fields, in order.
const FIELDS: [&str; 18] = [
    "period",
    "module",
    "groupBy",
    "metrics",
    "creators",
    "channels",
    "rooms",
    "videos",
    "products",
    "shops",
    "affiliation",
    "timeZone",
    "currency",
    "weekStart",
    "uvOnCustomPeriod",
    "today",
    "knownAt",
    "exactUsers",
];

/// A question, field by field, and what finishing needs of it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Shape {
    fields: Vec<Option<Vec<String>>>,
    pub(super) period: Period,
    pub(super) group_by: Vec<Dimension>,
    pub(super) metrics: Vec<Metric>,
    pub(super) channels: Option<Vec<ChannelPart>>,
    pub(super) affiliation: Option<Affiliation>,
    pub(super) currency: Currency,
    pub(super) week_start: i32,
    pub(super) uv_hidden: bool,
    /// Only some products or shops count.
    pub(super) of_products: bool,
}

const PICKERS: [PickerKind; 7] = [
    PickerKind::Yesterday,
    PickerKind::Last7Days,
    PickerKind::Last28Days,
    PickerKind::Day,
    PickerKind::Week,
    PickerKind::Month,
    PickerKind::Custom,
];

fn sorted<T: ToString>(all: Option<&Vec<T>>) -> Option<Vec<String>> {
    let mut all: Vec<String> = all?.iter().map(ToString::to_string).collect();
    all.sort();
    all.dedup();
    Some(all)
}

fn module(module: Module) -> &'static str {
    match module {
        Module::Overview => "overview",
        Module::Live => "live",
        Module::Creator => "creator",
        Module::Video => "video",
        Module::Product => "product",
    }
}

impl Shape {
    pub(super) fn new(view: &View<'_>, query: &Query) -> Option<Self> {
        let (rules, period, filter) = (&view.store.workspace.rules, query.period, &query.filter);
        let one = |text: String| Some(vec![text]);
        let days = [period.start, period.end, period.previous_start, period.previous_end];
        let mut whole = vec![period.picker.as_str().to_owned()];
        whole.extend(days.iter().map(ToString::to_string));
        let channels: Option<Vec<&str>> =
            filter.channels.as_ref().map(|all| all.iter().map(|channel| channel.as_str()).collect());
        let fields = vec![
            Some(whole),
            one(module(query.module).to_owned()),
            Some(query.group_by.iter().map(|dimension| dimension.as_str().to_owned()).collect()),
            Some(query.metrics.clone()),
            sorted(filter.creators.as_ref()),
            sorted(channels.as_ref()),
            sorted(filter.rooms.as_ref()),
            sorted(filter.videos.as_ref()),
            sorted(filter.products.as_ref()),
            sorted(filter.shops.as_ref()),
            filter.affiliation.map(|affiliation| vec![affiliation.as_str().to_owned()]),
            one(rules.calendar.zone().to_owned()),
            one(view.store.workspace.currency.code().to_owned()),
            one(week_start(view).to_string()),
            one(rules.policy.uv_on_custom_period.to_string()),
            one(view.today.to_string()),
            view.clocks.known_at.map(|at| vec![at.millis().to_string()]),
            one(rules.policy.exact_users.to_string()),
        ];
        Self::of(fields)
    }
    /// Reads the fields; none where they are of no question.
    fn of(fields: Vec<Option<Vec<String>>>) -> Option<Self> {
        let list = |name: &str| {
            let place = FIELDS.iter().position(|field| *field == name)?;
            fields.get(place)?.as_deref()
        };
        let one = |name: &str| match list(name) {
            Some([text]) => Some(text.as_str()),
            _ => None,
        };
        let [picker, days @ ..] = list("period")? else { return None };
        let picker = PICKERS.into_iter().find(|kind| kind.as_str() == picker)?;
        let days: Option<Vec<Day>> = days.iter().map(|day| Day::parse(day).ok()).collect();
        let [start, end, previous_start, previous_end] = *days?.as_slice() else { return None };
        // Ten years, far more than any retention: no bytes make long work of finishing.
        if start >= end || end.number().saturating_sub(start.number()) > 3660 {
            return None;
        }
        let group_by: Option<Vec<Dimension>> =
            list("groupBy")?.iter().map(|name| Dimension::of(name)).collect();
        let part = |name: &String| Channel::of(name).map(|channel| ChannelPart::of(Some(channel)));
        let channels = match list("channels") {
            None => None,
            Some(all) => Some(all.iter().map(part).collect::<Option<Vec<_>>>()?),
        };
        let affiliation = match list("affiliation") {
            None => None,
            Some(_) => Some(Affiliation::of(one("affiliation")?)?),
        };
        let uv_allowed: bool = one("uvOnCustomPeriod")?.parse().ok()?;
        let shape = Self {
            period: Period { picker, start, end, previous_start, previous_end },
            group_by: group_by?,
            metrics: Metric::parse_all(list("metrics")?).ok()?,
            channels,
            affiliation,
            currency: Currency::new(one("currency")?).ok()?,
            week_start: one("weekStart")?.parse().ok().filter(|day| (0..7).contains(day))?,
            uv_hidden: picker == PickerKind::Custom && !uv_allowed,
            of_products: list("products").is_some() || list("shops").is_some(),
            fields: Vec::new(),
        };
        Some(Self { fields, ..shape })
    }
    pub(super) fn by(&self) -> By {
        By::grouped(&self.group_by)
    }
    pub(super) fn buckets(&self) -> Vec<Window<Day>> {
        buckets(self.week_start, self.period.window(), self.by().time)
    }
    pub(super) fn keeps(&self, part: ChannelPart) -> bool {
        self.channels.as_ref().is_none_or(|channels| channels.contains(&part))
    }
    /// Whether two parts answer one question.
    pub(super) fn agree(&self, other: &Self) -> Result<(), PartialError> {
        let text = |list: &Option<Vec<String>>| list.as_ref().map_or_else(String::new, |all| all.join(","));
        let mut all = FIELDS.iter().zip(self.fields.iter().zip(&other.fields));
        match all.find(|(_, (left, right))| left != right) {
            None => Ok(()),
            Some((field, (left, right))) => {
                Err(PartialError::Mismatch { field, left: text(left), right: text(right) })
            }
        }
    }
}

impl Code for Shape {
    fn write(&self, out: &mut Writer) {
        for field in &self.fields {
            out.length(field.as_ref().map_or(0, |all| all.len().saturating_add(1)));
            for text in field.iter().flatten() {
                out.text(text);
            }
        }
    }
    fn read(bytes: &mut Reader<'_>) -> Result<Self, BytesError> {
        let mut fields = Vec::with_capacity(FIELDS.len());
        for _ in FIELDS {
            let field = match bytes.length()?.checked_sub(1) {
                None => None,
                Some(length) => Some((0..length).map(|_| bytes.text().map(str::to_owned)).collect::<Result<
                    Vec<_>,
                    _,
                >>(
                )?),
            };
            fields.push(field);
        }
        Self::of(fields).ok_or_else(|| bytes.malformed("a question"))
    }
}
