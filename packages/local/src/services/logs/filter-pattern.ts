import { AwsError } from '../../kernel/errors.ts';

/**
 * Unstructured filter patterns (CloudWatch Logs User Guide, "Filter pattern syntax"): all terms must be there, those
 * with `?` in front need one of them, those with `-` must not be there. Terms have case.
 * @throws AwsError InvalidParameterException for JSON, delimited and regular expression patterns.
 */
export const compileFilterPattern = (pattern: string): ((message: string) => boolean) => {
  if (/^\s*[{[%]/.test(pattern)) {
    const mend = 'The local logs filters by terms: JSON, delimited and regular expression patterns are not executed.';
    throw new AwsError('InvalidParameterException', mend);
  }
  const terms = (pattern.match(/[-?]?"[^"]*"|\S+/g) ?? []).map((term) => ({
    sign: /^[-?]/.exec(term)?.[0] ?? '',
    text: term.replace(/^[-?]/, '').replace(/^"(.*)"$/, '$1'),
  }));
  const withSign = (sign: string): readonly string[] =>
    terms.filter((each) => each.sign === sign).map(({ text }) => text);
  const [all, some, none] = [withSign(''), withSign('?'), withSign('-')];
  return (message) =>
    all.every((text) => message.includes(text)) &&
    (some.length === 0 || some.some((text) => message.includes(text))) &&
    !none.some((text) => message.includes(text));
};
