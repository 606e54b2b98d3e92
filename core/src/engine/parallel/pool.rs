//! The threads of rayon's pool.
use rayon::prelude::*;

/// Into how many pieces work is cut.
pub(crate) fn pieces() -> usize {
    rayon::current_num_threads()
}

/// The results of all items, in their order.
pub(crate) fn map<T: Send, R: Send>(items: Vec<T>, f: impl Fn(T) -> R + Sync + Send) -> Vec<R> {
    items.into_par_iter().map(f).collect()
}

/// The results of all items, in their order; `scratch` is made once a thread.
pub(crate) fn map_with<T: Send, S, R: Send>(
    items: Vec<T>,
    scratch: impl Fn() -> S + Sync + Send,
    f: impl Fn(&mut S, T) -> R + Sync + Send,
) -> Vec<R> {
    items.into_par_iter().map_init(scratch, f).collect()
}

/// Sorts; equals in any order.
pub(crate) fn sort_by<T: Send>(items: &mut [T], compare: impl Fn(&T, &T) -> std::cmp::Ordering + Sync) {
    items.par_sort_unstable_by(compare);
}
