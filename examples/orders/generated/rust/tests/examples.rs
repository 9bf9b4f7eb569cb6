// Generated from asyncapi.yaml and catalog/ by `npm run generate`. Do not edit.

mod round_trip;

use round_trip::round_trip;

#[test]
fn every_example_is_read_and_written_again() {
    round_trip::<carillon_events::events::order_fulfilment_completed::OrderFulfilmentCompleted>(include_str!("../../../catalog/order/order-fulfilment-completed/v1.json"));
    round_trip::<carillon_events::events::order_fulfilment_failed::OrderFulfilmentFailed>(include_str!("../../../catalog/order/order-fulfilment-failed/v1.json"));
    round_trip::<carillon_events::events::order_fulfilment_started::OrderFulfilmentStarted>(include_str!("../../../catalog/order/order-fulfilment-started/v1.json"));
    round_trip::<carillon_events::events::order_placed::OrderPlaced>(include_str!("../../../catalog/order/order-placed/v1.json"));
    round_trip::<carillon_events::events::payment_captured::PaymentCaptured>(include_str!("../../../catalog/payment/payment-captured/v1.json"));
}
