use std::cmp::Ordering;

/// Gives one `step` more to those of the largest remainders, as many as are left; ties go to the first of `order`.
/// `None` beyond 128 bits.
pub(super) fn deal<R: Ord>(
    floors: &mut [i128],
    rests: &[R],
    left: usize,
    step: i128,
    order: impl Fn(usize, usize) -> Ordering,
) -> Option<()> {
    let mut ranked: Vec<(usize, &R)> = rests.iter().enumerate().collect();
    ranked.sort_by(|(i, a), (j, b)| b.cmp(a).then_with(|| order(*i, *j)));
    for (place, _) in ranked.into_iter().take(left) {
        let floor = floors.get_mut(place)?;
        *floor = floor.checked_add(step)?;
    }
    Some(())
}

/// The multiple of `step` nearest to an amount, half to even; `step` is above 0. `None` beyond 128 bits.
pub(super) fn half_even(amount: i128, step: i128) -> Option<i128> {
    let (many, rest) = (amount.div_euclid(step), amount.rem_euclid(step));
    let up = match rest.saturating_mul(2).cmp(&step) {
        Ordering::Less => false,
        Ordering::Equal => many.rem_euclid(2) == 1,
        Ordering::Greater => true,
    };
    many.checked_add(i128::from(up))?.checked_mul(step)
}

/// Amounts as multiples of `step` that sum to `whole`, by largest remainder: each is the multiple below it or above it.
/// `whole` is the multiple below or above the sum of the amounts. `None` beyond 128 bits.
pub(super) fn largest_remainder(
    amounts: &[i128],
    whole: i128,
    step: i128,
    order: impl Fn(usize, usize) -> Ordering,
) -> Option<Vec<i128>> {
    let rests: Vec<i128> = amounts.iter().map(|amount| amount.rem_euclid(step)).collect();
    let floors = amounts.iter().zip(&rests).map(|(amount, rest)| amount.checked_sub(*rest));
    let mut floors: Vec<i128> = floors.collect::<Option<_>>()?;
    let below = floors.iter().try_fold(0_i128, |sum, floor| sum.checked_add(*floor))?;
    let left = whole.checked_sub(below)?.checked_div(step)?;
    deal(&mut floors, &rests, usize::try_from(left).ok()?, step, order)?;
    Some(floors)
}
