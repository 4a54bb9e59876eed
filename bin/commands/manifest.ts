import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { manifestPlan, type planChange } from '@/lib/contract/v1/manifest-plan';
import { type Api, ask, Plain } from './api';

const named = z.object({ program: z.object({ slug: z.string() }) });

/** Shows what a manifest would change. */
export const planManifest = async (api: Api, file: string): Promise<number> => {
  const { slug, sent } = readManifest(file);
  const path = `/programs/${encodeURIComponent(slug)}/manifest?dryRun=true`;
  const { status, body } = await ask(api, path, { method: 'PUT', ...sent }, [404]);
  if (status === 404) console.log(`The program ${slug} is new here: apply would create it.`);
  else show(manifestPlan.parse(body));
  return 0;
};

/** Makes a program what its manifest says. */
export const applyManifest = async (api: Api, file: string): Promise<number> => {
  const { slug, sent } = readManifest(file);
  const path = `/programs/${encodeURIComponent(slug)}/manifest`;
  const { status, body } = await ask(api, path, { method: 'PUT', ...sent }, [404]);
  if (status !== 404) show(manifestPlan.parse(body));
  else show(manifestPlan.parse((await ask(api, '/programs', { method: 'POST', ...sent })).body));
  return 0;
};

/** "  (change_policy, D-12 is open)" */
const decidedBy = ({ needsDecision, kind, decision }: z.infer<typeof planChange>): string => {
  if (!needsDecision) return '';
  const what = kind ?? 'needs a decision that there is not yet';
  return decision === null ? `  (needs a decision: ${what})` : `  (${what}, D-${decision.number} is open)`;
};

const show = ({ program, applied, changes }: z.infer<typeof manifestPlan>): void => {
  for (const change of changes) {
    console.log(`${change.action.padEnd(6)} ${change.path}  ${change.summary}${decidedBy(change)}`);
  }
  const free = changes.filter(({ needsDecision }) => !needsDecision).length;
  const numbers = [...new Set(changes.flatMap(({ decision }) => decision?.number ?? []))];
  const count = changes.length === 0 ? 'nothing to change' : `${changes.length} change(s)`;
  const made = applied && free > 0 ? `, ${free} made` : '';
  const waiting = numbers.length === 0 ? '' : `, decided by ${numbers.map((number) => `D-${number}`).join(', ')}`;
  console.log(`${program}: ${count}${made}${waiting}`);
};

const readManifest = (file: string): { slug: string; sent: { body: string; type: string } } => {
  let body: string;
  try {
    body = readFileSync(file, 'utf8');
  } catch {
    throw new Plain(`Cannot read ${file}.`, 2);
  }
  try {
    const { program } = named.parse(parse(body));
    return {
      slug: program.slug,
      sent: { body, type: file.endsWith('.json') ? 'application/json' : 'application/yaml' },
    };
  } catch {
    throw new Plain(`${file} is not a manifest: it must be YAML or JSON with program.slug.`, 2);
  }
};
