use serde::{Deserialize, Serialize};

use super::super::change::{ChangeTotalsWire, FactorsCellWire, ShareWire};
use super::super::error::WireError;
use super::super::store::{
    HiddenCreatorWire, QueryFilterWire, ReasonWire, ScopeReportWire, ViewDoor, hidden, object, one_of,
};
use super::super::time::PickerWire;
use crate::change::ChangeKind;
use crate::engine::View;
use crate::report::{Changes, ChangesAnswer, ChangesAsk, ChangesBy, ChangesPart, ChangesSubject, changes};
use crate::time::Screen;
use crate::value::Value;

/// Which change of GMV is taken apart.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ChangesAskWire {
    /// The period, beside its previous cycle.
    pub period: PickerWire,
    /// `creator`, the default, `product` or `channel`.
    #[serde(default)]
    pub by: Option<String>,
    /// Which facts count.
    #[serde(default, deserialize_with = "object")]
    pub filter: QueryFilterWire,
    /// How many of the largest parts are given; the rest is one part.
    #[serde(default)]
    pub top: Option<usize>,
}

/// A change of GMV taken apart (BEY-8).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "fields are those of `report::ChangesAnswer`")]
pub struct ChangesWire {
    pub scope: ScopeReportWire,
    pub by: &'static str,
    pub cut: Vec<HiddenCreatorWire>,
    pub change: ChangesCellWire,
}

/// A change that is known, or why it is not.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase")]
#[expect(clippy::large_enum_variant, reason = "most are known")]
pub enum ChangesCellWire {
    /// It is known.
    Known {
        /// Of all amounts.
        currency: &'static str,
        /// GMV of the previous cycle, the exact decimal.
        before: String,
        /// GMV of the period.
        after: String,
        /// How they differ.
        change: ShareWire,
        /// The parts, the largest first; they sum to the change.
        parts: Vec<ChangesPartWire>,
        /// By cause; they sum to the change.
        totals: ChangeTotalsWire,
    },
    /// It is not.
    Undefined {
        /// Why.
        reasons: Vec<ReasonWire>,
    },
    /// It may not be shown.
    Hidden {
        /// Why.
        reasons: Vec<&'static str>,
    },
}

/// A part of a change.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ChangesPartWire {
    /// Its id; none for what is not told and for the rest.
    pub id: Option<String>,
    /// Its name for people.
    pub name: Option<String>,
    /// `entrant`, `leaver`, `stayed`, `untold` or `others`.
    pub kind: &'static str,
    /// How many parts the rest has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<usize>,
    /// How its GMV changed.
    pub change: ShareWire,
    /// The factors of one that stayed.
    pub factors: Option<FactorsCellWire>,
}

impl From<&ChangesPart> for ChangesPartWire {
    fn from(part: &ChangesPart) -> Self {
        let kind = match &part.kind {
            Some(ChangeKind::Entrant) => "entrant",
            Some(ChangeKind::Leaver) => "leaver",
            _ => "stayed",
        };
        let factors = match &part.kind {
            Some(ChangeKind::Stayed(Value::Known(factors))) => {
                Some(FactorsCellWire::Known((*factors).into()))
            }
            Some(ChangeKind::Stayed(Value::Undefined(reasons))) => {
                Some(FactorsCellWire::Undefined { reasons: reasons.iter().map(ReasonWire::from).collect() })
            }
            _ => None,
        };
        let (id, name, kind, count, factors) = match &part.subject {
            ChangesSubject::Of { id, name } => (Some(id.clone()), name.clone(), kind, None, factors),
            ChangesSubject::Untold => (None, None, "untold", None, None),
            ChangesSubject::Others { count } => (None, None, "others", Some(*count), None),
        };
        Self { id, name, kind, count, change: part.change.into(), factors }
    }
}

impl From<&Value<Changes>> for ChangesCellWire {
    fn from(change: &Value<Changes>) -> Self {
        match change {
            Value::Known(known) => Self::Known {
                currency: known.before.currency().code(),
                before: known.before.to_string(),
                after: known.after.to_string(),
                change: known.change.into(),
                parts: known.parts.iter().map(ChangesPartWire::from).collect(),
                totals: known.totals.into(),
            },
            Value::Undefined(reasons) => {
                Self::Undefined { reasons: reasons.iter().map(ReasonWire::from).collect() }
            }
            Value::Hidden(reasons) => Self::Hidden { reasons: hidden(reasons) },
        }
    }
}

impl From<&ChangesAnswer> for ChangesWire {
    fn from(answer: &ChangesAnswer) -> Self {
        let cut = answer.cut.iter().map(|(creator, reasons)| HiddenCreatorWire {
            creator: creator.as_str().to_owned(),
            reasons: hidden(reasons),
        });
        Self {
            scope: (&answer.scope).into(),
            by: answer.by.as_str(),
            cut: cut.collect(),
            change: (&answer.change).into(),
        }
    }
}

impl ViewDoor {
    /// A change of GMV taken apart (BEY-8).
    ///
    /// # Errors
    /// A malformed input, or a period that is refused.
    pub fn changes(&self, ask: &ChangesAskWire) -> Result<ChangesWire, WireError> {
        Ok((&Self::changes_of(&self.view(), ask)?).into())
    }
    pub(super) fn changes_of(view: &View<'_>, ask: &ChangesAskWire) -> Result<ChangesAnswer, WireError> {
        let by = ask.by.as_deref().unwrap_or("creator");
        let by = one_of(ChangesBy::of(by), by, "by", &ChangesBy::ALL.map(ChangesBy::as_str))?;
        let screen = if by == ChangesBy::Product { Screen::Product } else { Screen::General };
        let period = view.resolve(screen, ask.period.read()?)?;
        let ask = ChangesAsk { period, by, filter: ask.filter.read()?, top: ask.top };
        Ok(changes(view, &ask)?)
    }
}
