-- What each export run did, and the files it refused lines of.
WITH files AS (
  SELECT
    detail.data.runId AS run,
    count(DISTINCT detail.data.file.key) AS processed,
    sum(detail.data.rejected) AS rejected
  FROM (SELECT DISTINCT detail FROM export_file_processed) AS once
  GROUP BY 1
),
runs AS (
  SELECT DISTINCT
    detail.data.runId AS run,
    detail.data.since IS NULL AS is_full,
    detail.data.files AS files,
    detail.data.resources AS resources,
    detail.data.until AS until
  FROM export_run_completed
)
SELECT runs.is_full, runs.files, files.processed, runs.resources, files.rejected
FROM runs
JOIN files ON files.run = runs.run
ORDER BY runs.until
