// Generated from ajv and ajv-formats by `npm run generate`. Do not edit.

import type { Violation } from '@carillon/runtime/descriptor';

export declare function violationsOf(errors: readonly object[] | null | undefined): readonly Violation[];
