//! The plain sum of the workload's columns, which loading is measured against: `figures baseline --data DIR`.
use std::io::Write;
use std::path::Path;

use creator_compass_benches::workload::{plain_sum, read_columns};

/// Prints the best and the median of nine runs.
pub(crate) fn run(arguments: &[String]) -> Result<(), String> {
    let [flag, folder] = arguments else { return Err("usage: figures baseline --data DIR".to_owned()) };
    if flag != "--data" {
        return Err(format!("unknown argument `{flag}`"));
    }
    let columns = read_columns(Path::new(folder)).map_err(|error| error.to_string())?;
    let mut runs: Vec<_> = (0..9).map(|_| plain_sum(&columns)).collect();
    runs.sort_unstable();
    let mut stdout = std::io::stdout().lock();
    for (name, place) in [("best", 0), ("median", 4)] {
        if let Some((took, sum)) = runs.get(place) {
            let line = writeln!(stdout, "figure baseline.plain_sum_{name} {:.4} s", took.as_secs_f64());
            line.and_then(|()| writeln!(stdout, "# sum {sum}")).map_err(|error| error.to_string())?;
        }
    }
    Ok(())
}
