//! Rules whose tests are too large, too hostile or too many-sided for a vector.
#[cfg(test)]
mod acc;
#[cfg(test)]
mod attacks;
#[cfg(test)]
mod change;
#[cfg(test)]
mod edges;
#[cfg(test)]
mod errors;
#[cfg(test)]
mod fuzzed;
#[cfg(test)]
mod kept_files;
#[cfg(test)]
mod met;
#[cfg(test)]
mod met_states;
#[cfg(test)]
mod prf;
#[cfg(test)]
mod report_errors;
#[cfg(test)]
mod states;
#[cfg(test)]
mod sto;
#[cfg(test)]
mod store_damage;
#[cfg(test)]
mod store_file;
#[cfg(test)]
mod wrong_decisions;
