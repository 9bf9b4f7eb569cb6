import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Arranged } from '../../documents/outputs.ts';
import type { Reading } from './reading.ts';

type Json = Record<string, unknown>;

/** Changes one file of the reader's clone; the document's end undoes it. */
const edit = ({ reader }: Reading, file: string, change: (text: string) => string): void => {
  const path = join(reader.project.path, file);
  writeFileSync(path, change(readFileSync(path, 'utf8')));
};

const editJson = (reading: Reading, file: string, change: (json: Json) => void): void =>
  edit(reading, file, (text) => {
    const json = JSON.parse(text) as Json;
    change(json);
    return JSON.stringify(json, null, 2);
  });

const at = (json: Json, ...path: readonly string[]): Json =>
  path.reduce<Json>((within, name) => within[name] as Json, json);

const printed = async ({ shell }: Reading, command: string): Promise<string> => (await shell.run(command)).text;

/** Undoes what the arrangement changed, so that the document goes on as its reader would. */
const andBack = async (reading: Reading, act: () => Promise<string>): Promise<string> => {
  try {
    return await act();
  } finally {
    reading.reader.project.reset();
  }
};

const without = (json: Json, name: string): void => {
  const { properties, required } = json as { properties: Json; required?: string[] };
  delete properties[name];
  if (required !== undefined) json.required = required.filter((each) => each !== name);
};

/** A detail that a template makes of the record alone: DynamoDB's numbers are text there. */
const DETAIL = {
  metadata: { id: '<$.eventID>', correlationId: '<$.eventID>', occurredAt: '2026-11-23T20:00:00Z', schema: 's' },
  data: {
    ...{ id: '<$.dynamodb.NewImage.id.S>', siteId: '<$.dynamodb.NewImage.siteId.S>' },
    ...{
      name: '<$.dynamodb.NewImage.name.S>',
      createdAtTime: 1,
      valueOne: '<$.dynamodb.NewImage.valueOne.N>',
      valueTwo: 2,
    },
  },
};

export const arrangements: Readonly<Record<Arranged, (reading: Reading) => Promise<string>>> = {
  'a field is removed': (reading) =>
    andBack(reading, async () => {
      editJson(reading, 'catalog/shared/address.json', (json) => without(json, 'city'));
      return printed(reading, 'npx carillon catalog diff');
    }),

  'a template makes text of a number': async (reading) => {
    const folder = join(reading.reader.scratch, 'templates');
    cpSync(join(reading.reader.project.path, 'cdk.out'), folder, { recursive: true });
    const file = join(folder, 'CarillonBus.template.json');
    const template = JSON.parse(readFileSync(file, 'utf8')) as Json;
    const pipe = at(template, 'Resources', 'SiteStreamPipe20F5CDC2', 'Properties');
    delete pipe.Enrichment;
    const parameters = at(pipe, 'TargetParameters');
    parameters.InputTemplate = JSON.stringify(DETAIL);
    parameters.EventBridgeEventBusParameters = { Source: 'carillon.site', DetailType: 'SiteMeasured' };
    writeFileSync(file, JSON.stringify(template));
    return printed(reading, `npx carillon contracts --templates ${folder}`);
  },

  'an environment is wrong': (reading) =>
    andBack(reading, async () => {
      editJson(reading, 'infra/environments/prod.json', (json) => {
        at(json, 'signIn').mfa = 'on';
      });
      return printed(reading, 'npx cdk synth --quiet --context environment=prod');
    }),

  'a column is not there': (reading) => printed(reading, 'npx carillon query "SELECT nope FROM site_measured"'),

  'a template has an unknown property': async (reading) => {
    // A first start synthesizes; the next one takes the templates as they are, since no source has changed.
    await reading.shell.runUntil('npm start -- --memory --port 0 --without-rust', /^ +endpoint/m, 'SIGINT');
    editJson(reading, 'cdk.out/CarillonBus.template.json', (json) => {
      at(json, 'Resources', 'PatientStreamDeadLettersQueue38D5217A', 'Properties').RedriveAllowPolicyy = { a: 1 };
    });
    return printed(reading, 'npm start -- --memory --port 0 --without-rust; rm -r cdk.out');
  },

  'a new version changes a field': (reading) =>
    andBack(reading, async () => {
      // The document's own command before it has begun the version.
      editJson(reading, 'catalog/site/site-measured/v2.json', (json) => {
        at(json, 'properties', 'data', 'properties').siteId = { type: 'integer', description: 'The site.', minimum: 1 };
        for (const example of json.examples as readonly Json[]) at(example, 'data').siteId = 1;
      });
      return printed(reading, 'npx carillon catalog diff');
    }),
};
