import { v7 as uuid } from 'uuid';
import { type Manifest, manifestSchema } from '@/lib/contract/manifest';
import { checkSources } from '@/lib/contract/manifest-sources';
import type { ManifestPlan, PlanChange } from '@/lib/contract/v1/manifest-plan';
import type { Actor } from '@/lib/domain/access/actor';
import { mayApplyManifest } from '@/lib/domain/access/may';
import { principalOf } from '@/lib/domain/access/principal';
import { documentDigest } from '@/lib/domain/kernel/digest';
import { accept, Refused, type Result, refused } from '@/lib/domain/kernel/refusal';
import { genesisOf } from '@/lib/domain/ledger/entry';
import { listContextStates } from '@/lib/store/contexts';
import { type Db, databaseNow } from '@/lib/store/database';
import { openLedger } from '@/lib/store/ledger';
import { grantFirstRole } from '@/lib/store/members';
import { createProgram, updateProgram } from '@/lib/store/program-definition';
import { findProgram, type ProgramRow } from '@/lib/store/programs';
import { authorise, mayCreatePrograms } from '@/lib/usecases/authorise';
import type { Context } from '@/lib/usecases/context';
import { withLiveDecisions, withOpenedDecisions } from '@/lib/usecases/manifest/decisions';
import { programDefinitionOf } from '@/lib/usecases/manifest/define';
import { askedBy, withheld } from '@/lib/usecases/manifest/governed-parts';
import { planManifest } from '@/lib/usecases/manifest/plan';
import { writeManifest } from '@/lib/usecases/manifest/write';
import { alsoIn, read, transact, transactInstallation } from '@/lib/usecases/transact';

const answer = (manifest: Manifest, changes: PlanChange[], applied: boolean): ManifestPlan => ({
  program: manifest.program.slug,
  applied,
  digest: documentDigest(manifest),
  changes,
});

const planFor = async (db: Db, program: ProgramRow | null, manifest: Manifest): Promise<PlanChange[]> => {
  if (program === null) return planManifest(null, manifest, { left: new Set() });
  const contexts = await listContextStates(db, program.id);
  const left = contexts.filter((context) => context.lanes.some((lane) => lane.intervals.length > 0));
  const standing = { left: new Set(left.map((context) => context.slug)) };
  return planManifest(manifestSchema.parse(program.manifest), manifest, standing);
};

const checkSlug = (programSlug: string, manifest: Manifest): void => {
  if (manifest.program.slug !== programSlug) {
    throw refused(
      'invalid_manifest',
      `The manifest is of "${manifest.program.slug}" and was sent to "${programSlug}".`,
      [{ pointer: '/program/slug', detail: `must be "${programSlug}"` }],
    );
  }
};

/** Who creates no programs is not told, either, whether one of this name is there. */
const mayCreateHere = (actor: Actor): void => {
  try {
    mayCreatePrograms(actor);
  } catch (error) {
    if (error instanceof Refused) throw refused('not_found', 'There is no such program.');
    throw error;
  }
};

/** What applying the manifest would do; changes nothing. */
export const planProgramManifest = (
  context: Context,
  programSlug: string,
  manifest: Manifest,
): Promise<Result<ManifestPlan>> =>
  read(async (db) => {
    checkSlug(programSlug, manifest);
    const program = await findProgram(db, programSlug);
    if (program === null) {
      mayCreateHere(context.actor);
      return answer(manifest, await planFor(db, program, manifest), false);
    }
    await authorise(db, context.actor, program, mayApplyManifest);
    const changes = await planFor(db, program, manifest);
    const asked = askedBy(manifest, changes, context.actor.name);
    return answer(manifest, await withLiveDecisions(db, program.id, asked, changes, await databaseNow(db)), false);
  });

const refuseUndecided = (changes: PlanChange[]): void => {
  const undecided = changes.filter((change) => change.needsDecision && change.kind === null);
  if (undecided.length === 0) return;
  const errors = undecided.map(({ path, summary }) => ({ pointer: path, detail: summary }));
  const [only] = undecided;
  if (undecided.length === 1 && only?.path === '/program/hardDate') {
    throw refused('deadline_needs_decision', 'The hard date is not moved by a manifest; nothing was changed.', errors);
  }
  throw refused(
    'manifest_needs_decision',
    `${undecided.length === 1 ? 'One change is' : `${undecided.length} changes are`} to what is in force, which a manifest does not change. Nothing was changed.`,
    errors,
  );
};

