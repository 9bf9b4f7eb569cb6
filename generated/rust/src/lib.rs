// Generated from asyncapi.yaml and catalog/ by `npm run generate`. Do not edit.

//! The events of the catalog as types, for serde.

mod event;
pub mod events {
    pub mod address_changed;
    pub mod export_file_processed;
    pub mod export_job_completed;
    pub mod export_job_failed;
    pub mod export_job_progressed;
    pub mod export_job_submitted;
    pub mod export_requested;
    pub mod export_run_completed;
    pub mod export_run_failed;
    pub mod export_run_skipped;
    pub mod export_run_skipped_v1;
    pub mod export_run_started;
    pub mod fhir_resource_changed;
    pub mod patient_changed;
    pub mod site_measured;
}
pub mod phi;
pub mod shared {
    mod address;
    mod datastore_id;
    mod event_metadata;
    mod failure;
    mod instant;
    mod job_id;
    mod object_location;
    mod patient;
    mod run_id;

    pub use address::Address;
    pub use datastore_id::DatastoreId;
    pub use event_metadata::EventMetadata;
    pub use failure::Failure;
    pub use instant::Instant;
    pub use job_id::JobId;
    pub use object_location::ObjectLocation;
    pub use patient::Patient;
    pub use run_id::RunId;
}

pub use event::{Envelope, Event};
