import type {
  DescribeEventBusRequest,
  DescribeEventBusResponse,
  DescribeRuleRequest,
  DescribeRuleResponse,
  ListEventBusesRequest,
  ListEventBusesResponse,
  ListRulesRequest,
  ListRulesResponse,
  ListTargetsByRuleRequest,
  ListTargetsByRuleResponse,
  PutEventsRequest,
  PutEventsRequestEntry,
  PutEventsResponse,
  PutEventsResultEntry,
  TestEventPatternRequest,
  TestEventPatternResponse,
} from '@aws-sdk/client-eventbridge';
import { AwsError } from '../../kernel/errors.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { AnyOperation, Operation, Permission } from '../../kernel/operations.ts';
import { compilePattern } from '../../patterns/pattern.ts';
import { type Buses, DEFAULT_BUS } from './bus.ts';
import { ENTRY_BYTES_LIMIT, entrySize } from './event.ts';
import { arnOf, busOf, ruleOf } from './names.ts';
import type { Rule, Rules } from './rule.ts';
import { changingOperations } from './rule-operations.ts';
import { checkTestedEvent } from './tested-event.ts';

/** PutEvents takes at most this many entries; all together they stay below the limit of one. */
const MAX_ENTRIES = 10;

const refused: PutEventsResultEntry = {
  ErrorCode: 'NotAuthorizedForSourceException',
  ErrorMessage: 'Not authorized for the source.',
};

const putEvents = (kernel: Kernel, buses: Buses): Operation<PutEventsRequest, PutEventsResponse> => ({
  needs: ({ Entries = [] }) => {
    const names = new Set(Entries.map(({ EventBusName }) => EventBusName ?? DEFAULT_BUS));
    return [...names].map((name) => ({ action: 'events:PutEvents', resource: arnOf(kernel, name) }));
  },
  run({ Entries = [] }) {
    if (Entries.length === 0 || Entries.length > MAX_ENTRIES) {
      throw new AwsError(
        'ValidationException',
        `1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have length less than or equal to ${MAX_ENTRIES}`,
      );
    }
    if (Entries.reduce((sum, entry) => sum + entrySize(entry), 0) >= ENTRY_BYTES_LIMIT) {
      throw new AwsError('ValidationException', 'Total size of the entries in the request is over the limit.');
    }
    const put = (entry: PutEventsRequestEntry): PutEventsResultEntry =>
      entry.Source?.startsWith('aws.') === true ? refused : buses.put(entry);
    const results = Entries.map(put);
    return { Entries: results, FailedEntryCount: results.filter(({ ErrorCode }) => ErrorCode !== undefined).length };
  },
});

const described = (rule: Rule): DescribeRuleResponse => ({
  Name: rule.name,
  Arn: rule.arn,
  EventBusName: rule.bus,
  EventPattern: rule.pattern,
  State: rule.state,
  ...(rule.description === undefined ? {} : { Description: rule.description }),
});

const readingOperations = (kernel: Kernel, buses: Buses, rules: Rules): Readonly<Record<string, AnyOperation>> => {
  const all = (action: string): readonly Permission[] => [{ action, resource: '*' }];
  const describeEventBus: Operation<DescribeEventBusRequest, DescribeEventBusResponse> = {
    needs: ({ Name }) => [{ action: 'events:DescribeEventBus', resource: arnOf(kernel, Name ?? DEFAULT_BUS) }],
    run({ Name }) {
      const bus = busOf(buses, Name);
      return { Name: bus.name, Arn: bus.arn };
    },
  };
  const listEventBuses: Operation<ListEventBusesRequest, ListEventBusesResponse> = {
    needs: () => all('events:ListEventBuses'),
    run: ({ NamePrefix = '' }) => ({
      EventBuses: buses
        .list()
        .filter(({ name }) => name.startsWith(NamePrefix))
        .map(({ name, arn }) => ({ Name: name, Arn: arn })),
    }),
  };
  const listRules: Operation<ListRulesRequest, ListRulesResponse> = {
    needs: () => all('events:ListRules'),
    run: ({ EventBusName, NamePrefix = '' }) => ({
      Rules: rules
        .of(busOf(buses, EventBusName).name)
        .filter(({ name }) => name.startsWith(NamePrefix))
        .map(described),
    }),
  };
  const describeRule: Operation<DescribeRuleRequest, DescribeRuleResponse> = {
    needs: () => all('events:DescribeRule'),
    run: ({ EventBusName, Name }) => described(ruleOf(rules, busOf(buses, EventBusName), Name)),
  };
  const listTargetsByRule: Operation<ListTargetsByRuleRequest, ListTargetsByRuleResponse> = {
    needs: () => all('events:ListTargetsByRule'),
    run: ({ EventBusName, Rule: name }) => ({
      Targets: ruleOf(rules, busOf(buses, EventBusName), name).targets.map(({ id, arn }) => ({ Id: id, Arn: arn })),
    }),
  };
  const testEventPattern: Operation<TestEventPatternRequest, TestEventPatternResponse> = {
    needs: () => all('events:TestEventPattern'),
    run({ EventPattern = '', Event = '' }) {
      checkTestedEvent(Event);
      return { Result: compilePattern(EventPattern).matchesText(Event) };
    },
  };
  return {
    DescribeEventBus: describeEventBus,
    ListEventBuses: listEventBuses,
    ListRules: listRules,
    DescribeRule: describeRule,
    ListTargetsByRule: listTargetsByRule,
    TestEventPattern: testEventPattern,
  };
};

/** Amazon EventBridge API Reference: the operations of buses, rules and targets that are executed here. */
export const eventsOperations = (
  kernel: Kernel,
  buses: Buses,
  rules: Rules,
): Readonly<Record<string, AnyOperation>> => ({
  PutEvents: putEvents(kernel, buses),
  ...readingOperations(kernel, buses, rules),
  ...changingOperations(kernel, buses, rules),
});
