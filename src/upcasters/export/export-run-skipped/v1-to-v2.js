/** The trigger's time is called until, as in all other events of a run. */
export const upcast = ({ runId, datastoreId, activeRunId, triggeredAt, reason }) => ({
  runId,
  datastoreId,
  activeRunId,
  until: triggeredAt,
  reason,
});
//# sourceMappingURL=v1-to-v2.js.map
