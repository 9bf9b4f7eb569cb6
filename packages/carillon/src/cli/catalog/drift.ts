import { existsSync } from 'node:fs';
import { examine, readSource } from '@carillon/catalog/check';
import { type Drift, type DriftReport, driftMeter } from '@carillon/catalog/drift';
import type { Project } from '../../project.ts';
import { type ArchiveStore, archivedEvents, bucketStore, folderStore } from '../archive/archive.ts';
import { type Given, UsageError } from '../command.ts';
import { type Cloud, operating } from '../operate/cloud.ts';
import { archiveBucket } from '../operate/stack-names.ts';
import { rootOf } from './root.ts';
import { tellUnsound } from './unsound.ts';

const storeOf = async (given: Given, cloud: Cloud): Promise<ArchiveStore> => {
  const { archive } = given;
  if (typeof archive !== 'string') {
    return bucketStore(cloud.s3, await archiveBucket(cloud));
  }
  const bucket = /^s3:\/\/([^/]+)\/?$/.exec(archive)?.[1];
  if (bucket !== undefined) return bucketStore(cloud.s3, bucket);
  if (existsSync(archive)) return folderStore(archive);
  throw new UsageError(`--archive takes a folder or s3://bucket, not ${archive}.`);
};

const SAYS: Readonly<Record<Drift['kind'], string>> = {
  'undeclared-event': 'is in the archive and not in the catalog',
  'undeclared-field': 'is in events and not in the schema',
  changed: 'does not hold in stored events',
  'unused-event': 'is declared and was never archived',
  'unused-field': 'is declared and never set',
};

const line = ({ kind, event, at, count }: Drift): string =>
  `${kind.padEnd(16)} ${event}${at === undefined ? '' : ` ${at}`} ${SAYS[kind]}${count === 0 ? '' : ` (${count} event${count === 1 ? '' : 's'})`}`;

const told = ({ events, claims, drifts }: DriftReport, isSound: boolean): string => {
  const unread = claims === 0 ? '' : `, ${claims} of them claims and not looked into`;
  return [...drifts.map(line), `${events} events${unread}: ${isSound ? 'as declared' : 'not as declared'}.`].join('\n');
};

/** What is stored and what is declared: what is unused is told, what is undeclared or changed makes 1. */
export const printDrift = (given: Given, project: Project): Promise<number> =>
  operating(given, project, async (cloud) => {
    const { value, diagnostics } = examine(readSource(rootOf(project)));
    if (value === undefined) return tellUnsound(given, diagnostics);
    const meter = driftMeter(value.checked);
    for await (const event of archivedEvents(await storeOf(given, cloud))) meter.take(event);
    const report = meter.report();
    const isSound = report.drifts.every(({ kind }) => kind.startsWith('unused'));
    console.log(given.json === true ? JSON.stringify({ ok: isSound, ...report }) : told(report, isSound));
    return isSound ? 0 : 1;
  });
