/** Commands of the documents that no test of the documents runs, and why. A row that no document has any more fails. */
interface NotRun {
  readonly reason: string;
  readonly commands: readonly string[];
}

export const notRun: readonly NotRun[] = [
  { reason: 'The first line of .ci/run: it fetches packages.', commands: ['npm ci'] },
  { reason: 'The second line of .ci/run: this test is one of its kind.', commands: ['npm test'] },
  {
    reason: 'A step of .ci/run: it fetches cfn-lint.',
    commands: ['.ci/cfn-lint'],
  },
  {
    reason: 'Minutes of measuring; .ci/run measures the short form.',
    commands: [
      'npm run bench:catalog',
      'npm run bench:catalog -- --json',
      'npm run bench:catalog -- --in /tmp',
      'npm run bench:catalog -- --sizes 10,100 --no-peers',
      'npm run bench:rust',
    ],
  },
  {
    reason: 'Minutes of compiling; .ci/run does it, and its longer suites.',
    commands: [
      'cargo test --workspace',
      'cargo clippy --all-targets -- -D warnings',
      'npx vitest run --config vitest.long.config.ts tests/long/rust-crates.test.ts',
      'npx vitest run --config vitest.long.config.ts tests/long/population-counter.test.ts',
      'npx vitest run --config vitest.long.config.ts tests/long/arm64-program.test.ts',
      'npm run build:rust',
    ],
  },
  {
    reason: 'It needs an account of AWS.',
    commands: [
      'npx cdk bootstrap aws://123456789012/eu-west-2',
      'npx cdk deploy --all --context environment=prod --require-approval broadening',
      'aws iam create-role --role-name ApiGatewayLogs --assume-role-policy-document \'{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"apigateway.amazonaws.com"},"Action":"sts:AssumeRole"}]}\'',
      'aws iam attach-role-policy --role-name ApiGatewayLogs --policy-arn arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs',
      'aws apigateway update-account --patch-operations op=replace,path=/cloudwatchRoleArn,value=arn:aws:iam::123456789012:role/ApiGatewayLogs',
      'npx carillon query --profile prod --json "SELECT count(*) AS n FROM site_measured"',
    ],
  },
];

export const reasonNotToRun = (command: string): string | undefined =>
  notRun.find(({ commands }) => commands.includes(command))?.reason;
