// Generated from catalog/fhir/fhir-resource-changed/v1.json by `npm run generate`. Do not edit.

use crate::Event;
use crate::phi::Phi;
use crate::shared::{EventMetadata, RunId};
use serde::{Deserialize, Serialize};

/// The whole resource as HealthLake exported it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FhirResource {
    /// The FHIR resource type.
    #[serde(rename = "resourceType")]
    pub resource_type: String,
    /// The resource's id (FHIR R4, id).
    pub id: String,
    /// What else it holds.
    #[serde(flatten)]
    pub rest: Phi<serde_json::Map<String, serde_json::Value>>,
}

/// The resource and where it was seen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FhirResourceChangedData {
    /// The run that exported it.
    #[serde(rename = "runId")]
    pub run_id: RunId,
    /// The FHIR resource type.
    #[serde(rename = "resourceType")]
    pub resource_type: String,
    /// The resource's id (FHIR R4, id).
    #[serde(rename = "resourceId")]
    pub resource_id: String,
    /// Its version (Resource.meta.versionId).
    #[serde(rename = "versionId", default, skip_serializing_if = "Option::is_none")]
    pub version_id: Option<String>,
    /// When it was last changed (Resource.meta.lastUpdated), a FHIR instant.
    #[serde(rename = "lastUpdated", default, skip_serializing_if = "Option::is_none")]
    pub last_updated: Option<String>,
    /// The whole resource as HealthLake exported it.
    pub resource: Phi<FhirResource>,
}

/// A FHIR resource was created or changed in the data store, as an export has shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FhirResourceChanged {
    pub metadata: EventMetadata,
    /// The resource and where it was seen.
    pub data: FhirResourceChangedData,
}

impl Event for FhirResourceChanged {
    const NAME: &'static str = "FhirResourceChanged";
    const SOURCE: &'static str = "carillon.fhir";
    const SCHEMA: &'static str = "fhir/fhir-resource-changed/v1";
    const VERSION: u32 = 1;
}
