import { stringify } from 'yaml';
import type { GovernedDocumentView } from '@/lib/contract/views/governed';
import { mayPropose } from '@/lib/domain/access/may';
import { type Result, refused } from '@/lib/domain/kernel/refusal';
import { findContext } from '@/lib/store/contexts';
import type { Context } from '@/lib/usecases/context';
import { holdersByRole } from './context/governing';
import { contextIn, loadPicture, policyIn } from './parts/picture';
import { contextRefOf } from './parts/refs';
import { dayText } from './parts/say';
import { actOf, inProgram } from './parts/viewing';

const width = 100;

const written = (document: unknown): string => stringify(document, { lineWidth: width });

/** The sign-off policy in force, to be changed by a decision. */
export const viewPolicy = (context: Context, programSlug: string): Promise<Result<GovernedDocumentView>> =>
  inProgram(context, programSlug, async ({ db, program, now, asker }) => {
    const picture = await loadPicture(db, [program.id], now);
    const { version, since, document } = policyIn(picture, program.id);
    return {
      program: { slug: program.slug, name: program.name },
      context: null,
      now: now.toISOString(),
      kind: 'change_policy',
      standing: `version ${version}, in force since ${dayText(since, program.zone, now)}`,
      document,
      text: written(document),
      holders: holdersByRole(picture, program.id),
      propose: actOf(mayPropose({ kind: 'change_policy' })(asker)),
    };
  });

/** What a context is held to: its criteria, expected checks and equivalence statement, to be changed by a decision. */
export const viewCriteria = (
  context: Context,
  programSlug: string,
  contextSlug: string,
): Promise<Result<GovernedDocumentView>> =>
  inProgram(context, programSlug, async ({ db, program, now, asker }) => {
    const row = await findContext(db, program.id, contextSlug);
    if (row === null) throw refused('not_found', `This program has no context “${contextSlug}”.`);
    const picture = await loadPicture(db, [program.id], now, { contextId: row.id });
    const listed = contextIn(picture, row.id);
    const governed = picture.governed.get(row.id);
    if (governed === undefined) throw refused('not_found', 'No criteria set is in force here.');
    const document = {
      equivalence: governed.equivalence.statement,
      criteria: governed.criteria,
      expectedChecks: governed.expectedChecks,
    };
    return {
      program: { slug: program.slug, name: program.name },
      context: contextRefOf(listed),
      now: now.toISOString(),
      kind: 'activate_criteria',
      standing: `criteria set v${picture.criteria.get(row.id)?.version ?? 0}, equivalence statement v${governed.equivalence.version}`,
      document,
      text: written(document),
      holders: holdersByRole(picture, program.id),
      propose: actOf(mayPropose({ kind: 'activate_criteria' })(asker)),
    };
  });
