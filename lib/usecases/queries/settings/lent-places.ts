import type { Act } from '@/lib/contract/views/parts';
import type { LentPlacesView, LentPlaceView } from '@/lib/contract/views/settings';
import { answeringRoles, maySignOff } from '@/lib/domain/access/may';
import { mayManagePeople } from '@/lib/domain/access/people';
import { latestEnd } from '@/lib/domain/decision/delegate';
import type { People } from '@/lib/domain/decision/people';
import { type ContextRow, listContexts } from '@/lib/store/contexts';
import { listLiveDelegations, type RecordedDelegation } from '@/lib/store/delegations';
import { loadPeople } from '@/lib/store/members';
import { delegationViewOf } from '@/lib/usecases/delegation-view';
import { actOf, may, mayNot, type Viewing } from '@/lib/usecases/queries/parts/viewing';

type Around = { contexts: readonly ContextRow[]; people: People };

const endAct = ({ from, to }: LentPlaceView, { asker }: Viewing): Act => {
  if (from.you || to.you || mayManagePeople(asker).allowed) return may;
  return mayNot(`${from.name}, ${to.name} or an administrator ends it.`);
};

const viewOf = (delegation: RecordedDelegation, { contexts, people }: Around, viewing: Viewing): LentPlaceView => {
  const { now, you } = viewing;
  const names = new Map(contexts.map(({ id, name }) => [id, name]));
  const { id, role, reason, givenAt, until, counts, ...lent } = delegationViewOf(delegation, {
    slugs: names,
    people,
    at: now,
  });
  const whose = (person: { id: string; name: string }) => ({ name: person.name, you: person.id === you });
  const [from, to] = [whose(lent.from), whose(lent.to)];
  const view = { id, from, to, role, contexts: lent.contexts, reason, givenAt, until, counts, end: may };
  return { ...view, end: endAct(view, viewing) };
};

const distance = ({ from, to }: LentPlaceView): number => (from.you ? 0 : to.you ? 1 : 2);

const lendAct = (others: number, { asker }: Viewing): Act => {
  const permission = actOf(maySignOff(asker));
  return permission.allowed && others === 0 ? mayNot('Nobody else is in this program yet.') : permission;
};

/** Places that are lent in a program now, and what this person could lend to whom. */
export const lentPlaces = async (viewing: Viewing): Promise<LentPlacesView> => {
  const { db, program, now, asker, you } = viewing;
  const around = { contexts: await listContexts(db, program.id), people: await loadPeople(db, program.id) };
  const live = await listLiveDelegations(db, [program.id], now);
  const others = [...around.people].filter(([id]) => id !== you).map(([id, { name, email }]) => ({ id, name, email }));
  return {
    items: live
      .map((delegation) => viewOf(delegation, around, viewing))
      .sort((a, b) => distance(a) - distance(b) || a.until.localeCompare(b.until)),
    lend: lendAct(others.length, viewing),
    roles: answeringRoles.filter((role) => asker.roles.has(role)),
    people: others.sort((a, b) => a.name.localeCompare(b.name)),
    contexts: around.contexts.map(({ slug, name }) => ({ slug, name })),
    latestEnd: latestEnd(now).toISOString(),
  };
};
