//! The report: all answers of one moment and period, and their order on paper.

use creator_compass::engine::View;
use creator_compass::report::{CreatorsAnswer, CreatorsAsk, Overview, creators, overview};
use creator_compass::time::Period;

use crate::args::Args;
use crate::failure::Failed;
use crate::folder::Folder;
use crate::load::{Loaded, argument};
use crate::notes::Notes;
use crate::paper::{Paper, Tone};
use crate::screen::Screen;
use crate::{creators as creators_part, head, loads, overview as overview_part, pending, screens};

/// Whether a narrow terminal may leave columns out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Columns {
    /// The screen's own: what fits.
    Fitting,
    /// Those that were asked for: all, on further lines.
    All,
}

/// All answers of one moment and period.
#[derive(Debug)]
pub(crate) struct Report<'a> {
    pub(crate) folder: &'a Folder,
    pub(crate) loaded: &'a Loaded,
    pub(crate) view: &'a View<'a>,
    pub(crate) period: Period,
    pub(crate) columns: Columns,
    /// The metrics that were asked for.
    pub(crate) metrics: Vec<String>,
    /// How many rows of a list are printed.
    pub(crate) top: usize,
    /// The goals that were asked for, as they were written.
    pub(crate) goals: Vec<String>,
    pub(crate) overview: Overview,
    pub(crate) creators: CreatorsAnswer,
}

impl<'a> Report<'a> {
    /// Asks a view.
    pub(crate) fn ask(
        folder: &'a Folder,
        loaded: &'a Loaded,
        view: &'a View<'a>,
        period: Period,
        args: &Args,
        screen: Option<&Screen>,
    ) -> Result<Self, Failed> {
        let refused = |error| argument("--metrics", &error);
        let metrics = &args.metrics;
        // Other lists than the creators' have metrics of their own.
        let own = matches!(screen, None | Some(Screen::Creators));
        let asked: &[String] = if own { metrics } else { &[] };
        if let Some(screen) = screen.filter(|screen| !metrics.is_empty() && !screen.has_metrics()) {
            let text = format!("the argument --metrics: the screen {screen:?} has its own; expected none");
            return Err(Failed::new("report.screen.metrics", text));
        }
        Ok(Self {
            folder,
            loaded,
            view,
            period,
            metrics: metrics.clone(),
            top: args.top,
            goals: args.goal.clone(),
            columns: if metrics.is_empty() { Columns::Fitting } else { Columns::All },
            overview: overview(view, period).map_err(refused)?,
            creators: creators(view, &CreatorsAsk::new(period, asked)).map_err(refused)?,
        })
    }
    /// The currency of its amounts.
    pub(crate) fn currency(&self) -> &'static str {
        self.view.store().workspace().currency.code()
    }
    /// The report for people.
    pub(crate) fn print(&self, paper: Paper) -> String {
        let mut notes = Notes::default();
        let mut text = self.head(paper);
        text.push_str(&loads::print(self, paper));
        text.push_str(&overview_part::print(self, paper, &mut notes));
        text.push_str(&creators_part::print(self, paper, &mut notes));
        text.push_str(&pending::print(self, paper));
        text
    }
    /// One screen for people.
    pub(crate) fn print_screen(&self, screen: &Screen, paper: Paper) -> Result<String, Failed> {
        Ok(self.head(paper) + &screens::print(self, screen, paper)?)
    }
    fn head(&self, paper: Paper) -> String {
        let config = &self.folder.config;
        let mut text = paper.line(config.title.as_ref().unwrap_or(&config.id), Tone::Strong);
        if let Some(note) = &config.note {
            text.push_str(&paper.line(note, Tone::Faint));
        }
        text.push_str(&head::print(self, paper));
        text
    }
}
