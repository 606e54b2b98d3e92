use super::super::error::WireError;
use super::super::time::{WindowWire, windows_out};
use super::super::workspace::WorkspaceWire;
use super::event::{EventWire, ScopeWire};
use super::shape::{
    CommandWire, CompiledWire, ContractsWire, DecisionWire, IgnoredListWire, IgnoredWire, IssuedWire,
    ListsWire, OutcomeWire, QuestionWire, RecordedWire, RequestRowWire, RequestsWire, VisibleWire, grain,
    module,
};
use crate::access::{
    self, AccessError, AccessEvent, AccessLog, AccessRules, Clocks, CreatorState, RequestOrder,
};
use crate::time::{Day, Instant};
use crate::value::{CreatorId, RequestId};

/// An access log with the rules of its workspace.
#[derive(Debug, Clone)]
pub struct AccessDoor {
    rules: AccessRules,
    log: AccessLog,
}

fn clocks(now: &str, known_at: Option<&str>) -> Result<Clocks, WireError> {
    let clocks = Clocks::at(Instant::parse(now)?);
    Ok(match known_at {
        Some(known_at) => clocks.known_at(Instant::parse(known_at)?),
        None => clocks,
    })
}

impl AccessDoor {
    /// An empty log of a workspace.
    ///
    /// # Errors
    /// An unknown zone or currency.
    pub fn new(workspace: &WorkspaceWire) -> Result<Self, WireError> {
        Ok(Self { rules: workspace.rules()?, log: AccessLog::new() })
    }
    /// A door over a log that is there.
    pub(crate) fn over(rules: AccessRules, log: AccessLog) -> Self {
        Self { rules, log }
    }
    /// The log.
    #[must_use]
    pub fn log(&self) -> &AccessLog {
        &self.log
    }
    /// Takes events, all or none, in any order, twice too (ACC-16).
    ///
    /// # Errors
    /// An event that cannot be taken, or the same id with other content.
    pub fn record(&mut self, events: &[EventWire]) -> Result<RecordedWire, WireError> {
        let read: Vec<AccessEvent> = events.iter().map(EventWire::read).collect::<Result<_, _>>()?;
        let recorded = self.log.record_all(read)?;
        Ok(RecordedWire { recorded, duplicates: events.len().saturating_sub(recorded) })
    }
    /// All events, by creator, then in the order of the fold.
    #[must_use]
    pub fn events(&self) -> Vec<EventWire> {
        self.log.events().map(EventWire::from).collect()
    }
    /// May this be seen (ACC-15)?
    ///
    /// # Errors
    /// A malformed question or instant.
    pub fn decide(
        &self,
        question: &QuestionWire,
        now: &str,
        known_at: Option<&str>,
    ) -> Result<DecisionWire, WireError> {
        let (question, clocks) = (question.read()?, clocks(now, known_at)?);
        let state = CreatorState::fold(&self.rules, &self.log, &question.creator, clocks);
        Ok((&access::decide_state(&self.rules, &state, &question, self.rules.today(clocks.now))).into())
    }
    /// The contract windows of a creator (ACC-10).
    ///
    /// # Errors
    /// A malformed id or instant.
    pub fn contracts(
        &self,
        creator: &str,
        now: &str,
        known_at: Option<&str>,
    ) -> Result<ContractsWire, WireError> {
        let (creator, clocks) = (CreatorId::new(creator)?, clocks(now, known_at)?);
        let state = CreatorState::fold(&self.rules, &self.log, &creator, clocks);
        Ok(ContractsWire { windows: windows_out(&state.contract_windows()) })
    }
    /// Every request with its state.
    ///
    /// # Errors
    /// A malformed instant.
    pub fn requests(&self, now: &str, known_at: Option<&str>) -> Result<RequestsWire, WireError> {
        let rows = access::requests(&self.rules, &self.log, clocks(now, known_at)?);
        Ok(RequestsWire { requests: rows.iter().map(RequestRowWire::from).collect() })
    }
    /// The lists by tab (ACC-8).
    ///
    /// # Errors
    /// A malformed instant.
    pub fn lists(&self, now: &str, known_at: Option<&str>) -> Result<ListsWire, WireError> {
        Ok((&access::lists(&self.rules, &self.log, clocks(now, known_at)?)).into())
    }
    /// The events the fold leaves out (ACC-16).
    ///
    /// # Errors
    /// A malformed instant.
    pub fn ignored(&self, now: &str, known_at: Option<&str>) -> Result<IgnoredListWire, WireError> {
        let all = access::ignored(&self.rules, &self.log, clocks(now, known_at)?);
        let wire = |one: access::Ignored| IgnoredWire {
            event: one.event.as_str().to_owned(),
            why: one.why.as_str(),
        };
        Ok(IgnoredListWire { ignored: all.into_iter().map(wire).collect() })
    }
    /// Permissions of a period as windows of visible days.
    ///
    /// # Errors
    /// A malformed input.
    pub fn compile(
        &self,
        module: &str,
        grain: &str,
        period: &WindowWire,
        now: &str,
        known_at: Option<&str>,
    ) -> Result<CompiledWire, WireError> {
        let (module, grain, period) = (self::module(module)?, self::grain(grain)?, period.read()?);
        let compiled = access::compile(&self.rules, &self.log, module, grain, period, clocks(now, known_at)?);
        let creators = compiled.creators().map(|(creator, days)| VisibleWire {
            creator: creator.as_str().to_owned(),
            room: None,
            visible: windows_out(&days),
        });
        let rooms = compiled.rooms().map(|(creator, room, days)| VisibleWire {
            creator: creator.as_str().to_owned(),
            room: Some(room.as_str().to_owned()),
            visible: windows_out(&days),
        });
        Ok(CompiledWire { creators: creators.collect(), rooms: rooms.collect() })
    }
    /// Carries a command out against the state: the events to record, or why not. Nothing is recorded.
    ///
    /// # Errors
    /// A malformed input, or [`AccessError`].
    pub fn command(&self, command: &CommandWire, now: &str) -> Result<IssuedWire, WireError> {
        let (rules, log, now) = (&self.rules, &self.log, Instant::parse(now)?);
        let on = |day: Option<&String>| day.map_or_else(|| Ok(rules.today(now)), |day| Day::parse(day));
        let day = |day: Option<&String>| day.map(|day| Day::parse(day)).transpose();
        let one = |event: Result<AccessEvent, AccessError>| -> Result<IssuedWire, WireError> {
            Ok(IssuedWire::Events { events: vec![EventWire::from(&event?)] })
        };
        match command {
            CommandWire::Sign { creator, on: from } => {
                one(access::sign_contract(rules, log, &CreatorId::new(creator)?, on(from.as_ref())?, now))
            }
            CommandWire::End { creator, on: from } => {
                one(access::end_contract(rules, log, &CreatorId::new(creator)?, on(from.as_ref())?, now))
            }
            CommandWire::Request { request, creator, scope, days, until } => {
                let order = RequestOrder {
                    request: RequestId::new(request)?,
                    creator: CreatorId::new(creator)?,
                    scope: ScopeWire::read(scope.as_ref())?,
                    days: days.read()?,
                    until: day(until.as_ref())?,
                };
                one(access::request(rules, log, order, now))
            }
            CommandWire::RequestMany { prefix, creators, days, until } => {
                let prefix = RequestId::new(prefix)?;
                let creators: Vec<CreatorId> =
                    creators.iter().map(|id| CreatorId::new(id)).collect::<Result<_, _>>()?;
                let until = day(until.as_ref())?;
                let all = access::request_many(rules, log, &prefix, &creators, days.read()?, until, now);
                let outcome =
                    |(creator, outcome): (CreatorId, Result<AccessEvent, AccessError>)| OutcomeWire {
                        creator: creator.as_str().to_owned(),
                        event: outcome.as_ref().ok().map(EventWire::from),
                        error: outcome.err().map(WireError::from),
                    };
                Ok(IssuedWire::Outcomes { outcomes: all.into_iter().map(outcome).collect() })
            }
            CommandWire::Authorize { request } => {
                one(access::authorize(rules, log, &RequestId::new(request)?, now))
            }
            CommandWire::Decline { request } => {
                one(access::decline(rules, log, &RequestId::new(request)?, now))
            }
            CommandWire::Revoke { request } => {
                one(access::revoke(rules, log, &RequestId::new(request)?, now))
            }
        }
    }
}
