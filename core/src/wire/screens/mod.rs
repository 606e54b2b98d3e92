//! Shapes of the screens, one file a screen: what is asked and what is answered.

mod funnel;
mod goals;
mod listing;
mod product;
mod product_account;
mod product_channels;
mod products;

pub use funnel::{BottleneckWire, FunnelAskWire, FunnelWire};
pub use goals::{GoalCreatorWire, GoalReportWire, GoalWire, GoalsAskWire, GoalsWire};
pub use product::{ProductAskWire, ProductWire};
pub use product_account::{ProductAccountAskWire, ProductAccountWire};
pub use product_channels::{
    ProductChannelWire, ProductChannelsAskWire, ProductChannelsWire, ProductCreatorWire, TopContentWire,
};
pub use products::{ProductLineWire, ProductsAskWire, ProductsWire};
