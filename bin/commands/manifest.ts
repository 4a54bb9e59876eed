import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { manifestPlan } from '@/lib/contract/v1/manifest-plan';
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

const show = ({ program, applied, changes }: z.infer<typeof manifestPlan>): void => {
  for (const { action, path, summary, needsDecision } of changes) {
    console.log(`${action.padEnd(6)} ${path}  ${summary}${needsDecision ? '  (needs a decision)' : ''}`);
  }
  const count = changes.length === 0 ? 'nothing to change' : `${changes.length} change(s)`;
  console.log(`${program}: ${count}${applied && changes.length > 0 ? ', made' : ''}`);
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
