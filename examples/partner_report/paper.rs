//! What a report is printed on: so wide, with colour or without. Every block is a grid; wrapping and widths of
//! letters are `comfy-table`'s.

use std::io::IsTerminal;

use comfy_table::{
    Attribute, Cell, CellAlignment, Color, ColumnConstraint, ContentArrangement, LineStyle, Table,
    TableStyle, Width,
};

const RULED: TableStyle = TableStyle::new().header_separator(LineStyle::none().fill('─'));
/// Below this width columns stand closer.
const ROOMY: u16 = 100;

/// Where the report is printed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Paper {
    pub(crate) width: u16,
    colour: bool,
}

/// What a text is, for its colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tone {
    Plain,
    Strong,
    Faint,
    Good,
    Bad,
    /// It may not be shown.
    Hidden,
    /// There is no figure.
    Undefined,
}

/// A text of a grid.
#[derive(Debug, Clone)]
pub(crate) struct Spot {
    text: String,
    tone: Tone,
    right: bool,
}

/// Rows of texts; without a header it has no rule.
#[derive(Debug, Clone, Default)]
pub(crate) struct Grid {
    header: Vec<Spot>,
    rows: Vec<Vec<Spot>>,
}

impl Paper {
    /// The terminal; beside one, `COLUMNS` or 120, without colour.
    pub(crate) fn of_stdout() -> Self {
        let terminal = std::io::stdout().is_terminal();
        let wanted = std::env::var("COLUMNS").ok().and_then(|columns| columns.trim().parse().ok());
        let seen = if terminal { Table::new().width().filter(|width| *width > 0) } else { None };
        let no_colour = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        Self { width: seen.or(wanted).unwrap_or(120).clamp(60, 400), colour: terminal && !no_colour && !dumb }
    }
    fn gap(self) -> u16 {
        if self.width < ROOMY { 1 } else { 2 }
    }
    /// A heading of a part.
    pub(crate) fn heading(self, text: &str) -> String {
        let text = Self { colour: false, ..self }.line(text, Tone::Plain);
        let text = text.trim_end();
        if self.colour { format!("\n\u{1b}[1;36m{text}\u{1b}[0m\n") } else { format!("\n{text}\n") }
    }
    /// A text on lines of its own.
    pub(crate) fn line(self, text: &str, tone: Tone) -> String {
        Grid::of_rows(vec![vec![Spot::new(text).toned(tone)]]).print(self)
    }
}

impl Spot {
    /// A text, to the left.
    pub(crate) fn new(text: impl AsRef<str>) -> Self {
        Self { text: clean(text.as_ref()), tone: Tone::Plain, right: false }
    }
    /// A figure, to the right.
    pub(crate) fn figure(text: impl AsRef<str>) -> Self {
        Self { right: true, ..Self::new(text) }
    }
    /// The same in another tone.
    pub(crate) fn toned(self, tone: Tone) -> Self {
        Self { tone, ..self }
    }
    fn cell(&self) -> Cell {
        let cell = Cell::new(&self.text);
        let cell = if self.right { cell.set_alignment(CellAlignment::Right) } else { cell };
        match self.tone {
            Tone::Plain => cell,
            Tone::Strong => cell.add_attribute(Attribute::Bold),
            Tone::Faint => cell.add_attribute(Attribute::Dim),
            Tone::Good => cell.fg(Color::Green),
            Tone::Bad => cell.fg(Color::Red),
            Tone::Hidden => cell.fg(Color::Magenta),
            Tone::Undefined => cell.fg(Color::Yellow),
        }
    }
}

impl Grid {
    /// An empty grid with a header.
    pub(crate) fn new(header: Vec<Spot>) -> Self {
        let header = header.into_iter().map(|spot| spot.toned(Tone::Strong)).collect();
        Self { header, rows: Vec::new() }
    }
    /// A grid without a header.
    pub(crate) fn of_rows(rows: Vec<Vec<Spot>>) -> Self {
        Self { header: Vec::new(), rows }
    }
    /// One more row.
    pub(crate) fn row(&mut self, row: Vec<Spot>) {
        self.rows.push(row);
    }
    /// Whether it has no row.
    pub(crate) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
    /// The grid as text that ends with a line break; wider than the paper it wraps.
    pub(crate) fn print(&self, paper: Paper) -> String {
        print(&self.table(paper, self.header.iter().map(Spot::cell).collect(), ContentArrangement::Dynamic))
    }
    /// The same with every column as narrow as [`Grid::widths`] says: only the header wraps, at its spaces.
    pub(crate) fn print_narrow(&self, paper: Paper) -> String {
        self.print_wide(paper, &self.widths(paper))
    }
    /// The same with columns of these widths: what is longer wraps.
    pub(crate) fn print_wide(&self, paper: Paper, widths: &[u16]) -> String {
        let header: Vec<Cell> = self.header.iter().map(Spot::cell).collect();
        let mut table = self.table(paper, header, ContentArrangement::Dynamic);
        let fixed = |width: &u16| ColumnConstraint::Absolute(Width::Fixed(*width));
        table.set_constraints(widths.iter().map(fixed));
        print(&table)
    }
    /// The width every column needs, its gap included.
    pub(crate) fn widths(&self, paper: Paper) -> Vec<u16> {
        let words = |spot: &Spot| Cell::new(spot.text.replace(' ', "\n"));
        let table = self.table(paper, self.header.iter().map(words).collect(), ContentArrangement::Disabled);
        table.column_max_content_widths().into_iter().map(|width| width.saturating_add(paper.gap())).collect()
    }
    fn table(&self, paper: Paper, header: Vec<Cell>, arrangement: ContentArrangement) -> Table {
        let mut table = Table::new();
        table.force_no_tty().load_style(RULED).set_width(paper.width).set_content_arrangement(arrangement);
        if paper.colour {
            table.enforce_styling();
        }
        if !header.is_empty() {
            table.set_header(header);
        }
        for row in &self.rows {
            table.add_row(row.iter().map(Spot::cell).collect::<Vec<Cell>>());
        }
        table.style_text_only();
        for column in table.column_iter_mut() {
            column.set_padding((0, paper.gap()));
        }
        table
    }
}

fn print(table: &Table) -> String {
    let mut text = table.trim_fmt();
    text.push('\n');
    text
}

/// What came from a file must not steer the terminal.
fn clean(text: &str) -> String {
    let steers = |letter: char| {
        letter.is_control()
            || matches!(letter, '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().map(|letter| if steers(letter) { '\u{fffd}' } else { letter }).collect()
}
