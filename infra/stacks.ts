import { type Application, readApplication } from '@carillon/constructs';
import type { StacksModule } from '@carillon/constructs/synthesize';
import type { Construct } from 'constructs';
import { BusStack } from './bus-stack.ts';
import { ExportDataStack } from './data-stack.ts';
import { EdgeStack } from './edge-stack.ts';
import { readSettings, type Settings } from './settings.ts';
import { WorkflowStack } from './workflow-stack.ts';

/**
 * The whole application, split by life cycle; an arrow points at what a stack needs to be there first:
 *
 *     CarillonEdge ----> CarillonBus ----> CarillonData
 *     CarillonWorkflow --^
 */
export const addStacks = (scope: Construct, application: Application, settings: Settings): void => {
  const data = new ExportDataStack(scope, 'CarillonData', settings);
  const bus = new BusStack(scope, 'CarillonBus', application, data);
  new WorkflowStack(scope, 'CarillonWorkflow', application, { data, bus });
  new EdgeStack(scope, 'CarillonEdge', application, { data, bus });
};

/** What `infra/app.ts` synthesizes. */
export const stacks: StacksModule['stacks'] = async (app, root, environment) =>
  addStacks(app, await readApplication(root), readSettings(root, environment));
