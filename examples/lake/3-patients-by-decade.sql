-- Who the patients are: gender and decade of birth, from the newest version of each Patient resource.
WITH patients AS (
  SELECT
    detail.data.resourceId AS id,
    max_by(detail.data.resource, detail.metadata.occurredAt) AS resource
  FROM fhir_resource_changed
  WHERE detail.data.resourceType = 'Patient'
  GROUP BY 1
)
SELECT
  json_extract_scalar(resource, '$.gender') AS gender,
  substr(json_extract_scalar(resource, '$.birthDate'), 1, 3) || '0s' AS born,
  count(*) AS patients
FROM patients
GROUP BY 1, 2
ORDER BY born, gender
