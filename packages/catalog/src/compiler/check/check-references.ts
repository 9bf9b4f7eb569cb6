import { type Diagnostic, fault } from '../diagnostic.ts';
import { stringAt } from '../json.ts';
import { pointerTo } from '../pointer.ts';
import {
  descendants,
  referenceTarget,
  resolve,
  type SchemaNode,
  type Schemas,
  schemasIn,
} from '../schema/schema-node.ts';
import { closure } from '../schema/view.ts';
import { annotationKeywords, vocabulary } from '../schema/vocabulary.ts';
import type { SchemaFile } from '../stages.ts';
import type { SchemaCheck } from './each-schema.ts';

export const checkReferences: SchemaCheck = ({ schemas, file }) => [
  ...schemasIn(file).flatMap((node) => checkReference(schemas, node)),
  ...checkCircle(schemas, file),
];

function checkReference(schemas: Schemas, node: SchemaNode): readonly Diagnostic[] {
  const ref = stringAt(node.schema, '$ref');
  if (ref === undefined) return [];
  const pointer = pointerTo(node.pointer, '$ref');
  const faults: Diagnostic[] = [];
  if (resolve(schemas, node.file, ref) === undefined) {
    faults.push(
      fault('reference-closed', node.file, pointer, {
        expected: 'a file of the catalog, or #/definitions/<Type> in one, relative to this file',
        received: ref,
        fix: 'Correct the path, or add the schema under catalog/.',
      }),
    );
  }
  for (const keyword of Object.keys(node.schema)) {
    if (keyword === '$ref' || annotationKeywords.includes(keyword) || vocabulary.includes(keyword)) continue;
    faults.push(
      fault('reference-alone', node.file, pointerTo(node.pointer, keyword), {
        expected: 'nothing beside a $ref but a description',
        received: keyword,
        fix: 'Join the two by allOf, or say it in the schema that is referred to.',
      }),
    );
  }
  return faults;
}

/** A circle is reported once, at the file where it begins by name. Definitions of one file may refer to each other, but not to themselves. */
function checkCircle(schemas: Schemas, start: SchemaFile): readonly Diagnostic[] {
  const circular = schemasIn(start).find((node) => leadsBack(schemas, node));
  if (circular === undefined) return [];
  return [
    fault('reference-acyclic', start.file, pointerTo(circular.pointer, '$ref'), {
      expected: 'schemas that end',
      received: `a reference that leads back to ${start.file}`,
      fix: 'Refer by an id instead: an event is a finite value.',
    }),
  ];
}

function leadsBack(schemas: Schemas, node: SchemaNode): boolean {
  const ref = stringAt(node.schema, '$ref');
  const target = ref === undefined ? undefined : referenceTarget(node.file, ref);
  if (target === undefined || ref === undefined) return false;
  if (target.file !== node.file) return closure(schemas, target.file).has(node.file);
  const home = /^\/definitions\/[^/]+/.exec(node.pointer)?.[0] ?? '';
  return leadsTo(schemas, { file: node.file, pointer: home }, ref, new Set());
}

/** Within one file: whether a reference leads, over however many steps, to the goal. */
function leadsTo(
  schemas: Schemas,
  goal: { readonly file: string; readonly pointer: string },
  ref: string,
  seen: ReadonlySet<string>,
): boolean {
  const target = resolve(schemas, goal.file, ref);
  if (target === undefined || target.file !== goal.file || seen.has(ref)) return false;
  if (target.pointer === goal.pointer) return true;
  return descendants(target).some((node) => {
    const next = stringAt(node.schema, '$ref');
    return next !== undefined && leadsTo(schemas, goal, next, new Set([...seen, ref]));
  });
}
