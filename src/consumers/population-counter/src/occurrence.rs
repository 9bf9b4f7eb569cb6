//! An event of the bus as something to count.

use carillon_events::events::fhir_resource_changed::FhirResourceChanged;
use carillon_events::events::site_measured::SiteMeasured;
use carillon_events::shared::EventMetadata;
use carillon_events::{Envelope, Event};
use serde::Deserialize;
use serde_json::Value;
use std::fmt;

/// What is counted: so many of a name on a day.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Counter {
    pub kind: Kind,
    /// A FHIR resource type, or a site.
    pub name: String,
    /// `YYYY-MM-DD` in UTC, when it occurred.
    pub day: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    Resource,
    Site,
}

impl Kind {
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Resource => "resource",
            Kind::Site => "site",
        }
    }
}

impl Counter {
    /// The key of its item: no part of it can hold a `#`.
    pub fn key(&self) -> String {
        format!("count#{}#{}#{}", self.kind.as_str(), self.name, self.day)
    }
}

/// One event, to be counted once however often it comes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrence {
    pub event_id: String,
    pub correlation_id: String,
    pub counter: Counter,
}

/// Why a message cannot be counted. It holds nothing of what the message says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    NotAnEvent,
    NotSubscribed,
    UnknownVersion { expected: &'static str },
    InvalidEvent { name: &'static str },
}

/// A refusal, and the correlation of the message where that could be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    pub correlation_id: Option<String>,
    pub refusal: Refusal,
}

impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::NotAnEvent => formatter.write_str("NOT_AN_EVENT: the body is no EventBridge event"),
            Refusal::NotSubscribed => {
                formatter.write_str("NOT_SUBSCRIBED: an event of another type; rule and consumer have drifted apart")
            }
            Refusal::UnknownVersion { expected } => write!(
                formatter,
                "UNKNOWN_VERSION: this consumer knows {expected}; compile it against the newest catalog, deploy, redrive"
            ),
            Refusal::InvalidEvent { name } => {
                write!(formatter, "INVALID_EVENT: the detail is no {name}")
            }
        }
    }
}

/// What every detail has, read before it is known whether the rest is whole.
#[derive(Deserialize)]
struct Outline {
    metadata: EventMetadata,
}

/// A claim leaves the short fields of data on the bus (docs/decisions/0002-claim-check.md): the type is one of them.
#[derive(Deserialize)]
struct Claimed {
    data: ClaimedData,
}

#[derive(Deserialize)]
struct ClaimedData {
    #[serde(rename = "resourceType")]
    resource_type: String,
}

fn typed<Detail: Event + serde::de::DeserializeOwned>(detail: Value) -> Result<Detail, Refusal> {
    serde_json::from_value(detail).map_err(|_| Refusal::InvalidEvent { name: Detail::NAME })
}

fn known<Detail: Event>(envelope: &Envelope<Value>, metadata: &EventMetadata) -> Result<(), Refusal> {
    if envelope.source != Detail::SOURCE {
        return Err(Refusal::NotSubscribed);
    }
    if metadata.schema != Detail::SCHEMA {
        return Err(Refusal::UnknownVersion { expected: Detail::SCHEMA });
    }
    Ok(())
}

fn resource_type(detail: Value, is_claimed: bool) -> Result<String, Refusal> {
    if !is_claimed {
        return Ok(typed::<FhirResourceChanged>(detail)?.data.resource_type);
    }
    let claimed: Claimed =
        serde_json::from_value(detail).map_err(|_| Refusal::InvalidEvent { name: FhirResourceChanged::NAME })?;
    Ok(claimed.data.resource_type)
}

/// What may be part of a key: a site, a resource type or an event's id, as the catalog's patterns allow them.
fn is_name(text: &str) -> bool {
    (1..=64).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte))
}

/// The day of an instant: `YYYY-MM-DDThh:mm:ss.sssZ`, as catalog/shared/instant.json has it.
fn day_of(instant: &str) -> Option<&str> {
    const FORM: &[u8] = b"0000-00-00T00:00:00.000Z";
    let fits = |(byte, form): (u8, &u8)| if *form == b'0' { byte.is_ascii_digit() } else { byte == *form };
    let is_instant = instant.len() == FORM.len() && instant.bytes().zip(FORM).all(fits);
    if is_instant { instant.get(..10) } else { None }
}

fn outline(body: &str) -> Result<(Envelope<Value>, EventMetadata), Refusal> {
    let envelope: Envelope<Value> = serde_json::from_str(body).map_err(|_| Refusal::NotAnEvent)?;
    let Outline { metadata } = Outline::deserialize(&envelope.detail).map_err(|_| Refusal::NotAnEvent)?;
    Ok((envelope, metadata))
}

fn counted(envelope: Envelope<Value>, metadata: EventMetadata) -> Result<Occurrence, Refusal> {
    let (kind, event, name) = match envelope.detail_type.as_str() {
        FhirResourceChanged::NAME => {
            known::<FhirResourceChanged>(&envelope, &metadata)?;
            let name = resource_type(envelope.detail, metadata.claim.is_some())?;
            (Kind::Resource, FhirResourceChanged::NAME, name)
        }
        SiteMeasured::NAME => {
            known::<SiteMeasured>(&envelope, &metadata)?;
            (Kind::Site, SiteMeasured::NAME, typed::<SiteMeasured>(envelope.detail)?.data.site_id)
        }
        _ => return Err(Refusal::NotSubscribed),
    };
    match day_of(&metadata.occurred_at.0) {
        Some(day) if is_name(&name) && is_name(&metadata.id) => Ok(Occurrence {
            counter: Counter { kind, name, day: day.to_string() },
            event_id: metadata.id,
            correlation_id: metadata.correlation_id,
        }),
        _ => Err(Refusal::InvalidEvent { name: event }),
    }
}

