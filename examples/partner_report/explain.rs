//! Why a creator's day may be seen or not: every decision, every cause, and what the log says of the creator.

use creator_compass::access::{
    self, Decision, Grain, Module, Question, RequestRow, RequestStateKind, Scope, Subject,
};
use creator_compass::engine::View;
use creator_compass::time::{Day, Instant, Period, WindowSet};
use creator_compass::value::{CreatorId, RoomId};

use crate::failure::Failed;
use crate::figures::days;
use crate::paper::{Grid, Paper, Spot, Tone};
use crate::words;

/// All that is to be said of a creator and a day.
#[derive(Debug)]
pub(crate) struct Explanation {
    pub(crate) creator: CreatorId,
    pub(crate) name: Option<String>,
    pub(crate) day: Day,
    /// A row a module, and one a LIVE room that a request names.
    pub(crate) answers: Vec<Answer>,
    pub(crate) requests: Vec<RequestRow>,
    pub(crate) contracts: WindowSet<Day>,
}

/// The decisions of a module.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) module: Module,
    pub(crate) room: Option<RoomId>,
    pub(crate) aggregate: Decision,
    pub(crate) realtime: Decision,
}

/// Explains `CREATOR` or `CREATOR:DAY`; without a day the last one of the period.
pub(crate) fn explain(view: &View<'_>, period: Period, asked: &str) -> Result<Explanation, Failed> {
    let (creator, day) = whom(view, asked)?;
    let day = day.unwrap_or_else(|| period.end.plus(-1));
    let store = view.store();
    let rules = &store.workspace().rules;
    let requests = access::requests(rules, store.log(), view.clocks());
    let requests: Vec<RequestRow> = requests.into_iter().filter(|row| row.creator == creator).collect();
    let answer = |module: Module, room: Option<RoomId>| {
        let subject = room.clone().map_or(Subject::Creator, Subject::Room);
        let ask = |grain| {
            view.decide(&Question { creator: creator.clone(), subject: subject.clone(), module, grain, day })
        };
        Answer { module, aggregate: ask(Grain::Aggregate), realtime: ask(Grain::Realtime), room }
    };
    let mut answers: Vec<Answer> = words::MODULES.iter().map(|module| answer(*module, None)).collect();
    let rooms = requests.iter().filter_map(|row| match &row.scope {
        Scope::Room(room) => Some(room.clone()),
        Scope::Creator => None,
    });
    let rooms: std::collections::BTreeSet<RoomId> = rooms.collect();
    answers.extend(rooms.into_iter().map(|room| answer(Module::Live, Some(room))));
    let row = view.creator(&creator);
    Ok(Explanation {
        name: row.and_then(|row| row.name.clone().or_else(|| row.username.clone())),
        contracts: view.state_of(&creator).contract_windows(),
        creator,
        day,
        answers,
        requests,
    })
}

/// An id may hold a colon too: the whole text is tried first.
fn whom(view: &View<'_>, asked: &str) -> Result<(CreatorId, Option<Day>), Failed> {
    let known = |text: &str| CreatorId::new(text).ok().filter(|id| view.known_creators().contains(id));
    if let Some(creator) = known(asked) {
        return Ok((creator, None));
    }
    let (text, day) = asked.rsplit_once(':').map_or((asked, None), |(text, day)| (text, Some(day)));
    let Some(creator) = known(text) else {
        let given: String = text.chars().take(64).collect();
        let some: Vec<String> = view.known_creators().iter().take(5).map(ToString::to_string).collect();
        let told = if some.is_empty() {
            "none is known".to_owned()
        } else {
            format!("known are {} …", some.join(", "))
        };
        let text = format!("the argument --explain: there is no creator `{given}`; {told}");
        return Err(Failed::new("report.creator.unknown", text));
    };
    let day =
        day.map(Day::parse).transpose().map_err(|error| Failed::at("the argument --explain", &error))?;
    Ok((creator, day))
}

