import { When } from '@/components/format/moment';
import { counted, percent, typeset } from '@/components/format/number';
import { Prose } from '@/components/format/prose';
import { layerWords, syncWords } from '@/components/format/words';
import { Lock } from '@/components/lock/lock';
import { PipCounts } from '@/components/states/pips';
import { ActLink } from '@/components/ui/act-link';
import { ButtonLink } from '@/components/ui/button';
import { paths } from '@/lib/contract/paths';
import type { ContextView } from '@/lib/contract/views/context';
import { listed } from '@/lib/domain/kernel/in-words';

const levelText = (share: string | null): string => (share === null ? 'no results' : percent(share));

const gateWords = { open: 'Next gate, open', closed: 'Next gate, closed', blocked: 'Next gate, blocked' } as const;

/** "Can open now, since 18 Nov." */
function CanOpenSentence({ canOpen, now }: Pick<ContextView, 'canOpen' | 'now'>) {
  if (canOpen.kind === 'now') return <>Can open now{canOpen.note === '' ? '' : `, ${typeset(canOpen.note)}`}.</>;
  return (
    <>
      {canOpen.at === null ? (
        'No date'
      ) : (
        <>
          Can open on <When at={canOpen.at} now={now} as="day" />
        </>
      )}
      , {typeset(canOpen.note)}.
    </>
  );
}

/** The lock, the equivalence statement, and the next gate with the one primary action. */
export function Top({ view }: { view: ContextView }) {
  const { program, lock, levels, equivalence, gate, decision, now } = view;
  return (
    <div className="ctx-top">
      <div className="lock-of">
        <Lock lock={lock} size={132} name={view.name} />
        <dl className="lv">
          <div>
            <dd>
              <b>{levelText(lock.legacy.share)}</b>
            </dd>
            <dt>legacy</dt>
          </div>
          <div className="t">
            <dd>
              <b>{levelText(lock.target.share)}</b>
            </dd>
            <dt>target</dt>
          </div>
        </dl>
        {levels.layer === null ? null : (
          <p className="lv-of">
            of {layerWords[levels.layer]}, over {counted(levels.days, 'day')}
          </p>
        )}
      </div>
      <div className="words">
        <h1>{view.name}</h1>
        {equivalence === null ? (
          <p className="equiv">Nobody has written yet what counts as the same here.</p>
        ) : (
          <p className="equiv">{equivalence.statement}</p>
        )}
        <p>
          {equivalence === null
            ? ''
            : `Equivalence statement, version ${equivalence.version}, by ${equivalence.writtenBy}. `}
          {view.owners.length === 0 ? '' : `Owner ${listed(view.owners)}. `}Correlation key{' '}
          <span className="mono">{view.correlationKey}</span>. {syncWords[view.syncStrategy]}.{' '}
          {view.sourceOfTruth === '' ? '' : `Source of truth: ${view.sourceOfTruth}.`}
        </p>
      </div>
      <div className="nextgate">
        {gate === null ? (
          <p>No gate is ahead.</p>
        ) : (
          <>
            <p className="faint">{gateWords[gate.state]}</p>
            <p className="sum">
              <PipCounts outcomes={gate.outcomes} />
            </p>
            <p>
              <Prose text={gate.sentence} program={program.slug} />
            </p>
            <p>
              <CanOpenSentence canOpen={view.canOpen} now={now} />
            </p>
          </>
        )}
        {decision !== null ? (
          <ButtonLink href={paths.decision(program.slug, decision.number)} look="primary">
            {decision.waitsForYou ? 'Review' : 'Open'} <span className="id">D-{decision.number}</span>
          </ButtonLink>
        ) : gate === null ? null : (
          <ActLink
            act={view.propose}
            href={paths.propose(program.slug, view.slug)}
            id="why-propose"
            look={gate.state === 'open' ? 'primary' : 'plain'}
          >
            Propose…
          </ActLink>
        )}
      </div>
    </div>
  );
}
