import type {
  DeleteConnectionCommandInput,
  DeleteConnectionCommandOutput,
  GetConnectionCommandInput,
  GetConnectionCommandOutput,
  PostToConnectionCommandInput,
  PostToConnectionCommandOutput,
} from '@aws-sdk/client-apigatewaymanagementapi';
import { AwsError } from '../../kernel/errors.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { AnyOperation, Operation, Permission } from '../../kernel/operations.ts';
import type { Connection } from './connection.ts';
import type { Connections } from './connections.ts';

type Plain<T> = Omit<T, '$metadata'>;

/** The management API is one stage's: over HTTP its address says which, in this process the connection does. */
export interface Addressed {
  readonly ApiId?: string;
  readonly Stage?: string;
}

const textOf = (data: unknown): string =>
  typeof data === 'string' ? data : Buffer.from((data ?? new Uint8Array()) as Uint8Array).toString('utf8');

export const managementOperations = (
  kernel: Kernel,
  connections: Connections,
): Readonly<Record<string, AnyOperation>> => {
  const find = (input: Addressed & { readonly ConnectionId?: string | undefined }): Connection => {
    const connection = connections.get(input.ConnectionId ?? '');
    const elsewhere = connection !== undefined && input.ApiId !== undefined && connection.apiId !== input.ApiId;
    if (connection !== undefined && !elsewhere && (input.Stage ?? connection.stage) === connection.stage)
      return connection;
    throw new AwsError('GoneException', 'The connection with the provided id no longer exists.', { status: 410 });
  };
  /** arn:aws:execute-api:<region>:<account>:<apiId>/<stage>/<method>/@connections/<connectionId> */
  const needs =
    (method: string) =>
    (input: Addressed & { readonly ConnectionId?: string | undefined }): readonly Permission[] => {
      const known = connections.get(input.ConnectionId ?? '');
      const place = `${input.ApiId ?? known?.apiId ?? '*'}/${input.Stage ?? known?.stage ?? '*'}`;
      const resource = `arn:aws:execute-api:${kernel.region}:${kernel.account}:${place}/${method}/@connections/${input.ConnectionId ?? ''}`;
      return [{ action: 'execute-api:ManageConnections', resource }];
    };
  const PostToConnection: Operation<PostToConnectionCommandInput & Addressed, Plain<PostToConnectionCommandOutput>> = {
    needs: needs('POST'),
    async run(input) {
      const { connectionId, apiId } = find(input);
      const data = textOf(input.Data);
      await connections.send(connectionId, data);
      const facts = { bytes: Buffer.byteLength(data) };
      kernel.activity.note({ service: 'execute-api', action: 'MessageSent', resource: apiId, facts });
      return {};
    },
  };
  const GetConnection: Operation<GetConnectionCommandInput & Addressed, Plain<GetConnectionCommandOutput>> = {
    needs: needs('GET'),
    run(input) {
      const { connectionId, connectedAt, sourceIp, userAgent } = find(input);
      return {
        ConnectedAt: new Date(connectedAt),
        Identity: { SourceIp: sourceIp, UserAgent: userAgent },
        LastActiveAt: new Date(connections.lastActiveAt(connectionId)),
      };
    },
  };
  const DeleteConnection: Operation<DeleteConnectionCommandInput & Addressed, Plain<DeleteConnectionCommandOutput>> = {
    needs: needs('DELETE'),
    run(input) {
      connections.close(find(input).connectionId, 1000, 'Connection Closed Normally');
      return {};
    },
  };
  return { PostToConnection, GetConnection, DeleteConnection };
};
