'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { endpoints } from '@/components/query/endpoints';
import { useAct } from '@/components/query/use-act';
import { Scroll } from '@/components/ui/scroll';
import { Section } from '@/components/ui/section';
import { paths } from '@/lib/contract/paths';
import type { ProposeView } from '@/lib/contract/views/decision';
import { questionOf } from './body';
import { LanePicker } from './lane-picker';
import { PreflightPanel } from './preflight-panel';
import type { Terms } from './terms';
import { TermsFields } from './terms-fields';
import { ToldFields } from './told-fields';
import { useProposal } from './use-proposal';

type Props = { view: ProposeView; given: Terms; needsLanes: boolean; gate: React.ReactNode };

/** What moves, when, and why; beside it what would be answered now. The gate's criteria stand between them. */
export function ProposalForm({ view, given, needsLanes, gate }: Props) {
  const router = useRouter();
  const { picked, pick, lanes, terms, set, asking, leave } = useProposal(view, given);
  const [written, setTitle] = useState<string | null>(null);
  const [rationale, setRationale] = useState('');
  const title = written ?? view.title;
  const question = questionOf(view, { lanes, terms });
  const told = { title: title.trim(), rationale: rationale.trim() };
  const { act, busy, problem } = useAct<{ number: number }>({
    onDone: (answer) => {
      leave();
      router.push(paths.decision(view.program.slug, answer.number));
    },
  });
  const send = (draft: boolean) =>
    act({
      method: 'POST',
      path: endpoints.decisions(view.program.slug),
      body: { ...question, ...told, ...(draft ? { draft } : {}) },
    });
  return (
    <div className="propose">
      <div>
        <Section
          title="Which lanes"
          step={2}
          note={needsLanes ? `${lanes.length === 0 ? 'none' : lanes.length} picked` : undefined}
        >
          <Scroll label="Lanes">
            <LanePicker view={view} picked={picked} onPick={pick} busy={asking} />
          </Scroll>
        </Section>
        <Section title="On what terms" step={3}>
          <TermsFields view={view} terms={terms} onChange={set} />
        </Section>
        <Section title="Why" step={4}>
          <ToldFields
            title={title}
            onTitle={setTitle}
            why="Why this move, now"
            rationale={rationale}
            onRationale={setRationale}
          />
        </Section>
        {gate}
      </div>
      <PreflightPanel
        view={view}
        question={question}
        told={told.title !== '' && told.rationale !== ''}
        lanes={lanes.length}
        needsLanes={needsLanes}
        busy={busy}
        problem={problem}
        onSend={send}
      />
    </div>
  );
}
