/// The name with the fewest edits from another; ties go to the first. Empty where there is none to choose from.
pub(crate) fn nearest(name: &str, names: impl IntoIterator<Item = String>) -> String {
    let name: Vec<char> = name.chars().take(64).collect();
    let best = names.into_iter().min_by_key(|other| edits(&name, &other.chars().collect::<Vec<char>>()));
    best.unwrap_or_default()
}

fn edits(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut next = vec![i.saturating_add(1)];
        for (j, y) in b.iter().enumerate() {
            let at = |row: &[usize], j: usize| row.get(j).copied().unwrap_or(usize::MAX - 1);
            let swap = at(&row, j).saturating_add(usize::from(x != y));
            let step = at(&row, j + 1).min(at(&next, j)).saturating_add(1);
            next.push(swap.min(step));
        }
        row = next;
    }
    row.last().copied().unwrap_or(usize::MAX)
}
