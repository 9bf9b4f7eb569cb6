// Generated from asyncapi.yaml and catalog/ by `npm run generate`. Do not edit.

//! The events of the catalog as types, for serde.

mod event;
pub mod events {
    pub mod order_fulfilment_completed;
    pub mod order_fulfilment_failed;
    pub mod order_fulfilment_started;
    pub mod order_placed;
    pub mod payment_captured;
}
pub mod phi;
pub mod shared {
    mod amount;
    mod currency;
    mod event_metadata;
    mod instant;
    mod order_id;

    pub use amount::Amount;
    pub use currency::Currency;
    pub use event_metadata::EventMetadata;
    pub use instant::Instant;
    pub use order_id::OrderId;
}

pub use event::{Envelope, Event};
