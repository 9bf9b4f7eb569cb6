-- How the app's patients come back from FHIR: each change of a patient or address, and the first export that shows it.
WITH app AS (
  SELECT DISTINCT detail.metadata.id AS id, detail.data.patientId AS patient, detail.data.change AS change,
    'patient' AS what, from_iso8601_timestamp(detail.metadata.occurredAt) AS at
  FROM patient_changed
  UNION ALL
  SELECT DISTINCT detail.metadata.id, detail.data.patientId, detail.data.change,
    'address', from_iso8601_timestamp(detail.metadata.occurredAt)
  FROM address_changed
),
fhir AS (
  SELECT detail.data.resourceId AS patient, from_iso8601_timestamp(detail.metadata.occurredAt) AS at
  FROM fhir_resource_changed
  WHERE detail.data.resourceType = 'Patient'
)
SELECT app.what, app.change, count(DISTINCT app.id) AS changes, count(DISTINCT fhir.patient) AS patients_seen
FROM app
LEFT JOIN fhir ON fhir.patient = app.patient AND fhir.at >= app.at
GROUP BY 1, 2
ORDER BY app.what, app.change
