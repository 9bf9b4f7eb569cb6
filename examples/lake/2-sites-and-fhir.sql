-- Site measures beside FHIR changes: what changed in the hour after each measure, by site and type.
WITH measures AS (
  SELECT DISTINCT
    detail.data.id AS id,
    detail.data.siteId AS site,
    detail.data.name AS name,
    detail.data.valueOne AS value,
    from_unixtime(detail.data.createdAtTime / 1000.0) AS at
  FROM site_measured
  WHERE siteid IN ('1', '2')
),
changes AS (
  SELECT DISTINCT
    detail.metadata.id AS id,
    detail.data.resourceType AS resource_type,
    from_iso8601_timestamp(detail.metadata.occurredAt) AS at
  FROM fhir_resource_changed
)
SELECT m.site, m.name, m.value, c.resource_type, count(*) AS changes
FROM measures m
JOIN changes c ON c.at >= m.at AND c.at < m.at + INTERVAL '1' HOUR
GROUP BY 1, 2, 3, 4
ORDER BY m.site, changes DESC, c.resource_type
