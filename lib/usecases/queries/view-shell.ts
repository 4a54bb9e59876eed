import type { ShellView } from '@/lib/contract/views/shell';
import { type Result, refused } from '@/lib/domain/kernel/refusal';
import { findInstallation } from '@/lib/store/installation';
import type { Context } from '@/lib/usecases/context';
import { alertsIn } from './parts/alerts';
import { asPerson, createProgramAct } from './parts/caller';
import { placesToSign } from './parts/decision-row';
import { lockOf } from './parts/lock';
import { loadPicture, viewedIn } from './parts/picture';
import { contextRefOf } from './parts/refs';

/** The frame around every screen; without a program, that of the person's first one. */
export const viewShell = (context: Context, programSlug: string | null): Promise<Result<ShellView>> =>
  asPerson(context, async ({ db, now, person, programs }) => {
    const shown = programSlug === null ? programs[0] : programs.find(({ slug }) => slug === programSlug);
    if (programSlug !== null && shown === undefined) throw refused('not_found', 'There is no such program.');
    const picture = await loadPicture(
      db,
      programs.map(({ id }) => id),
      now,
    );
    const waiting = picture.open.filter(
      (listed) => placesToSign({ viewed: viewedIn(picture, listed) }, person).length > 0,
    );
    return {
      person: {
        id: person.personId,
        name: person.name,
        email: person.email,
        installationAdmin: person.installationAdmin,
      },
      demo: (await findInstallation(db))?.demo === true,
      now: now.toISOString(),
      waitingForYou: waiting.length,
      programs: programs.map(({ slug, name, contexts }) => ({ slug, name, contexts })),
      program:
        shown === undefined
          ? null
          : {
              slug: shown.slug,
              name: shown.name,
              roles: shown.roles,
              openDecisions: shown.openDecisions,
              openPatterns: shown.openPatterns,
              contexts: picture.contexts
                .filter(({ programId }) => programId === shown.id)
                .map((listed) => ({ ...contextRefOf(listed), lock: lockOf(picture, listed) })),
              alerts: alertsIn(picture, shown),
              ledger: { size: shown.ledger.size, at: shown.ledger.lastAt.toISOString() },
            },
      createProgram: createProgramAct(person),
    };
  });
