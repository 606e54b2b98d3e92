//! Chance with a seed, and a room that counts come to by the minute.
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss,
    reason = "chance is drawn in floats; counts are small"
)]
use creator_compass::fact::Act;
use creator_compass::live::{LiveEvent, LiveEventKind, Room, RoomAct, RoomSettings};
use creator_compass::time::Instant;
use creator_compass::value::{Currency, EventId, ProductId, RoomId};
use creator_compass_tests::Seeded;

pub(crate) const START: i64 = 1_747_742_400_000;

pub(crate) fn at(minute: i64, second: i64) -> Instant {
    Instant::from_millis(START + minute * 60_000 + second * 1_000).unwrap()
}

pub(crate) struct Chance(pub(crate) Seeded);

impl Chance {
    /// Between 0 and 1, neither of them.
    pub(crate) fn share(&mut self) -> f64 {
        ((self.0.number() >> 11) as f64 + 0.5) / (1_u64 << 53) as f64
    }
    pub(crate) fn normal(&mut self) -> f64 {
        (-2.0 * self.share().ln()).sqrt() * (std::f64::consts::TAU * self.share()).cos()
    }
    /// Marsaglia and Tsang (2000).
    pub(crate) fn gamma(&mut self, shape: f64) -> f64 {
        if shape < 1.0 {
            return self.gamma(shape + 1.0) * self.share().powf(1.0 / shape);
        }
        let d = shape - 1.0 / 3.0;
        let c = 1.0 / (9.0 * d).sqrt();
        loop {
            let x = self.normal();
            let v = (1.0 + c * x).powi(3);
            if v > 0.0 && self.share().ln() < 0.5 * x * x + d - d * v + d * v.ln() {
                return d * v;
            }
        }
    }
    pub(crate) fn poisson(&mut self, mean: f64) -> i64 {
        if mean > 30.0 {
            // Of a gamma's jumps so many come before the mean: exact, by halves.
            let half = (mean * 0.875).floor();
            let reached = self.gamma(half);
            return if reached < mean {
                half as i64 + self.poisson(mean - reached)
            } else {
                self.binomial(half as i64 - 1, mean / reached)
            };
        }
        let (limit, mut product, mut count) = ((-mean).exp(), self.share(), 0);
        while product > limit {
            product *= self.share();
            count += 1;
        }
        count
    }
    pub(crate) fn binomial(&mut self, of: i64, share: f64) -> i64 {
        (0..of).filter(|_| self.share() < share).count() as i64
    }
    /// A negative binomial count: its variance is `mean + mean² / shape`.
    pub(crate) fn count(&mut self, mean: f64, shape: f64) -> i64 {
        let mean = mean * self.gamma(shape) / shape;
        self.poisson(mean)
    }
    pub(crate) fn beta(&mut self, a: f64, b: f64) -> f64 {
        let (a, b) = (self.gamma(a), self.gamma(b));
        a / (a + b)
    }
}

/// A room and a counter of its events.
pub(crate) struct Played {
    pub(crate) room: Room,
    events: u64,
}

impl Played {
    pub(crate) fn new() -> Self {
        let settings =
            RoomSettings::new(RoomId::new("r1").unwrap(), None, at(0, 0), Currency::new("USD").unwrap());
        Self { room: Room::new(settings), events: 0 }
    }
    pub(crate) fn tell(&mut self, at: Instant, kind: LiveEventKind) {
        self.events += 1;
        let id = EventId::new(&format!("e{}", self.events)).unwrap();
        self.room.observe(LiveEvent { id, at, kind }).unwrap();
    }
    pub(crate) fn act(
        &mut self,
        at: Instant,
        act: Act,
        product: Option<&ProductId>,
        quantity: u32,
        amount: i64,
    ) {
        let act = RoomAct { product: product.cloned(), quantity, amount, ..RoomAct::new(act) };
        self.tell(at, LiveEventKind::Act(act));
    }
}
