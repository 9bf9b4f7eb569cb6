-- What changed in FHIR, by type: how many resources, how many changes, in how many runs.
SELECT
  detail.data.resourceType AS resource_type,
  count(DISTINCT detail.data.resourceId) AS resources,
  count(DISTINCT detail.metadata.id) AS changes,
  count(DISTINCT detail.data.runId) AS runs
FROM fhir_resource_changed
GROUP BY 1
ORDER BY changes DESC, resource_type
