'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { counted } from '@/components/format/number';
import { endpoints } from '@/components/query/endpoints';
import { useAct } from '@/components/query/use-act';
import { ActButton } from '@/components/ui/act';
import { Button } from '@/components/ui/button';
import { TextArea } from '@/components/ui/field';
import { FileField } from '@/components/ui/file-field';
import { ProblemNote } from '@/components/ui/problem-note';
import { paths } from '@/lib/contract/paths';
import type { ManifestPlan } from '@/lib/contract/v1/manifest-plan';
import type { Act } from '@/lib/contract/views/parts';
import { slugOf } from './manifest-slug';

const yaml = 'application/yaml';

/** From a manifest to a program: paste or choose the file, see what would be made, make it. */
export function NewProgram({ act: allowed }: { act: Act }) {
  const router = useRouter();
  const [manifest, setManifest] = useState('');
  const plan = useAct<ManifestPlan>({ refresh: false });
  const apply = useAct<ManifestPlan>({ onDone: (answer) => router.push(paths.board(answer.program)) });
  const slug = slugOf(manifest);
  const text = { content: manifest, mediaType: yaml };
  const edit = (content: string) => {
    setManifest(content);
    plan.reset();
    apply.reset();
  };
  const ready: Act = !allowed.allowed
    ? allowed
    : slug === null
      ? {
          allowed: false,
          why:
            manifest.trim() === ''
              ? 'Paste a manifest or choose its file first.'
              : 'The manifest names no program: its first lines carry slug and name.',
        }
      : allowed;
  return (
    <>
      <FileField label="The file" accept=".yaml,.yml,.json" onText={edit} />
      <TextArea
        label="The manifest"
        voice="mono"
        spellCheck={false}
        hint="YAML or JSON. The folder templates holds one ready manifest for each kind of migration."
        value={manifest}
        onChange={(event) => edit(event.target.value)}
      />
      <ProblemNote problem={plan.problem ?? apply.problem} />
      {plan.answer === null ? (
        <div className="form-end">
          <ActButton
            act={ready}
            look="primary"
            busy={plan.busy}
            onPress={() => plan.act({ method: 'PUT', path: endpoints.manifest(slug ?? '', true), text })}
          >
            Show the plan
          </ActButton>
        </div>
      ) : (
        <>
          <Plan plan={plan.answer} />
          <div className="form-end">
            <Button
              look="primary"
              busy={apply.busy}
              onClick={() => apply.act({ method: 'POST', path: endpoints.programs, text })}
            >
              Make the program
            </Button>
          </div>
        </>
      )}
    </>
  );
}

function Plan({ plan }: { plan: ManifestPlan }) {
  return (
    <section className="section">
      <header>
        <h2>What would be made</h2>
        <p>{counted(plan.changes.length, 'change')}; nothing has been done yet</p>
      </header>
      <table className="stack dense">
        <thead>
          <tr>
            <th scope="col">Act</th>
            <th scope="col">What</th>
            <th scope="col">Where in the manifest</th>
          </tr>
        </thead>
        <tbody>
          {plan.changes.map((change) => (
            <tr key={`${change.action} ${change.path} ${change.summary}`}>
              <td>{change.action}</td>
              <td data-th="What" className="pretty">
                {change.summary}
                {change.needsDecision ? <b> Needs a decision first.</b> : null}
              </td>
              <td data-th="Where" className="mono faint">
                {change.path}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
