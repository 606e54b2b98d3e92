//! The workspace with its whole policy, and the access log.

use super::super::store::Workspace;
use super::field::{Field, fields};
use crate::access::{AccessEvent, AccessFact, AccessLog, AccessRules, Scope};
use crate::time::Calendar;
use crate::value::{BytesError, ContractBounds, Currency, Policy, Reader, WeekStart, Writer};

fields! {
    Workspace { id, rules, currency, l2l }
    AccessRules { calendar, policy }
    ContractBounds { overview, live, creator, video, product }
    Policy {
        longest_period_days, retention_months, week_start, answer_days, restricted_regions, contract_bounds,
        uv_on_custom_period, trend_metrics, live_screen_rooms, dashboard_metrics, profile_users_over, exact_users,
    }
    AccessEvent { id, happened_at, recorded_at, creator, fact }
}

impl Field for Calendar {
    fn put(&self, out: &mut Writer) {
        out.text(self.zone());
    }
    fn get(bytes: &mut Reader<'_>) -> Result<Self, BytesError> {
        let zone = bytes.text()?;
        let calendar = Self::new(zone).ok().filter(|calendar| calendar.zone() == zone);
        calendar.ok_or_else(|| bytes.malformed("a time zone"))
    }
}

impl Field for Currency {
    fn put(&self, out: &mut Writer) {
        out.text(self.code());
    }
    fn get(bytes: &mut Reader<'_>) -> Result<Self, BytesError> {
        let code = bytes.text()?;
        Self::new(code).map_err(|_| bytes.malformed("a currency"))
    }
}

impl Field for WeekStart {
    fn put(&self, out: &mut Writer) {
        self.days_from_monday().put(out);
    }
    fn get(bytes: &mut Reader<'_>) -> Result<Self, BytesError> {
        Ok(match i32::get(bytes)? {
            0 => Self::Monday,
            1 => Self::Tuesday,
            2 => Self::Wednesday,
            3 => Self::Thursday,
            4 => Self::Friday,
            5 => Self::Saturday,
            6 => Self::Sunday,
            _ => return Err(bytes.malformed("a day of the week")),
        })
    }
}

impl Field for Scope {
    fn put(&self, out: &mut Writer) {
        let room = match self {
            Self::Creator => None,
            Self::Room(room) => Some(room.clone()),
        };
        room.put(out);
    }
    fn get(bytes: &mut Reader<'_>) -> Result<Self, BytesError> {
        Ok(Option::get(bytes)?.map_or(Self::Creator, Self::Room))
    }
}

impl Field for AccessFact {
    fn put(&self, out: &mut Writer) {
        match self {
            Self::ContractSigned { on } => {
                out.byte(0);
                on.put(out);
            }
            Self::ContractEnded { on } => {
                out.byte(1);
                on.put(out);
            }
            Self::Requested { request, scope, days, until } => {
                out.byte(2);
                request.put(out);
                scope.put(out);
                days.put(out);
                until.put(out);
            }
            Self::Authorized { request } => {
                out.byte(3);
                request.put(out);
            }
            Self::Declined { request } => {
                out.byte(4);
                request.put(out);
            }
            Self::Revoked { request } => {
                out.byte(5);
                request.put(out);
            }
            Self::RegionDeclared { region } => {
                out.byte(6);
                region.put(out);
            }
        }
    }
    fn get(bytes: &mut Reader<'_>) -> Result<Self, BytesError> {
        Ok(match bytes.byte()? {
            0 => Self::ContractSigned { on: Field::get(bytes)? },
            1 => Self::ContractEnded { on: Field::get(bytes)? },
            2 => Self::Requested {
                request: Field::get(bytes)?,
                scope: Field::get(bytes)?,
                days: Field::get(bytes)?,
                until: Field::get(bytes)?,
            },
            3 => Self::Authorized { request: Field::get(bytes)? },
            4 => Self::Declined { request: Field::get(bytes)? },
            5 => Self::Revoked { request: Field::get(bytes)? },
            6 => Self::RegionDeclared { region: Field::get(bytes)? },
            _ => return Err(bytes.malformed("a kind of event")),
        })
    }
}

pub(super) fn put_log(log: &AccessLog, out: &mut Writer) {
    out.length(log.len());
    for event in log.events() {
        event.put(out);
    }
}

pub(super) fn get_log(bytes: &mut Reader<'_>) -> Result<AccessLog, BytesError> {
    let events = Vec::<AccessEvent>::get(bytes)?;
    let place =
        |event: &AccessEvent| (event.creator.clone(), event.happened_at, event.recorded_at, event.id.clone());
    if !events.is_sorted_by(|a, b| place(a) < place(b)) {
        return Err(bytes.malformed("events in ascending order"));
    }
    let (mut log, written) = (AccessLog::new(), events.len());
    // An id that two events have makes fewer events, or none.
    match log.record_all(events) {
        Ok(recorded) if recorded == written => Ok(log),
        _ => Err(bytes.malformed("each event once")),
    }
}
