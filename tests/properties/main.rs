//! The real thing against naive models.
#[cfg(test)]
mod access;
#[cfg(test)]
mod built;
#[cfg(test)]
mod change;
#[cfg(test)]
mod column_orders;
#[cfg(test)]
mod explain;
#[cfg(test)]
mod id_columns;
#[cfg(test)]
mod live;
#[cfg(test)]
mod metric;
#[cfg(test)]
mod partial;
#[cfg(test)]
mod privacy;
#[cfg(test)]
mod products;
#[cfg(test)]
mod profiles;
#[cfg(test)]
mod sketch;
#[cfg(test)]
mod state_bytes;
#[cfg(test)]
mod state_sizes;
#[cfg(test)]
mod state_trees;
#[cfg(test)]
mod store_bytes;
#[cfg(test)]
mod windows;
