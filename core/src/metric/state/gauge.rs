use super::code::{BytesError, Code, Reader, Writer};
use crate::time::Instant;
use crate::value::{UndefinedReason, Value};

/// A value that is looked at from time to time: the last look with its moment, and the highest of all.
///
/// Two looks at one moment with different values contradict each other: the last value is then undefined until a later look.
///
/// # Example: followers
/// ```
/// use creator_compass::metric::GaugeState;
/// use creator_compass::time::Instant;
/// use creator_compass::value::Value;
/// let early = GaugeState::of(Instant::parse("2026-05-01T00:00:00Z")?, 900);
/// let late = GaugeState::of(Instant::parse("2026-05-02T00:00:00Z")?, 850);
/// let both = late.merge(early);
/// assert_eq!((both.last(), both.peak()), (Value::Known(850), Value::Known(900)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct GaugeState(Option<Looks>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Looks {
    last_at: Instant,
    /// The lowest and the highest value of the last moment: equal unless they contradict each other.
    low: i128,
    high: i128,
    peak: i128,
    /// The first moment of the peak.
    peak_at: Instant,
}

impl GaugeState {
    /// The state of one look.
    #[must_use]
    pub fn of(at: Instant, value: i128) -> Self {
        Self(Some(Looks { last_at: at, low: value, high: value, peak: value, peak_at: at }))
    }
    /// The looks of both.
    #[must_use]
    pub fn merge(self, other: Self) -> Self {
        let (a, b) = match (self.0, other.0) {
            (Some(a), Some(b)) => (a, b),
            (looks, None) | (None, looks) => return Self(looks),
        };
        let (last_at, low, high) = match a.last_at.cmp(&b.last_at) {
            std::cmp::Ordering::Less => (b.last_at, b.low, b.high),
            std::cmp::Ordering::Greater => (a.last_at, a.low, a.high),
            std::cmp::Ordering::Equal => (a.last_at, a.low.min(b.low), a.high.max(b.high)),
        };
        let (peak, peak_at) = match a.peak.cmp(&b.peak) {
            std::cmp::Ordering::Less => (b.peak, b.peak_at),
            std::cmp::Ordering::Greater => (a.peak, a.peak_at),
            std::cmp::Ordering::Equal => (a.peak, a.peak_at.min(b.peak_at)),
        };
        Self(Some(Looks { last_at, low, high, peak, peak_at }))
    }
    /// The last value.
    #[must_use]
    pub fn last(self) -> Value<i128> {
        match self.0 {
            None => Value::undefined(UndefinedReason::Absent),
            Some(looks) if looks.low == looks.high => Value::Known(looks.low),
            Some(_) => Value::undefined(UndefinedReason::Conflicting),
        }
    }
    /// When it was looked at last.
    #[must_use]
    pub fn last_at(self) -> Option<Instant> {
        self.0.map(|looks| looks.last_at)
    }
    /// The highest value.
    #[must_use]
    pub fn peak(self) -> Value<i128> {
        self.0.map_or_else(|| Value::undefined(UndefinedReason::Absent), |looks| Value::Known(looks.peak))
    }
    /// When the highest value was first seen.
    #[must_use]
    pub fn peak_at(self) -> Option<Instant> {
        self.0.map(|looks| looks.peak_at)
    }
}

fn read_instant(bytes: &mut Reader<'_>) -> Result<Instant, BytesError> {
    let millis = i64::try_from(bytes.signed()?).ok();
    let instant = millis.and_then(|millis| Instant::from_millis(millis).ok());
    instant.ok_or_else(|| bytes.malformed("a moment from 1970 to 9999"))
}

impl Code for GaugeState {
    fn write(&self, out: &mut Writer) {
        let Some(looks) = self.0 else { return out.byte(0) };
        out.byte(1);
        out.signed(i128::from(looks.last_at.millis()));
        out.signed(looks.low);
        out.signed(looks.high);
        out.signed(looks.peak);
        out.signed(i128::from(looks.peak_at.millis()));
    }
    fn read(bytes: &mut Reader<'_>) -> Result<Self, BytesError> {
        match bytes.byte()? {
            0 => return Ok(Self(None)),
            1 => {}
            _ => return Err(bytes.malformed("looks or none")),
        }
        let last_at = read_instant(bytes)?;
        let (low, high, peak) = (bytes.signed()?, bytes.signed()?, bytes.signed()?);
        let looks = Looks { last_at, low, high, peak, peak_at: read_instant(bytes)? };
        let possible = low <= high && high <= peak && looks.peak_at <= last_at;
        // A peak of the last moment is its highest value, and the other way round none came before it.
        if possible && (looks.peak_at < last_at || high == peak) {
            Ok(Self(Some(looks)))
        } else {
            Err(bytes.malformed("a peak not below the last value and not after it"))
        }
    }
}
