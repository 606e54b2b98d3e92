//! Why a sum moved, and what moved for certain: a change of GMV taken apart without a rest (BEY-8), and a bound on growth that
//! small counts do not pass (VID-6, CRE-5).
//!
//! Everything here is worked out from figures at hand: no store, no period, no access. How a change is taken apart, and how the
//! bound is computed, is decided in `docs/decisions/0018`.

mod decompose;
mod error;
mod factor;
mod figures;
mod growth;
mod quantile;
mod round;

pub use decompose::decompose;
pub use error::ChangeError;
pub use figures::{
    ChangeFigures, ChangeKind, ChangePart, ChangeSubject, ChangeTotals, Decomposition, Factors, Share,
};
pub use growth::{
    GrowthPolicy, SpanCounts, SpanGrowth, falling_bound, rank_falling, rank_rising, rising_bound,
};
