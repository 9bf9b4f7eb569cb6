import { describe, expect, it } from 'vitest';
import { resolveName } from './name-resolution.ts';

const names = { region: 'us-east-1', endpoint: 'http://127.0.0.1:4566' };

describe('a name inside a function', () => {
  it.each([
    ['https://abc.execute-api.us-east-1.amazonaws.com/main', 'http://127.0.0.1:4566/_aws/execute-api/abc/main'],
    ['wss://abc.execute-api.us-east-1.amazonaws.com/main', 'ws://127.0.0.1:4566/_aws/execute-api/abc/main'],
    ['https://abc.execute-api.us-east-1.amazonaws.com', 'http://127.0.0.1:4566/_aws/execute-api/abc'],
    ['https://healthlake.us-east-1.amazonaws.com/datastore/1/r4/', 'http://127.0.0.1:4566/datastore/1/r4/'],
    ['https://cognito-idp.us-east-1.amazonaws.com/us-east-1_A', 'http://127.0.0.1:4566/_aws/cognito-idp/us-east-1_A'],
    ['https://sqs.us-east-1.amazonaws.com:443/0/q', 'http://127.0.0.1:4566/0/q'],
  ])('%s leads here', (value, expected) => expect(resolveName(value, names)).toBe(expected));

  it.each([
    'https://abc.execute-api.eu-west-1.amazonaws.com/main',
    'https://abc.execute-api.us-east-1.amazonaws.com.evil.example/main',
    'see https://abc.execute-api.us-east-1.amazonaws.com/main',
    'http://abc.execute-api.us-east-1.amazonaws.com/main',
    'https://polly.us-east-1.amazonaws.com/',
    'main',
    '',
  ])('%s stays', (value) => expect(resolveName(value, names)).toBe(value));
});
