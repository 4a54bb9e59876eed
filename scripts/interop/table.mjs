/** Rows of texts as lines with columns of equal width, the first row being the heading. */
export const tableOf = (rows) => {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const line = (row) =>
    row
      .map((text, column) => text.padEnd(widths[column]))
      .join('  ')
      .trimEnd();
  const [heading, ...rest] = rows;
  return [line(heading), widths.map((width) => '─'.repeat(width)).join('  '), ...rest.map(line)].join('\n');
};

const mark = (right) => (right ? 'as expected' : 'WRONG');

const rowsOf = ({ name, version, results }) =>
  results.map(({ compares, run, outcome, unplaced, right }) => [
    ...[name, version, compares, run, outcome],
    ...[unplaced.length === 0 ? 'none' : String(unplaced.length), mark(right)],
  ]);

const shortened = (text) => (text.length > 300 ? `${text.slice(0, 299)}…` : text);

const wrongOnes = (results) =>
  `${results.filter(({ right }) => !right).length} of ${plural(results.length, 'result')} wrong`;

const plural = (count, word) => `${count} ${word}${count === 1 ? '' : 's'}`;

/**
 * The whole summary and the exit code. A tool is through when it has results and all are right; one that is missing has
 * a `missing` reason and is neither through nor failed, though nothing through at all is a failure.
 */
export const summarise = (tools) => {
  const heading = ['tool', 'version', 'compared', 'run', 'outcome', 'not placed', ''];
  const present = tools.filter(({ missing }) => missing === null);
  const through = present.filter(({ results }) => results.length > 0 && results.every(({ right }) => right));
  const failed = present.length - through.length;
  const absent = tools.length - present.length;
  const parts = tools.flatMap(({ name, parts: lacking = [] }) =>
    lacking.map((reason) => `missing  ${name}: ${reason}`),
  );
  const told = (of) =>
    tools.flatMap(({ name, results }) =>
      results.flatMap((result) => of(result).map((text) => `  ${name}, ${result.compares}: ${shortened(text)}`)),
    );
  const unplaced = told((result) => (result.unplaced.length > 0 ? [result.unplaced.join(', ')] : []));
  const details = told(({ detail, warnings }) => [...(detail === '' ? [] : [detail]), ...warnings]);
  const results = tools.flatMap((tool) => tool.results);
  const right = results.filter((result) => result.right).length;
  const last = `${plural(through.length, 'tool')} through, ${failed} failed, ${absent} missing; ${right} of ${plural(results.length, 'result')} as expected`;
  const text = [
    ...(results.length > 0 ? [tableOf([heading, ...tools.flatMap(rowsOf)])] : []),
    ...(unplaced.length > 0 ? ['', 'Kept as sent and not placed:', ...unplaced] : []),
    ...(details.length > 0 ? ['', 'Said beside the outcomes:', ...details] : []),
    '',
    ...tools.filter(({ missing }) => missing !== null).map(({ name, missing }) => `missing  ${name}: ${missing}`),
    ...parts,
    ...present
      .filter((tool) => !through.includes(tool))
      .map(({ name, problem, results: own }) => `FAILED   ${name}: ${problem || wrongOnes(own)}`),
    last,
  ].join('\n');
  return { text, code: failed > 0 || through.length === 0 ? 1 : 0 };
};
