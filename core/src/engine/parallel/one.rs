//! One thread.

/// Into how many pieces work is cut.
pub(crate) fn pieces() -> usize {
    1
}

/// The results of all items, in their order.
pub(crate) fn map<T, R>(items: Vec<T>, f: impl Fn(T) -> R) -> Vec<R> {
    items.into_iter().map(f).collect()
}

/// The results of all items, in their order; `scratch` is made once a thread.
pub(crate) fn map_with<T, S, R>(
    items: Vec<T>,
    scratch: impl Fn() -> S,
    f: impl Fn(&mut S, T) -> R,
) -> Vec<R> {
    let mut scratch = scratch();
    items.into_iter().map(|item| f(&mut scratch, item)).collect()
}

/// Sorts; equals in any order.
pub(crate) fn sort_by<T>(items: &mut [T], compare: impl Fn(&T, &T) -> std::cmp::Ordering) {
    items.sort_unstable_by(compare);
}