impl Explanation {
    /// The explanation for people.
    pub(crate) fn print(&self, view: &View<'_>, paper: Paper) -> String {
        let name = self.name.as_ref().map_or_else(String::new, |name| format!(" ({name})"));
        let zone = view.store().workspace().rules.calendar.zone();
        let mut text =
            paper.line(&format!("May {} of {}{name} be seen?", self.day, self.creator), Tone::Strong);
        let known = view.clocks().known_at.map_or_else(String::new, |at| format!(", as known at {at}"));
        let moment = format!("Asked at {}{known}, which is {} in {zone}", view.clocks().now, view.today());
        text.push_str(&paper.line(&moment, Tone::Faint));
        text.push_str(&self.decisions(paper));
        text.push_str(&self.history(paper));
        text
    }
    /// Equal decisions share a number.
    fn decisions(&self, paper: Paper) -> String {
        let mut hidden: Vec<&Decision> = Vec::new();
        let mut grid = Grid::new(["Module", "Summed up by day", "While it goes on"].map(Spot::new).to_vec());
        for answer in &self.answers {
            let (_, name) = words::module(answer.module);
            let name =
                answer.room.as_ref().map_or_else(|| name.to_owned(), |room| format!("{name}, room {room}"));
            grid.row(vec![
                Spot::new(name),
                numbered(&mut hidden, &answer.aggregate),
                numbered(&mut hidden, &answer.realtime),
            ]);
        }
        let mut text = paper.heading("Decisions") + &grid.print(paper);
        for (place, decision) in hidden.into_iter().enumerate() {
            text.push_str(&self.causes(paper, place.saturating_add(1), decision));
        }
        text
    }
    fn causes(&self, paper: Paper, number: usize, decision: &Decision) -> String {
        let Decision::Hidden { causes, .. } = decision else { return String::new() };
        let mut grid = Grid::default();
        let mut code = Spot::new(format!("[{number}]")).toned(Tone::Hidden);
        for cause in causes {
            let text = format!("{} {}.", words::sentence(cause, self.day), capital(words::who_does(cause)));
            grid.row(vec![std::mem::replace(&mut code, Spot::new("")), Spot::new(text)]);
        }
        let from = format!("Visible from: {}.", words::visible_from(decision));
        grid.row(vec![Spot::new(""), Spot::new(from).toned(Tone::Strong)]);
        format!("\n{}", grid.print(paper))
    }
    fn history(&self, paper: Paper) -> String {
        let mut text = paper.heading("Requests");
        let mut grid = Grid::new(["Request", "State", "History"].map(Spot::new).to_vec());
        for row in &self.requests {
            let tone =
                if row.state.kind() == RequestStateKind::Authorized { Tone::Good } else { Tone::Hidden };
            let state = Spot::new(row.state.kind().as_str()).toned(tone);
            grid.row(vec![Spot::new(row.request.as_str()), state, Spot::new(story(row))]);
        }
        let none = || paper.line("None is known.", Tone::Plain);
        text.push_str(&if grid.is_empty() { none() } else { grid.print(paper) });
        text.push_str(&paper.heading("Contracts"));
        let windows: Vec<String> = self.contracts.windows().iter().map(days).collect();
        let windows = if windows.is_empty() { none() } else { paper.line(&windows.join(", "), Tone::Plain) };
        text + &windows
    }
}

/// Whether it is visible, or the number of the decision that says why not.
fn numbered<'a>(hidden: &mut Vec<&'a Decision>, decision: &'a Decision) -> Spot {
    if decision.is_visible() {
        return Spot::new("visible").toned(Tone::Good);
    }
    let place = hidden.iter().position(|one| *one == decision).unwrap_or_else(|| {
        hidden.push(decision);
        hidden.len().saturating_sub(1)
    });
    Spot::new(format!("hidden [{}]", place.saturating_add(1))).toned(Tone::Hidden)
}

/// What is known of a request, in one sentence.
fn story(row: &RequestRow) -> String {
    let minute = |at: Instant| at.to_utc().format("%Y-%m-%d %H:%M UTC").to_string();
    let scope = match &row.scope {
        Scope::Creator => "the creator".to_owned(),
        Scope::Room(room) => format!("the LIVE room {room}"),
    };
    let until = row.until.map_or_else(|| "without end".to_owned(), |day| format!("until {day}"));
    let (sent, since) = (minute(row.sent_at), minute(row.state.since()));
    let (state, next) = (row.state.kind().as_str(), words::next(row.next_action));
    let days = days(&row.days);
    format!("For {scope}, data of {days}, valid {until}; sent {sent}; {state} since {since}. Next: {next}.")
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