/** Sources that a decision must come before stay as they are meanwhile, beside the ones that are written now. */
const refuseDoubleClaims = (rest: Manifest): void => {
  const faults = checkSources(rest);
  if (faults.length === 0) return;
  const detail = 'Until decisions change them, sources in force claim what this manifest gives to others.';
  throw refused('invalid_manifest', detail, faults);
};

/** Creates a program from its manifest; a person who does so administers it. */
export const createProgramFromManifest = (context: Context, manifest: Manifest): Promise<Result<ManifestPlan>> =>
  transactInstallation(context, async (tx) => {
    mayCreatePrograms(context.actor);
    const { slug, name } = manifest.program;
    if ((await findProgram(tx.db, slug)) !== null)
      throw refused('program_exists', `A program "${slug}" exists already.`);
    const programId = uuid();
    const origin = `lockgate/program/${slug}/${programId}`;
    await createProgram(tx.db, programId, programDefinitionOf(manifest), tx.at);
    await openLedger(tx.db, { id: uuid(), programId, origin, head: genesisOf(origin), at: tx.at });
    tx.record({ type: 'program.created', subject: { kind: 'program', id: programId }, data: { program: slug, name } });
    const changes = await planFor(tx.db, null, manifest);
    await alsoIn(context, tx, programId, async (inner) => {
      if (context.simulatedAt !== undefined) {
        const note =
          'The history of this program was loaded for the demo with a simulated clock; recordedAt is the real one.';
        inner.record({ type: 'demo.clock_simulated', subject: { kind: 'program', id: programId }, data: { note } });
      }
      inner.record({
        type: 'program.created',
        subject: { kind: 'program', id: programId },
        data: { program: slug, name },
      });
      await writeManifest({ tx: inner, programId, author: principalOf(context.actor) }, null, manifest);
      inner.record(applied(programId, manifest, changes));
      if (context.actor.kind === 'person') await grantFirstRole(inner, programId, context.actor);
    });
    return accept(answer(manifest, changes, true));
  });

const applied = (programId: string, manifest: Manifest, changes: PlanChange[]) => ({
  type: 'manifest.applied' as const,
  subject: { kind: 'program' as const, id: programId },
  data: {
    digest: documentDigest(manifest),
    changes: changes.slice(0, 200).map((change) => `${change.action} ${change.summary}`),
  },
});

/**
 * Applies a manifest: creates the program where there is none, else changes what no decision must come before and opens
 * the decisions that the rest takes. Applied again, it finds them and opens no second.
 */
export const applyManifest = async (
  context: Context,
  programSlug: string,
  manifest: Manifest,
): Promise<Result<ManifestPlan>> => {
  const known = await read(async (db) => {
    checkSlug(programSlug, manifest);
    const program = await findProgram(db, programSlug);
    if (program === null) mayCreateHere(context.actor);
    return program;
  });
  if (!known.ok) return known;
  if (known.value === null) return createProgramFromManifest(context, manifest);
  return transact(context, programSlug, async (tx) => {
    const asker = await authorise(tx.db, context.actor, tx.program, mayApplyManifest);
    const before = manifestSchema.parse(tx.program.manifest);
    const changes = await planFor(tx.db, tx.program, manifest);
    refuseUndecided(changes);
    const free = changes.filter((change) => !change.needsDecision);
    if (free.length > 0) {
      const rest = withheld(before, manifest, changes);
      refuseDoubleClaims(rest);
      await updateProgram(tx.db, tx.program.id, programDefinitionOf(rest));
      await writeManifest({ tx, programId: tx.program.id, author: principalOf(context.actor) }, before, rest);
      tx.record(applied(tx.program.id, rest, free));
    }
    const asked = askedBy(manifest, changes, context.actor.name);
    return accept(answer(manifest, await withOpenedDecisions(tx, asker, asked, changes), free.length > 0));
  });
};
