import { describe, expect, it } from 'vitest';
import { ordersApplication, ordersEnvironment, synthesizedOrders } from '../fixture/synthesized.ts';
import { newApp } from './app.ts';
import { LifeCycleStack } from './life-cycle-stack.ts';
import { placeholders, substitutionsFor, Workflow } from './workflow.ts';

const application = await ordersApplication();
const { all, one, resources } = synthesizedOrders(application);

const name = (text: string): string => `$\{${text}}`;

describe('placeholders of a definition', () => {
  it('are found once each', () => {
    expect(placeholders(`${name('B')} {% $states.input %} ${name('A')} ${name('B')}`)).toEqual(['A', 'B']);
  });

  it('get what the stack offers, and nothing that they do not ask for', () => {
    expect(substitutionsFor(name('A'), { A: 'a', B: 'b' })).toEqual({ A: 'a' });
  });

  it('that nothing is given for are named, with what there is', () => {
    expect(() => substitutionsFor(name('Begn'), { Begin: 'x' })).toThrow('asks for Begn; the stack knows Begin');
  });
});

const subscription = application.subscriptions.find(({ name }) => name === 'fulfil-order');
if (subscription === undefined) throw new Error('The fixture does not start fulfil-order on an event.');

/** The statements of a role, each as text without its effect. */
const statementsOf = (role: string): readonly string[] => {
  const { Policies } = one(role) as {
    readonly Policies: readonly { readonly PolicyDocument: { readonly Statement: readonly object[] } }[];
  };
  return Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement).map((each) => JSON.stringify(each));
};

describe('a workflow', () => {
  it('logs that its states ran, and never their data, which holds task tokens', () => {
    for (const { LoggingConfiguration } of all('AWS::StepFunctions::StateMachine'))
      expect(LoggingConfiguration).toMatchObject({ Level: 'ALL', IncludeExecutionData: false });
    expect(JSON.stringify(resources)).not.toContain('"IncludeExecutionData":true');
  });

  it('keeps its history under the key, and no run longer in plain text', () => {
    for (const { EncryptionConfiguration } of all('AWS::StepFunctions::StateMachine'))
      expect(EncryptionConfiguration).toMatchObject({ Type: 'CUSTOMER_MANAGED_KMS_KEY' });
  });

  it('calls the tasks of its folder, and no function of another', () => {
    expect(one('FulfilOrderStateMachine').DefinitionSubstitutions).toEqual({
      CallbackTableName: expect.anything(),
      ReserveStockFunctionArn: { 'Fn::GetAtt': [expect.stringContaining('FulfilOrderReserveStockFunction'), 'Arn'] },
    });
    const invoked = statementsOf('FulfilOrderRole').filter((text) => text.includes('lambda:InvokeFunction'));
    expect(invoked).toHaveLength(1);
    expect(invoked[0]).toContain('FulfilOrderReserveStockFunction');
    expect(invoked[0]).not.toContain('WriteReport');
  });

  it('that waits for a callback may put task tokens into the callback table; another may not', () => {
    const puts = (role: string): readonly string[] => statementsOf(role).filter((text) => text.includes('dynamodb:'));
    expect(puts('FulfilOrderRole')).toEqual([expect.stringMatching(/"dynamodb:PutItem".*CallbackTable/)]);
    expect(puts('NightlyReportRole')).toEqual([]);
  });

  it('starts on the events of its subscription, by a role that may do nothing else, with a dead-letter queue', () => {
    expect(one('FulfilOrderStartRule')).toMatchObject({
      EventPattern: subscription.pattern,
      Targets: [
        {
          Arn: { 'Fn::GetAtt': [expect.stringContaining('FulfilOrderStateMachine'), 'Arn'] },
          RoleArn: { 'Fn::GetAtt': [expect.stringContaining('FulfilOrderStartRole'), 'Arn'] },
          DeadLetterConfig: { Arn: expect.anything() },
        },
      ],
    });
    expect(statementsOf('FulfilOrderStartRole')).toEqual([expect.stringContaining('"Action":"states:StartExecution"')]);
    expect(one('FulfilOrderStartLost')).toMatchObject({ MetricName: 'InvocationsFailedToBeSentToDlq' });
    expect(one('FulfilOrderStartDeadLettersWaiting')).toMatchObject({ Threshold: 1 });
  });

  it('starts by its schedule, which gives up what is older than its next start', () => {
    expect(all('AWS::Scheduler::Schedule')).toMatchObject([
      {
        ScheduleExpression: 'cron(0 2 * * ? *)',
        State: 'ENABLED',
        Target: { Input: '{}', RetryPolicy: { MaximumEventAgeInSeconds: 3_600, MaximumRetryAttempts: 10 } },
      },
    ]);
  });

  it('may start its own children only where it has a distributed map', () => {
    const policies = Object.entries(resources).filter(([, { Type }]) => Type === 'AWS::IAM::Policy');
    expect(policies.map(([id]) => id)).toEqual([expect.stringContaining('NightlyReportDistributedMap')]);
  });

  it('raises an alarm when a run fails and when it is throttled', () => {
    expect(JSON.stringify(one('FulfilOrderRunFailed').Metrics)).toContain('ExecutionsTimedOut');
    expect(one('FulfilOrderThrottled')).toMatchObject({ MetricName: 'ExecutionThrottled', Threshold: 1 });
  });

  it('is refused without its folder, and without the bus whose events start it', () => {
    expect(() => synthesizedOrders({ ...application, workflows: new Map([['other', '{}']]) })).toThrow(
      'There is no src/workflows/nightly-report; there are other.',
    );
    const stack = new LifeCycleStack(newApp(), 'Stack', {
      description: 'One.',
      settings: ordersEnvironment(),
      metricsNamespace: 'Shop',
    });
    const parts = { name: 'one', definition: '{}', tasks: [], startsOn: subscription };
    expect(() => new Workflow(stack, 'One', parts)).toThrow('Stack/One starts on events: give it the bus');
  });
});
