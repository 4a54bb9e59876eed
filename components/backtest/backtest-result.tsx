import { When } from '@/components/format/moment';
import { integer, typeset } from '@/components/format/number';
import { Icon } from '@/components/icons/icon';
import type { BacktestAnswer } from '@/lib/contract/v1/backtest';
import { MovedList } from './moved-list';
import { Rates } from './rates';

type Props = {
  answer: BacktestAnswer;
  /** Slug of the program, for links. */
  program: string;
  /** The number of the pattern that the reader came from: it is called "This pattern". */
  own?: number | null;
  /** In a narrow place: no match rates, fewer patterns. */
  brief?: boolean;
};

const judged = ({ discrepancies, runs }: BacktestAnswer): string => {
  const { judged: seen, stored, complete } = discrepancies;
  const of = complete ? `all ${integer(seen)}` : `${integer(seen)} of ${integer(stored)}`;
  return `${of} stored discrepancies of ${integer(runs.found)} runs`;
};

/** How much stands behind the answer, as a bar that is full only where everything was judged. */
function Coverage({ answer }: { answer: BacktestAnswer }) {
  const { judged: seen, stored, complete } = answer.discrepancies;
  const share = complete || stored === 0 ? 100 : Math.min(99, (seen / stored) * 100);
  return (
    <div className="bt-seen">
      <span className="bt-bar" aria-hidden="true">
        <i style={{ width: `${share.toFixed(1)}%` }} />
      </span>
      <p className="pretty">
        Judged {judged(answer)}, from <When at={answer.period.from} as="day" /> to{' '}
        <When at={answer.period.to} as="day" />. Nothing has changed.
      </p>
    </div>
  );
}

const heads = {
  newlyAccepted: 'Would be hidden',
  newlyFlagged: 'Would newly be flagged',
  reclassified: 'Only called otherwise',
};
const words = { newlyAccepted: 'hidden', newlyFlagged: 'flagged', reclassified: 'called otherwise' };
const names = ['newlyAccepted', 'newlyFlagged', 'reclassified'] as const;

/** What a backtest found: critical ones that it would hide first, and how much of everything it saw. */
export function BacktestResult({ answer, program, own = null, brief = false }: Props) {
  const moved = names.filter((name) => answer[name].count > 0);
  const [, ...findings] = answer.sentences;
  const critical = answer.newlyAccepted.items.some(
    ({ pattern }) =>
      (pattern === null || pattern.severity === 'critical') && (pattern === null || pattern.number !== own),
  );
  return (
    <div className="bt" aria-live="polite">
      <Coverage answer={answer} />
      <ul className="bt-says">
        {findings.map((sentence) => (
          <li key={sentence} className="pretty">
            {typeset(sentence)}
          </li>
        ))}
      </ul>
      {critical ? (
        <p className="bt-stop">
          <Icon name="hazard" className="small" />
          It would hide what a gate counts as critical. Each of these is looked at first.
        </p>
      ) : null}
      {moved.map((name) => (
        <section key={name} className="bt-part">
          <h3>
            {heads[name]} <span>{integer(answer[name].count)}</span>
          </h3>
          <MovedList program={program} items={answer[name].items} word={words[name]} own={own} most={brief ? 5 : 12} />
        </section>
      ))}
      {brief || answer.rates.length === 0 ? null : (
        <section className="bt-part">
          <h3>Match rate</h3>
          <Rates rates={answer.rates} />
        </section>
      )}
    </div>
  );
}
