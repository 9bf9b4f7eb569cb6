import type { Select } from '@aws-sdk/client-dynamodb';
import type { WireItem } from './attribute-value.ts';
import type { Path } from './expression.ts';
import { project } from './projection.ts';
import { projectedNames, projectOnto, type SecondaryIndex, type Table } from './table.ts';
import { invalidParameter, validationError } from './validation.ts';

export interface SelectionInput {
  readonly Select?: Select | undefined;
}

/** How each item of a page is shown; nothing when only their number is asked for. */
export type Selection = ((item: WireItem) => WireItem) | undefined;

const refuseContradiction = (select: Select | undefined, paths: readonly Path[] | undefined): void => {
  if (paths === undefined && select === 'SPECIFIC_ATTRIBUTES')
    throw validationError(
      'Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES',
    );
  if (paths !== undefined && select !== undefined && select !== 'SPECIFIC_ATTRIBUTES')
    throw validationError(`Cannot specify the ProjectionExpression when choosing to get ${select}`);
};

const refuseUnprojected = (table: Table, index: SecondaryIndex, paths: readonly Path[] | undefined): void => {
  const names = projectedNames(table, index);
  const missing = (paths ?? []).map(([head]) => String(head)).filter((head) => names?.has(head) === false);
  if (missing.length > 0)
    throw invalidParameter(`Global secondary index ${index.name} does not project [${missing.join(', ')}]`);
};

/** @throws AwsError ValidationException */
export const readSelection = (
  input: SelectionInput,
  table: Table,
  index: SecondaryIndex | undefined,
  paths: readonly Path[] | undefined,
): Selection => {
  const select = input.Select;
  refuseContradiction(select, paths);
  if (select === 'ALL_PROJECTED_ATTRIBUTES' && index === undefined)
    throw validationError('ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName');
  if (index?.scope === 'global') {
    refuseUnprojected(table, index, paths);
    if (select === 'ALL_ATTRIBUTES' && index.projection !== 'ALL')
      throw invalidParameter(
        `Select type ALL_ATTRIBUTES is not supported for global secondary index ${index.name} because its projection type is not ALL`,
      );
  }
  if (select === 'COUNT') return undefined;
  if (paths !== undefined) return (item) => project(item, paths);
  if (index?.scope !== 'local' || select === 'ALL_ATTRIBUTES') return (item) => item;
  const names = projectedNames(table, index);
  return (item) => projectOnto(item, names);
};
