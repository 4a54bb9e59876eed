// What came of a tool's results, and whether that is right.

/** Lines of a push script, each `source: what Lockgate answered`, as a map by source. */
export const answersIn = (stdout) => {
  const answers = new Map();
  for (const line of stdout.split('\n')) {
    const [, source, text] = /^([a-z0-9-]+): ?(.*)$/.exec(line.trim()) ?? [];
    if (source === undefined) continue;
    try {
      answers.set(source, JSON.parse(text));
    } catch {
      answers.set(source, null);
    }
  }
  return answers;
};

const kept = 'Kept as sent and not understood: ';

/** Of an answer's warnings, the places that meant nothing to Lockgate apart from the rest. */
const sorted = (warnings = []) => ({
  unplaced: warnings.filter((one) => one.startsWith(kept)).flatMap((one) => one.slice(kept.length, -1).split(', ')),
  warnings: warnings.filter((one) => !one.startsWith(kept)),
});

const nothing = { run: '', detail: '', unplaced: [], warnings: [] };

const passed = ['match', 'match_within_tolerance', 'ignored'];

const isOf = ({ key, field }, column) => field === column || key.toLowerCase().includes(column);

/**
 * One line of the table. `answer` is what a push got (undefined: nothing was sent; null: no answer), `run` what the API
 * tells of it afterwards, `expected` the words that are right, among them `refused` and `nothing sent`. `lost` names a
 * column that was not there: no check of it may have passed, whatever the rest says.
 */
export const judge = ({ answer, run, expected, lost = '' }) => {
  if (answer === undefined) {
    return { ...nothing, outcome: 'nothing sent', right: expected.includes('nothing sent') };
  }
  if (answer === null) {
    return { ...nothing, outcome: 'no answer', right: false, detail: 'no answer that can be read came back' };
  }
  if (typeof answer.outcome !== 'string') {
    const detail = `${answer.status ?? ''} ${answer.code ?? ''}: ${answer.detail ?? answer.title ?? ''}`.trim();
    return { ...nothing, outcome: 'refused', right: expected.includes('refused'), detail };
  }
  const base = { outcome: answer.outcome, run: run === null ? '' : `#${run.number}`, ...sorted(answer.warnings) };
  if (run === null) return { ...base, right: false, detail: 'the run that was answered is not there' };
  if (run.outcome !== answer.outcome) {
    return { ...base, right: false, detail: `the run says ${run.outcome}` };
  }
  const blind = lost === '' ? [] : run.checks.filter((check) => isOf(check, lost) && passed.includes(check.outcome));
  if (blind.length > 0) {
    return { ...base, right: false, detail: `${blind[0].key} is ${blind[0].outcome}, of a column that is not there` };
  }
  if (expected.includes(answer.outcome)) return { ...base, right: true, detail: '' };
  const worst = passed.includes(answer.outcome) ? ', and passed' : '';
  return { ...base, right: false, detail: `expected ${expected.join(' or ')}${worst}` };
};
