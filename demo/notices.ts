import { randomBytes } from 'node:crypto';
import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminInitiateAuthCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  UsernameExistsException,
} from '@aws-sdk/client-cognito-identity-provider';
import type { DemoContext } from 'carillon/demo';
import WebSocket from 'ws';

const SUBJECTS = ['runs', 'changes', 'patients', 'sites'];
const RECONNECT_AFTER_MS = 300;

/** What is needed to sign in from outside: how to reach the cloud, and the stacks' outputs. */
export type SignInContext = Pick<DemoContext, 'client' | 'output'>;

/** Where to connect, and with what. The token lives as long as an ID token. */
export interface Session {
  readonly url: string;
  readonly token: string;
}

/** Its password is made anew at each sign-in and kept nowhere. */
const makeUser = async (
  cognito: CognitoIdentityProviderClient,
  UserPoolId: string,
  { name, password }: { readonly name: string; readonly password: string },
): Promise<void> => {
  try {
    await cognito.send(new AdminCreateUserCommand({ UserPoolId, Username: name, MessageAction: 'SUPPRESS' }));
  } catch (error) {
    if (!(error instanceof UsernameExistsException)) throw error;
  }
  await cognito.send(
    new AdminSetUserPasswordCommand({ UserPoolId, Username: name, Password: password, Permanent: true }),
  );
  await cognito.send(new AdminAddUserToGroupCommand({ UserPoolId, Username: name, GroupName: 'operators' }));
};

/** `wss://<api>.execute-api.<region>.amazonaws.com/<stage>` is AWS's name; here the local gateway answers for it. */
const localAddress = (endpoint: string, url: string): string => {
  const named = /^(?:wss|https):\/\/([a-z0-9]+)\.execute-api\.[^/]+\/(.+)$/.exec(url);
  if (named === null) return url;
  return `${endpoint.replace(/^http/, 'ws')}/_aws/execute-api/${named[1]}/${named[2]}`;
};

/** Makes an operator of this name and signs it in. Whoever signs in beside somebody else takes a name of their own. */
export const signIn = async ({ client, output }: SignInContext, name: string): Promise<Session> => {
  const cognito = new CognitoIdentityProviderClient(client);
  const password = `${randomBytes(24).toString('base64url')}aA1!`;
  const UserPoolId = output('UserPoolId');
  await makeUser(cognito, UserPoolId, { name, password });
  const { AuthenticationResult } = await cognito.send(
    new AdminInitiateAuthCommand({
      UserPoolId,
      ClientId: output('UserPoolClientId'),
      AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: name, PASSWORD: password },
    }),
  );
  return {
    url: localAddress(client.endpoint, output('WebSocketUrl')),
    token: AuthenticationResult?.IdToken ?? '',
  };
};

/** Connects as any page of the application does and asks for all notices. Resolves when they come; ends with the signal. */
export const subscribeToNotices = (context: SignInContext & Pick<DemoContext, 'signal' | 'warn'>): Promise<void> => {
  const { signal, warn } = context;
  const { promise: subscribed, resolve: isSubscribed } = Promise.withResolvers<void>();
  let socket: WebSocket | undefined;
  signal.addEventListener('abort', () => socket?.terminate());
  const connect = async (): Promise<void> => {
    const { url, token } = await signIn(context, 'demo');
    if (signal.aborted) return;
    socket = new WebSocket(url, ['carillon.v1', `bearer.${token}`]);
    socket.on('open', () => socket?.send(JSON.stringify({ action: 'subscribe', subjects: SUBJECTS })));
    socket.on('message', (data) => {
      const message = JSON.parse(String(data)) as { readonly action?: string; readonly code?: string };
      if (message.action === 'refused') warn(`the subscription to notices was refused: ${String(message.code)}`);
      if (message.action !== undefined) isSubscribed();
    });
    socket.on('error', () => undefined);
    socket.on('close', reconnect);
  };
  const reconnect = (): void => {
    if (!signal.aborted) setTimeout(() => connect().catch(reconnect), RECONNECT_AFTER_MS).unref();
  };
  connect().catch(reconnect);
  return subscribed;
};