/// The body of a message, as the bus's rule sent it.
pub fn occurrence(body: &str) -> Result<Occurrence, Refused> {
    let (envelope, metadata) = outline(body).map_err(|refusal| Refused { correlation_id: None, refusal })?;
    let correlation_id = metadata.correlation_id.clone();
    counted(envelope, metadata).map_err(|refusal| Refused { correlation_id: Some(correlation_id), refusal })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn body(change: impl FnOnce(&mut Value)) -> String {
        let mut event = json!({
            "version": "0", "id": "e", "detail-type": "SiteMeasured", "source": "carillon.site", "account": "0",
            "time": "2026-11-24T00:00:00Z", "region": "us-east-1", "resources": [],
            "detail": {
                "metadata": {
                    "id": "3f1f3f5e-0000-4000-8000-000000000001", "correlationId": "c-1",
                    "occurredAt": "2026-11-24T23:59:59.999Z", "schema": "site/site-measured/v1",
                    "addedLater": true
                },
                "data": {
                    "id": "1", "siteId": "site-7", "name": "North", "createdAtTime": 1, "valueOne": 1, "valueTwo": 2.5,
                    "addedLater": {}
                }
            }
        });
        change(&mut event);
        event.to_string()
    }

    fn resource(change: impl FnOnce(&mut Value)) -> String {
        body(|event| {
            event["detail-type"] = json!("FhirResourceChanged");
            event["source"] = json!("carillon.fhir");
            event["detail"]["metadata"]["schema"] = json!("fhir/fhir-resource-changed/v1");
            event["detail"]["data"] = json!({
                "runId": "r", "resourceType": "Patient", "resourceId": "f001",
                "resource": { "resourceType": "Patient", "id": "f001", "name": [{ "family": "Secret" }] }
            });
            change(event);
        })
    }

    #[test]
    fn counts_a_measure_by_its_site_and_day() {
        let counted = occurrence(&body(|_| ())).unwrap();
        assert_eq!(counted.counter.key(), "count#site#site-7#2026-11-24");
        assert_eq!(counted.correlation_id, "c-1");
    }

    #[test]
    fn counts_a_resource_by_its_type_whole_or_claimed() {
        let whole = occurrence(&resource(|_| ())).unwrap();
        assert_eq!(whole.counter.key(), "count#resource#Patient#2026-11-24");
        let claimed = occurrence(&resource(|event| {
            event["detail"]["metadata"]["claim"] =
                json!({ "bucket": "claims", "key": "k", "sha256": "0".repeat(64), "bytes": 300_000 });
            event["detail"]["data"].as_object_mut().unwrap().remove("resource");
        }));
        assert_eq!(claimed, Ok(whole));
    }

    #[test]
    fn refuses_what_it_cannot_count_without_quoting_it() {
        let refused = |text: &str| occurrence(text).unwrap_err().refusal;
        assert_eq!(refused("{"), Refusal::NotAnEvent);
        assert_eq!(refused("{\"Secret\":1}"), Refusal::NotAnEvent);
        assert_eq!(refused(&body(|event| event["detail-type"] = json!("PatientChanged"))), Refusal::NotSubscribed);
        assert_eq!(refused(&body(|event| event["source"] = json!("elsewhere"))), Refusal::NotSubscribed);
        assert_eq!(
            refused(&body(|event| event["detail"]["metadata"]["schema"] = json!("site/site-measured/v9"))),
            Refusal::UnknownVersion { expected: "site/site-measured/v1" }
        );
        let invalid = refused(&resource(|event| event["detail"]["data"]["resource"] = json!("Secret")));
        assert_eq!(invalid, Refusal::InvalidEvent { name: "FhirResourceChanged" });
        assert!(!invalid.to_string().contains("Secret"));
    }

    #[test]
    fn refuses_what_would_make_a_key_of_its_own() {
        let invalid = Refusal::InvalidEvent { name: "SiteMeasured" };
        let refused = |path: &str, value: &str| {
            occurrence(&body(|event| *event["detail"].pointer_mut(path).unwrap() = json!(value))).unwrap_err().refusal
        };
        for site in ["", "a#2026-11-24", "a b", &"a".repeat(65)] {
            assert_eq!(refused("/data/siteId", site), invalid);
        }
        for instant in
            ["2026-11-24", "2026-11-24T10:00:00Z", "2026-11-24T10:00:00.000+01:00", "24-11-2026T10:00:00.000Z"]
        {
            assert_eq!(refused("/metadata/occurredAt", instant), invalid);
        }
        assert_eq!(refused("/metadata/id", ""), invalid);
    }

    #[test]
    fn says_to_which_run_a_refused_message_belongs() {
        let refused = |text: &str| occurrence(text).unwrap_err().correlation_id;
        assert_eq!(refused(&body(|event| event["source"] = json!("elsewhere"))).as_deref(), Some("c-1"));
        assert_eq!(refused(&body(|event| event["detail"]["data"] = json!({}))).as_deref(), Some("c-1"));
        assert_eq!(refused("{}"), None);
    }
}
