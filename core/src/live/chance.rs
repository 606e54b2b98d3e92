//! Distributions of counts and of their scatter, with the same last bit on every target (record 0018 says why they are our own).

use std::f64::consts::{FRAC_PI_2, SQRT_2};

use libm::{atan, cos, erfc, exp, log, sin, sqrt};

/// How many digits of a statistic are given: fewer than are right.
const DIGITS: usize = 9;

pub(super) fn rounded(figure: f64) -> f64 {
    format!("{figure:.*e}", DIGITS - 1).parse().unwrap_or(figure)
}

#[expect(clippy::cast_precision_loss, reason = "counts are exact below 2^53, and 15 digits suffice beyond")]
pub(super) fn real(count: i64) -> f64 {
    count as f64
}

/// The place where a falling function passes a level, between two bounds.
fn crossing(mut low: f64, mut high: f64, level: f64, falling: impl Fn(f64) -> f64) -> f64 {
    for _ in 0..80 {
        let middle = f64::midpoint(low, high);
        if falling(middle) > level {
            low = middle;
        } else {
            high = middle;
        }
    }
    f64::midpoint(low, high)
}

/// The normal deviate that a share of the distribution lies above.
pub(super) fn normal_above(share: f64) -> f64 {
    crossing(-40.0, 40.0, share, |z| 0.5 * erfc(z / SQRT_2))
}

/// The share of Student's distribution of whole degrees of freedom that lies above a deviate (Abramowitz and Stegun 26.7.3,
/// 26.7.4).
pub(super) fn student_above(deviate: f64, degrees: u32) -> f64 {
    let degrees = degrees.max(1);
    let angle = atan(deviate.abs() / sqrt(f64::from(degrees)));
    let (sine, cosine) = (sin(angle), cos(angle));
    let (square, is_odd) = (cosine * cosine, degrees % 2 == 1);
    let (mut term, mut sum) = if is_odd { (cosine, cosine) } else { (1.0, 1.0) };
    let mut place = if is_odd { 3 } else { 2 };
    while place < degrees {
        term *= square * f64::from(place - 1) / f64::from(place);
        sum += term;
        place += 2;
    }
    let within = match (is_odd, degrees) {
        (true, 1) => angle / FRAC_PI_2,
        (true, _) => (angle + sine * sum) / FRAC_PI_2,
        _ => sine * sum,
    };
    let above = ((1.0 - within) / 2.0).max(0.0);
    if deviate < 0.0 { 1.0 - above } else { above }
}

/// The deviate of Student's distribution that a share lies above.
pub(super) fn student_deviate(share: f64, degrees: u32) -> f64 {
    crossing(-1e6, 1e6, share, |deviate| student_above(deviate, degrees))
}

/// How often something will be counted: a negative binomial distribution by its mean and variance; a Poisson distribution where
/// the variance is no more than the mean.
#[derive(Debug, Clone)]
pub(super) struct CountForecast {
    mean: f64,
    variance: f64,
    /// Counts are taken so many at a time, so that the list stays short.
    lump: f64,
    /// How likely each number of lumps is; empty where they are too many to list.
    shares: Vec<f64>,
}

impl CountForecast {
    const MOST: f64 = 5_000.0;

    pub(super) fn new(mean: f64, variance: f64) -> Self {
        let lump = (mean / Self::MOST).max(1.0);
        let (mean_lumps, variance_lumps) = (mean / lump, variance / (lump * lump));
        let excess = variance_lumps - mean_lumps;
        let is_poisson = excess <= mean_lumps * 1e-9;
        let size = if is_poisson { f64::INFINITY } else { mean_lumps * mean_lumps / excess };
        let none = if is_poisson { -mean_lumps } else { -size * log(variance_lumps / mean_lumps) };
        let mut shares = Vec::new();
        if none > -600.0 {
            let (mut share, mut sum, mut place) = (exp(none), 0.0, 0.0);
            while sum < 1.0 - 1e-12 && place < 40.0 * Self::MOST {
                shares.push(share);
                sum += share;
                let step = if is_poisson { mean_lumps } else { (place + size) * excess / variance_lumps };
                place += 1.0;
                share *= step / place;
            }
        }
        Self { mean, variance, lump, shares }
    }
    /// The number that a share lies below: the shares of whole numbers are spread half a number to either side, so that a stated
    /// share is met on the mean, not exceeded at every number (the mid-P rule of Lancaster, 1961).
    pub(super) fn quantile(&self, share: f64) -> f64 {
        if self.mean <= 0.0 {
            return 0.0;
        }
        if self.shares.is_empty() {
            // Wilson and Hilferty (1931).
            let spread = self.variance / (self.mean * self.mean) / 9.0;
            let root = 1.0 - spread - normal_above(share) * sqrt(spread);
            return (self.mean * root * root * root).max(0.0);
        }
        let (mut below, mut place) = (0.0, -0.5);
        for one in &self.shares {
            if below + one >= share {
                let within = if *one > 0.0 { (share - below) / one } else { 0.5 };
                return ((place + within) * self.lump).max(0.0);
            }
            below += one;
            place += 1.0;
        }
        place.max(0.0) * self.lump
    }
    /// The mean where no more than so many can be counted.
    pub(super) fn mean_up_to(&self, most: Option<f64>) -> f64 {
        let Some(most) = most else { return self.mean };
        if self.shares.is_empty() {
            return self.mean.min(most);
        }
        let (mut sum, mut all, mut place) = (0.0, 0.0, 0.0);
        for share in &self.shares {
            sum += share * (place * self.lump).min(most);
            all += share;
            place += 1.0;
        }
        (sum + (1.0 - all).max(0.0) * most).min(self.mean).min(most)
    }
}
