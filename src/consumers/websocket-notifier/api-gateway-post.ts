import {
  type ApiGatewayManagementApiClient,
  GoneException,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import type { Post } from './notify.ts';

/** The `@connections` address of a WebSocket URL: `wss://` -> `https://`, `ws://` -> `http://`. */
export const connectionsEndpoint = (webSocketUrl: string): string => webSocketUrl.replace(/^ws/, 'http');

const isGone = (error: unknown): boolean =>
  error instanceof GoneException || (error instanceof Error && error.name === 'GoneException');

export const apiGatewayPost =
  (client: Pick<ApiGatewayManagementApiClient, 'send'>): Post =>
  async (connectionId, message) => {
    try {
      await client.send(
        new PostToConnectionCommand({ ConnectionId: connectionId, Data: Buffer.from(message, 'utf8') }),
      );
      return 'sent';
    } catch (error) {
      if (isGone(error)) return 'gone';
      throw error;
    }
  };
