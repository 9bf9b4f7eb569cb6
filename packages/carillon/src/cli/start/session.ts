import { randomBytes } from 'node:crypto';
import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminInitiateAuthCommand,
  AdminSetUserPasswordCommand,
  UsernameExistsException,
} from '@aws-sdk/client-cognito-identity-provider';
import type { Session } from '../../console/page/state.ts';
import type { System } from './system.ts';

const USER = 'watcher';

/** A user of this process alone: its password is made anew at each start and kept nowhere. */
const makeUser = async ({ cognito, outputs }: System, password: string): Promise<void> => {
  const UserPoolId = outputs.UserPoolId;
  try {
    await cognito.send(new AdminCreateUserCommand({ UserPoolId, Username: USER, MessageAction: 'SUPPRESS' }));
  } catch (error) {
    if (!(error instanceof UsernameExistsException)) throw error;
  }
  await cognito.send(
    new AdminSetUserPasswordCommand({ UserPoolId, Username: USER, Password: password, Permanent: true }),
  );
  await cognito.send(new AdminAddUserToGroupCommand({ UserPoolId, Username: USER, GroupName: 'operators' }));
};

/** Signs a user in for each page that asks; answers with a WebSocket address and an ID token. */
export const sessions = (system: System): (() => Promise<Session>) => {
  const password = `${randomBytes(24).toString('base64url')}aA1!`;
  const ready = makeUser(system, password);
  // Whoever asks first hears of a failure; until then it must not end the process.
  ready.catch(() => undefined);
  return async () => {
    await ready;
    const { AuthenticationResult } = await system.cognito.send(
      new AdminInitiateAuthCommand({
        UserPoolId: system.outputs.UserPoolId,
        ClientId: system.outputs.UserPoolClientId,
        AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: USER, PASSWORD: password },
      }),
    );
    return { url: localAddress(system), token: AuthenticationResult?.IdToken ?? '' };
  };
};

/** `wss://<api>.execute-api.<region>.amazonaws.com/<stage>` is AWS's name; here the gateway answers for it. */
const localAddress = ({ endpoint, outputs }: System): string => {
  const named = /^(?:wss|https):\/\/([a-z0-9]+)\.execute-api\.[^/]+\/(.+)$/.exec(outputs.WebSocketUrl);
  if (named === null) return outputs.WebSocketUrl;
  return `${endpoint.replace(/^http/, 'ws')}/_aws/execute-api/${named[1]}/${named[2]}`;
};
