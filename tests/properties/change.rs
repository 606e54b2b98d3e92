//! A change taken apart against a naive model: all 24 orders, one after the other, in exact quotients (BEY-8).
use creator_compass::change::{
    ChangeError, ChangeFigures, ChangeKind, ChangeSubject, Decomposition, Factors, GrowthPolicy, Share,
    SpanCounts, decompose, falling_bound, rank_rising, rising_bound,
};
use creator_compass::value::{Currency, Value};
use creator_compass_tests::Seeded;

/// A quotient in lowest terms, what stands below above 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Fraction(i128, i128);

fn gcd(a: i128, b: i128) -> i128 {
    if b == 0 { a.abs() } else { gcd(b, a % b) }
}

impl Fraction {
    fn new(over: i128, under: i128) -> Self {
        let common = gcd(over, under) * under.signum();
        Self(over / common, under / common)
    }
    fn plus(self, other: Self) -> Self {
        Self::new(self.0 * other.1 + other.0 * self.1, self.1 * other.1)
    }
    fn times(self, other: Self) -> Self {
        Self::new(self.0 * other.0, self.1 * other.1)
    }
    fn product(all: &[Self]) -> Self {
        all.iter().fold(Self(1, 1), |product, one| product.times(*one))
    }
}

/// All orders of four.
fn orders() -> Vec<[usize; 4]> {
    let mut all = Vec::new();
    for code in 0..256 {
        let order = [code & 3, (code >> 2) & 3, (code >> 4) & 3, (code >> 6) & 3];
        if (0..4).all(|one| order.contains(&one)) {
            all.push(order);
        }
    }
    assert_eq!(all.len(), 24);
    all
}

type Counts = [i128; 4];

/// GMV, orders, clicks and views as factors; a rate of nothing is none.
fn factors([gmv, orders, clicks, views]: Counts) -> [Option<Fraction>; 4] {
    let ratio = |over, under| (under > 0).then(|| Fraction::new(over, under));
    let ctr = ratio(clicks, views);
    let c_o = ctr.filter(|ctr| ctr.0 > 0).and_then(|_| ratio(orders, clicks));
    let value = c_o.filter(|c_o| c_o.0 > 0).and_then(|_| ratio(gmv, orders));
    [Some(Fraction(views, 1)), ctr, c_o, value]
}

/// What each factor brought, exactly, and what came without views.
fn naive(before: Counts, after: Counts, orders: &[[usize; 4]]) -> ([Fraction; 4], i128) {
    let (old, new) = (factors(before), factors(after));
    let without = |all: [Option<Fraction>; 4], gmv| if all[3].is_none() { gmv } else { 0 };
    let (mut start, mut end) = ([Fraction(1, 1); 4], [Fraction(1, 1); 4]);
    for place in 0..4 {
        start[place] = old[place].or(new[place]).unwrap_or(Fraction(1, 1));
        end[place] = new[place].or(old[place]).unwrap_or(Fraction(1, 1));
    }
    let mut sums = [Fraction(0, 1); 4];
    for order in orders {
        let mut now = start;
        for place in order {
            let was = Fraction::product(&now);
            now[*place] = end[*place];
            let step = Fraction::product(&now).plus(Fraction(-was.0, was.1));
            sums[*place] = sums[*place].plus(step);
        }
    }
    let mean = sums.map(|sum| sum.times(Fraction(1, 24)));
    (mean, without(new, after[0]) - without(old, before[0]))
}

fn figures([gmv, orders, clicks, views]: Counts) -> ChangeFigures {
    let count = |count| Some(i64::try_from(count).unwrap());
    ChangeFigures { gmv, orders: count(orders), product_clicks: count(clicks), views: count(views) }
}

fn stayed(id: String, before: Counts, after: Counts) -> ChangeSubject {
    ChangeSubject { id, before: Some(figures(before)), after: Some(figures(after)) }
}

fn usd() -> Currency {
    Currency::new("USD").unwrap()
}

fn known(answer: &Decomposition, place: usize) -> Factors<Share> {
    match &answer.parts[place].kind {
        ChangeKind::Stayed(Value::Known(factors)) => *factors,
        other => panic!("{other:?}"),
    }
}

/// Up to a bound that is itself small or large.
fn up_to(random: &mut Seeded, most: u32) -> i128 {
    let bits = random.below(usize::try_from(most).unwrap() + 1);
    i128::from(random.number()) & ((1_i128 << bits) - 1)
}

fn counts(random: &mut Seeded, money: u32, count: u32) -> Counts {
    let sign = if random.below(20) == 0 { -1 } else { 1 };
    [sign * up_to(random, money), up_to(random, count), up_to(random, count), up_to(random, count)]
}

#[test]
fn factors_are_the_mean_over_all_orders() {
    let (mut random, orders) = (Seeded(8), orders());
    for _ in 0..5_000 {
        let (before, after) = (counts(&mut random, 12, 5), counts(&mut random, 12, 5));
        let answer = decompose(&[stayed("a".into(), before, after)], usd()).unwrap();
        let found = known(&answer, 0).into_array().map(|share| share.exact.micros());
        let (exact, without) = naive(before, after, &orders);
        assert_eq!(found[4], without, "{before:?} {after:?}");
        for (place, fraction) in exact.iter().enumerate() {
            // Largest remainder: the whole number below or above.
            let off = found[place] * fraction.1 - fraction.0;
            assert!(off.abs() < fraction.1, "{before:?} {after:?}: {} for {fraction:?}", found[place]);
            // Who was rounded up has no smaller remainder than who was not.
            for (other, second) in exact.iter().enumerate() {
                let rest = |one: &Fraction| Fraction::new(one.0.rem_euclid(one.1), one.1);
                let up = |at: usize, one: &Fraction| found[at] * one.1 > one.0;
                if up(place, fraction) && !up(other, second) {
                    let (a, b) = (rest(fraction), rest(second));
                    assert!(a.0 * b.1 >= b.0 * a.1, "{before:?} {after:?}");
                }
            }
        }
    }
}

