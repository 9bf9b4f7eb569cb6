import { describe, expect, it } from 'vitest';
import { layoutCode } from './layout-code.ts';

describe('the layout of a validator', () => {
  it('indents blocks, and drops what is empty, said for a debugger, or read by nobody', () => {
    const code = [
      'const schema0 = {"enum":["a"],"$comment":"valid1"};',
      '',
      'function validate0(data){',
      '/*# sourceURL="catalog:///a.json" */;',
      'const _errs0 = errors;',
      'if(data){',
      'const vSchema0 = schema0.enum;',
      'const _errs1 = errors;',
      'var valid1 = _errs1 === errors;',
      '}',
      'else {',
      '}',
      'var valid0 = _errs0 === errors;',
      'return valid0;',
      '}',
    ].join('\n');
    expect(layoutCode(code)).toBe(
      [
        'function validate0(data){',
        '  const _errs0 = errors;',
        '  if(data){',
        '  }',
        '  var valid0 = _errs0 === errors;',
        '  return valid0;',
        '}',
      ].join('\n'),
    );
  });

  it('pushes an error in one statement, without the place in the schema', () => {
    const code = [
      'if(data.a === undefined){',
      `const err0 = {instancePath:"/,schemaPath:\\"x\\"",schemaPath:"#/a\\"b/required",keyword:"required",params:{}};`,
      'if(vErrors === null){',
      'vErrors = [err0];',
      '}',
      'else {',
      'vErrors.push(err0);',
      '}',
      'errors++;',
      '}',
    ].join('\n');
    expect(layoutCode(code)).toBe(
      [
        'if(data.a === undefined){',
        `  (vErrors ??= []).push({instancePath:"/,schemaPath:\\"x\\"",keyword:"required",params:{}});`,
        '  errors++;',
        '}',
      ].join('\n'),
    );
  });
});
