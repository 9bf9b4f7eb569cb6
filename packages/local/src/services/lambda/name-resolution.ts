/** The cloud whose AWS host names are meant. */
export interface Names {
  readonly region: string;
  readonly endpoint: string;
}

interface Rule {
  readonly host: RegExp;
  path(host: RegExpExecArray, path: string): string;
}

/** AWS hosts that this cloud serves, and the path on its endpoint that each leads to. */
const rules: readonly Rule[] = [
  // https://<apiId>.execute-api.<region>.amazonaws.com/<stage>
  {
    host: /^([a-z0-9]+)\.execute-api\.[a-z0-9-]+\.amazonaws\.com$/,
    path: (host, path) => `/_aws/execute-api/${host[1]}${path}`,
  },
  // https://cognito-idp.<region>.amazonaws.com/<userPoolId>: the issuer of its tokens
  { host: /^cognito-idp\.[a-z0-9-]+\.amazonaws\.com$/, path: (_, path) => `/_aws/cognito-idp${path}` },
  // https://healthlake.<region>.amazonaws.com/datastore/<id>/r4/ and https://sqs.<region>.amazonaws.com/<account>/<name>
  { host: /^(healthlake|sqs)\.[a-z0-9-]+\.amazonaws\.com$/, path: (_, path) => path },
];

const URL_SHAPE = /^(https|wss):\/\/([^/:?#]+)(?::443)?([/?#].*)?$/;

/**
 * An environment's name resolution: a value that is an address of AWS, served here, leads here; everything else stays as
 * it is. See docs/decisions/0004-names-inside-functions.md.
 */
export const resolveName = (value: string, names: Names): string => {
  const [, scheme, host = '', rest = ''] = URL_SHAPE.exec(value) ?? [];
  if (scheme === undefined || !host.includes(`.${names.region}.`)) return value;
  for (const rule of rules) {
    const match = rule.host.exec(host);
    if (match === null) continue;
    const endpoint = scheme === 'wss' ? names.endpoint.replace(/^http/, 'ws') : names.endpoint;
    return `${endpoint}${rule.path(match, rest)}`;
  }
  return value;
};
