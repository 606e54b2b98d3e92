use std::f64::consts::TAU;

use libm::{exp, log, sqrt};

/// Half of the nodes and weights of Gauss and Legendre for eight points on −1 to 1; the others mirror them.
const NODES: [(f64, f64); 4] = [
    (0.183_434_642_495_649_8, 0.362_683_783_378_362),
    (0.525_532_409_916_329, 0.313_706_645_877_887_27),
    (0.796_666_477_413_626_7, 0.222_381_034_453_374_48),
    (0.960_289_856_497_536_3, 0.101_228_536_290_376_26),
];

/// How far Stirling's formula falls short of the logarithm of a factorial.
fn stirling_error(n: f64) -> f64 {
    if n < 16.0 {
        let (mut factorial, mut next) = (1.0, 2.0);
        while next <= n {
            factorial *= next; // below 2^53: exact
            next += 1.0;
        }
        return log(factorial) - (n + 0.5) * log(n) + n - 0.5 * log(TAU);
    }
    let square = 1.0 / (n * n);
    let tail = 1.0 / 1260.0 - square * (1.0 / 1680.0 - square / 1188.0);
    (1.0 / 12.0 - square * (1.0 / 360.0 - square * tail)) / n
}

/// `count · ln(count / expected) + expected − count`, without cancellation; `excess` is `expected − count`.
fn deviance(count: f64, expected: f64, excess: f64) -> f64 {
    let relative = excess / count;
    if relative.abs() >= 0.1 {
        return excess - count * log(expected / count);
    }
    // e − ln(1 + e) = e²/2 − e³/3 + …: 22 terms of at most a tenth each.
    let (mut power, mut sum) = (relative * relative, 0.0);
    for place in 2..24 {
        sum += power / f64::from(place);
        power *= -relative;
    }
    count * sum
}

/// How much less likely log odds are than the likeliest, as a logarithm.
fn depth(a: f64, b: f64, log_odds: f64) -> f64 {
    let (all, odds) = (a + b, exp(log_odds));
    let (hits, others) = (all * (odds / (1.0 + odds)), all / (1.0 + odds));
    let excess = if log_odds < 0.0 { hits - a } else { b - others };
    deviance(a, hits, excess) + deviance(b, others, -excess)
}

/// The share of the distribution below log odds, over its density there: the integral, panel by panel to the left.
fn below(a: f64, b: f64, log_odds: f64, panel: f64) -> f64 {
    let here = depth(a, b, log_odds);
    let at = |left: f64| exp(here - depth(a, b, log_odds - left));
    let (mut sum, mut middle) = (0.0, panel / 2.0);
    for _ in 0..4000 {
        let pairs = NODES.iter().map(|(node, weight)| {
            let away = node * panel / 2.0;
            weight * (at(middle - away) + at(middle + away))
        });
        let more = pairs.sum::<f64>() * panel / 2.0;
        sum += more;
        if more <= sum * 1e-17 {
            break;
        }
        middle += panel;
    }
    sum
}

/// The log odds `ln(p / (1 − p))` of the quantile `p = Beta⁻¹(share; a, b)`, for whole `a` and `b` from 1 and a share between 0
/// and 1.
///
/// Newton's method on the logarithm of the distribution, which is concave in the log odds: from the second step on it comes from
/// the left only. The density is that of Loader (2000, "Fast and Accurate Computation of Binomial Probabilities"), which keeps
/// its digits for counts of any size.
pub(super) fn quantile_log_odds(share: f64, a: f64, b: f64) -> f64 {
    let deviation = sqrt(1.0 / a + 1.0 / b);
    let peak =
        stirling_error(a + b) - stirling_error(a) - stirling_error(b) + 0.5 * log(a / (a + b) * b / TAU);
    let mut log_odds = log(a / b) - 2.0 * deviation;
    for _ in 0..100 {
        let integral = below(a, b, log_odds, deviation / 2.0);
        let log_share = peak - depth(a, b, log_odds) + log(integral);
        let step = (log(share) - log_share) * integral;
        log_odds += step;
        // The error of the next step is the square of this one.
        if step.abs() <= deviation * 1e-7 {
            break;
        }
    }
    log_odds
}
