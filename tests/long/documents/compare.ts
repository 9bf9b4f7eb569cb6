/** What differs from one run to the next: times of the day, ids, durations, and how the archive was cut into objects. */
const masked = (text: string): string =>
  text
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, '<instant>')
    .replace(/\b\d\d:\d\d:\d\d\b/g, '<time>')
    .replace(/\b(?=[a-f]*\d)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, '<id>')
    .replace(/\b(run|from) [0-9a-f]{8}\b/g, '$1 <id>')
    .replace(/\b\d+ objects, \d+ notices/g, '<n> objects, <n> notices')
    .replace(/\b\d+\.\d+ s\b/g, '<duration>');

const CUT = /\.\.\.|…/;

/** A line that the document cuts must begin and go on as it says. */
const isShown = (line: string, printed: string): boolean => {
  let from = 0;
  const parts = line.split(CUT);
  if (!printed.startsWith(parts[0] ?? '')) return false;
  for (const part of parts) {
    const at = printed.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return parts.length > 1 || printed === line;
};

/** Lines of a document that are not, in their order, in what was printed. */
export const notPrinted = (documented: string, printed: string): readonly string[] => {
  const lines = masked(printed)
    .split('\n')
    .map((line) => line.trim());
  let from = 0;
  return masked(documented)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && line !== '…')
    .filter((line) => {
      const at = lines.findIndex((each, index) => index >= from && isShown(line, each));
      if (at >= 0) from = at + 1;
      return at < 0;
    });
};
