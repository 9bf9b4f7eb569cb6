import { describe, expect, it } from 'vitest';
import { anywhere } from './validator-runtime.ts';

const bundled = (path: string): string => `// ${path}ajv/equal.js
var require_equal = __commonJS({
  "${path}ajv/equal.js"(exports) {
    exports.default = "a/node_modules/b";
  }
});
`;

describe('the runtime of the validators', () => {
  it.each(['../../elsewhere/node_modules/', 'node_modules/.pnpm/ajv@8.20.0/node_modules/', '/opt/node_modules/'])(
    'is the same with packages in %s',
    (path) => {
      expect(anywhere(bundled(path))).toBe(anywhere(bundled('node_modules/')));
      expect(anywhere(bundled(path))).toContain('"node_modules/ajv/equal.js"(exports)');
    },
  );
});
