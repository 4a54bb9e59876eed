'use client';

import { isUnread, unreadText } from '@/components/format/instant';
import type { ApiProblem } from '@/components/query/problem';
import { usePreflight } from '@/components/query/use-preflight';
import { ActButton } from '@/components/ui/act';
import { ProblemNote } from '@/components/ui/problem-note';
import type { ProposeView } from '@/lib/contract/views/decision';
import type { Act } from '@/lib/contract/views/parts';
import { type Holders, Preflight, reasonsTitle } from './preflight';
import { reasonsOf } from './reasons';

type Props = {
  view: ProposeView;
  /** The proposal as it would be sent, without title and reason. */
  question: Record<string, unknown>;
  lanes: number;
  needsLanes: boolean;
  told: boolean;
  busy: boolean;
  problem: ApiProblem | null;
  onSend: (draft: boolean) => void;
};

const notYet = (why: string): Act => ({ allowed: false, why });

/** What stands in the way, as one picks; and the two ways to put it on record. */
export function PreflightPanel({ view, question, lanes, needsLanes, told, busy, problem, onSend }: Props) {
  const { scheduledFor } = question;
  const waits =
    needsLanes && lanes === 0
      ? 'Pick at least one lane.'
      : typeof scheduledFor === 'string' && isUnread(scheduledFor)
        ? unreadText
        : null;
  const ready = waits === null;
  const preflight = usePreflight(view.program.slug, ready ? question : null);
  const reasons = preflight.answer === null ? null : reasonsOf(preflight.answer);
  const [stopped] = reasons?.filter(({ stops }) => stops === 'proposal') ?? [];
  const act: Act = !ready
    ? notYet(waits)
    : stopped !== undefined
      ? notYet(stopped.message)
      : told
        ? view.propose.allowed || preflight.answer !== null
          ? { allowed: true, why: null }
          : view.propose
        : notYet('A title and a reason are needed.');
  const holders: Holders = Object.fromEntries(
    view.slots.map(({ role, candidates }) => [role, candidates.map(({ name }) => name)]),
  );
  return (
    <>
      <aside className="panel" id="propose" aria-label="What stands in the way">
        {ready ? (
          <Preflight {...preflight} program={view.program.slug} holders={holders} />
        ) : lanes > 0 || !needsLanes ? (
          <div>
            <h2>When it is executed cannot be read</h2>
            <p className="quiet pretty">{unreadText} Left empty, somebody executes it by hand.</p>
          </div>
        ) : (
          <div>
            <h2>Nothing is picked yet</h2>
            <p className="quiet pretty">
              Press the lanes that go, in the matrix. What stands in the way is said here as you do.
            </p>
          </div>
        )}
        <div>
          <ProblemNote problem={problem} />
          <ActButton act={act} look="primary" wide busy={busy} onPress={() => onSend(false)}>
            Propose
          </ActButton>
          <ActButton
            act={ready && told ? { allowed: true, why: null } : { allowed: false, why: null }}
            wide
            busy={busy}
            onPress={() => onSend(true)}
            note="A draft takes no lane, and nobody can sign it."
          >
            Save as a draft
          </ActButton>
        </div>
      </aside>
      <div className="signbar">
        <p>{ready ? `${reasonsTitle(reasons)}.` : waits}</p>
        <a className="btn primary" href="#propose">
          Propose…
        </a>
      </div>
    </>
  );
}