fn sum<'a>(shares: impl IntoIterator<Item = &'a Share>) -> (i128, i128) {
    let add = |(exact, shown), share: &Share| (exact + share.exact.micros(), shown + share.shown.micros());
    shares.into_iter().fold((0, 0), add)
}

/// Whole and parts, exact and shown: no rest, at either level.
fn no_rest(answer: &Decomposition) -> bool {
    let whole = (answer.change.exact.micros(), answer.change.shown.micros());
    let totals = &answer.totals;
    let factors = totals.factors.into_array();
    let causes = factors.iter().chain([&totals.entrants, &totals.leavers, &totals.not_split]);
    let parts = answer.parts.iter().all(|part| match &part.kind {
        ChangeKind::Stayed(Value::Known(factors)) => {
            sum(&factors.into_array()) == (part.change.exact.micros(), part.change.shown.micros())
        }
        _ => true,
    });
    parts && sum(causes) == whole && sum(answer.parts.iter().map(|part| &part.change)) == whole
}

#[test]
fn nothing_is_left_over_in_a_million_cases() {
    let mut random = Seeded(88);
    let (mut seen, mut refused) = (0, 0);
    let currencies = ["USD", "VND", "KWD"].map(|code| Currency::new(code).unwrap());
    while seen < 1_000_000 {
        let many = 1 + random.below(6);
        let mut subjects = Vec::with_capacity(many);
        for place in 0..many {
            // As large as 10⁻⁶ of 2^63 and counts of 2^53, so that products have up to 500 bits.
            let (before, after) = (counts(&mut random, 62, 53), counts(&mut random, 62, 53));
            let mut subject = stayed(format!("{place}"), before, after);
            match random.below(12) {
                0 => subject.before = None,
                1 => subject.after = None,
                2 => subject.after = subject.after.map(|figures| ChangeFigures { views: None, ..figures }),
                _ => {}
            }
            subjects.push(subject);
        }
        seen += many;
        match decompose(&subjects, random.one(&currencies)) {
            Ok(answer) => assert!(no_rest(&answer), "{subjects:?}\n{answer:?}"),
            // Single factors reach 2^127 here, and their sums beyond it.
            Err(error) => {
                assert_eq!(error, ChangeError::Overflow);
                refused += 1;
            }
        }
    }
    assert!(refused < 10_000, "{refused} of {seen}");
}

#[test]
fn the_order_of_subjects_changes_no_part() {
    let mut random = Seeded(888);
    for _ in 0..2000 {
        let mut subjects: Vec<ChangeSubject> = (0..5)
            .map(|place| stayed(format!("{place}"), counts(&mut random, 30, 20), counts(&mut random, 30, 20)))
            .collect();
        let mut answer = decompose(&subjects, usd()).unwrap();
        subjects.reverse();
        answer.parts.reverse();
        assert_eq!(decompose(&subjects, usd()).unwrap(), answer);
    }
}

/// More later counts raise the bound, more earlier ones lower it, and it lies below the ratio that was seen.
#[test]
fn bounds_move_with_their_counts() {
    let (mut random, mut policy) = (Seeded(6), GrowthPolicy::default());
    policy.floor = 0;
    let known = |bound: Value<f64>| *bound.known().unwrap();
    for _ in 0..3000 {
        let bits = random.below(40);
        let mut count = || 1 + random.number() % (1 << bits);
        let (later, earlier) = (count(), count());
        let rising = |later, earlier| known(rising_bound(Some(later), Some(earlier), &policy));
        let bound = rising(later, earlier);
        assert!(bound <= rising(later + 1 + later / 8, earlier), "{later} {earlier}");
        assert!(bound >= rising(later, earlier + 1 + earlier / 8), "{later} {earlier}");
        let upper = known(falling_bound(Some(later), Some(earlier), &policy));
        #[expect(clippy::cast_precision_loss, reason = "counts below 2^41")]
        let seen = later as f64 / earlier as f64;
        assert!(bound < seen && seen < upper, "{bound} {seen} {upper}");
    }
}

#[test]
fn the_order_of_counts_does_not_show() {
    let mut random = Seeded(66);
    let some = |random: &mut Seeded| (random.below(5) > 0).then(|| 90 + random.number() % 40);
    let mut counts: Vec<SpanCounts> = (0..300)
        .map(|place| SpanCounts {
            id: format!("{place}"),
            later: some(&mut random),
            earlier: some(&mut random),
        })
        .collect();
    let policy = GrowthPolicy::default();
    let ranked = rank_rising(&counts, &policy);
    counts.reverse();
    assert_eq!(rank_rising(&counts, &policy), ranked);
    assert!(ranked.windows(2).all(|two| match (two[0].bound.known(), two[1].bound.known()) {
        (Some(a), Some(b)) => a > b || (a >= b && two[0].id < two[1].id),
        (Some(_), None) => true,
        (None, Some(_)) => false,
        (None, None) => two[0].id < two[1].id,
    }));
}
