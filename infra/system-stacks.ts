import type { Environment } from '@carillon/constructs/environment';
import type { Construct } from 'constructs';
import { BusStack } from './bus-stack.ts';
import { DataStack } from './data-stack.ts';
import { EdgeStack } from './edge-stack.ts';
import type { System } from './system.ts';
import { WorkflowStack } from './workflow-stack.ts';

/**
 * The whole system, split by life cycle; an arrow points at what a stack needs to be there first:
 *
 *     CarillonEdge ----> CarillonBus ----> CarillonData
 *     CarillonWorkflow --^
 */
export const systemStacks = (scope: Construct, system: System, settings: Environment): void => {
  const data = new DataStack(scope, 'CarillonData', settings);
  const bus = new BusStack(scope, 'CarillonBus', system, data);
  new WorkflowStack(scope, 'CarillonWorkflow', system, { data, bus });
  new EdgeStack(scope, 'CarillonEdge', system, { data, bus });
};
