//! Cells that hold no figure: a short code in the cell, and a legend below that says why.

use std::collections::BTreeSet;

use creator_compass::metric::{Figure, Metric};
use creator_compass::value::{HiddenReason, Reasons, UndefinedReason, Value};

use crate::figures::{self, Naming};
use crate::paper::{Grid, Paper, Spot, Tone};
use crate::words;

/// All codes of a report; the legend tells those used since the last one.
#[derive(Debug, Clone, Default)]
pub(crate) struct Notes {
    hidden: Vec<Reasons<HiddenReason>>,
    undefined: Vec<Reasons<UndefinedReason>>,
    used: BTreeSet<(Kind, usize)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Hidden,
    Undefined,
}

impl Notes {
    /// A figure, or the code of why there is none.
    pub(crate) fn figure(&mut self, value: &Value<Figure>, naming: Naming) -> Spot {
        self.cell(value, |figure| Spot::figure(figures::shown(figure, naming)))
    }
    /// A difference of figures.
    pub(crate) fn difference(&mut self, value: &Value<Figure>) -> Spot {
        self.cell(value, |figure| Spot::figure(figures::difference(figure)))
    }
    /// A difference over the figure before.
    pub(crate) fn relative(&mut self, metric: &Metric, value: &Value<f64>) -> Spot {
        self.cell(value, |ratio| Spot::figure(figures::relative(*ratio)).toned(figures::tone(metric, *ratio)))
    }
    /// The code of why something is hidden.
    pub(crate) fn hidden(&mut self, reasons: &Reasons<HiddenReason>) -> String {
        let index = place(&mut self.hidden, reasons);
        self.used.insert((Kind::Hidden, index));
        code(Kind::Hidden, index)
    }
    /// The code of why there is no figure; nothing where there is one.
    pub(crate) fn code<T>(&mut self, value: &Value<T>) -> String {
        match value {
            Value::Known(_) => String::new(),
            Value::Hidden(reasons) => self.hidden(reasons),
            Value::Undefined(reasons) => self.undefined(reasons),
        }
    }
    fn undefined(&mut self, reasons: &Reasons<UndefinedReason>) -> String {
        let index = place(&mut self.undefined, reasons);
        self.used.insert((Kind::Undefined, index));
        code(Kind::Undefined, index)
    }
    fn cell<T>(&mut self, value: &Value<T>, known: impl FnOnce(&T) -> Spot) -> Spot {
        match value {
            Value::Known(figure) => known(figure),
            Value::Hidden(reasons) => Spot::figure(self.hidden(reasons)).toned(Tone::Hidden),
            Value::Undefined(reasons) => Spot::figure(self.undefined(reasons)).toned(Tone::Undefined),
        }
    }
    /// What the codes used since the last legend mean.
    pub(crate) fn legend(&mut self, paper: Paper) -> String {
        let mut grid = Grid::default();
        for (kind, index) in std::mem::take(&mut self.used) {
            let (tone, sort, meaning) = match kind {
                Kind::Hidden => (Tone::Hidden, "hidden", self.hidden.get(index).map(words::of_hidden)),
                Kind::Undefined => {
                    (Tone::Undefined, "no figure", self.undefined.get(index).map(words::of_undefined))
                }
            };
            let text = format!("{sort}: {}", meaning.unwrap_or_default());
            grid.row(vec![Spot::new(code(kind, index)).toned(tone), Spot::new(text).toned(Tone::Faint)]);
        }
        if grid.is_empty() { String::new() } else { grid.print(paper) }
    }
}

fn place<R: PartialEq + Clone>(all: &mut Vec<R>, one: &R) -> usize {
    all.iter().position(|known| known == one).unwrap_or_else(|| {
        all.push(one.clone());
        all.len().saturating_sub(1)
    })
}

fn code(kind: Kind, index: usize) -> String {
    let letter = match kind {
        Kind::Hidden => 'H',
        Kind::Undefined => 'U',
    };
    format!("[{letter}{}]", index.saturating_add(1))
}
