// What infra/ of an application is made of. Each name is exported here once; nothing else of the package is public.
export { type AlarmProps, alarm, functionMetric, type Metric, sumOf } from './alarm.ts';
export { newApp } from './app.ts';
export { type Application, pascalCase, readApplication, type SubscriptionDeclaration } from './application.ts';
export { Archive, type ArchiveProps } from './archive.ts';
export type { FolderAsset } from './bundle.ts';
export type { CommandAsset } from './crates/crate.ts';
export { Dashboard, type DashboardProps, type Graph } from './dashboard.ts';
export { DataStack } from './data-stack.ts';
export { DeadLetterQueue } from './dead-letter-queue.ts';
export { DeclarationError } from './declaration-error.ts';
export { EncryptionKey, type EncryptionKeyProps } from './encryption-key.ts';
export { EventBus } from './event-bus.ts';
export { HandlerFunction, type HandlerFunctionProps } from './handler-function.ts';
export type { FunctionSettings, HandlerSource } from './handler-source.ts';
export {
  allowGet,
  allowPut,
  type EngineResources,
  type Handler,
  type Handlers,
  handlersIn,
  type OwnQueues,
  type SettingsFor,
  type StackResources,
  type UseDeclarations,
  type WorkflowParts,
} from './handlers.ts';
export { ItemTable, type ItemTableProps } from './item-table.ts';
export { Lake, type LakeProps } from './lake.ts';
export { type DependentProps, type FoundationProps, LifeCycleStack, logGroup } from './life-cycle-stack.ts';
export { suppress, suppressWildcard } from './nag-suppressions.ts';
export { permissionReport } from './permission-report.ts';
export { allow, allowWildcard, type ServiceRoleProps, serviceRole, type Use, use } from './permissions.ts';
export { AccessLogBucket, PrivateBucket, type PrivateBucketProps } from './private-bucket.ts';
export { type Retry, StreamPipe, type StreamPipeProps } from './stream-pipe.ts';
export { addSubscriptions, Subscription, type SubscriptionProps, type SubscriptionsProps } from './subscription.ts';
export { WebSocketApi, type WebSocketHandlers, WebSocketRoutes } from './web-socket.ts';
export { addWorkflows, allowResume, Workflow, type WorkflowProps, type WorkflowSchedule } from './workflow.ts';
